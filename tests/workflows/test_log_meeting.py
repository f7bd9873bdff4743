"""log-meeting.yml, played: a filled-in form becomes one proposal; what is not exactly the form becomes an answer and nothing else."""

from __future__ import annotations

import html
import json
import re
from base64 import b64decode
from datetime import date
from hashlib import sha1
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from mentorskap.edit.form import FIELDS, LABEL, MOST, choices, submission
from mentorskap.edit.recording import recording_from
from mentorskap.edit.trial import try_out
from mentorskap.files import disk, schema, source
from mentorskap.host import meeting
from mentorskap.host.run import Options, Run, schema_named
from mentorskap.host.writing import with_fact
from mentorskap.words import catalogues
from mentorskap.words.sentence import Code, Person, RefusalError, Written, say
from mentorskap.words.voice import Voice
from tests.conftest import EXAMPLE, ROOT
from tests.workflows.blocks import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.workflows.stage import Played, Stage

WORKFLOW = ROOT / ".github" / "workflows" / "log-meeting.yml"
FORM = ROOT / ".github" / "ISSUE_TEMPLATE" / "log-a-meeting.yml"
JUDGE = schema.compile_schema("pairing", disk.packaged_text("schemas/pairing.schema.json"))
NILS = "pairings/nils-02--elle-09.yml"
EMPTY = "_No response_"


def body(
    pairing: str = "nils-02--elle-09",
    day: str = "2026-11-18",
    outcome: str = "hållet · held",
    form: str = EMPTY,
    following: str = EMPTY,
) -> str:
    """Return what GitHub makes of the form when it is filled in."""
    return "\n\n".join(
        f"### {field.heading}\n\n{value}"
        for field, value in zip(FIELDS, (pairing, day, outcome, form, following), strict=True)
    )


# The parser.


def test_the_form_that_people_see_is_the_one_that_is_read() -> None:
    form = yaml.safe_load(FORM.read_text(encoding="utf-8"))
    assert form["labels"] == [LABEL]
    assert f"'{LABEL}'" in load(WORKFLOW)["jobs"]["log"]["if"]
    asked = [part for part in form["body"] if part["type"] != "markdown"]
    assert [(part["attributes"]["label"], part["validations"]["required"]) for part in asked] == [
        (field.heading, field.required) for field in FIELDS
    ]
    for part, field in zip(asked, FIELDS, strict=True):
        assert part["type"] == ("dropdown" if field.route else "input")
        assert part["attributes"].get("options", []) == (
            list(choices(field, JUDGE)) if field.route else []
        )


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_filled_in_form_is_read_as_a_command(ending: str) -> None:
    whole = body(form="promenad · walk", following="2026-12-20").replace("\n", ending)
    assert submission(whole, JUDGE) == (
        ("meeting", "nils-02--elle-09", "2026-11-18", "held"),
        {"form": "walk", "next": "2026-12-20"},
    )
    assert submission(f"{body()}\n", JUDGE).options == {}
    moved = body(outcome="flyttat till en annan dag · moved to another day", following="2026-12-20")
    assert submission(moved, JUDGE).options == {"to": "2026-12-20"}


SPOOFED = [
    "",
    "held",
    body().replace("### Datum", "## Datum"),
    body().replace("Datum · Date", "Date · Datum"),
    body() + "\n\n### Datum · Date\n\n2026-01-01",
    body(pairing="nils-02--elle-09\n\n### Datum · Date\n\n2026-11-18"),
    body(pairing="nils-02--elle-09\nand more"),
    body(pairing="### Datum · Date"),
    body(pairing=EMPTY),
    body(pairing="nils-02"),
    body(pairing="../nils-02--elle-09"),
    body(pairing=" nils-02--elle-09"),
    body(pairing="nils-02--elle-09 <!-- hidden -->"),
    body(pairing="nils-02--elle-09\x00"),
    body(pairing="nils-02--elle-09\u2028"),
    body(pairing="$(touch PWNED)"),
    "<!-- hidden -->\n" + body(),
    body(day="2026-02-30"),
    body(day="18/11/2026"),
    body(day="٢٠٢٦-11-18"),
    body(day="2026-11-18T10:00"),
    body(outcome="held"),
    body(outcome="hållet · held, planned"),
    body(outcome=EMPTY),
    body(form="mail"),
    body(following="soon"),
    body(outcome="flyttat till en annan dag · moved to another day"),
    body() + "\n" * 4 + "What was said",
    body(pairing="x" * MOST),
]


