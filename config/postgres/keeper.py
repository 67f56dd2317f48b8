"""Stops the embedded server once its last user is gone, even a killed one.

`python -m config.postgres.keeper ROOT`, or `... ROOT tests` for the server that the tests use.
"""

import os
import signal
import sys
from pathlib import Path

from config.postgres.server import Server

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    root, *tests = sys.argv[1:]
    # No Django settings here, and nothing but PATH is needed.
    Server(Path(root), os.environ["PATH"], for_tests=bool(tests)).keep()
