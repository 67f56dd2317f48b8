from django.core.management.base import BaseCommand, CommandError

from products import search


class Command(BaseCommand):
    help = (
        "Compares the search rows with the products, and the bitmaps with the rows, and lists what differs. Nothing is "
        "written without --write."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--write", action="store_true", help="mend what differs, and fold in what is pending")

    def handle(self, *, write: bool, **options) -> None:
        if write:
            search.learn()
        stale, differing = search.stale(), search.differing()
        if write:
            search.rewrite(stale)
            search.mend(differing)
            search.tend()
        if not stale and not differing:
            self.stdout.write("Every search row says what its product says, and every bitmap what the rows say.")
            return
        found = f"{len(stale)} products differ from their search rows (keys {listed(stale)}) and {len(differing)} "
        found += f"segments of bitmaps from the rows (numbers {listed(differing)})."
        if not write:
            raise CommandError(f"{found} Run again with --write to mend them.")
        self.stdout.write(f"{found} Mended.")


def listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers[:20])) + (", ..." if len(numbers) > 20 else "") or "none"
