"""`manage.py build_translations`: compiles the translations, without the gettext programs."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core import translations


class Command(BaseCommand):
    help = "Compiles every locale/*/LC_MESSAGES/django.po whose django.mo is missing or older."
    requires_system_checks = ()

    def handle(self, **options) -> None:
        for folder in settings.LOCALE_PATHS:
            try:
                languages = translations.build(Path(folder))
            except OSError as error:
                raise CommandError(f"The translations could not be compiled: {error}") from error
            for language in languages:
                self.stdout.write(f"Compiled the translations of {language}.")
