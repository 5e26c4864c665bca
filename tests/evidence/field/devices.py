"""S15: several inspectors with several devices, against the protocol. What was acknowledged is in exactly one place."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from accounts.models import Event, Person
from accounts.prepared import Prepared
from accounts.refusals import Invalid, NotAllowed, Stale
from evidence.actions.agreement import agree, withdraw
from evidence.actions.citing import refuse_unfinished
from evidence.cases import GRADED
from evidence.field import ledger, receiving, settling
from evidence.field.ledger import Said
from evidence.field.reading import KIND, read
from evidence.models import Document, FieldSave, Head, HeldSettled, HeldWords, LossAlarm, Revision, SaveContent
from evidence.queries.verifying import first_broken
from framework.versions import version
from inspections import actions
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence.field.sending import raw, save
from tests.inspections.stages import FIELDWORK_ENDED_ON

AUTHORS = ("lead", "deputy", "team_inspector", "second_team_inspector")
WORD = {"note": "text", "case": "strengths", "summary": "statement", "shared_proposal": "statement"}
# Of whom none ever writes evidence.
READERS = ("shadow", "qa_manager", "analyst", "chief_executive")
# What a note may lack when it comes.
LATER = ("source", "observed_on", "observed_at", "place")
ODD = ("", " ", "a \x00 b", "half \ud83d", "x" * 100_001)
DAY = 86_400_000
MANY = settings(
    max_examples=500,
    stateful_step_count=60,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
# As many again on the other engine would take every check minutes more: the protocol is the same.
FEWER = settings(MANY, max_examples=100)
# Only until the first failure: nobody reads the example, so it is not made smaller.
HUNT = settings(MANY, max_examples=400, stateful_step_count=80, phases=[Phase.generate])


def first(rows: "Callable[[], QuerySet[Any]]") -> "Prepared[Any]":
    """Asked before every step, so it is turned into SQL once."""
    return Prepared(lambda: rows().order_by().values_list("pk", flat=True)[:1])


SPLIT = first(lambda: Head.objects.filter(alone=False))
HELD = first(lambda: HeldWords.objects.filter(settled=None))
STANDING = first(lambda: Document.objects.filter(withdrawal=None))
WITHDRAWN = first(lambda: Document.objects.exclude(withdrawal=None))
STORED: "Prepared[Any]" = Prepared(lambda: FieldSave.objects.order_by().values_list("pk", flat=True))


class Undo(Exception):
    """Takes back what an example wrote."""


class ServerStopped(Exception):
    """The server dies after the work and before its commit."""


@dataclass
class Device:
    """One store of one person: its queue, its counter, and what it knows to have arrived."""

    author: str
    id: UUID
    seq: int = 0
    online: bool = True
    draft: str = ""
    queue: list[dict[str, Any]] = field(default_factory=list)


@contextmanager
def undone() -> Iterator[None]:
    """Within the block everything is done, and then taken back as by a server that stops."""
    try:
        with transaction.atomic():
            yield
            raise ServerStopped
    except ServerStopped:
        pass


def documents(**which: Any) -> list[Document]:
    """In the order in which they began."""
    return sorted(Document.objects.filter(**which), key=lambda each: each.revisions.order_by("id")[0].pk)


def machine(cast: Cast, inspection: Inspection) -> type[RuleBasedStateMachine]:  # noqa: C901
    """The machine over this inspection; each example begins with nothing and is taken back at its end."""
    people: dict[str, Person] = {name: getattr(cast, name) for name in AUTHORS}

    class Devices(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.block = transaction.atomic()
            self.block.__enter__()
            # No random ids: an example has to run twice in the same way.
            self.ids = map(UUID, (f"{number:032x}" for number in count(1)))
            self.devices = [Device(name, next(self.ids)) for name in (*AUTHORS, "team_inspector")]
            self.written: list[tuple[str, dict[str, Any]]] = []
            self.acked: dict[str, tuple[str, str]] = {}
            self.ended = False
            self.before_the_end: set[UUID] = set()
            self.read_before: dict[UUID, tuple[str, dict[str, str]]] = {}

        def teardown(self) -> None:
            try:
                self.all_of_it()
            finally:
                self.block.__exit__(Undo, Undo(), None)

        # On the devices

        def write(self, device: Device, kind: str, text: str | None = None, **given: Any) -> dict[str, Any]:
            device.seq += 1
            body = {"text": None, WORD[kind]: f"Text {len(self.written)}" if text is None else text}
            body |= {name: "" for name in (given.pop("without", ""),) if name}
            body |= {name: "good" for name in (given.pop("graded", ""),) if name}
            ids = {"op": next(self.ids), "doc": next(self.ids)} | given
            sent = save(inspection, kind=kind, device=device.id, seq=device.seq, body=body, **ids)
            self.written.append((device.author, sent))
            device.queue.append(sent)
            return sent

        @rule(number=st.integers(0, 4), kind=st.sampled_from(list(KIND)), days=st.sampled_from([0, 0, 0, 1, -20_000]))
        def begin(self, number: int, kind: str, days: int) -> None:
            self.write(self.devices[number], kind, clock_offset_ms=days * DAY)

        @rule(number=st.integers(0, 4), then=st.sampled_from(["type on", "save", "crash"]))
        def type(self, number: int, then: str) -> None:
            """What was typed and not saved may be gone after a crash; what was saved is in the queue."""
            device = self.devices[number]
            device.draft += "A child was met. "
            if then == "save":
                self.write(device, "note", device.draft)
            device.draft = device.draft if then == "type on" else ""

        @rule(number=st.integers(0, 4), online=st.sampled_from([True, True, False]))
        def find_or_lose_the_network(self, number: int, online: bool) -> None:
            self.devices[number].online = online

        @rule(number=st.integers(0, 4), lacks=st.sampled_from((*LATER, *sorted(GRADED))))
        def begin_with_more_to_finish_or_a_grade(self, number: int, lacks: str) -> None:
            if lacks in GRADED:
                self.write(self.devices[number], "case", graded=lacks)
            else:
                self.write(self.devices[number], "note", without=lacks)

        @rule(number=st.integers(0, 4), text=st.sampled_from(ODD))
        def begin_with_odd_words(self, number: int, text: str) -> None:
            self.write(self.devices[number], "note", text)

        @rule(number=st.integers(0, 4), length=st.integers(2, 4))
        def write_on_and_on(self, number: int, length: int) -> None:
            last = self.write(self.devices[number], "note")
            for _ in range(length):
                last = self.write(self.devices[number], "note", doc=last["doc"], parent=last["op"])

        @rule(kind=st.sampled_from(list(KIND)))
        def write_over_one_on_two_devices(self, kind: str) -> None:
            base = self.write(self.devices[2], kind)
            for device in (self.devices[2], self.devices[4]):
                self.write(device, kind, doc=base["doc"], parent=base["op"])

        @precondition(lambda self: self.written)
        @rule(data=st.data(), number=st.integers(0, 4), days=st.sampled_from([0, 0, 0, 1]))
        def revise_anything_known(self, data: st.DataObject, number: int, days: int) -> None:
            """Their own, or by a fault of the program somebody else's."""
            _, base = data.draw(st.sampled_from(self.written))
            given = {"doc": base["doc"], "parent": base["op"], "clock_offset_ms": days * DAY}
            self.write(self.devices[number], base["kind"], **given)

        @precondition(lambda self: self.written)
        @rule(data=st.data())
        def revise_ones_own(self, data: st.DataObject) -> None:
            author, base = data.draw(st.sampled_from(self.written))
            device = data.draw(st.sampled_from([each for each in self.devices if each.author == author]))
            self.write(device, base["kind"], doc=base["doc"], parent=base["op"])

        @precondition(lambda self: SPLIT.rows())
        @rule(data=st.data())
        def merge_two_heads(self, data: st.DataObject) -> None:
            split = Head.objects.filter(alone=False).order_by("revision")
            document = data.draw(st.sampled_from([each.document for each in split]))
            one, two = (each.revision for each in Head.objects.filter(document=document).order_by("-revision")[:2])
            kind = next(name for name, code in KIND.items() if code == document.kind)
            author = next(name for name in AUTHORS if people[name] == document.owner)
            device = next(each for each in self.devices if each.author == author)
            self.write(device, kind, doc=str(document.pk), parent=str(one.op), merged=str(two.op))

        # The network and the server

        def send(self, author: str, sent: dict[str, Any]) -> receiving.Receipt:
            given = receiving.receive(read(UUID(sent["op"]), raw(sent)), by=people[author])
            assert (str(given.op), given.sha256) == (sent["op"], hashlib.sha256(raw(sent)).hexdigest())
            return given

        @precondition(lambda self: any(each.queue and each.online for each in self.devices))
        @rule(
            data=st.data(),
            many=st.integers(1, 4),
            fate=st.sampled_from(["arrives", "arrives", "arrives", "reply lost", "server stops"]),
        )
        def deliver_in_any_order(self, data: st.DataObject, many: int, fate: str) -> None:
            device = data.draw(st.sampled_from([each for each in self.devices if each.queue and each.online]))
            for _ in range(min(many, len(device.queue))):
                self.deliver(device, data.draw(st.sampled_from(device.queue)), fate)

        def deliver(self, device: Device, sent: dict[str, Any], fate: str) -> None:
            if fate == "server stops":
                with undone():
                    self.send(device.author, sent)
                return
            self.send(device.author, sent)
            if fate == "arrives":
                self.acked[sent["op"]] = (device.author, sent["body"][WORD[sent["kind"]]])
                device.queue.remove(sent)

        @precondition(lambda self: self.acked)
        @rule(data=st.data())
        def deliver_once_more(self, data: st.DataObject) -> None:
            author, sent = data.draw(st.sampled_from([each for each in self.written if each[1]["op"] in self.acked]))
            assert not self.send(author, sent).new

        @precondition(lambda self: self.acked)
        @rule(data=st.data(), by=st.sampled_from(AUTHORS), other_words=st.booleans())
        def use_an_id_again(self, data: st.DataObject, by: str, other_words: bool) -> None:
            author, sent = data.draw(st.sampled_from([each for each in self.written if each[1]["op"] in self.acked]))
            words = {**sent["body"], WORD[sent["kind"]]: "Other words."} if other_words else sent["body"]
            if by == author and not other_words:
                return
            try:
                self.send(by, {**sent, "body": words})
            except receiving.Reused:
                return
            raise AssertionError("An id that stands for other bytes or another author was taken.")

        @precondition(lambda self: self.written)
        @rule(data=st.data(), who=st.sampled_from(READERS))
        def one_who_never_writes_sends(self, data: st.DataObject, who: str) -> None:
            _, sent = data.draw(st.sampled_from(self.written))
            before = FieldSave.objects.count(), Revision.objects.count()
            try:
                receiving.receive(read(UUID(sent["op"]), raw(sent)), by=getattr(cast, who))
            except receiving.NeverAWriter:
                assert (FieldSave.objects.count(), Revision.objects.count()) == before
                return
            raise AssertionError("Somebody who never wrote evidence here stored a save.")

        @rule(number=st.integers(0, 4))
        def report_and_read_the_record(self, number: int) -> None:
            self.read_before |= self.record()
            device = self.devices[number]
            ledger.report(device.id, Said(device.seq, len(device.queue), None), by=people[device.author])

        # People

        @precondition(lambda self: HELD.rows())
        @rule(data=st.data(), by=st.sampled_from(AUTHORS), out=st.booleans())
        def settle(self, data: st.DataObject, by: str, out: bool) -> None:
            row = data.draw(st.sampled_from(list(HeldWords.objects.filter(settled=None))))
            author = row.save_of.author
            try:
                if out:
                    settling.leave_out(row, reason="Written anew.", by=people[by])
                else:
                    settling.take_in(row, by=people[by])
            except (NotAllowed, Invalid):
                return
            assert people[by] in (author, cast.lead)
            if not out and (row.reason in ("held_closed", "held_not_on_team") or not self.on_team(author)):
                assert people[by] == cast.lead

        def on_team(self, person: Person) -> bool:
            return inspection.members.current().filter(person=person).exists()

        @rule(who=st.sampled_from(AUTHORS[2:]))
        def remove_a_member(self, who: str) -> None:
            for member in inspection.members.current().filter(person=people[who]):
                actions.end_role(member, reason="Fell ill.", by=cast.lead)

        @precondition(lambda self: not self.ended)
        @rule(sure=st.integers(0, 9))
        def end_fieldwork(self, sure: int) -> None:
            if sure:
                return
            actions.end_fieldwork(inspection, last_day=FIELDWORK_ENDED_ON, by=cast.lead)
            self.ended, self.before_the_end = True, set(Revision.objects.values_list("op", flat=True))

        @precondition(lambda self: STANDING.rows())
        @rule(data=st.data())
        def withdraw_a_document(self, data: st.DataObject) -> None:
            document = data.draw(st.sampled_from(documents(withdrawal=None)))
            try:
                withdraw(document, reason="A wrong file.", by=document.owner)
            except NotAllowed:
                return

        @precondition(lambda self: WITHDRAWN.rows())
        @rule(data=st.data())
        def write_over_what_was_withdrawn(self, data: st.DataObject) -> None:
            gone = data.draw(st.sampled_from(documents(withdrawal__isnull=False)))
            kind = next(name for name, code in KIND.items() if code == gone.kind)
            device = next(each for each in self.devices if people[each.author] == gone.owner)
            self.write(device, kind, doc=str(gone.pk))

        @precondition(lambda self: SPLIT.rows())
        @rule(data=st.data())
        def nobody_relies_on_two_versions(self, data: st.DataObject) -> None:
            head = data.draw(st.sampled_from(list(Head.objects.filter(alone=False).order_by("revision"))))
            for attempt in (
                lambda: refuse_unfinished(head.revision, version(inspection.framework_version)),
                lambda: agree(head.document, opened=head.revision, by=cast.lead),
            ):
                try:
                    attempt()
                except (NotAllowed, Invalid, Stale):
                    continue
                raise AssertionError("Two versions were relied on.")

        def record(self) -> dict[UUID, tuple[str, dict[str, str]]]:
            rows = Revision.objects.values_list("op", "chain", "words__parts")
            return {op: (chain, parts) for op, chain, parts in rows}

        # What always holds; the dear part of it once an example, at its end

        @invariant()
        def nothing_is_stored_that_nobody_wrote(self) -> None:
            assert len(STORED.rows()) <= len(self.written)

        def all_of_it(self) -> None:
            self.every_acknowledged_text_is_in_exactly_one_place()
            self.nobody_wrote_over_another()
            self.heads_are_what_has_no_successor()
            self.what_a_device_counts_is_not_called_missing()
            self.what_was_read_once_reads_the_same()
            self.nothing_counts_that_lacks_something()
            self.who_may_not_write_wrote_nothing()
            self.what_came_after_the_end_says_so()
            self.whoever_settled_something_is_recorded()
            assert first_broken(inspection) is None

        def every_acknowledged_text_is_in_exactly_one_place(self) -> None:
            written = dict(Revision.objects.values_list("op", "words__parts"))
            held = dict(SaveContent.objects.filter(save_of__held__settled=None).values_list("save_of", "parts"))
            held |= dict(
                SaveContent.objects.filter(save_of__held__settled__document=None).values_list("save_of", "parts")
            )
            authors = dict(FieldSave.objects.values_list("op", "author"))
            for op, (author, text) in self.acked.items():
                found = [where[UUID(op)] for where in (written, held) if where.get(UUID(op))]
                assert len(found) == 1, (op, found)
                (said,) = {part for part in found[0].values() if part} or {""}
                assert said in (text, text.replace("\x00", "\ufffd").replace("\ud83d", "\ufffd"))
                assert authors[UUID(op)] == people[author].pk

        def nobody_wrote_over_another(self) -> None:
            for revision in Revision.objects.select_related("document"):
                own = revision.document.owner_id == revision.author_id
                assert own or revision.document.kind == "shared_summary"

        def heads_are_what_has_no_successor(self) -> None:
            saves = {each.op: each for each in FieldSave.objects.all()}
            documents = dict(Revision.objects.values_list("op", "document"))
            parents = {
                (documents[op], parent)
                for op, each in saves.items()
                if op in documents
                for parent in (each.parent, each.merged)
            }
            expected = {op for op, document in documents.items() if (document, op) not in parents}
            assert set(Head.objects.values_list("revision__op", flat=True)) == expected
            for document in set(documents.values()):
                heads = Head.objects.filter(document=document)
                assert heads.filter(latest=True).count() == 1
                assert set(heads.values_list("alone", flat=True)) == {len(heads) == 1}

        def what_was_read_once_reads_the_same(self) -> None:
            """N15."""
            now = self.record()
            assert {op: now.get(op) for op in self.read_before} == self.read_before

        def nothing_counts_that_lacks_something(self) -> None:
            """N4, N12, N14: no grade of a case; what counts has source, time and author; no two versions agreed."""
            stand = {str(op): revision for op, revision in Revision.objects.in_bulk(field_name="op").items()}
            for revision in stand.values():
                assert not revision.facts.keys() & GRADED
            for save_ in FieldSave.objects.filter(kind="note", op__in=stand).select_related("inspection", "author"):
                revision = stand[str(save_.op)]
                known = revision.source and revision.observed_on and revision.observed_at and revision.author_id
                assert known or receiving.receipt(save_, new=False).status != "accepted"
            assert not Head.objects.filter(agreed=True, alone=False).exists()

        def who_may_not_write_wrote_nothing(self) -> None:
            """N1, N2."""
            wrote = set(FieldSave.objects.values_list("author", flat=True))
            wrote |= set(Revision.objects.values_list("author", flat=True))
            assert wrote <= {each.pk for each in people.values()}

        def what_came_after_the_end_says_so(self) -> None:
            """N13 of the end of fieldwork: it is there at once, and marked."""
            for op, late in Revision.objects.values_list("op", "after_fieldwork"):
                assert late == (self.ended and op not in self.before_the_end)

        def whoever_settled_something_is_recorded(self) -> None:
            """N19."""
            events = Event.objects.filter(object_label=HeldSettled._meta.label).select_related("reason")
            assert events.count() == HeldSettled.objects.count()
            for event in events:
                assert event.person_id_text
                assert event.before
                assert event.verb == "took in" or event.reason.text

        def what_a_device_counts_is_not_called_missing(self) -> None:
            assert not LossAlarm.objects.exists()
            assert HeldSettled.objects.exclude(document=None).count() <= Revision.objects.count()

    return Devices
