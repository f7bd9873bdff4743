"""The handbook's passages follow `programme.yml`, in both languages and nowhere else."""

from __future__ import annotations

import re
import shutil
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from mentorskap.files import markdown, records
from mentorskap.files.markdown import without_code
from mentorskap.files.passages import filled, passages
from mentorskap.files.records import Limits
from mentorskap.model.passages import expected, foot, is_undecided, words
from tests.conftest import EXAMPLE, ROOT
from tests.handbook import as_shipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from tests.conftest import Outcome

TODAY = date(2026, 11, 23)
KARIN = {"name": "Karin Berg", "email": "karin@effect.example"}


RAW: dict[str, Any] = {
    "name": {"sv": "Programmet", "en": "The programme"},
    "language": "sv",
    "timezone": "Europe/Stockholm",
    "areas": [],
    "cohorts": [],
}


def programme(**settings: Any) -> records.Programme:
    return records.programme({**RAW, "manager": KARIN, **settings})


SAID = [
    ("limits.mentee_answer", "", {"mentee_answer": 5}, "fem dagar", "five days"),
    ("limits.mentee_answer", "", {"mentee_answer": 1}, "en dag", "a day"),
    ("limits.mentee_answer", "", {"mentee_answer": 7}, "en vecka", "a week"),
    ("limits.mentee_answer", "days", {"mentee_answer": 7}, "sju dagar", "seven days"),
    ("limits.mentee_answer", "", {"mentee_answer": 13}, "13 dagar", "13 days"),
    ("limits.mentee_answer", "", {"mentee_answer": 21}, "tre veckor", "three weeks"),
    ("limits.mentee_answer", "", {"mentee_answer": 91}, "13 veckor", "13 weeks"),
    ("limits.contact", "every", {"contact": 90}, "var 90:e dag", "every 90 days"),
    ("limits.contact", "every", {"contact": 61}, "var 61:a dag", "every 61 days"),
    ("limits.contact", "every", {"contact": 2}, "varannan dag", "every 2 days"),
    ("limits.contact", "every", {"contact": 1}, "varje dag", "every day"),
    ("limits.smallest_group", "", {"smallest_group": 5}, "fem personer", "five people"),
    ("limits.smallest_group", "", {"smallest_group": 1}, "en person", "one person"),
    ("limits.rhythm", "", {"rhythm": [35, 42]}, "5–6 veckor", "5–6 weeks"),
    ("limits.rhythm", "words", {"rhythm": [35, 42]}, "fem till sex veckor", "five to six weeks"),
    ("limits.rhythm", "apart", {"rhythm": [35, 42]}, "5–6 veckors mellanrum", "every 5–6 weeks"),
    (
        *("limits.rhythm", "every", {"rhythm": [28, 35]}),
        *("var fjärde till femte vecka", "every four to five weeks"),
    ),
    ("limits.rhythm", "every", {"rhythm": [30, 40]}, "var 30:e till 40:e dag", "every 30–40 days"),
    ("limits.rhythm", "every", {"rhythm": [22, 32]}, "var 22:a till 32:a dag", "every 22–32 days"),
    ("limits.rhythm", "every", {"rhythm": [11, 12]}, "var 11:e till 12:e dag", "every 11–12 days"),
    ("limits.rhythm", "every", {"rhythm": [42, 42]}, "var sjätte vecka", "every 6 weeks"),
    ("limits.rhythm", "every", {"rhythm": [7, 7]}, "varje vecka", "every week"),
    (
        *("limits.rhythm", "every", {"rhythm": [14, 21]}),
        *("varannan till var tredje vecka", "every two to three weeks"),
    ),
    (
        *("limits.rhythm", "every", {"rhythm": [7, 14]}),
        *("varje till varannan vecka", "every 1–2 weeks"),
    ),
    (
        *("limits.rhythm", "every", {"rhythm": [84, 91]}),
        *("var tolfte till 13:e vecka", "every 12–13 weeks"),
    ),
    ("limits.rhythm", "longest", {"rhythm": [35, 42]}, "42", "42"),
    ("limits.grace", "longest", {"grace": 0}, "0", "0"),
    ("limits.rhythm", "words", {"rhythm": [42, 42]}, "sex veckor", "six weeks"),
    ("limits.rhythm", "", {"rhythm": [30, 40]}, "30–40 dagar", "30–40 days"),
    ("late", "", {"rhythm": [35, 42], "grace": 7}, "7 veckor", "7 weeks"),
    ("late", "words", {"rhythm": [35, 42], "grace": 7}, "sju veckor", "seven weeks"),
    ("late", "", {"rhythm": [35, 42], "grace": 0}, "6 veckor", "6 weeks"),
    ("late", "words", {"rhythm": [35, 42], "grace": 3}, "45 dagar", "45 days"),
]


