"""The programme's numbers: each a function of the snapshot that returns k, n and a value.

`members` are those the number is about, n's side; `shares` tells each one's own k and n. n = 0 has
no value.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property, reduce
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from mentorskap.model import calendar
from mentorskap.model.lifecycle import latest, started_on
from mentorskap.words import titles
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Text, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from mentorskap.files.records import Cohort, Pairing
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.words.sentence import Sentence


class Share(NamedTuple):
    """One member's part of a number: k of n, or days where the number is a median."""

    id: str
    k: int
    n: int
    days: int | None = None


class Kpi(NamedTuple):
    """A number: k of n, its value (a ratio, or days where `in_days`), and each member's share."""

    name: str
    k: int
    n: int
    value: float | None
    shares: tuple[Share, ...]
    in_days: bool = False
    kinds: tuple[tuple[str, int], ...] = ()

    @property
    def members(self) -> tuple[str, ...]:
        """The ids that the number is about, sorted."""
        return tuple(sorted({share.id for share in self.shares}))


class Interviewed(NamedTuple):
    """A mentee interviewed for a cohort, and the day; who takes part again is there again."""

    id: str
    cohort: str
    on: date


class Scope:
    """A snapshot, or the part of it that belongs to one cohort."""

    def __init__(self, snapshot: Snapshot, cohort: str | None = None) -> None:
        self.snapshot = snapshot
        self.cohort = cohort

    @cached_property
    def interviewed(self) -> list[Interviewed]:
        """The mentees interviewed and not withdrawn by the day, once for each cohort in scope."""
        today = self.snapshot.today
        return [
            Interviewed(person.id, participation.cohort, participation.interview.on)
            for person in self.snapshot.participants.values()
            for participation in person.participations
            if self.cohort in {None, participation.cohort}
            and participation.interview is not None
            and participation.interview.on <= today
            and (participation.withdrawn is None or participation.withdrawn > today)
        ]

    @cached_property
    def pairings(self) -> list[Pairing]:
        """The pairings in scope."""
        return [
            pairing
            for pairing in self.snapshot.pairings.values()
            if self.cohort in {None, pairing.cohort}
        ]

    def of(self, mentee: Interviewed) -> list[Pairing]:
        """Return a mentee's pairings in the cohort of the interview."""
        own = self.snapshot.by_mentee.get(mentee.id, ())
        return [pairing for pairing in own if pairing.cohort == mentee.cohort]

    @cached_property
    def starts(self) -> dict[str, date]:
        """The days on which pairings started, by pairing id."""
        return {
            pairing.id: start
            for pairing in self.pairings
            if (start := started_on(pairing, self.snapshot.today)) is not None
        }

    @cached_property
    def started(self) -> list[tuple[Pairing, date]]:
        """The pairings that have started, with the day."""
        return [
            (pairing, self.starts[pairing.id])
            for pairing in self.pairings
            if pairing.id in self.starts
        ]

    def stage(self, pairing: Pairing) -> str:
        """Return the name of a pairing's stage."""
        return self.snapshot.stages[pairing.id].name


def _ratio(name: str, shares: Iterable[Share]) -> Kpi:
    rows = tuple(sorted(shares))
    k, n = sum(share.k for share in rows), sum(share.n for share in rows)
    return Kpi(name, k, n, k / n if n else None, rows)


def _median(name: str, shares: Iterable[Share]) -> Kpi:
    rows = tuple(sorted(shares))
    done = [share.days for share in rows if share.k and share.days is not None]
    return Kpi(name, len(done), len(rows), median(done) if done else None, rows, in_days=True)


def matched_now(scope: Scope) -> Kpi:
    """Mentees with an active or paused pairing, of those interviewed, not withdrawn nor completed.

    Who has completed needs no mentor any more, in that cohort.
    """
    return _ratio(
        "matched-now",
        [
            Share(
                mentee.id,
                any(scope.stage(pairing) in {"active", "paused"} for pairing in scope.of(mentee)),
                1,
            )
            for mentee in scope.interviewed
            if all(scope.stage(pairing) != "completed" for pairing in scope.of(mentee))
        ],
    )


def ever_matched(scope: Scope) -> Kpi:
    """Mentees with a pairing that has ever started, of those interviewed and not withdrawn."""
    return _ratio(
        "ever-matched",
        [
            Share(mentee.id, any(pairing.id in scope.starts for pairing in scope.of(mentee)), 1)
            for mentee in scope.interviewed
        ],
    )