@pytest.mark.parametrize("text", SPOOFED)
def test_what_is_not_exactly_the_form_is_refused(text: str) -> None:
    with pytest.raises(RefusalError):
        submission(text, JUDGE)


# What is said of it.


@pytest.mark.parametrize(
    ("lang", "head"), [("sv", "Inget skrevs."), ("en", "Nothing was written.")]
)
def test_an_answer_is_harmless_and_nameless_in_both_languages(
    lang: str, head: str, example: Path
) -> None:
    voice = Voice(catalogues.catalogue(lang, disk.packaged_bytes), {}, meeting.FORM)
    told = meeting.not_written(
        say(
            "{person}: {words} {code}",
            person=Person("anna-07"),
            words=Written("@all <b>"),
            code=Code("`*x*`"),
        ),
        voice,
    )
    assert told.startswith(f"**{head}** <code>anna&#45;07</code>: ")
    assert not re.search(r"@|<b>|`|\*x", told)
    raw = (example / NILS).read_bytes()
    new = raw.replace(b"2026-11-18, outcome: planned", b"2099-01-01, outcome: held")
    run = Run(Options(str(example), date(2026, 11, 23), lang, "markdown"))
    trial = try_out(run.snapshot, {NILS: new}, schema_named, run.places)
    refused = meeting.not_right(trial.errors, voice)
    assert (
        "<code>pairings&#47;nils&#45;02&#45;&#45;elle&#45;09&#46;yml&#58;16</code>"
        " the-past-has-happened: " in refused
    )
    assert "Labba" not in refused
    shown = list(meeting.meetings({NILS: (raw, new)}))
    proposal = meeting.proposal(7, shown, ["What it means."], trial.findings, voice)
    assert proposal.count("the-past-has-happened") == 1
    assert "issue #7." in proposal or "ärende #7." in proposal
    assert "the-past" not in meeting.proposal(7, shown, [], (), voice)
    assert "(https://github.com/x)" in meeting.branch_waits("https://github.com/x", voice)


REMARK = "Anna Lindqvist orkar inte, sjukskriven"
TRACES = ("Lindqvist", "orkar", "sjukskriven", "Labba", "{", "outcome")
FILES: dict[str, Callable[[str], str]] = {
    "a comment beside the meeting": lambda text: text.replace(
        "form: video}", f"form: video}}   # {REMARK}"
    ),
    "a comment on every line": lambda text: "".join(
        f"{line}  # {REMARK}\n" for line in text.splitlines()
    ),
    "a file that is one flow mapping": lambda text: (
        f"{json.dumps({**source.parse(text, NILS), 'rationale': REMARK}, ensure_ascii=False)}\n"
    ),
    "a meeting over several lines": lambda text: text.replace(
        "{date: 2026-11-18, outcome: planned,",
        f"{{date: 2026-11-18, outcome: planned,  # {REMARK}\n    ",
    ),
}


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_proposal_quotes_facts_and_no_line_of_a_file(kind: str, lang: str, example: Path) -> None:
    text = FILES[kind]((example / NILS).read_text(encoding="utf-8"))
    (example / NILS).write_text(text, encoding="utf-8")
    run = Run(Options(str(example), date(2026, 11, 23), lang, "markdown"))
    words = ("meeting", "nils-02--elle-09", "2026-11-18", "cancelled")
    fact = recording_from(run.snapshot, words, {}, run.snapshot.today, schema_named)
    shown = list(meeting.meetings(with_fact(run, fact)))
    assert [piece.text for piece in shown] == ["2026-11-18 · cancelled · video"]
    assert "2026-11-18" in text.splitlines()[shown[0].line - 1]
    proposal = html.unescape(meeting.proposal(7, shown, [], (), run.nameless(meeting.FORM)))
    for trace in TRACES:
        assert trace not in proposal


