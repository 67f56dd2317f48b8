"""Where wrk is not installed the benches bring their own visitors."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from bench.traffic import load


@pytest.fixture(autouse=True)
def _no_wrk_and_no_django(monkeypatch):
    """What the benches' own visitors find: no program on PATH, no settings in the environment."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE")


@contextmanager
def answering(status: int) -> Iterator[tuple[int, list[str]]]:
    """A web server that answers every page so; its port, and the pages that it was asked for."""
    asked = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(status)
            self.end_headers()

        def log_message(self, *words):
            """Nothing on the screen."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever).start()
        try:
            yield server.server_port, asked
        finally:
            server.shutdown()


def test_every_address_is_asked_for_in_turn():
    addresses = ["/produk/?q=tas+kulit", "/produk/?q=batik", "/klaster/"]
    with answering(200) as (port, asked):
        assert load(port, addresses, 1) > 0
    assert set(asked) == set(addresses)


def test_a_page_that_is_not_answered_is_no_figure(capfd):
    with answering(500) as (port, _), pytest.raises(RuntimeError, match="Not every page was answered"):
        load(port, ["/klaster/"], 1)
    assert "/klaster/ was answered with 500" in capfd.readouterr().err
