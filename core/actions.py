"""How an action is run: as one transaction."""

import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import DatabaseError, connection, transaction

from core.limits import got_no_lock

A_MOMENT = 0.1  # seconds
Given = ParamSpec("Given")
Result = TypeVar("Result")


def action(step: Callable[Given, Result]) -> Callable[Given, Result]:
    """Runs the step in a transaction; where others held a row too long it is tried once more from the beginning.

    Only the outermost one is: what came before in the same transaction would have to be done again with it (ADR 0031).
    """

    @wraps(step)
    def run(*args: Given.args, **kwargs: Given.kwargs) -> Result:
        if not connection.in_atomic_block:
            try:
                with transaction.atomic():
                    return step(*args, **kwargs)
            except DatabaseError as error:
                if not got_no_lock(error):
                    raise
            # Who won goes first: otherwise this one may take the same row again before the other has woken up.
            time.sleep(A_MOMENT)
        with transaction.atomic():
            return step(*args, **kwargs)

    return run
