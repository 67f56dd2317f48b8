"""`manage.py forget_merges`: after 30 days a merge or a split can no longer be undone, and what for is forgotten."""

from django.core.management.base import BaseCommand

from artisans.actions.merging import forget, past_undo


class Command(BaseCommand):
    help = (
        "Forgets what it takes to undo merges and splits older than 30 days, with the personal data that only the"
        " record that went away held. Nothing is written without --write."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--write", action="store_true", help="forget it")

    def handle(self, *, write: bool, **options) -> None:
        merges, splits = past_undo()
        found = f"{len(merges)} merges and {len(splits)} splits can no longer be undone."
        if not write:
            self.stdout.write(f"{found} Run again with --write to forget what they needed.")
            return
        forget(merges=merges, splits=splits)
        self.stdout.write(f"{found} What they needed is forgotten.")
