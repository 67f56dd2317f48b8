"""Accounts and officers' areas, which only administrators see and change."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import UserChangeForm, UserCreationForm
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.adapter import sign_in_name
from accounts.admin_filters import RepairFilter
from accounts.forms import PhoneField
from accounts.models import OfficerArea, User
from accounts.scoping import RecordForm, Scoped, ScopedAdmin
from accounts.signals import switched_off
from core.versions import VersionedModelForm

# Rights come from accounts.permissions and e-mail is never asked for, so these pages would mislead.
admin.site.unregister([Group, EmailAddress, Authenticator])


class AccountAnswers(ModelForm):
    """What is asked about every account: a name to call the person by, and a phone number or a user name."""

    first_name = User._meta.get_field("first_name").formfield(required=True)
    phone = PhoneField(label=capfirst(_("phone")), required=False, help_text=User._meta.get_field("phone").help_text)

    def clean(self) -> dict:
        """A user name that reads as a telephone number would be looked for among the numbers when signing in."""
        cleaned = super().clean()
        if cleaned.get("username") and "phone" in sign_in_name(cleaned["username"]):
            self.add_error("username", _("This is a telephone number. Write it in the field for the phone."))
        return cleaned


class AccountForm(AccountAnswers, VersionedModelForm, UserChangeForm):
    """An account as an administrator changes it; the password has its own page."""

    class Meta:
        model = User
        fields = ("first_name", "username", "phone", "is_active", "is_staff", "is_superuser")
        labels = {"is_staff": _("Works for an agency"), "is_superuser": _("Administrator")}
        help_texts = {
            "is_active": _("Untick this instead of deleting an account."),
            "is_staff": _("May enter this workplace. An officer also needs one area or more."),
            "is_superuser": _("May do everything, everywhere, and keeps the accounts."),
            "username": _("Letters, digits and @ . + - _ only. May stay empty if there is a phone number."),
        }


class NewAccountForm(AccountAnswers, UserCreationForm):
    """A new account, with its first password."""

    class Meta:
        model = User
        fields = ("first_name", "username", "phone", "is_staff")
        labels = AccountForm.Meta.labels
        help_texts = AccountForm.Meta.help_texts


class AreaInline(Scoped, admin.TabularInline):
    model = OfficerArea
    form = RecordForm
    extra = 1
    verbose_name_plural = _("areas in which this officer may work")


class AccountRepairs(RepairFilter):
    conditions = {
        "no-area": (_("officer without an area"), lambda: Q(is_staff=True, is_superuser=False, areas=None)),
        "no-factor": (
            _("staff without a second factor"),
            lambda: Q(is_staff=True) & ~Exists(Authenticator.objects.filter(user=OuterRef("pk"))),
        ),
    }


@admin.register(User)
class UserAdmin(ScopedAdmin, DjangoUserAdmin):
    """Accounts: an officer is one who works for an agency and has an area."""

    form = AccountForm
    add_form = NewAccountForm
    inlines = [AreaInline]
    actions = ["remove_second_factor"]
    list_display = ["name", "username", "area_names", "is_active", "is_staff", "is_superuser", "last_login"]
    list_filter = ["is_staff", "is_superuser", "is_active", AccountRepairs]
    # Not by phone: what is searched for stands in the address, and so in logs.
    search_fields = ["first_name", "username"]
    ordering = ["first_name", "pk"]
    filter_horizontal = []
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["first_name", "username", "phone", "password"]}),
        (_("What the account may do"), {"fields": ["is_active", "is_staff", "is_superuser"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"fields": ["first_name", "username", "phone", "password1", "password2", "is_staff"]})]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("areas__region")

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Nobody locks the own account out or takes the own rights away."""
        own = ["is_active", "is_staff", "is_superuser"] if obj == request.user else []
        return [*self.readonly_fields, *own]

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if form.initial.get("is_active") and not obj.is_active:
            switched_off.send(sender=User, person=obj)

    def name_in_history(self, obj: User) -> str:
        return gettext("Account %(number)s") % {"number": obj.pk}

    @transaction.atomic
    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002
        response = super().user_change_password(request, id, form_url)
        if hasattr(response, "context_data"):
            response.context_data["title"] = gettext("Change password: %s") % response.context_data["original"]
        return response

    @admin.display(description=_("name"), ordering="first_name")
    def name(self, user: User) -> str:
        return str(user)

    @admin.display(description=_("areas"))
    def area_names(self, user: User) -> str:
        return "; ".join(sorted(self._area_in_words(area) for area in user.areas.all()))

    def _area_in_words(self, area: OfficerArea) -> str:
        return gettext("%(region)s (head)") % {"region": area.region.path} if area.is_head else area.region.path

    @admin.action(description=_("Remove the second factor (the phone was lost)"), permissions=["change"])
    def remove_second_factor(self, request: HttpRequest, queryset: QuerySet) -> None:
        users = list(queryset)
        Authenticator.objects.filter(user__in=users).delete()
        for user in users:
            self.log_change(request, user, gettext("Second factor removed."))
        self.message_user(
            request,
            ngettext(
                "%(count)d account signs in without a second factor until it sets up a new one.",
                "%(count)d accounts sign in without a second factor until they set up a new one.",
                len(users),
            )
            % {"count": len(users)},
        )
