"""The worker process and its clock tick."""

import os
from pathlib import Path
from typing import Any

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("config")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@app.on_after_configure.connect
def make_queue_folders(sender: Celery, **_: Any) -> None:
    """The filesystem broker writes into these folders and does not make them."""
    for name, folder in sender.conf.broker_transport_options.items():
        if name.endswith("_folder") or name.startswith("data_folder"):
            Path(folder).mkdir(parents=True, exist_ok=True)
