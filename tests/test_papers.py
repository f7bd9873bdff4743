"""Laws of the papers of a match: the nameless brief names nobody, the sheet comes after a yes, the draft is a draft."""

from __future__ import annotations

import email
import html
import json
import re
import unicodedata
from datetime import date
from email.policy import default
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from mentorskap.files import disk
from mentorskap.host.leaks import readings, traces_of
from mentorskap.host.run import Options, Run
from mentorskap.letters import mail, papers
from mentorskap.matching import nameless
from mentorskap.matching.nameless import Doubt, Screen, numbers_named, sentences
from mentorskap.words import catalogues, giveaways, matters, titles
from mentorskap.words.languages import LANGUAGES
from mentorskap.words.traces import plain
from mentorskap.words.voice import MARKDOWN, Voice
from tests import oracle
from tests.conftest import EXAMPLE, ROOT, TODAY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mentorskap.files.records import Participant
    from mentorskap.model.snapshot import Snapshot
    from tests.conftest import Outcome

    Command = Callable[..., Outcome]


def opened(root: Path = EXAMPLE) -> Run:
    return Run(Options(str(root), date.fromisoformat(TODAY)))


def interviewed(snapshot: Snapshot) -> list[Participant]:
    return [
        person
        for person in snapshot.participants.values()
        if person.latest is not None and person.latest.interview is not None
    ]


def offered(run: Run, mentee: Participant) -> frozenset[int]:
    """Return the numbers of the sentences that are offered and not held."""
    need = nameless.brief(mentee, run.snapshot, run.document)
    return frozenset(passage.number for passage in need.passages if passage.doubt is None)


def briefs(run: Run, mentee: Participant, mentor: str | None = None) -> Iterator[str]:
    """Yield a mentee's brief, with all words that are offered, as each paper that there can be."""
    programme = run.snapshot.programme
    assert programme is not None
    need = nameless.brief(mentee, run.snapshot, run.document, offered(run, mentee))
    paper = papers.brief(need, mentor, programme)
    manager = programme.managers[0]
    for chosen in LANGUAGES:
        catalogue = catalogues.catalogue(chosen, disk.packaged_bytes)
        voice, page = (
            Voice(catalogue, run.names),
            Voice(catalogue, run.names, MARKDOWN._replace(escape=papers.in_prose)),
        )
        reader = None if mentor is None else run.snapshot.participants[mentor]
        yield mail.eml(
            reader,
            voice(paper.subject),
            papers.letter(paper, manager, voice),
            manager,
            run.snapshot.today,
        )
        yield papers.markdown(paper, manager, page)


def decoded(raw: str) -> list[str]:
    """Return every way to read a paper: as written, its headers and body decoded, and without HTML's encodings."""
    message = email.message_from_string(raw, policy=default)
    texts = [raw]
    if message["X-Unsent"]:
        texts += [*(f"{key}: {value}" for key, value in message.items()), message.get_content()]
    return [shown for text in texts for shown in readings(text.encode())]


def traces_in(text: str, mentee: Participant, title: str) -> list[str]:
    """Return what of a mentee stands in a text, looked for naively: whole words of the name, and the other facts whole."""
    words = [part for part in re.split(r"[\s-]+", mentee.name) if len(part) > 1]
    facts = [
        fact
        for fact in (
            mentee.id,
            mentee.email,
            mentee.phone,
            mentee.organisation,
            mentee.place,
            title,
        )
        if fact
    ]
    return [
        fact
        for fact in (*words, *facts)
        if re.search(rf"(?<!\w){re.escape(fact)}s?(?!\w)", text, re.IGNORECASE)
    ]


def told_of(run: Run, mentee: Participant, mentor: str | None = None) -> list[str]:
    """Return every trace of the mentee, or of anyone but the mentor asked, in any of the brief's papers."""
    people = [person for person in run.snapshot.participants.values() if person.id != mentor]
    signed = (
        () if run.snapshot.programme is None else run.snapshot.programme.managers[0].name.split()
    )
    ids = (*(person.id for person in people), *run.snapshot.pairings)
    traces = traces_of(people, ids, signed)
    title = run.document(f"participants/{mentee.id}.yml").get("title", "")
    found = []
    for raw in briefs(run, mentee, mentor):
        for text in decoded(raw):
            found += [
                *traces_in(text, mentee, title),
                *(f"{trace.kind} of {trace.of}" for trace in traces.find(text)),
            ]
    return found


# The nameless brief.


@pytest.mark.wide
def test_no_brief_of_the_example_holds_a_trace_of_anyone() -> None:
    run = opened()
    mentees = interviewed(run.snapshot)
    assert len(mentees) > 30
    for mentee in mentees:
        for mentor in (None, "tuula-27"):
            assert told_of(run, mentee, mentor) == []


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


