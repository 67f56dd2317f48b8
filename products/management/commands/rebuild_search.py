from django.core.management.base import BaseCommand

from products import search


class Command(BaseCommand):
    help = "Writes every search row and the vocabulary anew, as after loading a new edition of the regions."

    def handle(self, **options) -> None:
        self.stdout.write(f"{search.rebuild()} search rows written.")
