"""Laws of `words`: an identity number is found in every writing and never repeated, and a telling word is noticed."""

from __future__ import annotations

import contextlib
import gc
import io
import re
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mentorskap import cli
from mentorskap.files import records, source
from mentorskap.host.run import EXIT_NO, EXIT_OK, voice_for
from mentorskap.report.reporter import FORMATS
from mentorskap.words import matters, names, private, request
from mentorskap.words.languages import LANGUAGES
from mentorskap.words.matters import KINDS, telling
from mentorskap.words.sentence import Languages, say
from mentorskap.words.voice import harmless
from tests.matters import SILENT, TELLING
from tests.tiers import examples

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Outcome

SOUND = Path(__file__).parent / "sound"
LAW = settings(
    deadline=None,
    max_examples=examples(300),
)


def check_digit(nine: str) -> str:
    """Return the tenth digit as the tax agency describes it: 212121-212, the digits of the products added."""
    products = "".join(
        str(int(digit) * factor)
        for digit, factor in zip(nine, (2, 1, 2, 1, 2, 1, 2, 1, 2), strict=True)
    )
    return str(-sum(map(int, products)) % 10)


INVISIBLE = "\u00ad\u200b\u200d\u2060\ufeff"
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
BETWEEN = ["", "-", "+", "–", " ", " - ", "--", "_", ":", ".", "/", ",", "\u2011", "\u2212", "\u2009", "\u2012", "\xa0"]  # fmt: skip


