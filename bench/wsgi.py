"""`gunicorn bench.wsgi`: the site with the bench's empty page."""

import logging
import os

from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
logging.disable(logging.INFO)
settings.ROOT_URLCONF = "bench.addresses"

from config.wsgi import application  # noqa: E402 - the addresses are chosen before the site is made

__all__ = ["application"]
