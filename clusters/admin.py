"""Crafts, which administrators keep, and clusters, which the officers of the area keep."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.admin_filters import AreaFilter, RepairFilter
from accounts.scoping import CodedAdmin, FixedSlug, RecordForm, ScopedAdmin
from clusters.actions.deleting import delete_clusters
from clusters.choices import Benefit
from clusters.models import Cluster, Craft
from core.freshness import not_confirmed_lately


class CraftForm(RecordForm):
    kbli = forms.RegexField(
        r"^\d{5}$",
        label=Craft._meta.get_field("kbli").verbose_name,
        required=False,
        help_text=Craft._meta.get_field("kbli").help_text,
        error_messages={"invalid": _("Write the five digits of the KBLI code, or leave it empty.")},
    )


@admin.register(Craft)
class CraftAdmin(FixedSlug, ScopedAdmin):
    form = CraftForm
    list_display = ["name_id", "name_en", "slug", "kbli"]
    search_fields = ["name_id", "name_en"]
    ordering = ["name_id", "pk"]
    prepopulated_fields = {"slug": ["name_en"]}
    fields = ["name_id", "name_en", "slug", "kbli"]


class ClusterForm(RecordForm):
    benefits = forms.MultipleChoiceField(
        label=capfirst(_("benefits")), choices=Benefit, required=False, widget=forms.CheckboxSelectMultiple
    )

    def clean_parent(self) -> Cluster | None:
        """Refuses a cluster that lies, over any number of steps, inside this one."""
        Cluster.objects.hold_tree()
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
    list_display = ["name", "state", "place", "kind", "craft", "member_count", "spoken_code", "confirmed_on"]
    list_filter = ["state", "kind", "craft", AreaFilter, ClusterRepairs]
    list_select_related = ["craft", "region"]
    search_fields = ["name"]
    ordering = ["name", "pk"]
    autocomplete_fields = ["parent"]
    readonly_fields = ["its_page", "spoken_code", "member_count", "last_confirmed_at", "created_at"]
    fieldsets = [
        (None, {"fields": ["name", "kind", "state", "craft", "region", "parent"]}),
        (
            _("For visitors"),
            {"fields": ["description", "benefits", "fees", "how_to_join", "visitor_hours", "its_page"]},
        ),
        (_("Facts"), {"fields": ["founded_on", "decree_no", "lat", "lon"]}),
        (_("Record"), {"fields": ["spoken_code", "member_count", "last_confirmed_at", "created_at"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).with_member_count()

    def get_readonly_fields(self, request: HttpRequest, obj: Cluster | None = None) -> list[str]:
        """Of a cluster that is there the kind changes by a step on the ladder, which its committee is told of."""
        return [*self.readonly_fields, "kind"] if obj else self.readonly_fields

    def delete_model(self, request: HttpRequest, obj: Cluster) -> None:
        delete_clusters(keys=[obj.pk])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        delete_clusters(keys=list(queryset.values_list("pk", flat=True)))

    @admin.display(description=_("its page"))
    def its_page(self, cluster: Cluster) -> str | None:
        """Where photos, news and the next step are."""
        if cluster.pk is None:
            return None
        text = _("Photos, news and the next step")
        return format_html('<a href="{}">{}</a>', reverse("committee:home", args=[cluster.code]), text)

    @admin.display(description=_("region"), ordering="region_id")
    def place(self, cluster: Cluster) -> str:
        return cluster.region.short_path

    @admin.display(description=_("members"), ordering="member_count")
    def member_count(self, cluster: Cluster) -> int:
        return cluster.member_count
