"""Changes of files: what is not touched stays, byte for byte; what would break a rule is not written."""

from __future__ import annotations

import difflib
import os
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorskap.edit.splice import (
    Add,
    Change,
    Line,
    NoPlaceError,
    Put,
    Take,
    changed,
    new_file,
    position_of,
)
from mentorskap.edit.trial import Trial, try_out
from mentorskap.files import disk, reading, schema, source
from mentorskap.host import run
from mentorskap.model.snapshot import Snapshot
from tests.conftest import EXAMPLE, ROOT
from tests.tiers import examples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mentorskap.files.source import Places, Route

PAIRING = schema.compile_schema("pairing", disk.packaged_text("schemas/pairing.schema.json"))
PARTICIPANT = schema.compile_schema(
    "participant", disk.packaged_text("schemas/participant.schema.json")
)


def order_in(judge: schema.Schema) -> Callable[[Route], list[str]]:
    return lambda route: list(schema.at(judge, route)["properties"])


def edited(text: str, *changes: Change, judge: schema.Schema = PAIRING) -> str:
    return changed(text.encode("utf-8"), changes, order_in(judge)).decode("utf-8")


def data_of(text: str) -> Any:
    data = source.parse(text, "")
    assert not isinstance(data, source.Fault), text
    return data


def lost(before: str, after: str) -> list[str]:
    """Return the lines of `before` that are not, in their order, in `after`."""
    return [
        line[2:]
        for line in difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))
        if line.startswith("- ")
    ]


# Every file of the example, and of the repositories that the tests keep.

FILES = sorted(
    path
    for folder in (EXAMPLE, ROOT / "tests" / "sound", ROOT / "tests" / "worked-example")
    for kind in ("pairings", "participants")
    for path in (folder / kind).glob("*.yml")
)


@pytest.mark.parametrize("kind", ["pairings", "participants"])
def test_no_change_changes_nothing(kind: str) -> None:
    for path in FILES:
        if path.parent.name != kind:
            continue
        raw = path.read_bytes()
        judge = PAIRING if kind == "pairings" else PARTICIPANT
        data = data_of(raw.decode("utf-8"))
        same = [Put((key,), value) for key, value in data.items()]
        assert changed(raw, [], order_in(judge)) == raw
        assert changed(raw, same, order_in(judge)) == raw


def test_an_added_fact_is_one_line_in_every_file_of_the_example() -> None:
    seen = 0
    for path in (EXAMPLE / "pairings").glob("*.yml"):
        text = path.read_text(encoding="utf-8")
        meetings = data_of(text).get("meetings", [])
        after = edited(
            text,
            Add(
                ("meetings",),
                position_of(meetings, "2026-11-22", "date"),
                Line(date="2026-11-22", outcome="planned"),
            ),
        )
        new = [line for line in after.splitlines() if line not in text.splitlines()]
        assert new in (
            ["  - {date: 2026-11-22, outcome: planned}"],
            ["meetings:", "  - {date: 2026-11-22, outcome: planned}"],
        )
        assert lost(text, after) == []
        seen += 1
    assert seen > 40


def test_a_changed_word_is_one_word_in_every_file_of_the_example() -> None:
    seen = 0
    for path in (EXAMPLE / "pairings").glob("*.yml"):
        text = path.read_text(encoding="utf-8")
        for place, meeting in enumerate(data_of(text).get("meetings", [])):
            word = "held" if meeting["outcome"] == "no-show" else "no-show"
            after = edited(text, Put(("meetings", place, "outcome"), word))
            (line,) = lost(text, after)
            assert meeting["date"] in line
            assert after == text.replace(
                line, line.replace(f"outcome: {meeting['outcome']}", f"outcome: {word}")
            )
            seen += 1
    assert seen > 150


# Each style that people write in.


