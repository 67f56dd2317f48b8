"""Two people who change the same record at once: what each saw, what each wrote, and where they disagree (ADR 0009).

Answers are compared in a plain form that JSON can carry: a text, a number or None; a row by its key, several rows or
choices by their sorted keys; a day as 2026-11-02.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.core import signing
from django.db.models import Model
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.refusals import Refusal

Plain = str | int | float | list | None
Answers = dict[str, Plain]
THEIRS, MINE = "theirs", "mine"


class ChangedMeanwhile(Refusal):
    """Somebody else has changed the same answers, and otherwise. `theirs` holds what the record says now, by field."""

    def __init__(self, theirs: Answers) -> None:
        super().__init__(
            _("Somebody else has changed the same answers meanwhile. Nothing of yours is lost: choose what stays.")
        )
        self.theirs = theirs


def plain(value: Any) -> Plain:
    """An answer as it is compared. What knows its own plain form (a position on the map) is asked for it."""
    if hasattr(value, "plain"):
        return value.plain()
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return str(value).replace("\r\n", "\n")
    if isinstance(value, Iterable):
        return sorted(plain(one) for one in value)
    return value


def settle(*, seen: Mapping[str, Plain], stored: Mapping[str, Plain], mine: Mapping[str, Plain]) -> Answers:
    """What the record says after both changes: of each answer the one that somebody changed since it was `seen`.

    `stored` is read under the row's lock. Raises ChangedMeanwhile where both changed one answer, and not alike; an
    answer of which nobody knows what was seen counts as changed by both.
    """
    unchanged = {
        name for name, value in mine.items() if value == stored[name] or (name in seen and seen[name] == value)
    }
    clashes = {
        name: stored[name]
        for name in mine
        if name not in unchanged and (name not in seen or seen[name] != stored[name])
    }
    if clashes:
        raise ChangedMeanwhile(clashes)
    return {name: stored[name] if name in unchanged else value for name, value in mine.items()}


def settle_rows(
    *, seen: Mapping[int, Plain] | None, stored: Mapping[int, Plain], mine: Mapping[int, Plain]
) -> dict[int, Plain]:
    """The same for one answer about each of several rows, by their keys; rows that are gone are passed over.

    Without `seen` what is mine stands.
    """
    mine = {key: value for key, value in mine.items() if key in stored}
    return {**stored, **(mine if seen is None else settle(seen=seen, stored=stored, mine=mine))}


class Clash(NamedTuple):
    """One answer in two versions, in words for the person who must choose; `kept` is the choice made so far."""

    name: str
    label: str
    theirs: str
    mine: str
    kept: str


class SeenField(forms.CharField):
    """Answers carried by a form and back, signed; what was not carried so counts as not seen."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: str | None) -> Answers:
        try:
            return signing.loads(value or "", salt=__name__)
        except signing.BadSignature:
            return {}

    def has_changed(self, initial: Answers | None, data: str | None) -> bool:
        return False

    def prepare_value(self, value: Answers | str | None) -> str:
        return value if isinstance(value, str) else sealed(value or {})


def sealed(answers: Answers) -> str:
    """Answers as a form carries them."""
    return signing.dumps(answers, salt=__name__, compress=True)


