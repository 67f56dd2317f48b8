"""`make run` refuses a port that it cannot have, before it does anything else."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def run(port: str) -> tuple[int, str, str]:
    done = subprocess.run([sys.executable, "-m", "config.run", port], cwd=ROOT, capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def test_a_taken_port_is_refused_in_one_sentence():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        assert run(port) == (1, "", f"Port {port} is taken already: choose another, as in `make run PORT=8123`.\n")


@pytest.mark.parametrize("port", ["", "0", "65536", "delapan", "-1"])
def test_a_port_that_is_none_is_refused_in_one_sentence(port):
    assert run(port) == (1, "", f"PORT must be a number from 1 to 65535, not {port!r}.\n")
