"""A person is told all that is stored on them, and nothing that belongs to somebody else; an erasure leaves nothing."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from mentorskap.files.records import mentee_entries
from mentorskap.words.traces import family_names, folded
from tests.conftest import EXAMPLE, undecide

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome

PEOPLE = sorted(path.stem for path in (EXAMPLE / "participants").glob("*.yml"))
PAIRINGS = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in (EXAMPLE / "pairings").glob("*.yml")
}


def _name(id_: str, root: Path = EXAMPLE) -> str:
    return str(
        yaml.safe_load((root / "participants" / f"{id_}.yml").read_text(encoding="utf-8"))["name"]
    )


def _texts(node: Any) -> list[str]:
    if isinstance(node, dict):
        return [text for value in node.values() for text in _texts(value)]
    if isinstance(node, list):
        return [text for value in node for text in _texts(value)]
    return [str(node)]


@pytest.mark.parametrize("id_", PEOPLE)
def test_everything_in_the_persons_own_file_is_in_the_report(
    id_: str, command: Callable[..., Outcome]
) -> None:
    outcome = command("person", "export", id_)
    assert outcome.code == 0
    told = outcome.json()
    own = yaml.load(
        (EXAMPLE / "participants" / f"{id_}.yml").read_text(encoding="utf-8"),
        Loader=yaml.BaseLoader,  # noqa: S506
    )
    assert [str(value) for value in _texts(json.loads(json.dumps(told["participant"])))] != []
    assert sorted(text.lower() for text in _texts(told["participant"])) == sorted(
        text.lower() for text in _texts(own)
    )


@pytest.mark.parametrize("id_", PEOPLE)
def test_the_others_answers_and_mentors_never_shown_are_not_in_the_report(
    id_: str, command: Callable[..., Outcome]
) -> None:
    shown = command("person", "show", id_, "--lang", "en").out
    exported = command("person", "export", id_).json()
    for pairing, told in zip(
        [pairing for stem, pairing in sorted(PAIRINGS.items()) if id_ in stem.split("--")],
        exported["pairings"],
        strict=True,
    ):
        side, other = ("mentee", "mentor") if pairing["mentee"] == id_ else ("mentor", "mentee")
        assert f"{other}_answer" not in told.get("proposal", {})
        assert other not in told.get("feedback", {})
        assert {contact["with"] for contact in told.get("contacts", ())} <= {side}
        assert told.get("ended", {}).get("reason") in {
            None,
            "completed",
            "goal-reached",
            f"{side}-left",
        }
        if side == "mentee" and "mentee_informed" not in pairing.get("proposal", {}):
            assert other not in told
            assert "rationale" not in told
            if sum(stem.startswith(f"{id_}--{pairing[other]}") for stem in PAIRINGS) == 1:
                assert _name(pairing[other]) not in shown


def test_a_mentor_who_declined_stays_unknown_to_the_mentee(command: Callable[..., Outcome]) -> None:
    shown = command("person", "show", "leyla-20").out
    assert "A proposal, without the other's name" in shown
    assert _name("piotr-33") not in shown
    assert "piotr" not in command("person", "export", "leyla-20").out
    assert _name("leyla-20") not in command("person", "show", "piotr-33").out


def test_what_others_have_written_is_told_without_whose_it_is(
    command: Callable[..., Outcome], sound: Path
) -> None:
    people = {
        path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in (sound / "participants").glob("*.yml")
    }
    tied = {tie["with"]: id_ for id_, person in people.items() for tie in person.get("ties", ())}
    wished = {
        entry["interview"]["wishes"]["mentor"]: id_
        for id_, person in people.items()
        for _, entry in mentee_entries(person)
        if "mentor" in entry.get("interview", {}).get("wishes", {})
    }
    assert tied
    assert wished
    for id_, whose in tied.items():
        exported = command("person", "export", id_, root=sound).json()
        assert [set(tie) - {"kind", "until"} for tie in exported["others"]["ties"]] == [set()]
        if whose not in json.dumps(exported["participant"]) and not any(
            {id_, whose} <= set(stem.split("--")) for stem in PAIRINGS
        ):
            assert people[whose]["name"] not in command("person", "show", id_, root=sound).out
        assert "others have stated" in command("person", "show", id_, root=sound).out
    for id_ in wished:
        assert command("person", "export", id_, root=sound).json()["others"]["wishes"] == 1
        assert "1 mentee has wished for you" in command("person", "show", id_, root=sound).out


def test_a_tie_is_told_as_one_says_it(command: Callable[..., Outcome], example: Path) -> None:
    path = example / "participants" / "tuula-27.yml"
    path.write_text(
        path.read_text(encoding="utf-8")
        + "ties:\n  - {with: bjorn-12, kind: professional, until: 2028-01-01}\n",
        encoding="utf-8",
    )
    own, told = (
        command("person", "show", id_, root=example, lang="sv").out
        for id_ in ("tuula-27", "bjorn-12")
    )
    assert "Björn Ek, yrkesmässig koppling, till och med den 1 januari 2028\n" in own
    assert "\n  yrkesmässig koppling, till och med den 1 januari 2028\n" in told
    assert (
        "professional tie, up to and including 1 January 2028\n"
        in command("person", "show", "bjorn-12", root=example).out
    )


def test_the_report_speaks_the_persons_language_unless_another_is_asked_for(
    example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from mentorskap import cli

    path = example / "participants" / "anna-07.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("languages: [sv, en]", "languages: [fi, en]"),
        encoding="utf-8",
    )
    cli.main(["person", "show", "anna-07", "--root", str(example), "--today", "2026-11-23"])
    assert "Access report for" in capsys.readouterr().out
    cli.main(
        [
            "person",
            "show",
            "anna-07",
            "--root",
            str(example),
            "--today",
            "2026-11-23",
            "--lang",
            "sv",
        ]
    )
    assert "Registerutdrag för" in capsys.readouterr().out


def test_texts_elsewhere_that_name_the_person_are_pointed_out_beside_the_report(
    command: Callable[..., Outcome], example: Path
) -> None:
    assert "bjorn-12.yml" not in _notes(command("person", "show", "anna-07", root=example))
    other = example / "participants" / "bjorn-12.yml"
    other.write_text(
        other.read_text(encoding="utf-8").replace(
            "words: Har slagit", "words: Känner Lindqvists bror. Har slagit"
        ),
        encoding="utf-8",
    )
    outcome = command("person", "show", "anna-07", root=example)
    assert "participants/bjorn-12.yml:10" in outcome.err
    assert "Känner" not in outcome.out + outcome.err


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Lindqvist", True),
        ("lindqvists bil", True),
        ("Lindqvistska", False),
        ("Sandlindqvist", False),
        ("anna-07 vet", True),
        ("Anna vet", False),
    ],
)
def test_a_family_name_counts_as_a_word_of_its_own(
    text: str,
    named: bool,  # noqa: FBT001
    command: Callable[..., Outcome],
    example: Path,
) -> None:
    path = example / "participants" / "bjorn-12.yml"
    path.write_text(
        re.sub(r"words: Har slagit.*?}", f"words: {text}}}", path.read_text(encoding="utf-8")),
        encoding="utf-8",
    )
    assert ("bjorn-12" in _notes(command("person", "show", "anna-07", root=example))) == named


def _notes(outcome: Outcome) -> str:
    """Return what the manager is told beside a report, pairings' files apart."""
    return "\n".join(line for line in outcome.err.splitlines() if "pairings/" not in line)


