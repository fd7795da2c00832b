"""Has the library play the nodes of a network, and reads what they published."""

import ipaddress
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from demand import Arrivals, Network
from reader import Published, read_published
from world import LADDERS

MAX_RENDITIONS = 8


class Player:
    """The program of player.cc."""

    def __init__(self, program: Path, geo_path: Path, processes: int) -> None:
        self._program = program
        self._geo_path = geo_path
        self._processes = processes

    def play(self, mode: str, network: Network, days: int, arrivals: Arrivals) -> Published:
        """What each node of the network published of each day."""
        edges = np.linspace(0, network.nodes, min(self._processes, network.nodes) + 1).astype(int)
        runs = [self._start(mode, _plan(network, days, arrivals, range(*edge))) for edge in zip(edges, edges[1:])]
        parts = [read_published(self._finish(*run), days) for run in runs]
        return Published(parts[0].layout, np.concatenate([part.values for part in parts]))

    def _start(self, mode: str, plan: bytes):
        out = tempfile.TemporaryFile()
        with tempfile.TemporaryFile() as file:
            file.write(plan)
            file.seek(0)
            command = [self._program, mode, self._geo_path]
            return subprocess.Popen(command, stdin=file, stdout=out), out

    @staticmethod
    def _finish(process: subprocess.Popen, out) -> bytes:
        if process.wait() != 0:
            raise RuntimeError(f"the player ended with {process.returncode}")
        with out:
            out.seek(0)
            return out.read()


def _plan(network: Network, days: int, arrivals: Arrivals, nodes: range) -> bytes:
    """What plan.h says."""
    parts = [np.array([days, len(nodes), len(LADDERS)]), _ladders().ravel()]
    rows = _rows(network, arrivals)
    edges = np.searchsorted(arrivals.node, np.arange(nodes.start, nodes.stop + 1))
    for begin, end in zip(edges, edges[1:]):
        parts += [np.array([end - begin]), rows[begin:end].ravel()]
    return np.concatenate(parts).astype(np.int32).tobytes()


def _rows(network: Network, arrivals: Arrivals) -> np.ndarray:
    addresses = np.array([int(ipaddress.IPv4Address(c.address)) for c in network.countries.values()], np.uint32)
    columns = [arrivals.start_s // 60, arrivals.stream, arrivals.stream % network.senders,
               addresses.astype(np.int32)[arrivals.country], arrivals.ladder, arrivals.duration_s]
    return np.stack([column.astype(np.int32) for column in columns], axis=1)


def _ladders() -> np.ndarray:
    table = np.zeros((len(LADDERS), 4 + 2 * MAX_RENDITIONS), int)
    for row, ladder in zip(table, LADDERS):
        row[:4] = [*ladder.source, ladder.frames_per_second, len(ladder.renditions)]
        row[4:4 + 2 * len(ladder.renditions)] = np.ravel(ladder.renditions)
    return table
