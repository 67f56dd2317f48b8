"""The web server of `make run`: `python -m config.web PORT`. It ends when its input does.

Its input is a pipe that only `make run` holds open, and the operating system closes it however that process ends.
"""

import os
import signal
import sys
import threading
import time

from django.core.management import execute_from_command_line

SECONDS_TO_END = 5


def end_with_input() -> None:
    """Waits for the end of the input, then ends the process group: the server, its reloader, and what they started."""
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.killpg(0, signal.SIGTERM)
    time.sleep(SECONDS_TO_END)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    threading.Thread(target=end_with_input, daemon=True).start()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    # --insecure lets it serve the static files without DEBUG.
    execute_from_command_line(["manage.py", "runserver", "--insecure", f"127.0.0.1:{sys.argv[1]}"])
