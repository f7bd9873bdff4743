"""What the browser editor writes: the bytes that the program itself writes for the same edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorskap.files import disk, schema
from tests.conftest import EXAMPLE, ROOT
from tests.editor.node import PLAIN, SHAPES, Edit, node, written
from tests.test_edit import FILES, NEIGHBOURS, REMOVALS, STYLES, changes_of, data_of, edited
from tests.test_edit import written as files
from tests.tiers import examples

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mentorskap.files.source import Route

KINDS = {"pairings": "pairing", "participants": "participant"}
JUDGES = {
    name: schema.compile_schema(name, disk.packaged_text(f"schemas/{name}.schema.json"))
    for name in SHAPES
}


def ordered(data: Any, order: Callable[[Route], Sequence[str]], route: Route = ()) -> Any:
    """Return data as a form hands it over: keys in the order of the schema."""
    if isinstance(data, list):
        return [ordered(item, order, (*route, 0)) for item in data]
    if not isinstance(data, dict):
        return data
    rank = list(order(route))
    return {key: ordered(data[key], order, (*route, key)) for key in sorted(data, key=rank.index)}


def properties(kind: str) -> Callable[[Route], Sequence[str]]:
    """Return the keys of a kind of file, in their order."""

    def keys(route: Route) -> Sequence[str]:
        part = schema.at(JUDGES[kind], route)
        return list(part.get("properties", ()))

    return keys


def in_letters(_route: Route) -> Sequence[str]:
    return "abcde"


def alike(answer: Any, expected: str) -> bool:
    """Say whether a text is as expected; a file always ends with one line end."""
    return isinstance(answer, str) and answer.rstrip() == expected.rstrip()


def unlike(cases: Sequence[tuple[Edit, str]]) -> list[tuple[str | None, Any, str]]:
    """Return the cases that the editor writes in another way: before, written, expected."""
    answers = written([edit for edit, _ in cases])
    return [
        (edit.text, answer, expected)
        for (edit, expected), answer in zip(cases, answers, strict=True)
        if not alike(answer, expected)
    ]


def test_no_edit_leaves_every_file_as_it_was() -> None:
    cases = [
        (Edit(SHAPES[KINDS[path.parent.name]], text, None), text)
        for path in FILES
        for text in [path.read_text(encoding="utf-8")]
    ]
    for folder in (EXAMPLE, ROOT / "tests" / "sound", ROOT / "tests" / "worked-example"):
        text = (folder / "programme.yml").read_text(encoding="utf-8")
        cases.append((Edit(SHAPES["programme"], text, None), text))
    assert len(cases) > 100
    assert unlike(cases) == []


def test_a_change_is_written_as_the_program_writes_it() -> None:
    cases = [
        (Edit(SHAPES["pairing"], before, ordered(data_of(after), properties("pairing"))), after)
        for before, _, after in STYLES
        if "|+" not in before  # the editor keeps no empty lines at the end of a file
    ]
    assert unlike(cases) == []


def test_what_is_taken_out_leaves_what_the_program_leaves() -> None:
    cases = [
        (Edit(PLAIN, before, ordered(data_of(after), in_letters)), after)
        for before, _, after in REMOVALS
    ]
    assert unlike(cases) == []


def test_an_item_is_written_as_its_neighbours_are_by_the_editor_too() -> None:
    cases = [
        (Edit(PLAIN, before, ordered(data_of(after), in_letters)), after)
        for before, _, _, after in NEIGHBOURS
    ]
    assert unlike(cases) == []


@settings(max_examples=examples(20) // 3, deadline=None)
@given(st.lists(files(), min_size=5, max_size=5))  # Node is started once for them all
def test_whatever_the_hand_both_write_the_same(texts: list[str]) -> None:
    cases = [
        (Edit(SHAPES["pairing"], text, ordered(data_of(after), properties("pairing"))), after)
        for text in texts
        for after in (edited(text, change) for change in changes_of(data_of(text)))
    ]
    assert unlike(cases) == []


FORMS = [
    # A number with a leading zero stays the text that it is.
    ("participant", "name: A\nphone: 0701740607\n", {"name": "B", "phone": "0701740607"}, "name: B\nphone: 0701740607\n"),
    ("participant", None, {"name": "B", "phone": "0701740607"}, "name: B\nphone: 0701740607\n"),
    # A box that nobody ticked writes nothing; one that is written stays.
    ("participant", "name: A\n", {"name": "B", "protected": False}, "name: B\n"),
    ("participant", "name: A\nprotected: false\n", {"name": "B", "protected": False}, "name: B\nprotected: false\n"),
    ("participant", "name: A\nprotected: true\n", {"name": "A", "protected": False}, "name: A\n"),
    # Fields left empty write nothing.
    ("pairing", "mentee: a\n", {"mentee": "a", "rationale": "", "meetings": [], "ended": {}, "agreement": None}, "mentee: a\n"),
    # One cohort is a mapping, two are a list, and a list stays one.
    ("participant", "name: A\nmentee:\n  cohort: c\n  admitted: 2026-01-02\n", {"name": "B", "mentee": [{"cohort": "c", "admitted": "2026-01-02"}]},
     "name: B\nmentee:\n  cohort: c\n  admitted: 2026-01-02\n"),
    ("participant", "name: A\nmentee:\n  cohort: c  # first\n  admitted: 2026-01-02\n",
     {"name": "A", "mentee": [{"cohort": "c", "admitted": "2026-01-02"}, {"cohort": "d", "admitted": "2027-01-02"}]},
     "name: A\nmentee:\n  - cohort: c  # first\n    admitted: 2026-01-02\n  - cohort: d\n    admitted: 2027-01-02\n"),
    ("participant", "name: A\nmentee:\n  - cohort: c\n    admitted: 2026-01-02\n", {"name": "B", "mentee": [{"cohort": "c", "admitted": "2026-01-02"}]},
     "name: B\nmentee:\n  - cohort: c\n    admitted: 2026-01-02\n"),
    # Two texts that a person folded or quoted, one of them edited.
    ("pairing", "mentee: a\nrationale: One\n  two.  # why\nreplaces: 'a--b'\n", {"mentee": "a", "rationale": "One two.", "replaces": "a--c"},
     "mentee: a\nrationale: One\n  two.  # why\nreplaces: 'a--c'\n"),
    ("pairing", "mentee: a\nrationale: One\n  two.  # why\n", {"mentee": "a", "rationale": "One: two #3."}, 'mentee: a\nrationale: "One: two #3."  # why\n'),
    ("pairing", "mentee: a\nrationale: >-\n  One\n  two.\n\n# end\nagreement: 2026-01-02\n", {"mentee": "a", "rationale": "Three.", "agreement": "2026-01-02"},
     "mentee: a\nrationale: Three.\n\n# end\nagreement: 2026-01-02\n"),
    # Two edits in one list, between comments.
    ("pairing", "meetings:\n  # autumn\n  - {date: 2026-01-02, outcome: planned} # room 3\n  - {date: 2026-02-02, outcome: held}\n",
     {"meetings": [{"date": "2026-01-02", "outcome": "held"}, {"date": "2026-02-02", "outcome": "held"}, {"date": "2026-03-02", "time": "14:00", "outcome": "planned"}]},
     'meetings:\n  # autumn\n  - {date: 2026-01-02, outcome: held} # room 3\n  - {date: 2026-02-02, outcome: held}\n  - {date: 2026-03-02, time: "14:00", outcome: planned}\n'),
    # A new file, in the hand of the house.
    ("participant", None,
     {"name": "Greta Holm", "email": "greta.holm@vik.example", "languages": ["sv", "en"], "mentee": [
         {"cohort": "c", "admitted": "2026-06-15", "interview": {"date": "2026-08-10", "challenges": [{"area": "change", "words": "Två lag: ett."}],
          "mentor_contribution": [{"area": "change", "required": True}], "wishes": {"mentor": "bjorn-12", "avoid_organisations": ["Fjäll AB"]}}}]},
     ("name: Greta Holm\nemail: greta.holm@vik.example\nlanguages: [sv, en]\nmentee:\n  cohort: c\n  admitted: 2026-06-15\n  interview:\n"
     '    date: 2026-08-10\n    challenges:\n      - {area: change, words: "Två lag: ett."}\n    mentor_contribution:\n      - {area: change, required: true}\n'
     "    wishes: {mentor: bjorn-12, avoid_organisations: [Fjäll AB]}\n")),
    ("pairing", None, {"mentee": "a", "mentor": "b", "cohort": "c", "proposal": {"mentor_asked": "2026-08-17"}},
     "mentee: a\nmentor: b\ncohort: c\nproposal:\n  mentor_asked: 2026-08-17\n"),
]  # fmt: skip
"""What a form hands over, which is not always what the file holds, and the file after it."""


@pytest.mark.parametrize(("kind", "before", "form", "after"), FORMS)
def test_a_form_writes_what_was_edited_alone(
    kind: str, before: str | None, form: dict[str, Any], after: str
) -> None:
    assert unlike([(Edit(SHAPES[kind], before, form), after)]) == []


def test_an_edit_without_a_sure_place_is_refused_and_not_guessed() -> None:
    text = "? meetings\n: - {date: 2026-03-01, outcome: held}\n"
    after = {"meetings": [{"date": "2026-02-01", "outcome": "held"}, *data_of(text)["meetings"]]}
    (answer,) = written([Edit(SHAPES["pairing"], text, after)])
    assert "error" in answer


def test_another_text_than_the_programs_is_found() -> None:
    edit = Edit(SHAPES["pairing"], "mentee: a\n", {"mentee": "b"})
    assert unlike([(edit, "mentee: c\n")]) == [("mentee: a\n", "mentee: b\n", "mentee: c\n")]


def test_where_node_is_missing_the_skip_has_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(pytest.skip.Exception, match="Node is not installed"):
        node()
