"""A process that uses a checkout's server until its input ends; once it is in it says the server's number."""

import os
import sys
from pathlib import Path

from config.postgres import Server

if __name__ == "__main__":
    server = Server(Path(sys.argv[1]), os.environ["PATH"])
    server.join()
    sys.stdout.write((server.data / "postmaster.pid").read_text().split()[0] + "\n")
    sys.stdout.flush()
    sys.stdin.read()
