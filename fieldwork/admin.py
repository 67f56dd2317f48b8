"""Canvass places in the admin: to look up and mend. Visits are noted on the officers' pages, never here."""

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin_filters import AreaFilter
from accounts.scoping import CodedAdmin, ReadOnlyInline
from fieldwork.models import CanvassPlace, FieldVisit


class VisitInline(ReadOnlyInline):
    model = FieldVisit
    fields = readonly_fields = ["visited_on", "officer_name", "asked", "note", "next_visit_on"]
    ordering = ["-visited_on", "-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("officer")

    @admin.display(description=_("officer"))
    def officer_name(self, visit: FieldVisit) -> str:
        return str(visit.officer)


@admin.register(CanvassPlace)
class CanvassPlaceAdmin(CodedAdmin):
    list_display = ["name", "kind", "location", "expected", "found", "last_visit", "spoken_code"]
    list_filter = ["kind", AreaFilter]
    search_fields = ["name"]
    ordering = ["name", "pk"]
    fields = ["name", "kind", "region", "expected", "note", "lat", "lon"]
    inlines = [VisitInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("region").with_coverage()

    def get_inlines(self, request: HttpRequest, obj: CanvassPlace | None) -> list:
        return self.inlines if obj else []

    def save_model(self, request: HttpRequest, obj: CanvassPlace, form: ModelForm, change: bool) -> None:
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    @admin.display(description=_("region"), ordering="region_id")
    def location(self, place: Model) -> str:
        return place.region.short_path

    @admin.display(description=_("makers found"), ordering="found")
    def found(self, place: Model) -> int:
        return place.found

    @admin.display(description=_("last visit"), ordering="last_visit_on")
    def last_visit(self, place: Model):
        return place.last_visit_on
