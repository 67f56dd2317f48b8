"""A Django of its own on a checkout's server: connects anew for each line of its input and says who it is there."""

import os
import sys
from pathlib import Path

import django
from django.conf import settings
from django.db import connection

from config.postgres import django_database

if __name__ == "__main__":
    settings.configure(DATABASES={"default": django_database(os.environ, Path(sys.argv[1]), embedded=True)})
    django.setup()
    for _ in sys.stdin:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user || ' in ' || current_database()")
            sys.stdout.write(f"{cursor.fetchone()[0]}\n")
            sys.stdout.flush()
        connection.close()
