"""Locks between processes, which the operating system lets go of however a process ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.postgres.account import Account


def open_lock(path: Path, account: Account) -> int:
    """A descriptor of the lock file, made where it is missing; a program started later does not inherit it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    account.give(path)
    return descriptor


@contextmanager
def alone(path: Path, account: Account) -> Iterator[None]:
    """Waits for the lock and holds it for oneself."""
    descriptor = open_lock(path, account)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def share(path: Path, account: Account) -> int:
    """Waits for the lock and shares it until the descriptor is closed, in this process and those forked from it."""
    descriptor = open_lock(path, account)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


def is_free(descriptor: int) -> bool:
    """Takes the lock for oneself, if nobody has it, until the descriptor is closed."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
