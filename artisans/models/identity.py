"""The private person behind a maker, and who looked at what is private."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import phones
from artisans.choices import Read
from artisans.models.artisan import Artisan


# The history knows by the hash that a NIK changed; sealed texts in it would outlive their keys.
@pghistory.track(
    pghistory.InsertEvent(level=pghistory.Statement),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["nik_sealed"],
)
class PersonIdentity(models.Model):
    """The private person behind a maker. Only officers of the area and the person see it; it is on no public page.

    The NIK (identity number, 16 digits) lies sealed in `nik_sealed`, bound to this row; `nik_hash` is a keyed hash by
    which the same number is found in another record. Both are written by artisans.actions.papers alone.
    """

    artisan = models.OneToOneField(Artisan, models.CASCADE, primary_key=True, related_name="identity")
    legal_name = models.CharField(_("name in the identity card"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=16, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    nib = models.CharField(_("business number (NIB)"), max_length=13, blank=True)
    nik_sealed = models.TextField(_("identity number (NIK), sealed"), blank=True, editable=False)
    nik_hash = models.CharField(_("keyed hash of the NIK"), max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("personal data")
        verbose_name_plural = _("personal data")
        indexes = [
            models.Index(fields=["phone"], name="identity_phone"),
            models.Index(fields=["nik_hash"], name="identity_nik_hash", condition=~Q(nik_hash="")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(phone="") | Q(phone__regex=phones.E164_PATTERN), name="identity_phone_is_e164"
            ),
            models.CheckConstraint(
                condition=Q(birth_year=None) | Q(birth_year__range=(1900, 2100)),
                name="identity_birth_year_is_a_year",
                violation_error_message=_("Write the year of birth with four digits, such as 1974."),
            ),
            models.CheckConstraint(
                condition=Q(nib="") | Q(nib__regex=r"^\d{13}$"),
                name="identity_nib_is_13_digits",
                violation_error_message=_("A NIB has 13 digits."),
            ),
            models.CheckConstraint(
                condition=Q(nik_sealed="", nik_hash="") | ~(Q(nik_sealed="") | Q(nik_hash="")),
                name="identity_nik_is_sealed_and_hashed",
            ),
        ]

    def __str__(self) -> str:
        # Never the name or the number: this text reaches logs, admin histories and error pages.
        return str(_("Personal data of %(code)s") % {"code": self.artisan.spoken_code})


class PrivateRead(models.Model):
    """Somebody looked at private data. The database adds to this table and neither changes nor deletes in it.

    The record is named by its code, so that the row outlives an erased record without pointing to a person.
    """

    code = models.CharField(_("record"), max_length=6, blank=True, help_text=_("Empty for a file of many records."))
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name=_("region"))
    what = models.CharField(_("what"), max_length=10, choices=Read)
    why = models.CharField(_("why"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("read of private data")
        verbose_name_plural = _("reads of private data")
        indexes = [models.Index(fields=["code", "at"], name="private_read_code")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(what=Read.NIK) | ~Q(why=""),
                name="private_read_of_nik_says_why",
                violation_error_message=_("Write why you need the number."),
            )
        ]
        triggers = [pgtrigger.Protect(name="private_read_is_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_what_display()} · {self.code}"
