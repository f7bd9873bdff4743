"""Laws of the tracking issue: each lateness is told of once, whatever happens between and during the runs."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from mentorskap.host import tracking
from mentorskap.host.forge import Issue
from mentorskap.host.tracking import (
    Act,
    Comment,
    Create,
    Edit,
    Key,
    Lateness,
    Memory,
    Setting,
    marker,
    memory,
    plan,
)
from mentorskap.model.deadlines import ACTORS, MENTEE, OVERDUE, Item
from mentorskap.model.snapshot import Snapshot
from mentorskap.words.catalogues import ENGLISH
from mentorskap.words.sentence import say
from mentorskap.words.voice import Voice
from tests import oracle
from tests.test_deadlines import ACTIVE, ID, world
from tests.tiers import examples

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

MONDAY = date(2026, 11, 23)
SETTING = Setting(
    Voice(ENGLISH, {}, tracking.FORM),
    lambda _: 7,
    "https://git.example/effect/programme/blob/HEAD",
    "karin",
)


def key(pairing: str, since: str = "2026-09-14") -> Key:
    return Key("next-meeting", pairing, pairing.partition("--")[0], since)


A, B, C = key("ada-11--bo-01"), key("eva-12--dan-02"), key("ida-13--per-03")
A_ANEW = key("ada-11--bo-01", "2026-11-02")
UNREAD = f"pairings/{A.pairing}.yml"


def item(of: Key, today: date) -> Item:
    due = date.fromisoformat(of.since) + timedelta(days=42)
    late = (today - due).days
    return Item(
        of.kind,
        OVERDUE,
        MENTEE,
        of.pairing,
        of.participant,
        date.fromisoformat(of.since),
        due,
        late,
        f"pairings/{of.pairing}.yml",
        (),
        say("Late."),
        42,
        0,
        in_calendar_days=False,
    )


def seen(
    *late: Key, on: date = MONDAY, unread: Collection[str] = (), unclear: Collection[Key] = ()
) -> Lateness:
    return Lateness(on, {of: item(of, on) for of in late}, tuple(unread), lambda of: of in unclear)


class Tracker:
    """What GitHub holds, in memory."""

    def __init__(self, *issues: Issue) -> None:
        self.issues = list(issues)

    def do(self, acts: Iterable[Act]) -> None:
        """Do what was planned, or the beginning of it."""
        for act in acts:
            match act:
                case Create(_, body):
                    self.issues.append(
                        Issue(len(self.issues) + 1, open=True, body=body, comments=())
                    )
                case Comment(number, body):
                    self.change(number, comments=(*self.issues[number - 1].comments, body))
                case Edit(number, body, state):
                    kept = self.issues[number - 1]
                    self.change(
                        number,
                        body=kept.body if body is None else body,
                        open=kept.open if state is None else state,
                    )

    def change(self, number: int, **what: object) -> None:
        """Change an issue as a person would."""
        self.issues[number - 1] = self.issues[number - 1]._replace(**what)  # type: ignore[arg-type]

    def run(self, told: Lateness) -> tuple[Act, ...]:
        """Let the job run, and return what it did."""
        acts = plan(told, self.issues, SETTING)
        self.do(acts)
        return acts


def names(acts: Iterable[Act]) -> list[str]:
    """Return what was done, in words: an edit that opens or closes is called so."""
    return [
        (
            type(act).__name__.lower()
            if not isinstance(act, Edit) or act.open is None
            else ("reopen" if act.open else "close")
        )
        for act in acts
    ]


def _without_a_marker(body: str) -> str:
    return re.sub(r"<!--.*?-->", "", body, flags=re.DOTALL)


def tells(body: str, of: Key) -> bool:
    """Say whether what a reader sees tells of a lateness: of its pairing, and of the last day that follows from its fact."""
    last = SETTING.voice.day(date.fromisoformat(of.since) + timedelta(days=42))
    return any(
        f"`{of.pairing}`" in line and f"the last day was {last}" in line
        for line in _without_a_marker(body).splitlines()
    )


def after(*days: Lateness) -> Tracker:
    """Return the tracker as it stands after the job has run on these days."""
    tracker = Tracker()
    for told in days:
        tracker.run(told)
    return tracker


TUESDAY = MONDAY + timedelta(days=1)


class Step(NamedTuple):
    """A transition: what was seen before, what is seen now, what is to be done, and what people are told of."""

    name: str
    before: Sequence[Lateness]
    now: Lateness
    done: Sequence[str]
    told: Collection[Key] = ()


STEPS = [
    Step("nothing late, no issue", [], seen(), []),
    Step("the first lateness makes the issue", [], seen(A), ["create"]),
    Step("the same on the same day", [seen(A)], seen(A), []),
    Step("the same a day later", [seen(A)], seen(A, on=TUESDAY), ["edit"]),
    Step("one more", [seen(A)], seen(A, B, on=TUESDAY), ["comment", "edit"], [B]),
    Step("one less", [seen(A, B)], seen(B, on=TUESDAY), ["edit"]),
    Step("one goes, one comes", [seen(A)], seen(B, on=TUESDAY), ["comment", "edit"], [B]),
    Step(
        "the same pairing late anew",
        [seen(A)],
        seen(A_ANEW, on=TUESDAY),
        ["comment", "edit"],
        [A_ANEW],
    ),
    Step("one that came back", [seen(A, B), seen(A)], seen(A, B), ["comment", "edit"], [B]),
    Step("nothing is late any more", [seen(A)], seen(on=TUESDAY), ["comment", "close"]),
    Step("still nothing", [seen(A), seen()], seen(on=TUESDAY), []),
    Step("late again", [seen(A), seen()], seen(A, on=TUESDAY), ["comment", "reopen"], [A]),
    Step(
        "a file that cannot be read takes nothing away",
        [seen(A)],
        seen(unread=[UNREAD], unclear=[A]),
        ["edit"],
    ),
    Step("nor what it has nothing to do with", [seen(A, B)], seen(B, unread=[UNREAD]), ["edit"]),
    Step(
        "read again, it is no news",
        [seen(A), seen(unread=[UNREAD], unclear=[A])],
        seen(A),
        ["edit"],
    ),
    Step(
        "read again, all is well",
        [seen(A), seen(unread=[UNREAD], unclear=[A])],
        seen(),
        ["comment", "close"],
    ),
    Step("a cohort that is unknown takes nothing away", [seen(A)], seen(unclear=[A]), ["edit"]),
    Step("unread, and nothing was ever late", [], seen(unread=[UNREAD]), []),
]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_each_transition_does_what_it_should_and_no_more(step: Step) -> None:
    tracker = after(*step.before)
    acts = tracker.run(step.now)
    assert names(acts) == step.done
    for act in acts:
        if isinstance(act, Comment):
            assert {of for of in (A, B, C, A_ANEW) if tells(act.body, of)} == set(step.told)
            assert act.body.startswith("@karin ") == bool(step.told)
    assert tracker.run(step.now) == ()


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_an_interruption_at_any_place_is_made_good_by_the_next_run_and_repeats_nothing(
    step: Step,
) -> None:
    whole = after(*step.before)
    acts = whole.run(step.now)
    for place in range(len(acts) + 1):
        tracker = after(*step.before)
        tracker.do(acts[:place])
        tracker.run(step.now)
        assert tracker.issues == whole.issues


def test_after_a_closing_that_was_interrupted_a_new_lateness_is_told_and_the_issue_stays_open() -> (
    None
):
    tracker = after(seen(A))
    tracker.do(plan(seen(), tracker.issues, SETTING)[:1])
    assert names(tracker.run(seen(A))) == ["comment", "edit"]
    assert tracker.issues[0].open


@pytest.mark.parametrize(
    ("now", "done"),
    [
        (seen(A, B, on=TUESDAY), []),
        (seen(A, on=TUESDAY), ["edit"]),
        (seen(on=TUESDAY), ["edit"]),
        (seen(A, B, C, on=TUESDAY), ["comment", "reopen"]),
    ],
)
def test_an_issue_closed_by_hand_stays_closed_until_something_new_is_late(
    now: Lateness, done: list[str]
) -> None:
    tracker = after(seen(A, B))
    tracker.change(1, open=False)
    assert names(tracker.run(now)) == done


def test_what_was_settled_under_an_issue_closed_by_hand_is_new_when_it_comes_back() -> None:
    tracker = after(seen(A, B))
    tracker.change(1, open=False)
    tracker.run(seen(A))
    assert names(tracker.run(seen(A, B))) == ["comment", "reopen"]


def test_an_issue_opened_by_hand_while_nothing_is_late_stays_open_and_says_so() -> None:
    tracker = after(seen(A), seen())
    tracker.change(1, open=True)
    assert names(tracker.run(seen(on=TUESDAY))) == ["edit"]
    assert "**As of 24 November 2026:** Nothing is late." in tracker.issues[0].body
    assert tracker.run(seen(on=TUESDAY)) == ()


DAMAGE: list[Callable[[str], str]] = [
    lambda _: "",
    lambda _: "I have cleaned this up. /Karin",
    _without_a_marker,
    lambda body: body.replace(B.pairing, "eva-12--dan-03"),  # another pairing
    lambda body: body.replace(":2026-09-14\n", ":2026-09-31\n"),  # a day that does not exist
    lambda body: "\n".join(
        line for line in body.splitlines() if not line.startswith("next-meeting:eva")
    ),  # one key lost
    lambda body: re.sub(r"overdue [0-9]+ ", "overdue 99 ", body),  # a number that is not ours
    lambda body: body + marker(Memory(0, frozenset({C}))),  # two that contradict each other
    lambda body: body.replace("-->", "--"),
]


def test_what_is_forgotten_while_a_file_cannot_be_read_is_not_told_again_when_it_can() -> None:
    tracker = after(seen(A))
    tracker.change(1, body="")
    unread = seen(B, unread=[UNREAD], unclear=[A])
    assert names(tracker.run(unread)) == ["edit"]
    assert tells(tracker.issues[0].body, B)
    assert tracker.run(unread) == ()
    assert names(tracker.run(seen(A, B))) == ["edit"]
    assert tracker.run(seen(A, B)) == ()


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_memory_is_made_good_from_the_comments_and_tells_nothing_again(
    damage: Callable[[str], str],
) -> None:
    tracker = after(seen(A), seen(A, B))
    body = tracker.issues[0].body
    assert memory(damage(body)) is None
    tracker.change(1, body=damage(body))
    assert names(tracker.run(seen(A, B))) == ["edit"]
    assert tracker.issues[0].body == body
    tracker.change(1, body=damage(body))
    assert names(tracker.run(seen(A, B, C))) == ["comment", "edit"]


@pytest.mark.parametrize("damage", DAMAGE)
def test_where_no_memory_is_left_nothing_is_told_again(damage: Callable[[str], str]) -> None:
    tracker = after(seen(A, B))
    body = tracker.issues[0].body
    tracker.change(1, body=damage(body))
    assert names(tracker.run(seen(A, B))) == ["edit"]
    assert tracker.issues[0].body == body


def test_a_text_brought_back_from_an_earlier_day_does_not_bring_back_what_people_were_told() -> (
    None
):
    tracker = after(seen(A))
    earlier = tracker.issues[0].body
    tracker.run(seen(A, B))
    tracker.change(1, body=earlier)
    assert names(tracker.run(seen(A, B))) == ["edit"]


def test_what_a_person_writes_around_the_marker_and_the_line_ends_of_a_browser_change_no_memory() -> (
    None
):
    tracker = after(seen(A))
    told = memory(tracker.issues[0].body)
    browser = tracker.issues[0].body.replace("\n", "\r\n") + "\r\n\r\nRing Ada first.\r\n"
    assert memory(browser) == told == Memory(0, frozenset({A}))
    tracker.change(1, body=tracker.issues[0].body.replace("\n", "\r\n") + "\r\n")
    assert tracker.run(seen(A)) == ()


def test_the_same_marker_twice_is_one() -> None:
    twice = marker(Memory(3, frozenset({A, B}))) * 2
    assert memory(f"quoted: {twice}") == Memory(3, frozenset({A, B}))


@pytest.mark.parametrize(
    "lines",
    [
        "nonsense",
        "no-such-kind:a-11--b-12:a-11:2026-09-14",
        "next-meeting::a-11:2026-13-01",
        "next-meeting:<b>:a-11:2026-09-14",
    ],
)
def test_a_marker_with_a_key_that_cannot_be_is_none_even_when_its_digest_fits(lines: str) -> None:
    forged = f"<!-- mentorskap overdue 1 {tracking._digest(1, lines + chr(10))}\n{lines}\n-->"
    assert memory(forged) is None


def test_of_several_issues_the_oldest_open_one_is_kept_and_the_others_are_closed() -> None:
    tracker = after(seen(A))
    one = tracker.issues[0]
    tracker = Tracker(one._replace(open=False), one._replace(number=2), one._replace(number=3))
    acts = tracker.run(seen(A))
    assert acts == (Edit(3, None, open=False),)
    assert [issue.open for issue in tracker.issues] == [False, True, False]
    tracker = Tracker(one._replace(open=False), one._replace(number=2, open=False))
    assert [act.issue for act in tracker.run(seen(A, B)) if not isinstance(act, Create)] == [2, 2]


# What is seen in a programme.

LATE_ON = date(2026, 6, 1)


def keys(told: oracle.World, on: date = LATE_ON) -> set[Key]:
    found = tracking.seen(oracle.snapshot(told, on))
    assert found is not None
    return set(found.late)


def test_a_lateness_is_the_same_whatever_becomes_of_its_limit_and_of_breaks() -> None:
    one = {Key("next-meeting", ID, "ada-11", "2026-03-16")}
    assert keys(world(ACTIVE)) == one
    longer = world(ACTIVE)
    longer["programme"]["limits"] = {"rhythm": [40, 60]}
    assert keys(longer) == one
    assert keys(world(ACTIVE, breaks=[{"from": "2026-04-01", "until": "2026-04-10"}])) == one
    assert keys(world(ACTIVE), LATE_ON + timedelta(days=5)) == one


def test_a_new_fact_makes_a_new_lateness_and_each_side_its_own() -> None:
    again = {**ACTIVE, "meetings": [*ACTIVE["meetings"], {"date": "2026-03-30", "outcome": "held"}]}
    assert keys(world(again)) == {Key("next-meeting", ID, "ada-11", "2026-03-30")}
    assert {
        found for found in keys(world(ACTIVE), date(2026, 7, 1)) if found.kind == "contact"
    } == {
        Key("contact", ID, "ada-11", "2026-03-18"),
        Key("contact", ID, "bo-01", "2026-03-18"),
    }


def test_what_is_within_its_grace_or_only_upcoming_is_not_followed() -> None:
    assert keys(world(ACTIVE), date(2026, 5, 4)) == set()
    assert keys(world(ACTIVE), date(2026, 5, 5)) == {
        Key("next-meeting", ID, "ada-11", "2026-03-16")
    }


def unreadable(told: Snapshot, *paths: str, **lost: object) -> Snapshot:
    """Return the same day when some files could not be read."""
    return Snapshot(told.reading._replace(unread=paths, **lost), told.today)  # type: ignore[arg-type]


PAIRING_KEY, MENTEE_KEY = (
    Key("next-meeting", ID, "ada-11", "2026-03-16"),
    Key("proposal", "", "ada-11", "2026-02-20"),
)


@pytest.mark.parametrize(
    ("lost", "of", "wanted"),
    [
        ({}, PAIRING_KEY, False),
        ({}, MENTEE_KEY, False),
        ({"pairings": {}}, PAIRING_KEY, True),  # its own file, whatever it is called now
        ({"pairings": {}}, MENTEE_KEY, False),
        ({"unread_pairings": frozenset({ID})}, MENTEE_KEY, True),
        ({"participants": {}}, MENTEE_KEY, True),
        ({"participants": {}}, PAIRING_KEY, False),
    ],
)
def test_only_what_may_stand_in_an_unread_file_is_unclear(
    lost: dict[str, object],
    of: Key,
    wanted: bool,  # noqa: FBT001
) -> None:
    found = tracking.seen(
        unreadable(oracle.snapshot(world(ACTIVE), LATE_ON), "pairings/x.yml", **lost)
    )
    assert found is not None
    assert found.unclear(of) is wanted


def test_what_is_gone_while_everything_can_be_read_is_settled() -> None:
    told = world()
    del told["participants"]["ada-11"]
    found = tracking.seen(oracle.snapshot(told, LATE_ON))
    assert found is not None
    assert not found.unclear(PAIRING_KEY)
    assert not found.unclear(MENTEE_KEY)
    told = world(ACTIVE)
    del told["participants"]["ada-11"]["mentee"]
    found = tracking.seen(unreadable(oracle.snapshot(told, LATE_ON), "pairings/x.yml"))
    assert found is not None
    assert not found.unclear(MENTEE_KEY)


def test_whose_cohort_is_unknown_is_unclear() -> None:
    told = world(ACTIVE)
    told["programme"]["cohorts"][0]["id"] = "another"
    found = tracking.seen(oracle.snapshot(told, LATE_ON))
    assert found is not None
    assert found.unclear(PAIRING_KEY)
    assert found.unclear(MENTEE_KEY)


def test_of_a_programme_that_cannot_be_read_nothing_is_said() -> None:
    assert (
        tracking.seen(
            unreadable(oracle.snapshot(world(ACTIVE), LATE_ON), "programme.yml", programme=None)
        )
        is None
    )


# What stands in the issue.


def test_a_line_says_who_what_next_why_since_when_and_where_grouped_by_who_acts() -> None:
    told = tracking.seen(oracle.snapshot(world(ACTIVE), date(2026, 7, 1)))
    assert told is not None
    (made,) = plan(told, [], SETTING)
    assert isinstance(made, Create)
    assert made.title == "Late in the mentor programme"
    lines = made.body.splitlines()
    assert lines[0] == "@karin **As of 1 July 2026:** 3 things are late."
    assert [line for line in lines if line.startswith("###")] == [
        "### You, the programme manager",
        "### The mentee – remind",
    ]
    assert (
        f"- **`{ID}`** – Remind `ada-11`. 107 days since the last meeting, nothing booked. Next"
        " meeting: 65 days late, "
        "the last day was 27 April 2026."
        f" [`pairings/{ID}.yml:7`](https://git.example/effect/programme/blob/HEAD/pairings/{ID}.yml#L7)"
        in lines
    )
    assert any(
        line.startswith("**How it goes quiet.** Write in the file what has happened")
        for line in lines
    )


def test_nobody_is_called_where_no_manager_is_set() -> None:
    tracker = Tracker()
    silent = SETTING._replace(manager="")
    tracker.do(plan(seen(A), tracker.issues, silent))
    tracker.do(plan(seen(A, B), tracker.issues, silent))
    assert "@" not in tracker.issues[0].body
    assert "@" not in tracker.issues[0].comments[0]


@pytest.mark.parametrize(
    "path",
    [
        "participants/Anna Lindqvist.yml",
        "pairings/<!-- mentorskap overdue 1 -->.yml",
        "pairings/@octocat.yml",
        "pairings/x`y.md",
    ],
)
def test_of_an_unread_file_whose_name_is_no_id_only_the_number_is_shown(path: str) -> None:
    tracker = after(seen(A))
    tracker.run(seen(A, unread=[path, UNREAD]))
    body = tracker.issues[0].body
    assert "2 files could not be read" in body
    shown = f"{path.partition('/')[0]}/…1"
    assert sorted(re.findall(r"^- `(.+)`$", body, re.MULTILINE)) == sorted([UNREAD, shown])
    assert path not in body


def test_what_cannot_be_judged_is_named_as_such_and_keeps_the_issue_open() -> None:
    tracker = after(seen(A))
    tracker.run(seen(unread=[UNREAD], unclear=[A]))
    body = tracker.issues[0].body
    assert "Nothing is late in what could be read." in body
    assert (
        f"### Cannot be judged today, because a file could not be read\n\n- **`{A.pairing}`** –"
        " next meeting, counted from 14 September 2026\n" in body
    )
    assert tracker.issues[0].open


def test_a_word_that_is_no_word_of_ours_stays_text() -> None:
    assert tracking.FORM.code("pairings/ada-11--bo-01.yml:7") == "`pairings/ada-11--bo-01.yml:7`"
    assert "`" not in tracking.FORM.code("a`b <img> @octocat")
    assert "<img" not in tracking.FORM.code("a`b <img> @octocat")


def test_a_long_list_fits_into_an_issue_and_says_how_much_is_left_out() -> None:
    many = [key(f"ada-{number:03}--bo-01") for number in range(400)]
    tracker = after(seen(*many[:1]))
    tracker.run(seen(*many))
    for text in (tracker.issues[0].body, tracker.issues[0].comments[0]):
        assert len(text) < tracking.MOST
        shown = text.count("\n- **")
        assert 100 < shown < 399
        assert (
            f"{400 - shown - (text is not tracker.issues[0].body)} more, see the summary." in text
        )
    told = memory(tracker.issues[0].body)
    assert told is not None
    assert len(told.keys) == 400
    assert tracker.run(seen(*many)) == ()


def test_every_actor_has_a_place() -> None:
    three = [
        item(of, MONDAY)._replace(actor=actor) for of, actor in zip((A, B, C), ACTORS, strict=True)
    ]
    (made,) = plan(
        Lateness(MONDAY, dict(zip((A, B, C), three, strict=True)), (), lambda _: False), [], SETTING
    )
    assert isinstance(made, Create)
    assert made.body.count("\n### ") == 3


# Any sequence of days, data, hands and interruptions.


class Programme(RuleBasedStateMachine):
    """A programme followed over days: things become late and are settled, files break, people meddle, runs are interrupted."""

    def __init__(self) -> None:
        super().__init__()
        self.tracker = Tracker()
        self.today = MONDAY
        self.late: set[Key] = set()
        self.unread = False
        self.told: dict[Key, int] = {}
        """How many times each key has been announced since a run last wrote down that it was
        settled."""
        self.meddled = False
        self.closed_by_hand = False

    @rule(of=st.sampled_from([A, B, C, A_ANEW]))
    def becomes_late_or_is_settled(self, of: Key) -> None:
        """Something happens in the programme."""
        self.late ^= {of}

    @rule()
    def a_day_passes(self) -> None:
        """Only the text grows old."""
        self.today += timedelta(days=1)

    @rule()
    def a_file_breaks_or_is_mended(self) -> None:
        """The file of one pairing cannot be read, or can be again."""
        self.unread = not self.unread

    @rule(open_=st.booleans())
    def somebody_opens_or_closes(self, open_: bool) -> None:  # noqa: FBT001 - drawn by name
        """A person knows better, for a while."""
        if self.tracker.issues:
            self.tracker.change(1, open=open_)
            self.closed_by_hand = not open_

    @rule(damage=st.sampled_from([damage for damage in DAMAGE if memory(damage("")) is None]))
    def somebody_damages_the_text(self, damage: Callable[[str], str]) -> None:
        """A person edits the issue, and forges no memory."""
        if self.tracker.issues:
            self.tracker.change(1, body=damage(self.tracker.issues[0].body))
            self.meddled = True

    @rule(acts_done=st.sampled_from([0, 1, 2, 2, 2, 2]))
    def the_job_runs(self, acts_done: int) -> None:
        """Run, perhaps interrupted after so many acts; an unread file hides what it holds."""
        visible = {
            of for of in self.late if not (self.unread and f"pairings/{of.pairing}.yml" == UNREAD)
        }
        told = seen(
            *sorted(visible),
            on=self.today,
            unread=[UNREAD] if self.unread else [],
            unclear=[A, A_ANEW] if self.unread else [],
        )
        was_open = [issue.open for issue in self.tracker.issues]
        acts = plan(told, self.tracker.issues, SETTING)
        done = acts[:acts_done]
        self.tracker.do(done)
        for act in done:
            if isinstance(act, Create | Comment):
                announced = memory(act.body)
                assert announced is not None
                for of in (A, B, C, A_ANEW):
                    if tells(act.body, of):
                        self.told[of] = self.told.get(of, 0) + 1
                if not announced.keys:  # it was said that all is settled
                    self.told.clear()
                if not self.unread:  # what is settled is forgotten, whatever happens to the text
                    self.told = {of: count for of, count in self.told.items() if of in self.late}
        if done == acts:
            assert plan(told, self.tracker.issues, SETTING) == ()
            if not self.unread:
                self.told = {of: count for of, count in self.told.items() if of in self.late}
            self._whole_run(visible, was_open)

    def _whole_run(self, visible: set[Key], was_open: list[bool]) -> None:
        if self.unread:
            assert [
                issue.open for issue in self.tracker.issues
            ] >= was_open  # what cannot be read closes nothing
        elif not self.late and self.tracker.issues and not self.meddled:
            remembered = memory(self.tracker.issues[0].body)
            assert remembered is not None
            assert not remembered.keys
        if not self.meddled:
            assert {
                of for of in visible if not self.told.get(of)
            } == set()  # whatever is late has been told
            self.closed_by_hand &= not self.tracker.issues or not self.tracker.issues[0].open
            assert not visible or self.tracker.issues[0].open or self.closed_by_hand

    @invariant()
    def nothing_is_told_twice_while_it_lasts(self) -> None:
        """Whatever happens, people hear of a lateness once."""
        assert {of: count for of, count in self.told.items() if count > 1} == {}

    @invariant()
    def there_is_never_more_than_one_open_issue(self) -> None:
        """One issue is enough."""
        assert sum(issue.open for issue in self.tracker.issues) <= 1


Programme.TestCase.settings = settings(
    max_examples=examples(150),
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestWhateverHappens = Programme.TestCase
