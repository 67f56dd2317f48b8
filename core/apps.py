from django.apps import AppConfig
from django.urls import register_converter
from django.utils.translation import gettext_lazy as _

from core.build import follow_changes
from core.converters import CodeConverter


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Core")

    def ready(self) -> None:
        register_converter(CodeConverter, "code")
        follow_changes()