STYLES: list[tuple[str, Change, str]] = [
    ("mentee: a\ncohort: c", Put(("agreement",), "2026-09-14"), "mentee: a\ncohort: c\nagreement: 2026-09-14"),
    ("mentee: a\r\ncohort: c\r\n", Put(("agreement",), "2026-09-14"), "mentee: a\r\ncohort: c\r\nagreement: 2026-09-14\r\n"),
    ("mentee: a\r\ncohort: c", Put(("agreement",), "2026-09-14"), "mentee: a\r\ncohort: c\r\nagreement: 2026-09-14"),
    ("{mentee: a, cohort: c}", Put(("proposal", "mentor_asked"), "2026-09-14"), "{mentee: a, cohort: c, proposal: {mentor_asked: 2026-09-14}}"),
    ("{cohort: c}", Put(("mentee",), "a"), "{mentee: a, cohort: c}"),
    ("# head\ncohort: c\n", Put(("mentee",), "a"), "# head\nmentee: a\ncohort: c\n"),
    ("---\ncohort: c\n...\n", Put(("agreement",), "2026-09-14"), "---\ncohort: c\nagreement: 2026-09-14\n...\n"),
    ("rationale: |\n  one\n\n\n# end\n", Put(("agreement",), "2026-09-14"), "rationale: |\n  one\nagreement: 2026-09-14\n\n\n# end\n"),
    ("rationale: |+\n  one\n\n\n", Put(("agreement",), "2026-09-14"), "rationale: |+\n  one\n\n\nagreement: 2026-09-14\n"),
    ("rationale: >-\n  one\n  two", Put(("agreement",), "2026-09-14"), "rationale: >-\n  one\n  two\nagreement: 2026-09-14"),
    ("rationale: one\n  two  # why\nended: {}\n", Put(("agreement",), "2026-09-14"), "rationale: one\n  two  # why\nagreement: 2026-09-14\nended: {}\n"),
    ("proposal:\n    mentor_asked: 2026-01-02\n", Put(("feedback", "mentee"), Line(date="2026-02-01", answer="start")),
     "proposal:\n    mentor_asked: 2026-01-02\nfeedback:\n    mentee: {date: 2026-02-01, answer: start}\n"),
    ("feedback:\n  mentor:\n    date: '2026-02-02'\n    answer: start\n", Put(("feedback", "mentee"), Line(date="2026-02-01", answer="start")),
     "feedback:\n  mentee:\n    date: '2026-02-01'\n    answer: start\n  mentor:\n    date: '2026-02-02'\n    answer: start\n"),
    ("feedback:\n  mentee: {date: 2026-02-01, answer: undecided}  # a comment\n", Add(("feedback", "mentee"), 1, Line(date="2026-03-01", answer="start")),
     "feedback:\n  mentee: [{date: 2026-02-01, answer: undecided}, {date: 2026-03-01, answer: start}]  # a comment\n"),
    ("feedback:\n  mentee: {date: 2026-02-01, answer: undecided}\n", Add(("feedback", "mentee"), 0, Line(date="2026-01-01", answer="start")),
     "feedback:\n  mentee: [{date: 2026-01-01, answer: start}, {date: 2026-02-01, answer: undecided}]\n"),
    ("feedback:\n  mentee:\n    date: '2026-02-02'\n\n    # a comment\n    answer: undecided\n  mentor: {}\n", Add(("feedback", "mentee"), 1, Line(date="2026-03-01", answer="start")),
     "feedback:\n  mentee:\n    - date: '2026-02-02'\n\n      # a comment\n      answer: undecided\n    - date: '2026-03-01'\n      answer: start\n  mentor: {}\n"),
    ("feedback:\n  mentee:\n    date: 2026-02-02\n    answer: undecided", Add(("feedback", "mentee"), 0, Line(date="2026-01-01", answer="start")),
     "feedback:\n  mentee:\n    - date: 2026-01-01\n      answer: start\n    - date: 2026-02-02\n      answer: undecided"),
    ("feedback: {}\n", Put(("feedback", "mentee"), Line(date="2026-02-01", answer="start")), "feedback: {mentee: {date: 2026-02-01, answer: start}}\n"),
    ("proposal: { }  # later\n", Put(("proposal", "mentor_asked"), "2026-02-01"), "proposal: {mentor_asked: 2026-02-01 }  # later\n"),
    ("{}\n", Put(("agreement",), "2026-02-01"), "{agreement: 2026-02-01}\n"),
    ("contacts: [ ]\n", Add(("contacts",), 0, Line({"date": "2026-02-01", "with": "mentee"})), "contacts: [{date: 2026-02-01, with: mentee} ]\n"),
    ("meetings: []\n", Add(("meetings",), 0, Line(date="2026-02-01", outcome="held")), "meetings: [{date: 2026-02-01, outcome: held}]\n"),
    ("meetings: [{ date: '2026-01-01', outcome: held } ]  # both\n", Add(("meetings",), 1, Line(date="2026-02-01", outcome="held")),
     "meetings: [{ date: '2026-01-01', outcome: held }, { date: '2026-02-01', outcome: held } ]  # both\n"),
    ("meetings: [{date: 2026-03-01, outcome: held}]\n", Add(("meetings",), 0, Line(date="2026-02-01", outcome="held")),
     "meetings: [{date: 2026-02-01, outcome: held}, {date: 2026-03-01, outcome: held}]\n"),
    ("meetings: [\n  {date: 2026-03-01, outcome: held}\n]\n", Add(("meetings",), 0, Line(date="2026-02-01", outcome="held")),
     "meetings: [\n  {date: 2026-02-01, outcome: held},\n  {date: 2026-03-01, outcome: held}\n]\n"),
    ("meetings: [\n  {date: 2026-01-01, outcome: held} # one\n]\n", Add(("meetings",), 1, Line(date="2026-02-01", outcome="held")),
     "meetings: [\n  {date: 2026-01-01, outcome: held}, # one\n  {date: 2026-02-01, outcome: held}\n]\n"),
    ("meetings: [\n  {date: 2026-01-01, outcome: held}, # one\n]\n", Add(("meetings",), 1, Line(date="2026-02-01", outcome="held")),
     "meetings: [\n  {date: 2026-01-01, outcome: held}, # one\n  {date: 2026-02-01, outcome: held},\n]\n"),
    ('meetings:\n- date: "2026-01-01"\n  outcome: held  # one\n# two\n- {date: 2026-03-01, outcome: held}\n', Add(("meetings",), 1, Line(date="2026-02-01", outcome="held")),
     'meetings:\n- date: "2026-01-01"\n  outcome: held  # one\n- date: "2026-02-01"\n  outcome: held\n# two\n- {date: 2026-03-01, outcome: held}\n'),
    ("meetings:\n    -   date: 2026-03-01\n        outcome: held\n", Add(("meetings",), 0, Line(date="2026-02-01", outcome="held")),
     "meetings:\n    -   date: 2026-02-01\n        outcome: held\n    -   date: 2026-03-01\n        outcome: held\n"),
    ("meetings:\n  -\n    date: 2026-01-01\n    outcome: held\n", Add(("meetings",), 1, Line(date="2026-02-01", outcome="held")),
     "meetings:\n  -\n    date: 2026-01-01\n    outcome: held\n  - date: 2026-02-01\n    outcome: held\n"),
    ('meetings:\n  - {date: 2026-01-01, outcome: "planned"}\n', Put(("meetings", 0, "outcome"), "held"), 'meetings:\n  - {date: 2026-01-01, outcome: "held"}\n'),
    ("pauses:\n  - {from: 2026-01-01}\n", Put(("pauses", 0, "until"), "2026-02-01"), "pauses:\n  - {from: 2026-01-01, until: 2026-02-01}\n"),
    ("pauses:\n  - from: 2026-01-01  # summer\n", Put(("pauses", 0, "until"), "2026-02-01"), "pauses:\n  - from: 2026-01-01  # summer\n    until: 2026-02-01\n"),
]  # fmt: skip
"""A file, a change, and the file after it. The browser editor writes the same: test_editor."""


