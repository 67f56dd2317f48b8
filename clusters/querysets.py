"""The vocabulary for asking about crafts and clusters."""

from django.db import connection, models
from django.db.models import Case, Count, F, Q, When
from django.db.models.functions import Coalesce

from accounts.permissions import Person, condition
from clusters.choices import SHOWING_PHOTOS, ClusterState
from regions.nearness import centre, kilometres, village_place
from regions.querysets import inside


class ClusterQuerySet(models.QuerySet):
    """Clusters as the public and officers look for them."""

    def published(self) -> "ClusterQuerySet":
        """Those with a public page: all but the merely proposed."""
        return self.exclude(state=ClusterState.PROPOSED)

    def visible_to(self, user: Person) -> "ClusterQuerySet":
        """Those whose page this person may open: the published ones, and those whose page the person prepares."""
        return self.filter(~Q(state=ClusterState.PROPOSED) | condition(user, "run", self.model))

    def joinable(self) -> "ClusterQuerySet":
        """Those that can take new members."""
        return self.filter(state=ClusterState.ACTIVE)

    def in_region(self, code: str) -> "ClusterQuerySet":
        """Those inside the region with this code."""
        return self.filter(inside(code))

    def with_member_count(self) -> "ClusterQuerySet":
        """Adds `member_count`: today's members, those of the clusters inside included."""
        own = Count("memberships", filter=Q(memberships__state="ACCEPTED"), distinct=True)
        inside_it = Count("children__memberships", filter=Q(children__memberships__state="ACCEPTED"), distinct=True)
        return self.annotate(member_count=own + inside_it)

    def nearest_to(self, region) -> "ClusterQuerySet":
        """Those in the same regency first, then by how far they lie from the region's centre; adds `km`."""
        region_lat, region_lon = village_place("region")
        place = Coalesce("lat", region_lat), Coalesce("lon", region_lon)
        here = inside(".".join(region.code.split(".")[:2]))
        rows = self.annotate(km=kilometres(*centre(region), *place), is_here=Case(When(here, then=True), default=False))
        return rows.order_by("-is_here", F("km").asc(nulls_last=True), "name", "pk")

    def in_reading_order(self) -> "ClusterQuerySet":
        """By name, as a list is read; those that stand for themselves before the parts of others."""
        return self.order_by(F("parent").asc(nulls_first=True), "name", "pk")

    def with_photos_for_all(self) -> "ClusterQuerySet":
        """Those whose photos everybody may see."""
        return self.filter(state__in=SHOWING_PHOTOS)

    def showing(self, key: str) -> "ClusterQuerySet":
        """The one that a photo belongs to, by the photo's key."""
        photos = self.model._meta.get_field("photos").related_model.objects.filter(key=key)
        return self.filter(Q(photo=key) | Q(pk__in=photos.values("cluster")))

    def hold_tree(self) -> None:
        """Lets nobody else put one cluster inside another until the transaction ends; the database's trigger waits
        for the same lock."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('clusters_cluster.parent'))")


class NewsQuerySet(models.QuerySet):
    """What committees tell everybody."""

    def newest_first(self) -> "NewsQuerySet":
        """As it is read."""
        return self.order_by("-published_at", "-pk")
