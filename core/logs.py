"""What the site writes about its own troubles."""

import logging
from collections.abc import Iterator
from types import TracebackType

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


class WithoutRows(logging.Formatter):
    """Leaves out PostgreSQL's details of an error: they quote the whole row, and so telephone numbers and names."""

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - the name is logging's
        text = super().formatException(ei)
        for detail in details(ei[1]):
            text = text.replace(detail, "(the row is left out)")
        return text


def details(error: BaseException | None) -> Iterator[str]:
    """The details that PostgreSQL gave with this error or one of those that led to it."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        told = getattr(getattr(error, "diag", None), "message_detail", None)
        if told:
            yield told
        error = error.__cause__ or error.__context__
