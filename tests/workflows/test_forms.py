"""forms.yml, played: a filled-in form becomes one proposal, which is checked; anything else becomes an answer and nothing else."""

from __future__ import annotations

import html
from base64 import b64decode
from hashlib import sha1
from typing import TYPE_CHECKING, Any

import pytest

from mentorskap.edit.forms import CHOOSE, LABEL
from mentorskap.files import source
from mentorskap.host import comment
from tests.conftest import EXAMPLE, ROOT
from tests.test_forms import ANSWERS, WRITTEN, filled
from tests.workflows.blocks import load

if TYPE_CHECKING:
    from tests.workflows.stage import Played, Stage

WORKFLOW = ROOT / ".github" / "workflows" / "forms.yml"
NILS = "pairings/nils-02--elle-09.yml"


def body(**answers: str) -> str:
    """Return the form for a meeting, filled in."""
    return filled("meeting", **answers)


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
    hub.grants = load(WORKFLOW)["jobs"]["form"]["permissions"]
    number = 1 if again else hub.open_issue(title=title, body=text, labels=labels, user=sender)
    stage.repository.git("checkout", "--quiet", "--force", "main")
    shown = {**hub.issues[number], "comments": 0}
    return stage.play("forms.yml", "issues", {"action": "opened", "issue": shown, **event})


def answer(stage: Stage) -> str:
    (text,) = stage.github.comments(1)
    return text


def test_a_good_form_becomes_a_proposal_with_one_line_changed(acting: Stage) -> None:
    played = logged(acting, body(form="telefon · phone"))
    assert (played.code, played.jobs) == (0, {"form": "success"})
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
    assert commit["branch"] == "form-1"
    (number,) = hub.pulls
    assert hub.pulls[number]["base"]["ref"] == "main"
    assert hub.pulls[number]["head"]["ref"] == "form-1"
    assert (
        answer(acting)
        == f"Förslag #{number} väntar på att läsas och tas in. Sedan kan ärendet stängas."
    )
    assert "2026-11-18 · held · phone" in html.unescape(hub.issues[number]["body"])
    (said,) = hub.comments(number)
    assert said.startswith(comment.MARKER)
    assert "Kontrollen av <code>0000000</code>: Inga fel." in said
    assert "stäng förslaget och öppna det igen" in said
    assert "Vad ändringen betyder" in played.summary
    assert hub.issues[1]["state"] == "open"


