"""A Django of its own on a checkout's server: for each line of its input it connects and says who it is, or why not."""

import os
import sys
from pathlib import Path

import django
from django.conf import settings
from django.db import OperationalError, connection

from config.postgres import django_database

if __name__ == "__main__":
    settings.configure(DATABASES={"default": django_database(os.environ, Path(sys.argv[1]), embedded=True)})
    django.setup()
    for _ in sys.stdin:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT current_user || ' in ' || current_database()")
                said = cursor.fetchone()[0]
        except OperationalError as error:
            said = " ".join(str(error).split())
        sys.stdout.write(f"{said}\n")
        sys.stdout.flush()
        connection.close()
