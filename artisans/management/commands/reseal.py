"""`manage.py reseal`: identity numbers sealed anew after a new key was put first in SEALING_KEYS."""

from django.core.management.base import BaseCommand

from artisans.actions.resealing import reseal
from core import sealing

MOST_SHOWN = 20


class Command(BaseCommand):
    help = (
        "Counts the identity numbers that an older key sealed, or another LOOKUP_KEY hashed. Nothing is written "
        "without --write; with it they are sealed and hashed with today's keys, 500 in a transaction."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--write", action="store_true", help="seal and hash them with today's keys")

    def handle(self, *, write: bool, **options) -> None:
        found = reseal(write=write)
        key = sealing.newest_key()
        in_imports = f", and {found.elsewhere} rows of imports with one" if found.elsewhere else ""
        self.stdout.write(
            f"{found.kept} identity numbers{in_imports}: {found.sealed_before} not sealed by the key {key!r}, "
            f"{found.hashed_before} hashed by another LOOKUP_KEY."
        )
        if found.lost:
            shown = ", ".join(found.lost[:MOST_SHOWN]) + (", ..." if len(found.lost) > MOST_SHOWN else "")
            what_to_do = "put their key back into SEALING_KEYS, or enter them again"
            self.stdout.write(f"{len(found.lost)} cannot be opened; {what_to_do}: {shown}")
        if found.sealed_before or found.hashed_before:
            done = "All but those that cannot be opened are sealed and hashed with today's keys."
            self.stdout.write(done if write else "Nothing is written. Run again with --write.")
