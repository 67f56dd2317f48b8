"""What higher floors may listen to."""

from django.dispatch import Signal

# Sent in the transaction that changed what the public may see of makers, or where they are; `artisan_ids` says whose.
# Products' search rows follow it. Argument: artisan_ids (list of keys).
publicity_changed = Signal()

# Sent in the transaction that erases makers, while their rows are still there; who keeps a copy of their data deletes
# it. Argument: artisan_ids (list of keys).
erasing = Signal()

# Sent while a new key takes over from an old one; who keeps sealed numbers besides the records' own seals them anew.
# Arguments: outcome (artisans.actions.resealing.Resealed, to be added to) and write (bool).
resealing = Signal()

# Sent in the transaction that erases makers for good, or takes back the consent to keep a draft, while their rows are
# still there; who keeps their data elsewhere deletes it. Argument: mentions (artisans.actions.mentions.Mentions).
forgetting = Signal()
