import unittest

import numpy as np

from demand import DAY_S, HOUR_S, Network, add_up, make_arrivals, nominal_rates, rung_of
from world import LADDERS, WORLD

DAYS = 2


def arrivals():
    return make_arrivals(Network(5, 300, 4, WORLD), DAYS, np.random.default_rng(3))


class Demand(unittest.TestCase):
    def test_is_of_the_size_that_was_asked_for(self):
        streams = arrivals().duration_s.sum() / DAY_S / DAYS
        self.assertAlmostEqual(streams, 300, delta=30)

    def test_each_arrival_is_within_an_hour_and_they_come_in_order(self):
        made = arrivals()
        self.assertGreater(made.duration_s.min(), 0)
        np.testing.assert_array_equal(made.start_s // HOUR_S, (made.start_s + made.duration_s - 1) // HOUR_S)
        self.assertTrue((np.diff(made.node * DAYS * DAY_S + made.start_s) >= 0).all())
        self.assertLess(made.start_s.max(), DAYS * DAY_S)

    def test_a_stream_is_at_one_node_from_one_country_and_never_twice_at_once(self):
        made = arrivals()
        order = np.lexsort([made.start_s, made.stream])
        same = np.diff(made.stream[order]) == 0
        for column in (made.node, made.country, made.ladder):
            self.assertTrue((np.diff(column[order])[same] == 0).all())
        ends_s = (made.start_s + made.duration_s)[order][:-1]
        np.testing.assert_array_equal(ends_s[same], made.start_s[order][1:][same])

    def test_the_truth_of_all_nodes_is_that_of_some_and_of_the_others(self):
        made = arrivals()
        some = np.array([True, False, True, False, False])
        demands = (made, made.at_nodes(some), made.at_nodes(~some))
        whole, part, rest = (add_up(each, DAYS, len(WORLD)) for each in demands)
        np.testing.assert_allclose(whole.stream_hours, part.stream_hours + rest.stream_hours, atol=1e-9)
        np.testing.assert_allclose(whole.pixels, part.pixels + rest.pixels)
        self.assertAlmostEqual(whole.stream_hours.sum(), made.duration_s.sum() / HOUR_S)

    def test_rungs_begin_at_nine_tenths_of_their_height(self):
        self.assertEqual([rung_of(size) for size in ((426, 240), (240, 426), (1152, 648), (1150, 647), (64, 36))],
                         [1, 1, 5, 4, 0])
        self.assertEqual(nominal_rates()[5], 1280 * 720 * 30)

    def test_shares_are_percent(self):
        self.assertAlmostEqual(sum(country.share for country in WORLD.values()), 100)
        self.assertEqual(sum(ladder.share for ladder in LADDERS), 100)


if __name__ == "__main__":
    unittest.main()
