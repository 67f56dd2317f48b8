"""Several people who act at the very same moment, each on a connection of their own."""

import threading
from collections.abc import Callable

from django.db import connection

from core.refusals import Refusal


def at_once(*steps: Callable[[], object]) -> list[str]:
    """What each step answered, sorted: the state of the membership it returned, or the name of its refusal."""
    start, answers = threading.Barrier(len(steps)), []

    def run(step: Callable[[], object]) -> None:
        try:
            start.wait()
            answers.append(step().state)
        except Refusal as refusal:
            answers.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[step]) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)
