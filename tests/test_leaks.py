"""Laws of the proof that a site names nobody: every trace is found however it is written, and none is repeated."""

from __future__ import annotations

import base64
import bz2
import gzip
import html
import io
import json
import lzma
import sys
import tarfile
import zipfile
import zlib
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

import pytest

from mentorskap.files import records
from mentorskap.host import leaks as script
from mentorskap.host.leaks import Leak, grouped, leaks, traces_of
from mentorskap.words.languages import LANGUAGES
from tests.common_names import FAMILY, GIVEN
from tests.conftest import ROOT
from tests.handbook import as_shipped
from tests.ways import NAMED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mentorskap.words.traces import Traces
    from tests.conftest import Outcome

ANNA = {
    "name": "Anna Åkerblom-Ek",
    "email": "anna.a@norrsken.example",
    "phone": "+46 70 123 45 67",
    "organisation": "Norrsken & Söner",
    "mentor": {"offers": [{"area": "change"}], "capacity": 1},
}
BO = {
    "name": "Bo Ek",
    "organisation": "IKA",
    "mentor": {"offers": [{"area": "change"}], "capacity": 1},
}


def traces(*everyday: str) -> Traces:
    people = [records.participant("anna-07", ANNA), records.participant("bo-12", BO)]
    return traces_of(people, ["anna-07", "bo-12", "bo-12--anna-07"], everyday)


def told(raw: str | bytes, *everyday: str) -> set[tuple[str, str]]:
    data = raw.encode() if isinstance(raw, str) else raw
    return {(leak.kind, leak.of) for leak in leaks(traces(*everyday), [("page.html", data)])}


TRACES = {
    "Anna Åkerblom-Ek": {("name", "anna-07"), ("family-name", "anna-07")},
    "hos ÅKERBLOMS, nej hos åkerblom": {("family-name", "anna-07")},
    "#akerblom": {("family-name", "anna-07")},
    "Bo\n   Ek": {("name", "bo-12")},
    "Bo <b>Ek</b>": {("name", "bo-12")},
    "/people/bo-ek/": {("name", "bo-12")},
    "anna.a@norrsken.example": {("email", "anna-07")},
    "070-123 45 67": {("phone", "anna-07")},
    "0046701234567": {("phone", "anna-07")},
    "+46 (0)70–1234567.": {("phone", "anna-07")},
    "Norrsken &amp; Söner": {("organisation", "anna-07")},
    "på IKA.": {("organisation", "bo-12")},
    "anna-07": {("id", "anna-07")},
    "bo-12--anna-07": {("id", "bo-12--anna-07"), ("id", "anna-07"), ("id", "bo-12")},
}
WAYS: dict[str, Callable[[str], bytes]] = {
    "as it is": lambda text: text.encode(),
    "composed of two signs": (
        lambda text: text.replace("Å", "A\u030a").replace("ö", "o\u0308").encode()
    ),
    "for HTML": lambda text: html.escape(text).encode(),
    "as numbers for HTML": (
        lambda text: "".join(f"&#{ord(sign)};" for sign in html.unescape(text)).encode()
    ),
    "twice for HTML": lambda text: html.escape(html.escape(text)).encode(),
    "for an address": lambda text: quote(html.unescape(text), safe="").encode(),
    "for JavaScript": lambda text: json.dumps(text).encode(),
    "with a soft hyphen": lambda text: (text[:2] + "&shy;" + text[2:]).encode(),
    "packed": lambda text: gzip.compress(text.encode()),
    "in wide signs": lambda text: text.encode("utf-16"),
    "in an old encoding": lambda text: (text + " é").replace("–", "-").encode("latin-1"),
}


@pytest.mark.parametrize(
    ("trace", "way"),
    [
        (trace, way)
        for trace in TRACES
        for way in WAYS
        if "<" not in trace
        or way not in {"as numbers for HTML", "for an address", "with a soft hyphen"}
    ],
)
def test_a_trace_is_found_however_it_is_written(trace: str, way: str) -> None:
    assert told(WAYS[way](f"x {trace} y")) >= TRACES[trace]


@pytest.mark.parametrize(
    "text",
    [
        "Anna",
        "En bok om ek och ask, åkerblommor.",
        "ika",
        "Ring 070-123 45 68.",
        "M46.70 123 45 67.5 3.1",
        "701234567890123456",
        "anna-071, xanna-07, anna 071, anna-07-3",
        "norrsken",
        "",
        "%zz &#xFFFFFFFF; \\u12 \\ud83d",
    ],
)
def test_what_tells_of_nobody_is_passed_over(text: str) -> None:
    assert told(text) == set()


