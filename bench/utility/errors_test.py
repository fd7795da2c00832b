import unittest

import numpy as np

from demand import Network, Truth
from errors import errors_of, rung_errors
from reader import Layout, Sums, Vector
from world import Country

NETWORK = Network(4, 100, 3, {"US": Country("", 60, 0), "FR": Country("", 35, 0), "DE": Country("", 5, 0)})
REGIONS = {"DE": "Western Europe", "FR": "Western Europe", "US": "Northern America"}
DAYS = 7


def layout() -> Layout:
    shapes = [("streams_average", hour, 1, [""]) for hour in range(24)]
    shapes += [("region_streams_average", 0, 24, ["Northern America", "Western Europe"])]
    shapes += [("country_streams_average", 0, 24, ["DE", "FR", "US"]), ("encoded_pixels", 0, 24, ["240p", "720p"])]
    vectors, end = [], 0
    for name, first_hour, hours, keys in shapes:
        vectors.append(Vector(name, first_hour, hours, slice(end, end + len(keys)), keys, np.ones(len(keys)), 1.0))
        end += len(keys)
    return Layout(vectors, REGIONS)


def truth() -> Truth:
    """Each hour of each day has 6 streams of US, 3.5 of FR and 0.5 of DE."""
    return Truth(np.tile([6, 3.5, 0.5], (DAYS, 24, 1)), np.tile([30.0, 970.0], (DAYS, 1)))


EXACT = np.array([10] * 24 + [144, 96] + [12, 84, 144] + [30, 970], float)


def errors(values: np.ndarray):
    sums = Sums(layout(), np.tile(values, (DAYS, 1)), np.ones(len(EXACT)))
    return {(error.name, error.window): error for error in errors_of(NETWORK, sums, truth())}, sums


class Errors(unittest.TestCase):
    def test_exact_figures_have_none(self):
        found, _ = errors(EXACT)
        self.assertEqual({name for name, _ in found}, {"streams", "top country", "country with 5 %", "region with 20 %",
                                                       "pixels of a rung with 10 %"})
        for error in found.values():
            self.assertAlmostEqual(error.published, 0)
            self.assertAlmostEqual(error.consistent, 0)

    def test_are_in_percent_of_the_truth(self):
        off = EXACT.copy()
        off[26] += 3  # DE, of 12
        found, _ = errors(off)
        error = found["country with 5 %", "24 h"]
        self.assertAlmostEqual(error.published, 25)
        self.assertLess(error.consistent, 25)  # the region tells that it is too much
        self.assertAlmostEqual(error.bias, error.consistent)
        self.assertAlmostEqual(found["top country", "24 h"].published, 0)

    def test_what_is_wrong_each_day_is_as_wrong_in_the_week_and_chance_is_less(self):
        off = EXACT.copy()
        off[28] += 1.44
        found, _ = errors(off)
        day, week = found["top country", "24 h"], found["top country", "week"]
        self.assertAlmostEqual(day.published, 1)
        self.assertAlmostEqual(week.published, 1)
        self.assertAlmostEqual(week.expected, day.expected / np.sqrt(7))

    def test_expect_of_an_hour_what_the_published_deviation_says(self):
        found, _ = errors(EXACT)
        hour = found["streams", "1 h"]
        self.assertEqual(hour.samples, DAYS * 24)
        self.assertLess(hour.expected, 10)  # 1 of 10, before least squares
        self.assertGreater(hour.expected, 9)

    def test_give_each_rung_its_share(self):
        off = EXACT.copy()
        off[29] -= 3
        (low, low_share, low_error), (high, _, high_error) = rung_errors(errors(off)[1], truth())
        self.assertEqual((low, high), ("240p", "720p"))
        self.assertAlmostEqual(low_share, 0.03)
        self.assertAlmostEqual(low_error.bias, -10)
        self.assertAlmostEqual(high_error.published, 0)

    def test_a_bias_beyond_chance_counts(self):
        off = EXACT.copy()
        off[30] -= 97
        error = errors(off)[0]["pixels of a rung with 10 %", "24 h"]
        self.assertAlmostEqual(error.total, float(np.hypot(error.expected, 10)))
        exact = errors(EXACT)[0]["top country", "24 h"]
        self.assertEqual(exact.total, exact.expected)


if __name__ == "__main__":
    unittest.main()
