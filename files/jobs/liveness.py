"""Who runs a job: a name that no other run has, from which it can be told that its process is gone."""

import secrets
import socket
from functools import cache
from os import getpid
from pathlib import Path

START_TIME = 19  # its place among the fields of /proc/<pid>/stat that follow the name, counted from the state


def new_name() -> str:
    """host:pid:start:random. The start tells a process from a later one that was given the same pid."""
    return f"{_host()}:{getpid()}:{_start(getpid())}:{secrets.token_hex(6)}"


def is_gone(worker: str) -> bool:
    """True when the process certainly ended; False when it lives, or is on another host where only silence tells."""
    host, pid, start = [*worker.split(":"), "", ""][:3]
    if host != _host() or not start or not Path("/proc/self/stat").exists():
        return False
    return _start(int(pid)) != start


def _start(pid: int) -> str:
    """When the process started, in ticks since boot; "" for none, or for one that ended and was not yet buried."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] in "ZX" else fields[START_TIME]


@cache
def _host() -> str:
    """Of this boot of this host: after a restart of the machine no earlier process lives."""
    boot = Path("/proc/sys/kernel/random/boot_id")
    name = socket.gethostname().replace(":", "-")[:60]
    return f"{name}/{boot.read_text()[:8]}" if boot.exists() else name
