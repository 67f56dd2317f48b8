"""The embedded server with real processes: started by the first who comes, stopped by the last one out."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg2
import pytest

from config.postgres import Server

ROOT = Path(__file__).parent.parent.parent
PATH = os.environ["PATH"]


@pytest.fixture
def visit(checkout: Path) -> Iterator[Callable]:
    """Starts a process that uses the checkout's server until it is told to leave."""
    visitors = []

    def start(root: Path = checkout) -> subprocess.Popen:
        command = [sys.executable, "-m", "tests.config.visitor", str(root)]
        visitors.append(subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
        return visitors[-1]

    yield start
    for visitor in visitors:
        with visitor:
            visitor.kill()


@pytest.fixture
def server(used_checkout: Path) -> Iterator[Server]:
    server = Server(used_checkout, PATH)
    server.join()
    yield server
    server.leave()


@pytest.fixture
def asker(checkout: Path) -> Iterator[subprocess.Popen]:
    """A Django on the checkout's server, which connects each time it is asked."""
    command = [sys.executable, "-m", "tests.config.asker", str(checkout)]
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, env=environment, **pipes) as process:
        yield process
        process.stdin.close()


def number_of(visitor: subprocess.Popen) -> int:
    """The server's number as a visitor saw it, once it is in."""
    return int(visitor.stdout.readline())


def leave(visitor: subprocess.Popen) -> None:
    visitor.communicate(timeout=20)


def wait_until_silent(server: Server) -> None:
    deadline = time.monotonic() + 10
    while server.answers():
        assert time.monotonic() < deadline, "the server is still up"
        time.sleep(0.05)


def ask(server: Server, question: str, *, user: str = "sentra") -> list[tuple]:
    connection = psycopg2.connect(**{**server.address, "user": user}, dbname="sentra")
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def answer(asker: subprocess.Popen) -> str:
    asker.stdin.write("who\n")
    asker.stdin.flush()
    return asker.stdout.readline()


def kill(server: Server) -> None:
    os.kill(postmaster(server), signal.SIGKILL)


def postmaster(server: Server) -> int:
    return int((server.data / "postmaster.pid").read_text().split()[0])


def give_number(killed: Server, number: int) -> None:
    """Another process has the number of a killed server by now."""
    pid_file = killed.data / "postmaster.pid"
    pid_file.write_text("\n".join([str(number), *pid_file.read_text().splitlines()[1:]]) + "\n")


def test_eight_processes_that_start_at_once_share_one_new_server(checkout, visit):
    visitors = [visit() for _ in range(8)]
    assert len({number_of(visitor) for visitor in visitors}) == 1


def test_the_last_one_out_stops_the_server_and_the_first_does_not(used_checkout, visit):
    first, last = visit(), visit()
    assert number_of(first) == number_of(last)
    leave(first)
    assert Server(used_checkout, PATH).answers()
    leave(last)
    assert not Server(used_checkout, PATH).answers()


def test_a_killed_user_does_not_keep_the_server_up(used_checkout, visit):
    visitor = visit()
    number_of(visitor)
    visitor.kill()
    wait_until_silent(Server(used_checkout, PATH))


def test_a_killed_server_comes_back_with_what_was_committed(server):
    ask(server, "CREATE TABLE kept AS SELECT 'Rowosari' AS name")
    kill(server)
    server.revive()
    assert ask(server, "SELECT name FROM kept") == [("Rowosari",)]


def test_django_connects_again_after_the_server_was_killed(server, asker):
    assert answer(asker) == "sentra in sentra\n"
    kill(server)
    assert answer(asker) == "sentra in sentra\n"


@pytest.mark.parametrize(
    ("full_of", "said"),
    [("sentra", "remaining connection slots are reserved"), ("postgres", "too many clients already")],
)
def test_a_full_server_is_not_taken_for_a_dead_one(server, asker, full_of, said):
    ask(server, "ALTER SYSTEM SET max_connections = 5", user="postgres")
    server.leave()
    server.join()
    files = [server.data / "postmaster.pid", server.log]
    before = [path.stat().st_ino for path in files]
    with filled(server, full_of):
        assert said in answer(asker)
        server.revive()
    assert [path.stat().st_ino for path in files] == before


@contextmanager
def filled(server: Server, user: str) -> Iterator[None]:
    """Has the user take every connection that the server gives them."""
    taken = []
    try:
        with suppress(psycopg2.OperationalError):
            while True:
                taken.append(psycopg2.connect(**{**server.address, "user": user}, dbname="postgres"))
        yield
    finally:
        for connection in taken:
            connection.close()


def test_a_dead_servers_number_that_another_program_has_by_now_is_no_obstacle(used_checkout, visit):
    visitor = visit()
    server = Server(used_checkout, PATH)
    os.kill(number_of(visitor), signal.SIGKILL)
    give_number(server, os.getpid())
    leave(visitor)
    assert number_of(visit()) != os.getpid()


