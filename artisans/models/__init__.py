"""Makers, what they agreed to, and the clusters they belong to."""

from artisans.models.artisan import Artisan, PersonIdentity, StateChange
from artisans.models.consent import Consent
from artisans.models.membership import Membership

__all__ = ["Artisan", "Consent", "Membership", "PersonIdentity", "StateChange"]
