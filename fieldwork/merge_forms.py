"""What officers choose and type when two records become one, or one becomes two."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.forms import BoundField
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import phones
from accounts.models import User
from artisans.actions.merging import ANSWERS, IDENTITY_ANSWERS, RECORD_ANSWERS, likely_survivor
from artisans.actions.undo_journal import Later, digest
from artisans.choices import PUBLIC_STATES
from artisans.duplicates import names
from artisans.models import Artisan, Membership, PersonIdentity, Trace
from clusters.models import Craft
from core import codes
from core.form_once import FormNumberField, OnceForm


def identity_of(artisan: Artisan) -> PersonIdentity:
    """The personal data of a record; an empty one that is not stored, where there is none."""
    return getattr(artisan, "identity", None) or PersonIdentity(artisan=artisan)


def position(artisan: Artisan) -> str:
    """The place on the map as people compare it: "-6.98390, 110.40930 (± 20 m)"."""
    if artisan.lat is None:
        return ""
    precision = f" (± {artisan.precision_m} m)" if artisan.precision_m else ""
    return f"{artisan.lat:.5f}, {artisan.lon:.5f}{precision}"


def workers(artisan: Artisan) -> str:
    if artisan.workers_male is None and artisan.workers_female is None:
        return ""
    return _("%(women)s women, %(men)s men") % {
        "women": artisan.workers_female or 0,
        "men": artisan.workers_male or 0,
    }


SAYINGS: Mapping[str, Callable[[Artisan], str]] = {
    "kind": lambda artisan: artisan.get_kind_display(),
    "region": lambda artisan: artisan.region.full_path,
    "position": position,
    "workers": workers,
    "work_mode": lambda artisan: artisan.get_work_mode_display(),
    "photo": lambda artisan: _("Photo") if artisan.photo else "",
    "phone": lambda artisan: phones.shown(identity_of(artisan).phone),
    "nik": lambda artisan: _("A number is kept (not shown here)") if identity_of(artisan).nik_hash else "",
}


def say(artisan: Artisan, answer: str) -> str:
    """One answer of a record in words; a dash for none. A NIK is never said."""
    if answer in SAYINGS:
        text = SAYINGS[answer](artisan)
    else:
        text = getattr(identity_of(artisan) if answer in IDENTITY_ANSWERS else artisan, answer)
    return str(text or "–")


def value(artisan: Artisan, answer: str) -> tuple:
    """One answer of a record, to be compared."""
    if answer == "nik":
        return (identity_of(artisan).nik_hash,)
    if answer in IDENTITY_ANSWERS:
        return (getattr(identity_of(artisan), answer),)
    return tuple(getattr(artisan, name) for name in RECORD_ANSWERS[answer])


def label(answer: str) -> str:
    """What an answer is called."""
    own = {"position": _("Place on the map"), "workers": _("People at work"), "nik": _("Identity number (NIK)")}
    model = PersonIdentity if answer in IDENTITY_ANSWERS else Artisan
    return own.get(answer) or capfirst(model._meta.get_field(answer).verbose_name)


def names_look_unlike(one: Artisan, other: Artisan) -> bool:
    """Whether the names, with spelling folded away, speak against one maker rather than for it."""
    folded = dict(Trace.objects.filter(artisan__in=[one, other], is_legal=False).values_list("artisan", "name"))
    return names.compare(folded.get(one.pk, ""), folded.get(other.pk, "")).bits <= 0


@dataclass(frozen=True)
class Choice:
    """One of the two values of an answer: its button, the record that says so, and what it says."""

    radio: forms.boundfield.BoundWidget
    artisan: Artisan
    text: str


class MergeForm(forms.Form):
    """Which record stays, and of each answer in which the two differ, whose value. Values of choices are codes."""

    def __init__(self, *args, one: Artisan, other: Artisan, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.pair = (one, other)
        survivor = likely_survivor(one, other)
        self.fields["survivor"] = self._choice(
            _("Which code stays?"), survivor, lambda artisan: f"{artisan.spoken_code} · {artisan}"
        )
        self.fields["survivor"].widget.attrs["class"] = "sentences"
        self.fields["survivor"].help_text = _("The other code leads to this record from now on.")
        for answer in ANSWERS:
            if value(one, answer) != value(other, answer):
                self.fields[answer] = self._choice(
                    label(answer),
                    self._fuller(answer, survivor),
                    lambda artisan, answer=answer: say(artisan, answer),
                )

    def _choice(self, text: str, initial: Artisan, words: Callable[[Artisan], str]) -> forms.ChoiceField:
        choices = [(artisan.code, words(artisan)) for artisan in self.pair]
        return forms.ChoiceField(label=text, choices=choices, widget=forms.RadioSelect, initial=initial.code)

    def _fuller(self, answer: str, survivor: Artisan) -> Artisan:
        """The record whose answer is taken unless somebody chooses: the survivor's, if it has one."""
        empty = [artisan for artisan in self.pair if not any(part not in (None, "") for part in value(artisan, answer))]
        other = next(artisan for artisan in self.pair if artisan != survivor)
        return other if survivor in empty else survivor

    @property
    def differing(self) -> Iterator[tuple[BoundField, list[Choice]]]:
        """The answers of which one is chosen, each with its two values."""
        for answer in ANSWERS:
            if answer in self.fields:
                radios = list(self[answer])
                yield (
                    self[answer],
                    [
                        Choice(radio, artisan, say(artisan, answer))
                        for radio, artisan in zip(radios, self.pair, strict=True)
                    ],
                )

    @property
    def equal(self) -> list[tuple[str, str]]:
        """What both records say alike, and not nothing."""
        same = [answer for answer in ANSWERS if answer not in self.fields]
        return [(label(answer), say(self.pair[0], answer)) for answer in same if any(value(self.pair[0], answer))]

    @property
    def warnings(self) -> list[str]:
        """What speaks against one maker, and what the choice of the code changes."""
        one, other = self.pair
        found = []
        if names_look_unlike(one, other):
            found.append(_("The names are quite different. Make sure that this is one maker."))
        if "nik" in self.fields and all(identity_of(artisan).nik_hash for artisan in self.pair):
            found.append(_("The identity numbers differ. Two numbers are nearly always two people."))
        public = [artisan for artisan in self.pair if artisan.state in PUBLIC_STATES]
        if len(public) == 1:
            found.append(
                _("Only %(code)s is verified. If the other code stays, the record has to be verified again.")
                % {"code": public[0].spoken_code}
            )
        return found

    def survivor(self) -> Artisan:
        return next(artisan for artisan in self.pair if artisan.code == self.cleaned_data["survivor"])

    def merged(self) -> Artisan:
        return next(artisan for artisan in self.pair if artisan.code != self.cleaned_data["survivor"])

    def chosen(self) -> set[str]:
        """The answers that come from the record that goes."""
        code = self.merged().code
        return {answer for answer in ANSWERS if self.cleaned_data.get(answer) == code}


