"""How figures are written for people: prices in rupiah, and how long ago something was."""

import datetime

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

NBSP = "\u00a0"


def rupiah(amount: int) -> str:
    """A price in whole rupiah, grouped as the reader's language does: "Rp 125.000" in Indonesian, "Rp 125,000" in English."""
    return f"Rp{NBSP}{number_format(amount, decimal_pos=0, use_l10n=True, force_grouping=True)}"


def ago(moment: datetime.date) -> str:
    """How long ago a moment or day was, in its largest unit only ("3 bulan lalu"); "hari ini" within the same day."""
    if isinstance(moment, datetime.datetime):
        moment = timezone.localtime(moment).date()
    today = timezone.localdate()
    if moment >= today:
        return _("today")
    return _("%(time)s ago") % {"time": timesince(moment, today, depth=1)}
