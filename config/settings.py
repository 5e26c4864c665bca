"""Settings. Everything that differs between installations comes from the environment (config/environment.py)."""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF

from config.environment import Environment

BASE_DIR = Path(__file__).resolve().parent.parent
environment = Environment()
environment.require_production_settings()
env = environment.env
MODE = environment.mode
PRODUCTION = MODE == "production"
DEMO = MODE == "demo"
VAR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", default="only-for-development-and-demo-" + "x" * 40)
# Earlier ones: whoever is signed in stays so after the key was changed.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
# What the keys of tablets are made from, the newest first; an earlier one stays as long as a tablet has a key from it.
DEVICE_KEYS = env.list("DEVICE_KEYS", default=["only-for-development-and-demo-" + "d" * 40])
# Turns the names of a child-level list into hashes. Whoever has the database alone can read no name back from them.
NAME_GUARD_KEY = env.str("NAME_GUARD_KEY", default="only-for-development-and-demo-" + "n" * 40)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", "testserver"])
SITE_URL = env.str("SITE_URL", default="http://localhost:8000")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "crispy_forms",
    "csp",
    "govuk",
    "framework",
    "accounts",
    "files",
    "scheduling",
    "inspections",
    "information",
    "fieldwork",
    "evidence",
    "reports",
    "desk",
    "config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "accounts.middleware.ClockMiddleware",
    "accounts.middleware.PrivatePagesMiddleware",
    "accounts.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "desk.context_processors.site",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["govuk"]
CRISPY_TEMPLATE_PACK = "govuk"
CRISPY_FAIL_SILENTLY = False

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # With recursive triggers INSERT OR REPLACE, which deletes a row to put another there, meets those on DELETE.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA recursive_triggers=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Person"
# An email address is unique without regard to case, by the constraint person_email_once.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = ["accounts.backends.EmailBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign_in"

SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_AGE = 8 * 60 * 60
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "accounts.views.csrf_failure"
CSRF_TRUSTED_ORIGINS = [SITE_URL] if PRODUCTION else []
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_HSTS_SECONDS = 31536000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb")
}
# A pasted megabyte of text is refused by the form beside the field, so the request itself must get through.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
# A page that takes files says so (files.uploading.takes_files); at any other one a file that is sent all the same is
# passed over, and never fills the disk.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", default=250 * 1024 * 1024)
# What arrives in pieces lies here until a form takes it; several web servers must share the folder.
ARRIVING_FOLDER = env.str("ARRIVING_FOLDER", default=str(VAR / "arriving"))
UPLOAD_REQUEST_MAX_BYTES = env.int("UPLOAD_REQUEST_MAX_BYTES", default=1000 * 1024 * 1024)
# ClamAV's daemon: unix:///run/clamav/clamd.ctl or tcp://host:3310. Production needs it;
# elsewhere `bin/run` starts one of its own and names it here.
CLAMD_URL = env.str("CLAMD_URL", default="")
# How long the daemon may be silent, also while it looks through a file.
CLAMD_SECONDS = env.int("CLAMD_SECONDS", default=100)
# What every upload passes in quarantine, in order: functions (name, content) -> files.checking.Finding. The first
# looks at type, emptiness, macros and packed size; the scanner joins where there is one.
UPLOAD_CHECKS = env.list("UPLOAD_CHECKS", default=["files.checking.by_content"])
if CLAMD_URL and "files.scanning.by_clamd" not in UPLOAD_CHECKS:
    UPLOAD_CHECKS.append("files.scanning.by_clamd")

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
DATE_FORMAT = "j F Y"

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Elsewhere WhiteNoise serves straight from static/, and warns of a folder that nobody collects into.
STATIC_ROOT = VAR / "collected" if PRODUCTION else None
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = False

STORAGE_URL = env.str("STORAGE_URL", default=f"file://{VAR / 'files'}")
_storage = urlsplit(STORAGE_URL)
if _storage.scheme == "s3":
    _private = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": _storage.netloc,
            "location": _storage.path.strip("/"),
            "endpoint_url": env.str("STORAGE_ENDPOINT", default="") or None,
            "default_acl": "private",
            "querystring_auth": True,
            "file_overwrite": False,
        },
    }
else:
    _private = {"BACKEND": "files.storage.PrivateFolder", "OPTIONS": {"location": _storage.path}}
STORAGES = {
    "default": _private,
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

_email = env.email_url("EMAIL_URL", default="filemail://")
vars().update(_email)
if _email["EMAIL_BACKEND"] == "django.core.mail.backends.filebased.EmailBackend":
    EMAIL_FILE_PATH = VAR / "mail"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="inspections@localhost")

REDIS_URL = env.str("REDIS_URL", default="")
REDIS_OPTIONS = {"visibility_timeout": 600, "socket_connect_timeout": 2, "socket_timeout": 3, "max_retries": 0}
_queue = VAR / "queue"
CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    REDIS_OPTIONS
    if REDIS_URL
    else {"data_folder_in": str(_queue), "data_folder_out": str(_queue), "control_folder": str(_queue / "control")}
)
# A page that asks for a job must not wait for a broker that is down: the tick offers the job again.
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
TICK_SECONDS = 15
# The hour of London from which the reminders of a working day go out.
REMINDERS_FROM_HOUR = 7
# A tick that found no worker free is dropped: the next one does the same.
CELERY_BEAT_SCHEDULE = {"tick": {"task": "files.tick", "schedule": TICK_SECONDS, "options": {"expires": TICK_SECONDS}}}
JOB_HEARTBEAT_SECONDS = 5
JOB_STALE_SECONDS = 30
JOB_LOST_SECONDS = 60
JOB_LONGEST_SECONDS = 600
# The kinds that have a limit of their own: seconds after which an attempt is killed and the job fails.
JOB_LIMITS = {"check_upload": env.int("UPLOAD_CHECK_SECONDS", default=180)}
JOB_ATTEMPTS = 3
MAIL_ATTEMPTS = 8

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}},
}
