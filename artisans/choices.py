"""Words about makers that the code chooses from, and the paths a record may take."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ArtisanKind(models.TextChoices):
    """Who stands behind a record."""

    INDIVIDUAL = "INDIVIDUAL", _("Individual")
    GROUP = "GROUP", _("Group of makers")
    BUSINESS = "BUSINESS", _("Business")
    SCHOOL = "SCHOOL", _("School")
    COOPERATIVE = "COOPERATIVE", _("Cooperative")


class WorkMode(models.TextChoices):
    """What the craft is to the maker's living."""

    MAIN = "MAIN", _("Main work")
    SIDE = "SIDE", _("Side work")
    SEASONAL = "SEASONAL", _("Seasonal work")


class ArtisanState(models.TextChoices):
    """Where a record stands, from a rumour in the market to a verified maker and beyond."""

    LEAD = "LEAD", _("Lead")
    DRAFT = "DRAFT", _("Draft")
    SUBMITTED = "SUBMITTED", _("Submitted")
    NEEDS_FIX = "NEEDS_FIX", _("Needs a fix")
    REJECTED = "REJECTED", _("Rejected")
    ACTIVE = "ACTIVE", _("Verified")
    DORMANT = "DORMANT", _("Not active")
    CLOSED = "CLOSED", _("Closed down")
    MERGED = "MERGED", _("Merged")


S = ArtisanState

# Which state may follow which. Nothing else in the code changes a state (artisans.actions.review).
TRANSITIONS: dict[str, frozenset[str]] = {
    S.LEAD: frozenset({S.DRAFT, S.REJECTED, S.MERGED}),
    S.DRAFT: frozenset({S.SUBMITTED, S.REJECTED, S.MERGED}),
    S.SUBMITTED: frozenset({S.ACTIVE, S.NEEDS_FIX, S.REJECTED, S.MERGED}),
    S.NEEDS_FIX: frozenset({S.SUBMITTED, S.REJECTED, S.MERGED}),
    S.REJECTED: frozenset({S.DRAFT}),
    S.ACTIVE: frozenset({S.NEEDS_FIX, S.DORMANT, S.CLOSED, S.MERGED}),
    S.DORMANT: frozenset({S.ACTIVE, S.CLOSED, S.MERGED}),
    S.CLOSED: frozenset({S.ACTIVE, S.MERGED}),
    S.MERGED: frozenset(),
}

# Records which the public may see, given the maker's consent: verified once, and not taken back since.
PUBLIC_STATES = (S.ACTIVE, S.DORMANT, S.CLOSED)
# Records that stand for no maker of their own: somebody was told of, was refused, or is kept in another record.
NOT_A_MAKER = (S.LEAD, S.REJECTED, S.MERGED)


class ConsentPurpose(models.TextChoices):
    """What the maker agreed to; each purpose is given and withdrawn on its own (law 27/2022, article 20 and 9)."""

    STORE = "STORE", _("Keep my record in the register")
    PUBLIC_PROFILE = "PUBLIC_PROFILE", _("Show my name, craft and village to everybody")
    PHOTO = "PHOTO", _("Show my photo")
    WHATSAPP = "WHATSAPP", _("Let buyers write to me on WhatsApp")
    SHOW_NUMBER = "SHOW_NUMBER", _("Show my telephone number to buyers")
    SHARE_BANK = "SHARE_BANK", _("Pass my record to a bank I ask for credit")
    PRICES = "PRICES", _("Let the officer write my prices for me")
    INVITE = "INVITE", _("Let clusters near me invite me")
    NEWS = "NEWS", _("Send me news of my clusters by WhatsApp or SMS")


class ConsentMethod(models.TextChoices):
    """How the maker agreed."""

    SPOKEN = "SPOKEN", _("Spoken, with a witness")
    SIGNED = "SIGNED", _("Signed on paper")
    OWN_ACCOUNT = "OWN_ACCOUNT", _("In the own account")


class Confirmed(models.TextChoices):
    """How somebody made sure that a record is still true."""

    VISIT = "VISIT", _("On a visit")
    PHONE = "PHONE", _("By telephone")
    REVIEW = "REVIEW", _("While verifying")
    OWN_ACCOUNT = "OWN_ACCOUNT", _("By the maker's own word")


class Read(models.TextChoices):
    """Which private data somebody looked at."""

    RECORD = "RECORD", _("Personal data on the record's page")
    NIK = "NIK", _("Identity number (NIK)")
    COMPARISON = "COMPARISON", _("Personal data while comparing two records")
    EXPORT = "EXPORT", _("Personal data in an exported file")


class Wish(models.TextChoices):
    """What a maker asks about the data held on them (law 27/2022, articles 6 and 8)."""

    CORRECTION = "CORRECTION", _("Correct it")
    ERASURE = "ERASURE", _("Erase it")


class WishState(models.TextChoices):
    """Where such a wish stands."""

    OPEN = "OPEN", _("Waits for the officer")
    DONE = "DONE", _("Done")
    REFUSED = "REFUSED", _("Refused")
    TAKEN_BACK = "TAKEN_BACK", _("Taken back")


class SameOrNot(models.TextChoices):
    """What an officer decided about two records that look alike."""

    SAME = "SAME", _("The same maker")
    DIFFERENT = "DIFFERENT", _("Another person")


class MembershipState(models.TextChoices):
    """Where a membership stands."""

    REQUESTED = "REQUESTED", _("Asked to join")
    INVITED = "INVITED", _("Invited")
    ACCEPTED = "ACCEPTED", _("Member")
    DECLINED = "DECLINED", _("Declined")
    WITHDRAWN = "WITHDRAWN", _("Taken back")
    LEFT = "LEFT", _("Left")


# Asked for or offered, and not yet answered.
UNDECIDED_MEMBERSHIP = (MembershipState.REQUESTED, MembershipState.INVITED)
# A pair of maker and cluster has at most one membership in one of these states.
OPEN_MEMBERSHIP = (MembershipState.REQUESTED, MembershipState.INVITED, MembershipState.ACCEPTED)


class MembershipRole(models.TextChoices):
    """What a member does in the cluster; all but the plain member sit on its committee."""

    CHAIR = "CHAIR", _("Chair")
    SECRETARY = "SECRETARY", _("Secretary")
    TREASURER = "TREASURER", _("Treasurer")
    RELATIONS = "RELATIONS", _("Public relations")
    MEMBER = "MEMBER", _("Ordinary member")


class Assent(models.TextChoices):
    """How the maker said yes to joining."""

    OWN_ACCOUNT = "OWN_ACCOUNT", _("In the own account")
    SPOKEN = "SPOKEN", _("Spoken to the officer")
