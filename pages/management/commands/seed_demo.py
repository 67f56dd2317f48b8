"""`manage.py seed_demo`: fills an installation with the demo's clusters, makers and products."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from artisans.claim_codes import spoken
from pages.demo.pictures import paint
from pages.demo.seed import CannotSeed, open_a_claim, seed


class Command(BaseCommand):
    """Adds what was never there; what people changed stays, what they deleted stays away: a second run adds nothing."""

    help = "Adds the demo data: real clusters with invented makers, products and pictures, all marked as demo data."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-pictures", action="store_true", help="Leave the pictures undrawn.")
        parser.add_argument(
            "--although-in-production",
            action="store_true",
            help="Add invented makers to a production installation; the demo's accounts get no password there.",
        )

    def handle(self, *args, **options) -> None:
        if settings.PRODUCTION and not options["although_in_production"]:
            raise CommandError(
                "This is a production installation: demo data would stand among real makers. "
                "If it is a site for trying Sentra out, add --although-in-production."
            )
        try:
            counts = seed(with_passwords=not settings.PRODUCTION, tell=self.stdout.write)
        except CannotSeed as reason:
            raise CommandError(str(reason)) from reason
        drawn = 0 if options["no_pictures"] else paint()
        for word, number in (counts | {"pictures": drawn}).items():
            if number:
                self.stdout.write(f"Added {number} {word}.")
        if counts["makers"] and (claim := open_a_claim()):
            artisan, code = claim
            self.stdout.write(f"To try it: {reverse('claim:enter')} takes the record of {artisan} with {spoken(code)}.")
        if not any(counts.values()) and not drawn:
            self.stdout.write("The demo data is complete.")
