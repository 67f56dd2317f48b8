#!/usr/bin/env python
"""Django's commands for Sentra; `python manage.py help` lists them."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import pghistory
    from django.core.management import execute_from_command_line

    # The history of records says by which command they were changed.
    with pghistory.context(command=" ".join(sys.argv[1:2])):
        execute_from_command_line(sys.argv)
