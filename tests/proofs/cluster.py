"""A PostgreSQL server of a proof's own, which may be stopped in the middle of everything."""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.proofs.site import free_port

INSTALLED = Path("/usr/lib/postgresql")
SERVERS_USER = "postgres"


def programs() -> Path | None:
    """The folder of the newest server that is installed."""
    found = sorted(INSTALLED.glob("*/bin/pg_ctl"), key=lambda each: int(each.parts[-3]))
    return found[-1].parent if found else None


class Cluster:
    """In a folder of its own. The server refuses to run as root, so there it runs as its own user."""

    def __init__(self) -> None:
        found = programs()
        assert found, f"No PostgreSQL server under {INSTALLED}."
        self.programs, self.port = found, free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="cluster-"))
        if os.geteuid() == 0:
            shutil.chown(self.folder, SERVERS_USER)
        self._run("initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-sync")
        self.start()
        self._run("createdb", "--host=127.0.0.1", f"--port={self.port}", "--username=postgres", "site", where="")

    @property
    def address(self) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/site"

    def start(self) -> None:
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1"
        self._run("pg_ctl", "--wait", f"--log={self.folder}/log", f"--options={options}", "start")

    def stop(self, mode: str = "fast") -> None:
        """`immediate` is what a power cut leaves: nothing is written out, and the next start recovers from the log."""
        self._run("pg_ctl", "--wait", f"--mode={mode}", "stop")

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder)

    def _run(self, program: str, *arguments: str, where: str = "--pgdata={}/data") -> None:
        user = pwd.getpwnam(SERVERS_USER).pw_uid if os.geteuid() == 0 else None
        folder = (where.format(self.folder),) if where else ()
        command = [str(self.programs / program), *folder, *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, user=user, cwd=self.folder)
