import unittest

import numpy as np

from least_squares import consistent, constraints_of, variances_after
from reader import Layout, Vector

SUM_OF_TWO = np.array([[1.0, -1.0, -1.0]])


def small_layout() -> Layout:
    """Two hours in each of two blocks, two regions, of which one has two countries."""
    shapes = [("streams_average", hour, 1, ["all"]) for hour in (0, 3, 4, 7)]
    shapes += [("region_streams_average", block, 4, ["R", "S"]) for block in (0, 4)]
    shapes += [("region_streams_average", 0, 24, ["R", "S"]), ("country_streams_average", 0, 24, ["r", "s", "t"])]
    shapes += [("source_streams_average", 0, 24, ["720p", "1080p"]), ("encoded_pixels", 0, 24, ["720p", "1080p"])]
    vectors, end = [], 0
    for name, first_hour, hours, keys in shapes:
        vectors.append(Vector(name, first_hour, hours, slice(end, end + len(keys)), keys, np.ones(len(keys)), 1.0))
        end += len(keys)
    return Layout(vectors, {"r": "R", "s": "S", "t": "S"})


# Streams that do agree: hours, regions by block, regions, countries, sources; pixels are free.
SMALL_TRUTH = np.array([3, 4, 10, 1, 2, 5, 8, 3, 10, 8, 10, 1, 7, 6, 12, 100, 200], float)


class Consistent(unittest.TestCase):
    def test_two_measurements_of_one_thing_are_weighed_by_their_precision(self):
        result = consistent(np.array([[10.0, 20.0]]), np.array([1.0, 4.0]), np.array([[1.0, -1.0]]))
        np.testing.assert_allclose(result, [[12, 12]])

    def test_a_sum_and_its_parts_share_their_difference(self):
        result = consistent(np.array([[10.0, 4.0, 4.0]]), np.ones(3), SUM_OF_TWO)
        np.testing.assert_allclose(result, [[10 - 2 / 3, 4 + 2 / 3, 4 + 2 / 3]])

    def test_what_is_exact_stays(self):
        result = consistent(np.array([[10.0, 4.0, 4.0]]), np.array([0.0, 1.0, 3.0]), SUM_OF_TWO)
        np.testing.assert_allclose(result, [[10, 4.5, 5.5]])

    def test_sums_agree_afterwards_and_what_agreed_is_left_alone(self):
        constraints = constraints_of(small_layout())
        values = np.random.default_rng(1).normal(size=(5, len(SMALL_TRUTH)))
        variances = np.linspace(1, 3, len(SMALL_TRUTH))
        np.testing.assert_allclose(consistent(values, variances, constraints) @ constraints.T, 0, atol=1e-9)
        np.testing.assert_allclose(consistent(SMALL_TRUTH[None], variances, constraints)[0], SMALL_TRUTH)

    def test_noise_leaves_no_bias_and_the_variance_that_is_foretold(self):
        constraints, samples = constraints_of(small_layout()), 20_000
        scales = np.linspace(1, 5, len(SMALL_TRUTH))
        noise = np.random.default_rng(2).laplace(scale=scales, size=(samples, len(scales)))
        variances = 2 * scales**2
        off = consistent(SMALL_TRUTH + noise, variances, constraints) - SMALL_TRUTH
        foretold = variances_after(variances, constraints, np.eye(len(scales)))
        np.testing.assert_array_less(np.abs(off.mean(axis=0)), 5 * np.sqrt(foretold / samples))
        np.testing.assert_allclose(off.var(axis=0), foretold, rtol=0.1)


class VariancesAfter(unittest.TestCase):
    def test_are_those_of_the_best_mean(self):
        variances = variances_after(np.array([1.0, 4.0]), np.array([[1.0, -1.0]]), np.array([[1.0, 0.0], [1.0, 1.0]]))
        np.testing.assert_allclose(variances, [0.8, 3.2])

    def test_are_never_above_those_before(self):
        before = np.linspace(1, 9, len(SMALL_TRUTH))
        after = variances_after(before, constraints_of(small_layout()), np.eye(len(before)))
        self.assertTrue((after <= before * (1 + 1e-12)).all())
        np.testing.assert_allclose(after[-2:], before[-2:])  # pixels, which nothing else tells
        self.assertLess(after[0], before[0])


class Constraints(unittest.TestCase):
    def test_hold_for_the_truth_and_for_nothing_that_differs_in_one_figure(self):
        constraints = constraints_of(small_layout())
        np.testing.assert_array_equal(constraints @ SMALL_TRUTH, 0)
        for place in range(len(SMALL_TRUTH) - 2):
            self.assertTrue((constraints[:, place] != 0).any(), f"nothing holds figure {place}")

    def test_go_by_the_blocks_where_no_region_is_given_for_the_day(self):
        layout = small_layout()
        without = [vector for vector in layout.vectors if (vector.name, vector.hours) != ("region_streams_average", 24)]
        constraints = constraints_of(layout._replace(vectors=without))
        truth = SMALL_TRUTH.copy()
        truth[8:10] = -1  # not to be looked at
        np.testing.assert_array_equal(constraints @ truth, 0)
        self.assertTrue((constraints[:, 10:13] != 0).any(axis=0).all())


if __name__ == "__main__":
    unittest.main()
