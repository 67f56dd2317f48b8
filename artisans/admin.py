"""Makers as officers keep them. A record moves from state to state on the officers' pages, never here."""

from datetime import datetime

from django import forms
from django.contrib import admin
from django.db.models import Model, Q, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.formats import localize
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from accounts.admin_filters import AreaFilter, RepairFilter
from accounts.forms import PhoneField
from accounts.models import User
from accounts.scoping import CodedAdmin, ReadOnlyInline, RecordForm, Scoped, ScopedAdmin
from artisans.actions.erasing import erase
from artisans.actions.locking import locked_rows
from artisans.actions.reading import note_look
from artisans.actions.seats import clusters_led_by, tell_where_nobody_is_left
from artisans.choices import ArtisanState, ConsentPurpose
from artisans.consent_texts import PLACE_NEEDS_CONSENT
from artisans.models import Artisan, Consent, Membership, PersonIdentity, PrivateRead, StateChange
from artisans.signals import publicity_changed
from core import codes
from core.freshness import not_confirmed_lately


def who_and_when(user: User | None, moment: datetime | None) -> str:
    """One answer to who did a thing and when, "Budi, 3 Nov. 2026 10.15"; a dash while nobody did."""
    return f"{user}, {localize(localtime(moment))}" if user and moment else ScopedAdmin.empty_value_display


class ArtisanForm(RecordForm):
    """A maker's record. Where exactly the maker is found belongs to the person, as the number does."""

    def clean(self) -> dict:
        cleaned = super().clean()
        keeps = self.instance.pk and self.instance.consents.standing().filter(purpose=ConsentPurpose.STORE).exists()
        is_lead = self.instance.pk and self.instance.state == ArtisanState.LEAD
        for name in ("place_note", "lat", "lon"):
            if name in self.changed_data and cleaned.get(name) not in (None, "") and not (keeps or is_lead):
                self.add_error(name, PLACE_NEEDS_CONSENT)
        return cleaned


class IdentityForm(RecordForm):
    phone = PhoneField(label=capfirst(_("phone")), required=False)

    def clean(self) -> dict:
        cleaned = super().clean()
        keeps = self.instance.artisan.consents.standing().filter(purpose=ConsentPurpose.STORE).exists()
        if any(cleaned.get(name) for name in IdentityInline.personal) and not keeps:
            self.add_error(None, _("Personal data is kept only if the maker agrees that the record is kept."))
        return cleaned


class IdentityInline(Scoped, admin.StackedInline):
    model = PersonIdentity
    form = IdentityForm
    personal = ["legal_name", "phone", "birth_year", "nib"]
    fields = [*personal, "seen"]
    can_delete = False