@pytest.mark.parametrize(("before", "change", "after"), STYLES)
def test_a_change_is_written_in_the_files_own_hand(before: str, change: Change, after: str) -> None:
    assert edited(before, change) == after


def rewritten(text: str, change: Change) -> str:
    """Return a text after a change, where the keys `a` to `e` have that order everywhere."""
    return changed(text.encode("utf-8"), [change], lambda _route: "abcde").decode("utf-8")


REMOVALS: list[tuple[str, Route, str]] = [
    ("a: 1\nb: 2\nc: 3\n", ("a",), "b: 2\nc: 3\n"),
    ("a: 1\nb: 2\nc: 3\n", ("b",), "a: 1\nc: 3\n"),
    ("a: 1\nb: 2\nc: 3\n", ("c",), "a: 1\nb: 2\n"),
    ("a: 1\nb: 2\nc: 3", ("c",), "a: 1\nb: 2\n"),
    ("{a: 1, b: 2, c: 3}\n", ("a",), "{b: 2, c: 3}\n"),
    ("{a: 1, b: 2, c: 3}\n", ("b",), "{a: 1, c: 3}\n"),
    ("{a: 1, b: 2, c: 3}\n", ("c",), "{a: 1, b: 2}\n"),
    ("a:\n  - 1\n  - 2\n  - 3\nb: 0\n", ("a", 0), "a:\n  - 2\n  - 3\nb: 0\n"),
    ("a:\n  - 1\n  - 2\n  - 3\nb: 0\n", ("a", 1), "a:\n  - 1\n  - 3\nb: 0\n"),
    ("a:\n  - 1\n  - 2\n  - 3\nb: 0\n", ("a", 2), "a:\n  - 1\n  - 2\nb: 0\n"),
    ("a: [1, 2, 3]\n", ("a", 0), "a: [2, 3]\n"),
    ("a: [1, 2, 3]\n", ("a", 1), "a: [1, 3]\n"),
    ("a: [1, 2, 3]\n", ("a", 2), "a: [1, 2]\n"),
    ("a: [\n  1,\n  2,\n  3,\n]\n", ("a", 1), "a: [\n  1,\n  3,\n]\n"),
    ("a: [\n  1,\n  2,\n  3,\n]\n", ("a", 2), "a: [\n  1,\n  2,\n]\n"),
    ("a:\n- {d: 1}\n- d: 2\n  e: 3\n- {d: 4}\n", ("a", 1), "a:\n- {d: 1}\n- {d: 4}\n"),
    ("a:\n  b: 1 # why\n  c: 2 # so\n", ("a", "b"), "a:\n  c: 2 # so\n"),
    ("a: {b: 1}\nc: 2\n", ("a", "b"), "c: 2\n"),
    ("a: {b: {c: 1}}\nd: 2\n", ("a", "b", "c"), "d: 2\n"),
    ("a: {b: {c: 1, d: 2}}\n", ("a", "b", "c"), "a: {b: {d: 2}}\n"),
    ("a: [{b: 1}]\nc: 2\n", ("a", 0, "b"), "c: 2\n"),
    ("a: {b: 1}\n", ("a", "b"), "a: {b: 1}\n"),
]