OTHERS = {
    "a rationale, whatever it says": ("pairing", "Hon behöver lugn."),
    "a rationale with a name": ("pairing", "Piotr Zieliński sa nej. Anna är sjukskriven."),
    "a whole name": ("words", "Björn Ek kan vara hård."),
    "a given name": ("words", "Har hört gott om Piotr."),
    "a family name in the genitive": ("words", "Zielińskis råd hjälpte."),
    "an id": ("words", "Som piotr-33 gjorde."),
}


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.parametrize("act", ["show", "export"])
def test_a_text_in_which_someone_else_is_named_is_read_first(
    kind: str, act: str, command: Callable[..., Outcome], example: Path
) -> None:
    where, text = OTHERS[kind]
    if where == "pairing":
        path = example / "pairings" / "anna-07--bjorn-12.yml"
        pattern = r"(?m)^rationale: .*$"
        new = f"rationale: {text}"
    else:
        path = example / "participants" / "anna-07.yml"
        pattern = r"words: [^}\n]*"
        new = f"words: {text}"
    before = path.read_text(encoding="utf-8")
    changed = re.sub(pattern, new, before, count=1)
    assert changed != before
    path.write_text(changed, encoding="utf-8")
    number = next(n for n, line in enumerate(changed.splitlines(), 1) if text in line)
    for lang in ("sv", "en"):
        outcome = command("person", act, "anna-07", root=example, lang=lang)
        assert f"`{path.parent.name}/{path.name}:{number}`" in outcome.err
        assert text not in outcome.err


