"""Short texts to telephones: what goes out, what is refused, and what nobody finds in a log."""

import json
import logging
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.exceptions import ImproperlyConfigured

from accounts import sending
from config.sender import sender
from tests.cast import UNDIALLABLE

TEXT = "123456 adalah kode Anda"


class Gateway(BaseHTTPRequestHandler):
    """A gateway that keeps what it is sent and answers with the status in its address."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.headers["Authorization"], self.headers["Content-Type"], json.loads(body)))
        self.send_response(int(self.path.rpartition("/")[2]))
        self.send_header("Location", "/200")
        self.end_headers()

    def log_message(self, *args) -> None:
        pass


@pytest.fixture
def gateway(settings):
    server = HTTPServer(("127.0.0.1", 0), Gateway)
    server.got = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.SENDER, settings.SENDER_TOKEN = "http", "geheim"
    settings.SENDER_URL = f"http://127.0.0.1:{server.server_port}/send/200"
    yield server
    server.shutdown()
    server.server_close()


def test_the_gateway_gets_number_and_text_with_the_sites_token(gateway):
    sending.send(UNDIALLABLE, TEXT)
    assert gateway.got == [("Bearer geheim", "application/json", {"to": UNDIALLABLE, "text": TEXT})]


@pytest.mark.parametrize("status", ["302", "401", "500"])
def test_what_the_gateway_refuses_is_told_without_number_code_or_token(gateway, settings, caplog, status):
    caplog.set_level(logging.DEBUG)
    settings.SENDER_URL = settings.SENDER_URL.replace("200", status)
    with pytest.raises(sending.CannotSend) as refusal:
        sending.send(UNDIALLABLE, TEXT)
    told = str(refusal.value) + caplog.text
    assert [secret in told for secret in (UNDIALLABLE, UNDIALLABLE[1:], "123456", "geheim")] == [False] * 4
    assert (status in caplog.text, len(gateway.got)) == (True, 1)


def test_a_gateway_that_is_not_there_is_told_in_a_sentence(gateway, settings):
    settings.SENDER_URL = "http://127.0.0.1:9/"
    with pytest.raises(sending.CannotSend, match="Pesan tidak terkirim"):
        sending.send(UNDIALLABLE, TEXT)


def test_a_gateway_that_says_nothing_is_not_waited_for(gateway, settings, monkeypatch):
    silent = HTTPServer(("127.0.0.1", 0), Gateway)
    monkeypatch.setattr(sending, "PATIENCE", 0.2)
    settings.SENDER_URL = f"http://127.0.0.1:{silent.server_port}/"
    with pytest.raises(sending.CannotSend):
        sending.send(UNDIALLABLE, TEXT)
    silent.server_close()


def test_development_prints_it_and_nothing_else_does(settings, capsys):
    settings.SENDER = "console"
    sending.send(UNDIALLABLE, TEXT)
    assert capsys.readouterr().err == f"To {UNDIALLABLE}: {TEXT}\n"


def test_a_site_without_a_sender_says_so(settings):
    settings.SENDER = "none"
    assert not sending.is_possible()
    with pytest.raises(sending.CannotSend, match="Situs ini tidak mengirim pesan"):
        sending.send(UNDIALLABLE, TEXT)


def test_a_text_without_end_is_not_sent(gateway):
    with pytest.raises(ValueError, match="481"):
        sending.send(UNDIALLABLE, "x" * 481)
    assert gateway.got == []


@pytest.mark.parametrize(("production", "kind"), [(True, "none"), (False, "console")])
def test_what_sends_when_nothing_is_said(production, kind):
    assert sender("", url="", token="", production=production) == kind


@pytest.mark.parametrize(
    ("kind", "url", "token", "production", "words"),
    [
        ("pigeon", "", "", False, "must be one of"),
        ("console", "", "", True, "use http or none"),
        ("http", "", "x", True, "needs SENDER_URL"),
        ("http", "http://gateway.example/send", "x", True, "beginning with https"),
        ("http", "https://", "x", True, "needs SENDER_URL"),
        ("http", "https://gateway.example/send", "", True, "needs SENDER_TOKEN"),
    ],
)
def test_a_strange_setting_stops_the_start_with_what_to_do(kind, url, token, production, words):
    with pytest.raises(ImproperlyConfigured, match=words):
        sender(kind, url=url, token=token, production=production)


@pytest.mark.parametrize("url", ["https://gateway.example/send?to=x", "http://127.0.0.1:8025/"])
def test_a_gateway_is_spoken_to_safely_or_on_this_machine(url):
    assert sender("http", url=url, token="x", production=True) == "http"
