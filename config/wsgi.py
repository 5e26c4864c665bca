"""The web process."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

# Every view is loaded with the addresses. What is loaded stays as long as the process: to look through it for rubbish
# again and again would make one page in twenty slow.
get_resolver().resolve("/sign-in/")
gc.collect()
gc.freeze()
# What one page leaves is some thousand small things, so by default every page is stopped to look for them, and one in
# twelve for longer. This takes some megabytes more, and looks once in about thirty pages.
gc.set_threshold(20_000)
