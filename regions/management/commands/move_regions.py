"""`manage.py move_regions`: records in regions whose codes have ended get the codes that took their place."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from regions.loader import BadFile
from regions.moving import FORMER_CODES, Outcome, move, read_former_codes

MOST_SHOWN = 20


class Command(BaseCommand):
    help = "Says which records of ended regions would get which code, and which somebody must decide; --write does it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", nargs="?", type=Path, default=FORMER_CODES, help="CSV former,code,source; by default %(default)s."
        )
        parser.add_argument("--write", action="store_true", help="Move the records; without it nothing is changed.")

    def handle(self, *, file: Path, write: bool, **options) -> None:
        try:
            outcome = move(read_former_codes(file), write=write)
        except (BadFile, OSError) as error:
            raise CommandError(str(error)) from error
        for sentence in sentences(outcome, "moved" if write else "would move"):
            self.stdout.write(sentence)
        if outcome.moved and not write:
            self.stdout.write("Nothing is changed yet: --write moves them.")


def sentences(outcome: Outcome, done: str) -> list[str]:
    lines = [f"{former} -> {code}: {count} {kind} {done}" for (former, code, kind), count in outcome.moved.items()]
    for (former, codes, kind), names in outcome.asked.items():
        why = f"one of {', '.join(codes)}" if codes else "no successor is known"
        lines.append(f"{former} -> ? ({why}): to be decided for {kind} {shown(names)}")
    for (former, code, kind), names in outcome.in_the_way.items():
        lines.append(f"{former} -> {code}: another record has it already, so these stay: {kind} {shown(names)}")
    return lines or ["No record lies in a region whose code has ended."]


def shown(names: list[str]) -> str:
    return ", ".join(names[:MOST_SHOWN]) + (f" and {len(names) - MOST_SHOWN} more" if len(names) > MOST_SHOWN else "")
