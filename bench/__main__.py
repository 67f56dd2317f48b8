"""`python -m bench [--size SIZE] [name ...]`: runs the benches, all of them unless some are named.

With a size other than the usual one and no names, those that a size makes a difference to. Each has a process of its own:
what one leaves in memory is not another's.
"""

import argparse
import os
import subprocess
import sys
from importlib import import_module

import django

from bench.catalogue import SIZES

USUAL_SIZE = "100k"
# Those that make a scratch database of their own, and those that ask an invented catalogue.
SCRATCH, SIZED = ("duplicates", "imports"), ("search", "judged", "suggested", "contention", "pending")


def main(arguments: list[str]) -> int:
    """Returns 0 if every figure lies within its limit."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measures the register.")
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(SCRATCH + SIZED))
    parser.add_argument("--size", choices=SIZES, default=USUAL_SIZE, help="how many products the catalogue has")
    asked = parser.parse_args(arguments)
    unknown = [name for name in asked.names if name not in SCRATCH + SIZED]
    if unknown:
        parser.error(f"There is no bench called {', '.join(unknown)}; there are {', '.join(SCRATCH + SIZED)}.")
    names = asked.names or (SCRATCH + SIZED if asked.size == USUAL_SIZE else SIZED)
    if len(names) > 1:
        return max([subprocess.call([sys.executable, "-m", "bench", "--size", asked.size, name]) for name in names])
    return run(names[0], asked.size)


def run(name: str, size: str) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from bench.report import Report
    from bench.scratch import scratch_database

    report = Report()
    report.headline(name)
    bench = import_module(f"bench.{name}")
    if name in SIZED:
        bench.run(report, size)
    else:
        with scratch_database():
            bench.run(report)
    return report.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
