"""Where it waits: each step with everyone in it at their age, and a page with their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.pages import chart
from mentorskap.pages.manager.ages import STEPS
from mentorskap.pages.manager.material import Link
from mentorskap.words import alphabet, titles
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Text, say, say_n

if TYPE_CHECKING:
    from mentorskap.pages.manager.ages import Age
    from mentorskap.pages.manager.material import View

_TITLES = {
    "interview": say("no interview yet"),
    "proposal": say("interviewed, no mentor asked"),
    "new-proposal": say("without a mentor again"),
    "closing": say("past the last day, not closed"),
}


class StepRow(NamedTuple):
    """A step with a dot for each who is in it; `drawing` is SVG, `late` empty if no one is."""

    id: str
    title: str
    number: int
    late: str
    limit: str
    drawing: str


class Strip(NamedTuple):
    """Every step that someone is in, and the days over the dots, as SVG."""

    scale: str
    rows: list[StepRow]


class Waiter(NamedTuple):
    """A pairing or a person in a step; `look` is a CSS class."""

    link: Link
    days: str
    look: str


class StepMembers(NamedTuple):
    """Those in a step, by name."""

    id: str
    title: str
    limit: str
    waiters: list[Waiter]


def strip(view: View) -> Strip:
    """Return the steps with their ages, in the order of the work."""
    steps = _by_step(view)
    longest = _longest(view.ages)
    rows = []
    for step, ages in steps.items():
        limit = _common_limit(ages)
        late = sum(age.late for age in ages)
        rows.append(
            StepRow(
                step,
                _title(step, view),
                len(ages),
                view.voice.phrase(say_n("{number} late", "{number} late", late)) if late else "",
                _limit(limit, view),
                chart.strip(
                    [chart.Dot(age.days, age.late) for age in ages],
                    limit,
                    longest,
                    _in_words(step, ages, view),
                ),
            )
        )
    return Strip(chart.days_scale(longest), rows)


def members(view: View) -> list[StepMembers]:
    """Return everyone in a step, by name, with their days."""
    return [
        StepMembers(
            step,
            _title(step, view),
            _limit(_common_limit(ages), view),
            sorted(
                (_waiter(age, view) for age in ages),
                key=lambda waiter: (alphabet.order(waiter.link.name), waiter.link.href),
            ),
        )
        for step, ages in _by_step(view).items()
    ]


def _waiter(age: Age, view: View) -> Waiter:
    if age.pairing is None:
        href, name = f"../people/{age.participant}.html", view.voice.person(age.participant)
    else:
        href = f"../pairings/{age.pairing}.html"
        name = view.pair(view.snapshot.pairings[age.pairing])
    days = view.voice.phrase(say_n("{number} day", "{number} days", age.days))
    if age.late:
        days += f", {view.voice.phrase(say('late'))}"
    return Waiter(Link(href, name), days, "lateness" if age.late else "")


def _by_step(view: View) -> dict[str, list[Age]]:
    steps = {step: [age for age in view.ages if age.step == step] for step in STEPS}
    return {step: ages for step, ages in steps.items() if ages}


def _longest(ages: list[Age]) -> int:
    """Return the last day of the scale: that of the oldest or the longest limit, at most 98."""
    limits = [age.limit for age in ages if age.limit is not None]
    return min(max([age.days for age in ages] + limits, default=1), _LAST)


def _common_limit(ages: list[Age]) -> int | None:
    """Return the limit of all in a step, or None where they have none, or not the same."""
    limits = {age.limit for age in ages}
    return limits.pop() if len(limits) == 1 else None


def _limit(limit: int | None, view: View) -> str:
    if limit is None:
        return ""
    return view.voice.phrase(
        say_n("the limit is {number} day", "the limit is {number} days", limit)
    )


def _title(step: str, view: View) -> str:
    return view.voice(_TITLES.get(step) or titles.STAGES[step])


def _in_words(step: str, ages: list[Age], view: View) -> str:
    """Return how many are in a step, and each one's days."""
    days = sorted(age.days for age in ages)
    listed = ", ".join(str(day) for day in days)
    if len(days) > _MANY:
        listed = f"{days[0]}–{days[-1]}"
    return view.voice(
        say(
            "{step}, days so far: {days}.",
            step=_TITLES.get(step) or titles.STAGES[step],
            days=Text.same(listed),
        )
    )


_LAST = 98
"""The last day of a scale of ages: 14 weeks, twice the longest rhythm that is usual."""
_MANY = 30
"""So many ages are summed up in words by the least and the greatest."""
