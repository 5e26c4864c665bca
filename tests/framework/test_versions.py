"""The framework as data: it is whole, later versions are differences, and a bad file stops the start with a reason."""

import re
import shutil
from collections import Counter
from datetime import date, time
from pathlib import Path

import pytest

from framework.apps import FrameworkConfig
from framework.holidays import bank_holidays
from framework.versions import BadFramework, all_versions, in_force, version
from framework.versions.loading import FOLDER

APRIL, DECEMBER, SEPTEMBER = (version(code) for code in ("2024-04-05", "2024-12-17", "2025-09-30"))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the first version's folder alone, to spoil."""
    shutil.copytree(FOLDER / "2024-04-05", tmp_path / "2024-04-05")
    return tmp_path


def spoil(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / "2024-04-05" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


class TestTheWholeFramework:
    def test_criteria(self) -> None:
        count = Counter(each.area for each in APRIL.criteria)
        assert count == {"private": 12, "public": 18, "leaders": 17}
        assert {each.heading for each in APRIL.criteria_of("leaders")} == set(APRIL.leaders_headings)
        for area in APRIL.areas:
            assert all(each.code.startswith(area.criteria_prefix) for each in APRIL.criteria_of(area.code))

    def test_grades_areas_and_descriptors(self) -> None:
        assert [each.code for each in APRIL.grades] == ["outstanding", "good", "requires_improvement", "inadequate"]
        assert APRIL.grade("requires_improvement").label == "Requires improvement to be good"
        for area in APRIL.area("overall").derived_from:
            for grade in APRIL.grades:
                found = APRIL.descriptor(area, grade.code)
                assert found.elements or found.best_fit_with

    def test_rules(self) -> None:
        assert len(APRIL.rules) == len({each.id for each in APRIL.rules}) == 359
        assert Counter(each.package for each in APRIL.rules)["dates"] == 17
        assert all(each.rule and each.software and each.accept for each in APRIL.rules)
        assert APRIL.rule("CLEAR-11").decision.startswith("Working days")

    def test_limits_settings_and_roles(self) -> None:
        assert APRIL.team_limits["inspection"].team_inspectors_max == 10
        assert APRIL.team_limits["monitoring_visit"] == APRIL.team_limits["focused_visit"]
        assert APRIL.settings.notification_latest_time == time(9, 30)
        assert {each.code for each in APRIL.roles if each.outside_team} == {"qa_manager"}
        assert [each.code for each in APRIL.activity_types if each.graded] == ["inspection"]

    def test_report_sections_in_order(self) -> None:
        sections = [each.code for each in APRIL.document("inspection_report").sections]
        assert sections == ["first_page", "areas_needing_most_improvement", "private", "public", "leaders"]
        assert len(APRIL.reports.first_page_questions) == 4

    def test_the_legal_basis(self) -> None:
        assert "sections 143 to 145 of the Education and Inspections Act 2006" in APRIL.legal_basis

    def test_seasons_run_over_new_year(self) -> None:
        season = APRIL.settings.christmas_window
        days = [date(2024, 12, 19), date(2024, 12, 20), date(2025, 1, 2), date(2025, 1, 3), date(2024, 7, 1)]
        assert [season.holds(day) for day in days] == [False, True, True, False, False]


class TestLaterVersions:
    @pytest.mark.parametrize(
        ("day", "code"),
        [
            (date(2014, 2, 21), "2024-04-05"),
            (date(2024, 12, 16), "2024-04-05"),
            (date(2024, 12, 17), "2024-12-17"),
            (date(2025, 9, 29), "2024-12-17"),
            (date(2026, 1, 1), "2025-09-30"),
        ],
    )
    def test_in_force(self, day: date, code: str) -> None:
        assert in_force(day).code == code

    def test_scope_and_talks_of_december_2024(self) -> None:
        added = {each.code for each in DECEMBER.scope.items} - {each.code for each in APRIL.scope.items}
        assert added == {"high_court_deprivation_of_liberty"}
        assert APRIL.files.activities.off_site_talks == ()
        assert len(DECEMBER.files.activities.off_site_talks) == 3

    def test_annex_a(self) -> None:
        assert not APRIL.files.annex_a.items
        assert [each.code for each in DECEMBER.files.annex_a.items] == [f"1.{number:02}" for number in range(1, 15)]
        to_be_entered = [each.code for each in DECEMBER.files.annex_a.items if each.to_be_entered]
        assert to_be_entered == [f"1.{number:02}" for number in range(6, 15)]
        assert SEPTEMBER.files.annex_a.items[-1].code == "1.15"
        new = len(SEPTEMBER.files.annex_a.child_level_fields) - len(DECEMBER.files.annex_a.child_level_fields)
        assert new == 6

    def test_every_criterion_says_a_whole_sentence(self) -> None:
        """A comma ends an unquoted text in such a file, and what follows it is lost without a word."""
        assert [each.code for each in APRIL.criteria if not each.gist.endswith(".")] == []

    def test_what_does_not_differ_is_the_same(self) -> None:
        assert SEPTEMBER.criteria == APRIL.criteria
        assert SEPTEMBER.timetables == APRIL.timetables
        assert SEPTEMBER.rules is APRIL.rules

    @pytest.mark.rule("GEN-02")
    def test_a_renamed_criterion_leaves_the_old_version_alone(self, copy: Path) -> None:
        later = copy / "2026-01-05"
        later.mkdir()
        (later / "about.yaml").write_text("updated: 2026-01-05\nin_force_from: 2026-01-05\n", "utf-8")
        (later / "criteria.yaml").write_text("criteria:\n  - {code: PRV-01, label: Another wording}\n", "utf-8")
        old, new = all_versions(copy)
        assert old.criterion("PRV-01").label == "Welfare safeguarded and promoted"
        assert new.criterion("PRV-01").label == "Another wording"
        assert new.criterion("PRV-01").gist == old.criterion("PRV-01").gist
        assert len(new.criteria) == len(old.criteria)
        assert (old.code, new.in_force_from) == ("2024-04-05", date(2026, 1, 5))

    def test_a_withdrawn_item_leaves_the_list(self, copy: Path) -> None:
        later = copy / "2026-01-05"
        later.mkdir()
        (later / "about.yaml").write_text("updated: 2026-01-05\nin_force_from: 2026-01-05\n", "utf-8")
        (later / "scope.yaml").write_text("items:\n  - {code: other, withdrawn: true}\n", "utf-8")
        old, new = all_versions(copy)
        assert {each.code for each in old.scope.items} - {each.code for each in new.scope.items} == {"other"}


SPOILED = [
    (
        "grades",
        "judgements.yaml",
        "order: 1, label: Outstanding",
        "order: one, label: Outstanding",
        "judgements.yaml: grades[outstanding].order: must be a whole number, not 'one'",
    ),
    (
        "unknown",
        "criteria.yaml",
        "leaders_headings:",
        "leader_headings:",
        "criteria.yaml: leader_headings: is not a known key",
    ),
    (
        "bool",
        "scope.yaml",
        "list_is_closed: false",
        "list_is_closed: 0",
        "scope.yaml: list_is_closed: must be true or false, not 0",
    ),
    ("missing", "about.yaml", "publisher: Ofsted\n", "", "about.yaml: publisher: is missing"),
    (
        "date",
        "about.yaml",
        "updated: 2024-04-05",
        "updated: last spring",
        "about.yaml: updated: must be a date like 2024-04-05",
    ),
    (
        "time",
        "settings.yaml",
        "'09:30'",
        "half past nine",
        "settings.yaml: notification_latest_time: must be a time like '09:30'",
    ),
    (
        "choice",
        "rules.yaml",
        "priority: must",
        "priority: maybe",
        "rules.yaml: rules[GEN-01].priority: must be one of must",
    ),
    (
        "twice",
        "scope.yaml",
        "code: contact_residence",
        "code: care_supervision",
        "scope.yaml: items: has 'care_supervision' twice",
    ),
    (
        "key twice",
        "about.yaml",
        "publisher: Ofsted",
        "publisher: Ofsted\npublisher: Someone",
        "the key 'publisher' is given twice",
    ),
    ("not yaml", "roles.yaml", "roles:", "roles: [", "roles.yaml: the file: "),
    (
        "list",
        "principles.yaml",
        "conduct: [professionalism, courtesy, empathy, respect]",
        "conduct: courtesy",
        "principles.yaml: conduct: must be a list, not 'courtesy'",
    ),
    (
        "rule",
        "milestones.yaml",
        "rule: CLEAR-03",
        "rule: CLEAR-99",
        "milestones.yaml: inspection[draft].rule: 'CLEAR-99': no rule",
    ),
    (
        "area",
        "criteria.yaml",
        "area: private",
        "area: privat",
        "criteria.yaml: criteria[PRV-01].area: 'privat': no judgement area",
    ),
    (
        "folder",
        "about.yaml",
        "in_force_from: 2024-04-05",
        "in_force_from: 2024-04-06",
        "about.yaml: in_force_from: must be 2024-04-05",
    ),
    (
        "start",
        "milestones.yaml",
        "from: fieldwork_end, working_days: 10",
        "from: fieldwork, working_days: 10",
        "no milestone has this code",
    ),
]


class TestABadFile:
    @pytest.mark.parametrize(
        ("file", "old", "new", "sentence"), [row[1:] for row in SPOILED], ids=[row[0] for row in SPOILED]
    )
    def test_is_named_with_key_and_reason(self, copy: Path, file: str, old: str, new: str, sentence: str) -> None:
        spoil(copy, file, old, new)
        with pytest.raises(BadFramework, match=re.escape(sentence)):
            all_versions(copy)

    def test_a_missing_file(self, copy: Path) -> None:
        (copy / "2024-04-05" / "scope.yaml").unlink()
        with pytest.raises(BadFramework, match="2024-04-05/scope.yaml: the file: the file is missing"):
            all_versions(copy)

    def test_a_file_that_nobody_knows(self, copy: Path) -> None:
        (copy / "2024-04-05" / "extra.yaml").write_text("a: 1\n", "utf-8")
        with pytest.raises(BadFramework, match="extra.yaml"):
            all_versions(copy)

    def test_stops_the_start(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def bad() -> None:
            raise BadFramework("2024-04-05/scope.yaml", "items", "is missing")

        monkeypatch.setattr("framework.versions.all_versions", bad)
        with pytest.raises(BadFramework):
            FrameworkConfig.create("framework").ready()

    def test_a_year_without_bank_holidays(self, tmp_path: Path) -> None:
        file = tmp_path / "bank_holidays.yaml"
        head = "first_year: 2024\nlast_year: 2025\npublished_until: 2024\nholidays:\n"
        file.write_text(f"{head}  - {{day: 2024-01-01, name: New Year}}\n", "utf-8")
        with pytest.raises(BadFramework, match="there is none in 2025"):
            bank_holidays(file)


def test_the_product_carries_its_own_copy() -> None:
    """Nothing outside the repository is read at run time."""
    assert FOLDER.is_relative_to(Path(__file__).parents[2])
    assert all(path.resolve().is_relative_to(FOLDER) for path in FOLDER.rglob("*.yaml"))
