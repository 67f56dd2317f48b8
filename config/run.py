"""`make run`: from an empty checkout to Sentra with its regions and demo data in the browser, saying what it does."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import django
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.urls import reverse

from config.postgres import Refused, Server
from config.postgres.trouble import DISK_FULL
from core import translations

ROOT = Path(__file__).resolve().parent.parent
SECONDS_TO_SERVE = 60
SECONDS_BETWEEN_LOOKS = 0.5
ONE_AT_A_TIME = 7366707472  # the number of the database's lock on making the data


class Stopped(Exception):
    """Somebody asked the command to end: Ctrl-C, SIGTERM, or a closed terminal."""


def main(port: str, parent: str = "") -> None:
    """Serves on 127.0.0.1 until it is stopped, or until the process of the number `parent` (make) is gone.

    Raises Refused, CommandError or OSError where it cannot.
    """
    if parent:
        threading.Thread(target=end_with, args=[int(parent)], daemon=True).start()
    refuse_unless_free(port)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")  # Django itself reads this one
    say("Building the translations.")
    translations.build(ROOT / "locale")  # before Django, which reads them once
    django.setup()
    start_database()
    make_data()
    serve(port)


def refuse_unless_free(port: str) -> None:
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise Refused(f"PORT must be a number from 1 to 65535, not {port!r}.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except PermissionError:
            raise Refused(f"Port {port} is reserved for root: choose another, as in `make run PORT=8123`.") from None
        except OSError:
            raise Refused(f"Port {port} is taken already: choose another, as in `make run PORT=8123`.") from None


def start_database() -> None:
    """Joins the embedded server, unless DATABASE_URL names another, and stays its user until this process ends."""
    database = settings.DATABASES["default"]
    if database["ENGINE"] != "config.postgres":
        say("Using the PostgreSQL of DATABASE_URL.")
        return
    server = Server(database["CHECKOUT"], database["SEARCH_PATH"], say)
    server.join()
    say(f"PostgreSQL {server.found.version} is running; its data is in {server.home}.")


def make_data() -> None:
    """Brings tables, regions and demo data up to date; each step is quick when there is nothing to do."""
    from products.search import synonyms  # Its models can be read only now.

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
    say("Bringing the tables up to date.")
    call_command("migrate", verbosity=0)
    say("Looking after the regions.")
    call_command("load_regions")
    say("Looking after the demo data; the first time this takes a minute or two.")
    call_command("seed_demo")
    if synonyms.install():
        say("Words mean something else than before: writing the search anew.")
        call_command("rebuild_search")
    connection.close()


def serve(port: str) -> None:
    """Runs the web server (config.web) in a session of its own, so that Ctrl-C reaches it through us alone.

    Without DEBUG, so that an error shows the page that visitors see. It ends when the pipe of its input closes.
    """
    say("Starting the web server.")
    command = [sys.executable, "-m", "config.web", port]
    environment = {"DEBUG": "false"} | os.environ | {"DJANGO_RUNSERVER_HIDE_WARNING": "true"}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, start_new_session=True)
    try:
        wait_until_serving(process, port)
        say_welcome(port)
        process.wait()
        raise Refused("The web server has ended; what it said stands above.")
    finally:
        end(process)


def wait_until_serving(process: subprocess.Popen, port: str) -> None:
    deadline = time.monotonic() + SECONDS_TO_SERVE
    while process.poll() is None and time.monotonic() < deadline:
        try:
            urlopen(f"http://127.0.0.1:{port}/sehat/", timeout=SECONDS_TO_SERVE).close()
        except HTTPError as answer:
            answer.close()
        except (URLError, OSError):
            time.sleep(0.1)
            continue
        return
    raise Refused("The web server did not come up; what it said stands above.")


def say_welcome(port: str) -> None:
    from pages.demo import SIGN_INS  # once Django is set up

    width = max(len(role) for role, _, _ in SIGN_INS)
    site = f"http://127.0.0.1:{port}"
    say(f"\nSentra is on {site}/ (Ctrl-C stops it). Demo sign-ins at {site}{reverse('account_login')}:")
    for role, username, password in SIGN_INS:
        say(f"  {role:{width}}  {username} / {password}")


def end(process: subprocess.Popen) -> None:
    """Ends the web server with its children, gently at first."""
    for signal_number, seconds in ((signal.SIGTERM, 5), (signal.SIGKILL, 5)):
        try:
            os.killpg(process.pid, signal_number)
            process.wait(seconds)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            continue


def end_with(parent: int) -> None:
    """Stops this process, as Ctrl-C does, once its parent is gone: a killed `make` tells nobody."""
    while os.getppid() == parent:
        time.sleep(SECONDS_BETWEEN_LOOKS)
    os.kill(os.getpid(), signal.SIGTERM)


def say(sentence: str) -> None:
    print(sentence, flush=True)


def stop(signal_number: int, frame: object) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    raise Stopped


if __name__ == "__main__":
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    try:
        main(*sys.argv[1:])
    except Stopped:
        say("\nStopped.")
    except (Refused, CommandError) as refused:
        sys.exit(str(refused))
    except (OSError, OperationalError) as error:
        if DISK_FULL not in str(error):
            raise
        sys.exit(f"The disk that holds {ROOT} is full: Sentra needs about 1 GB there with its demo data.")