def test_a_text_about_oneself_is_not_marked(command: Callable[..., Outcome], example: Path) -> None:
    path = example / "participants" / "anna-07.yml"
    text = re.sub(
        r"words: [^}\n]*", "words: Jag vill leda lugnare.", path.read_text(encoding="utf-8")
    )
    path.write_text(text, encoding="utf-8")
    assert "anna-07.yml" not in _notes(command("person", "show", "anna-07", root=example))


def test_the_report_answers_all_of_article_15(
    command: Callable[..., Outcome], example: Path
) -> None:
    undecide(example)
    for lang, words in (
        (
            "sv",
            (
                "Ändamål|Rättslig grund|Mottagare|Hur länge|Varifrån|utanför EU|poäng|begränsas|invända|IMY|"
                "loggen|historik|ärenden|mejl|säkerhetskopior|inte bestämt"
            ),
        ),
        (
            "en",
            (
                "Purpose|Legal basis|Recipients|How long|Where the data|outside the EU|score|restricted|"
                "object|IMY|log of letters|history|issues|mails|backups|not decided"
            ),
        ),
    ):
        for form in ("terminal", "markdown"):
            shown = command("person", "show", "anna-07", "--format", form, root=example, lang=lang)
            for word in words.split("|"):
                assert word.lower() in shown.out.lower()
            assert "`privacy.basis`" in shown.err
            assert "`retention.ended`" in shown.err


def test_what_the_programme_has_decided_is_in_the_report(
    command: Callable[..., Outcome], example: Path
) -> None:
    undecide(example)
    path = example / "programme.yml"
    path.write_text(
        path.read_text(encoding="utf-8")
        + "retention: {ended: 12, withdrawn: 1}\nprivacy: {controller: Effect AB,"
        " basis: {sv: Avtal, en: Contract}, recipients: [GitHub, Mejlhuset]}\n",
        encoding="utf-8",
    )
    outcome = command("person", "show", "anna-07", root=example)
    assert "Legal basis: Contract" in outcome.out
    assert "Recipients: GitHub; Mejlhuset" in outcome.out
    assert "privacy.basis" not in outcome.err
    exported = command("person", "export", "anna-07", root=example).json()["processing"]
    assert exported["basis"] == {"sv": "Avtal", "en": "Contract"}
    assert exported["contact"] is None


def test_two_spellings_of_a_letter_are_one() -> None:
    assert folded("Åsa") == folded("A\u030asa")
    assert family_names("Åsa") == ()
    assert family_names("Nils-Ánte van der Labba") == ("Labba",)
    assert family_names("Anna Berg Lindqvist") == ("Berg", "Lindqvist")


def test_what_cannot_be_read_in_full_is_a_no_that_names_the_file(
    command: Callable[..., Outcome], example: Path
) -> None:
    (example / "pairings" / "anna-07--bjorn-12.yml").write_text("mentee: [", encoding="utf-8")
    outcome = command("person", "show", "anna-07", root=example)
    assert outcome.code == 1
    assert "pairings/anna-07--bjorn-12.yml" in outcome.err
    assert command("person", "export", "anna-07", root=example).json()["unread"] == [
        "pairings/anna-07--bjorn-12.yml"
    ]


