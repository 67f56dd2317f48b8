"""What a record says beyond the eight questions: optional, and filled in later, a section at a time."""

from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from artisans.actions.answers import answers_of, plain_answers
from artisans.choices import WorkMode
from artisans.models import Artisan
from core.photos import PhotoField
from core.versions import Answers, VersionedForm, in_words, plain
from regions.positions import PositionField

# What a phone's keyboard should know: names begin with capitals, nobody's name is to be completed or corrected.
NAME_KEYS = {"autocapitalize": "words", "autocomplete": "off", "spellcheck": "false", "enterkeyhint": "next"}
NOTE_KEYS = {"autocapitalize": "sentences", "autocomplete": "off", "enterkeyhint": "next"}
PHOTO_HELP = _("The workshop or the work. JPEG, PNG or WebP, at most 20 MB.")
MOST_WORKERS = 5000
OLDEST, YOUNGEST = 100, 10
DIGITS_OF_NIB = 13
DIGITS = {"inputmode": "numeric", "autocomplete": "off", "enterkeyhint": "next"}


class SectionForm(VersionedForm):
    """The answers of one section of a record. Subclasses say how it is called and which icon stands beside it."""

    title: ClassVar[str]
    url_name: ClassVar[str]
    icon: ClassVar[str]

    @classmethod
    def names(cls) -> list[str]:
        """The questions of this section."""
        return [name for name in cls.base_fields if name not in ("seen", "theirs")]

    @classmethod
    def about(cls, artisan: Artisan, *args) -> "SectionForm":
        """The form with the record's present answers, to be changed."""
        names = cls.names()
        initial = {name: answer for name, answer in answers_of(artisan, names).items() if name != "photo"}
        return cls(*args, initial=initial, stored=plain_answers(artisan, names))

    def answers(self) -> Answers:
        """The valid answers in plain form; the photo is handed over by itself."""
        return {name: plain(self.cleaned_data[name]) for name in self.names() if name != "photo"}

    @property
    def known(self) -> list[tuple[str, str]]:
        """What the record already says: question and answer in words."""
        return [
            (field.label, in_words(field.field, plain(answer)))
            for field, answer in self._answered()
            if answer not in (None, "")
        ]

    @property
    def missing(self) -> list[str]:
        """The questions that nobody has answered yet."""
        return [str(field.label) for field, answer in self._answered() if answer in (None, "")]

    def _answered(self) -> list:
        return [(self[name], self.initial.get(name)) for name in self.names() if name != "photo"]


class WorkForm(SectionForm):
    """Who works there, and with what."""

    title, url_name, icon = _("Work"), "field:section_work", "users"

    workers_female = forms.IntegerField(
        label=_("Women at work"),
        min_value=0,
        max_value=MOST_WORKERS,
        required=False,
        widget=forms.NumberInput(attrs=DIGITS),
    )
    workers_male = forms.IntegerField(
        label=_("Men at work"),
        min_value=0,
        max_value=MOST_WORKERS,
        required=False,
        widget=forms.NumberInput(attrs=DIGITS),
        help_text=_("The maker counts too."),
    )
    work_mode = forms.ChoiceField(
        label=_("What the craft is to their living"),
        choices=[("", _("Not known")), *WorkMode.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    machines = forms.CharField(
        label=_("Machines and tools"),
        max_length=200,
        required=False,
        help_text=_("Such as: 2 sewing machines, 1 overlocker."),
        widget=forms.TextInput(attrs=NOTE_KEYS),
    )


class PlaceForm(SectionForm):
    """Where exactly the maker works. Only officers see it."""

    title, url_name, icon = _("Place"), "field:section_place", "map-pin"

    position = PositionField(
        label=_("Position"),
        required=False,
        help_text=_("Without it, the middle of the village counts. Only officers see the exact place."),
    )
    place_note = forms.CharField(
        label=_("How to find the place"),
        max_length=200,
        required=False,
        help_text=_("Street, market stall, landmark. Only officers see this."),
        widget=forms.TextInput(attrs=NOTE_KEYS),
    )


class PersonForm(SectionForm):
    """The private person behind the maker."""

    title, url_name, icon = _("Person"), "field:section_person", "lock"

    legal_name = forms.CharField(
        label=_("Name in the identity card"),
        max_length=120,
        required=False,
        help_text=_("Only officers see this."),
        widget=forms.TextInput(attrs=NAME_KEYS),
    )
    birth_year = forms.IntegerField(
        label=_("Year of birth"),
        required=False,
        widget=forms.TextInput(attrs=DIGITS | {"maxlength": 4}),
        help_text=_("If the exact year is not known, leave it out."),
    )
    nib = forms.CharField(
        label=_("Business number (NIB)"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs=DIGITS),
        help_text=_("13 digits, if the maker has one. It is not needed."),
    )

    def clean_birth_year(self) -> int | None:
        year, today = self.cleaned_data["birth_year"], timezone.localdate()
        first, last = today.year - OLDEST, today.year - YOUNGEST
        if year is not None and not first <= year <= last:
            raise ValidationError(
                _("Write the year of birth with four digits, between %(first)d and %(last)d."),
                params={"first": first, "last": last},
            )
        return year

    def clean_nib(self) -> str:
        nib = "".join(char for char in self.cleaned_data["nib"] if char not in " .-/")
        if nib and not (nib.isascii() and nib.isdigit() and len(nib) == DIGITS_OF_NIB):
            raise ValidationError(_("A NIB has 13 digits."))
        return nib


class StoryForm(SectionForm):
    """What the public reads and sees, where the maker agrees to it."""

    title, url_name, icon = _("Story and photo"), "field:section_story", "photo"

    story = forms.CharField(
        label=_("Story"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "autocapitalize": "sentences"}),
        help_text=_("In the maker's words: what they make, since when, how they learnt it. No telephone numbers."),
    )
    photo = PhotoField(label=_("Photo"), required=False, help_text=PHOTO_HELP)


SECTIONS = {"work": WorkForm, "place": PlaceForm, "person": PersonForm, "story": StoryForm}


def sections_of(artisan: Artisan) -> list[SectionForm]:
    """Every section of a record, with what it says and what is missing."""
    return [form.about(artisan) for form in SECTIONS.values()]
