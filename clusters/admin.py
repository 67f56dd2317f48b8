"""Crafts, which administrators keep, and clusters, which the officers of the area keep."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.admin_filters import AreaFilter, RepairFilter
from accounts.scoping import CodedAdmin, RecordForm, ScopedAdmin, confirm_today
from clusters.choices import Benefit
from clusters.models import Cluster, Craft
from core.freshness import not_confirmed_lately
from core.photos import PhotoField


class CraftForm(RecordForm):
    kbli = forms.RegexField(
        r"^\d{5}$",
        label=Craft._meta.get_field("kbli").verbose_name,
        required=False,
        help_text=Craft._meta.get_field("kbli").help_text,
        error_messages={"invalid": _("Write the five digits of the KBLI code, or leave it empty.")},
    )


@admin.register(Craft)
class CraftAdmin(ScopedAdmin):
    form = CraftForm
    list_display = ["name_id", "name_en", "slug", "kbli"]
    search_fields = ["name_id", "name_en"]
    ordering = ["name_id", "pk"]
    prepopulated_fields = {"slug": ["name_en"]}
    fields = ["name_id", "name_en", "slug", "kbli"]


class ClusterForm(RecordForm):
    new_photo = PhotoField(label=_("New photo"), required=False, help_text=_("JPEG, PNG or WebP, at most 20 MB."))
    benefits = forms.MultipleChoiceField(
        label=capfirst(_("benefits")), choices=Benefit, required=False, widget=forms.CheckboxSelectMultiple
    )

    def clean_parent(self) -> Cluster | None:
        """Refuses a cluster that lies, over any number of steps, inside this one."""
        parent = ancestor = self.cleaned_data["parent"]
        while ancestor is not None:
            if ancestor.pk == self.instance.pk:
                raise ValidationError(_("A cluster cannot be part of itself or of one of its own parts."))
            ancestor = ancestor.parent
        return parent


class ClusterRepairs(RepairFilter):
    conditions = {
        "no-story": (_("no story"), lambda: Q(description="")),
        "no-place": (_("no place on the map"), lambda: Q(lat=None)),
        "stale": (_("not confirmed for 12 months"), not_confirmed_lately),
    }


@admin.register(Cluster)
class ClusterAdmin(CodedAdmin):
    form = ClusterForm
    actions = [confirm_today]
    list_display = ["name", "state", "place", "kind", "craft", "member_count", "spoken_code", "confirmed_on"]
    list_filter = ["state", "kind", "craft", AreaFilter, ClusterRepairs]
    list_select_related = ["craft", "region"]
    search_fields = ["name"]
    ordering = ["name", "pk"]
    autocomplete_fields = ["parent"]
    readonly_fields = ["picture", "spoken_code", "member_count", "last_confirmed_at", "created_at"]
    fieldsets = [
        (None, {"fields": ["name", "kind", "state", "craft", "region", "parent"]}),
        (_("For visitors"), {"fields": ["description", "benefits", "how_to_join", "picture", "new_photo"]}),
        (_("Facts"), {"fields": ["founded_on", "decree_no", "lat", "lon"]}),
        (_("Record"), {"fields": ["spoken_code", "member_count", "last_confirmed_at", "created_at"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).with_member_count()

    def save_model(self, request: HttpRequest, obj: Cluster, form: ClusterForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        obj.replace_photo(form.cleaned_data["new_photo"])

    @admin.display(description=_("photo"))
    def picture(self, cluster: Cluster) -> str | None:
        if cluster.portrait is None:
            return None
        return format_html('<img src="{}" alt="" loading="lazy">', cluster.portrait.address(400))

    @admin.display(description=_("region"), ordering="region_id")
    def place(self, cluster: Cluster) -> str:
        return cluster.region.short_path

    @admin.display(description=_("members"), ordering="member_count")
    def member_count(self, cluster: Cluster) -> int:
        return cluster.member_count
