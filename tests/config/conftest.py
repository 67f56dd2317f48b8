"""What the tests of the commands share."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.postgres import Server


@pytest.fixture
def checkout() -> Iterator[Path]:
    """An empty checkout that every account may enter; it ends when the last user of its server has left."""
    folder = Path(tempfile.mkdtemp(prefix="sentra"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    if (folder / ".pg").exists():
        Server(folder, os.environ["PATH"]).keep()
    shutil.rmtree(folder)
