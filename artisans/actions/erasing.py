"""Taking a maker out of the register, with all that belongs to them and every photo."""

from collections.abc import Collection

from django.db import transaction

from artisans.models import Artisan
from core.photos import delete_photo


@transaction.atomic
def erase(*, artisans: Collection[Artisan]) -> None:
    """Deletes the records with personal data, consents, memberships and products; files go once that is certain."""
    for artisan in artisans:
        keys = [artisan.photo, *artisan.products.values_list("photos__key", flat=True)]
        artisan.delete()
        for key in filter(None, keys):
            transaction.on_commit(lambda key=key: delete_photo(key))