WORDS = "Har skjutit upp samma samtal i fyra månader."
PLANTED = [
    ("Jag, Mehmet, har skjutit upp samtalet.", nameless.NAME),
    ("Det är demirs fel.", nameless.NAME),
    ("D e m i r heter jag.", nameless.NAME),
    ("Alla på botkulla vet det.", nameless.ORGANISATION),
    ("Här i bussarnas värld är det så.", nameless.ORGANISATION),
    ("Jag är ny som driftchef här.", nameless.TITLE),
    ("Vi sitter i södertälje.", nameless.PLACE),
    ("Vi sitter i Sodertalje.", nameless.PLACE),
    ("Skriv till mig@foretaget.", nameless.ADDRESS),
    ("Läs om det på botkulla.example.", nameless.ADDRESS),
    ("Ring 070 174 06 53.", nameless.NUMBER),
    ("Vi är ５０ personer.", nameless.NUMBER),
    ("Samma samtal med Björn.", nameless.OTHERS),
    ("Jag pratade med lindqvist om det.", nameless.OTHERS),
    ("Det är som på granudden papper.", nameless.OTHERS),
    ("Det är som i umeå.", nameless.OTHERS),
    ("Karin Berg har hört det.", nameless.OTHERS),
    ("Jag var sjukskriven i våras.", matters.HEALTH),
    ("Vi tävlar med Vattenkraft Nord.", nameless.CAPITAL),
    ("HSBC är vår kund.", nameless.CAPITAL),
    ("Dem\u200bir är jag.", nameless.SIGNS),
    ("D\u0435mir är jag.", nameless.SIGNS),  # a Cyrillic letter
    ("Jag är enda kvinnan här.", giveaways.SINGULAR),
    ("Alla känner mig från tv.", giveaways.PUBLIC),
    ("Min fru är också chef.", giveaways.KIN),
    ("Vi har kontor i ystad.", giveaways.WHEREABOUTS),
    ("Jag kom hit från scania.", giveaways.COMPANY),
    ("Min vän heter rutger.", giveaways.NAMED),
    ("Jag blev nyss rektor.", giveaways.POSITION),
    ("Jag leder sju personer.", giveaways.HEADCOUNT),
]


@pytest.mark.parametrize(("sentence", "why"), PLANTED)
def test_a_sentence_that_could_tell_is_held_and_the_manager_sees_why(
    sentence: str, why: str, example: Path, command: Command
) -> None:
    edit(
        example / "participants" / "mehmet-31.yml",
        WORDS,
        json.dumps(f"{WORDS} {sentence}", ensure_ascii=True),
    )
    run = opened(example)
    brief = nameless.brief(run.snapshot.participants["mehmet-31"], run.snapshot, run.document)
    assert [
        (passage.sentence, passage.doubt and passage.doubt.why)
        for passage in brief.passages
        if passage.area == "difficult-talks"
    ] == [(WORDS, None), (sentence, why)]
    outcome = command("suggest", "mehmet-31", "--brief", root=example)
    assert outcome.code == 0
    held = outcome.err.splitlines()[2]
    assert held.startswith("2. Difficult conversations: “")
    assert f" – held: {voice('en').phrase((papers.HELD | titles.MATTERS)[why])}" in held.replace(
        "it may reveal ", ""
    )


def voice(chosen: str) -> Voice:
    return Voice(catalogues.catalogue(chosen, disk.packaged_bytes), {})


