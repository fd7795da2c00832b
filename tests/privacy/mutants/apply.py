#!/usr/bin/python3
"""apply.py MUTANT SOURCES OUT

Applies the file MUTANT to copies of the library's sources (in the folder SOURCES), which it writes into the folder OUT.
Fails unless each old text is found exactly once, so that a mutant cannot come to change nothing. A mutant reads:

    A line that says what is wrong with it.
    test PROGRAM FILTER           the test that has to find it
    program PROGRAM               what is linked with it, where that is another program
    file FOLDER/NAME.cc           for each source that is changed
    --- old
    ...
    --- new
    ...
    --- end
"""
import pathlib
import re
import sys

CHANGE = re.compile(r"^--- old\n(.*?)\n--- new\n(.*?)\n--- end\n", re.DOTALL | re.MULTILINE)


def changed(mutant: pathlib.Path, sources: pathlib.Path) -> dict[str, str]:
    """Gives the text of each source that the mutant changes."""
    texts: dict[str, str] = {}
    for part in re.split(r"^file ", mutant.read_text(), flags=re.MULTILINE)[1:]:
        name, changes = part.split("\n", 1)
        text = (sources / name).read_text()
        if CHANGE.sub("", changes).strip() or not CHANGE.search(changes):
            sys.exit(f"{mutant}: what is to be changed in {name} is not well-formed")
        for old, new in CHANGE.findall(changes):
            if text.count(old) != 1:
                sys.exit(f"{mutant}: in {name}, this is found {text.count(old)} times instead of once:\n{old}")
            text = text.replace(old, new)
        texts[name] = text
    return texts


def main() -> None:
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    mutant, sources, out = map(pathlib.Path, sys.argv[1:])
    for name, text in changed(mutant, sources).items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


main()
