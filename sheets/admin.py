"""The log of files taken along, in the admin: to look up, as far as accounts.permissions shows it."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.scoping import ScopedAdmin
from sheets.models import Export


@admin.register(Export)
class ExportAdmin(ScopedAdmin):
    list_display = ["at", "by", "file_format", "row_count", "with_private", "why"]
    list_filter = ["with_private", "file_format"]
    date_hierarchy = "at"
    ordering = ["-at", "-pk"]
    list_select_related = ["by"]
    fields = readonly_fields = ["at", "by", "file_format", "row_count", "chosen", "with_private", "why"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    @admin.display(description=_("filters"))
    def chosen(self, export: Export) -> str:
        return "; ".join(f"{name}: {words}" for name, words in export.filters.items())
