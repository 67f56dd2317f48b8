"""A place on the map as a phone tells it: where, and how exactly."""

from dataclasses import dataclass
from math import isfinite

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# Indonesia lies within these degrees (WGS 84): latitude, longitude.
LATITUDES, LONGITUDES = (-11.5, 6.5), (94.5, 141.5)
PARTS = ("lat", "lon", "precision_m")
LEAST_PRECISE = 1_000_000


@dataclass(frozen=True)
class Position:
    """Degrees (WGS 84), and the radius in metres within which the place is known; None where nobody measured it."""

    lat: float
    lon: float
    precision_m: int | None = None

    def plain(self) -> list[float | int | None]:
        """As it is compared and carried: [lat, lon, precision_m]."""
        return [self.lat, self.lon, self.precision_m]

    @property
    def about(self) -> str:
        """How exactly the place is known: "about 12 m"; nothing where nobody measured it."""
        if self.precision_m is None:
            return ""
        if self.precision_m < 1000:
            return _("about %(distance)s m") % {"distance": self.precision_m}
        return _("about %(distance)s km") % {"distance": round(self.precision_m / 1000)}


class PositionWidget(forms.Widget):
    """Three hidden numbers, sent as <name>_lat, <name>_lon and <name>_precision_m, and a box to remove them.

    js/position.js adds the button that asks the phone. Without it the position that is there stays, or is removed.
    """

    template_name = "regions/position.html"
    use_fieldset = True

    class Media:
        css = {"all": ["css/position.css"]}
        js = ["js/position.js"]

    def value_from_datadict(self, data, files, name: str) -> tuple[str, ...]:
        if data.get(f"{name}_remove"):
            return ("", "", "")
        return tuple(data.get(f"{name}_{part}") or "" for part in PARTS)

    def value_omitted_from_data(self, data, files, name: str) -> bool:
        return not any(f"{name}_{part}" in data for part in PARTS)

    def format_value(self, value: Position | None) -> Position | None:
        return value

    def get_context(self, name: str, value: Position | None, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        context["widget"]["parts"] = [(part, getattr(value, part, None)) for part in PARTS]
        return context


class PositionField(forms.Field):
    """A place on the map that the phone fills in; `cleaned_data` holds a Position or None."""

    widget = PositionWidget
    default_error_messages = {
        "unreadable": gettext_lazy("The position could not be read. Take it once more, or leave it out."),
        "outside": gettext_lazy("The place on the map lies outside Indonesia."),
    }

    def to_python(self, value: tuple[str, ...] | Position | None) -> Position | None:
        if isinstance(value, Position):
            return value
        if not value or not any(value):
            return None
        try:
            lat, lon = float(value[0]), float(value[1])
            precision = float(value[2]) if value[2] else None
        except ValueError:
            raise ValidationError(self.error_messages["unreadable"], code="unreadable") from None
        if not (LATITUDES[0] <= lat <= LATITUDES[1] and LONGITUDES[0] <= lon <= LONGITUDES[1]):
            raise ValidationError(self.error_messages["outside"], code="outside")
        if precision is not None and not (isfinite(precision) and 0 <= precision <= LEAST_PRECISE):
            precision = None
        return Position(lat, lon, None if precision is None else round(precision))

    def prepare_value(self, value: tuple[str, ...] | Position | None) -> Position | None:
        try:
            return self.to_python(value)
        except ValidationError:
            return None

    def in_words(self, value: list | None) -> str:
        """A plain position (core.versions) for a reader who must choose between two."""
        if value is None:
            return ""
        position = Position(*value)
        return ", ".join(filter(None, [f"{position.lat:.5f} {position.lon:.5f}", position.about]))