@st.composite
def numbers(draw: st.DrawFn, *, valid: bool = True) -> str:
    """Return an identity number that the tax agency might give out, in one of its writings."""
    born = draw(st.dates(date(1910, 1, 1), date(2019, 11, 23)))
    month, day = draw(
        st.one_of(
            st.just((born.month, born.day)),
            st.tuples(st.integers(0, 12), st.integers(60, 91)),
        )
    )
    six = f"{born:%y}{month:02}{day:02}"
    serial = draw(st.integers(0, 999))
    interim = day < 60 and draw(st.integers(0, 9)) == 0
    letter = draw(st.sampled_from("TRSUWXJKLMN")) if interim else ""
    three = f"1{serial % 100:02}" if letter else f"{serial:03}"
    last = check_digit(six + three)
    if not valid:
        last = str((int(last) + draw(st.integers(1, 9))) % 10)
    century = (
        str(born.year // 100)
        if six[0] in "023"
        else draw(st.sampled_from(["", str(born.year // 100)]))
    )
    between = draw(st.sampled_from(BETWEEN))
    inside = draw(st.sampled_from(["", "", "-", " ", "."]))
    number = f"{century}{six[:2]}{inside}{six[2:4]}{inside}{six[4:]}{between}{letter or three[0]}{three[1:]}{last}"
    if draw(st.integers(0, 4)) == 0:
        number = number.translate(WIDE)
    if draw(st.integers(0, 4)) == 0:
        place = draw(st.integers(1, len(number) - 1))
        number = number[:place] + draw(st.sampled_from(INVISIBLE)) + number[place:]
    return number


_AROUND = st.text(st.sampled_from("abåö .,:;()/#\n–"), max_size=12)


@given(number=numbers(), before=_AROUND, after=_AROUND)
@LAW
def test_a_number_is_found_in_every_writing_where_it_begins(
    number: str, before: str, after: str
) -> None:
    assume(not after.startswith("–"))
    assert list(private.identity_numbers(before + number + after)) == [len(before)]
    assert private.may_hold_identity_number((before + number + after).encode())


@given(number=numbers(valid=False), before=_AROUND, after=_AROUND)
@LAW
def test_a_wrong_check_digit_makes_no_identity_number(number: str, before: str, after: str) -> None:
    assert list(private.identity_numbers(before + number + after)) == []


@given(
    year=st.integers(0, 99),
    month=st.integers(0, 99),
    day=st.integers(0, 99),
    birth=st.integers(0, 999),
)
@LAW
def test_a_day_that_the_agency_does_not_use_makes_no_identity_number(
    year: int, month: int, day: int, birth: int
) -> None:
    longest = (31, 29 if year % 4 == 0 else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    usual = 1 <= month <= 12 and 1 <= day <= longest[month - 1]
    coordination = month <= 12 and 60 <= day <= 91
    nine = f"{year:02}{month:02}{day:02}{birth:03}"
    expected = [0] if usual or coordination else []
    assert list(private.identity_numbers(f"{nine[:6]}-{nine[6:]}{check_digit(nine)}")) == expected


@pytest.mark.parametrize("month", range(13))
@pytest.mark.parametrize("day", range(60, 92))
def test_every_coordination_number_is_found_also_without_month_or_day(month: int, day: int) -> None:
    nine = f"81{month:02}{day:02}239"
    number = f"19{nine[:6]}-{nine[6:]}{check_digit(nine)}"
    assert list(private.identity_numbers(f"Se {number}.")) == [3]


@pytest.mark.parametrize(
    "writing",
    [
        "1981-12-28-9874",
        "81-12-28-9874",
        "81 12 28 9874",
        "811228-98 74",
        "811228_9874",
        "811228:9874",
        "811228--9874",
        "1981 1228 9874",
        "19 81 12 28 98 74",
        "811228 (9874)",
        "811228\u20099874",
        "811228\u20129874",
        "8112\u00ad28-98\u200b74",
        "８１１２２８－９８７４",
        "٨١١٢٢٨-٩٨٧٤",
        "SE811228987401",
        "SE 811228-9874 01",
        "se811228-987401",
        "811228-T871",
        "19811228T871",
        "811228t871",
        "040812-2398",
        "2004-08-12-2398",
        "200408122398",
    ],
)
def test_a_number_is_found_as_people_write_it(writing: str) -> None:
    text = f"Hen har {writing} där."
    start = 10 if writing.lower().startswith("se ") else 8
    assert [place >= start for place in private.identity_numbers(text)] == [True]
    assert private.may_hold_identity_number(text.encode())
    masked = private.mask(text)
    assert masked.startswith("Hen har ")
    assert masked.endswith(" där.")
    assert not any(sign.isdigit() for sign in masked.replace("01 där", ""))


@given(
    number=st.one_of(
        st.integers(0, 9_999_999).map(lambda tail: f"070{tail:07}"),
        st.sampled_from(["072", "073", "076", "079"]).flatmap(
            lambda start: st.integers(0, 9_999_999).map(lambda tail: f"{start}{tail:07}")
        ),
    ),
    way=st.sampled_from(
        [
            lambda number: number,
            lambda number: f"{number[:3]}-{number[3:]}",
            lambda number: f"{number[:3]}-{number[3:6]} {number[6:8]} {number[8:]}",
            lambda number: f"{number[:4]}-{number[4:6]} {number[6:8]} {number[8:]}",
            lambda number: f"{number[:4]}-{number[4:]}",
            lambda number: f"{number[:4]} {number[4:6]} {number[6:8]} {number[8:]}",
            lambda number: " ".join(number[place : place + 2] for place in range(0, 10, 2)),
            lambda number: f"+46{number[1:]}",
            lambda number: f"+46 {number[1:3]} {number[3:6]} {number[6:8]} {number[8:]}",
            lambda number: f"+46 (0){number[1:3]}-{number[3:]}",
            lambda number: f"0046{number[1:]}",
        ]
    ),
)
@LAW
def test_a_phone_number_is_no_identity_number(number: str, way: Callable[[str], str]) -> None:
    assert list(private.identity_numbers(f"Ring {way(number)} i dag")) == []


@given(
    first=st.dates(date(2020, 1, 1), date(2039, 12, 31)),
    second=st.dates(date(2020, 1, 1), date(2039, 12, 31)),
    time=st.times(),
    between=st.sampled_from([", ", " ", " – ", "–", "/", " - ", "--"]),
)
@LAW
def test_days_and_times_make_no_identity_number(
    first: date, second: date, time: object, between: str
) -> None:
    for text in (
        f"{first}{between}{second}",
        f"{first} {str(time)[:5]}",
        f"{first:%y-%m-%d} {str(time)[:5]}",
    ):
        assert list(private.identity_numbers(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23",
        "20261123",
        "8112289",
        "811228-987",
        "811228-98745",
        "9811228-9874",
        "811228-9875",
        "118112289874",
        "211981122898744",
        "811228\n9874",
        "811328-9874",
        "811200-9875",
        "811359-9874",
        "811292-9874",
        "556703-7485",
        "4612 1212 3456 7890",
        "2024-12-24 kl. 11",
        "ordernummer 12345678901234",
    ],
)
def test_other_digits_are_left_alone(text: str) -> None:
    assert list(private.identity_numbers(text)) == []
    assert private.mask(text) == text


@given(found=st.lists(numbers(), min_size=1, max_size=3), between=_AROUND)
@LAW
def test_a_masked_text_holds_no_number_and_keeps_everything_else(
    found: list[str], between: str
) -> None:
    text = f"{between}x".join(["a", *found, "z"])
    masked = private.mask(text)
    assert list(private.identity_numbers(masked)) == []
    assert masked == f"{between}x".join(["a", *("…" for _ in found), "z"])


@given(text=st.text(st.sampled_from("0123456789-+ –\nx"), max_size=40))
@settings(LAW, max_examples=3 * LAW.max_examples)
def test_masking_is_done_in_one_go(text: str) -> None:
    masked = private.mask(text)
    assert private.mask(masked) == masked
    assert bool(list(private.identity_numbers(text))) == (masked != text)
    for start in private.identity_numbers(text):
        assert text[start].isdigit()
        assert private.may_hold_identity_number(text[start:].encode())


# --- Never repeated

NUMBER = "811228-9874"
TWELVE = "19811228-9874"
BARE = "8112289874"
KEPT = (
    "the voice blots numbers out of what is `Written`, not out of names, keys, ids and names in two"
    " languages"
)
ANNA, PAIR, PROGRAMME = (
    "participants/anna-07.yml",
    "pairings/anna-07--bjorn-12.yml",
    "programme.yml",
)


def spoken(root: Path) -> str:
    """Return everything that every command says in every format and language, one after the other."""
    said = []
    for command in ("check", "overdue", "status", "suggest"):
        for form in FORMATS:
            for language in ("sv", "en"):
                out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
                with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                    code = cli.main(
                        [
                            command,
                            "--root",
                            str(root),
                            "--today",
                            "2026-11-23",
                            "--format",
                            form,
                            "--lang",
                            language,
                        ]
                    )
                    out.flush()
                    err.flush()
                gc.enable()
                assert code in {EXIT_OK, EXIT_NO}
                said += [
                    stream.buffer.getvalue().decode()
                    for stream in (out, err)
                    if isinstance(stream.buffer, io.BytesIO)
                ]
    return "\n".join(said)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (ANNA, "title: on", f"title: {NUMBER}"),
        (ANNA, "title: on", f"title: Född {TWELVE}, chef"),
        (ANNA, "title: on", f"title: {BARE}"),
        (ANNA, "title: on", f'"{NUMBER}: {NUMBER}'),
        (ANNA, "title: on", f"title: on # {NUMBER}"),
        (ANNA, "title: on", f"title: [{NUMBER}]"),
        (ANNA, "anna.lindqvist@norrsken.example", f"{NUMBER}@norrsken.example"),
        (ANNA, "anna.lindqvist@norrsken.example", NUMBER),
        (ANNA, "Norrsken Energi", f"Enskild firma {NUMBER}"),
        (ANNA, "place: Umeå", f"place: {TWELVE}"),
        (ANNA, "protected: false", f"protected: {NUMBER}"),
        (ANNA, "kind: professional", f"kind: {NUMBER}"),
        (ANNA, "languages: [sv, en]", f"languages: [sv, {BARE}]"),
        (ANNA, "admitted: 2026-06-15", f"admitted: {TWELVE}"),
        (ANNA, "with: bjorn-12", f"with: {NUMBER}"),
        (ANNA, "phone: 0701740607", f"phone: {NUMBER} # {NUMBER}"),
        (PROGRAMME, "Europe/Stockholm", f"Europe{NUMBER}"),
        (ANNA, "name: Anna Lindqvist", f"name: Anna {NUMBER}"),
        (ANNA, "title: on", f"'{NUMBER}': on"),
        (ANNA, "title: on", f"'{NUMBER}': on\n'{NUMBER}': on"),
        (ANNA, "- area: delegation", f"- area: '{BARE}'"),
        (ANNA, "cohort: 2026-host", f"cohort: {NUMBER}"),
        (PROGRAMME, "Mentorskap: på gränsen", f"Mentorskap {NUMBER}"),
    ],
)
@pytest.mark.wide
def test_a_number_in_the_data_is_never_repeated_in_any_report(
    path: str, old: str, new: str, tmp_path: Path
) -> None:
    root = tmp_path / "repository"
    shutil.copytree(SOUND, root)
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")
    said = spoken(root)
    assert "9874" not in said
    assert "811228" not in said


# --- Words that tell too much


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Har varit sjukskriven.", ["sjukskriven"]),
        ("SJUKSKRIVEN och utbränd, sjukskriven", ["sjukskriven", "utbränd"]),
        ("Facket – och min tro på laget", ["facket"]),
        ("Ursprung:Sverige", ["ursprung"]),
        ("Sjukvård, sjukhus och medicinteknik", []),
        ("Romanförfattare från Rom-området", []),
        ("", []),
        ("12 facklig-ansvarig", ["facklig-ansvarig"]),
        ("a_facklig", ["facklig"]),
    ],
)
def test_telling_words_are_found_whole_and_once(text: str, found: list[str]) -> None:
    assert [entry.word for entry in telling(text)] == found


@pytest.mark.parametrize(
    ("kind", "text"),
    [(kind, text) for kind, texts in TELLING.items() for text in texts.strip().splitlines()],
)
def test_a_sentence_that_reveals_what_is_protected_is_found_by_its_kind(
    kind: str, text: str
) -> None:
    assert kind in {entry.kind for entry in telling(text)}


@pytest.mark.parametrize("text", SILENT.strip().splitlines())
def test_a_sentence_that_only_looks_so_is_passed_over(text: str) -> None:
    assert telling(text) == []


def test_there_are_sentences_of_each_kind() -> None:
    assert set(TELLING) == set(KINDS)
    assert sum(len(texts.split("\n")) for texts in (*TELLING.values(), SILENT)) >= 300


@given(
    lines=st.lists(
        st.sampled_from(["words: a # b", "# a", "a: 'x' #", "a: b", "  #", "a:#", "x # # y", ""]),
        max_size=5,
    )
)
@LAW
def test_a_comment_behind_something_is_never_missed(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert private.may_end_in_a_comment(text) == any(
        re.match(r"[^#]*[^# ][^#]* #", line) for line in lines
    )


def test_languages_are_called_the_same_everywhere(
    command: Callable[..., Outcome], sound: Path
) -> None:
    person = sound / "participants" / "lo-44.yml"
    text = person.read_text(encoding="utf-8")
    person.write_text(text.replace("languages: [sv]", "languages: [sv, fi]"), encoding="utf-8")
    sheet = command("person", "show", "lo-44", root=sound).out
    assert "Languages: Swedish, Finnish\n" in sheet
    voice = voice_for("en", {})
    assert voice(say("{spoken}", spoken=Languages(("sv", "fi")))) == "Swedish, Finnish"
    assert voice(say("{spoken}", spoken=Languages(("sv", "xx")))) == "Swedish, `xx`"


def test_an_area_is_called_by_its_name_or_else_by_its_id(sound: Path) -> None:
    programme = records.programme(
        source.parse((sound / "programme.yml").read_text(encoding="utf-8"), "programme.yml")
    )
    known = programme.areas[0]
    areas = records.areas_by_name((known, "nowhere"), programme)
    for language in LANGUAGES:
        name = programme.area_names[known].spoken(language)
        assert voice_for(language, {}).phrase(say("{areas}", areas=areas)) == f"{name}, `nowhere`"


@pytest.mark.parametrize(
    "spelling",
    [
        "Ekdahl, Bo",
        "Ekdahl Bo",
        "BO EKDAHL",
        "Bo K. Ekdahl",
        "Bo Ekdähl",
        "Bo Ekda\u0308hl",
        "Bo-Ekdahl",
        "Bo\u200bEkdahl",
        "B\u200bo Ekdahl",
        "Bo\u00ad Ekdahl",
        "Bo\u00a0Ekdahl",
        "B\u3164o Ekdahl",
        "Bо Ekdаhl",
    ],
)
def test_one_name_is_known_in_every_spelling(spelling: str) -> None:
    assert names.likeness(spelling) == names.likeness("Bo Ekdahl")


@pytest.mark.parametrize("other", ["Bo Ekdal", "Bo Karl Ekdahl", "Ebo Kdahl", "Bo", "Ekdahl"])
def test_other_names_are_other_names(other: str) -> None:
    assert names.likeness(other) != names.likeness("Bo Ekdahl")


@pytest.mark.parametrize(
    ("name", "greeted"),
    [
        ("Alva Sandell", "Alva"),
        ("Sandell, Alva", "Alva"),
        ("Sandell , Alva Maria", "Alva"),
        ("Sandell,", "Sandell"),
        ("Alva, ", "Alva"),
        ("“Alva” Sandell", "Alva"),
        ("Alva. Sandell", "Alva"),
        ("Per-Olov Ek", "Per-Olov"),
        ("李 明", "李"),
    ],
)
def test_a_greeting_takes_the_given_name_and_ends_in_no_sign(name: str, greeted: str) -> None:
    assert names.greeting(name) == greeted


def test_what_someone_goes_by_is_the_greeting_and_may_be_typed() -> None:
    lars = names.Name("Öberg, Lars Erik", "Lasse")
    assert names.greeting(lars) == "Lasse"
    assert request.named("lasse öberg", {"lars-01": lars, "lars-02": "Lars Ek"}) == ["lars-01"]
    assert request.named("Lars", {"lars-01": lars}) == ["lars-01"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Anna Lindqvist", "Anna Lindkvist"),
        ("Anna Lindqvist", "Lindquist, Anna"),
        ("Anna Lindqvist", "Anna Linqvist"),
        ("Kristina Berg", "Christina Berg"),
        ("Tomas Wik", "Thomas Vik"),
        ("Bo Ekdahl", "Bo Ekdhal"),
        ("Alva Sandell", "Alva Sandel"),
        ("Lasse Öberg", names.Name("Lars Öberg", "Lasse")),
        (names.Name("Elisabeth Ek", "Lisa"), names.Name("Elisabet Maria Ek", "Lisa")),
    ],
)
def test_two_spellings_of_one_name_are_namesakes(first: str, second: str) -> None:
    for pair in ((first, second), (second, first)):
        namesakes = names.Namesakes()
        assert namesakes.twin("one-01", pair[0], "Bruket") is None
        assert namesakes.twin("two-02", pair[1], "Kvarnen") == "one-01"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Erik Berg", "Erika Berg"),
        ("Karin Berg", "Katrin Berg"),
        ("Anna Lindgren", "Anna Lundgren"),
        ("Anna Hansson", "Anna Jansson"),
        ("Anna Jonsson", "Anna Johansson"),
        ("Anna Berg", "Anna Maria Berg"),
        ("Lasse Öberg", "Lars Öberg"),
    ],
)
def test_two_names_that_people_have_are_no_namesakes(first: str, second: str) -> None:
    for pair in ((first, second), (second, first)):
        namesakes = names.Namesakes()
        assert namesakes.twin("one-01", pair[0], "Bruket") is None
        assert namesakes.twin("two-02", pair[1], "Kvarnen") is None