def copied(checkout: Path) -> Path:
    """The checkout was copied while its server was running."""
    copy = checkout / "copy"
    copy.mkdir(mode=0o755)
    subprocess.run(["cp", "-a", checkout / ".pg", copy], check=True)
    return copy


def with_the_others_number(checkout: Path) -> Path:
    """A checkout whose server was killed; another checkout's server has its number by now."""
    other = copied(checkout)
    killed = Server(other, PATH)
    killed.join()
    kill(killed)
    killed.leave()
    give_number(killed, postmaster(Server(checkout, PATH)))
    return other


@pytest.mark.parametrize("another", [copied, with_the_others_number])
def test_the_server_of_another_checkout_is_never_taken_for_ones_own(server, checkout, another):
    original = psycopg2.connect(**server.address, dbname="sentra")
    ours = Server(another(checkout), PATH)
    ours.join()
    try:
        data = "SELECT current_setting('data_directory')"
        assert ask(ours, data, user="postgres") == [(str(ours.data),)]
        assert ask(server, data, user="postgres") == [(str(server.data),)]
    finally:
        ours.leave()
    assert not ours.answers()
    with original, original.cursor() as cursor:
        cursor.execute("SELECT 'still here'")
    original.close()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can hide a checkout from the server's account")
def test_a_copy_of_a_checkout_whose_data_lies_outside_gets_data_of_its_own(checkout):
    checkout.chmod(0o700)
    original = Server(checkout, PATH).home
    with TemporaryDirectory() as open_folder:
        Path(open_folder).chmod(0o755)
        shutil.copytree(checkout / ".pg", f"{open_folder}/.pg", symlinks=True)
        copy = Server(Path(open_folder), PATH).home
    assert copy.parent == Path(open_folder, ".pg")
    shutil.rmtree(original.parent)
    shutil.rmtree(checkout / ".pg")


def test_the_applications_role_owns_its_database_and_is_no_superuser(server):
    for extension in ("pg_trgm", "unaccent", "btree_gin", "citext"):
        ask(server, f"CREATE EXTENSION {extension}")
    role = "SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = 'sentra'"
    assert ask(server, role) == [(False, True, False)]


def test_nothing_listens_on_tcp_and_every_commit_waits_for_the_disk(server):
    settings = (
        "SELECT current_setting('listen_addresses'), current_setting('synchronous_commit'), current_setting('fsync')"
    )
    assert ask(server, settings) == [("", "on", "on")]


@pytest.mark.parametrize(
    "name", ["sentra lestari", 'sentra\'s "own" $HOME, so to say', "panjang" * 20], ids=["space", "quotes", "long"]
)
def test_the_checkout_may_lie_anywhere(checkout, name):
    root = checkout / name
    root.mkdir()
    server = Server(root, PATH)
    server.join()
    try:
        assert ask(server, "SELECT current_database()") == [("sentra",)]
        assert len(os.fsencode(server.socket)) <= 100
    finally:
        server.leave()
        if server.socket != server.home:
            shutil.rmtree(server.socket)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can hide a checkout from the server's account")
def test_below_a_directory_that_the_servers_account_may_not_enter_the_data_lies_outside(checkout):
    checkout.chmod(0o700)
    said = []
    server = Server(checkout, PATH, said.append)
    server.join()
    try:
        assert said[0] == f"Keeping the database in {server.home}, because its server may not enter {checkout}."
        assert ask(server, "SELECT current_database()") == [("sentra",)]
        assert (checkout / ".pg" / server.home.name).resolve() == server.home
        assert checkout.stat().st_mode & 0o777 == 0o700
    finally:
        server.leave()
        shutil.rmtree(server.home.parent)
        shutil.rmtree(checkout / ".pg")


def test_the_callers_own_postgres_variables_do_not_lead_it_astray(used_checkout, visit, monkeypatch):
    for name, value in {"PGPORT": "1", "PGDATA": "/nowhere", "PGHOST": "nowhere", "LC_ALL": "xx_XX"}.items():
        monkeypatch.setenv(name, value)
    assert number_of(visit()) > 0


def test_the_tests_server_has_its_own_data_and_does_not_wait_for_the_disk(server, checkout):
    beside = Server(checkout, PATH, for_tests=True)
    beside.join()
    settings = ["fsync", "synchronous_commit", "full_page_writes", "autovacuum"]
    try:
        assert beside.data == server.home.with_name(f"{server.home.name}-tests") / "data"
        assert [ask(beside, f"SHOW {name}") for name in settings] == [[("off",)]] * 4
        assert [ask(server, f"SHOW {name}") for name in settings] == [[("on",)]] * 4
    finally:
        beside.leave()
    assert not beside.answers()
    assert server.answers()