@pytest.mark.parametrize(("before", "route", "after"), REMOVALS)
def test_what_is_taken_out_takes_its_own_lines_and_what_would_be_empty(
    before: str, route: Route, after: str
) -> None:
    if before == after:  # nothing would be left of the file
        with pytest.raises(NoPlaceError):
            rewritten(before, Take(route))
    else:
        assert rewritten(before, Take(route)) == after


NEIGHBOURS: list[tuple[str, int, Any, str]] = [
    ("a: [1, 3]\n", 0, 0, "a: [0, 1, 3]\n"),
    ("a: [1, 3]\n", 1, 2, "a: [1, 2, 3]\n"),
    ("a: [1, 3]\n", 2, 4, "a: [1, 3, 4]\n"),
    ("a: [\n    1,\n  3\n]\n", 0, 0, "a: [\n    0,\n    1,\n  3\n]\n"),
    ("a: [\n  1,\n  3\n]\n", 2, 4, "a: [\n  1,\n  3,\n  4\n]\n"),
    ("a: [\n  1,\n  3,\n]\n", 1, 2, "a: [\n  1,\n  2,\n  3,\n]\n"),
    ("a:\n -  1\n -  2\n", 0, 0, "a:\n -  0\n -  1\n -  2\n"),
    ("a:\n-   1\n-   2\n", 1, 0, "a:\n-   1\n-   0\n-   2\n"),
    ("a:\n- 1\n- 2", 2, 3, "a:\n- 1\n- 2\n- 3"),
    ("a:\n-\n  d: 1\n- d: 2\n", 2, {"d": 3}, "a:\n-\n  d: 1\n- d: 2\n- d: 3\n"),
    ("a:\n- d: 1\n  e: [2]\n", 1, {"d": 3}, "a:\n- d: 1\n  e: [2]\n- d: 3\n"),
    (
        "a:\n  -   d: 1\n      e: 2\n",
        1,
        {"d": 3, "e": 4},
        "a:\n  -   d: 1\n      e: 2\n  -   d: 3\n      e: 4\n",
    ),
    (
        "a:\n  - d: zero\n    e: |\n      word\n",
        1,
        {"d": "3", "e": "word"},
        'a:\n  - d: zero\n    e: |\n      word\n  - d: "3"\n    e: word\n',
    ),
    (
        "a:\n  - {d: '1', e: one}\n",
        1,
        {"d": "three", "e": "two"},
        "a:\n  - {d: '1', e: one}\n  - {d: 'three', e: two}\n",
    ),
]


