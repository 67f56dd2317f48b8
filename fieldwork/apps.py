from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FieldworkConfig(AppConfig):
    name = "fieldwork"
    verbose_name = _("Fieldwork")

    def ready(self) -> None:
        from fieldwork import personal_text

        personal_text.register()
