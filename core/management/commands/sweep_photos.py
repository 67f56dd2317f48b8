"""`manage.py sweep_photos`: files of photos that no record needs any more, as a crash may leave them."""

from django.core.management.base import BaseCommand, CommandParser

from core.photos import delete_photo
from core.stored_photos import orphans


class Command(BaseCommand):
    help = "Deletes stored photos, a day old or older, that no record needs. Nothing is deleted without --write."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true", help="delete them")

    def handle(self, *, write: bool, **options) -> None:
        found = list(orphans())
        for key in found:
            self.stdout.write(key)
            if write:
                delete_photo(key)
        done = "deleted" if write else "nothing deleted; --write deletes them"
        self.stdout.write(f"{len(found)} photos that no record needs ({done}).")
