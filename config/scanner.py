"""A clamd of our own for demo and development: own socket, own signature of the EICAR file, limits raised to ours."""

import tempfile
from pathlib import Path
from shlex import join, quote

from config.child import Command
from config.supervisor import BEHIND

CLAMD = Path("/usr/sbin/clamd")
# The harmless file of eicar.org that every scanner must find, in two parts so that no scanner finds this one.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
# Type 0 is any file, and the mark stands at its beginning.
SIGNATURE = f"Eicar-Own:0:0:{EICAR.hex()}\n"
# The path of a socket may have 107 bytes.
LONGEST_PATH = 100


def prepare(folder: Path, most_bytes: int) -> str:
    """Writes configuration and database into the folder. `most_bytes`: the largest file that is taken. Returns the URL.

    A file that is packed may hold twice that: what holds more is no clean verdict.
    """
    folder.mkdir(parents=True, exist_ok=True)
    database = folder / "signatures"
    database.mkdir(exist_ok=True)
    (database / "own.ndb").write_text(SIGNATURE)
    socket = folder / "socket"
    if len(str(socket).encode()) > LONGEST_PATH:
        socket = Path(tempfile.mkdtemp(prefix="clamd")) / "socket"
    lines = [
        f"LocalSocket {socket}",
        "LocalSocketMode 600",
        f"DatabaseDirectory {database}",
        f"TemporaryDirectory {folder}",
        "Foreground yes",
        "AlertExceedsMax yes",
        "SelfCheck 86400",
        f"StreamMaxLength {most_bytes + 1}",
        f"MaxFileSize {2 * most_bytes}",
        f"MaxScanSize {2 * most_bytes}",
    ]
    configuration_of(folder).write_text("\n".join(lines) + "\n")
    return f"unix://{socket}"


def configuration_of(folder: Path) -> Path:
    return folder / "clamd.conf"


def scanner_command(folder: Path) -> Command:
    """The daemon of a folder that was prepared. What it says of its limits goes to a log; errors are seen."""
    clamd = join((*BEHIND, str(CLAMD), "--config-file", str(configuration_of(folder))))
    return Command("virus scanner", ("/bin/sh", "-c", f"exec {clamd} >{quote(str(folder / 'log'))}"))
