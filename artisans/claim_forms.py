"""What makers type to take their own record."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from accounts.forms import PhoneField
from accounts.models import User
from artisans.choices import ArtisanKind
from artisans.models import Artisan


class ClaimCodeForm(forms.Form):
    """The code from the slip or the message."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Eight letters and digits, such as K7Q4-MX9P. Capitals and the line do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class OwnNumberForm(forms.Form):
    """The number that the register may know."""

    phone = PhoneField(label=_("Phone number"), max_length=40)


class NewAccountForm(forms.Form):
    """With what the maker signs in from now on. An account that is opened `again` has a name already."""

    name = forms.CharField(
        label=_("Your name"), max_length=100, help_text=_("As you are called here; the public does not see it.")
    )
    phone = PhoneField(
        label=_("Phone number"), max_length=40, help_text=_("You sign in with it. The public does not see it.")
    )
    password = forms.CharField(
        label=_("New password"),
        max_length=128,
        help_text=_("At least 8 characters, and not digits alone."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "data-show-password": _("Show what I type")}),
    )
    remember = forms.BooleanField(
        label=_("Keep me signed in on this phone"), required=False, help_text=_("Not on a phone that others use too.")
    )

    def __init__(self, *args, artisan: Artisan, again: User | None, **kwargs) -> None:
        name = artisan.public_name if artisan.kind == ArtisanKind.INDIVIDUAL else ""
        super().__init__(*args, initial={"name": name}, **kwargs)
        if again:
            del self.fields["name"]

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        validate_password(password, User(first_name=self.cleaned_data.get("name", "")))
        return password
