"""What holds for every test: a marked test may not be skipped, and slow proofs are chosen by number."""

from collections.abc import Callable, Generator, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from tests import quick

if TYPE_CHECKING:
    from accounts.models import Person
    from tests.cast import Cast

# Seconds by test with its set-up.
MEASURED: dict[str, float] = {}
CHOSEN = pytest.StashKey[set[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("proofs", "slow proofs")
    group.addoption("--prove", default="", metavar="NUMBERS", help="run these proofs, by number and comma; or all")
    group.addoption("--measure", action="store_true", help="write anew what bin/test --quick leaves out")
    group.addoption("--list-proofs", action="store_true", help="print the proofs by number and run none")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[CHOSEN] = {number for number in config.getoption("--prove").upper().split(",") if number}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Marks what is slow; leaves out the proofs that were not asked for. UsageError for a number that none carries."""
    slow = quick.slow()
    for item in items:
        if quick.function_of(item.nodeid) in slow:
            item.add_marker("slow")
    chosen = config.stash[CHOSEN]
    if not chosen or chosen == {"ALL"}:
        return
    unknown = chosen - {number for item in items for number in proofs(item)}
    if unknown:
        raise pytest.UsageError(f"No proof carries the number {', '.join(sorted(unknown))}. bin/prove lists them.")
    left_out = [item for item in items if not chosen & set(proofs(item))]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    MEASURED[report.nodeid] = MEASURED.get(report.nodeid, 0.0) + report.duration


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With --measure the process that gathers the reports writes the list."""
    if session.config.getoption("--measure") and not hasattr(session.config, "workerinput"):
        quick.write(quick.too_long(MEASURED))


def pytest_collection_finish(session: pytest.Session) -> None:
    if session.config.getoption("--list-proofs"):
        for item in session.items:
            print(f"\n{', '.join(proofs(item)):10} {item.nodeid}", end="")
        session.items.clear()


def proofs(item: pytest.Item) -> Iterator[str]:
    """The numbers of the proofs that the test carries, in capitals."""
    for marker in item.iter_markers("prove"):
        yield str(marker.args[0]).upper()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A rule whose test does not run is not kept: for a marked test, skipped or expected to fail counts as failed."""
    report = yield
    rules = [str(marker.args[0]) for marker in item.iter_markers("rule")]
    if rules and (report.skipped or hasattr(report, "wasxfail")):
        report.outcome = "failed"
        report.longrepr = (
            f"{item.nodeid} carries {', '.join(rules)}, so it may be neither skipped nor expected to fail."
        )
        vars(report).pop("wasxfail", None)
    return report


@pytest.fixture
def cast(db: None) -> "Cast":
    """The named cast of tests/cast.py."""
    from tests.cast import Cast  # after Django is set up

    return Cast()


@pytest.fixture
def as_(db: None) -> Callable[..., Client]:
    """`as_(cast.lead)` is a test client signed in as that person; `as_(None)` is nobody."""

    def sign_in(person: "Person | None", **options: object) -> Client:
        client = Client(**options)  # type: ignore[arg-type]
        if person is not None:
            client.force_login(person)
        return client

    return sign_in


@pytest.fixture(autouse=True)
def quick_hashing(settings: Any) -> None:
    """Hashing a password is slow on purpose; tests need only that it is hashed."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session", autouse=True)
def own_folder_and_broker(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Tests store files in a folder of theirs, and offer jobs to a broker that nobody listens to."""
    from celery import current_app
    from django.conf import settings

    folder = str(tmp_path_factory.mktemp("stored"))
    settings.STORAGES["default"] = {"BACKEND": "files.storage.PrivateFolder", "OPTIONS": {"location": folder}}
    current_app.conf.update(broker_url="memory://", broker_transport_options={})


@pytest.fixture(scope="session", autouse=True)
def tables_may_be_emptied() -> Iterator[None]:
    """Tests with real transactions empty every table afterwards, so the append-only triggers step aside for that."""
    from django.test import TransactionTestCase

    from accounts import appendonly

    empty = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def without_triggers(case: TransactionTestCase) -> None:
        appendonly.remove()
        try:
            empty(case)
        finally:
            appendonly.install()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", without_triggers)
        yield
