"""Processes of their own that the benches ask questions: what one of them does takes nothing from another's memory."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent


class Helper:
    """A module of the bench, run as a process, that answers one question after the other."""

    def __init__(self, module: str, *arguments: str, environment: Mapping[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> "Helper":
        return self

    def __exit__(self, *trouble) -> None:
        self.close()

    def ask(self, question: str, **details) -> dict:
        """Asks and waits for the answer."""
        self.send(question, **details)
        return self.receive()

    def send(self, question: str, **details) -> None:
        """Asks without waiting, so that several helpers work at once."""
        self.process.stdin.write(json.dumps([question, details]) + "\n")
        self.process.stdin.flush()

    def receive(self) -> dict:
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{' '.join(self.process.args[2:])} has ended; what it said stands above.")
        return json.loads(line)

    def close(self) -> None:
        self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()


def answer(answers: Mapping[str, Callable[..., dict]]) -> None:
    """In the helper's process: answers until nobody asks any more. What is printed meanwhile goes to the screen."""
    replies, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        question, details = json.loads(line)
        replies.write(json.dumps(answers[question](**details)) + "\n")
        replies.flush()


def milliseconds(since: float) -> float:
    """How long ago a moment of perf_counter was."""
    return (perf_counter() - since) * 1000
