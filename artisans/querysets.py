"""The vocabulary for asking about makers and memberships."""

from collections.abc import Collection
from datetime import timedelta

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.utils import timezone

from accounts.permissions import Person, condition
from artisans.choices import (
    NOT_A_MAKER,
    OPEN_MEMBERSHIP,
    PUBLIC_STATES,
    UNDECIDED_MEMBERSHIP,
    ArtisanState,
    ConsentPurpose,
    MembershipRole,
    MembershipState,
    WishState,
)
from clusters.choices import ClusterState
from core.freshness import not_confirmed_lately
from regions.nearness import kilometres, village_place
from regions.querysets import inside

# How long a cluster leaves a maker alone who declined its invitation.
REST_AFTER_A_NO = timedelta(days=90)


class ArtisanQuerySet(models.QuerySet):
    """Makers as the public, officers and committees look for them."""

    def consenting_to(self, purpose: ConsentPurpose) -> "ArtisanQuerySet":
        """Those whose consent for the purpose stands."""
        consents = self.model._meta.get_field("consents").related_model.objects
        return self.filter(Exists(consents.standing().filter(artisan=OuterRef("pk"), purpose=purpose)))

    def published(self) -> "ArtisanQuerySet":
        """Those the public may see: verified, and consenting to a public profile."""
        return self.filter(state__in=PUBLIC_STATES).consenting_to(ConsentPurpose.PUBLIC_PROFILE)

    def visible_to(self, user: Person) -> "ArtisanQuerySet":
        """Those whose public page this person may open: the published ones, and those that concern the person."""
        return self.filter(Q(pk__in=self.model.objects.published().values("pk")) | condition(user, "see", self.model))

    def unmerged(self) -> "ArtisanQuerySet":
        """Those that did not become part of another record."""
        return self.exclude(state=ArtisanState.MERGED)

    def named(self, code: str) -> "ArtisanQuerySet":
        """The record that this code names today: the one that bears it, or the one that its bearer became part of."""
        aliases = self.model._meta.get_field("aliases").related_model.objects
        return self.unmerged().filter(Q(code=code) | Q(pk__in=aliases.filter(code=code).values("artisan")))

    def merged_into(self, artisans: Collection) -> "ArtisanQuerySet":
        """Those that became part of these records, straight or by way of others."""
        merges = self.model._meta.get_field("merges").related_model.objects.standing().order_by()
        found, wave = set(), {artisan.pk for artisan in artisans}
        while wave:
            wave = set(merges.filter(survivor__in=wave).values_list("merged", flat=True)) - found
            found |= wave
        return self.filter(pk__in=found)

    def of_the_same_maker(self, artisans: Collection) -> "ArtisanQuerySet":
        """These records, those that became part of them, and those that they became part of."""
        merges = self.model._meta.get_field("merges").related_model.objects.standing().order_by()
        found, wave = set(), {artisan.pk for artisan in artisans}
        while wave:
            found |= wave
            pairs = merges.filter(Q(survivor__in=wave) | Q(merged__in=wave)).values_list("survivor", "merged")
            wave = {key for pair in pairs for key in pair} - found
        return self.filter(pk__in=found)

    def of_account(self, user: Person) -> "ArtisanQuerySet":
        """Those for which the person answers with an account of their own."""
        return self.filter(users=user)

    def in_region(self, code: str) -> "ArtisanQuerySet":
        """Those inside the region with this code."""
        return self.filter(inside(code))

    def with_photo_consent(self) -> "ArtisanQuerySet":
        """Adds `shows_photo`: whether the photo may be shown to the public."""
        consents = self.model._meta.get_field("consents").related_model.objects
        consented = consents.standing().filter(artisan=OuterRef("pk"), purpose=ConsentPurpose.PHOTO)
        return self.annotate(shows_photo=Exists(consented) & ~Q(photo=""))

    def waiting_for_review(self) -> "ArtisanQuerySet":
        """Submitted ones, the longest waiting first."""
        return self.filter(state=ArtisanState.SUBMITTED).order_by("submitted_at", "pk")

    def of_makers(self) -> "ArtisanQuerySet":
        """Those that stand for a maker: no leads, and none that was refused or merged into another."""
        return self.exclude(state__in=NOT_A_MAKER)

    def due_for_confirmation(self) -> "ArtisanQuerySet":
        """Verified makers of whom nobody has made sure for a year that all is still true."""
        return self.filter(not_confirmed_lately(), state=ArtisanState.ACTIVE)

    def longest_unconfirmed_first(self) -> "ArtisanQuerySet":
        """As they should be asked after: those never confirmed, then the oldest confirmation."""
        return self.order_by(F("last_confirmed_at").asc(nulls_first=True), "pk")

    def registered_in(self, year: int) -> "ArtisanQuerySet":
        """Makers who came into the register in that year of the calendar, by Jakarta's clock."""
        return self.of_makers().filter(registered_at__year=year)

    def verified_in(self, year: int, by: Person | None = None) -> "ArtisanQuerySet":
        """Makers of whom somebody, or that officer, said in that year that they exist: once each, however often."""
        changes = self.model._meta.get_field("state_changes").related_model.objects.verifications(year)
        done = changes.filter(artisan=OuterRef("pk"), **({"by": by} if by else {}))
        return self.of_makers().filter(Exists(done))

    def in_reading_order(self) -> "ArtisanQuerySet":
        """By name, as a list is read."""
        return self.order_by("public_name", "pk")

    def members_of(self, cluster) -> "ArtisanQuerySet":
        """Today's members of the cluster or of the clusters inside it."""
        memberships = self.model._meta.get_field("memberships").related_model.objects.running()
        here = memberships.filter(Q(cluster=cluster) | Q(cluster__parent=cluster), artisan=OuterRef("pk"))
        return self.filter(Exists(here))

    def fellow_members_of(self, user) -> "ArtisanQuerySet":
        """Today's members of the clusters to which a record of the person belongs today."""
        running = self.model._meta.get_field("memberships").related_model.objects.running()
        mine = running.filter(artisan__users=user).values("cluster_id")
        return self.filter(Exists(running.filter(artisan=OuterRef("pk"), cluster__in=mine)))

    def in_clusters_led_by(self, user) -> "ArtisanQuerySet":
        """Those who ask to join, or belong to, a cluster on whose committee the person sits today.

        Not those invited: that is the committee's own doing, and opens nothing to it.
        """
        memberships = self.model._meta.get_field("memberships").related_model.objects.said_yes()
        return self.filter(Exists(memberships.filter(artisan=OuterRef("pk"), cluster__in=self.clusters_led_by(user))))

    def invitable_to(self, cluster) -> "ArtisanQuerySet":
        """Verified, public makers of the cluster's craft in no cluster, who agreed to be invited.

        Left out is who has an open question with this cluster, or declined its invitation within three months.
        """
        memberships = self.model._meta.get_field("memberships").related_model.objects.filter(artisan=OuterRef("pk"))
        recently = timezone.now() - REST_AFTER_A_NO
        no_thanks = Q(is_invitation=True, state=MembershipState.DECLINED, decided_at__gt=recently)
        here = memberships.filter(Q(state__in=OPEN_MEMBERSHIP) | no_thanks, cluster=cluster)
        free = self.published().consenting_to(ConsentPurpose.INVITE).filter(state=ArtisanState.ACTIVE)
        return free.filter(~Exists(memberships.running()), ~Exists(here), crafts=cluster.craft_id)

    def invitable_or_invited_to(self, cluster) -> "ArtisanQuerySet":
        """The same, and those whom somebody else of the committee has just invited."""
        invited = self.model._meta.get_field("memberships").related_model.objects.filter(state=MembershipState.INVITED)
        just_invited = Exists(invited.filter(artisan=OuterRef("pk"), cluster=cluster))
        invitable = self.model.objects.invitable_to(cluster).values("pk")
        return self.published().filter(Q(just_invited) | Q(pk__in=invitable))

    def nearest_to(self, lat: float, lon: float) -> "ArtisanQuerySet":
        """By how far the maker's village lies from the place; adds `km`. The exact place of the workshop stays out."""
        rows = self.annotate(km=kilometres(lat, lon, *village_place("region")))
        return rows.order_by(F("km").asc(nulls_last=True), "public_name", "pk")

    def clusters_led_by(self, user) -> models.QuerySet:
        """The keys of the clusters on whose committee the person sits today."""
        memberships = self.model._meta.get_field("memberships").related_model.objects
        return memberships.committee().filter(artisan__users=user).values("cluster_id")