@pytest.mark.parametrize(
    "sentence",
    [
        "Mehmet Demir vill.",
        "Jag är driftchef.",
        "Vi på Botkulla Buss.",
        "Södertälje.",
        "mehmet-31",
        "+46 70 174 06 53",
        "Anna Lindqvist.",
    ],
)
def test_a_trace_that_the_check_lets_through_is_found(
    sentence: str, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(example / "participants" / "mehmet-31.yml", WORDS, json.dumps(sentence))
    run = opened(example)
    mentee = run.snapshot.participants["mehmet-31"]
    assert told_of(run, mentee) == []
    monkeypatch.setattr(Screen, "looked_at", lambda _, text: [(text, None)])
    assert told_of(run, mentee) != []


def test_every_reason_to_hold_has_its_words_and_its_case() -> None:
    assert papers.HELD.keys() == {why for _, why in PLANTED} - {matters.HEALTH}
    assert titles.MATTERS.keys() == set(matters.KINDS)
    assert set(giveaways.KINDS) < papers.HELD.keys()
    assert not papers.HELD.keys() & titles.MATTERS.keys()


@pytest.mark.parametrize(
    "sentence",
    [
        WORDS,
        "Any words, in any order – also with a “quote”.",
        "I think I am stuck; HR says so.",
        "Det är t.ex. svårt.",
        "Ja/nej (ibland)?",
    ],
)
def test_ordinary_words_are_offered(sentence: str) -> None:
    run = opened()
    assert Screen(run.snapshot.participants["mehmet-31"], "Driftchef", run.snapshot).looked_at(
        sentence
    ) == [(sentence, None)]


def test_a_place_in_the_genitive_is_told_without_it_too(example: Path) -> None:
    edit(example / "participants" / "mehmet-31.yml", "place: Södertälje", "place: Upplands Väsby")
    run = opened(example)
    assert Screen(run.snapshot.participants["mehmet-31"], "Driftchef", run.snapshot).doubt(
        "Vi är störst i uppland."
    ) == Doubt(nameless.PLACE)


def test_a_trace_spread_over_sentences_takes_them_all() -> None:
    run = opened()
    traces = Screen(run.snapshot.participants["mehmet-31"], "Driftchef", run.snapshot)
    assert traces.doubt("Det är söder.") is None
    doubt = Doubt(nameless.PLACE)
    assert traces.looked_at("Det är söder. Tälje är nära.") == [
        ("Det är söder.", doubt),
        ("Tälje är nära.", doubt),
    ]


def test_a_sentence_ends_where_it_surely_ends() -> None:
    assert list(sentences("Ett. Två! Tre?\nFyra t.ex. Fem, dr. Sex. Sju…")) == [
        "Ett.",
        "Två!",
        "Tre?",
        "Fyra t.ex. Fem, dr. Sex.",
        "Sju…",
    ]
    assert list(sentences("Bara t.ex.")) == ["Bara t.ex."]
    assert list(sentences(" ")) == []


FRAGMENTS = st.sampled_from(
    [
        "Jag",
        "vi",
        "har",
        "en",
        "chef",
        "som",
        "inte",
        ". ",
        "! ",
        "\n",
        ", ",
        "(",
        "”",
        "-",
        "\u00ad",
        "\u200d",
        "…",
        "1",
        "@",
    ]
)
AROUND = st.lists(FRAGMENTS, max_size=6).map(" ".join)
DISGUISES: list[Callable[[str], str]] = [
    str,
    str.upper,
    str.lower,
    str.swapcase,
    lambda text: f"{text}s",
    lambda text: f"stor{text}bo",
    "-".join,
    " ".join,
    lambda text: text.replace(" ", ""),
    lambda text: unicodedata.normalize("NFD", text),
    plain,
    lambda text: text[:3] + "\u200b" + text[3:],
    lambda text: text[:2] + ". " + text[2:],
    lambda text: "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text),
]


@oracle.laws
@given(st.data())
def test_no_disguise_brings_a_trace_through(data: st.DataObject) -> None:
    run = RUN
    mentee = data.draw(st.sampled_from(interviewed(run.snapshot)))
    title = run.document(f"participants/{mentee.id}.yml").get("title", "")
    facts = [
        *mentee.name.split(),
        mentee.name,
        mentee.organisation,
        mentee.place,
        title,
        mentee.email,
        mentee.phone,
        mentee.id,
    ]
    secret = data.draw(st.sampled_from([fact for fact in facts if fact and len(plain(fact)) > 4]))
    disguised = data.draw(st.sampled_from(DISGUISES))(secret)
    pieces = Screen(mentee, title, run.snapshot).looked_at(
        f"{data.draw(AROUND)} {disguised} {data.draw(AROUND)}"
    )
    assert any(doubt for _, doubt in pieces)
    kept = " ".join(sentence for sentence, doubt in pieces if doubt is None)

    def bare(text: str) -> str:
        return re.sub(r"[\W_]", "", plain(text))

    assert bare(secret) not in bare(kept)


RUN = opened()


@oracle.laws
@given(st.data())
def test_no_byte_of_a_brief_holds_a_trace_however_it_is_written_into_the_own_words(
    data: st.DataObject,
) -> None:
    mentee = data.draw(st.sampled_from(interviewed(RUN.snapshot)))
    file = RUN.document(f"participants/{mentee.id}.yml")
    facts = [
        *mentee.name.split(),
        mentee.name,
        mentee.organisation,
        mentee.place,
        file.get("title"),
        mentee.email,
        mentee.phone,
        mentee.id,
    ]
    secret = data.draw(st.sampled_from([fact for fact in facts if fact]))
    text = (
        f"{data.draw(AROUND)} {data.draw(st.sampled_from(DISGUISES))(secret)} {data.draw(AROUND)}"
    )
    needs = {key: [{"area": "change", "words": text}] for key in nameless.SECTIONS}
    hostile = {**file, "mentee": {"interview": needs}}
    programme = RUN.snapshot.programme
    assert programme is not None
    need = nameless.brief(mentee, RUN.snapshot, lambda _: hostile)
    chosen = [passage.number for passage in need.passages if passage.doubt is None]
    need = nameless.brief(mentee, RUN.snapshot, lambda _: hostile, chosen)
    paper = papers.brief(need, None, programme)
    spoken, manager = voice("sv"), programme.managers[0]
    raw = mail.eml(
        None,
        spoken(paper.subject),
        papers.letter(paper, manager, spoken),
        manager,
        RUN.snapshot.today,
    )
    assert [
        trace for text in decoded(raw) for trace in traces_in(text, mentee, file.get("title", ""))
    ] == []


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Jag heter ek.", nameless.NAME),
        ("Det är eks fel.", nameless.NAME),
        ("Det är en ekonomisk fråga.", None),
    ],
)
def test_a_short_name_tells_as_a_word_of_its_own(
    sentence: str, why: str | None, example: Path
) -> None:
    edit(example / "participants" / "mehmet-31.yml", "Mehmet Demir", "Mehmet Ek")
    run = opened(example)
    doubt = Screen(run.snapshot.participants["mehmet-31"], "", run.snapshot).doubt(sentence)
    assert (doubt and doubt.why) == why


