"""Admin pages that show and change only what accounts.permissions allows, in every door.

Django's admin has more doors than its lists: objects by number, their history, foreign keys posted by hand, inline
rows, autocompletes, popups, bulk actions. All of them take their rows from get_queryset and get_field_queryset, and
their verbs from has_*_permission, so those are the places that ask.
"""

import json
from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple, RelatedFieldWidgetWrapper
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.exceptions import BadRequest, ValidationError
from django.db.models import Field, Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.permissions import may, reachable
from core import codes
from core.versions import VersionedModelForm
from regions.forms import RegionField
from regions.models import Region

ONE_DAY = 24 * 60 * 60


class RecordForm(VersionedModelForm):
    """A form that asks every constraint of its row, also those with fields it does not show.

    Django leaves the latter to the database, whose refusal would be an error page instead of a sentence. Of a row that
    is there it writes nothing over what somebody else has changed meanwhile.
    """

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.errors:
            try:
                self.instance.validate_constraints()
            except ValidationError as error:
                self._update_errors(error)


class Readable:
    """Shows what was chosen by hand or in an address only if it can be a key at all, where Django would stumble."""

    def optgroups(self, name: str, value: list[str], attrs: dict | None = None) -> list:
        key = self.field.remote_field.model._meta.pk
        return super().optgroups(name, [one for one in value if is_readable(key, one)], attrs)


class AutocompleteOne(Readable, AutocompleteSelect):
    pass


class AutocompleteMany(Readable, AutocompleteSelectMultiple):
    pass


def is_readable(field: Field, text: str) -> bool:
    try:
        field.to_python(text)
    except ValidationError:
        return False
    return True


class Scoped:
    """What a page of records and an inline table have in common: only reachable rows, also behind relations."""

    form = RecordForm

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return reachable(request.user, "view", super().get_queryset(request))

    def get_field_queryset(self, db: str | None, db_field: Field, request: HttpRequest) -> QuerySet:
        rows = super().get_field_queryset(db, db_field, request)
        if rows is None:
            rows = db_field.remote_field.model._default_manager.using(db)
        return reachable(request.user, "view", rows)

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs) -> forms.Field | None:
        if db_field.remote_field and db_field.remote_field.model is Region:
            return RegionField(
                queryset=reachable(request.user, "work_in", Region.objects.all()),
                inside=request.user.area_codes,
                label=capfirst(db_field.verbose_name),
                required=not db_field.blank,
                help_text=db_field.help_text,
            )
        if db_field.name in self.get_autocomplete_fields(request):
            widget = AutocompleteMany if db_field.many_to_many else AutocompleteOne
            kwargs["widget"] = widget(db_field, self.admin_site)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # Beside a choice only "add" helps; changing or deleting what was chosen is done on its own page.
            field.widget.can_change_related = field.widget.can_delete_related = field.widget.can_view_related = False
        return field


class SentTwice(Exception):
    """A form that made a record has come again: a double press, or a weak line's second try."""


def fingerprint(request: HttpRequest) -> str:
    """What tells one filled-in form from every other: all its answers and files, and the token of its page."""
    files = sorted((name, file.name, file.size) for name, file in request.FILES.items())
    return sha256(f"{request.path} {request.POST.urlencode()} {files}".encode()).hexdigest()


class ScopedAdmin(Scoped, admin.ModelAdmin):
    """Records of one kind, as far as the person's areas reach; a record out of reach is answered like a missing one."""

    list_per_page = 50
    show_full_result_count = False
    empty_value_display = "–"

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may(request.user, "view", obj or self.model)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may(request.user, "add", self.model)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may(request.user, "change", obj or self.model)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may(request.user, "delete", obj or self.model)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Model:
        """The record; one about to be written is held first, so that it is read as the last writer left it."""
        obj = super().get_object(request, object_id, from_field)
        if obj is not None and request.method == "POST":
            self.hold(obj)
            obj = super().get_object(request, object_id, from_field)
        if obj is None:
            raise Http404
        return obj

    def hold(self, obj: Model) -> None:
        """Has whoever else writes the record wait until this request is done."""
        self.model._base_manager.select_for_update(no_key=True).filter(pk=obj.pk).first()

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> list:
        """The page's parts; of a record that may be changed also what its reader sees of it, for RecordForm."""
        parts = self.get_parts(request, obj)
        return [*parts, (None, {"fields": ["seen"]})] if obj and self.has_change_permission(request, obj) else parts

    def get_parts(self, request: HttpRequest, obj: Model | None) -> list:
        """What is asked and shown."""
        return list(super().get_fieldsets(request, obj))

    def changeform_view(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except SentTwice:
            text = _("This form has already been sent. Nothing was saved twice: look here for what was saved.")
            self.message_user(request, text, messages.WARNING)
            return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def save_form(self, request: HttpRequest, form: forms.ModelForm, change: bool) -> Model:
        """Lets the same filled-in form, told by its token and answers, make one record only."""
        if not change and not cache.add(f"admin-add-{request.user.pk}-{fingerprint(request)}", True, ONE_DAY):
            raise SentTwice
        return super().save_form(request, form, change)

    def get_view_on_site_url(self, obj: Model | None = None) -> str | None:
        """The record's own page, without Django's detour that answers for every number."""
        return obj.get_absolute_url() if obj and hasattr(obj, "get_absolute_url") else None

    def response_action(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        try:
            return super().response_action(request, queryset)
        except ValueError as error:
            raise BadRequest("A ticked record has a number that is none.") from error

    def name_in_history(self, obj: Model) -> str:
        """What the admin's history keeps of the record's name, also after its deletion: never personal data."""
        return str(obj)

    def log_addition(self, request: HttpRequest, obj: Model, message: list | str) -> None:
        self._log(request, [obj], ADDITION, message)

    def log_change(self, request: HttpRequest, obj: Model, message: list | str) -> None:
        self._log(request, [obj], CHANGE, message)

    def log_deletions(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._log(request, queryset, DELETION, "")

    def _log(self, request: HttpRequest, records: Iterable[Model], action: int, message: list | str) -> None:
        for record in records:
            LogEntry.objects.create(
                user=request.user,
                content_type=ContentType.objects.get_for_model(record),
                object_id=record.pk,
                object_repr=self.name_in_history(record)[:200],
                action_flag=action,
                change_message=json.dumps(message) if isinstance(message, list) else message,
            )


class FixedSlug:
    """Words whose slug is chosen once: addresses and filters name it, and the database refuses another."""

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), *(["slug"] if obj else [])]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Model | None = None) -> dict:
        return {} if obj else super().get_prepopulated_fields(request, obj)


class CodedAdmin(ScopedAdmin):
    """Records with a public code, which is also understood in the search."""

    search_help_text = _("Name or code")

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        code = codes.normalise(search_term)
        if code and (found := self.with_code(queryset, code)).exists():
            return found, False
        return super().get_search_results(request, queryset, search_term)

    def with_code(self, queryset: QuerySet, code: str) -> QuerySet:
        """The record that this code names."""
        return queryset.filter(code=code)

    @admin.display(description=_("code"), ordering="code")
    def spoken_code(self, record: Model) -> str:
        return record.spoken_code

    @admin.display(description=_("confirmed"), ordering="last_confirmed_at")
    def confirmed_on(self, record: Model) -> date | None:
        return record.last_confirmed_at and localdate(record.last_confirmed_at)


class ReadOnlyInline(Scoped, admin.TabularInline):
    """History that belongs to a record: shown, never written here."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
