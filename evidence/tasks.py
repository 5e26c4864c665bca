"""What the worker does for this room: looks for devices with unsent saves that are not heard of."""

from evidence.field.ledger import look_for_silence
from files.jobs import on_tick

on_tick(look_for_silence)
