"""`make venv` in a checkout of its own: installs what is pinned, once, and says in a sentence why it cannot."""

import json
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def fresh(folder: Path) -> Path:
    """A checkout that needs no package, in a path with a space."""
    root = folder / "sentra lestari"
    (root / "config").mkdir(parents=True)
    shutil.copy(ROOT / "config" / "install.py", root / "config")
    (root / "requirements.txt").write_text("# nothing\n")
    (root / "requirements-dev.txt").write_text("-r requirements.txt\n")
    return root


@pytest.fixture(scope="module")
def original(tmp_path_factory) -> Path:
    root = fresh(tmp_path_factory.mktemp("original"))
    assert install(root, "requirements-dev.txt")[0] == 0
    return root


@pytest.fixture
def checkout(original: Path, tmp_path: Path) -> Path:
    """A checkout whose requirements-dev.txt is installed."""
    return shutil.copytree(original, tmp_path / original.name, symlinks=True)


def install(root: Path, requirements: str = "requirements.txt") -> tuple[int, str]:
    """Exit code and all that was said."""
    command = [sys.executable, "config/install.py", requirements]
    done = subprocess.run(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode, done.stdout


MADE = "Creating the virtual environment in .venv.\n"
if not find_spec("ensurepip"):
    MADE += "Fetching pip from Debian's package python3-pip-whl, because python3-venv is not installed.\n"
VERSION = "{}.{}".format(*sys.version_info)
NO_WHEEL = (
    f"The registry has no ready-made wheel of belum-ada==1.0 for Python {VERSION} on this machine: "
    "use another Python, as in `make run PYTHON=python3.12`.\n"
)
INSTALLED = "Installing the packages of requirements.txt into .venv; the first time this takes a minute.\n"


def test_it_installs_once_and_again_when_the_pins_change(tmp_path):
    root = fresh(tmp_path)
    assert install(root) == (0, MADE + INSTALLED)
    assert install(root) == (0, "")
    (root / "requirements.txt").write_text("# nothing yet\n")
    assert install(root) == (0, INSTALLED)


def test_the_tools_include_what_sentra_runs_on(checkout):
    assert install(checkout) == (0, "")


def test_a_broken_environment_is_made_anew(checkout):
    (checkout / ".venv" / "bin" / "python").unlink()
    assert install(checkout) == (0, MADE + INSTALLED)


def test_an_environment_that_no_longer_finds_its_packages_is_made_anew(checkout):
    """Debian's python3 became the next version, which reads another folder."""
    packages = next((checkout / ".venv" / "lib").glob("python3.*"))
    packages.rename(packages.with_name("python3.0"))
    assert install(checkout) == (0, MADE + INSTALLED)
    assert install(checkout) == (0, "")


def test_another_version_of_python_gets_an_environment_of_its_own(checkout):
    """As in `make run PYTHON=python3.12` where the first Python found no wheel."""
    stamp = checkout / ".venv" / "installed.json"
    noted = json.loads(stamp.read_text())
    assert noted["python"] == VERSION
    stamp.write_text(json.dumps(noted | {"python": "3.99"}))
    (checkout / "requirements.txt").write_text("--no-index\nbelum-ada==1.0\n")
    assert install(checkout) == (1, MADE + INSTALLED + NO_WHEEL)


def test_make_stays_with_the_python_of_the_environment(checkout, tmp_path):
    plan = {"first": chosen_by_make(tmp_path), "then": chosen_by_make(checkout)}
    assert plan == {"first": "python3", "then": ".venv/bin/python"}
    assert chosen_by_make(checkout, "PYTHON=python3.12") == "python3.12"
    (checkout / ".venv" / "bin" / "python").unlink()
    assert chosen_by_make(checkout) == "python3"


def chosen_by_make(root: Path, *named: str) -> str:
    """The Python with which `make run` would begin in this checkout."""
    command = ["make", "--dry-run", "--file", ROOT / "Makefile", "--directory", root, "run", *named]
    planned = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return re.search(r"^(\S+) config/install.py", planned, re.MULTILINE)[1]


def test_a_package_without_a_ready_made_wheel(checkout):
    (checkout / "requirements.txt").write_text("--no-index\nbelum-ada==1.0\n")
    assert install(checkout) == (1, INSTALLED + NO_WHEEL)


def test_no_network(checkout):
    (checkout / "requirements.txt").write_text("--index-url http://127.0.0.1:9/simple\nbelum-ada==1.0\n")
    assert install(checkout) == (
        1,
        f"{INSTALLED}The package registry cannot be reached: check the network, or pip's index and proxy, "
        "and try again.\n",
    )
