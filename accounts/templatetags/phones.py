"""Telephone numbers on pages for those who may see them."""

from django import template

from accounts import phones

register = template.Library()
register.filter("phone", phones.shown)
