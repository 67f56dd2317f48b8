"""For whom an officer makes a claim code."""

from collections.abc import Collection

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.phones import last_digits

ANOTHER = "another"


class ForWhomForm(forms.Form):
    """Asked where the owner of a locked account may want to come back; elsewhere every code is for another person.

    There is no default: whoever gets a code for the same person answers for all that the account holds.
    """

    for_whom = forms.ChoiceField(
        label=_("Who is the code for?"),
        widget=forms.RadioSelect(attrs={"class": "sentences"}),
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Choose who the code is for.")),
    )

    def __init__(self, *args, locked: Collection[User], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.locked = {str(account.pk): account for account in locked}
        if not self.locked:
            del self.fields["for_whom"]
            return
        same = _("The same person: %(name)s %(digits)s. This account opens again, with all that it holds.")
        self.fields["for_whom"].choices = [
            *((key, same % {"name": one, "digits": last_digits(one.phone)}) for key, one in self.locked.items()),
            (ANOTHER, _("Another person. They get an account of their own, or use the one they have.")),
        ]

    @property
    def account(self) -> User | None:
        """The account that the code opens again; None for another person."""
        return self.locked.get(self.cleaned_data.get("for_whom", ANOTHER))
