"""What higher floors may listen to."""

from django.dispatch import Signal

# Sent in the transaction that gave records another region, as its code had ended. Sender: their model; keys: their
# primary keys.
moved = Signal()
