"""Makers, what they agreed to, and the clusters they belong to."""

from artisans.models.artisan import Artisan, ArtisanCraft, StateChange
from artisans.models.consent import Consent
from artisans.models.duplicates import ArtisanAlias, DuplicatePair, Merge, Split
from artisans.models.identity import PersonIdentity, PrivateRead
from artisans.models.membership import Membership
from artisans.models.trace import Trace

__all__ = [
    "Artisan",
    "ArtisanAlias",
    "ArtisanCraft",
    "Consent",
    "DuplicatePair",
    "Membership",
    "Merge",
    "PersonIdentity",
    "PrivateRead",
    "Split",
    "StateChange",
    "Trace",
]