@pytest.mark.parametrize(("key", "form", "limits", "sv", "en"), SAID)
def test_a_limit_is_said_as_people_say_it(
    key: str, form: str, limits: dict[str, Any], sv: str, en: str
) -> None:
    said = programme(limits=limits)
    assert words(key, form, said, TODAY, "sv") == sv
    assert words(key, form, said, TODAY, "en") == en


@pytest.mark.parametrize(
    ("meetings", "sv", "en"),
    [
        ({"number": 7, "minutes": 90}, "Sju möten på 90 minuter.", "Seven meetings of 90 minutes."),
        (
            {"number": 7},
            "Sju möten. Deras längd är inte bestämd än",
            "Seven meetings. Their length",
        ),
        ({"minutes": 60}, "Ett möte är 60 minuter. Antalet", "A meeting is 60 minutes."),
        ({}, "Antalet möten och deras längd är inte bestämda än. Fråga Karin Berg.", "The number"),
    ],
)
def test_what_is_not_decided_about_meetings_is_for_the_manager_to_answer(
    meetings: dict[str, int], sv: str, en: str
) -> None:
    said = programme(meetings=meetings)
    assert (words("meetings", "", said, TODAY, "sv") or "").startswith(sv)
    assert (words("meetings", "", said, TODAY, "en") or "").startswith(en)
    assert is_undecided("meetings", said) == (len(meetings) < 2)


def test_the_price_is_said_as_written_and_safe_in_markdown() -> None:
    said = programme(price={"sv": "9 800 kr <b> [x](y)", "en": "SEK 9,800"})
    assert words("price", "", said, TODAY, "sv") == r"9 800 kr &lt;b&gt; \[x\](y)"
    assert words("price", "", said, TODAY, "en") == "SEK 9,800"
    assert not is_undecided("price", said)
    assert is_undecided("price", programme())
    assert "Fråga Karin Berg" in (words("price", "", programme(), TODAY, "sv") or "")


@pytest.mark.parametrize(
    ("name", "sv", "en"),
    [
        ("Effect", "Effects", "Effect's"),
        ("Kvarnens", "Kvarnens", "Kvarnens's"),
        ("A*B", r"A\*Bs", r"A\*B's"),
        (None, "programmets", "the programme's"),
    ],
)
def test_whose_network_it_is_follows_the_settings(name: str | None, sv: str, en: str) -> None:
    said = programme() if name is None else programme(network=name)
    assert words("network", "", said, TODAY, "sv") == sv
    assert words("network", "", said, TODAY, "en") == en
    (passage,) = passages("docs/sv/a.md", "i <!-- network -->Norrs<!-- / --> nätverk")
    assert expected(passage, said, TODAY) == sv


def test_cohorts_that_are_over_are_left_out_and_breaks_are_said() -> None:
    cohort = {"name": {"sv": "Hösten", "en": "Autumn"}, "starts": "2026-09-01"}
    breaks = [
        {"from": "2026-12-21", "until": "2027-01-06"},
        {"from": "2027-02-01", "until": "2027-02-05"},
    ]
    said = programme(
        cohorts=[
            {"id": "b", **cohort, "ends": "2027-06-11", "breaks": breaks},
            {"id": "a", **cohort, "starts": "2025-09-01", "ends": "2026-11-22"},
        ]
    )
    assert words("cohorts", "", said, TODAY, "sv") == (
        "\n\n- **Hösten:** 1 september 2026 – 11 juni 2027. Uppehåll: 21 december 2026 – 6 januari"
        " 2027 och 1 februari – 5 februari 2027.\n\n"
    )
    assert "Ask Karin Berg" in (words("cohorts", "", programme(), TODAY, "en") or "")


