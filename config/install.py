"""Makes the virtual environment .venv and installs a file of pinned requirements: `python3 config/install.py FILE`.

Runs before anything is installed, so it needs nothing but Python itself, and reads in an old Python that it refuses.
It does nothing when what is installed is what the file names. It reads the environment since no settings exist yet.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
STAMP = os.path.join(VENV, "installed.json")
OLDEST = (3, 11)
DISK_FULL = "No space left on device"
QUIETLY = ["--quiet", "--no-input", "--disable-pip-version-check"]
VENV_PACKAGE = "Install Python's venv module and try again: apt-get install python3-venv"


class Refused(Exception):
    """The environment cannot be made; the text is one sentence for the person at the keyboard."""


def main(requirements):
    """Brings .venv up to date with the file; `requirements` is a file name in the root of the checkout."""
    if sys.version_info < OLDEST:
        raise Refused(
            f"Sentra needs Python 3.11 or newer and this is {this_python()}: name a newer one, as in "
            "`make run PYTHON=python3.12`."
        )
    import fcntl

    with open(os.path.abspath(__file__)) as lock:  # two commands at once: the second waits, then finds all done
        fcntl.flock(lock, fcntl.LOCK_EX)
        installed = read_stamp()
        if not runs(installed):
            make_venv()
            installed = {}
        wanted = fingerprints(requirements)
        if any(installed.get(name) != mark for name, mark in wanted.items()):
            install(requirements)
            write_stamp(dict(installed, **wanted))


def fingerprints(requirements):
    """The file and those it includes by `-r`, each with a hash of its text."""
    with open(os.path.join(ROOT, requirements), "rb") as file:
        text = file.read()
    marks = {requirements: hashlib.sha256(text).hexdigest()}
    for line in text.decode().splitlines():
        if line.startswith("-r "):
            marks.update(fingerprints(line[3:].strip()))
    return marks


def runs(installed):
    """Whether .venv was finished once by this version of Python, and its own still runs and finds what is installed."""
    if not os.path.exists(STAMP) or installed.get("python", this_python()) != this_python():
        return False
    script = "import pip, sys; print('{}.{}'.format(*sys.version_info))"
    try:
        return call([PYTHON, "-I", "-c", script]).stdout.strip() == this_python()
    except OSError:
        return False


def make_venv():
    say("Creating the virtual environment in .venv.")
    python = getattr(sys, "_base_executable", sys.executable)  # the Python that .venv came from, if that runs this
    made = call([python, "-m", "venv", "--clear", VENV])
    if made.returncode == 0:
        write_stamp({})
        return
    if DISK_FULL in made.stdout:
        raise disk_full()
    # Debian keeps a part of Python's venv module in a package of its own, which a bare machine lacks.
    made = call([python, "-m", "venv", "--clear", "--without-pip", VENV])
    if made.returncode != 0:
        raise Refused(f"The virtual environment could not be made ({last_line(made.stdout)}). {VENV_PACKAGE}.")
    fetch_pip()
    write_stamp({})


def fetch_pip():
    """Takes pip out of Debian's package python3-pip-whl into .venv, as any user and leaving the system as it is."""
    if not shutil.which("apt-get"):
        raise Refused(VENV_PACKAGE + ".")
    say("Fetching pip from Debian's package python3-pip-whl, because python3-venv is not installed.")
    with tempfile.TemporaryDirectory() as folder:
        os.makedirs(os.path.join(folder, "lists", "partial"))
        os.makedirs(os.path.join(folder, "archives", "partial"))
        settings = [f"Dir::State::Lists={folder}/lists", f"Dir::Cache={folder}", "APT::Sandbox::User=root"]
        apt = ["apt-get", "-qq"] + [f"--option={setting}" for setting in settings]
        call([*apt, "update"], folder)
        done = call([*apt, "download", "python3-pip-whl"], folder)
        packages = [name for name in os.listdir(folder) if name.endswith(".deb")]
        if not packages:
            raise Refused(f"pip could not be fetched ({last_line(done.stdout)}). {VENV_PACKAGE}.")
        call(["dpkg-deb", "-x", packages[0], folder], folder)
        wheels = os.path.join(folder, "usr", "share", "python-wheels")
        wheel = os.path.join(wheels, next(name for name in os.listdir(wheels) if name.startswith("pip-")))
        done = call([PYTHON, f"{wheel}/pip", "install", *QUIETLY, "--no-index", wheel], folder)
        if DISK_FULL in done.stdout:
            raise disk_full()
        if done.returncode != 0:
            raise Refused(f"pip could not be unpacked ({last_line(done.stdout)}). {VENV_PACKAGE}.")


def install(requirements):
    say(f"Installing the packages of {requirements} into .venv; the first time this takes a minute.")
    done = call(
        [PYTHON, "-m", "pip", "install", *QUIETLY, "--only-binary=:all:", "--retries=2", "-r", requirements], ROOT
    )
    if done.returncode == 0:
        return
    if DISK_FULL in done.stdout:
        raise disk_full()
    if re.search("NewConnectionError|ConnectTimeoutError|ReadTimeoutError|NameResolutionError|ProxyError", done.stdout):
        raise Refused(
            "The package registry cannot be reached: check the network, or pip's index and proxy, and try again."
        )
    missing = re.search(r"No matching distribution found for (\S+)", done.stdout)
    if missing:
        raise Refused(
            f"The registry has no ready-made wheel of {missing.group(1)} for Python {this_python()} on this machine: "
            "use another Python, as in `make run PYTHON=python3.12`."
        )
    raise Refused(f"pip could not install {requirements}: {last_line(done.stdout)}.")


def call(command, folder=None):
    """Runs a program and keeps all it says."""
    environment = dict(os.environ, PYTHONNOUSERSITE="1", PIP_USER="0")
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    return subprocess.run(command, cwd=folder, env=environment, text=True, **pipes)


def read_stamp():
    try:
        with open(STAMP) as file:
            return json.load(file)
    except (OSError, ValueError):
        return {}


def write_stamp(marks):
    """Notes what is installed, and by which version of Python: another one does not read that one's packages."""
    with open(STAMP, "w") as file:
        json.dump(dict(marks, python=this_python()), file)


def disk_full():
    return Refused(f"The disk that holds {ROOT} is full: the virtual environment needs about 400 MB there.")


def this_python():
    return "{}.{}".format(*sys.version_info)


def last_line(text):
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return (lines[-1] if lines else "no reason given").rstrip(".")


def say(sentence):
    print(sentence, flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except Refused as refused:
        sys.exit(str(refused))
    except OSError as error:
        sys.exit(
            str(disk_full()) if DISK_FULL in str(error) else f"The virtual environment could not be made: {error}."
        )
    except KeyboardInterrupt:
        sys.exit("Interrupted; the same command goes on from here.")
