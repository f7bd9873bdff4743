"""The programme's days, stages, deadlines and numbers once more, told naively, to hold the tool against.

Everything here counts days one by one over the plain data of the files. It is written from the
words that describe the programme and shares no line with the tool; only `snapshot` at the end knows
the tool, to put the same data to it.

A world is `{"programme": data, "participants": {id: data}, "pairings": {id: data}}`, as the files
would hold it.
"""

from __future__ import annotations

from datetime import date, timedelta
from statistics import median
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from mentorskap.files import records
from mentorskap.files.reading import Reading
from mentorskap.model.snapshot import Snapshot
from tests.tiers import examples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mentorskap.model.deadlines import Item
    from mentorskap.model.kpi import Kpi

Data = dict[str, Any]
World = dict[str, Any]
Fact = tuple[str, str, str, str | None, str, date, int]
"""Kind, status, actor, pairing, participant, due, days late."""

DAY = timedelta(days=1)
DEFAULTS: Data = {
    "rhythm": [35, 42],
    "grace": 7,
    "mentor_answer": 7,
    "inform_mentee": 5,
    "mentee_answer": 5,
    "first_meeting": 21,
    "feedback": 7,
    "proposal": 21,
    "new_proposal": 14,
    "interview": 14,
    "outcome": 3,
    "contact": 90,
    "notice": 30,
    "open_pause": 90,
    "closing": 14,
    "smallest_group": 5,
}
CLOSED = {
    "mentor-declined",
    "mentee-objected",
    "not-started",
    "completed",
    "ended-early",
    "withdrawn",
}