class OtherCodeForm(forms.Form):
    """The code of another record of the same maker."""

    other = forms.CharField(
        label=gettext_lazy("Code of the other record"),
        max_length=12,
        help_text=gettext_lazy("Six letters and digits, such as K7Q-4MX; they stand at the top of every record."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def __init__(self, *args, artisan: Artisan, reachable: Callable[[str], Artisan | None], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.artisan, self.reachable = artisan, reachable

    def clean_other(self) -> Artisan:
        code = codes.normalise(self.cleaned_data["other"])
        other = self.reachable(code) if code else None
        if other is None:
            raise forms.ValidationError(_("There is no record with this code in your area."))
        if other == self.artisan:
            raise forms.ValidationError(_("This is one and the same record. Enter the code of the other one."))
        return other


class LaterForm(forms.Form):
    """What becomes of what came after a merge that is undone; where none of it can go back, that this was read."""

    KEEP, DROP = "keep", "drop"
    later = forms.ChoiceField(
        label=gettext_lazy("What becomes of these changes?"),
        choices=[
            (KEEP, gettext_lazy("They stay in the record that stayed; everything else goes back")),
            (DROP, gettext_lazy("What can go back is dropped; all else is as before the merge")),
        ],
        widget=forms.RadioSelect(attrs={"class": "sentences"}),
    )

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, later: Sequence[Later], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = digest(later)
        if not any(one.may_go_back for one in later):
            self.fields["later"].label = _("None of this goes back.")
            self.fields["later"].choices = [(self.KEEP, _("I have read this: undo the merge all the same"))]

    def choice(self) -> dict[str, object]:
        """What the officer has chosen, and of which changes, as merging.undo takes it."""
        return {"keep_later": self.cleaned_data["later"] == self.KEEP, "seen": self.cleaned_data["seen"]}


class SplitForm(OnceForm):
    """The second maker whom a record holds, and what belongs to that one.

    A form that comes twice still names what its first sending gave to the second maker's record.
    """

    number = "form_uuid"

    form_uuid = FormNumberField()

    public_name = forms.CharField(
        label=gettext_lazy("Name of the second maker"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocapitalize": "words", "autocomplete": "off", "spellcheck": "false"}),
    )
    crafts = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Craft of the second maker"),
        queryset=Craft.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    products = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Products of the second maker"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    memberships = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Memberships of the second maker"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "sentences"}),
        required=False,
    )
    takes_phone = forms.BooleanField(label=gettext_lazy("The telephone number is the second maker's"), required=False)
    agreed_to_store = forms.BooleanField(
        label=gettext_lazy("The second maker has agreed that the register keeps a record"),
        required=False,
        help_text=gettext_lazy("Ask first. Without consent the new draft holds nothing of the person."),
    )

    def __init__(self, *args, artisan: Artisan, by: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        number = self.fields["form_uuid"].clean(self.data.get("form_uuid"))
        records = [artisan, *Artisan.objects.filter(split_from__form_uuid=number, split_from__by=by)]
        self.fields["crafts"].queryset = self.fields["crafts"].initial = artisan.crafts.order_by("pk")
        products = artisan.products.model.objects.filter(artisan__in=records).order_by("name", "pk")
        products = products.values_list("pk", "name")
        memberships = Membership.objects.filter(artisan__in=records).select_related("cluster")
        memberships = memberships.order_by("cluster__name", "pk")
        self.fields["products"].choices = list(products)
        self.fields["memberships"].choices = [
            (one.pk, f"{one.cluster} ({one.get_state_display().lower()})") for one in memberships
        ]
        for name in ("products", "memberships"):
            if not self.fields[name].choices:
                del self.fields[name]
        if not any(identity_of(record).phone for record in records):
            del self.fields["takes_phone"]

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("takes_phone") and not cleaned.get("agreed_to_store"):
            self.add_error(
                "agreed_to_store",
                _("A telephone number is kept only if the maker agrees that the record is kept."),
            )
        return cleaned