class StateChangeQuerySet(models.QuerySet):
    """Steps of records from state to state."""

    def verifications(self, year: int) -> "StateChangeQuerySet":
        """The verifications of a year: steps from submitted to verified; a maker who wakes up again is none."""
        return self.filter(from_state=ArtisanState.SUBMITTED, to_state=ArtisanState.ACTIVE, at__year=year)


class ConsentQuerySet(models.QuerySet):
    """Consents, standing and withdrawn."""

    def standing(self) -> "ConsentQuerySet":
        """Those given and not withdrawn."""
        return self.filter(withdrawn_at=None)


class DataWishQuerySet(models.QuerySet):
    """What makers ask about the data held on them."""

    def open(self) -> "DataWishQuerySet":
        """Those that wait for an officer, what is due first at the top."""
        return self.filter(state=WishState.OPEN).order_by("due_at", "pk")


class MembershipQuerySet(models.QuerySet):
    """Memberships, past and present."""

    def open(self) -> "MembershipQuerySet":
        """Asked for, offered or running."""
        return self.filter(state__in=OPEN_MEMBERSHIP)

    def running(self) -> "MembershipQuerySet":
        """Those of today's members."""
        return self.filter(state=MembershipState.ACCEPTED)

    def said_yes(self) -> "MembershipQuerySet":
        """Those to which the maker has said yes: asked for, or running."""
        return self.filter(state__in=(MembershipState.REQUESTED, MembershipState.ACCEPTED))

    def awaiting_committee(self) -> "MembershipQuerySet":
        """Requests, and questions about invitations, that the committee is to answer; the longest waiting first."""
        undecided = self.filter(state__in=UNDECIDED_MEMBERSHIP, awaits_maker=False)
        return undecided.order_by("requested_at", "pk")

    def awaiting_maker(self) -> "MembershipQuerySet":
        """Invitations, and requests about which the committee has asked back; the longest waiting first."""
        return self.filter(state__in=UNDECIDED_MEMBERSHIP, awaits_maker=True).order_by("requested_at", "pk")

    def over(self) -> "MembershipQuerySet":
        """Those declined, taken back or ended, the latest first."""
        return self.exclude(state__in=OPEN_MEMBERSHIP).order_by("-requested_at", "-pk")

    def with_whether_named(self) -> "MembershipQuerySet":
        """Adds `is_public`, whether everybody may see the maker, and `is_named`, whether the committee reads the name.

        It does of whoever asked, is or was a member; of others only as long as everybody may.
        """
        artisans = self.model._meta.get_field("artisan").related_model.objects
        is_public = Exists(artisans.published().filter(pk=OuterRef("artisan")))
        own_word = Q(state__in=(MembershipState.REQUESTED, MembershipState.ACCEPTED, MembershipState.LEFT))
        return self.annotate(is_public=is_public, is_named=Case(When(own_word, then=True), default=is_public))

    def committee(self) -> "MembershipQuerySet":
        """Those of today's committee members. Whose record was returned or rejected acts for nobody meanwhile."""
        seats = self.running().exclude(role=MembershipRole.MEMBER)
        return seats.filter(artisan__state__in=PUBLIC_STATES)

    def answering(self) -> "MembershipQuerySet":
        """Those of today's committee members who have an account, with which they can answer."""
        links = self.model._meta.get_field("artisan").related_model.users.through.objects
        return self.committee().filter(Exists(links.filter(artisan=OuterRef("artisan"), user__is_active=True)))

    def in_published_clusters(self) -> "MembershipQuerySet":
        """Those in clusters that have a public page."""
        return self.exclude(cluster__state=ClusterState.PROPOSED)

    def of_published_artisans(self) -> "MembershipQuerySet":
        """Those of makers whom the public may see."""
        artisans = self.model._meta.get_field("artisan").related_model.objects
        return self.filter(artisan__in=artisans.published())

    def in_committee_order(self) -> "MembershipQuerySet":
        """The committee first, from the chair down, then the members by name."""
        ranks = [When(role=role, then=rank) for rank, role in enumerate(MembershipRole.values)]
        return self.order_by(Case(*ranks), "artisan__public_name", "pk")


class DuplicatePairQuerySet(models.QuerySet):
    """Pairs of records that look alike."""

    def undecided(self) -> "DuplicatePairQuerySet":
        """Those nobody has decided, the likeliest first."""
        return self.filter(decision="").order_by("-score", "pk")


class MergeQuerySet(models.QuerySet):
    """Merges of two records into one."""

    def standing(self) -> "MergeQuerySet":
        """Those that nobody took back, the latest first."""
        return self.filter(undone_at=None).order_by("-at", "-pk")
