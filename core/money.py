"""Rupiah as people write them."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# An optional "Rp", digits with or without marks between the thousands, and no sen: 125000, Rp 125.000, 125,000.00.
WRITTEN = re.compile(r"^(?:rp\.?\s*)?(-?(?:[0-9]+|[0-9]{1,3}(?:[.,\s][0-9]{3})+))(?:[.,](?:00|-))?$", re.IGNORECASE)


def rupiah(amount: int) -> str:
    """Whole rupiah with points between the thousands and an unbroken space: "Rp 125.000", in every language."""
    return "Rp\u00a0" + f"{amount:,}".replace(",", ".")


class RupiahField(forms.IntegerField):
    """An amount as people write it. A plain IntegerField would read "125.000" as 125."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    default_error_messages = {"invalid": _("Write a whole amount of rupiah, such as 125.000.")}

    def to_python(self, value: object) -> int | None:
        if not isinstance(value, str) or value.strip() in self.empty_values:
            return super().to_python(value)
        written = WRITTEN.match(value.strip())
        if written is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(re.sub(r"[.,\s]", "", written[1]))

    def prepare_value(self, value: object) -> object:
        return f"{value:,}".replace(",", ".") if isinstance(value, int) else value