@pytest.mark.parametrize("name", ["Анна Петрова", "Ελένη Παππά", "Åsa Öhrn", "李 明", "Zoë Đukić"])
def test_a_name_in_one_alphabet_of_any_kind_is_no_mixture(name: str) -> None:
    assert names.foreign_letters(name) == []


def test_every_code_that_is_meant_is_a_language() -> None:
    from mentorskap.words.languages import CODES, MEANT

    assert set(MEANT.values()) <= CODES
    assert all(len(code) == 2 for code in CODES)


@pytest.mark.parametrize("sign", "\xad\u034f\u180e\u200b\u200c\u200d\u202e\u2060\u2064\u3164\ufeff")
def test_a_sign_that_is_not_seen_is_shown(sign: str) -> None:
    assert harmless(f"Anna{sign}Ek") == "Anna\ufffdEk"
    assert harmless("👩\u200d💻 Åsa") == "👩\u200d💻 Åsa"


PHRASES = [
    phrase
    for entry in matters.TABLE.values()
    for several in entry.phrases
    for phrase in matters.alternatives(several)
]


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_has_a_word_that_announces_it(phrase: str) -> None:
    cues = matters.cue_words(phrase)

    @settings(max_examples=examples(24))
    @given(st.from_regex(rf"\A(?:{phrase})(?!\w)", alphabet=st.characters(codec="utf-8")))
    def law(match: str) -> None:
        assert any(word.startswith(cues) for word in re.split(r"[^\w]+", match))

    law()
