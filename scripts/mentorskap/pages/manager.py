"""The manager's site: a Monday page, the pairings, the mentors, those who wait, the numbers, and a page for each.

Everything is computed here and placed by templates, which escape whatever comes from a file. Fields
of people are taken by the schemas' `x-audience`, never because they happen to be there.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from mentorskap.files.records import areas_by_name, pairing_file, participant_file
from mentorskap.letters.drafts import body, draft, language
from mentorskap.model import calendar, deadlines, kpi, retention, waiting
from mentorskap.model.deadlines import ATTENTION, UPCOMING
from mentorskap.model.lifecycle import CLOSED, STAGES, held
from mentorskap.model.snapshot import Snapshot
from mentorskap.pages import chart
from mentorskap.report import phrases, reasons
from mentorskap.words import titles
from mentorskap.words.fields import parts, visible
from mentorskap.words.sentence import Code, Day, Given, Pair, Person, Text, say, say_n
from mentorskap.words.voice import in_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from mentorskap.files.records import Pairing, Participant
    from mentorskap.matching.suggestion import Fit, Shortlist, Waiting
    from mentorskap.model.deadlines import Item
    from mentorskap.model.kpi import Kpi
    from mentorskap.rules.check import Report
    from mentorskap.words.sentence import Sentence
    from mentorskap.words.voice import Voice

    Pages = Iterator[tuple[str, str]]

HANDFUL = 7
"""How many lines the Monday page shows before it folds the rest away."""
_MONTHS_BACK = 12
_BY_AREAS = frozenset({"mentor_contribution", "development_areas", "challenges"})
"""Considerations that are told together, by what is offered and what is missing."""


class Material(NamedTuple):
    """What the pages are made of, besides the snapshot."""

    report: Report
    waiting: Callable[[], Waiting]
    """Who could be asked for those who wait, found when it is asked for."""
    voices: Mapping[str, Voice]
    """A voice for each language that a letter may be written in."""
    language: str
    documents: Mapping[str, Any]
    """The data of each file that has been read, by path."""
    schemas: Mapping[str, Mapping[str, Any]]
    template: Callable[[str], str]
    """The text of a template by its name."""


def manager_site(snapshot: Snapshot, material: Material) -> tuple[Pages, Pages]:
    """Return path and Markdown of each page of the manager's site, in two parts that share no page and cost about the same to make.

    The same repository and day give the same bytes.
    """
    from jinja2 import Environment, FunctionLoader, StrictUndefined
    from markupsafe import Markup

    class Place(Environment):
        """Looks into a mapping first: what is placed are mappings, and there are many."""

        def getattr(self, obj: Any, attribute: str) -> Any:
            return (
                obj[attribute]
                if obj.__class__ is dict and attribute in obj
                else super().getattr(obj, attribute)
            )

    environment = Place(
        autoescape=True,
        loader=FunctionLoader(material.template),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.filters["in_markdown"] = lambda text: Markup(in_markdown(text))  # noqa: S704 - that is what makes it safe
    site = _Site(snapshot, material)

    def placed(pages: Iterator[tuple[str, str, dict[str, Any]]]) -> Pages:
        return (
            (
                path,
                environment.get_template(f"pages/templates/{name}.md.j2").render(
                    page=page, words=site.words
                ),
            )
            for path, name, page in pages
        )

    return placed(_pages(site)), placed(_people(site))


def _pages(site: _Site) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield the path, template and contents of each page but those of people; one at a time, for there may be thousands."""
    yield "index.md", "monday", site.monday()
    yield "pairings.md", "pairings", site.pairings()
    yield "mentors.md", "mentors", site.mentors()
    yield "numbers.md", "numbers", site.numbers()
    yield "purging.md", "purging", site.purging()
    for id_ in site.snapshot.pairings:
        yield f"pairings/{id_}.md", "pairing", site.pairing(id_)


