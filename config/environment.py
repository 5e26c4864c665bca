"""Settings that come from the environment, and a plain sentence for each one that is missing."""

from dataclasses import dataclass, field

import environ
from django.core.exceptions import ImproperlyConfigured

MODES = ("development", "demo", "production")

REQUIRED_IN_PRODUCTION = {
    "SECRET_KEY": "Set it to a long random string that only this installation knows.",  # pragma: allowlist secret
    "ALLOWED_HOSTS": "Set it to the host names that serve this site, separated by commas.",
    "DATABASE_URL": "Set it to the PostgreSQL database, such as postgres://user@host:5432/name.",
    "REDIS_URL": "Set it to the Redis server that carries the job queue, such as redis://host:6379/0.",
    "STORAGE_URL": "Set it to file:///a/private/folder or s3://bucket for stored files.",
    "EMAIL_URL": "Set it to the outgoing mail server, such as smtp+tls://host:587, with user and password if it asks.",
    "DEFAULT_FROM_EMAIL": "Set it to the address that mail is sent from.",
    "CLAMD_URL": "Set it to ClamAV's daemon, such as unix:///run/clamav/clamd.ctl or tcp://host:3310.",
    "NAME_GUARD_KEY": "Set it to a long random string that is kept apart from the database and never changed.",
    "DEVICE_KEYS": "Set it to a long random string; to change it, put the new one first, before a comma.",
    "SITE_URL": "Set it to the address people open, such as https://inspections.example.",
}


@dataclass
class Environment:
    """What the environment says, read once at start. Raises ImproperlyConfigured, a sentence a missing setting."""

    env: environ.Env = field(default_factory=environ.Env)

    @property
    def mode(self) -> str:
        mode = str(self.env.str("MODE", default="development"))
        if mode not in MODES:
            raise ImproperlyConfigured(f"MODE is '{mode}'. Set it to one of: {', '.join(MODES)}.")
        return mode

    def require_production_settings(self) -> None:
        missing = [name for name in REQUIRED_IN_PRODUCTION if not self.env.str(name, default="")]
        if self.mode == "production" and missing:
            sentences = [f"{name} is not set. {REQUIRED_IN_PRODUCTION[name]}" for name in missing]
            raise ImproperlyConfigured("The system cannot start in production mode.\n" + "\n".join(sentences))
