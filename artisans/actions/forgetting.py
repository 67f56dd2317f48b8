"""What the history holds of a maker goes with the maker: its rows repeat names, numbers and places."""

from collections.abc import Collection

from django.db.models import Model, Q
from pghistory.core import event_models
from pghistory.models import Event

from artisans.models import Artisan, PersonIdentity

# What says where exactly a maker works.
PLACE = ("place_note", "lat", "lon", "precision_m")


class History:
    """The rows of the history that speak of some makers, found before their records are deleted.

    They are those that name a maker, and all those of what belongs to one today: a product that came by a merge has a
    past under another maker.
    """

    def __init__(self, artisan_ids: Collection[int]) -> None:
        self.found = [(events, _speaking_of(events, artisan_ids)) for events in event_models(references_model=Artisan)]

    def forget(self) -> None:
        """Deletes them, and also those that the deletion of the records has added."""
        for events, condition in self.found:
            events.objects.filter(condition).delete()


def hand_over_history(gone: Artisan, to: Artisan) -> None:
    """What the history of things that are `to`'s today tells of their time with a record that goes stays theirs."""
    for events in event_models(references_model=Artisan):
        if not hasattr(events, "pgh_obj"):
            continue
        for name in _leading_to_makers(events.pgh_tracked_model):
            things = events.pgh_tracked_model._base_manager.filter(**{name: to}).values_list("pk", flat=True)
            events.objects.filter(**{name: gone, "pgh_obj__in": list(things)}).update(**{name: to})


def forget_identity_history(artisan_ids: Collection[int]) -> None:
    """Deletes what the history holds of the private persons, when they take their consent back."""
    PersonIdentity.pgh_event_model.objects.filter(artisan__in=artisan_ids).delete()


def forget_phone(artisan: Artisan, phone: str) -> None:
    """Empties a number in the record's history: it is another maker's, who may want to be forgotten."""
    PersonIdentity.pgh_event_model.objects.filter(artisan=artisan, phone=phone).update(phone="")


def forget_place_history(artisan_ids: Collection[int]) -> None:
    """Empties what the history holds of the exact places, which tell where people live; village and craft stay."""
    past = Artisan.pgh_event_model.objects.filter(pgh_obj__in=artisan_ids)
    past.update(place_note="", lat=None, lon=None, precision_m=None)


def _speaking_of(events: type[Event], artisan_ids: Collection[int]) -> Q:
    condition = Q()
    for field in _leading_to_makers(events):
        condition |= Q(**{f"{field}__in": artisan_ids})
    if hasattr(events, "pgh_obj"):
        tracked = events.pgh_tracked_model
        for field in _leading_to_makers(tracked):
            rows = tracked._base_manager.filter(**{f"{field}__in": artisan_ids})
            condition |= Q(pgh_obj__in=list(rows.values_list("pk", flat=True)))
    return condition


def _leading_to_makers(model: type[Model]) -> list[str]:
    return [field.name for field in model._meta.fields if field.related_model is Artisan]
