"""What holds for every test: a marked test may not be skipped, and slow proofs are chosen by number."""

from collections.abc import Callable, Generator, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

if TYPE_CHECKING:
    from accounts.models import Person
    from tests.cast import Cast

# What bin/test --quick leaves to bin/test, by the beginning of its number: a second or more each.
SLOW = (
    "tests/config/test_supervisor.py",
    "tests/evidence/field/test_state_machine.py",
    "tests/evidence/test_export.py",
    "tests/evidence/test_judgement.py::test_a_visit_has_no_judgements",
    "tests/evidence/test_lists.py",
    "tests/evidence/test_paper.py",
    "tests/evidence/test_races.py",
    "tests/evidence/test_search.py",
    "tests/fieldwork/test_counts.py",
    "tests/fieldwork/test_matching.py::test_no_pasted_text",
    "tests/files/test_clamd.py",
    "tests/files/test_emptying.py",
    "tests/files/test_hostile.py",
    "tests/files/test_pdf.py",
    "tests/files/test_queueing.py",
    "tests/govuk/test_build_static.py",
    "tests/information/test_list_bad_input.py",
    "tests/information/test_list_counts.py",
    "tests/information/test_list_kept.py",
    "tests/information/test_list_workbook.py",
    "tests/information/test_listing.py",
    "tests/information/test_reading.py",
    "tests/inspections/test_pages.py",
    "tests/reports/test_pdf.py",
    "tests/scheduling/test_timetable.py::test_every_week",
)
CHOSEN = pytest.StashKey[set[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("proofs", "slow proofs")
    group.addoption("--prove", default="", metavar="NUMBERS", help="run these proofs, by number and comma; or all")
    group.addoption("--list-proofs", action="store_true", help="print the proofs by number and run none")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[CHOSEN] = {number for number in config.getoption("--prove").upper().split(",") if number}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Marks what is slow; leaves out the proofs that were not asked for. UsageError for a number that none carries."""
    for item in items:
        if item.nodeid.startswith(SLOW):
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
