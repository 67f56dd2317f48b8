"""What a record's page says about private data, and the note that somebody looked at it."""

from django.db.models import QuerySet

from accounts.models import User
from accounts.permissions import may, reachable
from artisans.actions import papers
from artisans.actions.reading import note_look
from artisans.models import Artisan, PersonIdentity, PrivateRead


def private_section(user: User, artisan: Artisan) -> dict:
    """For the record's page: whether a NIK is kept and who else holds it, and how many people looked.

    Notes that this officer looks, if the page shows anything private.
    """
    note_look(artisan=artisan, by=user)
    has_nik = PersonIdentity.objects.filter(artisan=artisan).exclude(nik_sealed="").exists()
    return {
        "has_nik": has_nik,
        "same_nik": same_nik(user, artisan) if has_nik else [],
        "reader_count": readers(user, artisan) if may(user, "view", PrivateRead) else None,
    }


def same_nik(user: User, artisan: Artisan) -> list[tuple[Artisan | None, str]]:
    """Other records with this record's NIK: the record where the officer may open it, else None, and its office."""
    others = list(papers.with_the_same_nik(artisan).select_related("region").in_reading_order())
    mine = set(reachable(user, "change", Artisan.objects.filter(pk__in=[other.pk for other in others])))
    return [(other if other in mine else None, office_of(other)) for other in others]


def office_of(artisan: Artisan) -> str:
    """The regency or city whose agency keeps the record."""
    return artisan.region.trail[:2][-1][1]


def readers(user: User, artisan: Artisan) -> int:
    """How many people looked at this record's private data, as far as the person may know."""
    return reads(user).filter(code=artisan.code).values("by").distinct().count()


def reads(user: User) -> QuerySet:
    """The noted reads that the person may see."""
    return reachable(user, "view", PrivateRead.objects.all())
