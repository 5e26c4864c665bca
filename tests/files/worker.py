"""A real worker of Celery in a folder of its own: own SQLite, own queue, own files. Started, killed, started again."""

import os
import secrets
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[2]
# The job of the proof: as long a document as a report is, set in the real engine and kept in the last step.
SETTINGS = """
from config.settings import *
INSTALLED_APPS = [*INSTALLED_APPS, "proofroom"]
TICK_SECONDS = 2
CELERY_BEAT_SCHEDULE = {"tick": {"task": "files.tick", "schedule": 2, "options": {"expires": 2}}}
JOB_LOST_SECONDS = 4
JOB_LIMITS = {"proof_hang": 3}
CELERY_TASK_DEFAULT_QUEUE = env.str("QUEUE")
"""
TASKS = """
import re

from files import pdf
from files.actions import store
from files.jobs import handler

PARAGRAPH = "<p class='numbered'>Plans are written with the child, and their words are kept. </p>"

@handler("proof_pdf")
def proof_pdf(run):
    run.step("Laying out the pages", 10)
    pages = f"<h1>Report {run.argument}</h1>" + PARAGRAPH * 250
    content = pdf.render(f"<html lang='en'><head><title>Proof</title></head><body>{pages}</body></html>")
    run.last_step()
    return store(content, name="proof.pdf", content_type="application/pdf", by=None)

@handler("proof_hang")
def proof_hang(run):
    # One expression of C that gives no other thread its turn: only another process can end it.
    re.match("(a+)+$", "a" * 60 + "b")
"""


class Installation:
    """One folder with everything that web and worker share."""

    def __init__(self, folder: Path, redis_url: str = "") -> None:
        """Without `redis_url` the queue is a folder, as on a machine that has no Redis."""
        self.folder = folder
        self.redis_url = redis_url
        self.queue = f"proof-{secrets.token_hex(6)}"
        room = folder / "proofroom"
        room.mkdir()
        (room / "__init__.py").touch()
        (room / "tasks.py").write_text(TASKS)
        (folder / "proofsettings.py").write_text(SETTINGS)
        (folder / "var").mkdir()
        self.workers: list[subprocess.Popen[bytes]] = []
        self.manage("migrate", "--verbosity", "0", "--skip-checks")

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL", "MODE")}
        path = os.pathsep.join([str(self.folder), str(PROJECT)])
        mine = {"VAR_DIR": str(self.folder / "var"), "DJANGO_SETTINGS_MODULE": "proofsettings", "PYTHONPATH": path}
        return kept | mine | {"REDIS_URL": self.redis_url, "QUEUE": self.queue}

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, str(PROJECT / "manage.py"), *arguments]
        done = subprocess.run(command, env=self.environment, check=True, capture_output=True, text=True, cwd=PROJECT)
        return done.stdout

    def ask_for(self, *numbers: int, kind: str = "proof_pdf") -> None:
        """What a web process does."""
        code = "from files.jobs import enqueue\n" + "\n".join(
            f"enqueue('{kind}', argument='{number}', key='proof/{number}')" for number in numbers
        )
        self.manage("shell", "--no-imports", "-c", code)

    def start(self, beat: str = "beat") -> None:
        """As the supervisor starts it: one process for jobs, the clock beside it. `beat` names the clock's own file."""
        command = [sys.executable, "-m", "celery", "--app", "config", "worker", "--concurrency", "1", "--beat"]
        options = ["--loglevel", "warning", "--without-gossip", "--without-mingle"]
        schedule = ["--schedule", str(self.folder / "var" / beat)]
        with (self.folder / "worker.log").open("ab") as log:
            self.workers.append(
                subprocess.Popen(
                    [*command, *options, *schedule],
                    env=self.environment,
                    cwd=PROJECT,
                    start_new_session=True,
                    stdout=log,
                    stderr=log,
                )
            )

    def kill(self) -> None:
        """KILL to every process of every worker at the same moment: nobody can tidy up."""
        for worker in self.workers:
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
        self.workers.clear()

    def kill_process_of(self, number: int) -> None:
        """KILL to the one process that runs this job; the rest of its worker lives on."""
        for (name,) in self.rows(f"SELECT worker FROM files_job WHERE key = 'proof/{number}' AND state = 'running'"):
            os.kill(int(name.split(":")[1]), signal.SIGKILL)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Read beside the worker, without Django."""
        database = sqlite3.connect(self.folder / "var" / "db.sqlite3", timeout=20)
        try:
            return database.execute(query).fetchall()
        finally:
            database.close()

    def state(self, number: int) -> tuple[str, int]:
        """The state and progress of one job."""
        ((state, progress),) = self.rows(f"SELECT state, progress FROM files_job WHERE key = 'proof/{number}'")
        return state, progress

    def wait_for(self, condition: Callable[[], bool], seconds: float = 60) -> None:
        """Raises AssertionError with the worker's log when it does not come true in time."""
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, (self.folder / "worker.log").read_text()[-3000:]
            time.sleep(0.01)
