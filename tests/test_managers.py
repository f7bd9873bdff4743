"""Laws of several managers: each has their own, and the stand-in has the other's while away."""

from __future__ import annotations

import itertools
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorskap.cli import site
from mentorskap.edit.forms import FORMS
from mentorskap.host import proposing, tracking
from mentorskap.host.forge import FilledForm
from mentorskap.host.run import Options, Reads, Run
from mentorskap.host.tracking import Comment, Create, Setting, plan
from mentorskap.letters import mail
from mentorskap.letters.due import APART, Post, of_manager, post, read_log, written_log
from mentorskap.model import deadlines, managers
from mentorskap.model.managers import Affair
from mentorskap.model.snapshot import Snapshot
from mentorskap.report import changes
from mentorskap.words.catalogues import ENGLISH
from mentorskap.words.voice import Voice
from tests import oracle
from tests.conftest import EXAMPLE
from tests.test_deadlines import ACTIVE, world
from tests.test_letters import no_day_off, parsed, template, voices
from tests.test_tracking import Tracker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.conftest import Outcome
    from tests.oracle import Data, World

KARIN: Data = {
    "id": "karin",
    "name": "Karin Berg",
    "email": "karin.berg@effect.example",
    "phone": "+46 70 123 00 00",
    "hours": {"sv": "vardagar 8–10", "en": "weekdays 8–10"},
    "handle": "karin-berg",
    "away": [{"from": "2026-11-10", "until": "2026-11-13", "instead": "hugo"}],
}
HUGO: Data = {
    "id": "hugo",
    "name": "Hugo Lind",
    "email": "hugo.lind@effect.example",
    "handle": "hugo-lind",
}
OF_KARIN, OF_HUGO, OF_HUGO_HIMSELF = "ada-11--bo-01", "eva-12--dan-02", "ida-13--bo-01"
"""The first manager's; by the cohort; by the pairing itself, in the first manager's cohort."""
NOVEMBER = [date(2026, 11, day) for day in range(1, 31)]


def programme(*staff: Data, **of_cohort_two: str) -> World:
    """Return three pairings of two cohorts, under these managers."""
    basis = world()
    settings = {key: basis["programme"][key] for key in ("name", "cohorts")}
    one = settings["cohorts"][0]
    two = {**one, "id": "two", "name": {"sv": "Två", "en": "Two"}, **of_cohort_two}

    def mentee(id_: str, cohort: str) -> Data:
        return {**oracle.person(id_), "mentee": {**basis_of_mentee, "cohort": cohort}}

    def mentor(id_: str) -> Data:
        return {
            **oracle.person(id_),
            "organisation": "Bolaget",
            "mentor": {"offers": [], "capacity": 2},
        }

    basis_of_mentee = basis["participants"]["ada-11"]["mentee"]
    return {
        "programme": {**settings, "managers": list(staff), "cohorts": [one, two]},
        "participants": {
            "ada-11": mentee("ada-11", "one"),
            "eva-12": mentee("eva-12", "two"),
            "ida-13": mentee("ida-13", "one"),
            "bo-01": mentor("bo-01"),
            "dan-02": mentor("dan-02"),
        },
        "pairings": {
            OF_KARIN: pairing(OF_KARIN, "one"),
            OF_HUGO: pairing(OF_HUGO, "two"),
            OF_HUGO_HIMSELF: pairing(OF_HUGO_HIMSELF, "one", manager="hugo"),
        },
    }


def pairing(id_: str, cohort: str, **more: Any) -> Data:
    mentee, mentor = id_.split("--")
    return {"mentee": mentee, "mentor": mentor, "cohort": cohort, **ACTIVE, **more}


TWO = programme(KARIN, HUGO, manager="hugo")


def present(snapshot: Snapshot, pairing: str | None, participant: str) -> str:
    manager = managers.acting(snapshot, Affair(pairing, participant))
    assert manager is not None
    return manager.id


# Who is responsible, and who acts.


def test_a_pairing_has_its_own_manager_else_the_cohorts_else_the_first() -> None:
    snapshot = oracle.snapshot(TWO, date(2026, 11, 2))
    assert present(snapshot, OF_KARIN, "ada-11") == "karin"
    assert present(snapshot, OF_HUGO, "eva-12") == "hugo"
    assert present(snapshot, OF_HUGO_HIMSELF, "ida-13") == "hugo"
    assert present(snapshot, None, "eva-12") == "hugo"
    assert present(snapshot, None, "ida-13") == "karin"
    assert present(snapshot, None, "bo-01") == "karin"


