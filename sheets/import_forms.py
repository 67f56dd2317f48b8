"""What officers choose and type while importing a sheet."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from accounts.forms import PhoneField
from accounts.models import User
from accounts.permissions import reachable
from artisans import niks
from artisans.choices import ArtisanKind
from clusters.models import Craft
from core import sealing
from core.refusals import Refusal
from regions.choices import Level
from regions.forms import RegionField
from regions.models import Region
from regions.querysets import lineage
from sheets.choices import ConsentBasis
from sheets.columns import PLACES, SEVERAL, Field
from sheets.models import ImportBatch, ImportRow
from sheets.reading import EXTENSIONS, place_of


def offices_of(user: User):
    """The regencies, or provinces, for whose agencies an officer works; an administrator may act for any regency."""
    if user.is_superuser:
        return Region.objects.filter(level=Level.REGENCY)
    return Region.objects.filter(code__in={lineage(code)[: Level.REGENCY][-1] for code in user.area_codes})


class UploadForm(forms.Form):
    """The file; and the office, for those who work for several."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "Excel (.xlsx, .xls), LibreOffice (.ods) or .csv; at most 20 MB and 60,000 rows."
            " Rows hidden by a filter are read as well."
        ),
        widget=forms.FileInput(attrs={"accept": ",".join(f".{extension}" for extension in EXTENSIONS)}),
        error_messages={"empty": _("There is nothing in this file. Choose the file with the list of makers.")},
    )
    office = RegionField(
        label=_("Office"),
        queryset=Region.objects.none(),
        help_text=_("The columns are remembered for this office."),
    )

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        offices = offices_of(user)
        self.fields["office"].queryset = offices
        self.only_office = None
        if not user.is_superuser and len(found := list(offices[:2])) == 1:
            self.only_office = found[0]
            del self.fields["office"]

    def chosen_office(self) -> Region:
        return self.only_office or self.cleaned_data["office"]