@pytest.mark.parametrize(
    ("id_", "said"),
    [
        ("anna-7", "Did you mean `anna-07`?"),
        ("..", "without `.yml`"),
        ("zz-99", "without `.yml`"),
    ],
)
def test_an_unknown_person_is_answered_with_the_nearest(
    id_: str, said: str, command: Callable[..., Outcome]
) -> None:
    outcome = command("person", "show", id_)
    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err


def test_a_person_whose_own_file_cannot_be_read_is_not_half_reported(
    command: Callable[..., Outcome], example: Path
) -> None:
    (example / "participants" / "anna-07.yml").write_text("name: [", encoding="utf-8")
    outcome = command("person", "show", "anna-07", root=example)
    assert (outcome.code, outcome.out) == (2, "")
    assert "participants/anna-07.yml" in outcome.err


def test_hostile_words_stay_words_in_the_markdown(
    command: Callable[..., Outcome], example: Path
) -> None:
    path = example / "participants" / "anna-07.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace(
            "title: Avdelningschef", 'title: "<img src=x onerror=alert(1)>](javascript:x)"'
        ),
        encoding="utf-8",
    )
    out = command("person", "show", "anna-07", "--format", "markdown", root=example).out
    assert "<img" not in out
    assert "](javascript" not in out
    assert "onerror" in out


@pytest.mark.parametrize("form", ["terminal", "markdown", "json"])
def test_the_same_files_and_day_give_the_same_bytes(
    form: str, command: Callable[..., Outcome]
) -> None:
    first, again = (command("person", "show", "noor-22", "--format", form).out for _ in range(2))
    assert first == again
    assert "Noor" in first


# Erasure.


def _end(root: Path, pairing: str) -> None:
    path = root / "pairings" / f"{pairing}.yml"
    path.write_text(
        path.read_text(encoding="utf-8") + "ended: {date: 2026-11-20, reason: other}\n",
        encoding="utf-8",
    )


def _bytes(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*.yml"))
    }


@pytest.fixture
def leaving(example: Path) -> Path:
    """Return the example with one mentor whose pairings have ended, whom others name: by a tie, a wish and a pairing that replaced one of theirs."""
    for pairing, data in PAIRINGS.items():
        if "bjorn-12" in pairing.split("--") and "ended" not in data:
            _end(example, pairing)
    tied = example / "participants" / "leyla-20.yml"
    tied.write_text(
        tied.read_text(encoding="utf-8")
        + "ties:\n  - {with: bjorn-12, kind: personal}   # sedan skolan\n",
        encoding="utf-8",
    )
    wishing = example / "participants" / "anna-07.yml"
    text = wishing.read_text(encoding="utf-8")
    wishing.write_text(
        text.replace("wishes: {words", "wishes: {mentor: bjorn-12, words"), encoding="utf-8"
    )
    pairing = (
        "mentee: anna-07\nmentor: carin-03\ncohort: 2026-var\nrationale: Carin lyssnar.\nreplaces:"
        " anna-07--bjorn-12   # bytet\n"
    )
    (example / "pairings" / "anna-07--carin-03.yml").write_text(pairing, encoding="utf-8")
    return example


def test_a_preview_of_an_erasure_changes_nothing(
    command: Callable[..., Outcome], leaving: Path
) -> None:
    before = _bytes(leaving)
    outcome = command("person", "erase", "bjorn-12", root=leaving)
    assert outcome.code == 0
    assert _bytes(leaving) == before
    assert not (leaving / "build").exists()
    for told in (
        "participants/bjorn-12.yml",
        "pairings/anna-07--bjorn-12.yml",
        "participants/leyla-20.yml:",
        "anna-07--carin-03.yml:5",
        "--yes",
    ):
        assert told in outcome.out