@pytest.mark.parametrize(
    ("today", "acting"),
    [
        ("2026-11-09", "karin"),
        ("2026-11-10", "hugo"),
        ("2026-11-13", "hugo"),
        ("2026-11-14", "karin"),
    ],
)
def test_the_stand_in_acts_on_the_first_and_the_last_day_away(today: str, acting: str) -> None:
    snapshot = oracle.snapshot(TWO, date.fromisoformat(today))
    assert present(snapshot, OF_KARIN, "ada-11") == acting


def last_present(id_: str, stand_ins: dict[str, str]) -> str:
    """Follow the stand-ins one by one; in a circle the first acts."""
    passed = [id_]
    while stand_ins.get(passed[-1], "nobody") != "nobody":
        if stand_ins[passed[-1]] in passed:
            return id_
        passed.append(stand_ins[passed[-1]])
    return passed[-1]


IDS = ("a", "b", "c", "d")


@oracle.laws
@given(st.dictionaries(st.sampled_from(IDS), st.sampled_from([*IDS, "nobody"])))
def test_one_chain_of_stand_ins_is_followed_and_never_in_a_circle(
    stand_ins: dict[str, str],
) -> None:
    staff = [
        {
            "id": id_,
            "name": id_.upper(),
            "email": f"{id_}@effect.example",
            "away": [
                {"from": "2026-11-01", "until": "2026-11-30", "instead": instead}
                for instead in [stand_ins.get(id_)]
                if instead is not None
            ],
        }
        for id_ in IDS
    ]
    snapshot = oracle.snapshot(programme(*staff, manager="b"), date(2026, 11, 2))
    assert snapshot.programme is not None
    for manager in snapshot.programme.managers:
        duty = managers.duty(snapshot.programme, manager, snapshot.today)
        assert duty.acting.id == last_present(manager.id, stand_ins)
        assert duty.stands_in == (duty.until is not None)


# Letters.


def senders(batch: Post, snapshot: Snapshot) -> dict[str, str]:
    """Return the address that the letter to each reader comes from."""
    return {
        letter.to: parsed(letter.text)["From"].addresses[0].addr_spec
        for letter in mail.letters(batch, snapshot, voices(snapshot), template)
    }


def test_a_letter_comes_from_the_manager_who_acts_with_phone_and_hours() -> None:
    for today, name in (("2026-11-02", "Karin Berg"), ("2026-11-11", "Hugo Lind")):
        snapshot = oracle.snapshot(TWO, date.fromisoformat(today))
        letters = {
            letter.to: parsed(letter.text)
            for letter in mail.letters(
                post(snapshot, [], no_day_off), snapshot, voices(snapshot), template
            )
        }
        message = letters["ada-11"]
        assert message["From"].addresses[0].display_name == name
        words, _, _ = message.get_content().partition("Svara med ett tryck")
        signature = words.rstrip().splitlines()
        if name == "Karin Berg":
            assert signature[-2:] == [
                "Hälsningar Karin Berg",
                "+46 70 123 00 00, vardagar 8–10",
            ]
        else:
            assert signature[-1] == "Hälsningar Hugo Lind"


def through(
    data: World, days: list[date], *, remembers: bool
) -> Iterator[tuple[date, Snapshot, Post]]:
    """Yield each day's post, with a log or without."""
    log = ""
    for today in days:
        snapshot = oracle.snapshot(data, today)
        entries = read_log(log)[0]
        batch = post(snapshot, entries if remembers else None, no_day_off)
        log = written_log(entries, batch, today)
        yield today, snapshot, batch


@pytest.mark.parametrize("remembers", [True, False])
def test_through_a_month_no_one_gets_two_letters_in_a_week_and_each_from_who_acts(
    *, remembers: bool
) -> None:
    days: dict[str, list[tuple[date, str]]] = {}
    for today, snapshot, batch in through(TWO, NOVEMBER, remembers=remembers):
        for participant, sender in senders(batch, snapshot).items():
            days.setdefault(participant, []).append((today, sender))
        for matters in batch.letters.values():
            assert len({present(snapshot, *matter[:0:-1]) for matter in matters}) == 1
    assert set(days) == {"ada-11", "eva-12", "ida-13", "bo-01", "dan-02"}
    for written in days.values():
        assert all(
            (later - earlier).days >= APART
            for (earlier, _), (later, _) in itertools.pairwise(written)
        )
    away = {date(2026, 11, 10) + timedelta(days=day) for day in range(4)}
    assert {sender for _, sender in days["eva-12"]} == {HUGO["email"]}
    assert all(
        sender == (HUGO["email"] if today in away else KARIN["email"])
        for today, sender in days["ada-11"]
    )
    # Who has two pairings hears from both managers in turn.
    assert {sender for _, sender in days["bo-01"]} == {HUGO["email"], KARIN["email"]}


