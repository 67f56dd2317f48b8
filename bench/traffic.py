"""How many requests a second the site answers under gunicorn with two synchronous workers, and how much memory they hold.

The load comes from a process of its own on the same machine: wrk where it is installed, else bench.visitors.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from statistics import median
from time import perf_counter, sleep

import psutil

from bench.addresses import EMPTY
from bench.helpers import ROOT
from bench.report import Report
from bench.site import production
from bench.visitors import VISITORS, ask

WORKERS = 2
ROUNDS, SECONDS = 3, 5
SECONDS_TO_SERVE = 30
WRK = """
local addresses, place = {%s}, 0
request = function()
  place = place %% #addresses + 1
  return wrk.format("GET", addresses[place], {["Host"] = "127.0.0.1", ["Accept-Language"] = "id"})
end
"""


def run(report: Report, database_url: str, addresses: Sequence[str], *, share: float | None) -> None:
    """Asks for the addresses, and for a page that holds nothing, by turns."""
    with served(database_url) as (port, process):
        load(port, addresses, SECONDS)  # so that every worker has its templates, its connection and its memory
        found: dict[str, list[float]] = {"search": [], "empty": []}
        for _ in range(ROUNDS):
            found["search"].append(load(port, addresses, SECONDS))
            found["empty"].append(load(port, [EMPTY], SECONDS))
        searches, nothing = median(found["search"]), median(found["empty"])
        report("pages of the search", searches, "a second")
        report("empty pages of Django", nothing, "a second")
        report("pages of the search for each empty one", searches / nothing, at_least=share)
        for worker in psutil.Process(process.pid).children():
            memory = worker.memory_full_info()
            report("memory of a worker: resident", memory.rss / 2**20, "MB")
            report("memory of a worker: its share (PSS)", memory.pss / 2**20, "MB")


@contextmanager
def served(database_url: str) -> Iterator[tuple[int, subprocess.Popen]]:
    """Serves the site on a free port of this machine; connections to the database are kept, as in production."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--workers", str(WORKERS), "--worker-class", "sync", "--bind"]
    command += [f"127.0.0.1:{port}", "--log-level", "warning", "--timeout", "120", "bench.wsgi"]
    environment = os.environ | production(database_url)
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        _wait(port, process)
        yield port, process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _wait(port: int, process: subprocess.Popen) -> None:
    deadline = perf_counter() + SECONDS_TO_SERVE
    while process.poll() is None and perf_counter() < deadline:
        try:
            ask(port, EMPTY)
        except OSError:
            sleep(0.2)
        else:
            return
    raise RuntimeError("gunicorn did not come up; what it said stands above.")


def load(port: int, addresses: Sequence[str], seconds: int) -> float:
    """Requests a second while four visitors ask for the addresses in turn. Raises RuntimeError if one is not answered."""
    if not shutil.which("wrk"):
        command = [sys.executable, "-m", "bench.visitors", str(port), str(seconds)]
        asked = "\n".join(addresses)
        done = subprocess.run(command, cwd=ROOT, input=asked, stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError("Not every page was answered; what bench.visitors said stands above.")
        return float(done.stdout)
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(WRK % ", ".join(f'"{address}"' for address in addresses))
        script.flush()
        command = ["wrk", "-t1", f"-c{VISITORS}", f"-d{seconds}s", "--timeout", "60s", "-s", script.name]
        done = subprocess.run(
            [*command, f"http://127.0.0.1:{port}/"], capture_output=True, text=True, check=True
        ).stdout
    if "Non-2xx" in done or "Socket errors" in done:
        raise RuntimeError(f"Not every page was answered:\n{done}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", done)[1])