@pytest.mark.parametrize(("before", "position", "item", "after"), NEIGHBOURS)
def test_an_item_is_written_as_its_neighbours_are(
    before: str, position: int, item: Any, after: str
) -> None:
    assert rewritten(before, Add(("a",), position, item)) == after


def test_an_entry_goes_before_the_first_of_a_later_day() -> None:
    entries = [{"date": "2026-03-02"}, {"date": "2026-03-04"}, {"date": "2026-03-04"}]
    for day, position in (("01", 0), ("02", 1), ("03", 1), ("04", 3), ("05", 3)):
        assert position_of(entries, f"2026-03-{day}", "date") == position
    assert position_of([], "2026-03-02", "date") == 0


@pytest.mark.parametrize("text", ["? meetings\n: - {date: 2026-03-01, outcome: held}\n"])
def test_where_there_is_no_sure_place_nothing_is_written(text: str) -> None:
    with pytest.raises(NoPlaceError):
        edited(text, Add(("meetings",), 0, Line(date="2026-02-01", outcome="held")))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_words_are_read_back_as_they_were(words: str) -> None:
    data = {"name": words, "wishes": Line(words=words), "list": [words, Line(words=words)]}
    assert source.parse(new_file(data).decode("utf-8"), "") == data
    for quote in ("'", '"'):
        text = f"rationale: {quote}x{quote}\n"
        assert data_of(edited(text, Put(("rationale",), words))) == {"rationale": words}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Anna Ek", "Anna Ek"),
        ("two\nlines", r'"two\nlines"'),
        ('"a" \\', r'"\"a\" \\"'),
        ("a, b", '"a, b"'),
        ("12", '"12"'),
        ("x #y", '"x #y"'),
        (True, "true"),
        (3, "3"),
    ],
)
def test_words_are_plain_where_that_is_safe(value: object, written: str) -> None:
    assert new_file({"name": value}) == f"name: {written}\n".encode()


# Any file that people could have written.

DAYS = [f"2026-{month:02}-{day:02}" for month in range(1, 13) for day in (3, 14, 25)]


@st.composite
def written(draw: st.DrawFn) -> str:
    """Return a pairing's file in some hand: blocks or braces, indents, quotes, comments, blank lines, line ends."""
    days = sorted(draw(st.sets(st.sampled_from(DAYS), max_size=5)))
    quote = draw(st.sampled_from(["", "'", '"']))
    step = draw(st.integers(1, 4))
    count = 0

    def noise() -> str:
        nonlocal count
        count += 1
        return draw(st.sampled_from(["", "", "", f"  # note {count}"]))

    def between(column: int) -> list[str]:
        nonlocal count
        count += 1
        return draw(
            st.sampled_from([[], [], [""], [f"{' ' * column}# aside {count}"], ["# left", ""]])
        )

    lines = [*between(0), f"mentee: anna-07{noise()}", "mentor: bjorn-12", f"cohort: c{noise()}"]
    lines += draw(
        st.sampled_from(
            [
                [],
                ["rationale: |", "  Words: and # more", "", "  words.", ""],
                ["rationale: Words that", "  go on."],
                ['rationale: "a: b"'],
            ]
        )
    )
    if draw(st.booleans()):
        asked = f"{quote}2026-01-02{quote}"
        lines += (
            [f"proposal: {{mentor_asked: {asked}}}{noise()}"]
            if draw(st.booleans())
            else ["proposal:", *between(step), f"{' ' * step}mentor_asked: {asked}{noise()}"]
        )
    if days:
        style = draw(st.sampled_from(["block", "rows", "brackets", "tall brackets"]))
        dash = draw(st.integers(0, 4))
        rows = [f"{{date: {quote}{day}{quote}, outcome: held}}" for day in days]
        match style:
            case "brackets":
                lines += [f"meetings: [{', '.join(rows)}]{noise()}"]
            case "tall brackets":
                trailing = draw(st.sampled_from(["", ","]))
                lines += ["meetings: ["]
                for place, row in enumerate(rows):
                    lines += [
                        *between(2),
                        f"  {row}{',' if place < len(rows) - 1 else trailing}{noise()}",
                    ]
                lines += [" ]"]
            case "rows":
                lines += [f"meetings:{noise()}"]
                for row in rows:
                    lines += [*between(dash), f"{' ' * dash}- {row}{noise()}"]
            case "block":
                lines += [f"meetings:{noise()}"]
                for day in days:
                    lines += [
                        *between(dash),
                        f"{' ' * dash}-  date: {quote}{day}{quote}{noise()}",
                        f"{' ' * dash}   outcome: held{noise()}",
                    ]
    lines += between(0)
    if draw(st.booleans()):
        lines += [f"agreement: 2026-05-05{noise()}", *between(0)]
    ending = draw(st.sampled_from(["\n", "\r\n"]))
    return ending.join(lines) + draw(st.sampled_from(["", ending]))


