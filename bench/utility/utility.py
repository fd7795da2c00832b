"""Simulates networks through the library, and says how well a reader of what they publish knows the demand.

To be run by bench/utility/run.
"""

import argparse
import sys
import time
from pathlib import Path

import numpy as np

import networks
import report
from demand import Arrivals, Truth, add_up, make_arrivals
from errors import errors_of, rung_errors
from networks import Run
from play import Player
from reader import Published, add_nodes
from results import Part, Result

MODES = ("stream-hour", "stream-day")


def main() -> int:
    options = _options()
    player = Player(options.player, options.geo, options.processes)
    begun = time.monotonic()
    _check_truth(player)
    results, parts = [], []
    for run in networks.QUICK if options.quick else networks.FULL:
        arrivals = _arrivals(run)
        for mode in MODES:
            _say(f"{mode}: {run.network.nodes:,} nodes, {run.network.streams:,} streams, {run.days} days")
            published = player.play(mode, run.network, run.days, arrivals)
            results.append(_result(run, mode, published, _truth(run, arrivals)))
            if mode == MODES[0] and run.network.nodes == networks.PART_OF:
                parts = _parts(run, published, arrivals)
    node_days = sum(result.run.network.nodes * result.run.days for result in results)
    report.plot(results, options.picture)
    print(report.text(results, parts, node_days, time.monotonic() - begun))
    return 1 if report.missed(results) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer days, and no network of 10,000 nodes")
    parser.add_argument("--player", type=Path, required=True, help="the program of player.cc")
    parser.add_argument("--geo", type=Path, required=True, help="database of countries")
    parser.add_argument("--picture", type=Path, required=True, help="where the PNG goes")
    parser.add_argument("--processes", type=int, default=2, help="players at once (%(default)s)")
    return parser.parse_args()


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _arrivals(run: Run) -> Arrivals:
    """The same in each run of this program: its seed is the number of nodes."""
    return make_arrivals(run.network, run.days, np.random.default_rng(run.network.nodes))


def _truth(run: Run, arrivals: Arrivals) -> Truth:
    return add_up(arrivals, run.days, len(run.network.countries))


def _result(run: Run, mode: str, published: Published, truth: Truth) -> Result:
    sums = add_nodes(published)
    return Result(run, mode, errors_of(run.network, sums, truth), rung_errors(sums, truth))


def _parts(run: Run, published: Published, arrivals: Arrivals) -> list[Part]:
    """What is known of the nodes that take part, where not all do."""
    order = np.random.default_rng(0).permutation(run.network.nodes)
    parts = []
    for share in networks.PARTS:
        taking_part = order < share * run.network.nodes
        here = arrivals.at_nodes(taking_part)
        sums = add_nodes(published._replace(values=published.values[taking_part]))
        streams = here.duration_s.sum() / arrivals.duration_s.sum()
        parts.append(Part(share, streams, errors_of(run.network, sums, _truth(run, here))))
    return parts


def _check_truth(player: Player) -> None:
    """Without noise the same way has to lead to the truth, or the comparison would be of two other things."""
    run = Run(networks.MANY_COUNTRIES, 1)
    _say("binned: what is published is the truth")
    arrivals = _arrivals(run)
    truth = _truth(run, arrivals)
    sums = add_nodes(player.play("binned", run.network, 1, arrivals))
    countries, pixels = (sums.layout.find(name, 24)[0] for name in ("country_streams_average", "encoded_pixels"))
    places = [countries.keys.index(code) for code in run.network.countries]
    by_country = np.zeros(len(countries.keys))
    by_country[places] = truth.stream_hours.sum(axis=(0, 1))
    np.testing.assert_allclose(sums.of(countries)[0], by_country, rtol=1e-9, atol=1e-6)
    np.testing.assert_allclose(sums.of(pixels)[0], truth.pixels[0], rtol=1e-9)


if __name__ == "__main__":
    sys.exit(main())
