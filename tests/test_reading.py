"""Laws of `reading`: whatever lies in a repository becomes a record or a fault, and never raises."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mentorskap.files import disk, reading, schema
from mentorskap.files.disk import Entry, Unread
from mentorskap.files.source import Mark
from tests.tiers import examples

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mentorskap.files.reading import Reading
    from mentorskap.files.source import Fault

ROOT = Path(__file__).parents[1]
SOUND = ROOT / "tests/sound"
LAW = settings(
    deadline=None,
    max_examples=examples(200),
)
SCHEMAS = {
    name: schema.compile_schema(
        name, (ROOT / f"schemas/{name}.schema.json").read_text(encoding="utf-8")
    )
    for name in ("programme", "participant", "pairing")
}
ANNA = (
    b"name: Anna Ek\nemail: anna@norrsken.example\norganisation: Norrsken\nmentor: {offers: [],"
    b" capacity: 1}\n"
)
PAIR = b"mentee: anna-07\nmentor: bjorn-12\ncohort: 2026-host\n"


def read(contents: Mapping[str, bytes | str | Unread], order: list[str] | None = None) -> Reading:
    """Return the reading of files held in memory; a text in the place of bytes is the kind of an entry that is no file."""
    opened: list[str] = []

    def opening(path: str) -> bytes | Unread:
        opened.append(path)
        content = contents[path]
        assert not isinstance(content, str), f"{path} is no file and was opened"
        return content

    entries = [
        Entry(path, content if isinstance(content, str) else "file")
        for path in order or list(contents)
        for content in [contents[path]]
    ]
    found = reading.read_all(entries, opening, SCHEMAS.__getitem__)
    assert len(opened) == len(set(opened)), "a file was opened twice"
    return found


def told(found: Reading) -> list[tuple[str, str, str]]:
    return [(fault.path, fault.stage, fault.kind) for fault in found.faults]


@pytest.fixture(scope="module")
def sound() -> dict[str, bytes]:
    """Return the files of the sound repository."""
    return {entry.path: (SOUND / entry.path).read_bytes() for entry in disk.entries(str(SOUND))}


def test_a_sound_repository_is_read_without_a_fault(sound: dict[str, bytes]) -> None:
    found = read(sound)
    assert found.faults == ()
    assert found.unread == ()
    assert found.programme is not None
    assert sorted(found.participants) == sorted(
        Path(path).stem for path in sound if path.startswith("participants/")
    )
    assert sorted(found.pairings) == sorted(
        Path(path).stem for path in sound if path.startswith("pairings/")
    )


@given(data=st.data())
@settings(LAW, max_examples=10)
def test_the_order_of_files_means_nothing(data: st.DataObject) -> None:
    files = {
        entry.path: (SOUND / entry.path).read_bytes() for entry in disk.entries(str(SOUND))
    } | {
        "participants/x-01.yml": b"\xff",
        "pairings/b.txt": b"",
    }
    order = data.draw(st.permutations(sorted(files)))
    first, second = read(files), read(files, order)
    assert first._replace(faults=()) == second._replace(faults=())
    assert list(first.participants) == list(second.participants)
    assert sorted(map(repr, first.faults)) == sorted(map(repr, second.faults))


@pytest.mark.parametrize(
    ("raw", "stage", "kind"),
    [
        (Unread("large"), "text", "large"),
        (Unread("closed"), "yaml", "closed"),
        (b"\xef\xbb\xbf" + ANNA, "text", "bom"),
        (ANNA.replace(b"Ek", b"\xd6k") + b"\tx: *y\n", "text", "windows-1252"),
        (ANNA + b"\tx: *y\n", "yaml", "tab"),
        (ANNA + b"name: 19811228-9874\n", "yaml", "duplicate-key"),
        (ANNA.replace(b"capacity: 1", b"capacity: en, words: sjuk"), "schema", "unknown-key"),
        (b"", "schema", "empty"),
        (b"- 1\n", "schema", "not-a-mapping"),
        (PAIR, "place", "pairing-here"),
    ],
)
def test_reading_stops_at_the_first_stage_that_fails_and_the_file_still_exists(
    raw: bytes | Unread, stage: str, kind: str
) -> None:
    found = read({"participants/anna-07.yml": raw})
    assert {fault.stage for fault in found.faults} == {stage}
    assert kind in {fault.kind for fault in found.faults}
    assert found.participants == {}
    assert found.unread == ("participants/anna-07.yml",)
    assert found.unread_participants == {"anna-07"}


@pytest.mark.parametrize("kind", ["folder", "link", "other"])
@pytest.mark.parametrize(
    "path",
    [
        "programme.yml",
        "participants/anna-07.yml",
        "pairings/anna-07--bjorn-12.yml",
        "participants",
        "pairings",
    ],
)
def test_what_is_no_file_is_told_and_not_opened(path: str, kind: str) -> None:
    found = read({path: kind})
    assert told(found) == [(path, "place", kind)]
    assert found.unread == (path,)


def test_a_missing_programme_is_a_fault_of_the_programme() -> None:
    assert told(read({"programme.yml": "missing"})) == [("programme.yml", "programme", "missing")]


@pytest.mark.parametrize(
    "name",
    [
        "anna-07.yaml",
        "anna-07.YML",
        "anna-07",
        "anna-07.yml.bak",
        "anna-07.yml~",
        "README.md",
        ".yml.swp",
        "anna-07.part.yml",
    ],
)
def test_only_one_ending_is_read(name: str) -> None:
    assert told(read({f"participants/{name}": "file"})) == [
        (f"participants/{name}", "place", "ending")
    ]
    assert told(read({f"pairings/{name}": "file"})) == [(f"pairings/{name}", "place", "ending")]


@pytest.mark.parametrize(
    "stem",
    [
        "anna-07",
        "anna-x",
        "anna-12345",
        "anna-maria-07",
        "anna-maria-eva-07",
        "åsa-07",
        "Anna-07",
        "anna",
        "anna_07",
        "07-anna",
        "-07",
        "",
        "anna-07\n",
        "a-07",
        "anna--07",
    ],
)
def test_a_participant_is_read_under_an_id_alone(stem: str) -> None:
    found = read({f"participants/{stem}.yml": ANNA})
    assert (stem in found.participants) == (stem in {"anna-07", "anna-maria-07", "a-07"})
    assert len(found.faults) == (stem not in found.participants)


@pytest.mark.parametrize(
    ("stem", "fits"),
    [
        ("anna-07--bjorn-12", True),
        ("anna-07--bjorn-12--2", True),
        ("anna-07--bjorn-12--10", True),
        ("anna-07--bjorn-12--1", False),
        ("anna-07--bjorn-12--02", False),
        ("anna-07--bjorn-12--", False),
        ("anna-07--bjorn-12--x", False),
        ("anna-07--bjorn-1", False),
        ("anna-07--bjorn-123", False),
        ("bjorn-12--anna-07", False),
        ("anna-07", False),
        ("", False),
    ],
)
def test_a_pairing_is_read_under_the_name_of_its_two_alone(stem: str, *, fits: bool) -> None:
    found = read({f"pairings/{stem}.yml": PAIR})
    assert (stem in found.pairings) == fits
    assert [fault.stage for fault in found.faults] == ([] if fits else ["name"])
    assert found.unread_pairings == (set() if fits else {stem})


@given(stem=st.text(max_size=20))
@LAW
def test_the_id_proposed_for_a_file_is_an_id(stem: str) -> None:
    assert re.fullmatch(reading.PERSON_ID, reading.near_id(stem))


# --- Remarks about a text that can be read


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("title: A\u030angstro\u0308m", (5, 8)),
        ("title: Ångstro\u0308m", (5, 14)),
        ("# anmärkning: fo\u0308rra", (5, 16)),
        ("title: \u212bngström", (5, 8)),
        ("title: \u1100\u1161", (5, 8)),
        ("title: \u0bc6\u0bbe", (5, 8)),
    ],
)
def test_a_text_in_loose_parts_is_noticed_where_they_begin(
    line: str, mark: tuple[int, int]
) -> None:
    found = read({"participants/anna-07.yml": ANNA + line.encode() + b"\n"})
    assert [(fault.stage, tuple(fault.mark or ())) for fault in found.faults] == [
        ("composed", mark)
    ]
    assert "anna-07" in found.participants


@pytest.mark.parametrize(
    ("line", "marks"),
    [
        ("phone: 0811228-9874", []),
        ("phone: 811228-9874", []),
        ("phone: '811228-9874'", []),
        ("phone: 811228-9874   # 811228-9874", [(5, 24)]),
        ("title: 811228-9874", [(5, 8)]),
        ("title: å 19811228-9874", [(5, 10)]),
        ("# 811228-9874, 811228+9874", [(5, 3), (5, 16)]),
        ("place: 811228-9875", []),
    ],
)
def test_an_identity_number_is_told_anywhere_but_as_a_phone_number(
    line: str, marks: list[tuple[int, int]]
) -> None:
    found = read({"participants/anna-07.yml": ANNA + line.encode() + b"\n"})
    assert [(fault.stage, tuple(fault.mark or ())) for fault in found.faults] == [
        ("identity", mark) for mark in marks
    ]


# --- Anything at all


def holds(found: Reading, files: Mapping[str, bytes]) -> None:
    """Hold a reading against the laws that no data may break."""
    records = {f"participants/{id_}.yml" for id_ in found.participants} | {
        f"pairings/{id_}.yml" for id_ in found.pairings
    }
    assert records.isdisjoint(found.unread)
    assert records | set(found.unread) | {"programme.yml"} >= set(files)
    refused: dict[str, list[Fault]] = {path: [] for path in found.unread}
    for fault in found.faults:
        if fault.stage in {"text", "yaml", "schema", "place", "name", "pair", "programme"}:
            refused[fault.path].append(fault)
        else:
            assert fault.path in records | {"programme.yml"}
    for path, faults in refused.items():
        assert faults, path
        assert len({fault.stage for fault in faults}) == 1
        for fault in faults:
            assert fault.kind != "unexplained"
            if isinstance(raw := files[path], bytes) and fault.mark is None:
                assert reading.marks(raw.decode("utf-8", "replace"), path).find(
                    fault.route, on_key=fault.on_key
                ) >= Mark(1, 1)


_PATHS = st.sampled_from(
    [
        "programme.yml",
        "participants/anna-07.yml",
        "participants/bjorn-12.yml",
        "pairings/anna-07--bjorn-12.yml",
        "pairings/x.yml",
        "participants/a b.yml",
        "participants/a.txt",
    ]
)
_LINES = st.sampled_from(
    [
        line + b"\n"
        for raw in (
            ANNA,
            PAIR,
            (SOUND / "participants/anna-07.yml").read_bytes(),
            (SOUND / "programme.yml").read_bytes(),
        )
        for line in raw.split(b"\n")
    ]
    + [
        b"\t",
        b"*",
        b"\xe5",
        b"\x00",
        b": ",
        b"\xc2\xa0",
        b"- [",
        b"}\n",
        b"19811228-9874 # x\n",
        b"\r",
        b"name:\n",
        b"? ",
        b"o\xcc\x88",
    ]
)


@given(
    files=st.dictionaries(
        _PATHS,
        st.one_of(st.lists(_LINES, max_size=8).map(b"".join), st.binary(max_size=40)),
        max_size=4,
    )
)
@settings(LAW, max_examples=3 * LAW.max_examples)
def test_whatever_the_bytes_a_file_is_a_record_or_has_faults_of_one_stage(
    files: dict[str, bytes],
) -> None:
    holds(read(files), files)


@given(
    data=st.data(),
    cut=st.integers(0, 3),
    put=st.one_of(
        st.binary(max_size=3),
        st.sampled_from([b"\n", b"  ", b": ", b" #", b"\xc2\xa0", b"'", b"]", b"[", b"&a "]),
    ),
)
@settings(LAW, max_examples=3 * LAW.max_examples)
def test_a_sound_file_with_a_few_bytes_changed_is_a_record_or_has_faults_of_one_stage(
    data: st.DataObject, cut: int, put: bytes
) -> None:
    path = data.draw(
        st.sampled_from(
            [
                "programme.yml",
                "participants/anna-07.yml",
                "pairings/anna-07--bjorn-12.yml",
                "pairings/gun-17--hassan-30.yml",
            ]
        )
    )
    raw = (SOUND / path).read_bytes()
    at = data.draw(st.integers(0, len(raw)))
    assume(b"\xef\xbb\xbf" not in put)  # a law of its own in test_schema
    files = {path: raw[:at] + put + raw[at + cut :]}
    holds(read(files), files)