class SheetForm(forms.Form):
    """Which sheet of the workbook, and in which row its headings stand."""

    sheet = forms.TypedChoiceField(label=_("Sheet"), coerce=int)
    header_row = forms.IntegerField(
        label=_("Row of the headings"), min_value=0, max_value=50, help_text=_("0 for a sheet without headings.")
    )

    def __init__(self, *args, batch: ImportBatch, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = [
            (at, f"{sheet['name'] or batch.file_name} ({sheet['row_count']})")
            for at, sheet in enumerate(batch.sheets)
            if sheet["row_count"]
        ]
        if len(self.fields["sheet"].choices) == 1:
            self.fields["sheet"].widget = forms.HiddenInput()


class ColumnsForm(forms.Form):
    """What each column means, what holds for rows that say nothing, and where the consents come from."""

    default_region = RegionField(
        label=_("Usual village or district"),
        queryset=Region.objects.none(),
        levels=(Level.DISTRICT, Level.VILLAGE),
        required=False,
        help_text=_("For rows that name no place."),
    )
    default_craft = forms.ModelChoiceField(
        label=_("Usual craft"),
        queryset=Craft.objects.order_by("pk"),
        required=False,
        empty_label=_("None"),
        help_text=_("For rows that name no craft that Sentra knows."),
    )
    consent_basis = forms.ChoiceField(
        label=_("What the makers agreed to"),
        choices=ConsentBasis,
        widget=forms.RadioSelect(attrs={"class": "sentences"}),
    )
    consent_source = forms.CharField(
        label=_("Where the signed papers are kept"),
        max_length=200,
        required=False,
        help_text=_("Such as: red folder, cabinet 2 of the office. It stands in the history of each record."),
    )

    def __init__(self, *args, user: User, batch: ImportBatch, samples: list[list[str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.batch = batch
        self.fields["default_region"].queryset = reachable(user, "work_in", Region.objects.all())
        self.fields["default_region"].inside = user.area_codes
        for at, header in enumerate(batch.headers):
            self.fields[f"column{at}"] = forms.ChoiceField(
                label=header or _("Column %(number)d") % {"number": at + 1},
                choices=[("", _("Leave out")), *Field.choices],
                required=False,
                initial=batch.mapping.get(str(at), ""),
                help_text=escape(" · ".join(samples[at])),  # help is HTML to Django, and cells are strangers' words
            )
            # Calling a column optional would mislead.
            self.fields[f"column{at}"].needed_later = True
        self.fields["consent_source"].needed_later = True

    @property
    def columns(self) -> list[forms.BoundField]:
        return [self[f"column{at}"] for at in range(len(self.batch.headers))]

    @property
    def rest(self) -> list[forms.BoundField]:
        return [self[name] for name in ("default_region", "default_craft", "consent_basis", "consent_source")]

    def mapping(self) -> dict[str, str]:
        chosen = {str(at): self.cleaned_data.get(f"column{at}", "") for at in range(len(self.batch.headers))}
        return {at: name for at, name in chosen.items() if name}

    def clean(self) -> dict:
        cleaned = super().clean()
        mapping = self.mapping()
        taken: set[str] = set()
        for at, name in mapping.items():
            if name in taken and name not in SEVERAL:
                self.add_error(
                    f"column{at}",
                    _("Another column is already read as “%(field)s”. Leave one of them out.")
                    % {"field": Field(name).label},
                )
            taken.add(name)
        if not taken & {Field.NAME, Field.PERSON}:
            self.add_error(None, _("Say which column holds the name."))
        if not taken & PLACES and not cleaned.get("default_region") and "default_region" not in self.errors:
            self.add_error("default_region", _("No column says where the makers are: choose the village or district."))
        if cleaned.get("consent_basis", ConsentBasis.NONE) != ConsentBasis.NONE and not cleaned.get("consent_source"):
            self.add_error("consent_source", _("Write where the signed papers are kept."))
        return cleaned


PERSONAL_ANSWERS = ("phone", "legal_name", "place_note", "birth_year", "nib", "nik")


class RowForm(forms.Form):
    """One row typed anew."""

    public_name = forms.CharField(label=_("Name to show"), max_length=120)
    kind = forms.ChoiceField(label=_("Who is it?"), choices=ArtisanKind)
    region = RegionField(
        label=_("Village or district"), queryset=Region.objects.none(), levels=(Level.DISTRICT, Level.VILLAGE)
    )
    crafts = forms.ModelMultipleChoiceField(
        label=_("Craft"),
        queryset=Craft.objects.order_by("pk"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    phone = PhoneField(label=_("Phone"), required=False)
    legal_name = forms.CharField(label=_("Name of the person"), max_length=120, required=False)
    place_note = forms.CharField(label=_("How to find the place"), max_length=200, required=False)
    birth_year = forms.IntegerField(
        label=_("Year of birth"), min_value=1900, max_value=2100, required=False, localize=False
    )
    nib = forms.RegexField(
        label=_("Business number (NIB)"),
        regex=r"^[0-9]{13}$",
        required=False,
        error_messages={"invalid": _("A NIB has 13 digits.")},
    )
    nik = forms.CharField(
        label=_("Identity number (NIK)"),
        max_length=24,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    workers_male = forms.IntegerField(label=_("Men at work"), min_value=0, max_value=30_000, required=False)
    workers_female = forms.IntegerField(label=_("Women at work"), min_value=0, max_value=30_000, required=False)

    def __init__(self, *args, user: User, row: ImportRow, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        self.fields["region"].queryset = reachable(user, "work_in", Region.objects.all())
        self.fields["region"].inside = user.area_codes
        if not row.batch.has_consents:
            for name in PERSONAL_ANSWERS:
                del self.fields[name]
        elif row.values.get("nik_sealed"):
            self.fields["nik"].help_text = _("The number from the sheet is kept sealed; type one only to replace it.")

    @staticmethod
    def answers_of(row: ImportRow) -> dict:
        """The row's values as the form shows them, with what could not be understood as it was typed."""
        known = {name: value for name, value in row.values.items() if name in RowForm.base_fields}
        typed = {"phone": row.values.get("phone") or row.values.get("phone_typed", "")}
        return known | typed

    @classmethod
    def as_posted(cls, row: ImportRow) -> dict:
        """The same as if it were posted, so that what is wrong is said at its field."""
        posted = {name: value for name, value in cls.answers_of(row).items() if value is not None}
        posted.setdefault("kind", ArtisanKind.INDIVIDUAL)
        posted["region_text"] = "" if posted.get("region") else row.values.get("region_typed", "")
        if posted.get("region"):
            del posted["region_text"]
        return posted

    def clean_nik(self) -> str:
        typed = self.cleaned_data["nik"].strip()
        try:
            return niks.normalise(typed) if typed else ""
        except Refusal as refusal:
            raise ValidationError(str(refusal)) from refusal

    def values(self) -> dict:
        """The answers as an import's row keeps them: a region and crafts by key, a NIK sealed."""
        answers = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        nik = answers.pop("nik", "")
        answers["region"] = answers["region"].pk
        answers["crafts"] = [craft.pk for craft in answers["crafts"]]
        kept = {name: self.row.values[name] for name in ("story", "machines") if self.row.values.get(name)}
        return kept | answers | self._sealed(nik)

    def _sealed(self, nik: str) -> dict:
        if "nik" not in self.fields:
            return {}
        if not nik:
            return {name: self.row.values[name] for name in ("nik_sealed", "nik_hash") if self.row.values.get(name)}
        here = place_of(self.row.batch_id, self.row.sheet, self.row.number)
        return {"nik_sealed": sealing.seal(nik, bound_to=here), "nik_hash": sealing.keyed_hash(nik)}