def time_to_match(scope: Scope) -> Kpi:
    """Median calendar days from interview to first start; the `days` of an open one is its age."""
    today = scope.snapshot.today
    shares = []
    for mentee in scope.interviewed:
        starts = [
            scope.starts[pairing.id] for pairing in scope.of(mentee) if pairing.id in scope.starts
        ]
        end = min(starts, default=today)
        shares.append(Share(mentee.id, bool(starts), 1, (end - mentee.on).days))
    return _median("time-to-match", shares)


def time_to_first_meeting(scope: Scope) -> Kpi:
    """Median calendar days from the mentee's yes to the first meeting; open ones show their age."""
    today = scope.snapshot.today
    shares = []
    for pairing in scope.pairings:
        reaction = pairing.proposal.mentee_answer
        if reaction is None or reaction.answer != "accepted" or reaction.on > today:
            continue
        meetings = scope.snapshot.held[pairing.id]
        if meetings or not scope.snapshot.stages[pairing.id].closed:
            shares.append(
                Share(
                    pairing.id,
                    bool(meetings),
                    1,
                    ((meetings[0] if meetings else today) - reaction.on).days,
                )
            )
    return _median("time-to-first-meeting", shares)


def first_meeting_outcome(scope: Scope) -> Kpi:
    """Pairings in which both wanted to begin, of those that held a first meeting (F9, F10)."""
    today = scope.snapshot.today
    kinds = {"both-start": 0, "mentee-declined": 0, "mentor-declined": 0, "waiting": 0}
    shares = []
    for pairing in scope.pairings:
        if not scope.snapshot.held[pairing.id]:
            continue
        kind = "both-start" if pairing.id in scope.starts else _not_both(pairing, today)
        kinds[kind] += 1
        shares.append(Share(pairing.id, kind == "both-start", 1))
    return _ratio("first-meeting-outcome", shares)._replace(kinds=tuple(kinds.items()))


def _not_both(pairing: Pairing, today: date) -> str:
    for side, feedback in (
        ("mentee", pairing.mentee_feedback),
        ("mentor", pairing.mentor_feedback),
    ):
        answer = latest(feedback, today)
        if answer is not None and answer.answer == "decline":
            return f"{side}-declined"
    return "waiting"


def intervals(snapshot: Snapshot, pairing: Pairing) -> list[int]:
    """Return the adjusted days between successive held meetings (F13)."""
    meetings, rests = snapshot.held[pairing.id], snapshot.rests(pairing)
    return [calendar.adjusted(earlier, later, rests) for earlier, later in pairwise(meetings)]


def open_interval(snapshot: Snapshot, pairing: Pairing) -> int | None:
    """Return the adjusted days since the last held meeting of an open pairing, or None."""
    meetings = snapshot.held[pairing.id]
    if not meetings or snapshot.stages[pairing.id].closed:
        return None
    return calendar.adjusted(meetings[-1], snapshot.today, snapshot.rests(pairing))


def cadence(scope: Scope) -> Kpi:
    """Intervals on time, of all in started pairings; an open one counts once it is late."""
    snapshot = scope.snapshot
    shares = []
    for pairing, _ in scope.started:
        limits = snapshot.limits_of(pairing.cohort)
        longest = limits.rhythm[1] + limits.grace
        days = intervals(snapshot, pairing)
        waiting = open_interval(snapshot, pairing)
        late = waiting is not None and waiting > longest
        shares.append(
            Share(pairing.id, sum(interval <= longest for interval in days), len(days) + late)
        )
    return _ratio("cadence", shares)