@oracle.laws
@given(st.text(max_size=200))
def test_whatever_is_written_each_sentence_is_looked_at_and_none_is_lost(text: str) -> None:
    pieces = Screen(RUN.snapshot.participants["mehmet-31"], "Driftchef", RUN.snapshot).looked_at(
        text
    )
    assert "".join("".join(sentence.split()) for sentence, _ in pieces) == "".join(text.split())


def test_a_brief_depends_on_the_need_and_on_nothing_of_the_person(example: Path) -> None:
    before = list(briefs(opened(example), opened(example).snapshot.participants["mehmet-31"]))
    path = example / "participants" / "mehmet-31.yml"
    other = {
        "Mehmet Demir": "Öyvind Nyqvist",
        "mehmet.demir@botkulla": "o.n@annat",
        "+46 70 174 06 53": "+46 70 174 06 99",
        "Botkulla Buss": "Hemliga AB",
    }
    for old, new in {
        **other,
        "Driftchef": "Generalsekreterare",
        "Södertälje": "Kiruna",
        "admitted: 2026-08-24": "admitted: 2026-08-25",
    }.items():
        edit(path, old, new)
    edit(path, "name:", "ties: [{with: bjorn-12, kind: personal}]\nname:")
    edit(
        path,
        "    mentor_contribution:",
        "    wishes: {mentor: tuula-27, words: Gärna någon från Kiruna., avoid_organisations:"
        " [Fjällkraft]}\n    mentor_contribution:",
    )
    path.rename(path.with_name("oyvind-31.yml"))
    for pairing in example.glob("pairings/mehmet-31--*.yml"):
        pairing.unlink()
    run = opened(example)
    assert list(briefs(run, run.snapshot.participants["oyvind-31"])) == before


def test_an_area_that_the_programme_does_not_have_is_no_part_of_a_brief(
    example: Path, command: Command
) -> None:
    edit(
        example / "participants" / "mehmet-31.yml",
        "{area: difficult-talks, words",
        "{area: botkulla-buss, words",
    )
    outcome = command("suggest", "mehmet-31", "--brief", "--to", str(example / "out"), root=example)
    assert outcome.err.startswith(
        "Left out: the area `botkulla-buss`, which does not exist in programme.yml.\n"
    )
    assert WORDS not in outcome.err
    assert "otkulla" not in (example / "out" / "brief.md").read_text(encoding="utf-8")


def test_a_brief_is_in_its_readers_language_and_named_after_nobody_but_the_reader(
    command: Command, unhurried: Path
) -> None:
    edit(unhurried / "participants" / "tuula-27.yml", "languages: [sv, en]", "languages: [en, sv]")
    outcome = command(
        "suggest",
        "mehmet-31",
        "--brief",
        "tuula-27",
        "--to",
        str(unhurried / "out"),
        root=unhurried,
        lang="sv",
    )
    assert outcome.code == 0
    assert sorted(path.name for path in (unhurried / "out").iterdir()) == [
        "tuula-27.brief.eml",
        "tuula-27.brief.md",
    ]
    message = email.message_from_bytes(
        (unhurried / "out" / "tuula-27.brief.eml").read_bytes(), policy=default
    )
    assert message["To"] == "Tuula Koskinen <tuula.koskinen@norrbage.example>"
    assert message["X-Unsent"] == "1"
    assert message["Subject"] == "Would you like to be a mentor?"
    assert message.get_content().startswith("Hello Tuula, I am looking for a mentor")
    assert "- Difficult conversations (required)" in message.get_content()
    assert "every 5–6 weeks" in message.get_content()


