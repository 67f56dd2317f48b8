"""Makers, what they agreed to, and the clusters they belong to."""

from artisans.models.artisan import Artisan, ArtisanCraft, StateChange
from artisans.models.claim import ArtisanAccount, Claim, DataWish, ErasedRecord
from artisans.models.consent import Consent
from artisans.models.duplicates import ArtisanAlias, DuplicatePair, Merge, Split
from artisans.models.identity import PersonIdentity, PrivateRead
from artisans.models.membership import Membership, MembershipNote
from artisans.models.trace import Trace, WordShare

__all__ = [
    "Artisan",
    "ArtisanAccount",
    "ArtisanAlias",
    "ArtisanCraft",
    "Claim",
    "Consent",
    "DataWish",
    "DuplicatePair",
    "ErasedRecord",
    "Membership",
    "MembershipNote",
    "Merge",
    "PersonIdentity",
    "PrivateRead",
    "Split",
    "StateChange",
    "Trace",
    "WordShare",
]
