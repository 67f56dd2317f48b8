"""What can go wrong around the embedded server, said in one sentence."""

import errno
from pathlib import Path

DISK_FULL = "No space left on device"
NO_ACCOUNT = "could not look up effective user ID"
NO_MORE_CLIENTS = ("too many clients already", "too many connections for", "remaining connection slots are reserved")


class Refused(Exception):
    """The embedded server cannot run here; the text is one sentence for the person at the keyboard."""


def disk_full(place: Path) -> Refused:
    return Refused(f"The disk that holds {place} is full: PostgreSQL needs about 200 MB there.")


def no_account(uid: int) -> Refused:
    return Refused(
        f"PostgreSQL does not run as user {uid}, who has no account here (in /etc/passwd): run this as a user who has "
        "one, in a container without `-u`, or set DATABASE_URL to another PostgreSQL."
    )


def is_full(error: Exception) -> bool:
    """Whether a server that is up refused one more connection."""
    return any(words in str(error) for words in NO_MORE_CLIENTS)


def refusal(error: OSError, place: Path) -> Refused:
    """The sentence for an operating system's error while `place` was being prepared."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full(place)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Refused(
            f"{error.filename or place} may not be read or written by you: run this as the owner of the checkout, "
            "or set DATABASE_URL to another PostgreSQL."
        )
    return Refused(f"The embedded PostgreSQL cannot keep its data in {place}: {error}.")
