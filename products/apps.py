from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProductsConfig(AppConfig):
    name = "products"
    verbose_name = _("Products")

    def ready(self) -> None:
        from core.stored_photos import needed_by
        from products import personal_text, receivers
        from products.albums import needed_photos

        receivers.connect()
        personal_text.register()
        needed_by("products", needed_photos)