def test_the_letters_of_two_managers_are_together_those_of_all() -> None:
    for _, snapshot, batch in through(TWO, NOVEMBER, remembers=True):
        parts = [of_manager(batch, snapshot, id_) for id_ in ("karin", "hugo")]
        assert {**parts[0].letters, **parts[1].letters} == batch.letters
        assert not parts[0].letters.keys() & parts[1].letters.keys()
        assert sorted(itertools.chain(*(part.skipped for part in parts))) == sorted(batch.skipped)


def test_a_manager_who_drafts_later_the_same_day_does_not_forget_the_others_letters() -> None:
    snapshot = oracle.snapshot(TWO, date(2026, 11, 2))
    log = ""
    for id_ in ("karin", "hugo"):
        entries = read_log(log)[0]
        batch = of_manager(post(snapshot, entries, no_day_off), snapshot, id_)
        log = written_log(entries, batch, snapshot.today, whole=False)
    entries = read_log(log)[0]
    assert {entry.participant for entry in entries} == set(TWO["participants"])
    following = oracle.snapshot(TWO, date(2026, 11, 3))
    assert post(following, entries, no_day_off).letters == {}


# Reports.


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """Return the programme with two managers as files."""
    import yaml

    root = tmp_path / "two"
    for folder, records in (("participants", "participants"), ("pairings", "pairings")):
        (root / folder).mkdir(parents=True)
        for id_, record in TWO[records].items():
            text = yaml.safe_dump(record, allow_unicode=True, sort_keys=False)
            (root / folder / f"{id_}.yml").write_text(text, encoding="utf-8")
    text = yaml.safe_dump(TWO["programme"], allow_unicode=True, sort_keys=False)
    (root / "programme.yml").write_text(text, encoding="utf-8")
    return root


def test_an_item_carries_its_manager_only_where_there_are_several(
    command: Callable[..., Outcome], two: Path
) -> None:
    items = command("overdue", "--format", "json", root=two).json()["items"]
    assert {item["manager"] for item in items} == {"karin", "hugo"}
    assert all((item["manager"] == "karin") == (item["pairing"] == OF_KARIN) for item in items)
    alone = command("overdue", "--format", "json").json()["items"]
    assert alone
    assert all("manager" not in item for item in alone)


def test_the_reports_say_whose_each_thing_is(command: Callable[..., Outcome], two: Path) -> None:
    for form in ("terminal", "markdown"):
        report = command("overdue", "--format", form, root=two, today="2026-11-11").out
        assert "Hugo Lind, in place of Karin Berg until 13 November 2026." in report
        assert "The programme managers" in report
        status = command("status", "--format", form, root=two, today="2026-11-23").out
        assert "Programme manager: Karin Berg." in status
        assert "Programme manager: Hugo Lind." in status
    log = command("overdue", "--format", "github", root=two, today="2026-11-11").out
    assert "hugo" in log
    assert "Hugo" not in log
    assert "Karin" not in log


def test_each_asks_for_their_own_and_the_stand_in_for_the_others(
    command: Callable[..., Outcome], two: Path
) -> None:
    for today, counts in (("2026-11-09", (1, 2)), ("2026-11-11", (0, 3))):
        for id_, count in zip(("karin", "hugo"), counts, strict=True):
            report = command(
                "overdue", "--manager", id_, "--format", "json", root=two, today=today
            ).json()
            assert len({item["pairing"] for item in report["items"]}) == count
            letters = command(
                "remind",
                "--manager",
                id_,
                "--without-log",
                "--format",
                "json",
                root=two,
                today=today,
            ).json()
            pairings = {row["pairing"] for row in letters["letters"]}
            assert count or not pairings
    assert len(deadlines.due(oracle.snapshot(TWO, date(2026, 11, 11)))) > 0


