from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SheetsConfig(AppConfig):
    name = "sheets"
    verbose_name = _("Spreadsheets")

    def ready(self) -> None:
        from sheets import personal_text, receivers

        receivers.connect()
        personal_text.register()
