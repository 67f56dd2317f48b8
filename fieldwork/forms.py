"""What officers type about makers."""

from collections.abc import Iterator

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import PhoneField
from accounts.permissions import Person, reachable
from artisans.actions.answers import ENTRY, EXACT_PLACE, answers_of, plain_answers
from artisans.actions.consents import ASKED_WHEN_REGISTERING
from artisans.actions.registering import Entry
from artisans.choices import ArtisanKind, ConsentPurpose
from artisans.consent_texts import PLACE_NEEDS_CONSENT
from artisans.models import Artisan
from artisans.section_forms import NAME_KEYS, NOTE_KEYS, PHOTO_HELP
from clusters.models import Craft
from core.form_once import FormNumberField, OnceForm
from core.photos import PhotoField
from core.versions import VersionedForm
from fieldwork.models import CanvassPlace
from regions.choices import Level
from regions.forms import RegionField
from regions.models import Region
from regions.positions import PositionField


class EntryForm(VersionedForm, OnceForm):
    """The eight questions that an officer asks a maker. Submitting wants a craft and consent to keep.

    `place` is the canvass place where the maker was found, if the officer comes from one; a tick takes it back.
    """

    registration_uuid = FormNumberField()
    public_name = forms.CharField(
        label=_("Name to show"),
        max_length=120,
        help_text=_("The name of the workshop, or the maker's name as neighbours know it."),
        widget=forms.TextInput(attrs=NAME_KEYS),
    )
    kind = forms.ChoiceField(
        label=_("Who is it?"), choices=ArtisanKind, widget=forms.RadioSelect, initial=ArtisanKind.INDIVIDUAL
    )
    crafts = forms.ModelMultipleChoiceField(
        label=_("Craft"),
        queryset=Craft.objects.order_by("pk"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("One or more; needed before the record is sent in."),
    )
    region = RegionField(
        label=_("Village or district"),
        queryset=Region.objects.none(),
        levels=(Level.DISTRICT, Level.VILLAGE),
        help_text=_("Type a few letters of the village and the town, in any order."),
    )
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
    phone = PhoneField(
        label=_("Phone"), required=False, help_text=_("Only officers see this, until the maker agrees to more.")
    )
    purposes = forms.MultipleChoiceField(
        label=_("The maker agrees to"),
        choices=[(purpose.value, purpose.label) for purpose in ASKED_WHEN_REGISTERING],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "sentences"}),
        required=False,
        help_text=_(
            "Read each sentence aloud and tick it only after a clear yes. The maker may take it back at any time."
        ),
    )
    photo = PhotoField(label=_("Photo"), required=False, help_text=PHOTO_HELP)
    found_here = forms.BooleanField(required=False, initial=True)

    def __init__(self, *args, user: Person, place: CanvassPlace | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.place = place
        if place is None:
            del self.fields["found_here"]
        else:
            self.fields["found_here"].label = _("Found at %(place)s") % {"place": place}
            self.order_fields(["found_here"])
        self.fields["region"].queryset = reachable(user, "work_in", Region.objects.all())
        self.fields["region"].inside = user.area_codes
        # A draft goes without them, but calling them optional would mislead.
        self.fields["crafts"].needed_later = self.fields["purposes"].needed_later = True

    @property
    def is_submitting(self) -> bool:
        """Whether the officer pressed the button that sends the record to a colleague."""
        return self.data.get("do") == "submit"

    def clean(self) -> dict:
        cleaned = super().clean()
        if "purposes" not in self.errors and ConsentPurpose.STORE not in cleaned["purposes"]:
            for sentence in self._needs_consent(cleaned):
                self.add_error("purposes", sentence)
            for name in (name for name in EXACT_PLACE if cleaned.get(name)):
                self.add_error(name, PLACE_NEEDS_CONSENT)
        if self.is_submitting and "crafts" not in self.errors and not cleaned["crafts"]:
            self.add_error("crafts", _("Choose the craft before sending the record in."))
        return cleaned

    def _needs_consent(self, cleaned: dict) -> Iterator[str]:
        """What cannot be done without the maker's consent that the record is kept."""
        if cleaned.get("phone"):
            yield _("A telephone number is kept only if the maker agrees that the record is kept.")
        if cleaned.get("photo"):
            yield _("A photo is kept only if the maker agrees that the record is kept.")
        if self.is_submitting and not (cleaned.get("phone") or cleaned.get("photo")):
            yield _("Without this consent the record cannot be sent in. You can save a draft.")

    def entry(self) -> Entry:
        """The valid answers, as the register takes them."""
        answers = {name: self.cleaned_data[name] for name in (*ENTRY, "photo") if name != "position"}
        if position := self.cleaned_data["position"]:
            answers |= {"lat": position.lat, "lon": position.lon, "precision_m": position.precision_m}
        return Entry(**answers)

    @property
    def found_at(self) -> CanvassPlace | None:
        """The canvass place where the maker was found, unless the officer has taken it back."""
        return self.place if self.cleaned_data.get("found_here") else None

    @classmethod
    def about(cls, artisan: Artisan, *args, user: Person) -> "EntryForm":
        """The form with a record's present answers, to be changed."""
        stored = plain_answers(artisan, (*ENTRY, "photo"))
        return cls(*args, user=user, initial=answers_of(artisan, ENTRY), stored=stored)
