"""Who the embedded server runs as: PostgreSQL refuses to run as root."""

import os
import pwd
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from config.postgres.trouble import Refused


@dataclass(frozen=True)
class Account:
    """The user and group (numbers of the operating system) of the server's processes."""

    uid: int
    gid: int

    def run(self, command: list, directory: str | Path = "/", stdin: str = "") -> subprocess.CompletedProcess:
        """Runs a command as this account, without the caller's environment (PG*, locale), and keeps its output."""
        as_account = {"user": self.uid, "group": self.gid, "extra_groups": []} if os.geteuid() == 0 else {}
        return subprocess.run(
            [os.fspath(part) for part in command],
            input=stdin,
            cwd=directory,
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            **as_account,
        )

    def may(self, permission: str, path: Path) -> bool:
        """Whether this account can "r"ead, "w"rite or e"x"ecute the path, by the operating system's own word."""
        return self.run(["test", f"-{permission}", path]).returncode == 0

    def has_process_in(self, directory: Path, number: int) -> bool:
        """Whether the living process of this number is the account's, and the directory is the one it works in.

        Asked as the account itself: in a container not even root may look into the processes of others.
        """
        if os.path.exists("/proc/self/cwd"):
            return self.run(["test", f"/proc/{number}/cwd", "-ef", directory]).returncode == 0
        told = self.run(["/usr/sbin/lsof", "-a", "-p", str(number), "-d", "cwd", "-F", "n"]).stdout  # macOS
        return f"n{directory.resolve()}" in told.splitlines()

    def give(self, path: Path) -> None:
        """Hands a file or directory that root made over to this account."""
        if os.geteuid() == 0:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


def candidates(root: Path) -> Iterator[Account]:
    """The accounts that may run the server of the checkout at `root`, best first.

    An ordinary user is their own; for root it is the checkout's owner, else `postgres`, else `nobody`.
    """
    if os.geteuid() != 0:
        yield Account(os.geteuid(), os.getegid())
        return
    owner = root.stat()
    for name in (_name(owner.st_uid), "postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        if user.pw_uid != 0:
            yield Account(user.pw_uid, user.pw_gid)


def choose(root: Path, major: int) -> Account:
    """The account whose data this checkout already has, else the best candidate."""
    accounts = list(candidates(root))
    if not accounts:
        raise Refused("PostgreSQL refuses to run as root, and there is no user `nobody`: run this as an ordinary user.")
    return next((account for account in accounts if os.path.lexists(home(root, major, account))), accounts[0])


def home(root: Path, major: int, account: Account) -> Path:
    """Where a checkout keeps the server of one major version and one account."""
    return root / ".pg" / f"{major}-u{account.uid}"


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return ""
