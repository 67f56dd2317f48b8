from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArtisansConfig(AppConfig):
    name = "artisans"
    verbose_name = _("Artisans")

    def ready(self) -> None:
        from artisans import personal_text, receivers
        from artisans.actions.photos import needed_photos
        from core.stored_photos import needed_by

        personal_text.register()
        needed_by("artisans", needed_photos)
        receivers.connect()
