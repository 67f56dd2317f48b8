from django.core.management.base import BaseCommand

from products import search


class Command(BaseCommand):
    help = (
        "Writes every search row, the vocabulary and the bitmaps anew, as after loading a new edition of the regions. "
        "People can go on searching and changing products meanwhile."
    )

    def handle(self, **options) -> None:
        self.stdout.write(f"{search.rebuild()} search rows written.")
