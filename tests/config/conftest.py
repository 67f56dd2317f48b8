"""What the tests of the commands share."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config.postgres import Server


@pytest.fixture(scope="session")
def made() -> Iterator[Path]:
    """A checkout whose database was made, which takes seconds, and whose server has ended."""
    with new_checkout() as folder:
        server = Server(folder, os.environ["PATH"])
        server.join()
        server.leave()
        yield folder


@pytest.fixture
def used_checkout(checkout: Path, made: Path) -> Path:
    """A checkout whose server ran before."""
    subprocess.run(["cp", "-a", made / ".pg", checkout], check=True)
    return checkout


@pytest.fixture
def checkout() -> Iterator[Path]:
    """An empty checkout; it ends when the last user of its server has left."""
    with new_checkout() as folder:
        yield folder


@contextmanager
def new_checkout() -> Iterator[Path]:
    """An empty directory that every account may enter, until the last user of its server has left."""
    folder = Path(tempfile.mkdtemp(prefix="sentra"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    if (folder / ".pg").exists():
        Server(folder, os.environ["PATH"]).keep()
    while folder.exists():  # a keeper that comes late to a server that did not start makes its lock anew
        shutil.rmtree(folder, ignore_errors=True)