laws = settings(
    deadline=None,
    max_examples=examples(70),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
"""How hypothesis looks for a counterexample: in the same places every time."""


# Days.


def day(text: str) -> date:
    """Return the day that a date in a file names."""
    return date.fromisoformat(text)


def resting_days(breaks: Iterable[Data], pauses: Iterable[Data], today: date) -> set[date]:
    """Return every single day of breaks and pauses; an open pause runs to `today`."""
    days = set()
    for rest in (*breaks, *pauses):
        at, last = day(rest["from"]), day(rest["until"]) if "until" in rest else today
        while at <= last:
            days.add(at)
            at += DAY
    return days


def adj(start: date, end: date, resting: set[date]) -> int:
    """Count the days after `start`, up to and with `end`, that do not rest."""
    count, at = 0, start
    while at < end:
        at += DAY
        count += at not in resting
    return count


def due(start: date, limit: int, resting: set[date]) -> date:
    """Walk from `start` until `limit` days that do not rest have passed."""
    passed, at = 0, start
    while passed < limit:
        at += DAY
        passed += at not in resting
    return at


# Stages.


def facts(pairing: Data) -> list[tuple[date, int, str]]:
    """Return what happened in a pairing, in the order of days and, within a day, of a pairing's life."""
    proposal, feedback = pairing.get("proposal", {}), pairing.get("feedback", {})
    told: list[tuple[str | None, int, str]] = [
        (proposal.get("mentor_asked"), 0, "asked"),
        (proposal.get("mentee_informed"), 2, "informed"),
    ]
    told += [
        (proposal[key]["date"], rank, f"{side} {proposal[key]['answer']}")
        for rank, key, side in ((1, "mentor_answer", "mentor"), (3, "mentee_answer", "mentee"))
        if key in proposal
    ]
    told += [
        (meeting["date"], 4, "held")
        for meeting in pairing.get("meetings", [])
        if meeting["outcome"] == "held"
    ]
    told += [
        (answer["date"], 5, f"{side} {answer['answer']}")
        for side in feedback
        for answer in answers(pairing, side)
    ]
    told += (
        [(pairing["ended"]["date"], 6, f"ended {pairing['ended']['reason']}")]
        if "ended" in pairing
        else []
    )
    return sorted(
        ((day(text), rank, what) for text, rank, what in told if text is not None),
        key=lambda fact: fact[:2],  # of one day, a side's answers stay as they were written
    )


def answers(pairing: Data, side: str) -> list[Data]:
    """Return a side's answers, by day: a file has one or a list."""
    written = pairing.get("feedback", {}).get(side, [])
    return sorted(
        [written] if isinstance(written, dict) else written, key=lambda answer: str(answer["date"])
    )


def last_answer(pairing: Data, side: str, today: date) -> tuple[date | None, str | None]:
    """Return when a side last answered through `today`, and what."""
    given = [answer for answer in answers(pairing, side) if day(answer["date"]) <= today]
    return (day(given[-1]["date"]), given[-1]["answer"]) if given else (None, None)


def entries(person: Data) -> list[Data]:
    """Return what a person's file says of each cohort as a mentee: one mapping or a list."""
    written = person.get("mentee", [])
    return [written] if isinstance(written, dict) else written


def is_there(days: list[str], plans: list[str], today: date) -> bool:
    """Say whether something exists on a day: any of its days has come, or it has only plans."""
    return not days or any(day(text) <= today for text in (*days, *plans))


def pairing_is_there(pairing: Data, today: date) -> bool:
    """Say whether a pairing exists on a day."""
    proposal, pauses = pairing.get("proposal", {}), pairing.get("pauses", [])
    days = [value if isinstance(value, str) else value["date"] for value in proposal.values()]
    days += [answer["date"] for side in ("mentee", "mentor") for answer in answers(pairing, side)]
    days += [contact["date"] for contact in pairing.get("contacts", [])]
    days += [pause["from"] for pause in pauses if "until" not in pause]
    days += [pairing["agreement"]] if "agreement" in pairing else []
    plans = [pause["from"] for pause in pauses if "until" in pause]
    plans += [pairing["extended_until"]] if "extended_until" in pairing else []
    plans += [pairing["ended"]["date"]] if "ended" in pairing else []
    for meeting in pairing.get("meetings", []):
        planned = meeting["outcome"] in {"planned", "moved", "cancelled"}
        (plans if planned else days).append(meeting["date"])
    return is_there(days, plans, today)


def entry_is_there(entry: Data, today: date) -> bool:
    """Say whether a mentee's entry in a cohort exists on a day."""
    days = [entry["admitted"], entry.get("interview", {}).get("date"), entry.get("withdrawn")]
    return is_there([text for text in days if text is not None], [], today)


def stage(pairing: Data, today: date) -> tuple[str, date | None]:
    """Relive a pairing fact by fact through `today`; return its stage, and the day it was entered."""
    happened: set[str] = set()
    name: str = "drafted"
    since: date | None = None
    for on, _, what in facts(pairing):
        if on > today:
            break
        if what.endswith(
            (" start", " decline", " undecided")
        ):  # the latest answer of a side counts
            side = what.split()[0]
            happened -= {f"{side} start", f"{side} decline", f"{side} undecided"}
        happened.add(what)
        entered = standing(happened)
        if entered != name:
            name, since = entered, on
        if name in CLOSED:
            return name, since
    return ("paused" if name == "active" and in_pause(pairing, today) else name), since


def standing(happened: set[str]) -> str:
    """Return the stage of a pairing in which just this has happened."""
    ended = next(
        (what.removeprefix("ended ") for what in happened if what.startswith("ended ")), None
    )
    begun = {"mentee start", "mentor start"} <= happened
    if "mentor declined" in happened:
        return "mentor-declined"
    if "mentee objected" in happened:
        return "mentee-objected"
    if {"mentee decline", "mentor decline"} & happened:
        return "not-started"
    if ended is not None:
        return (
            "withdrawn"
            if not begun
            else "completed"
            if ended in {"completed", "goal-reached"}
            else "ended-early"
        )
    ladder = (
        (begun, "active"),
        ("held" in happened, "feedback"),
        ("mentee accepted" in happened, "first-meeting"),
        ("informed" in happened, "mentee-informed"),
        ("mentor accepted" in happened, "mentor-accepted"),
        ("asked" in happened, "mentor-asked"),
    )
    return next((name for reached, name in ladder if reached), "drafted")


def in_pause(pairing: Data, today: date) -> bool:
    """Say whether a pause lies over `today`."""
    return any(
        day(pause["from"]) <= today <= (day(pause["until"]) if "until" in pause else today)
        for pause in pairing.get("pauses", [])
    )


def start_of(pairing: Data, today: date) -> date | None:
    """Return the later of the two `start` answers, once both have happened."""
    last = [last_answer(pairing, side, today) for side in ("mentee", "mentor")]
    days = [on for on, answer in last if on is not None and answer == "start"]
    return max(days) if len(days) == 2 else None


def held(pairing: Data, today: date) -> list[date]:
    """Return the days of the meetings held through `today`."""
    return [on for on, _, what in facts(pairing) if what == "held" and on <= today]


# Deadlines.


def happened(text: str | None, today: date) -> date | None:
    """Return the day in a file, unless there is none or it lies after `today`."""
    return day(text) if text is not None and day(text) <= today else None


def answered(answer: Data | None, today: date) -> tuple[date | None, str | None]:
    """Return when an answer was given and what it says, as far as it has been given on `today`."""
    on = happened(answer["date"], today) if answer else None
    return on, answer["answer"] if answer and on else None


def cohort_of(world: World, id_: str) -> Data:
    """Return a cohort of the programme."""
    return next(cohort for cohort in world["programme"]["cohorts"] if cohort["id"] == id_)


def limits_of(world: World, cohort: Data | None = None) -> Data:
    """Return the limits in force: a cohort's own, else the programme's, else the usual ones."""
    own = {} if cohort is None else cohort.get("limits", {})
    return {**DEFAULTS, **world["programme"].get("limits", {}), **own}


def judged(
    at: date, today: date, resting: set[date], grace: int, within: int
) -> tuple[str, date, int] | None:
    """Return status, due day and days late, or None where it is too early to speak of it."""
    late = adj(at, today, resting)
    if today <= at:
        return ("upcoming", at, 0) if (at - today).days <= within else None
    return ("attention" if late <= grace else "overdue"), at, late


def items(world: World, today: date, within: int = 14) -> list[Fact]:
    """Return what is due on `today`, sorted."""
    found: list[Fact] = []
    for id_, pairing in world["pairings"].items():
        if pairing_is_there(pairing, today) and stage(pairing, today)[0] not in CLOSED:
            found += items_of_pairing(world, id_, today, within)
    for id_, person in world["participants"].items():
        for entry in entries(person):
            if entry_is_there(entry, today):
                found += items_of_mentee(world, id_, entry, today, within)
        found += items_of_mentor(world, id_, person, today, within)
    return sorted(found, key=str)


def items_of_mentor(
    world: World, id_: str, person: Data, today: date, within: int
) -> Iterator[Fact]:
    """Yield whether a mentor is still to be informed of what is stored."""
    added = happened(person.get("mentor", {}).get("added"), today)
    if added is None or happened(person.get("notified"), today):
        return
    if happened(person["mentor"].get("left"), today):
        return
    verdict = judged(added + limits_of(world)["notice"] * DAY, today, set(), 0, within)
    if verdict is not None:
        yield ("notice", verdict[0], "manager", None, id_, verdict[1], verdict[2])


def items_of_pairing(world: World, id_: str, today: date, within: int) -> Iterator[Fact]:
    """Yield what is due in a live pairing."""
    pairing: Data = world["pairings"][id_]
    cohort = cohort_of(world, pairing["cohort"])
    limits = limits_of(world, cohort)
    resting = resting_days(cohort.get("breaks", []), pairing.get("pauses", []), today)
    last_day = day(pairing.get("extended_until") or cohort["ends"])
    quiet = in_pause(pairing, today) or today > last_day
    for kind, actor, who, start in clocks(pairing, today, day(cohort["ends"])):
        calendar_days = kind in {"resume", "closing"}
        key = {
            "feedback-mentee": "feedback",
            "feedback-mentor": "feedback",
            "resume": "open_pause",
            "second-meeting": "first_meeting",
        }.get(kind, kind.replace("-", "_"))
        limit = limits["rhythm"][1] if kind == "next-meeting" else limits[key]
        grace = limits["grace"] if kind == "next-meeting" else 0
        if quiet and kind not in {"resume", "outcome", "closing"}:
            continue
        if kind in {"first-meeting", "second-meeting", "next-meeting"} and any(
            meeting["outcome"] == "planned"
            and today <= day(meeting["date"])
            and (
                adj(start, day(meeting["date"]), resting) <= limit + grace
                or (day(meeting["date"]) - today).days <= 14
            )
            for meeting in pairing.get("meetings", [])
        ):
            continue
        counted = set() if calendar_days else resting
        verdict = judged(due(start, limit, counted), today, counted, grace, within)
        if verdict is not None:
            yield (kind, verdict[0], actor, id_, pairing[who], verdict[1], verdict[2])
    verdict = judged(last_day + limits["closing"] * DAY, today, set(), 0, within)
    if verdict is not None:
        yield ("closing", verdict[0], "manager", id_, pairing["mentee"], verdict[1], verdict[2])


def clocks(pairing: Data, today: date, cohort_ends: date) -> Iterator[tuple[str, str, str, date]]:
    """Yield kind, who acts, whom it concerns and since when, for every clock that nothing has met by `today`."""
    proposal = pairing.get("proposal", {})
    asked, informed = (
        happened(proposal.get("mentor_asked"), today),
        happened(proposal.get("mentee_informed"), today),
    )
    willing_on, willing = answered(proposal.get("mentor_answer"), today)
    reacted_on, reaction = answered(proposal.get("mentee_answer"), today)
    meetings, start = held(pairing, today), start_of(pairing, today)
    if asked and willing is None:
        yield "mentor-answer", "manager", "mentor", asked
    if willing_on and willing == "accepted" and informed is None:
        yield "inform-mentee", "manager", "mentee", willing_on
    if informed and reaction is None:
        yield "mentee-answer", "mentee", "mentee", informed
    if reacted_on and reaction == "accepted" and not meetings:
        yield "first-meeting", "mentee", "mentee", reacted_on
    said: list[tuple[date, str]] = []
    for side in ("mentee", "mentor"):
        on, answer = last_answer(pairing, side, today)
        if on and answer and meetings and (answer != "undecided" or on >= meetings[-1]):
            said.append((on, answer))
        elif meetings:
            yield f"feedback-{side}", side, side, meetings[-1]
        if start:
            contacts = [
                day(contact["date"])
                for contact in pairing.get("contacts", [])
                if contact["with"] == side and day(contact["date"]) <= today
            ]
            yield "contact", "manager", side, max([start, *contacts])
    if len(said) == 2 and "undecided" in {answer for _, answer in said}:
        later = max(on for on, _ in said)
        if not any(meeting > later for meeting in meetings):
            yield "second-meeting", "mentee", "mentee", later
    if start and meetings:
        yield "next-meeting", "mentee", "mentee", meetings[-1]
    for meeting in pairing.get("meetings", []):
        if meeting["outcome"] == "planned" and day(meeting["date"]) < today:
            yield "outcome", "mentee", "mentee", day(meeting["date"])
    for pause in pairing.get("pauses", []):
        endless = "until" not in pause or (day(pause["until"]) - cohort_ends).days > 365
        if endless and day(pause["from"]) <= today:
            yield "resume", "manager", "mentee", day(pause["from"])


def _without_end(pairing: Data) -> Data:
    return {key: value for key, value in pairing.items() if key != "ended"}


def items_of_mentee(
    world: World, id_: str, mentee: Data, today: date, within: int
) -> Iterator[Fact]:
    """Yield what is due for a mentee of a cohort, for whom no live pairing speaks."""
    cohort = cohort_of(world, mentee["cohort"])
    limits = limits_of(world, cohort)
    resting = resting_days(cohort.get("breaks", []), [], today)
    if happened(mentee.get("withdrawn"), today):
        return
    interviewed = happened(mentee.get("interview", {}).get("date"), today)
    own = {
        name: pairing
        for name, pairing in world["pairings"].items()
        if pairing["mentee"] == id_ and pairing["cohort"] == mentee["cohort"]
    }
    stages = {
        name: stage(pairing, today)
        for name, pairing in own.items()
        if pairing_is_there(pairing, today)
    }
    # A draft that was dropped is no mentor asked.
    begun = {
        name: (since, name_of)
        for name, (name_of, since) in stages.items()
        if stage(_without_end(own[name]), today)[0] != "drafted"
    }
    over = today > day(cohort["ends"])
    if interviewed is None and not over and happened(mentee["admitted"], today):
        ahead = limits["interview"] * DAY
        at = max(day(cohort["starts"]) - ahead, day(mentee["admitted"]) + ahead)
        verdict = judged(at, today, set(), 0, within)
        if verdict is not None:
            yield ("interview", verdict[0], "manager", None, id_, verdict[1], verdict[2])
    live = {
        stage(pairing, today)[0]
        for pairing in world["pairings"].values()
        if pairing["mentee"] == id_ and pairing_is_there(pairing, today)
    } - CLOSED
    paired = bool(live - {"drafted"})
    done = any(
        name_of == "completed"
        or (
            happened(own[name].get("ended", {}).get("date"), today) is not None
            and own[name]["ended"]["reason"] == "mentee-left"
        )
        for name, (name_of, _) in stages.items()
    )
    moved_on = any(
        cohort_of(world, entry["cohort"])["starts"] > cohort["starts"]
        and entry_is_there(entry, today)
        for entry in entries(world["participants"][id_])
    )
    if not live and not done and not moved_on:
        verdict = judged(day(cohort["ends"]) + limits["closing"] * DAY, today, set(), 0, within)
        if verdict is not None:
            yield ("closing", verdict[0], "manager", None, id_, verdict[1], verdict[2])
    if interviewed is None or over or paired or done:
        return
    if not begun:
        verdict = judged(due(interviewed, limits["proposal"], resting), today, resting, 0, within)
        if verdict is not None:
            yield ("proposal", verdict[0], "manager", None, id_, verdict[1], verdict[2])
    else:
        last = max(begun, key=lambda name: (begun[name][0] or today, name))
        closed = begun[last][0]
        verdict = judged(
            due(closed or today, limits["new_proposal"], resting), today, resting, 0, within
        )
        if verdict is not None:
            yield ("new-proposal", verdict[0], "manager", last, id_, verdict[1], verdict[2])


# Numbers.


def numbers(world: World, today: date) -> dict[str, tuple[int, int, float | None, list[str]]]:
    """Return k, n, value and members of every number."""
    pairings: dict[str, Data] = world["pairings"]
    mentees = {
        id_: person["mentee"] for id_, person in world["participants"].items() if "mentee" in person
    }
    stages = {id_: stage(pairing, today)[0] for id_, pairing in pairings.items()}
    starts = {
        id_: start for id_, pairing in pairings.items() if (start := start_of(pairing, today))
    }
    asked_for = {
        id_: day(mentee["interview"]["date"])
        for id_, mentee in mentees.items()
        if happened(mentee.get("interview", {}).get("date"), today)
        and not happened(mentee.get("withdrawn"), today)
    }

    def of(mentee: str) -> list[str]:
        return [id_ for id_, pairing in pairings.items() if pairing["mentee"] == mentee]

    shares: dict[str, dict[str, tuple[int, int]]] = {
        "matched-now": {
            id_: (any(stages[name] in {"active", "paused"} for name in of(id_)), 1)
            for id_ in asked_for
            if "completed" not in {stages[name] for name in of(id_)}
        },
        "ever-matched": {id_: (any(name in starts for name in of(id_)), 1) for id_ in asked_for},
        "cadence": {
            id_: cadence(world, id_, today, live=stages[id_] not in CLOSED) for id_ in starts
        },
        "held-of-expected": {
            id_: held_of_expected(world, id_, today) for id_ in starts if held(pairings[id_], today)
        },
        "early-endings": {id_: (stages[id_] == "ended-early", 1) for id_ in starts},
        "manager-contact": {
            id_: heard(world, id_, starts[id_], today) for id_ in starts if stages[id_] == "active"
        },
        "first-meeting-outcome": {
            id_: (id_ in starts, 1) for id_, pairing in pairings.items() if held(pairing, today)
        },
        "rematch": {},
        "completion": {},
        "mentor-use": {},
    }
    for id_ in {pairings[name]["mentee"] for name in starts}:
        own = [name for name in of(id_) if name in starts]
        shares["rematch"][id_] = (len(own) > 1, 1)
        over = [
            name for name in own if day(cohort_of(world, pairings[name]["cohort"])["ends"]) < today
        ]
        if over and all(stages[name] in CLOSED for name in over):
            shares["completion"][id_] = (
                stages[max(over, key=lambda name: (starts[name], name))] == "completed",
                1,
            )
    for id_, person in world["participants"].items():
        if "mentor" in person:
            live = [
                name
                for name, pairing in pairings.items()
                if pairing["mentor"] == id_ and stages[name] not in CLOSED | {"drafted"}
            ]
            left = happened(person["mentor"].get("left"), today) is not None
            if live or not left:
                most = len(live) if left else person["mentor"]["capacity"]
                shares["mentor-use"][id_] = (len(live), most)
    told: dict[str, tuple[int, int, float | None, list[str]]] = {}
    for name, rows in shares.items():
        k, n = sum(row[0] for row in rows.values()), sum(row[1] for row in rows.values())
        told[name] = (k, n, k / n if n else None, sorted(rows))
    waits: dict[str, int | None] = {
        id_: min(((starts[name] - since).days for name in of(id_) if name in starts), default=None)
        for id_, since in asked_for.items()
    }
    told["time-to-match"] = _median(waits)
    waits = {}
    for id_, pairing in pairings.items():
        on, answer = answered(pairing.get("proposal", {}).get("mentee_answer"), today)
        meetings = held(pairing, today)
        if on and answer == "accepted" and (meetings or stages[id_] not in CLOSED):
            waits[id_] = (meetings[0] - on).days if meetings else None
    told["time-to-first-meeting"] = _median(waits)
    return told


def _median(waits: dict[str, int | None]) -> tuple[int, int, float | None, list[str]]:
    days = [wait for wait in waits.values() if wait is not None]
    return len(days), len(waits), median(days) if days else None, sorted(waits)


def _resting(world: World, id_: str, today: date) -> set[date]:
    pairing = world["pairings"][id_]
    return resting_days(
        cohort_of(world, pairing["cohort"]).get("breaks", []), pairing.get("pauses", []), today
    )


def _limits(world: World, id_: str) -> Data:
    return limits_of(world, cohort_of(world, world["pairings"][id_]["cohort"]))


def cadence(world: World, id_: str, today: date, *, live: bool) -> tuple[int, int]:
    """Return the intervals on time, and all; the open one is among them only once it is late."""
    limits, resting, meetings = (
        _limits(world, id_),
        _resting(world, id_, today),
        held(world["pairings"][id_], today),
    )
    longest = limits["rhythm"][1] + limits["grace"]
    on_time = [
        adj(meetings[place - 1], meetings[place], resting) <= longest
        for place in range(1, len(meetings))
    ]
    late_and_open = bool(meetings) and live and adj(meetings[-1], today, resting) > longest
    return sum(on_time), len(on_time) + late_and_open


def held_of_expected(world: World, id_: str, today: date) -> tuple[int, int]:
    """Return the meetings held, and those a full rhythm apart that the days so far have room for."""
    pairing, meetings = world["pairings"][id_], held(world["pairings"][id_], today)
    over = happened(pairing.get("ended", {}).get("date"), today)
    end = over or min(
        today, day(pairing.get("extended_until") or cohort_of(world, pairing["cohort"])["ends"])
    )
    return (
        len(meetings),
        1 + adj(meetings[0], end, _resting(world, id_, today)) // _limits(world, id_)["rhythm"][1],
    )


def heard(world: World, id_: str, start: date, today: date) -> tuple[int, int]:
    """Return how many of the two sides the manager has heard in time."""
    pairing, resting = world["pairings"][id_], _resting(world, id_, today)
    in_time = 0
    for side in ("mentee", "mentor"):
        contacts = [
            day(contact["date"])
            for contact in pairing.get("contacts", [])
            if contact["with"] == side and day(contact["date"]) <= today
        ]
        in_time += adj(max([start, *contacts]), today, resting) <= _limits(world, id_)["contact"]
    return in_time, 2


# A world as it was known on a day.


def cut(world: World, today: date) -> World:
    """Return `world` without what is dated after `today`, plans aside: planned meetings, breaks, pauses with an end."""

    def known(data: Data, *keys: str) -> Data:
        return {
            key: value
            for key, value in data.items()
            if key not in keys or day(value if isinstance(value, str) else value["date"]) <= today
        }

    pairings = {}
    for id_, pairing in world["pairings"].items():
        if not pairing_is_there(pairing, today):
            continue
        kept = known(pairing, "ended", "agreement")
        kept["proposal"] = known(pairing["proposal"], *pairing["proposal"])
        kept["feedback"] = {
            side: given
            for side in pairing.get("feedback", {})
            if (given := [one for one in answers(pairing, side) if day(one["date"]) <= today])
        }
        kept["meetings"] = [
            meeting
            for meeting in pairing["meetings"]
            if meeting["outcome"] in {"planned", "moved", "cancelled"}
            or day(meeting["date"]) <= today
        ]
        kept["contacts"] = [
            contact for contact in pairing["contacts"] if day(contact["date"]) <= today
        ]
        kept["pauses"] = [
            pause for pause in pairing["pauses"] if "until" in pause or day(pause["from"]) <= today
        ]
        pairings[id_] = kept
    participants = {
        id_: {
            **known(person, "notified"),
            **({"mentor": known(person["mentor"], "added", "left")} if "mentor" in person else {}),
            **(
                {
                    "mentee": [
                        known(entry, "interview", "withdrawn")
                        for entry in entries(person)
                        if entry_is_there(entry, today)
                    ]
                }
                if "mentee" in person
                else {}
            ),
        }
        for id_, person in world["participants"].items()
        if "mentor" in person or any(entry_is_there(entry, today) for entry in entries(person))
    }
    return {**world, "participants": participants, "pairings": pairings}


# Worlds that hypothesis can think of: every step on or after the one before it, whatever the
# distances.

TODAYS = st.sampled_from(
    [
        date(2024, 2, 29),
        date(2024, 3, 1),
        date(2025, 12, 31),
        date(2026, 1, 1),
        date(2026, 11, 23),
        date(2027, 1, 3),
    ]
) | st.dates(date(2023, 1, 1), date(2029, 12, 31))
_GAP = st.sampled_from(
    [0, 1, 3, 4, 5, 6, 7, 8, 14, 15, 21, 22, 35, 42, 43, 49, 50, 90, 91]
) | st.integers(0, 70)
_LAST_STEP = _GAP | st.integers(-60, 20) | st.sampled_from([0, 0, -400])
_APART = st.none() | st.sampled_from([2, 2, 1, 0, -4])
"""How many days after the end of the rest before it a rest begins: with one day between, touching,
overlapping; none, wherever."""
_RESTS = st.lists(
    st.tuples(
        st.sampled_from([0, 1, -1]) | st.integers(-220, 40),
        st.none() | st.sampled_from([0, 1, 500, 13_000]) | st.integers(0, 60),
        _APART,
    ),
    max_size=3,
)
_OTHER_MEETINGS = st.lists(
    st.tuples(
        st.sampled_from([-3, -1, 0, 1, 7, 13, 14, 15, 28]) | st.integers(-100, 80),
        st.sampled_from(["planned", "planned", "moved", "cancelled", "no-show"]),
    ),
    max_size=3,
)
_CONTACTS = st.lists(
    st.tuples(
        st.sampled_from([0, 1, -90]) | st.integers(-200, 30), st.sampled_from(["mentee", "mentor"])
    ),
    max_size=3,
)
_REASONS = st.sampled_from(
    ["completed", "goal-reached", "mentor-left", "mentee-left", "not-working", "withdrawn", "other"]
)
_COHORT_STARTS = st.sampled_from([13, 14, 15, 28, 29]) | st.integers(-400, 60)
_COHORT_ENDS = st.sampled_from([0, -1, -14, -15]) | st.integers(-100, 400) | st.integers(10, 400)
_INTERVIEWS = st.sampled_from([-22, -21, -20, 0, 1]) | st.integers(-350, 10)
_ADMISSIONS = st.sampled_from([-15, -14, -13, 0, 1]) | st.integers(-100, 20)
_LIMITS: st.SearchStrategy[Data] = st.just({}) | st.fixed_dictionaries(
    {},
    optional={
        "grace": st.integers(0, 10),
        "first_meeting": st.integers(1, 30),
        "rhythm": st.sampled_from([[28, 35], [1, 2]]),
        "contact": st.just(30),
    },
)
_PAIRS = st.lists(
    st.sampled_from([("bo-01", ""), ("bo-01", "--2"), ("cy-02", "")]), unique=True, max_size=3
)


@st.composite
def spans(draw: st.DrawFn, today: date, *, may_be_open: bool) -> list[Data]:
    """Return breaks or pauses near `today`: apart, touching, overlapping, behind, ahead, and open where that is allowed."""
    found = []
    until = None
    for ahead, length, apart in draw(_RESTS):
        first = today + ahead * DAY
        if until is not None and apart is not None:
            first = min(until, today + 60 * DAY) + apart * DAY
        until = first + (length or 0) * DAY
        if length is None and may_be_open:
            found.append({"from": f"{first}"})
        else:
            found.append({"from": f"{first}", "until": f"{until}"})
    return found


@st.composite
def lives(draw: st.DrawFn, today: date, mentee: str, mentor: str, cohort: str) -> Data:
    """Return the life of a pairing so far, and perhaps beyond `today`: its last step lies near that day."""
    depth = draw(st.sampled_from([7, 7, 7, 7, 7, 6, 5, 4, 3, 2, 1, 0]))
    more = draw(st.integers(0, 4)) if depth == 7 else 0
    gaps = draw(st.lists(_GAP, min_size=depth + more + 1, max_size=depth + more + 1))
    at = today - draw(_LAST_STEP) * DAY - sum(gaps[1:]) * DAY

    def later() -> str:
        nonlocal at
        at += gaps.pop() * DAY if gaps else DAY
        return f"{at}"

    def answer(yes: str, *noes: str) -> Data:
        said = draw(st.sampled_from([yes] * 8 + list(noes)))
        return {
            "date": later(),
            "answer": said,
            **({"reason": "other"} if said in {"declined", "objected"} else {}),
        }

    proposal: Data = {}
    steps: tuple[tuple[str, Callable[[], Any]], ...] = (
        ("mentor_asked", later),
        ("mentor_answer", lambda: answer("accepted", "declined")),
        ("mentee_informed", later),
        ("mentee_answer", lambda: answer("accepted", "objected")),
    )
    for key, step in steps[:depth]:
        proposal[key] = step()
        if isinstance(proposal[key], dict) and proposal[key]["answer"] != "accepted":
            depth = 0
            break
    meetings = []
    feedback: Data = {}
    if depth > 4:
        meetings.append({"date": later(), "outcome": "held"})
        sides = draw(st.permutations(["mentee", "mentor"]))[: depth - 5]
        told: dict[str, list[Data]] = {side: [] for side in sides}
        for last in (False, False, True):
            for side in sides:
                if not told[side] or told[side][-1]["answer"] == "undecided":
                    told[side].append(answer("start", *["undecided"] * 6, "decline"))
            if last or draw(st.integers(0, 2)) == 0:
                break
            meetings += [{"date": later(), "outcome": "held"}] * draw(st.integers(0, 1))
        feedback = {
            side: said[0] if len(said) == 1 and draw(st.booleans()) else said
            for side, said in told.items()
            if said
        }
        meetings += [{"date": later(), "outcome": "held"} for _ in range(more)]
    meetings += [
        {"date": f"{today + ahead * DAY}", "outcome": outcome}
        for ahead, outcome in draw(_OTHER_MEETINGS)
    ]
    life: Data = {
        "mentee": mentee,
        "mentor": mentor,
        "cohort": cohort,
        "proposal": proposal,
        "meetings": draw(st.permutations(meetings)),
        "feedback": feedback,
        "contacts": [
            {"date": f"{today + ahead * DAY}", "with": side} for ahead, side in draw(_CONTACTS)
        ],
        "pauses": draw(spans(today, may_be_open=True)),
    }
    if draw(st.integers(0, 3)) == 0:
        life["ended"] = {
            "date": later(),
            "reason": draw(_REASONS),
        }
    if draw(st.integers(0, 4)) == 0:
        life["extended_until"] = f"{today + draw(st.integers(-30, 90)) * DAY}"
    return life


@st.composite
def cohorts(draw: st.DrawFn, today: date, id_: str) -> Data:
    """Return a cohort that is ahead, under way or over."""
    starts, ends = today + draw(_COHORT_STARTS) * DAY, today + draw(_COHORT_ENDS) * DAY
    return {
        "id": id_,
        "name": {"sv": id_, "en": id_},
        "starts": f"{starts}",
        "ends": f"{max(ends, starts + DAY)}",
        "breaks": draw(spans(today, may_be_open=False)),
        **({"limits": own} if (own := draw(_LIMITS)) else {}),
    }


@st.composite
def entries_in(draw: st.DrawFn, today: date, cohort: str) -> Data:
    """Return what a mentee's file says of a cohort: early or late admitted, interviewed, withdrawn."""
    entry: Data = {"cohort": cohort, "admitted": "2020-01-01"}
    if draw(st.integers(0, 2)) == 0:
        entry["admitted"] = f"{today + draw(_ADMISSIONS) * DAY}"
    if draw(st.integers(0, 4)):
        entry["interview"] = {"date": f"{today + draw(_INTERVIEWS) * DAY}"}
    if draw(st.integers(0, 7)) == 0:
        entry["withdrawn"] = f"{today + draw(st.just(0) | st.integers(-30, 30)) * DAY}"
    return entry


@st.composite
def worlds(draw: st.DrawFn, *, several: bool = False) -> tuple[World, date]:
    """Return a world and the day on which it is asked: two cohorts, one or two mentees with up to three pairings, two mentors.

    `several`: a mentee may take part in both cohorts.
    """
    today = draw(TODAYS)
    programme: Data = {
        "name": {"sv": "Mentorskap", "en": "Mentoring"},
        "manager": {"name": "Karin Berg", "email": "karin.berg@effect.example"},
        "limits": draw(_LIMITS),
        "cohorts": [draw(cohorts(today, "one")), draw(cohorts(today, "two"))],
    }
    participants: dict[str, Data] = {
        id_: {**person(id_), "mentor": {"offers": [], "capacity": draw(st.integers(1, 3))}}
        for id_ in ("bo-01", "cy-02")
    }
    pairings: dict[str, Data] = {}
    for mentee in ("ada-11", "eli-12")[: draw(st.integers(1, 2))]:
        cohort = draw(st.sampled_from(["one", "two"]))
        own = [cohort]
        if several and draw(st.booleans()):
            own = draw(st.permutations(["one", "two"]))
        listed = [draw(entries_in(today, id_)) for id_ in own]
        participants[mentee] = {
            **person(mentee),
            "mentee": listed[0] if len(own) == 1 else listed,
        }
        for mentor, attempt in draw(_PAIRS):
            where = draw(st.sampled_from(own))
            pairings[f"{mentee}--{mentor}{attempt}"] = draw(lives(today, mentee, mentor, where))
    return {"programme": programme, "participants": participants, "pairings": pairings}, today


_LETTERS_FOR_DIGITS = str.maketrans("0123456789", "abcdefghij")
"""No name has digits."""


def person(id_: str) -> Data:
    """Return what every participant's file says."""
    return {
        "name": id_.title().translate(_LETTERS_FOR_DIGITS),
        "email": f"{id_}@norrsken.example",
        "organisation": "Norrsken Energi",
    }


# The same data, put to the tool.


def snapshot(world: World, today: date) -> Snapshot:
    """Return the tool's view of `world` on `today`."""
    participants = {
        id_: records.participant(id_, data) for id_, data in sorted(world["participants"].items())
    }
    pairings = {id_: records.pairing(id_, data) for id_, data in sorted(world["pairings"].items())}
    return Snapshot(
        Reading(
            records.programme(world["programme"]),
            participants,
            pairings,
            frozenset(),
            frozenset(),
            (),
            (),
            (),
        ),
        today,
    )


def told(found: Iterable[Item]) -> list[Fact]:
    """Return the tool's items as the oracle tells its own."""
    return sorted(
        [
            (
                item.kind,
                item.status,
                item.actor,
                item.pairing,
                item.participant,
                item.due,
                item.days_late,
            )
            for item in found
        ],
        key=str,
    )


def counted(kpis: Iterable[Kpi]) -> dict[str, tuple[int, int, float | None, list[str]]]:
    """Return the tool's numbers as the oracle tells its own."""
    return {kpi.name: (kpi.k, kpi.n, kpi.value, list(kpi.members)) for kpi in kpis}
