"""What `make run` started ends with it, even where it is killed and can end nothing itself."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.postgres import Server

ROOT = Path(__file__).parent.parent.parent
# `make run` without its demo data, which takes minutes to make. It says its number first.
RUN = """
import os, sys
from config import run
run.make_data = lambda: None
print(os.getpid(), flush=True)
run.main(*sys.argv[1:])
"""
# Stands for make, which waits for the command and tells it its own number.
MAKE = '"$@" $$; exit'
SECONDS_TO_END = 30


@pytest.fixture
def whole_checkout(used_checkout: Path) -> Path:
    """A copy of this checkout with a database of its own."""
    left_out = shutil.ignore_patterns(".*", "media", "tests", "docs", "__pycache__")
    shutil.copytree(ROOT, used_checkout, dirs_exist_ok=True, ignore=left_out)
    return used_checkout


@pytest.fixture
def running(whole_checkout: Path) -> Iterator[tuple[subprocess.Popen, dict[str, int]]]:
    """`make run` that serves; and the numbers of its processes by name."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    command = ["sh", "-c", MAKE, "sh", sys.executable, "-c", RUN, port]
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with subprocess.Popen(command, cwd=whole_checkout, env=environment, **pipes) as make:
        numbers = {"make": make.pid, "run": int(make.stdout.readline())}
        said = []
        while not said or not said[-1].startswith("Sentra is on"):
            said.append(make.stdout.readline())
            assert said[-1], "".join(said)
        yield make, numbers
        make.kill()


@pytest.mark.parametrize("killed", ["run", "make"])
def test_killing_it_ends_the_web_server_and_the_database(whole_checkout, running, killed):
    make, numbers = running
    os.kill(numbers[killed], signal.SIGKILL)
    make.communicate(timeout=SECONDS_TO_END)  # the end of its output: nobody is left who could write there
    server, deadline = Server(whole_checkout, os.environ["PATH"]), time.monotonic() + SECONDS_TO_END
    while server.answers():
        assert time.monotonic() < deadline, "the database is still up"
        time.sleep(0.1)
