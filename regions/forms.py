"""Choosing a region in a form: suggestions while typing; without JavaScript, plain text that the server understands."""

import re
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from regions.models import CODE_PATTERN, Region
from regions.search import meant
from regions.words import words

MOST_CHOICES = 8
MOST_ECHOED = 80


@dataclass(frozen=True)
class Typed:
    """What a region field was sent: the code of a suggestion, and the text in the box (None: there was no box)."""

    code: str
    text: str | None

    def says(self, region: Region) -> bool:
        """Whether the text, if any, still is the name of the region: it may have been changed after choosing."""
        return self.text is None or words(self.text) in (words(region.full_path), words(region.path))


@dataclass(frozen=True)
class Shown:
    """What the widget shows: the text in the box, the code behind it, and regions to choose from when in doubt."""

    code: str = ""
    text: str = ""
    choices: tuple[Region, ...] = ()


class RegionWidget(forms.Widget):
    """A text box, sent as <name>_text, with the code behind it, sent as <name>. js/region-field.js adds suggestions."""

    template_name = "regions/field.html"
    choices = ()  # the admin's wrapper of related widgets asks for it

    class Media:
        css = {"all": ["css/region-field.css"]}
        js = ["js/combobox.js", "js/region-field.js"]

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__(attrs)
        self.levels: tuple[int, ...] = ()
        self.inside: tuple[str, ...] = ()

    def value_from_datadict(self, data, files, name: str) -> Typed:
        # Of several texts the last counts: the radio buttons that follow the box send the code of the chosen one.
        return Typed(data.get(name) or "", data.get(f"{name}_text"))

    def value_omitted_from_data(self, data, files, name: str) -> bool:
        return name not in data and f"{name}_text" not in data

    def format_value(self, value: Shown | None) -> Shown:
        return value or Shown()

    def get_context(self, name: str, value: Shown | None, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        context["widget"]["levels"] = ",".join(map(str, self.levels))
        context["widget"]["inside"] = ",".join(self.inside)
        return context


class RegionField(forms.Field):
    """A region; `cleaned_data` holds the Region or None.

    `queryset` says which regions may be chosen, also by a request made by hand; `levels` narrows it to some levels.
    `inside` are codes that bound the suggestions while typing, for those who may choose only there. A code that has
    ended can be chosen no more; a record that has it keeps it, and `with_ended` lets an address ask for it.
    """

    widget = RegionWidget
    default_error_messages = {
        "invalid_choice": _("This region cannot be chosen here."),
        "unknown": _("No region called “%(text)s” was found here. Check the spelling, or add the name of its regency."),
        "several": _("Several regions can be meant by “%(text)s”. Choose one of them."),
        "guess": _("No region is spelled “%(text)s”. Choose the one that is meant, or write it in another way."),
    }

    def __init__(
        self, *, queryset: QuerySet | None = None, levels=(), inside=(), with_ended: bool = False, **kwargs
    ) -> None:
        for relational in ("blank", "limit_choices_to", "to_field_name"):  # what ForeignKey.formfield adds
            kwargs.pop(relational, None)
        super().__init__(**kwargs)
        self.queryset = Region.objects.all() if queryset is None else queryset
        self.levels = tuple(levels)
        self.inside = tuple(inside)
        self.with_ended = with_ended
        self.held = ""
        self.initial_region: Region | None = None
        self.taken: Region | None = None
        self.doubtful: tuple[Region, ...] = ()

    @property
    def choosable(self) -> QuerySet:
        """The regions that may be chosen."""
        regions = self.queryset.filter(level__in=self.levels) if self.levels else self.queryset.all()
        return regions.filter(Q(ended_on=None) | Q(pk=self.held)) if self.held else regions.offered()

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """Takes the region which the form's record already holds, so that showing it asks the database nothing."""
        held = form.get_initial_for_field(self, field_name)
        self.held = held.pk if isinstance(held, Region) else held or ""
        instance = getattr(form, "instance", None)
        if instance is not None and field_name in instance._state.fields_cache:
            self.initial_region = getattr(instance, field_name)
        bound = super().get_bound_field(form, field_name)
        widget = getattr(self.widget, "widget", self.widget)  # inside the admin's wrapper, if there is one
        widget.levels, widget.inside = self.levels, self.inside
        return bound

    def to_python(self, value: Typed | Region | str | None) -> Region | None:
        self.taken, self.doubtful = None, ()
        if isinstance(value, Region):
            value = value.pk
        typed = value if isinstance(value, Typed) else Typed(value or "", None)
        region = self.by_code(typed.code)
        if region is None and typed.code and typed.text is None:
            raise self.trouble("invalid_choice")
        if region is None or not typed.says(region):
            region = self.by_text((typed.text or "").strip())
        self.taken = region
        return region

    def by_code(self, code: str) -> Region | None:
        """The choosable region with the code; None for any other text."""
        if not re.fullmatch(CODE_PATTERN, code, re.ASCII):
            return None
        if self.with_ended:
            self.held = code
        return self.choosable.filter(pk=code).first()

    def by_text(self, text: str) -> Region | None:
        """The one region that the text means, None for no text; raises ValidationError when there is no single one."""
        if not text:
            return None
        found = self.choosable.search(text)
        region = meant(found, text)
        if region is None:
            self.doubtful = tuple(found[:MOST_CHOICES])
            if not found:
                raise self.trouble("unknown", text)
            raise self.trouble("guess" if found[0].is_guess else "several", text)
        return region

    def trouble(self, kind: str, text: str = "") -> ValidationError:
        return ValidationError(self.error_messages[kind], code=kind, params={"text": text[:MOST_ECHOED]})

    def prepare_value(self, value: Typed | Region | str | None) -> Shown:
        if isinstance(value, Typed):
            if self.taken:
                return Shown(self.taken.pk, self.taken.full_path)
            if value.text is not None:
                return Shown("", value.text, self.doubtful)
            value = value.code
        region = value if isinstance(value, Region) else self.known(value)
        return Shown(region.pk, region.full_path) if region else Shown(text=value or "")

    def known(self, code: str | None) -> Region | None:
        """The region with the code, whether it may be chosen or not."""
        if self.initial_region is not None and self.initial_region.pk == code:
            return self.initial_region
        return Region.objects.filter(pk=code).first() if re.fullmatch(CODE_PATTERN, code or "", re.ASCII) else None

    def has_changed(self, initial: Region | str | None, data: Typed | None) -> bool:
        before = initial.pk if isinstance(initial, Region) else initial or ""
        if self.disabled or data is None:
            return False
        if data.code and data.code == before:
            region = self.known(data.code) if data.text is not None else None
            return region is not None and not data.says(region)
        return before != data.code or bool((data.text or "").strip())
