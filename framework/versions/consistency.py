"""What must agree between the files of one version: a code that one file names must exist in the other."""

from collections.abc import Iterable, Iterator

from framework.versions.reading import BadFramework
from framework.versions.whole import FrameworkVersion

Reference = tuple[str, str, str]


def check(version: FrameworkVersion) -> None:
    """Raises BadFramework at the first reference that leads nowhere."""
    if version.in_force_from.isoformat() != version.code:
        raise BadFramework(f"{version.code}/about.yaml", "in_force_from", f"must be {version.code} like its folder")
    _known(version, {rule.id for rule in version.rules}, _rule_numbers(version), "no rule has this number")
    _known(version, {area.code for area in version.areas}, _areas(version), "no judgement area has this code")
    _known(version, {grade.code for grade in version.grades}, _grades(version), "no grade has this code")
    _known(version, {"", *version.leaders_headings}, _headings(version), "is not one of leaders_headings")
    _known(version, {*_dates(version)}, _starts(version), "no milestone has this code")
    _known(version, {each.code for each in version.criteria}, _prompted(version), "no criterion has this code")
    kinds = {each.code for each in version.files.evidence.source_kinds}
    _known(version, kinds, _case_sources(version), "no kind of source has this code")


def _known(version: FrameworkVersion, codes: set[str], references: Iterable[Reference], reason: str) -> None:
    for file, key, code in references:
        if code not in codes:
            raise BadFramework(f"{version.code}/{file}.yaml", f"{key}: '{code}'", reason)


def _rule_numbers(version: FrameworkVersion) -> Iterator[Reference]:
    for hard in version.files.judgements.hard_rules:
        yield from (("judgements", f"hard_rules[{hard.code}].rulebook", number) for number in hard.rulebook)
    for prompt in version.case_evaluation.prompts:
        yield "case_evaluation", f"prompts[{prompt.code}].rule", prompt.rule
    for category in version.files.preparation.document_categories:
        yield "preparation", f"document_categories[{category.code}].rule", category.rule
    for kind, plan in version.timetables.items():
        for week in plan.weeks:
            yield from (("timetables", f"{kind}[{entry.code}].rule", entry.rule) for entry in week.entries)
    for kind, steps in version.milestones.items():
        yield from (("milestones", f"{kind}[{step.code}].rule", step.rule) for step in steps)


def _case_sources(version: FrameworkVersion) -> Iterator[Reference]:
    for each in version.case_evaluation.sources:
        yield "case_evaluation", f"sources[{each.code}].kind", each.source_kind


def _areas(version: FrameworkVersion) -> Iterator[Reference]:
    yield from (("criteria", f"criteria[{each.code}].area", each.area) for each in version.criteria)
    for descriptor in version.files.judgements.descriptors:
        yield "judgements", f"descriptors[{descriptor.code}].area", descriptor.area
    for category in version.files.preparation.document_categories:
        if category.area:
            yield "preparation", f"document_categories[{category.code}].area", category.area


def _grades(version: FrameworkVersion) -> Iterator[Reference]:
    for descriptor in version.files.judgements.descriptors:
        yield "judgements", f"descriptors[{descriptor.code}].grade", descriptor.grade


def _headings(version: FrameworkVersion) -> Iterator[Reference]:
    yield from (("criteria", f"criteria[{each.code}].heading", each.heading) for each in version.criteria)


def _prompted(version: FrameworkVersion) -> Iterator[Reference]:
    for prompt in version.case_evaluation.prompts:
        yield from (("case_evaluation", f"prompts[{prompt.code}].criteria", each) for each in prompt.criteria)
    for category in version.files.preparation.document_categories:
        yield from (
            ("preparation", f"document_categories[{category.code}].suggests", each) for each in category.suggests
        )


def _dates(version: FrameworkVersion) -> Iterator[str]:
    yield from ("fieldwork_end", "final_received")
    yield from (step.code for steps in version.milestones.values() for step in steps)


def _starts(version: FrameworkVersion) -> Iterator[Reference]:
    for kind, steps in version.milestones.items():
        for step in steps:
            yield "milestones", f"{kind}[{step.code}].from", step.from_
            if step.not_before:
                yield "milestones", f"{kind}[{step.code}].not_before", step.not_before