def _people(site: _Site) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield in the same way the pages of people: of those who wait, and of each."""
    yield "waiting.md", "waiting", site.waiting()
    for id_ in site.snapshot.participants:
        yield f"people/{id_}.md", "person", site.person(id_)


class _Site:
    """The contents of each page, in the manager's language."""

    def __init__(self, snapshot: Snapshot, material: Material) -> None:
        self.snapshot = snapshot
        self.material = material
        self.voice = material.voices[material.language]
        self.due = deadlines.due(snapshot)
        self.lines = [self._line(item) for item in self.due]
        # By pairing, and by person where there is no pairing: each thing due, and the line that
        # says it.
        self.due_by: dict[str, list[tuple[Item, dict[str, Any]]]] = {}
        for item, line in zip(self.due, self.lines, strict=True):
            self.due_by.setdefault(item.pairing or item.participant, []).append((item, line))
        self.rhythms = {id_: self._rhythm(pairing) for id_, pairing in snapshot.pairings.items()}
        self.named = cache(
            lambda key, value: phrases.named(key, value, snapshot, self.voice)
        )  # the same days and areas return
        self.shown = parts(
            material.schemas["participant"],
            frozenset({"manager", "pair", "all"}),
            material.language,
        )
        self.kept = retention.kept(snapshot)
        self.words = {key: self.voice(sentence) for key, sentence in _WORDS.items()}
        self.words["as_of"] = self.voice(phrases.as_of(snapshot))

    # The Monday page.

    def monday(self) -> dict[str, Any]:
        now = [item for item in self.due if item.status != UPCOMING]
        lines = [
            line for item, line in zip(self.due, self.lines, strict=True) if item.status != UPCOMING
        ]
        errors = self.material.report.count("error")
        return {
            "quiet": (
                self.voice(phrases.overdue_summary(now, self.snapshot.reading.unread))
                if not now and not self.kept
                else ""
            ),
            "purging": (
                self.voice(
                    say_n(
                        "{number} person's files are to be purged, or will be within {days} days.",
                        "{number} people's files are to be purged, or will be within {days} days.",
                        len(self.kept),
                        days=retention.AHEAD,
                    )
                )
                if self.kept
                else ""
            ),
            "first": lines[:HANDFUL],
            "rest": lines[HANDFUL:],
            "rest_title": self.voice(
                say_n("{number} more", "{number} more", max(0, len(now) - HANDFUL))
            ),
            "soon": [
                line
                for item, line in zip(self.due, self.lines, strict=True)
                if item.status == UPCOMING
            ],
            "trouble": (
                self.voice(
                    say_n(
                        "{number} error stands in the files.",
                        "{number} errors stand in the files.",
                        errors,
                    )
                )
                if errors
                else ""
            ),
            "unread": [*self.snapshot.reading.unread],
            "unread_title": (
                self.voice(phrases.unread(self.snapshot.reading.unread))
                if self.snapshot.reading.unread
                else ""
            ),
            "checked": self.voice(
                say(
                    "Checked {day}: {pairings} pairings, {participants} participants.",
                    day=Day(self.snapshot.today),
                    pairings=self.material.report.pairings,
                    participants=self.material.report.participants,
                )
            ),
        }

    def _line(self, item: Item) -> dict[str, Any]:
        pairing = None if item.pairing is None else self.snapshot.pairings[item.pairing]
        about = (
            say("{person}", person=Person(item.participant))
            if pairing is None
            else say("{pair}", pair=Pair(pairing.mentee, pairing.mentor))
        )
        when = phrases.when(item, self.snapshot.today, self.voice)
        return {
            "look": {ATTENTION: "attention", UPCOMING: ""}.get(item.status, "late"),
            "who": self.voice.phrase(about),
            "href": (
                f"people/{item.participant}.html"
                if pairing is None
                else f"pairings/{pairing.id}.html"
            ),
            "why": self.voice(item.message),
            "when": when[:1].upper() + when[1:],
            "act": self.voice(
                titles.ACTS[item.kind]._replace(values={"person": Person(item.participant)})
            ),
            "draft": self._draft(item),
        }

    def _draft(self, item: Item) -> dict[str, str] | None:
        text = draft(item, self.snapshot)
        person = None if text is None else self.snapshot.participants.get(text.to)
        if text is None or person is None:
            return None
        chosen = language(person, self.snapshot, self.material.voices)
        voice = self.material.voices[chosen]
        words = body(text, self.snapshot, voice, self.material.template)
        return {
            "language": chosen,
            "subject": voice(text.subject),
            "body": words,
            "to": person.email or "",
        }

    # The pairings.

    def pairings(self) -> dict[str, Any]:
        ids = sorted(
            self.snapshot.pairings, key=lambda id_: (_rank(self.snapshot.stages[id_].name), id_)
        )
        cohorts = [
            {"id": cohort.id, "name": self._cohort(cohort.id)}
            for cohort in self.snapshot.cohorts.values()
        ]
        stages = [
            {"id": stage, "name": self.voice(titles.STAGES[stage])}
            for stage in STAGES
            if any(found.name == stage for found in self.snapshot.stages.values())
        ]
        return {
            "rows": [self._row(id_, number) for number, id_ in enumerate(ids)],
            "cohorts": cohorts,
            "stages": stages,
        }

    def _row(self, id_: str, number: int) -> dict[str, Any]:
        pairing, stage = self.snapshot.pairings[id_], self.snapshot.stages[id_]
        meetings = held(pairing, self.snapshot.today)
        item = next((item for item, _ in self.due_by.get(id_, ()) if item.status != UPCOMING), None)
        return {
            "href": f"pairings/{id_}.html",
            "who": self.voice.phrase(say("{pair}", pair=Pair(pairing.mentee, pairing.mentor))),
            "cohort": pairing.cohort,
            "stage": stage.name,
            "stage_name": self.voice.phrase(titles.STAGES[stage.name]),
            "order": _rank(stage.name),
            "look": (
                "active"
                if stage.name == "active"
                else "paused"
                if stage.name == "paused"
                else "closed"
                if stage.closed
                else ""
            ),
            "last": meetings[-1].isoformat() if meetings else "",
            "last_name": self.voice.day(meetings[-1]) if meetings else "–",
            "next": self._next(pairing),
            "late": (
                ""
                if item is None
                else (
                    f"{self.voice.phrase(titles.KINDS[item.kind])},"
                    f" {phrases.when(item, self.snapshot.today, self.voice)}"
                )
            ),
            "chart": chart.rhythm(self.rhythms[id_], number),
        }

    def _next(self, pairing: Pairing) -> dict[str, str]:
        booked = min(
            (meeting.on for meeting in self.snapshot.booked(pairing)),
            default=None,
        )
        return {
            "sort": "" if booked is None else booked.isoformat(),
            "name": "–" if booked is None else self.voice.day(booked),
        }

    def _rhythm(self, pairing: Pairing) -> chart.Rhythm:
        """Return the picture of a pairing: its meetings, its rests, and the window in which the next one is wanted."""
        today, limits = self.snapshot.today, self.snapshot.limits
        cohort = self.snapshot.cohorts.get(pairing.cohort)
        start = cohort.starts if cohort else today - timedelta(days=180)
        end = max(self.snapshot.last_day(pairing) or today, today)
        late = any(
            item.kind in {"next-meeting", "first-meeting"} and item.status != UPCOMING
            for item, _ in self.due_by.get(pairing.id, ())
        )
        meetings = held(pairing, today)
        signs = {"held": "held", "planned": "planned", "no-show": "missed", "cancelled": "missed"}
        marks = [
            chart.Mark(meeting.on, signs[meeting.outcome])
            for meeting in pairing.meetings
            if meeting.outcome in signs
        ]
        spans = [
            chart.Span(rest.start, rest.until, "break")
            for rest in (cohort.breaks if cohort else ())
        ]
        spans += [
            chart.Span(pause.start, pause.until or today, "pause")
            for pause in pairing.pauses
            if pause.until is not None or pause.start <= today
        ]
        if meetings and self.snapshot.stages[pairing.id].name == "active":
            rests = self.snapshot.rests(pairing)
            opens, closes = (calendar.due(meetings[-1], days, rests) for days in limits.rhythm)
            spans.append(chart.Span(opens, closes, "window"))
        if late:
            marks.append(chart.Mark(today, "late"))
        return chart.Rhythm(
            self.voice.phrase(say("{pair}", pair=Pair(pairing.mentee, pairing.mentor))),
            self._rhythm_in_words(pairing, meetings, late=late),
            start,
            end,
            today,
            tuple(sorted(marks)),
            tuple(sorted(spans)),
        )

    def _rhythm_in_words(self, pairing: Pairing, meetings: list[date], *, late: bool) -> str:
        told = [self.voice(say_n("{number} meeting held", "{number} meetings held", len(meetings)))]
        if meetings:
            told.append(self.voice.phrase(say("the last on {day}", day=Day(meetings[-1]))))
        booked = [meeting.on for meeting in pairing.meetings if meeting.outcome == "planned"]
        if booked:
            told.append(self.voice.phrase(say("one planned for {day}", day=Day(max(booked)))))
        if late:
            told.append(self.voice.phrase(say("the next one is late")))
        return ", ".join(told) + "."

    def pairing(self, id_: str) -> dict[str, Any]:
        pairing, stage = self.snapshot.pairings[id_], self.snapshot.stages[id_]
        return {
            "title": self.voice.phrase(say("{pair}", pair=Pair(pairing.mentee, pairing.mentor))),
            "stage": self.voice(titles.STAGES[stage.name]) + phrases.since(stage, self.voice),
            "cohort": self._cohort(pairing.cohort),
            "people": [
                self._link(pairing.mentee, say("Mentee")),
                self._link(pairing.mentor, say("Mentor")),
            ],
            "chart": chart.rhythm(self.rhythms[id_], 0),
            "due": [line for _, line in self.due_by.get(id_, ())],
            "rationale": self.material.documents[pairing_file(id_)].get("rationale", ""),
            "history": [
                (self.voice.day(on), on.isoformat(), self.voice(what), on > self.snapshot.today)
                for on, what in sorted(_history(pairing), key=lambda fact: fact[0])
            ],
            "file": pairing_file(id_),
        }

    def _link(self, id_: str, role: Sentence) -> dict[str, str]:
        known = id_ in self.snapshot.participants
        return {
            "role": self.voice(role),
            "name": self.voice.person(id_),
            "href": f"../people/{id_}.html" if known else "",
        }

    def person(self, id_: str) -> dict[str, Any]:
        person = self.snapshot.participants[id_]
        own = [*self.snapshot.by_mentee.get(id_, ()), *self.snapshot.by_mentor.get(id_, ())]
        return {
            "title": person.name,
            "protected": person.protected,
            "roles": ", ".join(
                self.voice.phrase(role)
                for role, has in ((say("mentee"), person.mentee), (say("mentor"), person.mentor))
                if has is not None
            ),
            "fields": visible(
                self.shown,
                self.material.documents[participant_file(id_)],
                self.material.language,
                self.named,
            ),
            "pairings": [
                {
                    "href": f"../pairings/{pairing.id}.html",
                    "who": self.voice.phrase(
                        say("{pair}", pair=Pair(pairing.mentee, pairing.mentor))
                    ),
                    "stage": self.voice.phrase(
                        titles.STAGES[self.snapshot.stages[pairing.id].name]
                    ),
                }
                for pairing in own
            ],
            "due": [line for _, line in self.due_by.get(id_, ())],
            "file": participant_file(id_),
        }

    def _cohort(self, id_: str) -> str:
        cohort = self.snapshot.cohorts.get(id_)
        return id_ if cohort is None else cohort.name.spoken(self.material.language)

    # Mentors, and those who wait.

    def mentors(self) -> dict[str, Any]:
        rows = []
        for person in self.snapshot.participants.values():
            if person.mentor is None:
                continue
            own = self.snapshot.by_mentor.get(person.id, [])
            live = [pairing for pairing in own if self.snapshot.live(pairing)]
            free = max(0, person.mentor.capacity - len(live))
            rows.append(
                {
                    "href": f"people/{person.id}.html",
                    "name": person.name,
                    "load": f"{len(live)}/{person.mentor.capacity}",
                    "free": free,
                    "mentees": [
                        {
                            "name": self.voice.person(pairing.mentee),
                            "href": f"pairings/{pairing.id}.html",
                        }
                        for pairing in live
                    ],
                    "rest": self._rest(person),
                    "asked": self._last_asked(own),
                    "areas": ", ".join(self.named("area", area) for area in person.mentor.offers),
                }
            )
        rows.sort(key=lambda row: (-int(str(row["free"])), str(row["name"]), str(row["href"])))
        return {"rows": rows}

    def _last_asked(self, own: list[Pairing]) -> dict[str, str]:
        last = max(
            (
                pairing.proposal.mentor_asked
                for pairing in own
                if pairing.proposal.mentor_asked is not None
            ),
            default=None,
        )
        return {
            "sort": "" if last is None else last.isoformat(),
            "name": "–" if last is None else self.voice.day(last),
        }

    def _rest(self, person: Participant) -> str:
        mentor, today = person.mentor, self.snapshot.today
        if mentor is None or mentor.capacity == 0:
            return self.voice(say("Rests"))
        if mentor.available_from is not None and mentor.available_from > today:
            return self.voice(say("From {day}", day=Day(mentor.available_from)))
        if mentor.available_until is not None and mentor.available_until < today:
            return self.voice(say("Until {day}, and no longer", day=Day(mentor.available_until)))
        return (
            ""
            if mentor.available_until is None
            else self.voice(say("Until {day}", day=Day(mentor.available_until)))
        )

    def waiting(self) -> dict[str, Any]:
        rows = []
        for person in self.snapshot.participants.values():
            mentee = person.mentee
            if mentee is None or any(
                obstacle.kind != waiting.NOT_INTERVIEWED
                for obstacle in waiting.obstacles(self.snapshot, person)
            ):
                continue
            own = [
                pairing
                for pairing in self.snapshot.by_mentee.get(person.id, ())
                if pairing.cohort == mentee.cohort
            ]
            stages = [self.snapshot.stages[pairing.id] for pairing in own]
            interviewed = (
                mentee.interview.on
                if mentee.interview is not None and mentee.interview.on <= self.snapshot.today
                else None
            )
            since = max(
                [stage.since for stage in stages if stage.since is not None],
                default=interviewed or mentee.admitted,
            )
            rows.append(
                {
                    "href": f"people/{person.id}.html",
                    "name": person.name,
                    "days": (self.snapshot.today - since).days,
                    "what": self.voice(
                        say("No interview yet")
                        if interviewed is None
                        else (
                            say("Interviewed, no mentor asked")
                            if not own
                            else (
                                say("Without a mentor again")
                                if any(stage.closed for stage in stages)
                                else say("A draft waits for you")
                            )
                        )
                    ),
                    "since": self.voice.day(since),
                    "since_sort": since.isoformat(),
                    "cohort": self._cohort(mentee.cohort),
                    "areas": (
                        []
                        if mentee.interview is None
                        else [
                            self.named("area", need.area)
                            for need in mentee.interview.mentor_contribution
                        ]
                    ),
                }
            )
        rows.sort(key=lambda row: (-int(str(row["days"])), row["name"], row["href"]))
        ids = [str(row["href"]).removeprefix("people/").removesuffix(".html") for row in rows]
        found = self.material.waiting()
        return {
            "rows": rows,
            "nobody": self.voice(say("Nobody waits for a mentor.")),
            "suggested": [
                self._shortlist(id_, found.shortlists[id_])
                for id_ in ids
                if id_ in found.shortlists
            ],
            "gaps": [reasons.described(gap, self.snapshot, self.voice) for gap in found.gaps],
        }

    def _shortlist(self, mentee: str, found: Shortlist) -> dict[str, Any]:
        left = found.left
        return {
            "name": self.voice.person(mentee),
            "href": f"people/{mentee}.html",
            "fits": [self._fit(mentee, fit) for fit in found.best],
            "more": (
                self.voice(
                    say_n(
                        "{number} more could be asked.", "{number} more could be asked.", found.more
                    )
                )
                if found.more
                else ""
            ),
            "command": f"mentorskap suggest {mentee}",
            "stopped": [] if left is None else list(reasons.stopping(left, self.voice)),
            "look_for": (
                []
                if left is None
                else [
                    (line.depth, line.text)
                    for line in reasons.look_for(left, self.snapshot, self.voice)
                ]
            ),
        }

    def _fit(self, mentee: str, fit: Fit) -> dict[str, Any]:
        names = [
            self.voice.phrase(part.because)
            for part in fit.parts
            if part.points and part.name not in _BY_AREAS
        ]
        given = (
            [
                self.voice(
                    say("Offers {areas}.", areas=areas_by_name(fit.given, self.snapshot.programme))
                )
            ]
            if fit.given
            else []
        )
        told = [*given, *(f"{name[:1].upper()}{name[1:]}." for name in names)]
        if not fit.parts:
            told = [
                self.voice(
                    say(
                        "{mentee} has asked for nothing that can be weighed, so every mentor fits"
                        " alike.",
                        mentee=Given(mentee),
                    )
                )
            ]
        return {
            "name": self.voice.person(fit.mentor),
            "href": f"people/{fit.mentor}.html",
            "score": self.voice.phrase(say("{score} of 100", score=fit.score)),
            "because": " ".join(told),
            "missing": (
                self.voice(
                    say(
                        "Missing: {areas}.",
                        areas=areas_by_name(fit.missing, self.snapshot.programme),
                    )
                )
                if fit.missing
                else ""
            ),
            "places": self.voice(
                say_n("{number} place left.", "{number} places left.", fit.places)
            ),
        }

    # Whose time has passed.

    def purging(self) -> dict[str, Any]:
        programme, today = self.snapshot.programme, self.snapshot.today
        times = None if programme is None else programme.retention
        rows = [
            {
                "href": f"people/{one.person}.html",
                "name": self.voice.person(one.person),
                "last": self.voice(say("Last day {day}.", day=Day(one.last))),
                "left": self.voice(_left((one.last - today).days)),
                "passed": one.last < today,
                "why": self.voice(
                    _CLOCKS[one.clock.key]._replace(values={"day": Day(one.clock.since)})
                ),
                "command": f"mentorskap person erase {one.person}",
            }
            for one in self.kept
        ]
        open_keys = () if times is None else retention.undecided(times)
        if times is None:
            quiet = self.voice(
                say("Nothing can be said of deadlines until programme.yml can be read.")
            )
        elif len(open_keys) == len(times):
            quiet = self.voice(say("No retention time is decided, so nobody can be listed."))
        else:
            quiet = self.voice(
                say_n(
                    "Nobody's time passes within {number} day.",
                    "Nobody's time passes within {number} days.",
                    retention.AHEAD,
                )
            )
        return {
            "rows": rows,
            "quiet": "" if rows else quiet,
            "times": [
                {
                    "name": self.voice(_TIMES[key]),
                    "key": f"retention › {key}",
                    "decided": months is not None,
                    "length": self.voice.phrase(
                        say("not decided")
                        if months is None
                        else say_n("{number} month", "{number} months", months)
                    ),
                }
                for key, months in ({} if times is None else times._asdict()).items()
            ],
            "undecided": (
                self.voice(
                    say(
                        "What is not decided you write in {file} under {key}, in whole months."
                        " Until then nobody is listed whose time depends on it.",
                        file=Code("programme.yml"),
                        key=Code("retention"),
                    )
                )
                if open_keys
                else ""
            ),
        }

    # The numbers.

    def numbers(self) -> dict[str, Any]:
        snapshot = self.snapshot
        now = kpi.all_kpis(snapshot)
        trend = {told.name: list[tuple[str, float | None]]() for told in now}
        shares = [
            measure for measure, told in zip(kpi.KPIS, now, strict=True) if not told.in_days
        ]  # days are not drawn
        for day in _month_ends(snapshot.today, _MONTHS_BACK):
            scope = kpi.Scope(
                snapshot if day == snapshot.today else Snapshot(snapshot.reading, day)
            )
            for told in (measure(scope) for measure in shares):
                trend[told.name].append((day.strftime("%Y-%m"), told.value))
        tables = [
            {
                "name": self.words["all_cohorts"],
                "rows": [self._number(measure, trend[measure.name]) for measure in now],
            }
        ]
        tables += [
            {
                "name": self._cohort(cohort),
                "rows": [self._number(measure, []) for measure in kpi.all_kpis(snapshot, cohort)],
            }
            for cohort in snapshot.cohorts
        ]
        return {"tables": tables, "stages": self._stage_bars(), "cadence": self._cadence_bars()}

    def _number(self, measure: Kpi, trend: list[tuple[str, float | None]]) -> dict[str, Any]:
        title = self.voice(titles.KPIS[measure.name])
        drawn = bool(trend) and not measure.in_days and any(value is not None for _, value in trend)
        described = self.voice(
            say(
                "Per cent, month by month: {months}.",
                months=Text.same(
                    ", ".join(
                        f"{month} {'–' if value is None else round(100 * value)}"
                        for month, value in trend
                    )
                ),
            )
        )
        return {
            "title": title,
            "meaning": self.voice(titles.KPI_MEANINGS[measure.name]),
            "value": phrases.value(measure, self.voice),
            "of": f"{measure.k}/{measure.n}",
            "kinds": phrases.kinds(measure, self.voice),
            "members": [
                {"title": self.voice(group), "people": [self._member(*one) for one in found]}
                for group, found in phrases.behind(measure)
                if found
            ],
            "trend": chart.line(title, described, trend, f"k{measure.name}") if drawn else "",
        }

    def _member(self, id_: str, after: str) -> tuple[str, str, str]:
        """Return one of those behind a number: a link, the pairing's or person's name, and what is said after it."""
        pairing = self.snapshot.pairings.get(id_)
        if pairing is None:
            return f"people/{id_}.html", self.voice.person(id_), after
        return f"pairings/{id_}.html", self.voice.pair(pairing.mentee, pairing.mentor), after

    def _stage_bars(self) -> str:
        counts = [
            (stage, sum(found.name == stage for found in self.snapshot.stages.values()))
            for stage in STAGES
        ]
        rows = [
            chart.Bar(self.voice.phrase(titles.STAGES[stage]), count)
            for stage, count in counts
            if count
        ]
        return chart.bars(
            self.words["stages"],
            ", ".join(f"{row.name} {row.value}" for row in rows),
            rows,
            "stages",
        )

    def _cadence_bars(self) -> str:
        """Return how many intervals between meetings are short, near, in rhythm, in its grace, and past it; the last are marked."""
        first, last = self.snapshot.limits.rhythm
        before, longest = max(1, first - 7), last + self.snapshot.limits.grace
        days = [
            interval
            for pairing, _ in kpi.Scope(self.snapshot).started
            for interval in kpi.intervals(self.snapshot, pairing)
        ]
        between = [
            (start, end, say("{first}–{last} days", first=start, last=end))
            for start, end in ((before, first - 1), (first, last), (last + 1, longest))
        ]
        bands = [
            (0, before - 1, say("less than {number} days", number=before)),
            *between,
            (longest + 1, 10_000, say("more than {number} days", number=longest)),
        ]
        rows = [
            chart.Bar(
                self.voice.phrase(name), sum(start <= day <= end for day in days), start > longest
            )
            for start, end, name in bands
            if start <= end
        ]
        return chart.bars(
            self.words["intervals"],
            ", ".join(f"{row.name}: {row.value}" for row in rows),
            rows,
            "cadence",
        )


