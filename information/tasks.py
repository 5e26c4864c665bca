"""What the worker does for this room: counts the lists of children that were sent."""

from files.jobs import handler, on_tick
from information.actions import counting

handler(counting.JOB_KIND)(counting.count_list)
on_tick(counting.count_sent_lists)
