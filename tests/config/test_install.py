"""`make venv` in a checkout of its own: installs what is pinned, once, and says in a sentence why it cannot."""

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


def test_a_package_without_a_ready_made_wheel(checkout):
    (checkout / "requirements.txt").write_text("--no-index\nbelum-ada==1.0\n")
    version = "{}.{}".format(*sys.version_info)
    assert install(checkout) == (
        1,
        f"{INSTALLED}The registry has no ready-made wheel of belum-ada==1.0 for Python {version} on this machine: "
        "use another Python, as in `make run PYTHON=python3.12`.\n",
    )


def test_no_network(checkout):
    (checkout / "requirements.txt").write_text("--index-url http://127.0.0.1:9/simple\nbelum-ada==1.0\n")
    assert install(checkout) == (
        1,
        f"{INSTALLED}The package registry cannot be reached: check the network, or pip's index and proxy, "
        "and try again.\n",
    )
