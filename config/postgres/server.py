"""The embedded PostgreSQL of one checkout: started by whoever comes first, stopped by the last one out."""

import atexit
import hashlib
import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from config.postgres import binaries, locks
from config.postgres.account import Account, choose, home
from config.postgres.trouble import DISK_FULL, NO_ACCOUNT, Refused, disk_full, is_full, no_account, refusal

ROLE = DATABASE = "sentra"
PORT = "5432"  # names the socket; nothing listens on TCP
SECONDS_TO_START = 60
LONGEST_SOCKET = 100  # bytes; the systems allow 103 to 107
PASSING_TROUBLES = ("lock file", "pre-existing shared memory block", "the database system is")
OUTSIDE = Path("/var/lib/sentra")
# What a power cut may take with it is only what tests have made, and they make it anew.
# Nor does it look after tables by itself: statistics of rows that are gone again make the next test's questions slow.
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


class Server:
    """A checkout's own PostgreSQL. `join()` before connecting; leaving is automatic, even for a killed process.

    Every user of the server shares one lock for life. Whoever gets that lock alone knows that nobody is left and stops
    the server: the last user on the way out, or the keeper (config.postgres.keeper) when that user was killed.

    The one `for_tests` has data of its own and writes them without waiting for the disk.
    """

    def __init__(
        self,
        root: Path,
        search_path: str,
        say: Callable[[str], None] = lambda sentence: None,
        *,
        for_tests: bool = False,
    ):
        self.root = root
        self.search_path = search_path
        self.say = say
        self.for_tests = for_tests
        self._place = None
        self._one_thread = threading.Lock()

    @cached_property
    def found(self) -> binaries.Binaries:
        return binaries.find(self.search_path)

    @cached_property
    def account(self) -> Account:
        return choose(self.root, self.found.major)

    @cached_property
    def home(self) -> Path:
        """The directory of data, log, locks and socket: .pg/<major>-u<uid>[-tests], or where it leads."""
        inside = home(self.root, self.found.major, self.account)
        if self.for_tests:
            inside = inside.with_name(f"{inside.name}-tests")
        inside.parent.mkdir(exist_ok=True)
        self.account.give(inside.parent)
        outside = OUTSIDE / _digest(self.root) / inside.name
        if inside.is_symlink() and inside.readlink() != outside and inside.readlink().is_relative_to(OUTSIDE):
            inside.unlink()  # to the data of the checkout that this one was copied from
        leads_outside = inside.is_symlink() and inside.readlink() == outside
        if not leads_outside and (os.geteuid() != 0 or self.account.may("w", inside.parent)):
            return self._private(inside)
        for directory in (OUTSIDE, outside.parent):
            directory.mkdir(exist_ok=True)
            directory.chmod(0o755)
        if not leads_outside:
            inside.unlink(missing_ok=True)
            inside.symlink_to(outside)
            self.say(f"Keeping the database in {outside}, because its server may not enter {self.root}.")
        return self._private(outside)

    @cached_property
    def socket(self) -> Path:
        """The directory of the server's socket; outside the checkout where its path is too long or has a comma."""
        path = os.fsencode(self.home / f".s.PGSQL.{PORT}")
        if len(path) <= LONGEST_SOCKET and b"," not in path:
            return self.home
        return self._private(Path("/tmp", f"sentra-pg-{_digest(self.home)}"))  # noqa: S108 - private, its owner is checked

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def address(self) -> dict:
        """What a client needs to connect as the application's role."""
        return {"host": str(self.socket), "port": PORT, "user": ROLE}

    def join(self) -> None:
        """Becomes a user of the server and starts it if need be. Raises Refused with a sentence where it cannot run."""
        with self._one_thread:
            if self._place is not None:
                return
            try:
                self._place = locks.share(self.home / "users.lock", self.account)
            except OSError as error:
                raise refusal(error, self.root / ".pg") from error
            atexit.register(self.leave)
            try:
                self.revive()
            except Refused:
                self.leave()
                raise

    def revive(self) -> None:
        """Starts the server if it does not answer: at first, or after it was killed. Raises Refused."""
        try:
            with locks.alone(self.home / "start.lock", self.account):
                if not self.answers():
                    self._start()
        except OSError as error:
            raise refusal(error, self.root / ".pg") from error

    def leave(self) -> None:
        """Stops being a user; the last one stops the server and is back when it has stopped."""
        if self._place is None:
            return
        os.close(self._place)
        self._place = None
        last = locks.open_lock(self.home / "users.lock", self.account)
        try:
            if locks.is_free(last):
                self.stop()
            else:
                os.close(locks.share(self.home / "users.lock", self.account))  # the keeper may be stopping it just now
        finally:
            os.close(last)

    def keep(self) -> None:
        """Waits until nobody uses the server, then stops it."""
        with locks.alone(self.home / "users.lock", self.account):
            self.stop()

    def stop(self) -> None:
        if self._postmaster():
            self._program("pg_ctl", "stop", "-D", "data", "-m", "fast")

    def answers(self) -> bool:
        """Whether the server is up, be it full; no file is believed, since a killed server leaves its files behind."""
        import psycopg2  # here, because the keeper does without it

        try:
            psycopg2.connect(**self.address, dbname="postgres", connect_timeout=5).close()
        except psycopg2.OperationalError as error:
            return is_full(error)
        return True

    def _start(self) -> None:
        if not self.data.exists():
            self._create()
        self._check_major()
        self.say(f"Starting PostgreSQL {self.found.version}.")
        self._start_keeper()
        deadline = time.monotonic() + SECONDS_TO_START
        while not self.answers():
            self._forget_dead_postmaster()
            self.log.unlink(missing_ok=True)
            started = self._program("pg_ctl", "start", "-D", "data", "-l", "server.log", "-o", self._options())
            if started.returncode == 0:
                continue
            trouble = self._last_trouble() or started.stdout
            if time.monotonic() > deadline or not any(words in trouble for words in PASSING_TROUBLES):
                raise self._no_start(trouble)
            time.sleep(0.2)

    def _options(self) -> str:
        """The server's command line, quoted for the shell that pg_ctl hands it to."""
        socket = str(self.socket).replace('"', '""')
        options = {
            "listen_addresses": "",
            "unix_socket_directories": f'"{socket}"',
            "unix_socket_permissions": "0700",
            "port": PORT,
            **(FORGETFUL if self.for_tests else {}),
        }
        return " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in options.items())

    def _start_keeper(self) -> None:
        """Starts the process that outlives us all; the shell detaches it, so that it never becomes our zombie."""
        keeper = [sys.executable, "-m", "config.postgres.keeper", str(self.root), *(["tests"] * self.for_tests)]
        detached = ["/bin/sh", "-c", '"$@" </dev/null >/dev/null 2>&1 &', "sh", *keeper]
        subprocess.run(detached, cwd=Path(__file__).parent.parent.parent, start_new_session=True, check=True)

    def _create(self) -> None:
        """Makes the data aside, with the application's role and database, and moves it into place when it is whole."""
        self.say(f"Creating the database of PostgreSQL {self.found.version} in {self.home}.")
        for unfinished in self.home.glob("data.new*"):
            shutil.rmtree(unfinished)
        unfinished = f"data.new{os.getpid()}"
        locale = ["--locale=C.UTF-8"]
        if self.found.major >= 17:
            locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        made = self._program("initdb", "-D", unfinished, "-U", "postgres", "--auth=trust", "--encoding=UTF8", *locale)
        if made.returncode == 0:
            roles = f"CREATE ROLE {ROLE} LOGIN CREATEDB;\nCREATE DATABASE {DATABASE} OWNER {ROLE};\n"
            made = self._program("postgres", "--single", "-D", unfinished, "postgres", stdin=roles)
        if made.returncode != 0 or "ERROR:" in made.stdout:
            shutil.rmtree(self.home / unfinished, ignore_errors=True)
            raise self._no_start(made.stdout)
        (self.home / unfinished).rename(self.data)

    def _check_major(self) -> None:
        version = (self.data / "PG_VERSION").read_text().strip()
        if version != str(self.found.major):
            raise Refused(
                f"{self.data} holds data of PostgreSQL {version}, but the programs here are {self.found.version}: "
                f"move that directory away to begin anew, or set DATABASE_URL to a PostgreSQL {version}."
            )

    def _forget_dead_postmaster(self) -> None:
        """Removes the pid files of a killed server, and of another checkout's that were copied while it ran."""
        if not self._postmaster():
            (self.data / "postmaster.pid").unlink(missing_ok=True)
            (self.socket / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)

    def _postmaster(self) -> int | None:
        """The number of the running server's first process: that of its pid file, if its process works in our data."""
        try:
            number = int((self.data / "postmaster.pid").read_text().split()[0])
        except (FileNotFoundError, IndexError, ValueError):
            return None
        return number if self.account.has_process_in(self.data, number) else None

    def _program(self, name: str, *arguments: object, stdin: str = "") -> subprocess.CompletedProcess:
        """Runs one of PostgreSQL's programs as the server's account in the home directory."""
        return self.account.run([self.programs / name, *map(str, arguments)], self.home, stdin)

    @cached_property
    def programs(self) -> binaries.Binaries:
        return self.found.within_reach_of(self.account, self.home)

    def _private(self, directory: Path) -> Path:
        """Makes a directory that only the account may enter; one that is somebody else's is refused."""
        try:
            directory.mkdir(mode=0o700)
            self.account.give(directory)
        except FileExistsError:
            pass
        status = directory.lstat()
        if not stat.S_ISDIR(status.st_mode) or status.st_uid != self.account.uid or status.st_mode & 0o077:
            raise Refused(
                f"{directory} must be a directory of user {self.account.uid} alone (mode 0700) for the embedded "
                "PostgreSQL to use it: correct that, or move it away to begin anew."
            )
        return directory

    def _last_trouble(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return "\n".join(line for line in lines if re.search("FATAL|PANIC|DETAIL|could not", line))

    def _no_start(self, output: str) -> Refused:
        if DISK_FULL in output:
            return disk_full(self.home)
        if NO_ACCOUNT in output:
            return no_account(self.account.uid)
        lines = [line.strip() for line in output.splitlines() if line.strip()] or ["it said nothing"]
        reason = next((line for line in lines if re.search("FATAL|PANIC|ERROR|error:", line)), lines[-1])
        return Refused(f"PostgreSQL {self.found.version} did not start in {self.home}: {reason.rpartition('  ')[2]}.")


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:16]