def test_an_erasure_leaves_nothing_of_the_person_and_everything_else(
    command: Callable[..., Outcome], leaving: Path
) -> None:
    before = _bytes(leaving)
    outcome = command("person", "erase", "bjorn-12", "--yes", root=leaving)
    assert outcome.code == 0
    after = _bytes(leaving)
    assert not [
        path
        for path, raw in after.items()
        if b"bjorn-12" in raw or "Björn Ek".encode() in raw or "bjorn" in path
    ]
    assert before.keys() - after.keys() == {path for path in before if "bjorn-12" in path}
    changed = {path for path, raw in after.items() if raw != before[path]}
    assert changed == {
        "participants/leyla-20.yml",
        "participants/anna-07.yml",
        "pairings/anna-07--carin-03.yml",
    }
    assert (
        after["pairings/anna-07--carin-03.yml"].decode()
        == "mentee: anna-07\nmentor: carin-03\ncohort: 2026-var\nrationale: Carin lyssnar.\n"
    )
    assert after["participants/leyla-20.yml"] == before["participants/leyla-20.yml"].replace(
        b"ties:\n  - {with: bjorn-12, kind: personal}   # sedan skolan\n", b""
    )
    assert after["participants/anna-07.yml"] == before["participants/anna-07.yml"].replace(
        b"mentor: bjorn-12, ", b""
    )
    assert command("check", root=leaving).code == 0
    assert "mentorskap person forget bjorn-12 --in ../copy" in outcome.out
    assert command("person", "show", "bjorn-12", root=leaving).code == 2


def test_the_log_of_letters_forgets_the_erased(
    command: Callable[..., Outcome], leaving: Path
) -> None:
    log = leaving / ".letters.log"
    log.write_text(
        "2026-11-02 anna-07 contact\n2026-11-02 bjorn-12 contact\n2026-11-09 bjorn-120 outcome\n"
        "2026-11-10 anna-07 introduction anna-07--bjorn-12--2 sent\n",
        encoding="utf-8",
    )
    assert command("person", "erase", "bjorn-12", root=leaving).code == 0
    assert "bjorn-12 " in log.read_text(encoding="utf-8")
    assert command("person", "erase", "bjorn-12", "--yes", root=leaving).code == 0
    assert (
        log.read_text(encoding="utf-8")
        == "2026-11-02 anna-07 contact\n2026-11-09 bjorn-120 outcome\n"
    )


def test_nobody_with_a_live_pairing_is_erased(
    command: Callable[..., Outcome], example: Path
) -> None:
    before = _bytes(example)
    outcome = command("person", "erase", "anna-07", "--yes", root=example)
    assert outcome.code == 1
    assert "anna-07--bjorn-12.yml" in outcome.out
    assert _bytes(example) == before


def test_an_erasure_that_would_break_a_rule_is_refused(
    command: Callable[..., Outcome], leaving: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "mentorskap.report.access._naming", lambda *_: iter(())
    )  # the ties and wishes are left behind
    before = _bytes(leaving)
    outcome = command("person", "erase", "bjorn-12", "--yes", root=leaving)
    assert outcome.code == 1
    assert "leyla-20.yml" in outcome.out
    assert _bytes(leaving) == before


def test_a_file_changed_meanwhile_stops_the_erasure(
    command: Callable[..., Outcome], leaving: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mentorskap.files.disk.swap", lambda *_: ["participants/leyla-20.yml"])
    outcome = command("person", "erase", "bjorn-12", "--yes", root=leaving)
    assert outcome.code == 2
    assert "participants/leyla-20.yml" in outcome.err


def test_an_unreadable_pairing_of_the_person_goes_too(
    command: Callable[..., Outcome], leaving: Path
) -> None:
    (leaving / "pairings" / "anna-07--bjorn-12.yml").write_text("mentee: [", encoding="utf-8")
    assert command("person", "erase", "bjorn-12", "--yes", root=leaving).code == 0
    assert not (leaving / "pairings" / "anna-07--bjorn-12.yml").exists()


def test_texts_that_name_the_erased_are_pointed_out(
    command: Callable[..., Outcome], leaving: Path
) -> None:
    path = leaving / "pairings" / "anna-07--carin-03.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace(
            "Carin lyssnar.", "Carin lyssnar som Björn Ek gjorde."
        ),
        encoding="utf-8",
    )
    assert "anna-07--carin-03.yml:4" in command("person", "erase", "bjorn-12", root=leaving).out
