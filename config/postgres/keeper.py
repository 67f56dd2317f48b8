"""Stops the embedded server once its last user is gone, even a killed one: `python -m config.postgres.keeper`."""

import signal
import sys
from pathlib import Path

from config.postgres.server import Server

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    root, search_path = sys.argv[1:]
    Server(Path(root), search_path).keep()
