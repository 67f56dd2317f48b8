"""Looking at sales channels from outside, against a server of our own that behaves like the world."""

import http.server
import ssl
import threading
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from products.choices import Health
from products.looking import Door, Look, is_public, look

HOST = "toko.example"
GAMBLING = "<title>Situs slot gacor maxwin</title> judi online terpercaya"


class World(http.server.BaseHTTPRequestHandler):
    """One address for each way in which a shop may answer."""

    seen: list[str] = []

    def do_GET(self):
        self.seen.append(self.path)
        name = self.path.strip("/").partition("?")[0]
        if name == "silent":
            threading.Event().wait(3)
            return
        if name == "drip":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for number in range(30):
                threading.Event().wait(0.2)
                self.wfile.write(f"X-{number}: 1\r\n".encode())
            return
        status, headers, text = {
            "shop": (200, {}, "Tas goni buatan tangan. Bukan judi online."),
            "gone": (404, {}, ""),
            "broken": (500, {}, ""),
            "gate": (403, {}, ""),
            "taken": (200, {}, GAMBLING),
            "inside": (302, {"Location": "/shop"}, ""),
            "www": (301, {"Location": f"https://www.{HOST}/shop"}, ""),
            "away": (302, {"Location": "https://slot.example/"}, ""),
            "downgrade": (302, {"Location": f"http://{HOST}/shop"}, ""),
            "private": (302, {"Location": "https://127.0.0.1/admin"}, ""),
            "loop": (302, {"Location": "/loop"}, ""),
        }[name]
        self.send_response(status)
        for header, value in headers.items():
            self.send_header(header, value)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *args):
        """Nothing of it belongs into the test's output."""


def certificate(folder) -> tuple[str, str]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    names = x509.SubjectAlternativeName([x509.DNSName(HOST), x509.DNSName(f"www.{HOST}")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=1))
    signed = builder.add_extension(names, critical=False).sign(key, hashes.SHA256())
    (folder / "cert.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (folder / "key.pem").write_bytes(pem)
    return str(folder / "cert.pem"), str(folder / "key.pem")


@pytest.fixture(scope="module")
def door(tmp_path_factory):
    """A way to the server of our own, under the name of a shop."""
    cert, key = certificate(tmp_path_factory.mktemp("tls"))
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(cert, key)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), World)
    server.daemon_threads = True
    server.socket = served.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Door(
        port=server.server_port,
        addresses=lambda host: ["127.0.0.1"],
        allows=lambda address: True,
        context=ssl.create_default_context(cafile=cert),
        seconds=1,
    )
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("shop", Look(Health.WORKS)),
        ("gate", Look(Health.WORKS)),
        ("inside", Look(Health.WORKS)),
        ("www", Look(Health.WORKS)),
        ("gone", Look(Health.DEAD)),
        ("broken", Look(Health.DEAD)),
        ("taken", Look(Health.HIJACKED)),
        ("away", Look(Health.MOVED, "https://slot.example/")),
        ("downgrade", Look(Health.MOVED, f"http://{HOST}/shop")),
        ("private", Look(Health.MOVED, "https://127.0.0.1/admin")),
        ("loop", Look(Health.MOVED, f"https://{HOST}/loop")),
        ("silent", Look(Health.DEAD)),
        ("drip", Look(Health.DEAD)),
    ],
)
def test_what_a_look_finds(door, name, expected):
    assert look(f"https://{HOST}/{name}", door) == expected


def test_another_host_is_never_spoken_to(door):
    asked = []
    watching = Door(
        port=door.port,
        addresses=lambda host: asked.append(host) or ["127.0.0.1"],
        allows=door.allows,
        context=door.context,
        seconds=1,
    )
    look(f"https://{HOST}/away", watching)
    assert asked == [HOST]


def test_no_machine_of_the_own_network_is_spoken_to(door):
    before = list(World.seen)
    inside = Door(port=door.port, addresses=lambda host: ["203.0.113.9", "127.0.0.1"], context=door.context, seconds=1)
    assert look(f"https://{HOST}/shop", inside) == Look(Health.DEAD)
    assert World.seen == before


@pytest.mark.parametrize(
    "url", [f"http://{HOST}/shop", f"https://{HOST}:8443/shop", f"https://user@{HOST}/", "https://", "ftp://x", "x"]
)
def test_only_plain_https_addresses_are_looked_at(door, url):
    assert look(url, door) == Look(Health.DEAD)


def test_a_wrong_certificate_is_no_shop(door):
    stranger = Door(port=door.port, addresses=door.addresses, allows=door.allows, seconds=1)
    assert look(f"https://{HOST}/shop", stranger) == Look(Health.DEAD)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.1.2.3", "::1",
        "fe80::1", "fc00::1", "::ffff:127.0.0.1", "224.0.0.1",
    ],
)  # fmt: skip
def test_addresses_of_no_public_machine(address):
    assert is_public(address) is False


def test_addresses_of_public_machines():
    assert is_public("8.8.8.8") is is_public("2606:4700::1111") is True
