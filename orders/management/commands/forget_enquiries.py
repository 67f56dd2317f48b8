"""`manage.py forget_enquiries`: what a buyer wrote is deleted twelve months after the conversation has ended."""

from django.core.management.base import BaseCommand

from orders.actions import to_be_forgotten


class Command(BaseCommand):
    help = (
        "Deletes enquiries that were closed, or in which nobody has written, for twelve months. Nothing is deleted"
        " without --write."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--write", action="store_true", help="delete them")

    def handle(self, *, write: bool, **options) -> None:
        rows = to_be_forgotten()
        count = rows.count()
        if write:
            rows.delete()
        self.stdout.write(
            f"{count} enquiries ended twelve months ago or longer"
            f" ({'deleted' if write else 'nothing deleted; --write deletes them'})."
        )
