from django.core.management.base import BaseCommand

from artisans.actions.duplicates import count_words, find_pairs, keep_pairs


class Command(BaseCommand):
    help = (
        "Looks through the whole register for pairs of records that are likely one maker. Without --write it only"
        " tells how many; with it the pairs stand on the officers' page. Decisions stay. Made to run every night."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--write", action="store_true", help="keep the pairs for the officers to decide")

    def handle(self, *, write: bool, **options) -> None:
        if write:
            count_words()
        kept = keep_pairs(found=find_pairs(), write=write)
        self.stdout.write(
            f"Likely pairs: {kept.new} new, {kept.known} known and undecided; {kept.gone} no longer likely; "
            f"{kept.decided} decided."
        )
        if not write:
            self.stdout.write("Nothing was written. Run again with --write to keep them.")
