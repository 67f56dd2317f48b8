"""Taking a maker out of the register, with all that belongs to them, every photo and what the history holds."""

from collections.abc import Collection

from django.db import transaction

from artisans.actions.forgetting import History
from artisans.actions.photos import let_go, photos_kept_for_undo
from artisans.models import Artisan
from artisans.signals import erasing
from core.photos import delete_photo


@transaction.atomic
def erase(*, artisans: Collection[Artisan]) -> None:
    """Deletes the records with personal data, consents, memberships, products and history; files go once that is
    certain.

    A record that became one with others goes with all of them: they tell of the same person. What stays is who looked
    at private data: those rows name a code and no person.
    """
    everything = list(Artisan.objects.of_the_same_maker(artisans).order_by("pk"))
    keys = [artisan.pk for artisan in everything]
    history = History(keys)
    erasing.send(sender=Artisan, artisan_ids=keys)
    for artisan in everything:
        let_go([artisan.photo, *photos_kept_for_undo([artisan])])
        for key in filter(None, artisan.products.values_list("photos__key", flat=True)):
            transaction.on_commit(lambda key=key: delete_photo(key))
        artisan.delete()
    history.forget()
