"""The vocabulary for asking about materials and products."""

from collections.abc import Collection

from django.db import models
from django.db.models import Q

from accounts.permissions import Person, condition
from artisans.choices import ArtisanState
from artisans.models import Artisan
from products import cards
from products.choices import Health, ProductState, Visibility
from regions.querysets import inside


class MaterialQuerySet(models.QuerySet):
    """Materials as a tree."""

    def in_reading_order(self) -> "MaterialQuerySet":
        """By Indonesian name."""
        return self.order_by("name_id", "pk")


class ProductQuerySet(models.QuerySet):
    """Products as buyers and officers look for them."""

    def published(self) -> "ProductQuerySet":
        """Those the public may see: published for everybody, of a maker whom the public may see."""
        return self.shown().filter(visibility=Visibility.PUBLIC)

    def shown(self) -> "ProductQuerySet":
        """Those published for whomever the maker chose, of a maker whom the public may see."""
        return self.filter(state=ProductState.PUBLISHED, artisan__in=Artisan.objects.published())

    def offered(self) -> "ProductQuerySet":
        """Those a buyer can order: published, of a maker who is at work. What searches and lists show."""
        return self.published().filter(artisan__state=ArtisanState.ACTIVE)

    def shown_to(self, user: Person, links: Collection[int] = ()) -> "ProductQuerySet":
        """Those that the maker shows this person: the public ones; of makers in a cluster of theirs those for members;
        and those for known buyers of makers whose private `links` (keys of BuyerLink) this browser has opened."""
        seen = Q(visibility=Visibility.PUBLIC)
        if user.is_authenticated:
            fellows = Artisan.objects.fellow_members_of(user)
            seen |= Q(visibility=Visibility.MEMBERS, artisan__in=fellows.values("pk"))
        if links:
            makers = Artisan.objects.filter(buyer_links__in=links, buyer_links__revoked_at=None)
            seen |= Q(visibility=Visibility.BUYERS, artisan__in=makers.values("pk"))
        return self.shown().filter(seen)

    def visible_to(self, user: Person, links: Collection[int] = ()) -> "ProductQuerySet":
        """Those whose page this person may open: those shown to them, the own, and those of the own area."""
        shown = self.model.objects.shown_to(user, links).values("pk")
        return self.filter(Q(pk__in=shown) | condition(user, "view", self.model))

    def in_region(self, code: str) -> "ProductQuerySet":
        """Those whose maker works inside the region with this code."""
        return self.filter(inside(code, "artisan__region"))

    def of_members(self, cluster) -> "ProductQuerySet":
        """Those made by today's members of the cluster or of the clusters inside it."""
        artisans = Artisan.objects.members_of(cluster)
        return self.filter(artisan__in=artisans)

    def for_cards(self) -> models.QuerySet:
        """What cards show, a row each (products.cards)."""
        return cards.rows(self)

    def for_pages(self) -> "ProductQuerySet":
        """With all that a product's page shows, in a constant number of queries."""
        return self.select_related("artisan__region", "craft").prefetch_related("photos", "materials")

    def newest_first(self) -> "ProductQuerySet":
        """The latest published first."""
        return self.order_by("-published_at", "-pk")


class BuyerLinkQuerySet(models.QuerySet):
    """Private links that makers gave to buyers they know."""

    def live(self) -> "BuyerLinkQuerySet":
        """Those that still open what they were given for."""
        return self.filter(revoked_at=None)


class ProductReportQuerySet(models.QuerySet):
    """Objections to products."""

    def open(self) -> "ProductReportQuerySet":
        """Those that nobody has settled, the oldest first."""
        return self.filter(settled_at=None).order_by("told_at", "pk")

    def holding(self) -> "ProductReportQuerySet":
        """Those for which a product was taken off, and which no officer has shown again since."""
        return self.filter(took_off=True, lifted_at=None)


class SalesChannelQuerySet(models.QuerySet):
    """Makers' shops elsewhere."""

    def shown(self) -> "SalesChannelQuerySet":
        """Those the public sees: all that did not fail again and again; in the order of adding."""
        return self.filter(failures__lt=self.model.HIDDEN_AFTER).order_by("pk")

    def in_area_of(self, user: Person) -> "SalesChannelQuerySet":
        """Those of makers for whom this person may act."""
        return self.filter(artisan__in=Artisan.objects.filter(condition(user, "act_for", Artisan)))

    def troubled(self) -> "SalesChannelQuerySet":
        """Those whose last look found something to see to, the worst first."""
        return self.exclude(health__in=[Health.UNKNOWN, Health.WORKS]).order_by("-failures", "pk")
