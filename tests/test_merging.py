"""Two changes of one file, made one: by the function, by the command, and by Git itself."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorskap.edit.merging import (
    ABOUT,
    NOTHING,
    DisagreementError,
    NoMergeError,
    UnreadableError,
    merged,
)
from mentorskap.edit.splice import Add, Change, Line, Put, Take, after, changed, position_of
from mentorskap.files import source
from mentorskap.host.writing import order
from tests.conftest import ROOT, git

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.conftest import Outcome

PATH = "pairings/anna-07--bjorn-12.yml"
PAIR = """\
mentee: anna-07
mentor: bjorn-12
cohort: 2026-host
rationale: De fyller varandra. # skrivet efter samtalet
proposal:
  mentor_asked: 2026-09-01
  mentor_answer: {date: 2026-09-03, answer: accepted}
meetings:
  # den första var på ett kafé
  - {date: 2026-09-15, outcome: held, form: walk}
  - {date: 2026-10-27, outcome: planned}
contacts:
  - {date: 2026-09-22, with: mentee}
"""


def _order(route: Any) -> list[str]:
    return order(PATH, route)


def _merged(ours: str, theirs: str, base: str = PAIR, by_lines: str | None = None) -> str:
    lines = None if by_lines is None else by_lines.encode()
    return merged(base.encode(), ours.encode(), theirs.encode(), lines, _order).decode()


def _with(*edits: tuple[str, str], text: str = PAIR) -> str:
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


LAST_MEETING = "  - {date: 2026-10-27, outcome: planned}\n"
LAST_CONTACT = "  - {date: 2026-09-22, with: mentee}\n"


def _after_meeting(line: str) -> tuple[str, str]:
    return LAST_MEETING, f"{LAST_MEETING}  - {{{line}}}\n"


def _after_contact(line: str) -> tuple[str, str]:
    return LAST_CONTACT, f"{LAST_CONTACT}  - {{{line}}}\n"


HELD = ("outcome: planned}", "outcome: held}")
AGREED = (LAST_CONTACT, f"{LAST_CONTACT}agreement: 2026-09-20\n")
FEEDBACK = ("meetings:\n", "feedback:\n  mentee: {date: 2026-09-16, answer: start}\nmeetings:\n")
MOVED = (LAST_MEETING, "  - {date: 2026-11-03, outcome: planned}\n")


@pytest.mark.parametrize(
    ("ours", "theirs", "both"),
    [
        pytest.param(
            [_after_meeting("date: 2026-12-08, outcome: planned")],
            [_after_meeting("date: 2026-12-01, outcome: planned")],
            [
                (
                    LAST_MEETING,
                    (
                        f"{LAST_MEETING}  - {{date: 2026-12-01, outcome: planned}}\n"
                        "  - {date: 2026-12-08, outcome: planned}\n"
                    ),
                )
            ],
            id="two meetings at the end",
        ),
        pytest.param(
            [HELD],
            [_after_meeting("date: 2026-12-08, outcome: planned")],
            [
                (
                    LAST_MEETING,
                    (
                        "  - {date: 2026-10-27, outcome: held}\n"
                        "  - {date: 2026-12-08, outcome: planned}\n"
                    ),
                )
            ],
            id="an outcome, and a meeting below it",
        ),
        pytest.param(
            [HELD],
            [("outcome: planned}", "outcome: planned, form: video}")],
            [("outcome: planned}", "outcome: held, form: video}")],
            id="two keys of one entry",
        ),
        pytest.param(
            [_after_contact("date: 2026-10-01, with: mentee")],
            [_after_contact("date: 2026-10-01, with: mentor")],
            [
                (
                    LAST_CONTACT,
                    (
                        f"{LAST_CONTACT}  - {{date: 2026-10-01, with: mentee}}\n"
                        "  - {date: 2026-10-01, with: mentor}\n"
                    ),
                )
            ],
            id="two people on one day",
        ),
        pytest.param(
            [_after_contact("date: 2026-10-01, with: mentee")],
            [_after_contact("date: 2026-10-01, with: mentee")],
            [_after_contact("date: 2026-10-01, with: mentee")],
            id="the same twice",
        ),
        pytest.param(
            [(LAST_MEETING, "")],
            [_after_contact("date: 2026-10-01, with: mentor")],
            [(LAST_MEETING, ""), _after_contact("date: 2026-10-01, with: mentor")],
            id="an entry taken away",
        ),
        pytest.param(
            [AGREED],
            [FEEDBACK],
            [AGREED, FEEDBACK],
            id="two keys at the end",
        ),
    ],
)
def test_what_both_did_is_in_the_file(
    ours: list[tuple[str, str]], theirs: list[tuple[str, str]], both: list[tuple[str, str]]
) -> None:
    one, two, meant = _with(*ours), _with(*theirs), _with(*both)
    for whole in (_merged(one, two), _merged(two, one)):
        assert _data(whole) == _data(meant)
        assert "# skrivet efter samtalet" in whole
        assert "  # den första var på ett kafé\n" in whole
        assert set(PAIR.splitlines()) & set(meant.splitlines()) <= set(whole.splitlines())


def _data(text: str) -> Any:
    return source.parse(text, "")


@pytest.mark.parametrize(
    ("ours", "theirs", "where", "values"),
    [
        pytest.param(
            [HELD],
            [("outcome: planned}", "outcome: cancelled}")],
            ("meetings", "2026-10-27", "outcome"),
            ("held", "cancelled"),
            id="two outcomes",
        ),
        pytest.param(
            [_after_meeting("date: 2026-12-08, outcome: planned")],
            [_after_meeting("date: 2026-12-08, outcome: held")],
            ("meetings", "2026-12-08", "outcome"),
            ("planned", "held"),
            id="a day added twice",
        ),
        pytest.param(
            [HELD], [MOVED], ("meetings", "2026-10-27"), (..., None), id="changed here, moved there"
        ),
        pytest.param(
            [MOVED], [HELD], ("meetings", "2026-10-27"), (None, ...), id="moved here, changed there"
        ),
        pytest.param(
            [("De fyller", "Båda fyller")],
            [("varandra", "ut varandra")],
            ("rationale",),
            (..., ...),
            id="one text",
        ),
        pytest.param(
            [("mentor_asked: 2026-09-01", "mentor_asked: 2026-09-02")],
            [("mentor_asked: 2026-09-01", "mentor_asked: 2026-08-31")],
            ("proposal", "mentor_asked"),
            ("2026-09-02", "2026-08-31"),
            id="a day in a mapping",
        ),
    ],
)
def test_where_the_two_disagree_a_person_chooses(
    ours: list[tuple[str, str]],
    theirs: list[tuple[str, str]],
    where: tuple[str, ...],
    values: tuple[Any, Any],
) -> None:
    with pytest.raises(DisagreementError) as refused:
        _merged(_with(*ours), _with(*theirs))
    (clash,) = refused.value.clashes
    assert clash.where == where
    for value, meant in zip(clash[1:], values, strict=True):
        if meant is None:
            assert value is NOTHING
        elif meant is not ...:
            assert value == meant


def test_lines_that_meet_in_an_entry_that_nobody_wrote_are_a_clash() -> None:
    """The day is on one line and the outcome on another, so lines alone would not disagree."""
    base = _with((LAST_MEETING, "  - date: 2026-10-27\n    form: video\n    outcome: planned\n"))
    ours = base.replace("date: 2026-10-27", "date: 2026-11-03")
    theirs = base.replace("outcome: planned", "outcome: held")
    nobodys = ours.replace("outcome: planned", "outcome: held")
    with pytest.raises(DisagreementError):
        _merged(ours, theirs, base, nobodys)


def test_what_lines_gave_is_taken_with_its_comments_if_it_means_both() -> None:
    ours = _with(("# skrivet efter samtalet", "# skrivet dagen efter"))
    theirs = _with(HELD)
    whole = _with(("# skrivet efter samtalet", "# skrivet dagen efter"), HELD)
    assert _merged(ours, theirs, by_lines=whole) == whole


def test_a_comment_of_either_side_stays() -> None:
    ours = _with(_after_contact("date: 2026-10-01, with: mentee"))
    noted = _with(
        (LAST_CONTACT, f"{LAST_CONTACT}  # ring hellre\n  - {{date: 2026-10-01, with: mentor}}\n")
    )
    for whole in (_merged(ours, noted), _merged(noted, ours)):
        assert "# ring hellre" in whole
        assert len(_data(whole)["contacts"]) == 3


def test_two_comments_in_two_ways_are_left_to_a_person() -> None:
    ours = _with((LAST_CONTACT, f"{LAST_CONTACT}  - {{date: 2026-10-01, with: mentee}} # ett\n"))
    theirs = _with((LAST_CONTACT, f"{LAST_CONTACT}  - {{date: 2026-10-02, with: mentee}} # två\n"))
    with pytest.raises(NoMergeError):
        _merged(ours, theirs)


@pytest.mark.parametrize("which", [0, 1, 2])
def test_a_text_that_is_no_document_is_named(which: int) -> None:
    texts = [PAIR, _with(HELD), _with(AGREED)]
    texts[which] = "meetings: [\n"
    with pytest.raises(UnreadableError) as refused:
        _merged(texts[1], texts[2], texts[0])
    assert refused.value.which == which


MENTEE = (
    "name: Anna Lindqvist\nroles: [mentee]\nmentee:\n  cohort: 2026-host\n  admitted: 2026-08-01\n"
)
TWICE = """\
name: Anna Lindqvist
roles: [mentee]
mentee:
  - cohort: 2026-host
    admitted: 2026-08-01
  - cohort: 2027-var
    admitted: 2026-11-01
