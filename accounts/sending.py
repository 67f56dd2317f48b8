"""Sending a short text to a telephone, by whatever the site has for that (settings.SENDER).

"none": nothing can be sent, and what needs it says so. "console": development; the text is printed where the server
runs. "http": the gateway at settings.SENDER_URL gets POST {"to": "+62...", "text": "..."} with a bearer token.
"""

import json
import logging
import sys
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from core.refusals import Refusal

# Seconds that a gateway may take to answer.
PATIENCE = 10
# Three text messages one after another; a longer text is a mistake.
LONGEST = 480
logger = logging.getLogger(__name__)


class CannotSend(Refusal):
    """The text did not leave the house. Neither it nor the number is in the sentence or the log."""


def is_possible() -> bool:
    """Whether this site can send anything at all."""
    return settings.SENDER != "none"


def send(phone: str, text: str) -> None:
    """Sends a text to a number (E.164). Raises CannotSend."""
    if len(text) > LONGEST:
        raise ValueError(f"A text of {len(text)} characters is not sent.")
    if settings.SENDER == "http":
        _post(phone, text)
    elif settings.SENDER == "console":
        sys.stderr.write(f"To {phone}: {text}\n")
    else:
        raise CannotSend(_("This site sends no messages. Ask the officer of your area."))


def _post(phone: str, text: str) -> None:
    """Hands the text to the gateway. Nothing of its answer is read but the status; a redirect is a failure."""
    address = urlsplit(settings.SENDER_URL)
    kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
    connection = kind(address.hostname, address.port, timeout=PATIENCE)
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {settings.SENDER_TOKEN}"}
    path = f"{address.path or '/'}?{address.query}" if address.query else address.path or "/"
    try:
        connection.request("POST", path, json.dumps({"to": phone, "text": text}).encode(), headers)
        status = connection.getresponse().status
    except (OSError, HTTPException) as error:
        logger.warning("The message gateway cannot be reached: %s", type(error).__name__)
        raise CannotSend(_not_sent()) from None
    finally:
        connection.close()
    if not 200 <= status < 300:
        logger.warning("The message gateway refused a message with status %s", status)
        raise CannotSend(_not_sent())


def _not_sent() -> str:
    return _("The message could not be sent. Try again later, or ask the officer of your area.")
