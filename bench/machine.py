"""On what the figures were taken."""

import os
import platform
from pathlib import Path

import django
import psutil
from django.db import connection


def description() -> str:
    """Processor, memory, versions: what a reader needs to judge the figures by."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        postgresql = cursor.fetchone()[0]
        cursor.execute("SHOW shared_buffers")
        buffers = cursor.fetchone()[0]
    memory = psutil.virtual_memory().total / 2**30
    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} cores ({_processor()}), {memory:.0f} GB of memory, {platform.system()}; "
        f"PostgreSQL {postgresql} (shared_buffers {buffers}), Python {platform.python_version()}, "
        f"Django {django.get_version()}; load when it began {load:.1f}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
