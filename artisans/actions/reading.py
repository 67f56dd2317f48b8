"""Noting who looked at private data."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from artisans.choices import Read
from artisans.models import Artisan, PersonIdentity, PrivateRead
from regions.models import Region

# An officer at work on a record opens its page again and again; within this time it is one look.
ONE_LOOK = timedelta(hours=1)


def note_look(*, artisan: Artisan, by: User) -> None:
    """Notes that `by` opened a page of the record, if there is anything on it that only officers see."""
    identity = PersonIdentity.objects.filter(artisan=artisan).first()
    of_person = identity and (identity.phone or identity.legal_name or identity.birth_year or identity.nib)
    if of_person or artisan.place_note or artisan.lat is not None:
        note_read(artisan=artisan, what=Read.RECORD, by=by)


def note_read(
    *, what: Read, by: User, artisan: Artisan | None = None, region: Region | None = None, why: str = ""
) -> None:
    """Notes that `by` looked at private data: of `artisan`, or in a file of many records of `region`.

    Opening a record's page, or comparing it, is noted once an hour; a NIK and a file every time.
    """
    code, region_id = (artisan.code, artisan.region_id) if artisan else ("", region.code)
    if what in (Read.RECORD, Read.COMPARISON):
        lately = PrivateRead.objects.filter(code=code, by=by, what=what, at__gt=timezone.now() - ONE_LOOK)
        if lately.exists():
            return
    PrivateRead.objects.create(code=code, region_id=region_id, what=what, by=by, why=why)