def test_without_a_mentor_it_is_to_nobody_and_lies_in_the_mentees_folder(
    command: Command, example: Path
) -> None:
    outcome = command("suggest", "mehmet-31", "--brief", root=example, lang="sv")
    assert outcome.out.splitlines()[:2] == [
        "build/suggest/mehmet-31/brief.eml",
        "build/suggest/mehmet-31/brief.md",
    ]
    message = email.message_from_bytes(
        (example / "build/suggest/mehmet-31/brief.eml").read_bytes(), policy=default
    )
    assert message["To"] is None
    assert message.get_content().startswith("Hej, jag söker en mentor")


SPOKEN = f"{WORDS} Jag är enda kvinnan här. Ingen hör mig."
OTHER_AREA = "Vill att mina arbetsledare löser saker innan de ringer mig."


@pytest.fixture
def outspoken(example: Path) -> Path:
    """Return the example with a mentee who has four sentences, the second of them held."""
    edit(example / "participants" / "mehmet-31.yml", WORDS, json.dumps(SPOKEN, ensure_ascii=False))
    return example


def brief_of(root: Path) -> str:
    folder = root / "build/suggest/mehmet-31"
    letter = email.message_from_bytes((folder / "brief.eml").read_bytes(), policy=default)
    page = (folder / "brief.md").read_text(encoding="utf-8")
    assert all(
        (words in letter.get_content()) == (words in page)
        for words in (WORDS, "enda", "Ingen hör", OTHER_AREA)
    )
    return page


def test_a_brief_has_areas_only_and_the_manager_is_offered_each_sentence(
    outspoken: Path, command: Command
) -> None:
    outcome = command("suggest", "mehmet-31", "--brief", root=outspoken)
    assert outcome.err.splitlines() == [
        (
            "The mentee's own sentences. A brief holds those that you choose by number, for example"
            " `--words 1`."
        ),
        f"1. Difficult conversations: “{WORDS}” – not in the brief.",
        (
            "2. Difficult conversations: “Jag är enda kvinnan här.” – held: it says who is the only,"
            " the first or the largest (“enda”)."
        ),
        "3. Difficult conversations: “Ingen hör mig.” – not in the brief.",
        f"4. Leading other leaders: “{OTHER_AREA}” – not in the brief.",
        "A held sentence goes with the brief only if you write `--held` and its number.",
    ]
    assert "none of the mentee's own words" in outcome.out
    page = brief_of(outspoken)
    assert "Difficult conversations" in page
    assert "“" not in page


@pytest.mark.parametrize(
    ("options", "sent"),
    [
        (["--words", "1"], [WORDS]),
        (["--words", "1,3"], [f"{WORDS} Ingen hör mig."]),
        (["--words", "3-4"], ["Ingen hör mig.", OTHER_AREA]),
        (["--words", "1", "--words", "4"], [WORDS, OTHER_AREA]),
        (["--words", "1", "--held", "2"], [f"{WORDS} Jag är enda kvinnan här."]),
        (["--held", "2"], ["Jag är enda kvinnan här."]),
        (["--words", "1,2", "--held", "2"], [f"{WORDS} Jag är enda kvinnan här."]),
    ],
)
def test_a_brief_contains_the_sentences_that_were_chosen_and_no_others(
    options: list[str], sent: list[str], outspoken: Path, command: Command
) -> None:
    outcome = command("suggest", "mehmet-31", "--brief", *options, root=outspoken)
    assert outcome.code == 0
    assert re.findall("“(.*?)”", brief_of(outspoken)) == sent
    number = sum(len(list(sentences(text))) for text in sent)
    assert f"contains {number} sentence" in outcome.out
    assert outcome.err.count("– in the brief.") == number


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--words", "2"], "Sentence 2 is held: it says who is the only, the first or the largest"),
        (["--words", "1-4"], "write `--held 2`."),
        (["--words", "5"], "There is no sentence 5. Mehmet Demir has 4 sentences, 1–4."),
        (["--held", "0"], "There is no sentence 0."),
    ],
)
def test_a_choice_that_cannot_be_is_refused_and_nothing_is_written(
    options: list[str], words: str, outspoken: Path, command: Command
) -> None:
    outcome = command("suggest", "mehmet-31", "--brief", *options, root=outspoken)
    assert outcome.code == 1
    assert words in outcome.out
    assert outcome.err.startswith("The mentee's own sentences.")
    assert not (outspoken / "build").exists()


