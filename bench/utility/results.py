"""What comes out of a simulation."""

from typing import NamedTuple

from errors import Error
from networks import Run


class Result(NamedTuple):
    """Of one network in one mode."""

    run: Run
    mode: str
    errors: list[Error]
    rungs: list[tuple[str, float, Error]]  # name, share of all pixels


class Part(NamedTuple):
    """Some nodes of a network."""

    share: float  # of the nodes
    streams: float  # their share of all streams
    errors: list[Error]
