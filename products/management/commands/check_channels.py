from datetime import timedelta

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from products.actions.channels import due_for_a_look, note_look
from products.looking import look

# A nightly run that begins a little earlier than yesterday's still looks at all.
A_DAY = timedelta(hours=20)


class Command(BaseCommand):
    help = "Looks at makers' sales channels that nobody has looked at today, and keeps what it finds with --write."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true", help="Keep the findings; without it they are only printed.")
        parser.add_argument("--limit", type=int, default=500, help="At most so many (500).")

    def handle(self, *, write: bool, limit: int, **options) -> None:
        found: dict[str, int] = {}
        for channel in due_for_a_look(before=timezone.now() - A_DAY, limit=limit):
            seen = look(channel.url)
            found[seen.health] = found.get(seen.health, 0) + 1
            if write:
                note_look(channel=channel, look=seen)
        counts = ", ".join(f"{health.lower()} {count}" for health, count in sorted(found.items()))
        done = "kept" if write else "nothing kept; --write keeps it"
        self.stdout.write(f"{sum(found.values())} sales channels looked at: {counts or 'none was due'} ({done}).")
