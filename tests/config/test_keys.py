"""The keys that seal personal data: what the environment may give, and what production refuses."""

import base64
import os
import shlex
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from config import keys

ONE, TWO = (base64.b64encode(letter * 32).decode() for letter in (b"a", b"b"))


def test_the_first_key_comes_first():
    found = keys.sealing_keys(f"2027:{ONE}, 2026:{TWO}", production=True)
    assert list(found.items()) == [("2027", b"a" * 32), ("2026", b"b" * 32)]


def test_development_needs_no_key():
    assert list(keys.sealing_keys("", production=False)) == ["development"]
    assert len(keys.lookup_key("", production=False)) == 32


@pytest.mark.parametrize("value", ["", keys.DEVELOPMENT_SEALING_KEYS, f"2027:{ONE},{keys.DEVELOPMENT_SEALING_KEYS}"])
def test_production_refuses_the_development_sealing_key(value):
    with pytest.raises(ImproperlyConfigured, match="this makes a key: python3"):
        keys.sealing_keys(value, production=True)


@pytest.mark.parametrize("value", ["", keys.DEVELOPMENT_LOOKUP_KEY])
def test_production_refuses_the_development_lookup_key(value):
    with pytest.raises(ImproperlyConfigured, match="this makes one: python3"):
        keys.lookup_key(value, production=True)


@pytest.mark.parametrize("value", [ONE, f"a b:{ONE}", f"2027:{ONE},2027:{TWO}", "2027:short", "2027:", f"2027:{ONE},"])
def test_a_strange_key_ring_is_refused_and_not_quoted(value):
    with pytest.raises(ImproperlyConfigured) as refused:
        keys.sealing_keys(value, production=False)
    assert [key for key in (ONE, TWO, "short") if key in str(refused.value)] == []


def started(**environment: str) -> subprocess.CompletedProcess:
    given = {"PRODUCTION": "true", "ALLOWED_HOSTS": "sentra.example", "SECRET_KEY": "k" * 60}
    given["DATABASE_URL"] = "postgres://sentra@127.0.0.1/sentra"
    return subprocess.run(
        [sys.executable, "-c", "import config.settings"],
        cwd=settings.ROOT,
        env={"PATH": os.environ["PATH"], **given, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_site_does_not_start_without_keys_of_its_own():
    refused = started()
    assert (refused.returncode, "Set SEALING_KEYS" in refused.stderr) == (1, True)
    refused = started(SEALING_KEYS=f"2027:{ONE}")
    assert (refused.returncode, "Set LOOKUP_KEY" in refused.stderr) == (1, True)
    assert started(SEALING_KEYS=f"2027:{ONE}", LOOKUP_KEY=TWO).returncode == 0


def test_the_command_that_makes_a_key_makes_one():
    made = subprocess.run(shlex.split(keys.MAKE_ONE), capture_output=True, text=True, check=True)
    assert len(keys.lookup_key(made.stdout.strip(), production=True)) == 32