"""


def test_an_entry_that_becomes_a_list_meets_a_change_inside_it() -> None:
    inside = _with(("admitted: 2026-08-01", "admitted: 2026-08-02"), text=MENTEE)
    for whole in (_merged(TWICE, inside, MENTEE), _merged(inside, TWICE, MENTEE)):
        assert _data(whole)["mentee"] == [
            {"cohort": "2026-host", "admitted": "2026-08-02"},
            {"cohort": "2027-var", "admitted": "2026-11-01"},
        ]


def _lists(schema: Any, where: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(schema, dict):
        if "properties" in schema.get("items", {}):
            yield where, schema["items"]
        for key, inner in schema.items():
            yield from _lists(inner, (*where, key))


@pytest.mark.parametrize("kind", ["participant", "pairing", "programme"])
def test_every_list_of_the_schemas_has_entries_that_can_be_told_apart(kind: str) -> None:
    schema = json.loads((ROOT / f"schemas/{kind}.schema.json").read_text(encoding="utf-8"))
    lists = list(_lists(schema))
    assert lists
    for where, entry in lists:
        assert set(ABOUT) & set(entry["required"]), where


# --- Any edits of different entries

DAYS = [f"2026-{month:02}-{day:02}" for month in (10, 11, 12) for day in (1, 9, 17)]


@st.composite
def _edits(draw: st.DrawFn) -> list[list[Change]]:
    """Return the changes of two sides, none of them about what the other is about."""
    sides: list[list[Change]] = [[], []]
    data = _data(PAIR)
    for day in DAYS:
        owner = draw(st.integers(0, 2))
        if owner < 2:
            line = Line(date=day, outcome=draw(st.sampled_from(["planned", "held"])))
            at = position_of(after(data, sides[owner])["meetings"], day, "date")
            sides[owner].append(Add(("meetings",), at, line))
    alone: list[Change] = draw(
        st.permutations(
            [
                Put(("agreement",), "2026-09-20"),
                Put(("meetings", 0, "form"), "video"),
                Put(("proposal", "mentee_informed"), "2026-09-04"),
                Take(("rationale",)),
            ]
        )
    )
    for change in alone:
        sides[draw(st.integers(0, 1))].insert(0, change)
    return sides


@given(_edits())
def test_edits_of_different_entries_meet_in_either_order(sides: list[list[Change]]) -> None:
    ours, theirs = (changed(PAIR.encode(), side, _order).decode() for side in sides)
    whole = _data(_merged(ours, theirs))
    assert whole == _data(_merged(theirs, ours))
    days = {entry["date"]: entry for side in (ours, theirs) for entry in _data(side)["meetings"]}
    assert [entry["date"] for entry in whole["meetings"]] == sorted(days)
    assert whole.keys() == _data(ours).keys() & _data(theirs).keys() | (
        (_data(ours).keys() | _data(theirs).keys()) - _data(PAIR).keys()
    )


# --- The command, and Git


@pytest.fixture
def copy(tmp_path: Path, command: Callable[..., Outcome]) -> Path:
    """Return a copy of a small programme, where Git merges by the command."""
    root = Path(shutil.copytree(ROOT / "tests" / "ground", tmp_path / "copy"))
    shutil.copy(ROOT / ".gitattributes", root)
    (root / PATH).write_text(PAIR, encoding="utf-8", newline="\n")
    git(root, "init", "--quiet", "--initial-branch=main")
    said = command("merge", "--install", root=root)
    assert (said.code, said.err) == (0, "")
    _commit(root)
    git(root, "branch", "other")
    return root


def _commit(root: Path, *edits: tuple[str, str]) -> None:
    (root / PATH).write_text(_with(*edits), encoding="utf-8", newline="\n")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=change")


def test_git_merges_two_branches_that_add_to_one_list(copy: Path) -> None:
    _commit(copy, _after_meeting("date: 2026-12-08, outcome: planned"))
    git(copy, "switch", "--quiet", "other")
    _commit(copy, _after_meeting("date: 2026-12-01, outcome: planned"))
    git(copy, "merge", "--quiet", "main")
    assert git(copy, "status", "--porcelain") == ""
    days = [entry["date"] for entry in _data((copy / PATH).read_text(encoding="utf-8"))["meetings"]]
    assert days == ["2026-09-15", "2026-10-27", "2026-12-01", "2026-12-08"]


@pytest.mark.parametrize(
    ("lang", "sentences"),
    [
        (
            "sv",
            [
                f"Två ändringar av `{PATH}` säger olika:",
                "- `meetings → 2026-10-27 → outcome`: ”held” i version 1, ”cancelled” i version 2.",
                "Båda versionerna står i filen, mellan `<<<<<<< 1` och `>>>>>>> 2`.",
            ],
        ),
        (
            "en",
            [
                f"Two changes of `{PATH}` do not agree:",
                "- `meetings → 2026-10-27 → outcome`: “held” in version 1, “cancelled” in version 2.",
                "Both versions are in the file, between `<<<<<<< 1` and `>>>>>>> 2`.",
            ],
        ),
    ],
)
def test_a_clash_is_in_the_file_and_in_words(
    copy: Path, command: Callable[..., Outcome], lang: str, sentences: list[str]
) -> None:
    for name, text in (("base", PAIR), ("ours", _with(HELD))):
        (copy / name).write_text(text, encoding="utf-8")
    (copy / "theirs").write_text(
        _with(("outcome: planned}", "outcome: cancelled}")), encoding="utf-8"
    )
    files = [str(copy / name) for name in ("base", "ours", "theirs")]
    said = command("merge", "--path", PATH, *files, root=copy, lang=lang)
    assert said.code == 1
    assert said.out == ""
    for sentence in sentences:
        assert sentence in said.err
    text = (copy / "ours").read_text(encoding="utf-8")
    assert "<<<<<<< 1\n" in text
    assert ">>>>>>> 2\n" in text
    assert source.parse(text, "").kind == "conflict"


def test_a_clash_of_meaning_shows_both_files(copy: Path, command: Callable[..., Outcome]) -> None:
    base = _with((LAST_MEETING, "  - date: 2026-10-27\n    form: video\n    outcome: planned\n"))
    (copy / "base").write_text(base, encoding="utf-8")
    (copy / "ours").write_text(base.replace("date: 2026-10-27", "date: 2026-11-03"))
    (copy / "theirs").write_text(base.replace("outcome: planned", "outcome: held"))
    files = [str(copy / name) for name in ("base", "ours", "theirs")]
    assert command("merge", "--path", PATH, *files, root=copy).code == 1
    text = (copy / "ours").read_text(encoding="utf-8")
    assert text.startswith("<<<<<<< 1\nmentee: anna-07\n")
    assert text.endswith("\n>>>>>>> 2\n")


def test_a_free_text_is_not_quoted(copy: Path, command: Callable[..., Outcome]) -> None:
    for name, old, new in (
        ("base", "De", "De"),
        ("ours", "De fyller", "Båda fyller på många sätt ut det som den andra saknar, och"),
        ("theirs", "varandra", "varandra väl. Det sade de båda två, oberoende av varandra"),
    ):
        (copy / name).write_text(PAIR.replace(old, new), encoding="utf-8")
    files = [str(copy / name) for name in ("base", "ours", "theirs")]
    said = command("merge", "--path", PATH, *files, root=copy)
    assert "- `rationale`: another text in version 1, another text in version 2." in said.err


def test_the_command_by_itself_says_how_git_gets_it(command: Callable[..., Outcome]) -> None:
    said = command("merge")
    assert said.code == 2
    assert "`mentorskap merge --install`" in said.err


def test_without_the_command_git_merges_lines_as_ever(copy: Path) -> None:
    """A copy where nobody has installed it has conflicts, and loses nothing."""
    git(copy, "config", "--remove-section", "merge.mentorskap")
    _commit(copy, _after_meeting("date: 2026-12-08, outcome: planned"))
    git(copy, "switch", "--quiet", "other")
    _commit(copy, _after_meeting("date: 2026-12-01, outcome: planned"))
    done = subprocess.run(["git", "merge", "main"], cwd=copy, capture_output=True, check=False)
    assert done.returncode == 1
    assert "<<<<<<< " in (copy / PATH).read_text(encoding="utf-8")


def test_a_clash_beside_another_conflict_of_lines_shows_all_of_both(
    copy: Path, command: Callable[..., Outcome]
) -> None:
    """Lines alone would put the marks elsewhere, and leave an entry that nobody wrote."""
    base = _with((LAST_MEETING, "  - date: 2026-10-27\n    form: video\n    outcome: planned\n"))
    ours = _with(
        ("- date: 2026-10-27", "- date: 2026-11-03"),
        _after_contact("date: 2026-10-01, with: mentee"),
        text=base,
    )
    theirs = _with(
        ("outcome: planned", "outcome: held"),
        _after_contact("date: 2026-10-02, with: mentor"),
        text=base,
    )
    for name, text in (("base", base), ("ours", ours), ("theirs", theirs)):
        (copy / name).write_text(text, encoding="utf-8", newline="\n")
    files = [str(copy / name) for name in ("base", "ours", "theirs")]
    assert command("merge", "--path", f"mentor/{PATH}", *files, root=copy).code == 1
    text = (copy / "ours").read_text(encoding="utf-8")
    assert text == f"<<<<<<< 1\n{ours}=======\n{theirs}>>>>>>> 2\n"
