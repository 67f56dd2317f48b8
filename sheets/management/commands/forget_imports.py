"""forget_imports: rows of old imports go, as they hold personal data; the import itself stays listed."""

from datetime import timedelta

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from sheets.models import ErasedKey, ImportBatch, ImportRow


class Command(BaseCommand):
    help = "Forgets the rows of imports uploaded more than 30 days ago; without --write only says how many."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, default=30, help="Age in days from which rows are forgotten.")
        parser.add_argument("--write", action="store_true", help="Forget them.")

    def handle(self, *args, days: int, write: bool, **options) -> None:
        before = timezone.now() - timedelta(days=days)
        with transaction.atomic():
            old = ImportBatch.objects.filter(uploaded_at__lt=before)
            rows = ImportRow.objects.filter(batch__in=old)
            count = rows.count()
            if write:
                rows.delete()
                ErasedKey.objects.filter(erased_at__lt=before).delete()
        done = "forgotten" if write else "would be forgotten; add --write"
        self.stdout.write(f"{count} rows of imports before {before:%Y-%m-%d}: {done}.")