def test_encodings_are_taken_off_only_so_deep() -> None:
    deep = "anna-07"
    for _ in range(6):
        deep = (
            "".join(f"&#{ord(sign)};" for sign in deep) if deep == "anna-07" else html.escape(deep)
        )
    assert told(deep) == set()


def test_bytes_that_only_look_packed_are_read_as_they_are() -> None:
    assert told(b"\x1f\x8b anna-07") == {("id", "anna-07")}
    assert told(gzip.compress(b"x" * 99)[:20]) == set()


def test_an_everyday_word_is_no_family_name_and_no_organisation_but_a_whole_name_is() -> None:
    assert told("Åkerblom, IKA", "åkerblom", "ika") == set()
    assert told("Anna Åkerblom-Ek", "åkerblom", "Anna Åkerblom-Ek") == {("name", "anna-07")}


def test_a_path_that_tells_of_someone_is_found_and_shown_only_so_far() -> None:
    found = leaks(
        traces(),
        [("way/bo-ek/index.html", b""), ("way/%41nna-07.html", b""), ("way/index.html", b"bo-12")],
    )
    assert found == [
        Leak("way/index.html", "id", "bo-12"),
        Leak("way/…", "id", "anna-07"),
        Leak("way/…", "name", "bo-12"),
    ]


def test_one_slip_on_many_pages_is_one_group() -> None:
    groups = grouped(leaks(traces(), [("a.html", b"Bo Ek bo-12"), ("b.html", b"Bo Ek")]))
    assert {key: [leak.path for leak in group] for key, group in groups.items()} == {
        ("anna-07", "family-name"): ["a.html", "b.html"],
        ("bo-12", "family-name"): ["a.html", "b.html"],
        ("bo-12", "id"): ["a.html"],
        ("bo-12", "name"): ["a.html", "b.html"],
    }


HUNDRED = [
    records.participant(
        "anna-07",
        {
            **ANNA,
            "name": "Anna Lindqvist",
            "email": "anna.l@norrsken.example",
            "organisation": "Norrsken Energi",
        },
    ),
    records.participant("bjorn-12", {**BO, "name": "Björn Ek"}),
    records.participant(
        "gunilla-05", {**BO, "name": "Gunilla Åström-Berg", "organisation": "Fjällkraft"}
    ),
]


def slips(raw: bytes, path: str = "page.html", allowed: tuple[str, ...] = ()) -> set[str]:
    people = traces_of(HUNDRED, [*(person.id for person in HUNDRED), "anna-07--bjorn-12"])
    return {f"{leak.kind} {leak.of}" for leak in leaks(people, [(path, raw)], allowed)}


@pytest.mark.parametrize("way", NAMED)
def test_each_of_a_hundred_ways_to_name_someone_is_found(way: str) -> None:
    assert len(NAMED) >= 100
    assert NAMED[way] in slips(f"<p>Då sade vi: {way}</p>".encode())


@pytest.mark.parametrize(
    "text",
    [
        "Ask the manager. My tip: berg och dal, en lind vid ström.",
        "<p>Ek växer långsamt.</p><p>Berg och dalar.</p>",
        "<td>namn</td><td>Berg</td>",
        "Norrsken syns på vintern? Nej, norrsken.",
        "Fråga Anna och Björn.",
        "norrskenet och lindarna, ekskog och bergsbestigning",
        "linda kvist",
    ],
)
def test_everyday_words_that_are_also_names_are_passed_over(text: str) -> None:
    people = [
        records.participant(f"x-{number}0", {**BO, "name": f"Kim {name}", "organisation": "Xyz"})
        for number, name in enumerate(("Ask", "My", "Berg", "Dal", "Lind", "Ström", "Ek"), 1)
    ]
    assert leaks(traces_of(people, []), [("page.html", text.encode())]) == []


EVERYDAY = ("Ask", "My", "Dal", "Ek", "Alm", "Sol", "Rask", "Frisk", "Glad", "Modig", "Ros")
"""Family names that are words of the handbook's two languages."""
KNOWN_ALARMS = {("Ask", "en/mentor/conversation.md")}
"""Sentences of the handbook in which such a word looks like a name."""


@pytest.mark.laws
@as_shipped()
def test_the_handbook_names_none_of_those_who_have_the_commonest_names() -> None:
    names = {
        f"x-{number:03}": (given, family)
        for number, (given, family) in enumerate(
            zip((*GIVEN, *GIVEN), (*FAMILY, *EVERYDAY), strict=False), 1
        )
    }
    people = [
        records.participant(id_, {**BO, "name": " ".join(both), "organisation": "Xyz"})
        for id_, both in names.items()
    ]
    pages = [
        (path.relative_to(ROOT / "docs").as_posix(), path.read_bytes())
        for language in LANGUAGES
        for path in sorted((ROOT / "docs" / language).rglob("*.md"))
    ]
    assert len(people) == len(FAMILY) + len(EVERYDAY)
    assert len(pages) > 60
    manager = ("karin.berg@effect.example", "Karin Berg", "+46 70 123 00 00")
    found = leaks(traces_of(people, []), pages, manager)
    assert {(names[leak.of][1], leak.path) for leak in found} <= KNOWN_ALARMS
    assert leaks(traces_of(people, []), [("a.md", b"Per Karlsson")]) != []


