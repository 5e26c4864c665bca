"""When the worker last showed itself."""

from django.db import models


class WorkerTick(models.Model):
    """One row: the real moment, not the product's clock, of the worker's last tick."""

    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.at)