def test_contact_is_what_the_files_say_and_no_more() -> None:
    assert words("contact", "", programme(), TODAY, "sv") == (
        "\n\n**Karin Berg**, programansvarig:"
        " [karin@effect.example](mailto:karin@effect.example).\n\n"
    )
    phone = {"phone": "+46 70 123 00 00", "hours": {"sv": "Vardagar 9–16.", "en": "Weekdays 9–4."}}
    said = programme(manager={**KARIN, **phone})
    assert words("contact", "", said, TODAY, "en") == (
        "\n\n**Karin Berg**, programme manager: phone [+46 70 123 00 00](tel:+46701230000),"
        " [karin@effect.example](mailto:karin@effect.example). Weekdays 9–4.\n\n"
    )
    assert words("contact", "short", said, TODAY, "sv") == (
        "Karin Berg, [+46 70 123 00 00](tel:+46701230000),"
        " [karin@effect.example](mailto:karin@effect.example)"
    )
    assert is_undecided("contact", programme())
    assert not is_undecided("contact", said)


def test_several_managers_are_all_named_and_never_alive_as_html() -> None:
    managers = [{"id": "k", **KARIN}, {"id": "m", "name": "<i>Mo</i>", "email": "m@e.example"}]
    said = records.programme({**RAW, "managers": managers})
    assert "- **&lt;i&gt;Mo&lt;/i&gt;**" in (words("contact", "", said, TODAY, "sv") or "")
    line = foot(said, TODAY, "en")
    assert line.startswith("Any questions? Karin Berg, <a href=")
    assert "&lt;i&gt;Mo&lt;/i&gt;" in line
    assert "<i>" not in line


def test_a_setting_that_is_none_says_nothing() -> None:
    for key in ("limits.patience", "limits", "weather", "limits._fields"):
        assert words(key, "", programme(), TODAY, "sv") is None


def test_a_passage_keeps_its_capital_letter_and_everything_around_it() -> None:
    text = "A <!-- limits.feedback -->X<!-- / -->, b. <!--limits.feedback days-->old<!--/--> <!-- F1 -->\n"
    done = filled("docs/sv/a.md", text, lambda one: expected(one, programme(), TODAY))
    assert done == (
        "A <!-- limits.feedback -->En vecka<!-- / -->, b."
        " <!--limits.feedback days-->sju dagar<!--/--> <!-- F1 -->\n"
    )


def test_an_example_of_a_passage_is_code() -> None:
    text = "Write `<!-- price -->1<!-- / -->`.\n\n```html\n<!-- price -->1<!-- / -->\n```\n"
    assert list(passages("docs/en/a.md", text)) == []
    assert markdown.without_comments(text) == text


def test_comments_are_not_published_and_no_word_is_lost() -> None:
    text = "Inom <!-- late -->en vecka<!-- / -->. <!-- F1 --> Sedan. <!-- x\ny -->\n<!-- z -->\n"
    assert markdown.without_comments(text) == "Inom en vecka. Sedan.\n\n"


