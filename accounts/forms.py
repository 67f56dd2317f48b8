"""What people type to sign in, and how they write telephone numbers."""

from allauth.account.forms import ConfirmLoginCodeForm, LoginForm, RequestLoginCodeForm
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import phones
from accounts.adapter import sign_in_name


class SignInForm(LoginForm):
    """A telephone number in any usual writing, or a user name; and a password."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("Phone number or user name"),
            max_length=150,
            widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        )
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = _(
            "Forgotten? Makers get a new code from the officer of the area, officers a new password from an "
            "administrator."
        )
        self.fields["password"].widget.attrs.pop("placeholder", None)
        # Phones are shared: staying signed in is a choice.
        self.fields["remember"].label = _("Keep me signed in on this phone")
        self.order_fields(["login", "password", "remember"])

    def user_credentials(self) -> dict[str, str]:
        return sign_in_name(self.cleaned_data["login"]) | {"password": self.cleaned_data["password"]}


class PhoneField(forms.CharField):
    """A telephone number in any usual writing; `cleaned_data` holds E.164 or ""."""

    def __init__(self, **kwargs) -> None:
        telephone = forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "off"})
        super().__init__(widget=telephone, **kwargs)

    def to_python(self, value: str | None) -> str:
        """The number as it is kept, so that the same number in another writing is no change."""
        typed = super().to_python(value)
        forms.CharField().run_validators(typed)  # no null characters, which the normal form would drop
        return phones.normalise(typed) if typed else ""

    def prepare_value(self, value: str | None) -> str | None:
        return phones.shown(value) if value and value.startswith("+") else value


class CodeToPhoneForm(RequestLoginCodeForm):
    """The number to which a code for signing in is sent."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"] = PhoneField(label=_("Phone number"), max_length=40)
        self.fields["phone"].widget.attrs["autocomplete"] = "tel"


class CodeFromPhoneForm(ConfirmLoginCodeForm):
    """The digits that came."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code")
        self.fields["code"].widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric"}
