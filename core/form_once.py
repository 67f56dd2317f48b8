"""A form that comes twice makes one thing (ADR 0037): it has a number of its own, and its answers are compared.

On a weak line a form is sent, no answer is seen, and it is sent again, perhaps with more in it. The same answers get
what was made first; other ones are never dropped: they amend what is still the sender's own where they only add to it,
or come back beside the first version.
"""

import uuid
from collections.abc import Collection

from django import forms
from django.core.exceptions import ValidationError

from core.refusals import Refusal
from core.versions import Answers, Clash, Plain, in_words, plain


class FormUsedBefore(Refusal):
    """The form has made something and comes again with other answers.

    `kept` holds the kept ones where they differ; `first_url` leads to what was made, if it has a page.
    """

    def __init__(self, text: str, kept: Answers, *, first_url: str = "") -> None:
        super().__init__(text)
        self.kept, self.first_url = kept, first_url


def differences(*, kept: Answers, sent: Answers) -> Answers:
    """The kept answers to those questions that were answered otherwise this time."""
    return {name: value for name, value in kept.items() if sent[name] != value}


def only_adds(*, kept: Answers, sent: Answers) -> bool:
    """Whether what is sent leaves all that is kept as it is: it answers what was open, or ticks something more."""
    return all(_adds(value, sent[name]) for name, value in differences(kept=kept, sent=sent).items())


def _adds(kept: Plain, sent: Plain) -> bool:
    if isinstance(kept, list) and isinstance(sent, list):
        return set(kept) <= set(sent)
    return kept is None or kept == ""


class FormNumberField(forms.UUIDField):
    """The form's own number, by which it is known when it comes twice; one that is spoilt or missing is made anew."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(initial=uuid.uuid4)

    def clean(self, value: str | None) -> uuid.UUID:
        try:
            return super().clean(value)
        except ValidationError:
            return uuid.uuid4()


class OnceForm(forms.Form):
    """A form that makes something once. `number` names its FormNumberField."""

    number = "registration_uuid"
    used_before: FormUsedBefore | None = None

    def show_used_before(self, used: FormUsedBefore) -> None:
        """Comes back with both versions (components/form_used_before.html); sent again, it makes a thing of its own."""
        self.add_error(None, str(used))
        self.used_before = used
        self.begin_anew()

    def begin_anew(self) -> None:
        """Gives the form a number of its own."""
        self.data = self.data.copy()
        self.data[self.add_prefix(self.number)] = str(uuid.uuid4())

    def two_versions(self) -> Collection[Clash]:
        """What the form made first says otherwise than what it holds now, question by question."""
        kept = self.used_before.kept if self.used_before else {}
        return [
            Clash(
                name,
                str(self.fields[name].label),
                in_words(self.fields[name], kept[name]),
                in_words(self.fields[name], plain(self.cleaned_data.get(name))),
                "",
            )
            for name in self.fields
            if name in kept
        ]
