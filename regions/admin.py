"""Regions, to look up: they change with a new edition of the ministry's list, never by hand."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from regions.models import Region


@admin.register(Region)
class RegionAdmin(admin.ModelAdmin):
    list_display = ["code", "path", "level", "postal", "ended_on"]
    list_display_links = ["code", "path"]
    list_filter = ["level", ("ended_on", admin.EmptyFieldListFilter)]
    search_fields = ["path"]
    ordering = ["code"]
    list_per_page = 50
    show_full_result_count = False
    fields = ["code", "path", "level", "postal", "lat", "lon", "ended_on"]

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """Any order of words, typing errors forgiven, as everywhere a region is looked for."""
        if not search_term.strip():
            return queryset, False
        return queryset.filter(pk__in=[region.pk for region in Region.objects.search(search_term)]), False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Region | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Region | None = None) -> bool:
        return False