def test_who_has_said_nothing_of_the_own_has_nothing_to_choose(
    example: Path, command: Command
) -> None:
    path = example / "participants" / "mehmet-31.yml"
    path.write_text(
        re.sub(r", words: [^}]*}", "}", path.read_text(encoding="utf-8")), encoding="utf-8"
    )
    outcome = command("suggest", "mehmet-31", "--brief", root=example)
    assert (outcome.code, outcome.err) == (0, "")
    refused = command("suggest", "mehmet-31", "--brief", "--words", "1", root=example)
    assert refused.code == 1
    assert "no words of Mehmet Demir's own" in refused.out


@pytest.mark.parametrize(
    "written", ["1,3", "1, 3", "1 3", "3;1", "1 och 3", "1 and 3", "#1,#3", "1.,3.", "1,3,"]
)
def test_numbers_are_read_as_people_type_them(written: str) -> None:
    assert numbers_named([written]) == {1, 3}


@pytest.mark.parametrize("written", ["alla", "1-", "3-1", "-1", "1.5", "2!", "①"])
def test_what_is_no_number_is_refused_with_an_example(
    written: str, command: Command, example: Path
) -> None:
    outcome = command("suggest", "mehmet-31", "--brief", f"--words={written}", root=example)
    assert outcome.code == 2
    assert "Write for example `--words 1,3`." in outcome.err


def test_a_rhythm_of_uneven_weeks_is_told_in_days(command: Command, example: Path) -> None:
    edit(example / "programme.yml", "rhythm: [35, 42] ", "rhythm: [30, 40] ")
    command("suggest", "mehmet-31", "--brief", root=example)
    assert "every 30–40 days" in (example / "build/suggest/mehmet-31/brief.md").read_text(
        encoding="utf-8"
    )


def test_the_same_day_gives_the_same_bytes(command: Command, unhurried: Path) -> None:
    folders = [unhurried / "one", unhurried / "two"]
    for folder in folders:
        command("suggest", "mehmet-31", "--brief", "tuula-27", "--to", str(folder), root=unhurried)
    one, two = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders)
    assert one == two


@pytest.mark.parametrize(
    ("mentee", "mentor", "words"),
    [
        ("anna-07", "", "Anna Lindqvist already has a live pairing"),
        ("sirpa-32", "", "has not been interviewed"),
        (
            "mattias-23",
            "",
            "already has a live pairing",
        ),  # one mentor is shown: nobody else is asked
        (
            "mehmet-31",
            "bjorn-12",
            "Björn Ek cannot be asked for Mehmet Demir: both places are taken (`mentor-has-room`).",
        ),
        ("mehmet-31", "ingrid-26", "(`mentor-has-room`)"),
    ],
)
def test_nobody_is_asked_where_that_makes_no_sense(
    mentee: str, mentor: str, words: str, command: Command, example: Path
) -> None:
    outcome = command("suggest", mentee, "--brief", *([mentor] if mentor else []), root=example)
    assert outcome.code == 1
    assert words in outcome.out
    assert not (example / "build").exists()


def test_several_may_be_asked_until_one_is_shown(command: Command, example: Path) -> None:
    assert command("suggest", "frida-48", "--brief", root=example).code == 0
    assert (
        command("suggest", "frida-48", "--brief", "parisa-15", root=example).code == 0
    )  # asked already, and asked again


# The sheet.


def test_the_sheet_is_refused_until_the_mentor_has_said_yes(
    command: Command, example: Path
) -> None:
    refused = command("suggest", "frida-48", "--sheet", "parisa-15", root=example)
    assert refused.code == 1
    assert "Parisa Rahimi-Lund has not said yes to Frida Ståhl" in refused.out
    assert not (example / "build").exists()
    assert (
        command("record", "mentor-answer", "frida-48--parisa-15", "accepted", root=example).code
        == 0
    )
    assert command("suggest", "frida-48", "--sheet", "parisa-15", root=example).code == 0
    day_before = command(
        "suggest", "frida-48", "--sheet", "parisa-15", root=example, today="2026-11-22"
    )
    assert day_before.code == 1


def test_the_sheet_ends_with_the_mentees_answer(command: Command) -> None:
    outcome = command("suggest", "anna-07", "--sheet", "bjorn-12")
    assert outcome.code == 1
    assert (
        outcome.out
        == "Anna Lindqvist has answered the proposal of Björn Ek already. The sheet goes with the"
        " proposal.\n"
    )


