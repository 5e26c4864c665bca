"""Settings, URLs and processes: the only room that knows every other one."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