def _rank(stage: str) -> int:
    """Return a stage's place in a list: what lives before what is closed, each in the order of life."""
    return STAGES.index(stage) + (len(STAGES) if stage in CLOSED else 0)


def _left(days: int) -> Sentence:
    if days == 0:
        return say("the last day is today")
    if days < 0:
        return say_n("passed {number} day ago", "passed {number} days ago", -days)
    return say_n("{number} day left", "{number} days left", days)


def _month_ends(today: date, count: int) -> list[date]:
    """Return the last days of the months before today's, and today, ascending."""
    days = [today]
    first = today.replace(day=1)
    for _ in range(count - 1):
        if first == date.min:
            break
        days.append(first - timedelta(days=1))
        first = days[-1].replace(day=1)
    return days[::-1]


def _history(pairing: Pairing) -> Iterator[tuple[date, Sentence]]:
    """Yield every dated fact of a pairing, in words."""
    asked, answer, informed, reaction = pairing.proposal
    if asked is not None:
        yield asked, say("The mentor was asked")
    if answer is not None:
        yield (
            answer.on,
            (
                say("The mentor said yes")
                if answer.answer == "accepted"
                else say("The mentor declined ({reason})", reason=Code(answer.reason or "–"))
            ),
        )
    if informed is not None:
        yield informed, say("The mentee was told")
    if reaction is not None:
        yield (
            reaction.on,
            (
                say("The mentee said yes")
                if reaction.answer == "accepted"
                else say("The mentee objected ({reason})", reason=Code(reaction.reason or "–"))
            ),
        )
    for meeting in pairing.meetings:
        yield meeting.on, _MEETINGS[meeting.outcome]
    for feedback, answers in (
        (pairing.mentee_feedback, _MENTEE_FEEDBACK),
        (pairing.mentor_feedback, _MENTOR_FEEDBACK),
    ):
        if feedback is not None:
            yield feedback.on, answers[feedback.answer]
    for contact in pairing.contacts:
        yield (
            contact.on,
            (
                say("Check-in with the mentee")
                if contact.side == "mentee"
                else say("Check-in with the mentor")
            ),
        )
    for pause in pairing.pauses:
        yield pause.start, say("Pause begins")
        if pause.until is not None:
            yield pause.until, say("Pause ends")
    if pairing.agreement is not None:
        yield pairing.agreement, say("The agreement was signed")
    if pairing.extended_until is not None:
        yield pairing.extended_until, say("Last day of the extension")
    if pairing.ended is not None:
        yield pairing.ended.on, say("Ended ({reason})", reason=Code(pairing.ended.reason))


