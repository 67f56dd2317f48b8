"""Visitors who ask a site for pages, for machines without wrk: `python -m bench.visitors PORT SECONDS`, addresses as input.

A process of its own that knows nothing of Django, so that what it takes is the load alone.
"""

import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from time import perf_counter

VISITORS = 4


def ask(port: int, address: str) -> None:
    """Raises RuntimeError where the page is not answered with 200."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as visitor:
        visitor.request("GET", address, headers={"Host": "127.0.0.1", "Accept-Language": "id"})
        answer = visitor.getresponse()
        answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{address} was answered with {answer.status}.")


def ask_in_turn(port: int, addresses: Sequence[str], seconds: float) -> float:
    """Requests a second, of all visitors together. Raises what the first one met that was not answered."""
    began = perf_counter()

    def visit(number: int) -> int:
        answered = 0
        while perf_counter() < began + seconds:
            ask(port, addresses[(number + answered * VISITORS) % len(addresses)])
            answered += 1
        return answered

    with ThreadPoolExecutor(VISITORS) as visitors:
        answered = sum(visitors.map(visit, range(VISITORS)))
    return answered / (perf_counter() - began)


if __name__ == "__main__":
    print(ask_in_turn(int(sys.argv[1]), sys.stdin.read().splitlines(), float(sys.argv[2])))
