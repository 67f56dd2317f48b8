"""The page of an album, and what js/photos.js says about a piece of a photo and about the photos' order."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.versions import ChangedMeanwhile, VersionedForm
from workshop.albums import Album

# As many as any album takes.
MOST_KEYS = 8


class MultipleFileInput(forms.FileInput):
    allow_multiple_selected = True


class PhotosForm(VersionedForm):
    """What each photo of an album shows, which somebody else may be writing as well, and new ones as plain files."""

    files = forms.Field(
        label=_("Add photos"),
        required=False,
        widget=MultipleFileInput(attrs={"accept": "image/*", "multiple": True}),
        help_text=_(
            "At most 8 photos, each of at most 20 MB: JPEG, PNG or WebP. Several at once if you like. Where the"
            " browser can, they are made smaller before they are sent."
        ),
    )

    def __init__(self, *args, album: Album, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.photos = album.photos
        self.room = album.most - len(self.photos)
        for photo in self.photos:
            self.fields[f"alt-{photo.pk}"] = forms.CharField(
                label=_("What the photo shows"), required=False, max_length=160, initial=photo.alt
            )
        self.fields["seen"].initial = {f"alt-{photo.pk}": photo.alt for photo in self.photos}

    @property
    def alts(self) -> dict[int, str]:
        """What the photos show, by their keys."""
        return {photo.pk: self.cleaned_data[f"alt-{photo.pk}"] for photo in self.photos}

    @property
    def seen_alts(self) -> dict[int, str]:
        """What the sender saw of them. A photo that arrived while the page lay open was shown without a text."""
        seen = self.seen_answers()
        return {photo.pk: seen.get(f"alt-{photo.pk}", "") for photo in self.photos}

    def show_alts(self, changed: ChangedMeanwhile) -> None:
        """Comes back with both versions of what somebody else has described otherwise."""
        self.show(ChangedMeanwhile({f"alt-{key}": text for key, text in changed.theirs.items()}))

    @property
    def rows(self) -> list[tuple]:
        """Each photo with the box for what it shows."""
        return [(photo, self[f"alt-{photo.pk}"]) for photo in self.photos]


class PieceForm(forms.Form):
    """Which piece of which photo."""

    upload = forms.UUIDField()
    size = forms.IntegerField(min_value=1)
    offset = forms.IntegerField(min_value=0)


class GivenUpForm(forms.Form):
    """Which photo is no longer to be sent."""

    given_up = forms.UUIDField()


class OrderForm(forms.Form):
    """The keys of the photos, parted by commas."""

    order = forms.RegexField(rf"\A[0-9]{{1,18}}(,[0-9]{{1,18}}){{0,{MOST_KEYS - 1}}}\Z")

    def clean_order(self) -> list[int]:
        return [int(key) for key in self.cleaned_data["order"].split(",")]