# The workflow.


def logged(
    stage: Stage,
    text: str,
    *,
    sender: str = "karin-berg",
    may: str = "write",
    title: str = "Möte · Meeting",
    labels: tuple[str, ...] = (LABEL,),
    again: bool = False,
    **event: Any,
) -> Played:
    """Open an issue as someone, and play what follows."""
    hub = stage.github
    hub.sender = sender
    hub.collaborators = {sender: may}
    hub.grants = load(WORKFLOW)["jobs"]["log"]["permissions"]
    number = 1 if again else hub.open_issue(title=title, body=text, labels=labels, user=sender)
    stage.repository.git("checkout", "--quiet", "main")
    shown = {**hub.issues[number], "comments": 0}
    return stage.play("log-meeting.yml", "issues", {"action": "opened", "issue": shown, **event})


def answer(stage: Stage) -> str:
    (text,) = stage.github.comments(1)
    return text


def test_a_good_form_becomes_a_proposal_with_one_line_changed(acting: Stage) -> None:
    played = logged(acting, body(form="telefon · phone"))
    assert (played.code, played.jobs) == (0, {"log": "success"})
    hub = acting.github
    (commit,) = hub.commits
    before = acting.repository.text(NILS)
    assert commit["path"] == NILS
    assert b64decode(commit["content"]).decode() == before.replace(
        "2026-11-18, outcome: planned, form: video", "2026-11-18, outcome: held, form: phone"
    )
    raw = before.encode()
    assert (
        commit["sha"] == sha1(b"blob %d\0%b" % (len(raw), raw), usedforsecurity=False).hexdigest()
    )
    assert commit["branch"] == "log-meeting-1"
    (number,) = hub.pulls
    assert hub.pulls[number]["base"]["ref"] == "main"
    assert hub.pulls[number]["head"]["ref"] == "log-meeting-1"
    assert (
        answer(acting)
        == f"Förslag #{number} väntar på att läsas och tas in. Sedan kan ärendet stängas."
    )
    assert "2026-11-18 · held · phone" in html.unescape(hub.issues[number]["body"])
    assert hub.issues[1]["state"] == "open"


@pytest.mark.laws
def test_nobody_is_named_in_branch_title_commit_comment_log_or_proposal(acting: Stage) -> None:
    played = logged(acting, body())
    hub = acting.github
    told = " ".join(
        [
            played.log,
            played.summary,
            str(hub.commits[0]["message"]),
            *hub.branches,
            *(str(call.path) for call in hub.calls),
            str(hub.comments(1)),
        ]
    )
    told += str([hub.issues[number] for number in hub.pulls])
    people = (
        source.parse(path.read_text(encoding="utf-8"), "")
        for path in (EXAMPLE / "participants").glob("*.yml")
    )
    for person in people:
        assert person["name"] not in told
        assert person["name"].split()[-1] not in told
    assert "nils" not in played.log
    assert "nils" not in hub.commits[0]["message"] + "".join(hub.branches)


@pytest.mark.laws
def test_running_twice_leaves_one_proposal_and_one_answer(acting: Stage) -> None:
    logged(acting, body())
    calls = len(acting.github.written)
    played = logged(acting, body(), again=True)
    assert played.jobs == {"log": "success"}
    assert (
        len(acting.github.pulls)
        == len(acting.github.commits)
        == len(acting.github.comments(1))
        == 1
    )
    assert len(acting.github.written) == calls


