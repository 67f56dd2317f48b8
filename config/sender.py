"""By what the site sends short texts to telephones, as the environment says it."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

KINDS = ("none", "console", "http")
# A gateway on this machine may be spoken to without encryption.
THIS_MACHINE = ("127.0.0.1", "::1", "localhost")


def sender(kind: str, *, url: str, token: str, production: bool) -> str:
    """The kind of sender, once it is sure that it can work. Raises ImproperlyConfigured with what to do."""
    kind = kind or ("none" if production else "console")
    if kind not in KINDS:
        raise ImproperlyConfigured(f"SENDER must be one of {', '.join(KINDS)}, not {kind!r}.")
    if kind == "console" and production:
        raise ImproperlyConfigured(
            "SENDER=console prints codes where others read them: use http or none in production."
        )
    if kind == "http":
        _check_gateway(url, token)
    return kind


def _check_gateway(url: str, token: str) -> None:
    address = urlsplit(url)
    is_safe = address.scheme == "https" or (address.scheme == "http" and address.hostname in THIS_MACHINE)
    if not is_safe or not address.hostname:
        raise ImproperlyConfigured("SENDER=http needs SENDER_URL, the gateway's address beginning with https://.")
    if not token:
        raise ImproperlyConfigured("SENDER=http needs SENDER_TOKEN, by which the gateway knows this site.")
