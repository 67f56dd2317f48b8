"""The slip on which a maker takes a claim code home, and the same as a message."""

from dataclasses import dataclass
from io import BytesIO
from urllib.parse import quote

import qrcode
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from qrcode.image.svg import SvgPathImage

from accounts.models import User
from artisans import claim_codes
from artisans.actions.claiming import message
from artisans.models import Artisan


@dataclass(frozen=True)
class Slip:
    """A code as it is handed out; it lives in this one answer and nowhere else.

    `account` is the one that the code opens again, None for another person's code. `link` is the address without the
    code, `link_with_code` carries it in the fragment.
    """

    artisan: Artisan
    code: str
    account: User | None
    link: str

    @property
    def spoken_code(self) -> str:
        return claim_codes.spoken(self.code)

    @property
    def link_with_code(self) -> str:
        return f"{self.link}#{self.code}"

    @property
    def shown_link(self) -> str:
        """The address as somebody types it."""
        return self.link.partition("://")[2]

    @property
    def qr(self) -> SafeString:
        """The link as an SVG picture."""
        picture = BytesIO()
        qrcode.make(self.link_with_code, image_factory=SvgPathImage, border=2).save(picture)
        svg = picture.getvalue().decode()
        return mark_safe(svg[svg.index("<svg") :])  # noqa: S308 - drawn here from squares

    @property
    def whatsapp(self) -> str:
        """Opens WhatsApp on the officer's own phone with the message to the maker; "" without a number."""
        identity = getattr(self.artisan, "identity", None)
        if identity is None or not identity.phone:
            return ""
        text = message(artisan=self.artisan, code=self.code, link=self.link)
        return f"https://wa.me/{identity.phone[1:]}?text={quote(text)}"


def slip_of(request: HttpRequest, artisan: Artisan, code: str, account: User | None) -> Slip:
    """The slip with the address by which this visitor reached the site."""
    return Slip(artisan, code, account, request.build_absolute_uri(reverse("claim:enter")))
