"""Stops the embedded server once its last user is gone, even a killed one: `python -m config.postgres.keeper`."""

import os
import signal
import sys
from pathlib import Path

from config.postgres.server import Server

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    Server(Path(sys.argv[1]), os.environ["PATH"]).keep()  # no Django settings here, and nothing but PATH is needed