def sheets(example: Path, command: Command) -> tuple[str, str]:
    assert command("suggest", "linnea-80", "--sheet", "helena-64", root=example).code == 0
    folder = example / "build/suggest/linnea-80"
    return (folder / "helena-64.sheet.eml").read_text(encoding="utf-8"), (
        folder / "helena-64.sheet.md"
    ).read_text(encoding="utf-8")


def test_the_sheet_says_what_the_mentor_gives_what_is_missing_and_what_happens_next(
    command: Command, example: Path
) -> None:
    edit(example / "participants" / "helena-64.yml", "new-role", "board")
    letter, page = sheets(example, command)
    said = email.message_from_string(letter, policy=default).get_content()
    assert said == html.unescape(page.partition("\n\n")[2].replace("## ", ""))
    for words in (
        "Helena Brännmark\n\n- Marknadsdirektör, Kustens Livs, Kalmar\n- Språk: svenska, engelska.",
        "- Strategi och vägval: ”Sa nej till hälften av sortimentet och sålde mer.”",
        "Helena erbjuder också: Styrelse och ägare.",
        "Det här söker du också, men Helena har inte erbjudit det: Ny som chef.",
        "- Svara mig ja eller nej inom 5 dagar.",
        "- Ett nej kostar ingenting",
        "förutsättningslöst",
    ):
        assert words in said


def test_the_sheet_shows_of_the_mentor_only_what_a_pair_may_see(
    command: Command, example: Path
) -> None:
    before = sheets(example, command)
    path = example / "participants" / "helena-64.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        re.sub(
            r"capacity: \d+",
            "capacity: 7\n  available: {from: 2026-01-01, until: 2027-12-31}",
            text,
        )
        + "ties: [{with: bjorn-12, kind: personal}]\n",
        encoding="utf-8",
    )
    edit(example / "pairings" / "linnea-80--helena-64.yml", "rationale:", "rationale: Hemligt. #")
    assert sheets(example, command) == before
    schema = json.loads((ROOT / "schemas" / "participant.schema.json").read_text(encoding="utf-8"))[
        "properties"
    ]
    offers = schema["mentor"]["properties"]["offers"]
    shown: list[Any] = [
        *(schema[key] for key in ("name", "title", "organisation", "place", "languages")),
        offers,
        *offers["items"]["properties"].values(),
    ]
    assert {part["x-audience"] for part in shown} <= {"pair", "all"}


def test_a_protected_reader_without_an_address_gets_a_letter_to_nobody(
    command: Command, example: Path
) -> None:
    path = example / "participants" / "linnea-80.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        "protected: true\n" + re.sub(r"(?m)^(email|phone|organisation|place):.*\n", "", text),
        encoding="utf-8",
    )
    assert email.message_from_string(sheets(example, command)[0], policy=default)["To"] is None


def test_a_protected_mentor_who_offers_nothing_asked_for_is_told_honestly(
    command: Command, example: Path
) -> None:
    path = example / "participants" / "helena-64.yml"
    path.write_text(
        "name: Helena\nprotected: true\nmentor: {offers: [{area: board}], capacity: 2}\n",
        encoding="utf-8",
    )
    page = sheets(example, command)[1]
    assert "## Helena\n\n- Språk: svenska." in page
    assert "## Det Helena erbjuder\n\nHelena erbjuder också: Styrelse och ägare." in page
    assert "## Det som saknas" in page


HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "![x](http://a.example/x)",
    "*a* _b_ `c` ~~d~~",
    "www.evil.example http://evil.example",
    "{: onclick=x }",
    "&lt;b&gt;",
    "# a | b\n- c",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_what_a_mentor_writes_stays_text_in_both_forms(
    words: str, command: Command, example: Path
) -> None:
    edit(
        example / "participants" / "helena-64.yml",
        "Sa nej till hälften av sortimentet och sålde mer.",
        json.dumps(words),
    )
    letter, page = sheets(example, command)
    shown = f"”{words.replace(chr(10), ' ')}”"
    assert shown in email.message_from_string(letter, policy=default).get_content()
    html = MarkdownIt("gfm-like", {"linkify": False}).render(page)
    assert set(re.findall(r"<(\w+)", html)) == {"h1", "h2", "p", "ul", "li"}
    import html as entities

    assert shown in entities.unescape(html)


def test_the_sources_of_a_page_can_be_read_by_a_person() -> None:
    assert papers.in_prose("Det går, eller hur? Ja!") == "Det går, eller hur? Ja!"
    assert papers.in_prose("a.b <c>") == "a&#46;b &#60;c&#62;"


