"""`manage.py load_regions [FILE]`: all regions of Indonesia into the database, or a new edition of them."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from regions import loader

MOST_SHOWN = 20


class Command(BaseCommand):
    help = "Loads the regions: adds new codes, updates what changed, ends what is gone. A second run changes nothing."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "file", nargs="?", type=Path, default=loader.FILE, help="CSV, gzipped or not; by default %(default)s."
        )
        parser.add_argument(
            "--remove-unused",
            action="store_true",
            help="Also remove codes which the file no longer has and nothing refers to.",
        )

    def handle(self, *, file: Path, remove_unused: bool, **options) -> None:
        try:
            outcome = loader.load(file, remove_unused=remove_unused)
        except loader.BadFile as error:
            raise CommandError(str(error)) from error
        if outcome.added or outcome.updated:
            self.stdout.write(f"{outcome.read} regions: {outcome.added} added, {outcome.updated} updated.")
        else:
            self.stdout.write(f"{outcome.read} regions: nothing to change.")
        self.report(outcome.removed, "removed, since the file no longer has them and nothing refers to them")
        self.report(
            outcome.ended, "have ended, since the file no longer has them: shown where they are used, not offered"
        )

    def report(self, codes: list[str], what: str) -> None:
        if codes:
            shown = ", ".join(codes[:MOST_SHOWN]) + (", ..." if len(codes) > MOST_SHOWN else "")
            self.stdout.write(f"{len(codes)} codes {what}: {shown}")
