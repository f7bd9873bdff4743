"""`suggest` as it is asked for: what it answers in every format, when it says no, and that it never writes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from mentorskap.matching import texts
from mentorskap.matching.texts import Words
from tests.conftest import EXAMPLE, TODAY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome

    Command = Callable[..., Outcome]

BUSY = "--lift=mentor-has-not-just-said-no"
"""Without it, Tuula is not asked: she has lacked the time six weeks ago."""
FORMATS = ("terminal", "markdown", "github", "json")


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


# What programs rely on.


def test_candidates_are_told_with_all_that_the_contract_names(command: Command) -> None:
    outcome = command("suggest", "mehmet-31", "--format", "json")
    told = outcome.json()
    assert outcome.code == 0
    assert (told["version"], told["today"], told["mentee"]) == (1, TODAY, "mehmet-31")
    for candidate in told["candidates"]:
        assert {"mentor", "score", "parts", "missing", "regret"} <= candidate.keys()
        assert {"own", "others"} <= candidate["regret"].keys()
        assert sum(part["points"] for part in candidate["parts"]) == candidate["score"]
        assert all(
            {"name", "points", "of", "because"} == part.keys() for part in candidate["parts"]
        )
    best_first = [
        (-candidate["score"], -candidate["likeness"], candidate["mentor"])
        for candidate in told["candidates"]
    ]
    assert best_first == sorted(best_first)
    mentors = {
        path.stem
        for path in (EXAMPLE / "participants").glob("*.yml")
        if re.search(r"^mentor:", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert {entry["mentor"] for entry in (*told["candidates"], *told["blocked"])} == mentors
    assert all(blocked["by"] for blocked in told["blocked"])


def test_the_whole_is_told_with_all_that_the_contract_names(command: Command) -> None:
    outcome = command("suggest", "--format", "json")
    told = outcome.json()
    assert outcome.code == 1  # one of the example's mentees cannot be matched
    assert {"pairs", "equals", "nearest", "frontier", "unmatched", "total"} <= told.keys()
    assert told["frontier"].keys() == {"matched", "worst", "total"}
    for pair in told["pairs"]:
        assert {"mentee", "mentor", "score", "if_no"} <= pair.keys()
        assert pair["if_no"].keys() == {"matched", "mentee_gets", "others"}
    assert {
        "mentee": "ulrika-45",
        "mentor": "carin-03",
        "lacks": ["mentor-has-room"],
        "score": 85,
        "wished": True,
    } in told["nearest"]
    assert told["total"] == sum(pair["score"] for pair in told["pairs"])
    assert [pair["mentee"] for pair in told["pairs"]] == [
        "daniela-37",
        "ibrahim-51",
        "mehmet-31",
        "yasmin-47",
    ]
    (left,) = told["unmatched"]
    assert left["mentee"] == "ulrika-45"
    assert {"mentor": "henrik-44", "by": ["mentor-has-room", "pair-has-no-ties"]} in left["blocked"]
    assert told["gaps"] == [
        {
            "area": "board",
            "asked_by": ["ulrika-45"],
            "required_by": ["ulrika-45"],
            "offered_by": ["carin-03"],  # henrik-44 has a tie as well
        }
    ]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("asked", [(), ("mehmet-31",), ("ulrika-45",), ("anna-07",)])
def test_every_answer_in_every_format_and_language(
    asked: tuple[str, ...], lang: str, form: str, command: Command
) -> None:
    outcome = command("suggest", *asked, "--format", form, lang=lang)
    assert outcome.code == (0 if asked == ("mehmet-31",) else 1)
    assert outcome.err == ""
    assert outcome.out == command("suggest", *asked, "--format", form, lang=lang).out
    if form != "json":
        assert {"sv": "23 november 2026", "en": "23 November 2026"}[lang] in outcome.out


def test_the_order_of_files_means_nothing(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mentorskap.files import disk

    before = [command("suggest", *asked, "--format", "json").out for asked in ((), ("mehmet-31",))]
    entries = disk.entries
    monkeypatch.setattr(disk, "entries", lambda root: reversed(list(entries(root))))
    assert [
        command("suggest", *asked, "--format", "json").out for asked in ((), ("mehmet-31",))
    ] == before


# What a manager reads.


def test_needs_and_offers_stand_side_by_side_in_the_own_words(command: Command) -> None:
    said = command("suggest", "mehmet-31", BUSY).out
    place = said.index("1. Tuula Koskinen (tuula-27) – 59 of 100")
    order = [
        "HR-direktör, Norrbåge Stål, Luleå",
        "Mentor contribution, 47 of 47",
        "Missing: Leading other leaders.",
        "If either of them says no: Mehmet gets Margareta Sjöö.",
        "Mehmet: “Har skjutit upp samma samtal",
        "Tuula: “Har suttit med i de flesta samtal",
        "As good for Mehmet as Tuula Koskinen.",
    ]
    places = [said.index(words, place) for words in order]
    assert places == sorted(places)
    assert "Not counted: the town (Södertälje), because no mentor is there." in said
    assert "1 free place. Last asked on 12 October 2026, to mentor Ibrahim Sesay." in said
    assert "Margareta offers this, but has written nothing about it." in said


def test_a_log_holds_ids_and_stops_and_no_word_from_the_files(command: Command) -> None:
    for asked in ((), ("mehmet-31",), ("anna-07",)):
        said = command("suggest", *asked, "--format", "github").out
        assert "Mehmet" not in said
        assert "samtal" not in said
        assert said.count("\n") == 1
    assert "tuula-27: 59" in command("suggest", "mehmet-31", BUSY, "--format", "github").out


def test_the_verdict_counts_right_in_both_languages(command: Command, example: Path) -> None:
    assert "There is a mentor for 4 of 5.\n   Also, 2 are admitted" in command("suggest").out
    assert "Det finns en mentor till 4 av 5.\n   Dessutom är 2 antagna" in (
        command("suggest", lang="sv").out
    )
    for mentee in ("ulrika-45", "daniela-37", "ibrahim-51", "yasmin-47"):
        path = example / "participants" / f"{mentee}.yml"
        path.write_text(
            re.sub(
                r"(?m)^(  admitted: .*)$",
                r"\1\n  withdrawn: 2026-11-20",
                path.read_text(encoding="utf-8"),
            ),
            encoding="utf-8",
        )
    outcome = command("suggest", root=example)
    assert outcome.code == 0
    assert "1 mentee waits for a mentor\n   There is a mentor for the mentee.\n" in outcome.out
    assert "\nAsk the mentor\n   1. Mehmet Demir (mehmet-31) ↔ Margareta" in outcome.out


def test_a_special_wish_is_shown_and_not_weighed(command: Command, example: Path) -> None:
    before = command("suggest", "mehmet-31", "--format", "json", root=example).json()
    _edit(
        example / "participants" / "mehmet-31.yml",
        "    mentor_contribution:",
        "    wishes: {words: Gärna promenader <b>ute</b>}\n    mentor_contribution:",
    )
    assert (
        command("suggest", "mehmet-31", "--format", "json", root=example).json()["candidates"][0][
            "score"
        ]
        == before["candidates"][0]["score"]
    )
    assert (
        "Mehmet also wishes, in their own words: “Gärna promenader <b>ute</b>”"
        in command("suggest", "mehmet-31", root=example).out
    )
    said = command("suggest", "mehmet-31", "--format", "markdown", root=example).out
    assert "Gärna promenader" in said
    assert "<b>" not in said


def test_more_than_five_candidates_get_a_line_each(command: Command, example: Path) -> None:
    for path in example.glob("participants/*.yml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"capacity: \d+", "capacity: 9", text), encoding="utf-8")
    said = command(
        "suggest", "mehmet-31", "--lift", "required-contribution-is-offered", root=example
    ).out
    assert re.search(r"\n\d+ more who could be asked\n   6\. .* of 100; missing: ", said)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_five_mentees_fit_on_a_screen(lang: str, command: Command) -> None:
    lines = command("suggest", lang=lang).out.splitlines()
    assert sum(max(1, -(-len(line) // 100)) for line in lines) <= 30


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "en",
            [
                "in this order, lines 2–4 in any order: a no at the top changes most for the others",
                "Of 22 mentors: 15 have no free place, 2 are ruled out by a tie or organisation,",
                "Nearest: Carin von Ahlefors (wished for) would get 85 of 100, but the only place",
                "Ibrahim Sesay and Yasmin El-Masri: only the one concerned gets no mentor.",
                "Ayaan Warsame would suit Mehmet better, 100 of 100, but both places are taken.",
                "Boards and owners: required by Ulrika Näslund; Carin von Ahlefors offers it but is",
            ],
        ),
        (
            "sv",
            [
                "i den här ordningen (rad 2–4 som du vill): ett nej överst ändrar",
                "Av 22 mentorer: 15 saknar ledig plats, 2 hindras av koppling eller organisation,",
                "Närmast: Carin von Ahlefors (önskad) skulle få 85 av 100, men den enda platsen är",
                "Ibrahim Sesay och Yasmin El-Masri: bara den det gäller blir utan mentor.",
                "Ayaan Warsame skulle passa Mehmet bättre, 100 av 100, men båda platserna är upp",
                "Styrelse och ägare: krav från Ulrika Näslund; Carin von Ahlefors erbjuder det men",
            ],
        ),
    ],
)
def test_the_overview_says_each_thing_in_a_sentence(
    lang: str, words: list[str], command: Command
) -> None:
    said = command("suggest", lang=lang).out
    places = [said.index(part) for part in words]
    assert places == sorted(places)


def test_only_who_has_half_of_the_best_score_is_near(command: Command) -> None:
    said = command("suggest", "ulrika-45").out
    near = said[said.index("\nNearest") : said.index("\n22 mentors cannot be proposed")]
    assert near.count(" of 100") == 1
    assert "the only place is taken" in near
    listed = command("suggest", "ulrika-45", "--format", "json").json()["nearest"]
    assert {entry["score"] for entry in listed} >= {28, 85}


def test_a_stop_says_how_to_try_without_it_or_which_rule_it_is(command: Command) -> None:
    said = command("suggest", "mehmet-31").out
    assert "No free place (15), rule: `mentor-has-room`" in said
    assert "no for lack of time (1), try without: `--lift mentor-has-not-just-said-no`" in said
    assert (
        "said no for lack of time on 15 October 2026, when asked to mentor Ibrahim Sesay;" in said
    )


# When nobody can be suggested.


@pytest.mark.parametrize(
    ("mentee", "words"),
    [
        ("anna-07", "already has a live pairing, with Björn Ek"),
        ("sirpa-32", "has not been interviewed"),
        ("rasmus-60", "left the programme on"),
    ],
)
def test_who_does_not_wait_is_told_why(mentee: str, words: str, command: Command) -> None:
    outcome = command("suggest", mentee)
    assert outcome.code == 1
    assert words in outcome.out
    told = command("suggest", mentee, "--format", "json").json()
    assert (told["candidates"], told["blocked"]) == ([], [])
    assert words in told["not_weighed"]


@pytest.mark.wide
def test_a_cohort_that_has_ended_a_completion_and_one_who_left_need_no_mentor(
    command: Command,
) -> None:
    later = {
        mentee: command("suggest", mentee, today="2030-01-01").out
        for mentee in ("yasmin-47", "mehmet-31")
    }
    assert all("cohort of" in said and "ended on" in said for said in later.values())
    reasons = [
        command("suggest", path.stem.partition("--")[0], today=day).out
        for path in sorted((EXAMPLE / "pairings").glob("*.yml"))
        for day in ("2026-11-23", "2026-02-20")
    ]
    assert any("has already been through the programme with" in said for said in reasons)
    assert any(
        "left the pairing with" in said or "left the programme on" in said for said in reasons
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ana-07"], "There is no mentee “ana-07”. Did you mean `anna-07`?"),
        (["bjorn-12"], "`bjorn-12` is a mentor. Write the id of a mentee"),
        (["nobody-00"], "There is no mentee “nobody-00”. The id is the file's name in"),
        (
            ["--fix", "mehmet-31=tuula-27", "--fix", "mehmet-31=margareta-19"],
            "contradict each other",
        ),
        (
            ["--with", "tuula-27:capacity=1", "--with", "tuula-27:capacity=5"],
            "`--with tuula-27:capacity=1` and `--with tuula-27:capacity=5` contradict each other.",
        ),
        (["--with", "weights.wishes=1", "--with", "weights.wishes=2"], "contradict each other"),
        (["--least", "many"], "Write a whole number from 0 to 100."),
        (["--least", "101"], "Write a whole number from 0 to 100."),
        (["\x1b[31m"], "There is no mentee"),
        (["--with", "bjorn:capacity=2"], "Did you mean `bjorn-12`?"),
        (["--with", "bjorn-12:capacity=two"], "Write a whole number from 0 to 20."),
        (["--with", "bjorn-12:capacity=21"], "Write a whole number from 0 to 20."),
        (["--with", "bjorn-12:size=2"], "Write `bjorn-12:capacity=2` or `weights.wishes=30`."),
        (["--with", "bjorn-12"], "Write for example `bjorn-12:capacity=2`."),
        (["--with", "weights.age=2"], "There is no weight “age”."),
        (["--fix", "mehmet-31"], "Write for example `anna-07=bjorn-12`."),
        (["--fix", "nobody-00=tuula-27"], "There is no mentee"),
        (["--fix", "mehmet-31=nobody-00"], "There is no mentor"),
        (["--fix", "anna-07=tuula-27"], "already has a live pairing"),
        (["--fix", "mehmet-31=bjorn-12"], "both places are taken (`mentor-has-room`)"),
        (
            ["--fix", "mehmet-31=tuula-27", "--without", "tuula-27"],
            "cannot be fixed and left out at once",
        ),
        (
            [
                "--fix",
                "mehmet-31=david-72",
                "--fix",
                "ibrahim-51=david-72",
                "--lift",
                "required-contribution-is-offered",
            ],
            "has no room for all whom you fix",
        ),
        (
            ["--without", "anna-07"],
            (
                "There is no mentor “anna-07”. The id is the file's name in `participants`,"
                " without `.yml`."
            ),
        ),
        (["mehmet-31", "--brief", "--to", ""], "No folder is given after `--to`."),
        (["--lift", "mentor-has-room"], "`--with bjorn-12:capacity=3`"),
        (["--lift", "pair-is-two-people"], "cannot be lifted"),
        (["--lift", "gravity"], "There is no stop “gravity”."),
        (["one", "two"], "“two” does not belong to `mentorskap suggest`."),
    ],
)
def test_what_does_not_exist_is_refused_with_what_does(
    arguments: list[str], words: str, command: Command
) -> None:
    outcome = command("suggest", *arguments)
    assert outcome.code == 2
    assert outcome.out == ""
    assert words in outcome.err
    assert outcome.err.count("\n") == 1
    assert "\x1b" not in outcome.err


def test_when_nobody_waits_all_is_well(command: Command, sound: Path) -> None:
    for path in (sound / "pairings").glob("*.yml"):
        path.unlink()
    for path in (sound / "participants").glob("*.yml"):
        path.unlink()
    outcome = command("suggest", root=sound)
    assert outcome.code == 0
    assert "Nobody waits for a mentor." in outcome.out
    assert command("suggest", "--format", "json", root=sound).json()["pairs"] == []


# Nothing is suggested blindly.


def test_a_pairing_that_cannot_be_read_stops_its_mentor_and_its_mentee(
    command: Command, example: Path
) -> None:
    (example / "pairings" / "mehmet-31--tuula-27.yml").write_text("mentee: [", encoding="utf-8")
    whole = command("suggest", "--format", "json", root=example).json()
    assert "mehmet-31" not in {entry["mentee"] for entry in (*whole["pairs"], *whole["unmatched"])}
    assert list(whole["left_out"]) == ["mehmet-31"]
    assert whole["unread"] == ["pairings/mehmet-31--tuula-27.yml"]
    told = command("suggest", "yasmin-47", "--format", "json", root=example).json()
    assert {
        "mentor": "tuula-27",
        "by": [
            "mentors-pairings-can-be-read",
            "mentor-has-not-just-said-no",
            "required-contribution-is-offered",
        ],
    } in told["blocked"]
    for form in ("terminal", "markdown", "github"):
        assert "blindly" in command("suggest", "--format", form, root=example).out
        assert "mehmet-31--tuula-27" in command(
            "suggest", "mehmet-31", "--format", form, root=example
        ).out.replace("&#45;", "-")


def test_without_a_programme_nothing_is_suggested(command: Command, example: Path) -> None:
    (example / "programme.yml").write_text("name: [", encoding="utf-8")
    for asked in ((), ("mehmet-31",)):
        for form in ("terminal", "markdown"):
            outcome = command("suggest", *asked, "--format", form, root=example)
            assert outcome.code == 1
            assert "No mentor can be suggested until" in outcome.out
        assert command("suggest", *asked, "--format", "json", root=example).json()["unread"] == [
            "programme.yml"
        ]


def test_a_mentee_whose_file_cannot_be_read_is_told_so(command: Command, example: Path) -> None:
    (example / "participants" / "mehmet-31.yml").write_text("\t", encoding="utf-8")
    outcome = command("suggest", "mehmet-31", root=example)
    assert outcome.code == 1
    assert "could not be read" in outcome.out


def test_oneself_is_stopped(command: Command, example: Path) -> None:
    path = example / "participants" / "mehmet-31.yml"
    path.write_text(
        path.read_text(encoding="utf-8")
        + "mentor: {offers: [{area: difficult-talks}], capacity: 1}\n",
        encoding="utf-8",
    )
    blocked = command("suggest", "mehmet-31", "--format", "json", root=example).json()["blocked"]
    assert (
        next(entry["by"] for entry in blocked if entry["mentor"] == "mehmet-31")[0]
        == "pair-is-two-people"
    )


def test_where_room_runs_out_the_others_who_got_it_are_named(
    command: Command, example: Path
) -> None:
    keep = {"daniela-37", "wei-40", "yasmin-47"}
    for path in example.glob("pairings/*.yml"):
        path.unlink()
    for path in example.glob("participants/*.yml"):
        if path.stem not in keep:
            path.unlink()
    for mentee in ("daniela-37", "yasmin-47"):
        path = example / "participants" / f"{mentee}.yml"
        path.write_text(
            re.sub(
                r"(?m)^ties:\n(  - .*\n)+|^    wishes:.*\n", "", path.read_text(encoding="utf-8")
            ),
            encoding="utf-8",
        )
    told = command("suggest", "--format", "json", root=example).json()
    assert [entry["mentor"] for entry in told["pairs"]] == ["wei-40"]
    assert [entry["blocked"] for entry in told["unmatched"]] == [
        [{"mentor": "wei-40", "by": ["given-to-another"]}]
    ]
    assert "Of 1 mentor: 1 is needed for others." in command("suggest", root=example).out


# What if.


def test_a_place_more_is_told_person_by_person(command: Command) -> None:
    outcome = command("suggest", "--with", "carin-03:capacity=2", "--format", "json")
    changes = outcome.json()["changes"]
    assert outcome.code == 0
    assert (changes["before"]["matched"], changes["after"]["matched"]) == (4, 5)
    assert {"mentee": "ulrika-45", "before": None, "after": "carin-03"} in changes["moves"]
    said = command("suggest", "--with", "carin-03:capacity=2").out
    assert "Ulrika Näslund: nobody → Carin von Ahlefors" in said
    assert "With a mentor: 4 → 5" in said
    assert "ulrika-45: – → carin-03" in command(
        "suggest", "--with", "carin-03:capacity=2", "--format", "github"
    ).out.replace("%0A", "\n")


def test_a_mentor_less_a_pair_fixed_a_stop_lifted_and_a_weight_changed(command: Command) -> None:
    def moves(*options: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = command("suggest", *options, "--format", "json").json()[
            "changes"
        ]["moves"]
        return found

    assert {"mentee": "daniela-37", "before": "wei-40", "after": None} in [
        {**move, "after": None} for move in moves("--without", "wei-40")
    ]
    assert moves(BUSY, "--fix", "mehmet-31=tuula-27") == [
        {"mentee": "mehmet-31", "before": "margareta-19", "after": "tuula-27"}
    ]
    assert any(
        move["mentee"] == "ulrika-45" and move["after"]
        for move in moves("--lift", "required-contribution-is-offered")
    )
    assert "Nothing." in command("suggest", "--with", "wei-40:capacity=9").out
    before, after = (
        command(
            "suggest", "ulrika-45", "--with", "carin-03:capacity=2", *more, "--format", "json"
        ).json()
        for more in ((), ("--with", "weights.wishes=100"))
    )
    assert before["candidates"][0]["score"] < after["candidates"][0]["score"]


def test_a_mentee_who_is_fixed_still_hears_what_the_others_would_cost(command: Command) -> None:
    told = command(
        "suggest", "mehmet-31", BUSY, "--fix", "mehmet-31=tuula-27", "--format", "json"
    ).json()
    assert [candidate["mentor"] for candidate in told["candidates"]] == ["tuula-27", "margareta-19"]
    assert [candidate["regret"]["own"] for candidate in told["candidates"]] == [0, 0]
    assert [candidate["regret"]["others"] for candidate in told["candidates"]] == [[], []]


def test_nothing_is_written_by_asking_what_if(command: Command, example: Path) -> None:
    before = {path: path.read_bytes() for path in example.rglob("*") if path.is_file()}
    for form in FORMATS:
        command(
            "suggest",
            "--with",
            "carin-03:capacity=2",
            "--without",
            "wei-40",
            "--lift",
            "pair-has-no-ties",
            "--format",
            form,
            root=example,
        )
        command(
            "suggest", "ulrika-45", "--with", "carin-03:capacity=2", "--format", form, root=example
        )
    assert {path: path.read_bytes() for path in example.rglob("*") if path.is_file()} == before


# The words.


def _talker(words: str) -> dict[str, Any]:
    return {
        "mentor": {"offers": [{"area": "change", "words": words}]},
        "mentee": {"interview": {"challenges": [{"area": "change", "words": words}]}},
    }


def _words(**texts_by_mentor: str) -> Words:
    talkers = {id_: _talker(text) for id_, text in texts_by_mentor.items()}
    return Words(texts_by_mentor, lambda id_: talkers.get(id_, {}))


def test_likeness_is_whole_and_greatest_with_oneself() -> None:
    words = _words(
        one="Har delegerat ansvaret för sent", other="Delegering av ansvar", neither="Bokslut"
    )
    assert words.likeness("one", "one") in {999, 1000}
    assert 0 < words.likeness("one", "other") == words.likeness("other", "one") < 999
    assert words.likeness("one", "neither") == 0
    assert words.likeness("one", "silent") == words.likeness("silent", "one") == 0
    assert words.hint("one", "other").words[0] == ("ansvaret", "ansvar")


def test_rare_words_weigh_more_than_common_ones() -> None:
    common = {f"common{number}": "Vi leder medarbetare" for number in range(8)}
    words = _words(**common, asker="Leder medarbetare genom konkurs", rare="Klarade en konkurs")
    assert words.likeness("asker", "rare") > words.likeness("asker", "common0")
    alike = [set(texts._threes("medarbetare")), set(texts._threes("konkurs"))]
    assert len(alike[0]) > len(alike[1])  # without weights the longer word would win


def test_common_words_are_not_shown_as_words_that_meet() -> None:
    words = _words(
        **{f"mentor{number}": "Svåra samtal" for number in range(4)}, rare="Svår konkurs"
    )
    assert words.hint("mentor0", "mentor1").words == ()
    assert words.hint("rare", "rare").words == (("konkurs", "konkurs"),)


def test_words_break_ties_and_nothing_else(command: Command, example: Path) -> None:
    told = command("suggest", "mehmet-31", BUSY, "--format", "json", root=example).json()[
        "candidates"
    ]
    assert [(one["mentor"], one["score"]) for one in told] == [
        ("tuula-27", 59),
        ("margareta-19", 59),
    ]
    _edit(
        example / "participants" / "margareta-19.yml",
        "{area: difficult-talks}",
        "{area: difficult-talks, words: Har skjutit upp samtal i månader och lärt av samtalet}",
    )
    told = command("suggest", "mehmet-31", BUSY, "--format", "json", root=example).json()[
        "candidates"
    ]
    assert [(one["mentor"], one["score"]) for one in told] == [
        ("margareta-19", 59),
        ("tuula-27", 59),
    ]


def test_a_text_without_end_costs_no_time() -> None:
    endless = _talker(
        " ".join(
            f"ord{chr(97 + number % 26)}{chr(97 + number // 26 % 26)}{chr(97 + number // 676 % 26)}"
            for number in range(20_000)
        )
    )
    assert len(Words(["one"], lambda _id: endless).hint("one", "one").words) <= 5