def held_of_expected(scope: Scope) -> Kpi:
    """Meetings held, of those expected: one, and one more for each full rhythm since the first."""
    snapshot = scope.snapshot
    shares = []
    for pairing, _ in scope.started:
        meetings = snapshot.held[pairing.id]
        if meetings:
            passed = calendar.adjusted(
                meetings[0], _end(snapshot, pairing), snapshot.rests(pairing)
            )
            longest = max(1, snapshot.limits_of(pairing.cohort).rhythm[1])
            shares.append(Share(pairing.id, len(meetings), 1 + passed // longest))
    return _ratio("held-of-expected", shares)


def _end(snapshot: Snapshot, pairing: Pairing) -> date:
    ended = pairing.ended
    planned = (
        ended.on if ended is not None and ended.on <= snapshot.today else snapshot.last_day(pairing)
    )
    return min(snapshot.today, planned or snapshot.today)


def rematch(scope: Scope) -> Kpi:
    """Mentees with two or more started pairings in a cohort, of those with one or more (F19)."""
    counts = Counter((pairing.mentee, pairing.cohort) for pairing, _ in scope.started)
    return _ratio("rematch", [Share(id_, count >= 2, 1) for (id_, _), count in counts.items()])


def completion(scope: Scope) -> Kpi:
    """Mentees whose last started pairing was completed, of those started whose cohort has ended.

    Who still meets, past the cohort's last day, is not counted yet.
    """
    snapshot = scope.snapshot
    meeting = {
        (pairing.mentee, pairing.cohort)
        for pairing, _ in scope.started
        if not snapshot.stages[pairing.id].closed
    }
    last: dict[tuple[str, str], tuple[date, str, Pairing]] = {}
    for pairing, start in scope.started:
        cohort: Cohort | None = snapshot.cohorts.get(pairing.cohort)
        if cohort is not None and cohort.ends < snapshot.today:
            mentee = pairing.mentee, pairing.cohort
            latest = last.get(mentee)
            if latest is None or (start, pairing.id) > latest[:2]:
                last[mentee] = (start, pairing.id, pairing)
    return _ratio(
        "completion",
        [
            Share(mentee[0], scope.stage(pairing) == "completed", 1)
            for mentee, (_, _, pairing) in last.items()
            if mentee not in meeting
        ],
    )


def early_endings(scope: Scope) -> Kpi:
    """Pairings that ended early, of those that have started."""
    return _ratio(
        "early-endings",
        [
            Share(pairing.id, scope.stage(pairing) == "ended-early", 1)
            for pairing, _ in scope.started
        ],
    )


def mentor_use(scope: Scope) -> Kpi:
    """Live pairings, of the mentors' capacity: a mentor's room is one, whatever the cohort.

    Who has left the network has no room, and is counted only while a pairing is still live.
    """
    snapshot = scope.snapshot
    return _ratio(
        "mentor-use",
        [
            Share(person.id, live, most)
            for person in snapshot.participants.values()
            if person.mentor is not None
            for live, most in (snapshot.places(person),)
            if live or not snapshot.has_left(person)
        ],
    )


def manager_contact(scope: Scope) -> Kpi:
    """Sides of active pairings that the manager has talked to in time, of all (F19)."""
    snapshot = scope.snapshot
    shares = []
    for pairing, start in scope.started:
        if scope.stage(pairing) != "active":
            continue
        in_time = 0
        for side in ("mentee", "mentor"):
            last = max(
                [
                    contact.on
                    for contact in pairing.contacts
                    if contact.side == side and contact.on <= snapshot.today
                ],
                default=start,
            )
            in_time += (
                calendar.adjusted(max(last, start), snapshot.today, snapshot.rests(pairing))
                <= snapshot.limits_of(pairing.cohort).contact
            )
        shares.append(Share(pairing.id, in_time, 2))
    return _ratio("manager-contact", shares)


KPIS: tuple[Callable[[Scope], Kpi], ...] = (
    matched_now,
    ever_matched,
    time_to_match,
    time_to_first_meeting,
    first_meeting_outcome,
    cadence,
    held_of_expected,
    rematch,
    completion,
    early_endings,
    mentor_use,
    manager_contact,
)
"""Every number, in the order in which they are shown."""


def cohorts_in_order(snapshot: Snapshot) -> list[str]:
    """Return the cohorts' ids: those that run, those ahead, and those over, the last one first."""
    today = snapshot.today

    def place(cohort: Cohort) -> tuple[bool, int]:
        is_over = cohort.ends < today
        return is_over, -cohort.ends.toordinal() if is_over else cohort.starts.toordinal()

    return [cohort.id for cohort in sorted(snapshot.cohorts.values(), key=place)]


def all_kpis(snapshot: Snapshot, cohort: str | None = None) -> tuple[Kpi, ...]:
    """Return every number of all cohorts, or of one, without the mentors' room, which is shared."""
    scope = Scope(snapshot, cohort)
    return tuple(measure(scope) for measure in KPIS if cohort is None or measure is not mentor_use)


def by_cohort(snapshot: Snapshot) -> dict[str | None, tuple[Kpi, ...]]:
    """Return the numbers of every cohort, and those of all of them under None.

    Each number of a cohort is measured once: all are their sum, where each belongs to a cohort.
    """
    numbers: dict[str | None, tuple[Kpi, ...]] = {
        id_: all_kpis(snapshot, id_) for id_ in cohorts_in_order(snapshot)
    }
    named = {pairing.cohort for pairing in snapshot.pairings.values()}
    for person in snapshot.participants.values():
        named |= {entry.cohort for entry in person.participations}
    if not named <= numbers.keys():
        return {**numbers, None: all_kpis(snapshot)}
    wholes = map(_together, zip(*numbers.values(), strict=True))
    by_name = {number.name: number for number in wholes}
    scope = Scope(snapshot)
    return {
        **numbers,
        None: tuple(by_name.get(_named(measure)) or measure(scope) for measure in KPIS),
    }


def _named(measure: Callable[[Scope], Kpi]) -> str:
    return measure.__name__.replace("_", "-")


def _together(parts: Sequence[Kpi]) -> Kpi:
    """Return one number of several that are about different pairings or entries."""
    shares = [share for part in parts for share in part.shares]
    first = parts[0]
    whole = _median(first.name, shares) if first.in_days else _ratio(first.name, shares)
    counts = zip(*(part.kinds for part in parts), strict=True)
    return whole._replace(
        kinds=tuple((kinds[0][0], sum(number for _, number in kinds)) for kinds in counts)
    )


def hidden(
    numbers: Mapping[str | None, Sequence[Kpi]], snapshot: Snapshot
) -> set[tuple[str | None, str]]:
    """Return which numbers, by cohort and name, are about too few people to be shared.

    Where the number of all would give them away by subtraction, the smallest cohort that is over is
    hidden with them, until what is hidden is about enough people together. Where that does not
    suffice, the number of all is hidden instead: those of a cohort under way say more.
    """
    sizes: dict[str, dict[str | None, int]] = {}
    for cohort, figures in numbers.items():
        for number in figures:
            sizes.setdefault(number.name, {})[cohort] = len(number.members)
    return {
        (cohort, name) for name, groups in sizes.items() for cohort in _hidden_of(groups, snapshot)
    }


def _hidden_of(groups: Mapping[str | None, int], snapshot: Snapshot) -> set[str | None]:
    """Return the cohorts whose number is hidden, by how many each is about; None is all."""
    few = {
        cohort
        for cohort, size in groups.items()
        if 0 < size < snapshot.limits_of(cohort).smallest_group
    }
    unseen = few - {None}
    shown = sorted(
        (size, cohort)
        for cohort, size in groups.items()
        if cohort is not None and cohort not in few and size and _is_over(cohort, snapshot)
    )
    limit = snapshot.limits.smallest_group
    missing = limit - sum(groups[cohort] for cohort in unseen)
    if not unseen or None not in groups:
        return few
    if sum(size for size, _ in shown) < missing:
        return few | {None}
    while missing > 0:
        size, cohort = shown.pop(0)
        unseen.add(cohort)
        missing -= size
    return few | unseen


def _is_over(cohort: str, snapshot: Snapshot) -> bool:
    entry = snapshot.cohorts.get(cohort)
    return entry is not None and entry.ends < snapshot.today


def moved(before: Snapshot, after: Snapshot, cohort: str) -> Sentence | None:
    """Return which numbers of a cohort two states of the files differ in, or None."""
    figures = [
        say(
            "{number} {before} → {after}",
            number=titles.KPIS[old.name],
            before=Text.same(_figure(old)),
            after=Text.same(_figure(new)),
        )
        for old, new in zip(
            all_kpis(before.known, cohort), all_kpis(after.known, cohort), strict=True
        )
        if old[:4] != new[:4]
    ]
    if not figures:
        return None
    return reduce(lambda row, figure: say("{row}, {name}", row=row, name=figure), figures)


def _figure(number: Kpi) -> str:
    """Return a number as k/n, a median with its days before it."""
    if not number.in_days or number.value is None:
        return f"{number.k}/{number.n}"
    return f"{number.value:g} ({number.k}/{number.n})"


def moved_by_erasure(snapshot: Snapshot, id_: str) -> list[tuple[Cohort, Sentence]]:
    """Return the cohorts that are over and whose numbers change without a person, and how."""
    gone = {pairing.id for pairing in snapshot.pairings_of(id_)}
    reading = snapshot.reading
    after = snapshot.of(
        reading._replace(
            participants={
                name: person for name, person in reading.participants.items() if name != id_
            },
            pairings={
                name: pairing for name, pairing in reading.pairings.items() if name not in gone
            },
        )
    )
    cohorts = {
        *(snapshot.pairings[name].cohort for name in gone),
        *(
            entry.cohort
            for person in (snapshot.participants.get(id_),)
            if person is not None
            for entry in person.participations
        ),
    }
    return [
        (cohort, figures)
        for cohort in snapshot.cohorts.values()
        if cohort.id in cohorts
        and cohort.ends < snapshot.today
        and (figures := moved(snapshot, after, cohort.id)) is not None
    ]
