import unittest

import numpy as np

from reader import add_nodes, read_published

HEAD = "\n".join([
    "domain\tcountry\tDE,FR",
    "domain\toutcome\tok,failed",
    "vector\tstreams_average\t23\t1\t1\t1000\t1\t\t0.5",
    "vector\tcountry_streams_average\t0\t24\t20\t20000\t2\tcountry\t0.25",
    "vector\tencoded_pixels\t0\t24\t20\t1\t4\toutcome,country\t1,2,3,4",
    "vector\tmedia_seconds\t0\t24\t20\t1\t1\t\t",
    "region\tDE\tWestern Europe",
])
NODES, DAYS, WIDTH = 3, 2, 8


def published():
    rows = np.arange(NODES * DAYS * WIDTH, dtype=np.int64)
    return read_published(HEAD.encode() + b"\n\n" + rows.tobytes(), DAYS)


class Reader(unittest.TestCase):
    def test_finds_the_figures_of_each_vector(self):
        layout = published().layout
        places = [vector.place for vector in layout.vectors]
        self.assertEqual(places, [slice(0, 1), slice(1, 3), slice(3, 7), slice(7, 8)])
        self.assertEqual(layout.find("encoded_pixels", 24)[0].keys, ["ok DE", "ok FR", "failed DE", "failed FR"])
        self.assertEqual(layout.find("streams_average", 24), [])
        self.assertEqual(layout.region_of, {"DE": "Western Europe"})

    def test_makes_stream_hours_of_averages_over_the_covered_hours(self):
        layout = published().layout
        countries = layout.find("country_streams_average", 24)[0]
        self.assertEqual(countries.scale, 20 / 20000)
        np.testing.assert_array_equal(countries.stddev, [5, 5])
        np.testing.assert_array_equal(layout.find("encoded_pixels", 24)[0].stddev, [1, 2, 3, 4])
        np.testing.assert_array_equal(layout.find("media_seconds", 24)[0].stddev, [0])

    def test_adds_up_nodes_and_their_variances(self):
        sums = add_nodes(published())
        self.assertEqual(sums.values.shape, (DAYS, WIDTH))
        # The first figures of the first day of each node are 0, 16 and 32, in thousandths of a stream-hour.
        self.assertAlmostEqual(sums.values[0, 0], 0.048)
        self.assertEqual(sums.values[1, 7], 15 + 31 + 47)
        np.testing.assert_allclose(sums.variances, NODES * np.array([0.25, 25, 25, 1, 4, 9, 16, 0]))


if __name__ == "__main__":
    unittest.main()