def test_the_drafts_of_another_manager_stay_where_they_are(
    command: Callable[..., Outcome], two: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "letters"
    for id_ in ("karin", "hugo"):
        command("remind", "--manager", id_, "--to", str(folder), root=two)
    own = {path.name.partition(".")[0] for path in folder.iterdir()}
    assert own == set(TWO["participants"])


def test_an_unknown_manager_is_refused_with_the_nearest(
    command: Callable[..., Outcome], two: Path
) -> None:
    outcome = command("overdue", "--manager", "hogo", root=two)
    assert outcome.code == 2
    assert "There is no manager “hogo”. Did you mean `hugo`?" in outcome.err
    outcome = command("overdue", "--manager", "karin")
    assert outcome.code == 2
    assert "A programme with one `manager` has none." in outcome.err


# The tracking issue.


ADDRESS = "https://git.example/effect/programme/blob/HEAD"


def setting(snapshot: Snapshot) -> Setting:
    voice = Voice(ENGLISH, {}, tracking.FORM)
    return Setting(voice, lambda _: 7, ADDRESS, "karin-berg", tracking.staff(snapshot, voice))


def mentions(text: str) -> set[str]:
    return set(re.findall(r"@([a-z-]+)", text))


def days_of_the_issue(data: World, days: list[date]) -> Iterator[tuple[date, set[str], Snapshot]]:
    """Yield whom the issue newly mentions on each day, run twice a day."""
    tracker = Tracker()
    for today in days:
        snapshot = oracle.snapshot(data, today)
        lateness = tracking.seen(snapshot)
        assert lateness is not None
        before = mentions(tracker.issues[0].body) if tracker.issues else set()
        acts = plan(lateness, tracker.issues, setting(snapshot))
        tracker.do(acts)
        assert plan(lateness, tracker.issues, setting(snapshot)) == ()
        if tracker.issues:
            now = mentions(tracker.issues[0].body)
            assert not before or now == before, "an edit adds a mention, which is mailed"
        called = [act.body for act in acts if isinstance(act, Create | Comment)]
        yield today, mentions(called[0]) if called else set(), snapshot
        for body in called:
            assert not re.search("Karin|Hugo|effect.example/|@effect", body)


def test_the_issue_mentions_who_acts_on_what_is_newly_late_and_no_one_twice() -> None:
    """Karin's pairing is late on the 3rd, Hugo's on the 6th, and Karin's other while she is away."""
    times = {OF_KARIN: "2026-09-14", OF_HUGO: "2026-09-17", OF_HUGO_HIMSELF: "2026-09-23"}
    pairings = {
        id_: {
            **TWO["pairings"][id_],
            "manager": "hugo" if id_ == OF_HUGO else "karin",
            "meetings": [*ACTIVE["meetings"], {"date": day, "outcome": "held"}],
            "contacts": [{"date": "2026-10-20", "with": side} for side in ("mentee", "mentor")],
        }
        for id_, day in times.items()
    }
    called = {
        today.day: handles
        for today, handles, _ in days_of_the_issue({**TWO, "pairings": pairings}, NOVEMBER)
        if handles
    }
    assert called == {3: {"karin-berg"}, 6: {"hugo-lind"}, 12: {"hugo-lind"}}


def test_the_issue_is_made_with_a_mention_of_everyone_concerned() -> None:
    snapshot = oracle.snapshot(TWO, date(2026, 11, 2))
    lateness = tracking.seen(snapshot)
    assert lateness is not None
    (made,) = plan(lateness, [], setting(snapshot))
    assert isinstance(made, Create)
    assert made.body.startswith("@hugo-lind @karin-berg **As of")
    assert "Programme manager: `karin`." in made.body
    assert "### The programme managers" in made.body


def test_a_manager_without_a_user_name_is_not_mentioned() -> None:
    nameless = {key: value for key, value in HUGO.items() if key != "handle"}
    snapshot = oracle.snapshot(programme(KARIN, nameless, manager="hugo"), date(2026, 11, 2))
    lateness = tracking.seen(snapshot)
    assert lateness is not None
    (made,) = plan(lateness, [], setting(snapshot))
    assert isinstance(made, Create)
    assert mentions(made.body) == {"karin-berg"}


# The form for a meeting.


class Desk:
    """The part of a host that the form needs, in memory."""

    text = ""

    def __init__(self, pairing: str) -> None:
        self.pairing = pairing

    def filled_form(self) -> FilledForm:
        """Return the form, filled in for the pairing."""
        values = (self.pairing, "2026-11-09", "hållet · held", "_No response_", "_No response_")
        text = "\n\n".join(
            f"### {field.heading}\n\n{value}"
            for field, value in zip(FORMS[0].fields, values, strict=True)
        )
        return FilledForm(7, text, "ada", "ada")

    def label_form(self, *_: object) -> None:
        """Label nothing."""

    def may_write(self, _user: str) -> bool:
        """Let everyone write."""
        return True

    def tip(self, _branch: str) -> None:
        """Return that there is no branch."""

    def proposal_from(self, _branch: str) -> None:
        """Return that nothing is proposed yet."""

    def write_files(self, *_: object) -> None:
        """Write nothing."""

    def propose(self, _branch: str, _title: str, text: str) -> int:
        """Remember the text of the proposal."""
        self.text = text
        return 8


@pytest.mark.parametrize(
    ("pairing", "today", "handle"),
    [
        (OF_KARIN, "2026-11-09", "@karin-berg "),
        (OF_KARIN, "2026-11-10", "@hugo-lind "),
        (OF_HUGO, "2026-11-09", "@hugo-lind "),
    ],
)
def test_a_logged_meeting_is_put_to_the_manager_who_acts(
    pairing: str, today: str, handle: str, two: Path
) -> None:
    desk: Any = Desk(pairing)
    run = Run(Options(str(two), date.fromisoformat(today), "en", "markdown"))
    proposing.answer(desk, run, FORMS[0], run.nameless(proposing.FORM))
    assert desk.text.startswith(f"{handle}Meeting, from issue #7.")
    assert not re.search("Karin|Hugo|effect.example", desk.text)


def test_without_a_user_name_no_one_is_mentioned(two: Path) -> None:
    path = two / "programme.yml"
    text = path.read_text(encoding="utf-8").replace("handle: hugo-lind", "phone: 070-123 45 67")
    path.write_text(text, encoding="utf-8")
    desk: Any = Desk(OF_HUGO)
    run = Run(Options(str(two), date(2026, 11, 9), "en", "markdown"))
    proposing.answer(desk, run, FORMS[0], run.nameless(proposing.FORM))
    assert desk.text.startswith("Meeting, from issue #7.")


# The pages.


def pages(root: Path, today: str, lang: str = "en") -> dict[str, str]:
    run = Run(Options(str(root), date.fromisoformat(today), lang), Reads.DOCUMENTS)
    return dict(itertools.chain(*site._manager_pages(run)))


def due_on(page: str) -> set[str]:
    """Return the pairings that the list of what is due on a page is about."""
    return set(re.findall(r'<p class="why"><a href="(?:\.\./)?pairings/([a-z0-9-]+)\.html', page))


def listed_on(page: str) -> set[str]:
    return set(re.findall(r'<li><a href="\.\./pairings/([a-z0-9-]+)\.html', page))


def test_each_manager_has_a_page_of_their_own_pairings_and_the_stand_in_of_the_others(
    two: Path,
) -> None:
    ordinary = pages(two, "2026-11-09")
    assert due_on(ordinary["managers/karin.md"]) == {OF_KARIN}
    assert due_on(ordinary["managers/hugo.md"]) == {OF_HUGO, OF_HUGO_HIMSELF}
    assert listed_on(ordinary["managers/hugo.md"]) == {OF_HUGO, OF_HUGO_HIMSELF}
    assert (
        "You are away from 10 November 2026 until 13 November 2026. Hugo Lind stands in."
        in ordinary["managers/karin.md"]
    )
    away = pages(two, "2026-11-10")
    assert due_on(away["managers/karin.md"]) == set()
    assert listed_on(away["managers/karin.md"]) == {OF_KARIN}
    assert due_on(away["managers/hugo.md"]) == {OF_KARIN, OF_HUGO, OF_HUGO_HIMSELF}
    assert "You stand in for Karin Berg until 13 November 2026." in away["managers/hugo.md"]
    assert away["managers/hugo.md"].count("For Karin Berg") == away["index.md"].count(
        "Hugo Lind, for Karin Berg"
    )
    assert "For Karin Berg" not in ordinary["managers/karin.md"]
    assert "You stand in" not in ordinary["managers/hugo.md"]
    assert "You are away" not in pages(two, "2026-11-14")["managers/karin.md"]


def test_monday_says_whose_each_thing_is_and_links_to_it(two: Path) -> None:
    site_pages = pages(two, "2026-11-10")
    monday = site_pages["index.md"]
    links = re.findall(r'<a href="(managers/[a-z]+)\.html">([^<]+)</a>', monday)
    assert links[:2] == [("managers/karin", "Karin Berg"), ("managers/hugo", "Hugo Lind")]
    assert (
        "managers/hugo",
        "Hugo Lind, for Karin Berg",
    ) in links
    assert ("managers/hugo", "Hugo Lind") in links[2:]
    assert len(links) - 2 == monday.count('<p class="who">')
    assert all(f"{target}.md" in site_pages for target, _ in links)
    assert "Programme manager: Hugo Lind." in site_pages[f"pairings/{OF_HUGO}.md"]


def test_with_one_manager_there_is_no_such_page_nor_a_word_of_it() -> None:
    site_pages = pages(EXAMPLE, "2026-11-23")
    assert not [path for path in site_pages if path.startswith("managers/")]
    assert "Programme manager:" not in "".join(site_pages.values())


def test_a_hostile_name_of_a_manager_stays_text(two: Path) -> None:
    path = two / "programme.yml"
    hostile = '"<script>alert(1)</script> [a](b) \\\\"'
    text = path.read_text(encoding="utf-8").replace("name: Hugo Lind", f"name: {hostile}")
    path.write_text(text, encoding="utf-8")
    assert "<script>" not in "".join(pages(two, "2026-11-10").values())


# A month, day by day.


def test_through_a_month_each_sees_and_is_written_of_their_own(two: Path) -> None:
    for today in NOVEMBER[:16]:
        snapshot = oracle.snapshot(TWO, today)
        away = date(2026, 11, 10) <= today <= date(2026, 11, 13)
        everything = {item.pairing for item in deadlines.due(snapshot)}
        own = {OF_KARIN} & everything
        expected = {
            "karin": set() if away else own,
            "hugo": everything if away else everything - own,
        }
        shown = pages(two, today.isoformat())
        batch = post(snapshot, [], no_day_off)
        for id_, mine in expected.items():
            assert due_on(shown[f"managers/{id_}.md"]) == mine
            written = of_manager(batch, snapshot, id_)
            assert {
                matter.pairing for matters in written.letters.values() for matter in matters
            } <= mine
        assert due_on(shown["index.md"]) == everything


# Writing.


def test_a_new_pairing_may_have_a_manager_of_its_own(
    command: Callable[..., Outcome], two: Path
) -> None:
    outcome = command("new", "pairing", "eva-12", "bo-01", "--manager", "Karin", root=two)
    text = (two / "pairings" / "eva-12--bo-01.yml").read_text(encoding="utf-8")
    assert outcome.code == 0
    assert "\nmanager: karin\n" in text
    refused = command("new", "pairing", "ida-13", "dan-02", "--manager", "hogo", root=two)
    assert refused.code == 2
    assert not (two / "pairings" / "ida-13--dan-02.yml").exists()


def test_a_managers_phone_number_is_no_identity_number(
    command: Callable[..., Outcome], two: Path
) -> None:
    path = two / "programme.yml"
    number = "811218-9876"
    whole = path.read_text(encoding="utf-8")

    def rules() -> set[str]:
        findings = command("check", "--format", "json", root=two).json()["findings"]
        return {finding["rule"] for finding in findings if finding["severity"] == "error"}

    path.write_text(whole.replace("+46 70 123 00 00", number), encoding="utf-8")
    assert "no-personal-identity-number" not in rules()
    path.write_text(whole.replace("vardagar 8–10", number), encoding="utf-8")
    assert "no-personal-identity-number" in rules()


def test_a_change_of_managers_is_said_in_plain_words() -> None:
    today = date(2026, 11, 2)
    voice = Voice(ENGLISH, {})

    def said(before: World, after: World) -> set[str]:
        base = oracle.snapshot(before, today)
        snapshot = Snapshot(oracle.snapshot(after, today).reading, today, base)
        return {
            voice.phrase(clause)
            for statement in changes.statements(snapshot, base, {})
            for clause in statement.clauses
        }

    hugo = {**HUGO, "email": "hugo@effect.example"}
    assert said(TWO, programme(KARIN, hugo, manager="hugo")) == {
        "also changed: `managers › hugo › email`"
    }
    assert "Two: manager: `karin`" in said(TWO, programme(KARIN, HUGO, manager="karin"))
    assert "the first manager is now `hugo`" in said(TWO, programme(HUGO, KARIN, manager="hugo"))
    own = {**TWO["pairings"], OF_HUGO: {**TWO["pairings"][OF_HUGO], "manager": "karin"}}
    assert said(TWO, {**TWO, "pairings": own}) == {"manager: `karin`"}
    assert said({**TWO, "pairings": own}, TWO) == {"no longer has a manager of its own"}
    assert said(TWO, programme(KARIN, {**HUGO, "name": "Hugo Ek"}, manager="hugo")) == {
        "programme manager: “Hugo Ek”"
    }