@pytest.mark.laws
def test_a_run_that_stopped_half_way_is_finished_by_the_next(acting: Stage) -> None:
    acting.github.branches["log-meeting-1"] = acting.repository.git("rev-parse", "main")
    acting.github.branches["log-meeting-10"] = "0" * 40
    logged(acting, body())
    assert len(acting.github.commits) == len(acting.github.pulls) == 1
    # The meeting is in the branch, but the proposal was not opened.
    acting.github.pulls.clear()
    logged(acting, body(), again=True)
    assert len(acting.github.commits) == len(acting.github.pulls) == 1


@pytest.mark.laws
def test_where_workflows_may_open_no_proposal_the_sender_is_told_how(acting: Stage) -> None:
    acting.github.may_propose = False
    assert logged(acting, body()).jobs == {"log": "success"}
    assert "https://github.com/effect/mentorskap/compare/main...log-meeting-1?expand=1" in answer(
        acting
    )
    assert "Allow GitHub Actions to create" in answer(acting).replace("&#32;", " ")


@pytest.mark.laws
@pytest.mark.parametrize("may", ["read", "triage", "none", ""])
def test_a_sender_without_write_access_is_not_heard(may: str, acting: Stage) -> None:
    assert logged(acting, body(), sender="a-stranger", may=may).jobs == {"log": "success"}
    assert (
        answer(acting)
        == "Bara den som får skriva i arkivet kan logga ett möte. Inget skrevs. Fråga"
        " programansvarig."
    )
    assert len(acting.github.written) == 1


@pytest.mark.laws
def test_a_sender_who_did_not_write_the_issue_is_not_heard(acting: Stage) -> None:
    acting.github.open_issue(body=body(), labels=(LABEL,), user="someone-else")
    logged(acting, body(), again=True)
    assert answer(acting).startswith("Bara den som får skriva")
    assert acting.github.branches == {}


@pytest.mark.laws
def test_when_access_cannot_be_asked_nobody_is_heard(acting: Stage) -> None:
    acting.github.broken["/repos/effect/mentorskap/collaborators/karin-berg/permission"] = 500
    assert logged(acting, body()).jobs == {"log": "failure"}
    assert acting.github.written == []


@pytest.mark.laws
def test_an_issue_without_the_label_starts_nothing(acting: Stage) -> None:
    assert logged(acting, body(), labels=()).jobs == {}
    assert acting.github.calls == []


@pytest.mark.laws
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            body(pairing="nils-02--elle-09\n\n### Datum · Date\n\n2026-11-18"),
            "i den ordningen, med en rad under varje",
        ),
        (body(pairing="nils-02--bjorn-12"), "Menade du"),
        (body(pairing="zz-99--yy-99"), "Det finns inget mentorpar ”…”."),
        (body(day="2099-01-01"), "the-past-has-happened: "),
        (body(day="2026-09-04", outcome="inställt · cancelled"), "där står <code>held</code>"),
        (body(day="2026-09-04"), "Mötet är redan inskrivet."),
        (
            body(outcome="flyttat till en annan dag · moved to another day"),
            "Ett flyttat möte har en ny dag: ",
        ),
    ],
)
def test_what_cannot_be_logged_is_answered_with_what_can(
    text: str, said: str, acting: Stage
) -> None:
    played = logged(acting, text)
    assert played.jobs == {"log": "success"}
    assert said in answer(acting)
    assert len(acting.github.written) == 1  # the answer


@pytest.mark.laws
def test_hostile_words_stay_words(acting: Stage) -> None:
    played = logged(
        acting,
        body(pairing="$(touch PWNED)") + "\n::error::x`touch PWNED`",
        title="$(touch PWNED) `touch PWNED` ${{ github.token }}",
    )
    assert not played.broken_into
    assert played.annotations == []
    assert "PWNED" not in answer(acting)
    assert len(acting.github.written) == 1


@pytest.mark.laws
def test_a_broken_event_is_one_sentence(acting: Stage) -> None:
    played = logged(acting, body(), issue={"number": "seven", "labels": [{"name": LABEL}]})
    assert played.jobs == {"log": "failure"}
    assert len(played.log.splitlines()) == 1
    assert "Traceback" not in played.log
