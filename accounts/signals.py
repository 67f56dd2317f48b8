"""What higher floors learn about accounts."""

from django.dispatch import Signal

# Sent after an account was switched off in the administration, with `person`.
switched_off = Signal()
