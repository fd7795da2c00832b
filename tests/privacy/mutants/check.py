#!/usr/bin/python3
"""check.py MUTANTS

Sees that the audit would find each mutant: the test that is to find it fails with the mutant, and passes without.
MUTANTS has a line for each: its file, the program with it, the program without it, the test's program.
"""
import concurrent.futures
import dataclasses
import os
import pathlib
import subprocess
import sys
import time


@dataclasses.dataclass(frozen=True)
class Mutant:
    name: str
    mutated: str
    plain: str
    tests: str
    filter: str


def read(line: str) -> Mutant:
    file, mutated, plain, tests = line.split(";")
    path = pathlib.Path(file)
    lines = path.read_text().splitlines()
    test = next(entry for entry in lines if entry.startswith("test "))
    return Mutant(path.stem, mutated, plain, tests, test.split()[2])


def verdict(program: str, mutant: Mutant) -> str:
    """Runs the mutant's test with a program; gives "passes", "fails", or what happened instead."""
    tests = program if mutant.plain == mutant.tests else mutant.tests
    command = [tests, f"--gtest_filter={mutant.filter}"]
    environment = dict(os.environ, NODESTATS_ONE_HOUR=program)  # for the test that starts a program of its own
    done = subprocess.run(command, env=environment, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode == 0 and "[  PASSED  ] 1 test." in done.stdout:
        return "passes"
    if done.returncode == 1 and f"[  FAILED  ] {mutant.filter}" in done.stdout:
        return "fails"
    return f"ended with status {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}"


def check(mutant: Mutant) -> str:
    """Gives what is wrong; nothing where the mutant is found."""
    without, with_it = verdict(mutant.plain, mutant), verdict(mutant.mutated, mutant)
    if without != "passes":
        return f"without the mutant, {mutant.filter} {without}"
    if with_it != "fails":
        return f"with the mutant, {mutant.filter} {with_it}"
    return ""


def main() -> int:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    begun = time.monotonic()
    mutants = [read(line) for line in pathlib.Path(sys.argv[1]).read_text().splitlines()]
    missed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for mutant, wrong in zip(mutants, pool.map(check, mutants)):
            print(f"{'MISSED' if wrong else 'found '} {mutant.name}: {wrong or mutant.filter}", flush=True)
            missed += 1 if wrong else 0
    print(f"{len(mutants)} mutants, {missed} missed, {time.monotonic() - begun:.1f} s")
    return 1 if missed or not mutants else 0


sys.exit(main())
