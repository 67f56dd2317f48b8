from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClustersConfig(AppConfig):
    name = "clusters"
    verbose_name = _("Clusters")

    def ready(self) -> None:
        from clusters import personal_text
        from clusters.albums import needed_photos
        from core.stored_photos import needed_by

        personal_text.register()
        needed_by("clusters", needed_photos)
