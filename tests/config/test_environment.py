"""A missing setting stops the start in production mode with a sentence that says what to set."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import REQUIRED_IN_PRODUCTION, Environment

ROOT = Path(__file__).resolve().parents[2]
COMPLETE = {
    "MODE": "production",
    "SECRET_KEY": "k" * 60,
    "ALLOWED_HOSTS": "inspections.example",
    "SITE_URL": "https://inspections.example",
    "DATABASE_URL": "postgres://app@localhost/app",
    "REDIS_URL": "redis://localhost:6379/0",
    "STORAGE_URL": "s3://files",
    "EMAIL_URL": "smtp+tls://mail.example:587",
    "NAME_GUARD_KEY": "n" * 60,
    "DEVICE_KEYS": "d" * 60,
    "CLAMD_URL": "tcp://scanner.example:3310",
    "DEFAULT_FROM_EMAIL": "inspections@inspections.example",
}


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in COMPLETE.items():
        monkeypatch.setenv(name, value)


@pytest.mark.usefixtures("production")
def test_a_complete_environment_starts() -> None:
    Environment().require_production_settings()


@pytest.mark.usefixtures("production")
@pytest.mark.parametrize("name", REQUIRED_IN_PRODUCTION)
@pytest.mark.parametrize("value", [None, ""])
def test_each_missing_setting_is_named_with_what_to_set(
    name: str, value: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(name) if value is None else monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured) as refusal:
        Environment().require_production_settings()
    assert f"{name} is not set. {REQUIRED_IN_PRODUCTION[name]}" in str(refusal.value)
    others = [other for other in REQUIRED_IN_PRODUCTION if other != name]
    assert not [other for other in others if f"{other} is not set" in str(refusal.value)]


def test_nothing_is_required_outside_production(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in REQUIRED_IN_PRODUCTION:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MODE", "demo")
    Environment().require_production_settings()


def test_an_unknown_mode_is_refused_with_the_modes_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODE", "live")
    with pytest.raises(ImproperlyConfigured, match="MODE is 'live'. Set it to one of: development, demo, production."):
        Environment().require_production_settings()


@pytest.mark.parametrize("program", ["gunicorn --check-config config.wsgi", "celery --app config report"])
def test_web_and_worker_do_not_start_without_a_setting(program: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in REQUIRED_IN_PRODUCTION}
    environment |= {**COMPLETE, "REDIS_URL": ""}
    command = [sys.executable, "-m", *program.split()]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert result.returncode != 0
    assert "REDIS_URL is not set. Set it to the Redis server" in result.stdout + result.stderr