class VersionedForm(forms.Form):
    """A form about a record that others may change meanwhile. It carries what its reader saw of the record.

    After ChangedMeanwhile, `show` makes it come back with both versions of each answer (components/versions.html), and
    `seen_answers` tells the action what its sender has seen and chosen.
    """

    seen = SeenField()
    theirs = SeenField()

    def __init__(self, *args, stored: Answers | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = stored

    def _kept(self, name: str) -> str:
        return self.data.get(self.add_prefix(f"keep_{name}"), "")

    def plain_answer(self, name: str, answers: Mapping[str, Any]) -> Plain:
        """One of the answers as it is compared; a form asks in two boxes what is one answer, where it says so here."""
        return plain(answers.get(name))

    def seen_answers(self) -> Answers:
        """What the sender saw; of answers in two versions, what makes the chosen one stand."""
        seen = dict(self.cleaned_data["seen"])
        for name, theirs in self.cleaned_data["theirs"].items():
            if self._kept(name) == MINE:
                seen[name] = theirs
            elif self._kept(name) == THEIRS and name in self.cleaned_data:
                seen[name] = self.plain_answer(name, self.cleaned_data)
        return seen

    def show(self, changed: ChangedMeanwhile) -> None:
        """Puts the other's versions beside the sender's own, to be chosen from."""
        chosen = {name: value for name, value in self.cleaned_data["theirs"].items() if self._kept(name)}
        self.data = self.data.copy()
        for name in changed.theirs:
            self.data.pop(self.add_prefix(f"keep_{name}"), None)
        self.data[self.add_prefix("theirs")] = sealed(chosen | changed.theirs)

    def take_over(self, other: "VersionedForm") -> None:
        """Begins with what somebody typed in a form about another record, which has become part of this one.

        What its sender left as it was is answered by this record; where this record says otherwise than both what
        they saw and what they wrote, they choose.
        """
        other.full_clean()
        seen, stored = other.cleaned_data["seen"], self.fields["seen"].initial
        unread = [name for name in seen if name in stored and name in other.errors]
        read = {name: other.cleaned_data[name] for name in seen if name in stored and name in other.cleaned_data}
        typed = {name: value for name, value in read.items() if name != "photo" and plain(value) != seen[name]}
        theirs = {name: stored[name] for name in typed if stored[name] not in (seen[name], plain(typed[name]))}
        self.initial |= typed | {name: other[name].data for name in unread}
        self.fields["seen"].initial = {name: value for name, value in stored.items() if name not in theirs}
        self.fields["theirs"].initial = theirs

    @property
    def clashes(self) -> list[Clash]:
        """The answers of which this form shows two versions."""
        theirs = self.fields["theirs"].clean(self["theirs"].value())
        mine = self.cleaned_data if self.is_bound else self.initial
        names = [name for name in self.fields if name in theirs]
        return [
            Clash(
                name,
                self.fields[name].label,
                in_words(self.fields[name], theirs[name]),
                in_words(self.fields[name], self.plain_answer(name, mine)),
                self._kept(name),
            )
            for name in names
        ]


class VersionedModelForm(forms.ModelForm):
    """The same for a form that writes a row by itself, as in Django's admin.

    Refused with both versions at the field, it is settled by saving again. The caller holds the row from before it was
    read, and shows "seen". What is disabled, a password's hash say, is neither carried nor compared.
    """

    seen = SeenField()

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            asked = [name for name in self.initial if name in self.fields and not self.fields[name].disabled]
            self.stored = {name: _answered(self.initial[name]) for name in asked}
            self.initial["seen"] = self.stored

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.instance._state.adding:
            self._settle(cleaned)
        return cleaned

    def _settle(self, cleaned: dict) -> None:
        mine = {name: _answered(cleaned[name]) for name in self.stored if name in cleaned}
        try:
            settled = settle(seen=cleaned["seen"], stored=self.stored, mine=mine)
        except ChangedMeanwhile as changed:
            self._show(changed.theirs, mine)
            return
        for name in (name for name in mine if settled[name] != mine[name]):
            columns = {field.name for field in self.instance._meta.concrete_fields}
            cleaned[name] = getattr(self.instance, name) if name in columns else self.initial[name]

    def _show(self, theirs: Answers, mine: Answers) -> None:
        """Says at each field what both wrote; who saves again has seen it."""
        for name, value in theirs.items():
            both = {"theirs": in_words(self.fields[name], value), "mine": in_words(self.fields[name], mine[name])}
            self.add_error(
                name,
                _(
                    "Somebody else changed this meanwhile to “%(theirs)s”; you wrote “%(mine)s”."
                    " Save again if yours is to stay, or write the other."
                )
                % both,
            )
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = sealed(self.cleaned_data["seen"] | theirs)


def _answered(value: Any) -> Plain:
    """A plain answer; no text is no answer, as some columns keep it."""
    return None if value == "" else plain(value)


def in_words(field: forms.Field, value: Plain) -> str:
    """A plain answer as the field's reader would say it; a dash for no answer."""
    values = value if isinstance(value, list) else [value]
    if hasattr(field, "in_words"):
        words = field.in_words(value)
    elif hasattr(field, "queryset"):
        words = ", ".join(map(str, field.queryset.model._default_manager.filter(pk__in=values)))
    elif hasattr(field, "choices"):
        words = ", ".join(str(label) for choice, label in field.choices if choice and choice in values)
    elif isinstance(field, forms.BooleanField):
        words = _("Yes") if value else _("No")
    elif isinstance(field, forms.DateField):
        words = date_format(date.fromisoformat(value), "j F Y") if value else ""
    else:
        words = str(field.prepare_value("" if value is None else value))
    return str(words) or "–"
