from django.core.management.base import BaseCommand, CommandError

from products import search


class Command(BaseCommand):
    help = "Compares the search rows with the products and lists those that differ. Nothing is written without --write."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--write", action="store_true", help="mend the rows that differ")

    def handle(self, *, write: bool, **options) -> None:
        stale = search.stale()
        if not stale:
            self.stdout.write("Every search row says what its product says.")
            return
        products = f"{len(stale)} products differ from their search rows (keys {', '.join(map(str, stale[:20]))}"
        products += ", ...)." if len(stale) > 20 else ")."
        if not write:
            raise CommandError(f"{products} Run again with --write to mend them.")
        search.refresh(stale)
        self.stdout.write(f"{products} Mended.")
