"""`python -m bench [name ...]`: runs the benches, all of them unless some are named."""

import os
import sys
from importlib import import_module

import django

BENCHES = ("duplicates", "imports")


def main(names: list[str]) -> int:
    """Returns 0 if every figure lies within its limit."""
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"There is no bench called {', '.join(unknown)}; there are {', '.join(BENCHES)}.")
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from bench.report import Report
    from bench.scratch import scratch_database

    report = Report()
    for name in names or BENCHES:
        report.headline(name)
        with scratch_database():
            import_module(f"bench.{name}").run(report)
    return report.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