@pytest.mark.laws
def test_nobody_is_named_in_branch_title_commit_comment_log_or_proposal(acting: Stage) -> None:
    played = logged(acting, body())
    hub = acting.github
    told = " ".join(
        [
            played.log,
            str(hub.commits[0]["message"]),
            *hub.branches,
            *(str(call.path) for call in hub.calls),
            *(str(hub.comments(number)) for number in hub.issues),
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
    assert played.jobs == {"form": "success"}
    assert (
        len(acting.github.pulls)
        == len(acting.github.commits)
        == len(acting.github.comments(1))
        == 1
    )
    assert len(acting.github.written) == calls


@pytest.mark.laws
def test_a_run_that_stopped_half_way_is_finished_by_the_next(acting: Stage) -> None:
    acting.github.branches["form-1"] = acting.repository.git("rev-parse", "main")
    acting.github.branches["form-10"] = "0" * 40
    logged(acting, body())
    assert len(acting.github.commits) == len(acting.github.pulls) == 1
    # The meeting is in the branch, but the proposal was not opened.
    acting.github.pulls.clear()
    logged(acting, body(), again=True)
    assert len(acting.github.commits) == len(acting.github.pulls) == 1


@pytest.mark.laws
def test_where_workflows_may_open_no_proposal_the_sender_is_told_how(acting: Stage) -> None:
    acting.github.may_propose = False
    assert logged(acting, body()).jobs == {"form": "success"}
    assert "https://github.com/effect/mentorskap/compare/main...form-1?expand=1" in answer(acting)
    assert "Allow GitHub Actions to create" in answer(acting).replace("&#32;", " ")


@pytest.mark.laws
@pytest.mark.parametrize("may", ["read", "triage", "none", ""])
def test_a_sender_without_write_access_is_not_heard(may: str, acting: Stage) -> None:
    assert logged(acting, body(), sender="a-stranger", may=may).jobs == {"form": "success"}
    assert (
        answer(acting)
        == "Bara den som får skriva i arkivet kan använda formulären. Inget skrevs. Fråga"
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
    assert logged(acting, body()).jobs == {"form": "failure"}
    assert acting.github.written == []


@pytest.mark.laws
def test_a_missing_label_is_made_and_put_on(acting: Stage) -> None:
    assert logged(acting, body(), labels=()).jobs == {"form": "success"}
    assert acting.github.labels == {LABEL}
    assert [label["name"] for label in acting.github.issues[1]["labels"]] == [LABEL]
    assert len(acting.github.pulls) == 1


@pytest.mark.laws
@pytest.mark.parametrize(
    ("text", "jobs"),
    [("The page does not load.", {}), ("### Steps\n\nClick.", {"form": "success"})],
)
def test_an_issue_that_is_no_form_is_left_alone(
    text: str, jobs: dict[str, str], acting: Stage
) -> None:
    played = logged(acting, text, labels=())
    assert played.jobs == jobs
    assert ("Ärendet är inget av formulären" in played.log) == bool(jobs)
    assert acting.github.written == []


@pytest.mark.laws
@pytest.mark.parametrize("fact", [fact for fact in ANSWERS if fact not in {"meeting", "asked"}])
def test_each_form_becomes_a_checked_proposal(fact: str, acting: Stage) -> None:
    assert logged(acting, filled(fact)).jobs == {"form": "success"}
    hub = acting.github
    assert WRITTEN[fact] in "".join(b64decode(commit["content"]).decode() for commit in hub.commits)
    (number,) = hub.pulls
    (said,) = hub.comments(number)
    assert said.startswith(comment.MARKER)
    assert "Inga fel." in said


@pytest.mark.laws
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            body(PAIRING="nils-02--elle-09\n\n### Datum · Date\n\n2026-11-18"),
            "i den ordningen, var och en en gång",
        ),
        (body(PAIRING="nils-02--bjorn-12"), "Menade du"),
        (body(PAIRING="zz-99--yy-99"), "Det finns inget mentorpar ”…”."),
        (body(DATE="2099-01-01"), "the-past-has-happened: "),
        (body(DATE="2026-09-04", OUTCOME="inställt · cancelled"), "<code>held</code>"),
        (body(DATE="2026-09-04"), "Det här är redan inskrivet."),
        (body(OUTCOME=CHOOSE), "Välj vad det var under"),
        (body(OUTCOME="bokat · planned"), "har redan varit"),
        (filled("asked"), "varför de två passar ihop"),
    ],
)
def test_what_cannot_be_written_is_answered_with_what_can(
    text: str, said: str, acting: Stage
) -> None:
    assert logged(acting, text).jobs == {"form": "success"}
    assert said in answer(acting)
    assert len(acting.github.written) == 1  # the answer


@pytest.mark.laws
def test_hostile_words_stay_words(acting: Stage) -> None:
    played = logged(
        acting,
        body(PAIRING="$(touch PWNED)") + "\n::error::x`touch PWNED`",
        title="$(touch PWNED) `touch PWNED` ${{ github.token }}",
    )
    assert not played.broken_into
    assert played.annotations == []
    assert "PWNED" not in answer(acting)
    assert len(acting.github.written) == 1


@pytest.mark.laws
def test_a_broken_event_is_one_sentence(acting: Stage) -> None:
    played = logged(acting, body(), issue={"number": "seven", "body": body()})
    assert played.jobs == {"form": "failure"}
    assert len(played.log.splitlines()) == 1
    assert "Traceback" not in played.log
