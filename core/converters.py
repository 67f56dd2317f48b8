"""Parts of addresses."""

from core import codes


class CodeConverter:
    """A public code as people type it: K7Q4MX, k7q-4mx. What cannot be a code is no page."""

    regex = "[0-9A-Za-z]{3}-?[0-9A-Za-z]{3}"

    def to_python(self, value: str) -> str:
        code = codes.normalise(value)
        if code is None:
            raise ValueError(value)
        return code

    def to_url(self, value: str) -> str:
        return value
