"""What keeps harvesters of numbers and senders of junk away, without any service from outside.

A network in Indonesia often shows one address for hundreds of phones, so what one address may do is generous; what
everybody together may do holds even a crowd of addresses.
"""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.adapter import visitor
from core.brakes import Brake
from core.refusals import Refusal

HOUR, DAY = 60 * 60, 24 * 60 * 60
REVEALS_OF_AN_ADDRESS = Brake("reveal-address", 30, HOUR)
REVEALS_OF_ALL = Brake("reveal-all", 5_000, DAY)
MESSAGES_OF_AN_ADDRESS = Brake("message-address", 20, HOUR)
MESSAGES_TO_ONE = Brake("message-to", 60, DAY)
MESSAGES_OF_ALL = Brake("message-all", 5_000, DAY)
SAME_TEXT_TO_ONE = Brake("same-text-to", 1, DAY)
SAME_TEXT = Brake("same-text", 3, DAY)
WORDS_OF_AN_ADDRESS = Brake("word-address", 20, HOUR)


class TooMuch(Refusal):
    """More was asked than the site answers in a while."""


def check_reveal(request: HttpRequest) -> None:
    """Counts a number that is about to be revealed. Raises TooMuch."""
    if not REVEALS_OF_AN_ADDRESS.lets_pass(visitor(request)):
        raise TooMuch(
            _("From your connection many numbers were asked for within an hour. Wait an hour, or write a message here.")
        )
    if not REVEALS_OF_ALL.lets_pass():
        raise TooMuch(
            _("Today many numbers were asked for, so none is given out until tomorrow. Write a message here.")
        )


def check_message(request: HttpRequest, recipient: str, text: str) -> None:
    """Counts a buyer's message that is about to be kept. `recipient` is a name for the brake. Raises TooMuch."""
    if not MESSAGES_OF_AN_ADDRESS.lets_pass(visitor(request)):
        raise TooMuch(_("From your connection many messages were sent within an hour. Wait an hour and send it again."))
    if not MESSAGES_TO_ONE.lets_pass(recipient):
        raise TooMuch(_("Many people have written there today. Send your message tomorrow, please."))
    if not MESSAGES_OF_ALL.lets_pass():
        raise TooMuch(_("Today more messages were sent than usual. Send yours tomorrow, please."))
    words = " ".join(text.lower().split())
    if not SAME_TEXT_TO_ONE.lets_pass(f"{recipient} {words}"):
        raise TooMuch(_("This very message was sent there already. Change it, if you have something else to say."))
    if not SAME_TEXT.lets_pass(words):
        raise TooMuch(_("The same message was sent to several places already. Write to each what you want of them."))


def check_word(request: HttpRequest) -> None:
    """Counts a secret word that is about to be tried. Raises TooMuch."""
    if not WORDS_OF_AN_ADDRESS.lets_pass(visitor(request)):
        raise TooMuch(_("From your connection many words were tried within an hour. Wait an hour and try again."))
