"""What of a maker's record everybody sees, and what stays between the maker and the officers of the area."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from artisans.choices import ConsentPurpose
from artisans.models import Artisan, PersonIdentity


def seen_by_all(artisan: Artisan, agreed: Collection[str]) -> list[str]:
    """What buyers see on the public page, in words. `agreed` are the purposes that stand."""
    identity = getattr(artisan, "identity", PersonIdentity())
    seen = [_("name"), _("craft"), _("village")]
    if artisan.story:
        seen.append(_("story"))
    if artisan.photo and ConsentPurpose.PHOTO in agreed:
        seen.append(_("photo"))
    if artisan.worker_count or artisan.work_mode:
        seen.append(_("how many people work there, and how"))
    if identity.phone and ConsentPurpose.SHOW_NUMBER in agreed:
        seen.append(_("telephone number"))
    if identity.phone and ConsentPurpose.WHATSAPP in agreed:
        seen.append(_("a button to WhatsApp"))
    return seen


def kept_private(artisan: Artisan, agreed: Collection[str]) -> list[str]:
    """What is kept and only the maker and officers of the area see, in words; the values themselves are left out."""
    identity = getattr(artisan, "identity", PersonIdentity())
    kept = {
        _("photo"): artisan.photo and ConsentPurpose.PHOTO not in agreed,
        _("telephone number"): identity.phone and ConsentPurpose.SHOW_NUMBER not in agreed,
        _("exact place"): artisan.lat is not None or artisan.place_note,
        _("name in the identity card"): identity.legal_name,
        _("year of birth"): identity.birth_year,
        _("business number (NIB)"): identity.nib,
        _("identity number (NIK)"): identity.nik_sealed,
    }
    return [words for words, is_kept in kept.items() if is_kept]