class StateChangeInline(ReadOnlyInline):
    model = StateChange
    fields = readonly_fields = ["from_state", "to_state", "reason", "who"]
    ordering = ["-at", "-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("by")

    @admin.display(description=_("by"))
    def who(self, change: StateChange) -> str:
        return who_and_when(change.by, change.at)


class ConsentInline(ReadOnlyInline):
    model = Consent
    fields = readonly_fields = ["purpose", "method", "text_edition", "given", "withdrawn_at"]
    ordering = ["-given_at", "-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("witness")

    @admin.display(description=_("given"))
    def given(self, consent: Consent) -> str:
        return who_and_when(consent.witness, consent.given_at)


class MembershipInline(ReadOnlyInline):
    model = Membership
    fields = readonly_fields = ["cluster_name", "state", "role", "member_no", "started_on", "ended_on", "decided"]
    ordering = ["-requested_at", "-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("cluster", "decided_by")

    @admin.display(description=_("cluster"))
    def cluster_name(self, membership: Membership) -> str:
        return str(membership.cluster)

    @admin.display(description=_("decided"))
    def decided(self, membership: Membership) -> str:
        return who_and_when(membership.decided_by, membership.decided_at)


class ArtisanRepairs(RepairFilter):
    conditions = {
        "no-craft": (_("no craft"), lambda: Q(crafts=None)),
        "no-story": (_("no story"), lambda: Q(story="")),
        "no-place": (_("no place on the map"), lambda: Q(lat=None)),
        "stale": (_("not confirmed for 12 months"), not_confirmed_lately),
    }


@admin.register(Artisan)
class ArtisanAdmin(CodedAdmin):
    form = ArtisanForm
    list_display = ["public_name", "state", "place", "kind", "spoken_code", "confirmed_on"]
    list_filter = ["state", "kind", "crafts", AreaFilter, ArtisanRepairs]
    search_fields = ["public_name"]
    ordering = ["public_name", "pk"]
    autocomplete_fields = ["users"]
    readonly_fields = ["spoken_code", "state", "registered", "submitted", "verified", "last_confirmed_at"]
    fieldsets = [
        (None, {"fields": ["public_name", "kind", "crafts", "region", "place_note"]}),
        (_("Place on the map"), {"fields": ["lat", "lon", "precision_m"], "classes": ["collapse"]}),
        (_("Work"), {"fields": ["story", "work_mode", "workers_female", "workers_male", "machines"]}),
    ]
    administrators_fieldset = (_("Accounts that answer for this maker"), {"fields": ["users"]})
    record_fieldset = (_("Record"), {"fields": readonly_fields})
    inlines = [IdentityInline, ConsentInline, MembershipInline, StateChangeInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        people = ["registered_by", "submitted_by", "verified_by"]
        return super().get_queryset(request).select_related("region", *people)

    def with_code(self, queryset: QuerySet, code: str) -> QuerySet:
        return queryset.named(code)

    def has_change_permission(self, request: HttpRequest, obj: Artisan | None = None) -> bool:
        """A record that became part of another is kept as it was: an undo brings it back."""
        is_merged = obj is not None and obj.state == ArtisanState.MERGED
        return not is_merged and super().has_change_permission(request, obj)

    def get_parts(self, request: HttpRequest, obj: Artisan | None) -> list:
        """A new record has no history yet; which accounts answer for a maker is the administrators' business."""
        fieldsets = list(self.fieldsets)
        if request.user.is_superuser:
            fieldsets.append(self.administrators_fieldset)
        return [*fieldsets, self.record_fieldset] if obj else fieldsets

    def hold(self, obj: Artisan) -> None:
        locked_rows([obj.pk])

    def get_inlines(self, request: HttpRequest, obj: Artisan | None) -> list:
        return self.inlines if obj else []

    def formfield_for_manytomany(self, db_field, request: HttpRequest, **kwargs) -> forms.Field | None:
        if db_field.name == "crafts":
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def render_change_form(self, request: HttpRequest, context: dict, *args, **kwargs) -> HttpResponse:
        if context["original"]:
            note_look(artisan=context["original"], by=request.user)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Artisan, form: ModelForm, change: bool) -> None:
        if not change:
            obj.registered_by = request.user
        super().save_model(request, obj, form, change)
        if not change:
            obj.state_changes.create(to_state=ArtisanState.DRAFT, by=request.user)
        publicity_changed.send(sender=Artisan, artisan_ids=[obj.pk])

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: list, change: bool) -> None:
        """Which accounts answer for the maker is written here."""
        led = clusters_led_by([form.instance])
        super().save_related(request, form, formsets, change)
        tell_where_nobody_is_left(led)

    def delete_model(self, request: HttpRequest, obj: Artisan) -> None:
        erase(artisans=[obj], by=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        erase(artisans=list(queryset), by=request.user)

    def name_in_history(self, obj: Artisan) -> str:
        return obj.spoken_code

    @admin.display(description=_("region"), ordering="region_id")
    def place(self, artisan: Artisan) -> str:
        return artisan.region.short_path

    @admin.display(description=_("registered"))
    def registered(self, artisan: Artisan) -> str:
        return who_and_when(artisan.registered_by, artisan.registered_at)

    @admin.display(description=_("submitted"))
    def submitted(self, artisan: Artisan) -> str:
        return who_and_when(artisan.submitted_by, artisan.submitted_at)

    @admin.display(description=_("verified"))
    def verified(self, artisan: Artisan) -> str:
        return who_and_when(artisan.verified_by, artisan.verified_at)


class ClusterAreaFilter(AreaFilter):
    field = "cluster__region"


@admin.register(Membership)
class MembershipAdmin(ScopedAdmin):
    """Who asked, was taken in, declined or left: to look up. Committees and officers decide on the cluster's pages."""

    list_display = ["artisan", "cluster", "state", "role", "member_no", "requested_at", "started_on", "ended_on"]
    list_filter = ["state", "role", ClusterAreaFilter]
    search_fields = ["artisan__public_name", "cluster__name"]
    date_hierarchy = "requested_at"
    ordering = ["-requested_at", "-pk"]
    fields = [
        "artisan_name", "cluster_name", "state", "is_invitation", "awaits_maker", "assent", "role", "member_no",
        "decree_no", "message", "requested", "decided", "reason", "started_on", "ended_on",
    ]  # fmt: skip
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("artisan", "cluster", "requested_by", "decided_by")

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description=_("artisan"))
    def artisan_name(self, membership: Membership) -> str:
        return str(membership.artisan)

    @admin.display(description=_("cluster"))
    def cluster_name(self, membership: Membership) -> str:
        return str(membership.cluster)

    @admin.display(description=_("asked"))
    def requested(self, membership: Membership) -> str:
        return who_and_when(membership.requested_by, membership.requested_at)

    @admin.display(description=_("decided"))
    def decided(self, membership: Membership) -> str:
        return who_and_when(membership.decided_by, membership.decided_at)


@admin.register(PrivateRead)
class PrivateReadAdmin(ScopedAdmin):
    """Who looked at private data: for the heads of an agency and administrators to look up; nobody changes it."""

    list_display = ["at", "by", "what", "spoken_code", "place", "why"]
    list_filter = ["what", AreaFilter]
    search_fields = ["=code"]
    date_hierarchy = "at"
    ordering = ["-at", "-pk"]
    list_select_related = ["by", "region"]
    fields = readonly_fields = ["at", "by", "what", "spoken_code", "place", "why"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    @admin.display(description=_("record"), ordering="code")
    def spoken_code(self, read: PrivateRead) -> str:
        return codes.spoken(read.code) if read.code else ""

    @admin.display(description=_("region"), ordering="region_id")
    def place(self, read: PrivateRead) -> str:
        return read.region.short_path