SETTINGS = {
    "rhythm: [35, 42]": "rhythm: [28, 35]",
    "grace: 7": "grace: 3",
    "mentor_answer: 7": "mentor_answer: 9",
    "inform_mentee: 5": "inform_mentee: 4",
    "mentee_answer: 5": "mentee_answer: 8",
    "first_meeting: 21": "first_meeting: 28",
    "feedback: 7": "feedback: 10",
    "  proposal: 21": "  proposal: 14",
    "new_proposal: 14": "new_proposal: 11",
    "  interview: 14": "  interview: 35",
    "outcome: 3": "outcome: 6\n  notice: 41",
    "contact: 90": "contact: 60",
    "ask_again: 90": "ask_again: 70",
    "open_pause: 90": "open_pause: 56",
    "closing: 14": "closing: 12",
    "smallest_group: 5": "smallest_group: 4",
    "name: Karin Berg": "name: Stina Borg",
    "2026-03-02": "2026-03-03",
}
CONSTANTS = {
    "sv": (
        *("Högst ett brev i veckan", "två utkast inom sju dagar", "från två veckor innan"),
        *("gallras nu eller inom 30 dagar", "borttaget arkiv i 90 dagar", "upp till 90 dagar"),
        *("gått en vecka utan ett ord", "en vecka för tidigt", "svar på en vecka"),
        *("annars en vecka som är bättre", "bokat inom två veckor"),
    ),
    "en": (
        *("one a week at most", "at most one a week", "letter a week at most"),
        *("two drafts within seven days", "from two weeks before", "purged now or within 30 days"),
        *("deleted repository for 90 days", "for up to 90 days", "A week without a word"),
        *("Better a week early", "No answer within a week", "name a week that is better"),
        *("within the next two weeks",),
    ),
}
"""What the handbook says in days or weeks that is no limit: the tool's own constants, the host's,
the law's, and advice."""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return the example with the shipped handbook, and every setting changed."""
    root = tmp_path / "own"
    shutil.copytree(EXAMPLE, root)
    shutil.copytree(ROOT / "docs", root / "docs")
    settings = (root / "programme.yml").read_text(encoding="utf-8")
    for old, new in SETTINGS.items():
        assert old in settings, old
        settings = settings.replace(old, new)
    settings += (
        'price: {sv: "12 000 kronor", en: "SEK 12,000"}\nmeetings: {number: 9, minutes: 75}\n'
    )
    (root / "programme.yml").write_text(settings, encoding="utf-8")
    return root


@as_shipped()
def test_every_setting_changes_its_passages_in_both_languages_and_nothing_else(
    own: Path, command: Callable[..., Outcome]
) -> None:
    before = {path: path.read_text(encoding="utf-8") for path in (own / "docs").rglob("*.md")}
    stale = command("check", "--format", "json", root=own).json()["findings"]
    stale_pages = {
        finding["path"]
        for finding in stale
        if finding["rule"] == "pages-say-what-the-programme-says"
    }
    listed = command("handbook", "--check", root=own)
    assert listed.code == 1
    assert stale_pages == set(listed.out.splitlines()[:-1])
    assert len(stale_pages) > 50
    assert {path: path.read_text(encoding="utf-8") for path in before} == before
    assert command("handbook", root=own).code == 0
    for path, old in before.items():
        new = path.read_text(encoding="utf-8")
        assert bare(new) == bare(old), path
    settings = yaml.safe_load((own / "programme.yml").read_text(encoding="utf-8"))
    pages = [path.read_text(encoding="utf-8") for path in before if "reference" not in path.parts]
    keys = {key for text in pages for key in re.findall(r"<!-- ([a-z_.]+)[ a-z]* -->", text)}
    assert keys >= {f"limits.{name}" for name in Limits._fields if name != "grace"}
    assert settings["limits"].keys() == set(Limits._fields)
    again = command("check", "--format", "json", root=own).json()["findings"]
    assert not [one for one in again if one["rule"] == "pages-say-what-the-programme-says"]
    assert command("handbook", "--check", root=own).code == 0


@as_shipped()
def test_no_page_says_a_limit_outside_its_passages() -> None:
    pages = {path: path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("??/**/*.md")}
    said = {
        language: {
            passage.words.lower()
            for path, text in pages.items()
            for passage in passages(path.relative_to(ROOT).as_posix(), text)
            if passage.language == language
            and (passage.key.startswith("limits.") or passage.key == "late")
            and not passage.words.isdigit()
        }
        for language in CONSTANTS
    }
    assert all(len(words) > 12 for words in said.values())
    for path, text in pages.items():
        language = path.relative_to(ROOT / "docs").parts[0]
        if "reference" not in path.parts:
            assert stale(without_code(bare(text)), said[language], CONSTANTS[language]) == [], path


def stale(text: str, said: Iterable[str], constants: Iterable[str]) -> list[str]:
    """Return the limits that a text says, except in the phrases that are constants."""
    for phrase in constants:
        text = text.replace(phrase, "")
    return [words for words in said if re.search(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE)]


def test_a_limit_in_plain_words_is_found() -> None:
    assert stale("Svara inom fem dagar.", {"fem dagar", "en vecka"}, ()) == ["fem dagar"]
    assert stale("Better a week early.", {"a week"}, ["Better a week early"]) == []


def bare(text: str) -> str:
    """Return a page without the words of its passages."""
    return filled("docs/sv/a.md", text, lambda _: "")


def test_a_page_that_is_not_utf_8_is_left_alone(
    tmp_path: Path, command: Callable[..., Outcome]
) -> None:
    shutil.copy(EXAMPLE / "programme.yml", tmp_path)
    page = tmp_path / "docs/sv/a.md"
    page.parent.mkdir(parents=True)
    raw = b"Inom <!-- limits.feedback -->fem dagar<!-- / --> h\xf6r du av dig.\n"
    page.write_bytes(raw)
    assert command("handbook", root=tmp_path).code == 0
    assert page.read_bytes() == raw