# The draft.


def test_a_draft_is_written_green_and_asked_only_with_its_rationale(
    command: Command, unhurried: Path
) -> None:
    errors = command("check", "--format", "json", root=unhurried).json()["summary"]["errors"]
    outcome = command("suggest", "mehmet-31", "--write", "tuula-27", root=unhurried)
    assert outcome.code == 0
    assert 'mentorskap record asked mehmet-31--tuula-27 --rationale "…"' in outcome.out
    path = unhurried / "pairings" / "mehmet-31--tuula-27.yml"
    assert (
        path.read_text(encoding="utf-8")
        == "mentee: mehmet-31\nmentor: tuula-27\ncohort: 2026-var\n"
    )
    assert (
        command("check", "--format", "json", root=unhurried).json()["summary"]["errors"]
        == errors
        == 0
    )
    stages = {
        pairing["id"]: pairing["stage"]
        for pairing in command("status", "--format", "json", root=unhurried).json()["pairings"]
    }
    assert stages["mehmet-31--tuula-27"] == "drafted"
    refused = command("record", "asked", "mehmet-31--tuula-27", root=unhurried)
    assert refused.code == 1
    assert "A mentor is asked when you have written why these two fit" in refused.out
    assert (
        command(
            "record",
            "asked",
            "mehmet-31--tuula-27",
            "--rationale",
            "Har haft samtalen.",
            root=unhurried,
        ).code
        == 0
    )


@pytest.mark.parametrize(
    ("mentee", "mentor", "words"),
    [
        (
            "mehmet-31",
            "bjorn-12",
            "Björn Ek cannot be asked for Mehmet Demir: both places are taken",
        ),
        ("mehmet-31", "olof-30", "(`required-contribution-is-offered`)"),
        ("anna-07", "tuula-27", "already has a live pairing"),
        ("daniela-37", "wei-40", "`pairings/daniela-37--wei-40.yml`"),
    ],
)
def test_a_draft_that_would_not_be_suggested_is_refused(
    mentee: str, mentor: str, words: str, command: Command, example: Path
) -> None:
    before = sorted((example / "pairings").iterdir())
    outcome = command("suggest", mentee, "--write", mentor, root=example)
    assert outcome.code == 1
    assert words in outcome.out
    assert sorted((example / "pairings").iterdir()) == before


# What is not understood, and what cannot be read.


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--brief"], "mentorskap suggest MENTEE --brief [MENTOR] [--words 1,3]"),
        (
            ["--brief", "mehmet-31"],
            "mentorskap suggest MENTEE --brief [MENTOR] [--words 1,3]",
        ),
        (["mehmet-31", "--to", "out"], "mentorskap suggest MENTEE --sheet MENTOR [--to DIR]"),
        (["mehmet-31", "--brief", "tuula-27", "--sheet", "tuula-27"], "mentorskap suggest MENTEE"),
        (
            ["mehmet-31", "--write", "tuula-27", "--to", "out"],
            "mentorskap suggest MENTEE --write MENTOR",
        ),
        (["mehmet-31", "--write", "tuula-27", "--without", "olof-30"], "mentorskap suggest MENTEE"),
        (["mehmet-31", "--write", "tuula-27", "--format", "json"], "mentorskap suggest MENTEE"),
        (["mehmet-31", "--words", "1"], "mentorskap suggest MENTEE"),
        (["mehmet-31", "--sheet", "tuula-27", "--held", "1"], "mentorskap suggest MENTEE"),
        (["mehmet-31", "--write", "tula-27"], "Did you mean `tuula-27`?"),
        (["mehmet", "--brief"], "Did you mean `mehmet-31`?"),
    ],
)
def test_what_is_not_understood_is_told_as_it_is_written(
    arguments: list[str], words: str, command: Command, example: Path
) -> None:
    outcome = command("suggest", *arguments, root=example)
    assert outcome.code == 2
    assert outcome.out == ""
    assert words in outcome.err
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize(
    "option",
    [["--brief"], ["--brief", "tuula-27"], ["--sheet", "helena-64"], ["--write", "helena-64"]],
)
@pytest.mark.parametrize("path", ["programme.yml", "participants/linnea-80.yml"])
def test_nothing_is_written_of_whom_nothing_can_be_read(
    path: str, option: list[str], command: Command, example: Path
) -> None:
    (example / path).write_text("name: [", encoding="utf-8")
    outcome = command("suggest", "linnea-80", *option, root=example)
    assert outcome.code == 1
    assert "could not be read" in outcome.out or "can be read" in outcome.out
    assert not (example / "build").exists()
