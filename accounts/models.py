"""People who sign in, and where officers may work."""

from functools import cached_property

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import phones
from accounts.querysets import UserManager


class User(AbstractUser):
    """Somebody with an account: an artisan, an officer, an administrator. Signs in by phone or by user name."""

    username = models.CharField(
        _("user name"),
        max_length=150,
        unique=True,
        null=True,
        blank=True,
        validators=[AbstractUser.username_validator],
        error_messages={"unique": _("This user name is taken.")},
    )
    phone = models.CharField(
        _("phone"),
        max_length=16,
        unique=True,
        null=True,
        blank=True,
        help_text=_("Any usual way of writing is understood: 0824-1234-5678, +62 824 1234 5678."),
        error_messages={"unique": _("Another account already uses this number.")},
    )
    phone_verified = models.BooleanField(_("phone verified"), default=False)
    first_name = models.CharField(_("name"), max_length=150, blank=True)
    last_name = None
    is_demo = models.BooleanField(_("demo data"), default=False, editable=False)

    objects = UserManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.CheckConstraint(
                condition=Q(username__isnull=False) | Q(phone__isnull=False),
                name="user_has_phone_or_username",
                violation_error_message=_("Give a phone number or a user name: one of them is needed to sign in."),
            ),
            models.CheckConstraint(
                condition=Q(phone__isnull=True) | Q(phone__regex=phones.E164_PATTERN), name="user_phone_is_e164"
            ),
        ]

    def __str__(self) -> str:
        # Never the phone number: this text reaches lists, messages and histories.
        return self.first_name or self.username or gettext("Account %(number)s") % {"number": self.pk}

    def get_full_name(self) -> str:
        return self.first_name

    def clean(self) -> None:
        super().clean()
        self.username = self.username or None
        self.phone = phones.normalise(self.phone) if self.phone else None

    @cached_property
    def _heads_area(self) -> dict[str, bool]:
        """Whether this officer heads the agency, by the code of each area; empty for everybody else."""
        if not (self.is_active and self.is_staff):
            return {}
        return dict(self.areas.order_by("region_id").values_list("region_id", "is_head"))

    @property
    def area_codes(self) -> tuple[str, ...]:
        """The codes of the regions this officer may work in; empty for everybody else."""
        return tuple(self._heads_area)

    @property
    def headed_codes(self) -> tuple[str, ...]:
        """The codes of the regions whose agency this officer heads."""
        return tuple(code for code, is_head in self._heads_area.items() if is_head)

    @property
    def is_officer(self) -> bool:
        """Whether this person works in the field or the office of an agency."""
        return bool(self.area_codes)


class Notice(models.Model):
    """A word to a person in the app: what happened, and where to look.

    `text` is a sentence as it stands in the code, so that it is read in the reader's language; `params` fill it and
    hold public names only.
    """

    to = models.ForeignKey(User, models.CASCADE, related_name="notices", verbose_name=_("to"))
    text = models.CharField(_("text"), max_length=200)
    params = models.JSONField(_("details"), default=dict)
    url = models.CharField(_("where to look"), max_length=200, blank=True)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(fields=["to", "at"], name="notice_of_person"),
            models.Index(fields=["to"], name="notice_unread", condition=Q(read_at=None)),
        ]

    def __str__(self) -> str:
        return gettext(self.text) % self.params


class OfficerArea(models.Model):
    """A region, of any level, in which an officer may work: on all that lies inside it and nowhere else."""

    user = models.ForeignKey(User, models.CASCADE, related_name="areas", verbose_name=_("officer"))
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name=_("region"))
    is_head = models.BooleanField(
        _("heads the agency here"),
        default=False,
        help_text=_("Sets the yearly targets, sees everybody's workload and who looked at private data."),
    )

    class Meta:
        verbose_name = _("officer's area")
        verbose_name_plural = _("officers' areas")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "region"],
                name="officer_area_once",
                violation_error_message=_("This officer already has this area."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.region}"