_MEETINGS = {
    "held": say("Meeting held"),
    "planned": say("Meeting planned"),
    "moved": say("Meeting moved to another day"),
    "cancelled": say("Meeting cancelled"),
    "no-show": say("Meeting missed"),
}
_MENTEE_FEEDBACK = {
    "start": say("The mentee wants to begin"),
    "decline": say("The mentee does not want to begin"),
    "undecided": say("The mentee wants to meet once more"),
}
_MENTOR_FEEDBACK = {
    "start": say("The mentor wants to begin"),
    "decline": say("The mentor does not want to begin"),
    "undecided": say("The mentor wants to meet once more"),
}

_CLOCKS = {
    "ended": say("Took part until {day}."),
    "withdrawn": say("Withdrew on {day}."),
    "declined": say("Said no on {day}, and yes to nobody."),
}
_TIMES = {
    "ended": say("After the end of the cohort or the pairing"),
    "withdrawn": say("After a mentee has withdrawn"),
    "declined": say("After a mentor's no"),
}
"""What starts each clock of `retention`, of one person and in general."""

_WORDS = {
    "monday": say("Monday"),
    "monday_lead": say("What needs you today, gravest first."),
    "soon": say("The next two weeks"),
    "nothing_soon": say("Nothing is due in the next two weeks."),
    "draft": say("Draft"),
    "send": say("Open in the e-mail program"),
    "no_address": say("No address in the files: protected details."),
    "pairings": say("Pairings"),
    "pair": say("Pairing"),
    "stage": say("Stage"),
    "rhythm": say("Rhythm"),
    "last": say("Last meeting"),
    "next": say("Next booked"),
    "note": say("Note"),
    "search": say("Name"),
    "cohort": say("Cohort"),
    "all_cohorts": say("All cohorts"),
    "all_stages": say("All stages"),
    "legend": say(
        "Filled circle: held. Ring: planned. Cross: missed or cancelled. Triangle: late. Grey:"
        " break. Violet: pause. Green: the days in which the next meeting is wanted."
    ),
    "mentors": say("Mentors"),
    "mentors_lead": say("Those with most room first."),
    "mentor": say("Mentor"),
    "load": say("In use"),
    "free": say("Free"),
    "mentees": say("Mentees"),
    "rest": say("Available"),
    "asked": say("Last asked"),
    "areas": say("Areas"),
    "waiting": say("Mentees waiting"),
    "waiting_lead": say("Longest first."),
    "suggested": say("Who could be asked"),
    "suggested_lead": say(
        "At most three for each, those who fit best. The computer suggests; you decide, and ask the"
        " mentor first. The command tells all of it, with what a choice costs the others."
    ),
    "nobody_can": say("Nobody in the network can be asked today."),
    "stops": say("What stops each one"),
    "gaps": say("Who could we ask?"),
    "gaps_lead": say("Nobody with a place left offers this. Take it into the network."),
    "mentee": say("Mentee"),
    "days": say("Days"),
    "since": say("Since"),
    "what": say("What is missing"),
    "contribution": say("Mentor contribution"),
    "numbers": say("Numbers"),
    "numbers_lead": say("What they say of the programme, and who stands behind each."),
    "number": say("Number"),
    "value": say("Value"),
    "members": say("Who stands behind it"),
    "trend": say("Twelve months"),
    "stages": say("Pairings by stage"),
    "intervals": say("Days between meetings"),
    "history": say("What has happened"),
    "ahead": say("planned"),
    "due": say("What is due"),
    "nothing_due": say("Nothing is due."),
    "rationale": say("Rationale"),
    "purging": say("Purging"),
    "purging_lead": say(
        "Whose files are to be purged now or soon, the longest overdue first. The command shows"
        " what would be erased, changes nothing and says how to go on. The history must be cleared"
        " too: the handbook's page Routines tells how."
    ),
    "times": say("How long files are kept"),
    "file": say("File"),
    "details": say("Details"),
    "protected": say("Protected details: the name is an alias."),
}
