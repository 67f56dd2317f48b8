"""What the site writes about its own troubles."""

import logging
from collections.abc import Iterator
from types import TracebackType

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


class WithoutRows(logging.Formatter):
    """Leaves out what PostgreSQL tells beyond an error's first sentence: it quotes whole rows and statements, and so
    telephone numbers and names. Where that sentence too quotes a value, only the error's code stays."""

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - the name is logging's
        text = super().formatException(ei)
        for told, sentence in databases_words(ei[1]):
            text = text.replace(told, f"{sentence} (the row is left out)")
        return text


def databases_words(error: BaseException | None) -> Iterator[tuple[str, str]]:
    """All that PostgreSQL said with this error or one of those that led to it, and what of it quotes nobody's data."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        diag = getattr(error, "diag", None)
        if getattr(diag, "message_primary", None):
            yield str(error).strip(), safe_sentence(diag)
        error = error.__cause__ or error.__context__


def safe_sentence(diag) -> str:
    """The error's first sentence; where PostgreSQL quotes a value (data exceptions, class 22), its code alone."""
    return f"SQLSTATE {diag.sqlstate}" if (diag.sqlstate or "").startswith("22") else diag.message_primary
