"""Django's PostgreSQL backend with the embedded server behind it: the first connection starts it."""

from functools import cache
from pathlib import Path

import psycopg2
from django.core.management.base import CommandError
from django.db.backends.postgresql import base

from config.postgres.server import Server
from config.postgres.trouble import Refused, is_full

embedded = cache(Server)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to the embedded server of the checkout named in the settings."""

    def get_new_connection(self, conn_params: dict):
        """Connects; a server that is down, never started or killed, is started first. A full one only says so."""
        settings = self.settings_dict
        server = embedded(Path(settings["CHECKOUT"]), settings["SEARCH_PATH"], for_tests=settings["FOR_TESTS"])
        try:
            server.join()
            conn_params = {**conn_params, **server.address}
            try:
                return super().get_new_connection(conn_params)
            except psycopg2.OperationalError as error:
                if is_full(error):
                    raise
                server.revive()
        except Refused as refused:
            raise CommandError(str(refused)) from refused  # Django's commands print it without a traceback
        return super().get_new_connection(conn_params)
