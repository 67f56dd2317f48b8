"""Looking at a sales channel from outside: does the address answer, lead elsewhere, or look taken over?

Nothing is fetched but the address itself and, below the same host, where it leads by itself. Only public addresses of
the internet are spoken to (no machine of the own network can be reached by entering its name), over HTTPS, for a few
seconds and some hundred kilobytes.
"""

import http.client
import ipaddress
import re
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Timer
from urllib.parse import urljoin, urlsplit

from products.choices import Health

SECONDS = 10
MOST_BYTES = 200_000
MOST_STEPS = 3
NAME = "Sentra-link-check/1.0"
# A gate that keeps machines out is still a shop that answers people.
GATES = frozenset({401, 403, 405, 406, 429})
# What takes over abandoned shops' addresses in Indonesia: gambling, and dealers in domains.
STRANGE = re.compile(
    r"slot\s+(?:gacor|online|88|777)|situs\s+slot|judi\s+(?:online|bola|slot)|\btogel\b|\bmaxwin\b|\bcasino online\b"
    r"|\bpoker online\b|domain (?:is|may be) for sale|buy this domain|this domain has expired",
    re.IGNORECASE,
)
STRANGE_WORDS = 2


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open internet."""
    ip = ipaddress.ip_address(address)
    mapped = getattr(ip, "ipv4_mapped", None)
    return (mapped or ip).is_global and not (mapped or ip).is_multicast


def addresses_of(host: str) -> list[str]:
    """The IP addresses that a host name stands for. Raises OSError if there are none."""
    found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True)
class Door:
    """How one reaches the internet from here; the tests have another one, onto a server of their own."""

    port: int = 443
    addresses: Callable[[str], list[str]] = addresses_of
    allows: Callable[[str], bool] = is_public
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    seconds: float = SECONDS


@dataclass(frozen=True)
class Look:
    """What was found: the health, and for MOVED where the address leads."""

    health: str
    leads_to: str = ""


class Forbidden(Exception):
    """The address leads to no public machine of the internet, or is no plain https address."""


class PinnedConnection(http.client.HTTPSConnection):
    """HTTPS to a host at an address that was looked up, and judged, before: it cannot change in between."""

    def __init__(self, host: str, address: str, door: Door) -> None:
        super().__init__(host, door.port, timeout=door.seconds / 2, context=door.context)
        self.address, self.door, self.has_ended = address, door, False

    def connect(self) -> None:
        plain = socket.create_connection((self.address, self.port), self.timeout)
        self.sock = self.door.context.wrap_socket(plain, server_hostname=self.host)


def look(url: str, door: Door | None = None) -> Look:
    """Looks at one address. Never raises for what the other side does; takes at most `door.seconds` a step."""
    door = door or Door()
    here = url
    for _step in range(MOST_STEPS):
        try:
            status, leads_to, text = fetch(here, door)
        except (Forbidden, OSError, http.client.HTTPException, ValueError):
            return Look(Health.DEAD)
        if not leads_to:
            return Look(judged(status, text))
        target = urljoin(here, leads_to)
        if not same_site(target, url):
            return Look(Health.MOVED, target[:300])
        here = target
    return Look(Health.MOVED, here[:300])


def judged(status: int, text: str) -> str:
    if status in GATES:
        return Health.WORKS
    if status >= 400:
        return Health.DEAD
    return Health.HIJACKED if len(STRANGE.findall(text)) >= STRANGE_WORDS else Health.WORKS


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are https and have the same host, "www." aside."""
    hosts = {(urlsplit(address).hostname or "").removeprefix("www.") for address in (one, other)}
    return len(hosts) == 1 and urlsplit(one).scheme == "https"


def fetch(url: str, door: Door) -> tuple[int, str, str]:
    """Status, where the answer leads ("" for nowhere) and the first part of the text of one address."""
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or parts.port not in (None, 443) or parts.username:
        raise Forbidden(url)
    addresses = door.addresses(parts.hostname)
    if not addresses or not all(door.allows(address) for address in addresses):
        raise Forbidden(parts.hostname)
    connection = PinnedConnection(parts.hostname, addresses[0], door)
    # A server that sends a byte now and then would keep every single wait short: the whole has an end too.
    end = Timer(door.seconds, close, [connection])
    end.start()
    try:
        target = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
        connection.request("GET", target, headers={"User-Agent": NAME, "Accept": "text/html"})
        answer = connection.getresponse()
        leads_to = answer.headers.get("Location", "") if 300 <= answer.status < 400 else ""
        text = answer.read(MOST_BYTES).decode("utf-8", "replace")
        if connection.has_ended:
            raise TimeoutError
        return answer.status, leads_to, text
    finally:
        end.cancel()
        connection.close()


def close(connection: PinnedConnection) -> None:
    """Ends a conversation from outside, so that whoever waits for the other side stops waiting."""
    connection.has_ended = True
    with suppress(OSError):  # it may have ended by itself in the meantime
        if connection.sock:
            connection.sock.shutdown(socket.SHUT_RDWR)
