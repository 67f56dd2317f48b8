"""The vocabulary for asking about fieldwork: places, visits and leads."""

import datetime

from django.db import models
from django.db.models import Case, Count, F, FloatField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Cos, Greatest, Power, Radians, Sqrt
from django.utils import timezone

from artisans.choices import NOT_A_MAKER, ArtisanState
from fieldwork.choices import Coverage
from regions.querysets import inside

METRES_A_DEGREE = 111_320


def counted(finds: models.QuerySet) -> Coalesce:
    """How many of the finds are of the place that the outer query is about."""
    here = finds.filter(place=OuterRef("pk")).order_by().values("place")
    return Coalesce(Subquery(here.annotate(number=Count("pk")).values("number")), 0)


class CanvassPlaceQuerySet(models.QuerySet):
    """Streets, markets and quarters with what was found there."""

    def with_coverage(self) -> "CanvassPlaceQuerySet":
        """Adds `found` and `lead_count` (records), `last_visit_on`, `next_visit_on` (of the last visit), `coverage`."""
        finds = self.model._meta.get_field("finds").related_model.objects
        last = self._visits().filter(place=OuterRef("pk")).newest_first()
        places = self.annotate(
            found=counted(finds.exclude(artisan__state__in=NOT_A_MAKER)),
            lead_count=counted(finds.filter(artisan__state=ArtisanState.LEAD)),
            last_visit_on=Subquery(last.values("visited_on")[:1]),
            next_visit_on=Subquery(last.values("next_visit_on")[:1]),
            last_officer=Subquery(last.values("officer")[:1]),
        )
        return places.annotate(
            coverage=Case(
                When(expected__isnull=False, found__gte=Greatest(F("expected"), 1), then=Value(Coverage.DONE)),
                When(expected__isnull=False, found__gt=0, found__gte=F("expected") / 2.0, then=Value(Coverage.HALF)),
                When(Q(last_visit_on__isnull=False) | Q(found__gt=0), then=Value(Coverage.BEGUN)),
                default=Value(Coverage.NEVER),
            )
        )

    def _visits(self) -> "FieldVisitQuerySet":
        return self.model._meta.get_field("visits").related_model.objects.all()

    def due_by(self, day: datetime.date, officer) -> "CanvassPlaceQuerySet":
        """Those which the officer, last to be there, meant to see again by that day; the longest due first."""
        places = self.with_coverage().filter(next_visit_on__lte=day, last_officer=officer.pk)
        return places.order_by("next_visit_on", "pk")

    def in_region(self, code: str) -> "CanvassPlaceQuerySet":
        """Those inside the region with this code."""
        return self.filter(inside(code))

    def in_reading_order(self) -> "CanvassPlaceQuerySet":
        """By name, as a list is read."""
        return self.order_by("name", "pk")


class FieldVisitQuerySet(models.QuerySet):
    """Walks through canvass places."""

    def todays(self, place, officer) -> "FieldVisitQuerySet":
        """The officer's walks through the place today, the latest first."""
        return self.filter(place=place, officer=officer, visited_on=timezone.localdate()).order_by("-pk")

    def newest_first(self) -> "FieldVisitQuerySet":
        """As a place's story is read, from today back."""
        return self.order_by("-visited_on", "-pk")


class LeadQuerySet(models.QuerySet):
    """Tips about makers not yet met."""

    def waiting(self) -> "LeadQuerySet":
        """Those whom no officer has met or given up yet."""
        return self.filter(artisan__state=ArtisanState.LEAD)

    def due_by(self, day: datetime.date, officer) -> "LeadQuerySet":
        """Those the officer meant to visit by that day, the longest due first."""
        mine = self.waiting().filter(artisan__registered_by=officer, next_visit_on__lte=day)
        return mine.order_by("next_visit_on", "pk")

    def nearest_first(self, lat: float, lon: float) -> "LeadQuerySet":
        """Adds `metres` from the position, and orders by it; those whose place nobody knows come last.

        The lead's own place counts, else that of its canvass place, else the middle of its village. On a plane, which
        errs by less than a hundredth within a regency.
        """
        lead_lat = Coalesce("artisan__lat", "artisan__find__place__lat", "artisan__region__lat")
        lead_lon = Coalesce("artisan__lon", "artisan__find__place__lon", "artisan__region__lon")
        north = (lead_lat - lat) * METRES_A_DEGREE
        east = (lead_lon - lon) * METRES_A_DEGREE * Cos(Radians(Value(lat)))
        metres = Sqrt(Power(north, 2) + Power(east, 2), output_field=FloatField())
        return self.annotate(metres=metres).order_by(F("metres").asc(nulls_last=True), "pk")
