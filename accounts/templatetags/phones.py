"""Telephone numbers on pages for those who may see them."""

from django import template

from accounts import phones, sending

register = template.Library()
register.filter("phone", phones.shown)
register.filter("last_digits", phones.last_digits)
register.simple_tag(sending.is_possible, name="can_send")
