"""What makers write into their own record, a section at a time."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import PhoneField
from artisans.choices import ArtisanKind
from artisans.models import Artisan
from artisans.section_forms import NAME_KEYS, PersonForm, PlaceForm, SectionForm, StoryForm, WorkForm
from clusters.models import Craft
from core.versions import in_words, plain
from regions.choices import Level
from regions.forms import RegionField


class OwnForm(SectionForm):
    """A section as its maker reads it: `wording` says what a question is called, or explained by, to them."""

    wording: ClassVar[dict[str, dict[str, str]]] = {}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, words in self.wording.items():
            for attribute, text in words.items():
                setattr(self.fields[name], attribute, text)


class NameForm(OwnForm):
    """Who the maker is to everybody, and where. In a verified record an officer looks at it before it changes."""

    title, url_name, icon = _("Name and village"), "workshop:name", "user"

    public_name = forms.CharField(
        label=_("Name to show"),
        max_length=120,
        help_text=_("The name of your workshop, or your name as neighbours know it."),
        widget=forms.TextInput(attrs=NAME_KEYS),
    )
    kind = forms.ChoiceField(label=_("Who is it?"), choices=ArtisanKind, widget=forms.RadioSelect)
    region = RegionField(
        label=_("Village or district"),
        levels=(Level.DISTRICT, Level.VILLAGE),
        help_text=_("Type a few letters of the village and the town, in any order."),
    )

    def changes_in_words(self) -> str:
        """What the maker wants changed, a line for each answer; empty if all stays as it is."""
        before, after = self.fields["seen"].initial, self.answers()
        changed = [name for name in self.names() if before[name] != after[name]]
        return "\n".join(f"{self.fields[name].label}: {self._shift(name, before, after)}" for name in changed)

    def _shift(self, name: str, before: dict, after: dict) -> str:
        return " → ".join(in_words(self.fields[name], values[name]) for values in (before, after))


class CraftsForm(OwnForm):
    """What the maker makes."""

    title, url_name, icon = _("Craft"), "workshop:crafts", "hand"

    crafts = forms.ModelMultipleChoiceField(
        label=_("Craft"), queryset=Craft.objects.order_by("pk"), widget=forms.CheckboxSelectMultiple
    )

    def _answered(self) -> list:
        return [(field, answer or None) for field, answer in super()._answered()]


class OwnStoryForm(OwnForm, StoryForm):
    """What everybody may read and see of the maker."""

    url_name = "workshop:story"
    wording: ClassVar = {
        "story": {"help_text": _("In your own words: what you make, since when, how you learnt it. No phone numbers.")}
    }

    @property
    def missing(self) -> list[str]:
        """The photo counts too."""
        return [*super().missing, *([] if plain(self.photo_key) else [str(self.fields["photo"].label)])]

    @classmethod
    def about(cls, artisan: Artisan, *args) -> "OwnStoryForm":
        form = super().about(artisan, *args)
        form.photo_key = artisan.photo
        return form


class OwnWorkForm(OwnForm, WorkForm):
    """Who works there, and with what."""

    url_name = "workshop:work"
    wording: ClassVar = {
        "workers_male": {"help_text": _("Count yourself too.")},
        "work_mode": {"label": _("What the craft is to your living")},
    }


class OwnPlaceForm(OwnForm, PlaceForm):
    """Where the officer finds the maker."""

    url_name = "workshop:place"


class OwnPersonForm(OwnForm, PersonForm):
    """The private person, with the number by which officers call."""

    title, url_name = _("About me"), "workshop:person"

    phone = PhoneField(
        label=_("Phone"),
        required=False,
        help_text=_("Officers call this number. Buyers learn it only if you agreed to that."),
    )


OWN_SECTIONS: dict[str, type[OwnForm]] = {
    "name": NameForm,
    "crafts": CraftsForm,
    "story": OwnStoryForm,
    "work": OwnWorkForm,
    "place": OwnPlaceForm,
    "person": OwnPersonForm,
}


def own_sections(artisan: Artisan) -> list[OwnForm]:
    """Every section of a record, with what is missing."""
    return [form.about(artisan) for form in OWN_SECTIONS.values()]