def changes_of(data: Any) -> list[Change]:
    meetings = data.get("meetings", [])
    found: list[Change] = [
        Add(
            ("meetings",),
            position_of(meetings, day, "date"),
            Line(date=day, outcome="planned", form="walk"),
        )
        for day in ("2025-12-31", "2026-06-10", "2027-01-01")
    ]
    found += [
        Put(("meetings", place, key), value)
        for place in range(len(meetings))
        for key, value in (("outcome", "no-show"), ("form", "phone"))
    ]
    return [
        *found,
        Put(("replaces",), "anna-07--carin-03"),
        Put(("proposal", "mentor_answer"), Line(date="2026-01-04", answer="accepted")),
        Put(("agreement",), "2026-05-06"),
        Put(("feedback", "mentor"), Line(date="2026-02-01", answer="start")),
        Add(("contacts",), 0, Line({"date": "2026-03-01", "with": "mentee"})),
        Put(("ended",), Line(date="2026-12-30", reason="completed")),
    ]


@settings(max_examples=examples(150), deadline=None)
@given(written())
def test_whatever_the_hand_a_change_touches_its_own_lines_alone(text: str) -> None:
    data = data_of(text)
    for change in changes_of(data):
        after = edited(text, change)
        gone = lost(text, after)
        # At most one line is changed within: a word replaced, or what stands between the same
        # braces.
        assert len(gone) <= 1 or (
            len(gone) == 1 + (not text.endswith("\n"))
            and gone[-1] + ("\r\n" if "\r\n" in text else "\n") in after
        )
        assert re.findall("#[^\r\n]*", text) == re.findall("#[^\r\n]*", after)
        assert ("\r\n" in after) == ("\r\n" in text) or "\n" not in text
        assert "\r\n" not in after or not re.search(r"(?<!\r)\n", after)
        assert after.endswith("\n") == text.endswith("\n")
        data_after = data_of(after)
        for key in data:
            if key != change.route[0]:
                assert data_after[key] == data[key]


# Tried before it is written.

TODAY = date(2026, 11, 23)


def snapshot_of(root: Path) -> Snapshot:
    schemas = run.schema_named
    return Snapshot(
        reading.read_all(disk.entries(str(root)), lambda path: disk.read(str(root), path), schemas),
        TODAY,
    )


def places_in(root: Path) -> Callable[[str], Places | None]:
    return lambda path: reading.marks((root / path).read_text(encoding="utf-8"), path)


def tried(root: Path, files: dict[str, bytes]) -> Trial:
    return try_out(snapshot_of(root), files, run.schema_named, places_in(root))


ANNA = "pairings/anna-07--bjorn-12.yml"


def with_meeting(root: Path, day: str, outcome: str) -> bytes:
    text = (root / ANNA).read_text(encoding="utf-8")
    return edited(
        text,
        Add(
            ("meetings",),
            position_of(data_of(text)["meetings"], day, "date"),
            Line(date=day, outcome=outcome),
        ),
    ).encode("utf-8")


def test_what_would_be_is_what_a_check_finds_once_it_is(example: Path) -> None:
    files = {
        ANNA: with_meeting(example, "2026-12-24", "held"),
        "participants/new-01.yml": new_file(
            {
                "name": "Nya Namnet",
                "email": "ny@nytt.example",
                "organisation": "Nytt",
                "mentor": {"offers": [Line(area="change")], "capacity": 1},
            }
        ),
        "pairings/new.yml": b"mentee: [",
    }
    trial = tried(example, files)
    disk.swap(
        str(example),
        {
            path: ((example / path).read_bytes() if (example / path).exists() else None, raw)
            for path, raw in files.items()
        },
    )
    real = snapshot_of(example)
    assert real.reading._replace(open_questions=()) == trial.after.reading
    assert {finding.rule for finding in trial.errors} == {
        "the-past-has-happened",
        "yaml-can-be-read",
    }
    assert all(finding.path in files for finding in trial.findings)