def _zip(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return buffer.getvalue()


def _tar(name: str, raw: bytes) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        member = tarfile.TarInfo(name)
        member.size = len(raw)
        archive.addfile(member, io.BytesIO(raw))
    return buffer.getvalue()


def _png(text: bytes) -> bytes:
    content = b"Comment\0\0" + zlib.compress(text)
    return b"\x89PNG\r\n\x1a\n" + len(content).to_bytes(4, "big") + b"zTXt" + content


SAID = "Fråga Lindqvist."
PACKED = {
    "zip": _zip(a=SAID.encode()),
    "name in a zip": _zip(lindqvist=b""),
    "docx": _zip(**{"word/document.xml": b"<w:r><w:t>Lind</w:t></w:r><w:r><w:t>qvist</w:t></w:r>"}),
    "zip in a zip": _zip(a=_zip(b=SAID.encode())),
    "gzip": gzip.compress(SAID.encode()),
    "bzip2": bz2.compress(SAID.encode()),
    "xz": lzma.compress(SAID.encode()),
    "tar": _tar("a.txt", SAID.encode()),
    "tar.gz": gzip.compress(_tar("a.txt", SAID.encode())),
    "compressed text of a picture": _png(SAID.encode()),
    "plain text of a picture": b"\xff\xd8\xff\xe1Exif\0\0" + SAID.encode("latin-1"),
    "EXIF in UTF-16": b"\xff\xd8\xff\xe1\0\0" * 3 + SAID.encode("utf-16-le"),
    "UTF-16 with a mark": SAID.encode("utf-16"),
    "UTF-16 without a mark": SAID.encode("utf-16-le"),
    "UTF-16, big end first": SAID.encode("utf-16-be"),
    "UTF-32": SAID.encode("utf-32"),
    "Latin-1": SAID.encode("latin-1"),
    "a zip behind a picture": b"GIF89a" + _zip(a=SAID.encode()),
    "zlib": zlib.compress(SAID.encode()),
    "lzma": lzma.compress(SAID.encode(), lzma.FORMAT_ALONE),
    "UTF-16 behind other bytes": b"\x89x" * 999 + SAID.encode("utf-16-le"),
    "a zip in base64": base64.b64encode(_zip(a=SAID.encode())),
}


@pytest.mark.parametrize("kind", PACKED)
def test_what_is_packed_or_in_another_encoding_is_read(kind: str) -> None:
    assert "family-name anna-07" in slips(PACKED[kind], "fil.bin")


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"%PDF-1.7 x", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "DOC, XLS, PPT"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"Rar!\x1a", "RAR"),
        (b"PK\x03\x04 broken", "ZIP"),
        (_zip(a=b"%PDF-1.7"), "PDF"),
        (b"\n\n%PDF-1.7 x", "PDF"),
        (b"MSCF\0\0", "CAB"),
        (b"\x04\x22\x4d\x18", "LZ4"),
        (reduce(lambda raw, _: _zip(a=raw), range(5), b"x"), "ZIP \u2026 ZIP"),
    ],
)
def test_a_kind_that_cannot_be_read_is_refused_by_name(raw: bytes, kind: str) -> None:
    assert slips(raw, "fil.bin") == {f"unreadable {kind}"}


def test_an_identity_number_is_found_at_the_very_beginning() -> None:
    assert slips(b"811228-9874, sa hon", "fil.txt") == {"identity-number "}


