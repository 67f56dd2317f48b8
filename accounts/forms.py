"""What people type to sign in."""

from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

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
        self.fields["password"].help_text = _("Forgotten? The officer of your area or an administrator gives you a new one.")
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.fields["remember"].label = _("Keep me signed in on this phone")
        self.order_fields(["login", "password", "remember"])

    def user_credentials(self) -> dict[str, str]:
        return sign_in_name(self.cleaned_data["login"]) | {"password": self.cleaned_data["password"]}