def test_a_new_error_is_found_and_old_ones_are_not_held_against_the_change(example: Path) -> None:
    assert tried(example, {ANNA: with_meeting(example, "2026-12-14", "planned")}).findings == ()
    (example / ANNA).write_bytes(with_meeting(example, "2026-12-24", "held"))
    # The error stands there already, one line further down after this change.
    assert tried(example, {ANNA: with_meeting(example, "2026-11-10", "held")}).errors == ()
    (error,) = tried(example, {ANNA: with_meeting(example, "2026-12-28", "held")}).errors
    assert error.rule == "the-past-has-happened"


def test_a_change_of_the_programme_is_tried_on_everybody(example: Path) -> None:
    raw = (example / "programme.yml").read_bytes()
    trial = tried(example, {"programme.yml": raw.replace(b"id: 2026-var", b"id: 2026-annan")})
    assert {finding.rule for finding in trial.errors} == {"cohort-exists"}
    assert (
        tried(example, {"programme.yml": raw + b"#" * disk.LARGEST}).errors[0].rule
        == "text-is-utf8"
    )


# Written, or not at all.


def test_a_file_that_somebody_changed_meanwhile_is_left_alone(example: Path) -> None:
    seen = (example / ANNA).read_bytes()
    new = with_meeting(example, "2026-12-24", "planned")
    (example / ANNA).write_bytes(seen + b"# somebody\n")
    other = "participants/new-01.yml"
    assert disk.swap(str(example), {other: (None, b"name: x\n"), ANNA: (seen, new)}) == [ANNA]
    assert (example / ANNA).read_bytes() == seen + b"# somebody\n"
    assert not (example / other).exists()
    assert disk.swap(str(example), {ANNA: (None, new)}) == [ANNA]
    assert list((example / "pairings").glob("*.part")) == []


def test_two_writers_never_overwrite_each_other(example: Path) -> None:
    seen = (example / ANNA).read_bytes()
    part = example / f"{ANNA}.part"
    part.write_bytes(b"another writer's")
    assert disk.swap(str(example), {ANNA: (seen, b"x")}) == [ANNA]
    assert part.read_bytes() == b"another writer's"
    os.utime(part, (0, 0))  # left by a run that was interrupted long ago
    assert disk.swap(str(example), {ANNA: (seen, seen + b"# x\n")}) == []
    assert (example / ANNA).read_bytes() == seen + b"# x\n"
    assert not part.exists()


def test_a_leftover_that_comes_back_is_somebody_at_work(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = example / f"{ANNA}.part"
    part.write_bytes(b"old")
    os.utime(part, (0, 0))
    monkeypatch.setattr("os.unlink", lambda _: None)
    assert disk.swap(str(example), {ANNA: ((example / ANNA).read_bytes(), b"x")}) == [ANNA]


def test_what_another_writer_begins_when_we_are_done_is_theirs(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = (example / ANNA).read_bytes()
    part = example / f"{ANNA}.part"

    def replaced(source: str, target: str, real: Callable[[str, str], None] = os.replace) -> None:
        real(source, target)
        part.write_bytes(b"another writer's")

    monkeypatch.setattr("os.replace", replaced)
    assert disk.swap(str(example), {ANNA: (seen, seen + b"# x\n")}) == []
    assert part.read_bytes() == b"another writer's"


def test_a_leftover_whose_writer_is_done_already_is_none(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = example / f"{ANNA}.part"
    part.write_bytes(b"another writer's")

    def gone(path: str) -> os.stat_result:
        part.unlink()
        raise FileNotFoundError(path)

    seen = (example / ANNA).read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr("os.lstat", gone)
        patched.setattr("os.path.lexists", lambda path: os.access(path, os.F_OK))
        assert disk.swap(str(example), {ANNA: (seen, seen + b"# x\n")}) == []
    assert (example / ANNA).read_bytes() == seen + b"# x\n"