class Proof(NamedTuple):
    """How the script ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def prove(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Proof]:
    """Run the script in this process."""

    def run(root: Path, site: Path, **environment: str) -> Proof:
        monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["leaks.py", str(site), "--root", str(root)])
        capsys.readouterr()
        return Proof(script.main(), *capsys.readouterr())

    return run


def plant(folder: Path, *lines: str) -> Path:
    folder.mkdir()
    (folder / "index.html").write_text("\n".join(lines), encoding="utf-8")
    (folder / "sitemap.xml.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    return folder


def test_the_proof_says_where_and_of_whom_and_never_the_name(
    example: Path, tmp_path: Path, prove: Callable[..., Proof]
) -> None:
    done = prove(
        example, plant(tmp_path / "site", "Lindqvist", "adam-53", "anna.lindqvist@norrsken.example")
    )
    assert done.returncode == 1
    assert done.stderr == ""
    assert "I `index.html` står efternamnet på `anna-07`. Och i 1 fil till." in done.stdout
    assert "I `index.html` står id:t `adam-53`." in done.stdout
    assert "everyday_words" in done.stdout
    assert "lindqvist" not in done.stdout.lower()


def test_a_site_that_names_nobody_passes(
    example: Path, tmp_path: Path, prove: Callable[..., Proof]
) -> None:
    done = prove(example, plant(tmp_path / "site", "Välkommen"))
    assert (done.returncode, done.stdout) == (0, "Inga namn i 2 filer.\n")


def test_where_a_persons_file_cannot_be_read_nothing_is_proved(
    example: Path, tmp_path: Path, prove: Callable[..., Proof]
) -> None:
    (example / "participants" / "anna-07.yml").write_text("name: [", encoding="utf-8")
    done = prove(example, plant(tmp_path / "site", "Välkommen"))
    assert done.returncode == 1
    assert "participants/anna-07.yml" in done.stdout
    assert "mentorskap check" in done.stdout


def test_no_site_is_no_proof(example: Path, tmp_path: Path, prove: Callable[..., Proof]) -> None:
    done = prove(example, tmp_path / "nowhere")
    assert (done.returncode, done.stdout.splitlines()[0]) == (
        1,
        "Här finns ingen webbplats att gå igenom.",
    )
    done = prove(tmp_path, plant(tmp_path / "site", "Välkommen"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "programme.yml" in done.stderr
    assert "Traceback" not in done.stderr


def test_in_a_workflow_the_gravest_stand_in_the_log_and_all_in_the_summary(
    example: Path, tmp_path: Path, prove: Callable[..., Proof]
) -> None:
    people = sorted(path.stem for path in (example / "participants").iterdir())[:12]
    done = prove(
        example, plant(tmp_path / "site", *people), GITHUB_STEP_SUMMARY=str(tmp_path / "summary.md")
    )
    assert [line[:9] for line in done.stdout.splitlines() if line.startswith("::")] == [
        "::error::"
    ] * 10
    summary = (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert [
        id_ for id_ in people if f"<code>{id_.replace('-', '&#45;')}</code>" not in summary
    ] == []


@pytest.mark.parametrize(
    ("text", "slips"),
    [
        ("Ring Maj Ek, maj.ek@effect.example.", set()),
        ("Ring <a href='mailto:maj.ek@effect.example'>Maj <b>Ek</b></a>", set()),
        (
            "Maj Ek och Bo Ek",
            {("name", "bo-12"), ("family-name", "bo-12"), ("family-name", "anna-07")},
        ),
        ("Maj Ek, Åkerblom", {("family-name", "anna-07")}),
        ("Fråga Maj Eks vikarie", set()),
        ("Fråga Ek", {("family-name", "bo-12"), ("family-name", "anna-07")}),
    ],
)
def test_the_managers_own_name_and_address_are_no_leak(
    text: str, slips: set[tuple[str, str]]
) -> None:
    allowed = ("maj.ek@effect.example", "Maj Ek")
    found = leaks(traces(), [("page.html", text.encode())], allowed)
    assert {(leak.kind, leak.of) for leak in found} == slips


def test_a_mentors_family_name_that_the_manager_shares_is_still_a_leak() -> None:
    gunilla = records.participant(
        "gunilla-05", {**BO, "name": "Gunilla Åström-Berg", "organisation": "Fjällkraft"}
    )

    def slips(text: str) -> set[str]:
        people = traces_of([gunilla], ["gunilla-05"])
        return {leak.kind for leak in leaks(people, [("a.html", text.encode())], ("Karin Berg",))}

    assert slips("Fråga Karin Berg.") == set()
    assert slips("Fråga Åström-Berg.") == {"family-name"}
    assert slips("Fråga Berg.") == {"family-name"}


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_command_says_whom_it_found_and_refuses_a_folder_without_files(
    command: Callable[..., Outcome], tmp_path: Path, lang: str
) -> None:
    named = command("leaks", str(plant(tmp_path / "a", "Anna Lindqvists mentor")), lang=lang)
    assert named.code == 1
    assert "anna-07" in named.out
    assert "indqvist" not in named.out
    assert command("leaks", str(plant(tmp_path / "b", "Hej")), lang=lang).code == 0
    (tmp_path / "c").mkdir()
    for folder in ("c", "nowhere"):
        refused = command("leaks", str(tmp_path / folder), lang=lang)
        assert (refused.code, refused.out) == (2, "")
