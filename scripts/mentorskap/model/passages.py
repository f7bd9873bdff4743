"""What the handbook says of the programme: limits, dates, meetings, price, network and contact.

The words of both languages are here and not in the catalogue, because `check` compares pages in
both languages whatever language it speaks itself. A text from `programme.yml` is escaped for
Markdown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mentorskap.files.passages import filled
from mentorskap.files.records import Limits
from mentorskap.words.named import NamedTuple
from mentorskap.words.names import genitive

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from mentorskap.files.passages import MarkedPassage
    from mentorskap.files.records import Cohort, Manager, Programme


class _Wording(NamedTuple):
    """A language's words for what passages say. Numbers are in words up to twelve."""

    numbers: tuple[str, ...]
    months: tuple[str, ...]
    day: tuple[str, str, str]
    """A day, days, of days."""
    week: tuple[str, str, str]
    people: tuple[str, str]
    apart: str
    to: str
    breaks: tuple[str, str]
    meetings: str
    only_number: str
    only_minutes: str
    no_meetings: str
    no_price: str
    no_cohort: str
    manager: str
    phone: str
    or_: str
    ask: str
    network: str
    """Whose network the mentors come from, where no name is written."""


_SV = _Wording(
    ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"),
    (
        *("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september"),
        *("oktober", "november", "december"),
    ),
    ("en dag", "dagar", "dagars"),
    ("en vecka", "veckor", "veckors"),
    ("en person", "personer"),
    "{span} mellanrum",
    "till",
    ("Uppehåll: {days}.", " och "),
    "{number} möten på {minutes} minuter.",
    "{number} möten. Deras längd är inte bestämd än; fråga {manager}.",
    "Ett möte är {minutes} minuter. Antalet är inte bestämt än; fråga {manager}.",
    "Antalet möten och deras längd är inte bestämda än. Fråga {manager}.",
    "Priset, och vem som betalar, är inte bestämt än. Fråga {manager}.",
    "När nästa omgång börjar och slutar är inte bestämt än. Fråga {manager}.",
    "programansvarig",
    "telefon {phone}",
    " eller ",
    "Undrar du något?",
    "programmets",
)
_EN = _Wording(
    (
        *("no", "a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
        *("eleven", "twelve"),
    ),
    (
        *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
        *("October", "November", "December"),
    ),
    ("a day", "days", "days"),
    ("a week", "weeks", "weeks"),
    ("one person", "people"),
    "every {span}",
    "to",
    ("Breaks: {days}.", " and "),
    "{number} meetings of {minutes} minutes.",
    "{number} meetings. Their length has not been decided yet; ask {manager}.",
    "A meeting is {minutes} minutes. Their number has not been decided yet; ask {manager}.",
    "The number and length of meetings have not been decided yet. Ask {manager}.",
    "The price, and who pays, has not been decided yet. Ask {manager}.",
    "When the next cohort begins and ends has not been decided yet. Ask {manager}.",
    "programme manager",
    "phone {phone}",
    " or ",
    "Any questions?",
    "the programme's",
)
_LANGUAGES = {"sv": _SV, "en": _EN}
_ORDINALS = (
    *("", "", "", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde", "nionde", "tionde"),
    *("elfte", "tolfte"),
)


def _every_sv(first: int, last: int, *, weeks: bool) -> str:
    """Return "var femte till sjätte vecka", "varannan vecka" or "var 22:a till 29:e dag"."""

    def one(number: int) -> str:
        if number < len(_ORDINALS) and weeks:
            return _ORDINALS[number]
        return f"{number}:{'a' if number % 10 in {1, 2} and number % 100 not in {11, 12} else 'e'}"

    def whole(number: int) -> str:
        return {1: "varje", 2: "varannan"}.get(number) or f"var {one(number)}"

    unit = "vecka" if weeks else "dag"
    if first == last:
        return f"{whole(first)} {unit}"
    return f"{whole(first)} till {one(last) if first > 2 else whole(last)} {unit}"


def _every_en(first: int, last: int, *, weeks: bool) -> str:
    """Return "every five to six weeks", "every week" or "every 22–29 days"."""
    unit = "week" if weeks else "day"
    if first == last:
        return f"every {unit}" if first == 1 else f"every {first} {unit}s"
    names = _EN.numbers
    if weeks and first > 1 and last < len(names):
        return f"every {names[first]} to {names[last]} weeks"
    return f"every {first}–{last} {unit}s"


_EVERY = {"sv": _every_sv, "en": _every_en}


class _Said:
    """A programme on a day, in one language."""

    def __init__(self, programme: Programme, today: date, language: str) -> None:
        self.programme = programme
        self.today = today
        self.language = language
        self.words = _LANGUAGES[language]

    def number(self, number: int) -> str:
        """Return a number of things: in words up to twelve."""
        return self.words.numbers[number] if number < len(self.words.numbers) else str(number)

    def span(self, days: int, form: str) -> str:
        """Return a number of days: in weeks where they are whole, unless days are asked for."""
        weeks = days % 7 == 0 and days > 0 and form != "days"
        unit = self.words.week if weeks else self.words.day
        number = days // 7 if weeks else days
        return unit[0] if number == 1 else f"{self.number(number)} {unit[1]}"

    def rhythm(self, form: str) -> str:
        """Return the usual time between two meetings, from the shortest to the longest."""
        shortest, longest = self.programme.limits.rhythm
        weeks = shortest % 7 == 0 and longest % 7 == 0
        unit = self.words.week if weeks else self.words.day
        first, last = (shortest // 7, longest // 7) if weeks else (shortest, longest)
        figures = f"{first}" if first == last else f"{first}–{last}"
        if form == "every":
            return _EVERY[self.language](first, last, weeks=weeks)
        if form == "longest":
            return f"{longest}"
        if form == "apart":
            return self.words.apart.format(span=f"{figures} {unit[2]}")
        if form == "words":
            both = f"{self.number(first)} {self.words.to} {self.number(last)}"
            figures = self.number(first) if first == last else both
        return f"{figures} {unit[1]}"

    def late(self, form: str) -> str:
        """Return the time after which a meeting is late."""
        days = self.programme.limits.rhythm[1] + self.programme.limits.grace
        if form == "words":
            return self.span(days, "")
        return f"{days} {self.words.day[1]}" if days % 7 else f"{days // 7} {self.words.week[1]}"

    def limit(self, name: str, form: str) -> str | None:
        """Return a limit of the programme in words, or None if there is no such limit."""
        if name == "rhythm":
            return self.rhythm(form)
        days = getattr(self.programme.limits, name) if name in Limits._fields else None
        if days is None:
            return None
        if name == "smallest_group":
            return (
                self.words.people[0] if days == 1 else f"{self.number(days)} {self.words.people[1]}"
            )
        if form == "every":
            return _EVERY[self.language](days, days, weeks=False)
        if form == "longest":
            return f"{days}"
        return self.span(days, form)

    def days(self, first: date, last: date) -> str:
        """Return the first and last day of a time, with the year once if they share it."""
        months = self.words.months
        year = "" if first.year == last.year else f" {first.year}"
        return (
            f"{first.day} {months[first.month - 1]}{year} –"
            f" {last.day} {months[last.month - 1]} {last.year}"
        )

    def names(self) -> str:
        """Return whom to ask."""
        return self.words.or_.join(escaped(manager.name) for manager in self.programme.managers)

    def cohorts(self, _: str) -> str:
        """Return first and last day of each cohort that is not over, and its breaks."""
        lines = [
            self.cohort(cohort)
            for cohort in sorted(self.programme.cohorts, key=lambda cohort: cohort.starts)
            if cohort.ends >= self.today
        ]
        if not lines:
            return _block(self.words.no_cohort.format(manager=self.names()))
        return _block("\n".join(lines))

    def cohort(self, cohort: Cohort) -> str:
        """Return a cohort's days as a line of a list."""
        name = escaped(cohort.name.spoken(self.language))
        line = f"- **{name}:** {self.days(cohort.starts, cohort.ends)}."
        if cohort.breaks:
            pattern, joint = self.words.breaks
            days = joint.join(self.days(rest.start, rest.until) for rest in cohort.breaks)
            line += f" {pattern.format(days=days)}"
        return line

    def meetings(self, _: str) -> str:
        """Return how many meetings a pairing is meant to have, and their length."""
        number, minutes = self.programme.meetings
        words = self.words
        if number and minutes:
            pattern = words.meetings
        elif number or minutes:
            pattern = words.only_number if number else words.only_minutes
        else:
            pattern = words.no_meetings
        return pattern.format(
            number=_capital(self.number(number)) if number else "",
            minutes=minutes,
            manager=self.names(),
        )

    def price(self, _: str) -> str:
        """Return what it costs to take part."""
        price = self.programme.price
        if price is None:
            return self.words.no_price.format(manager=self.names())
        return escaped(price.spoken(self.language))

    def network(self, _: str) -> str:
        """Return whose network the mentors come from."""
        name = self.programme.network
        return self.words.network if name is None else escaped(genitive(name, self.language))

    def contact(self, form: str) -> str:
        """Return how to reach each programme manager: as lines, or `short` in the middle of one."""
        if form == "short":
            return self.words.or_.join(map(self.reached, self.programme.managers))
        several = len(self.programme.managers) > 1
        return _block(
            "\n".join(
                f"{'- ' if several else ''}{self.introduced(manager)}"
                for manager in self.programme.managers
            )
        )

    def reached(self, manager: Manager) -> str:
        """Return a manager's name, phone and address."""
        return ", ".join(
            part
            for part in (
                escaped(manager.name),
                "" if manager.phone is None else _phone(manager.phone),
                _mail(manager.email),
            )
            if part
        )

    def introduced(self, manager: Manager) -> str:
        """Return who a manager is and how and when to reach them, as a paragraph."""
        ways = [_mail(manager.email)]
        if manager.phone is not None:
            ways.insert(0, self.words.phone.format(phone=_phone(manager.phone)))
        cohorts = [
            escaped(cohort.name.spoken(self.language))
            for cohort in self.programme.cohorts
            if cohort.manager == manager.id and manager.id and cohort.ends >= self.today
        ]
        whose = f" ({', '.join(cohorts)})" if cohorts else ""
        hours = "" if manager.hours is None else f" {escaped(manager.hours.spoken(self.language))}"
        line = f"**{escaped(manager.name)}**, {self.words.manager}{whose}: {', '.join(ways)}."
        return f"{line}{hours}"


_SETTINGS: Mapping[str, Callable[[_Said, str], str]] = {
    "cohorts": _Said.cohorts,
    "contact": _Said.contact,
    "late": _Said.late,
    "meetings": _Said.meetings,
    "network": _Said.network,
    "price": _Said.price,
}


_INSIDE = frozenset({"network"})
"""Settings that never begin a sentence: a capital letter there is a name's."""


def words(key: str, form: str, programme: Programme, today: date, language: str) -> str | None:
    """Return what a passage is to say, in Markdown, or None if there is no such setting."""
    texts = _Said(programme, today, language)
    if key.startswith("limits."):
        return texts.limit(key.removeprefix("limits."), form)
    setting = _SETTINGS.get(key)
    return None if setting is None else setting(texts, form)


def page(path: str, text: str, programme: Programme | None, today: date) -> str:
    """Return a page with its passages as `programme.yml` says, if that file can be read."""
    if programme is None:
        return text
    return filled(path, text, lambda passage: expected(passage, programme, today))


def expected(passage: MarkedPassage, programme: Programme, today: date) -> str | None:
    """Return what a passage is to say, with a capital letter where it has one now, or None."""
    wording = words(passage.key, passage.form, programme, today, passage.language)
    if wording is None:
        return None
    inside = passage.key in _INSIDE
    return _capital(wording) if passage.words[:1].isupper() and not inside else wording


def foot(programme: Programme, today: date, language: str) -> str:
    """Return how to reach the programme managers, as HTML for the foot of a page."""
    texts = _Said(programme, today, language)
    reached = texts.words.or_.join(map(_in_html, programme.managers))
    return f"{texts.words.ask} {reached}"


def is_undecided(key: str, programme: Programme) -> bool:
    """Say whether a setting that a passage names has no value in `programme.yml` yet."""
    match key:
        case "price":
            return programme.price is None
        case "meetings":
            return None in programme.meetings
        case "contact":
            return any(manager.phone is None for manager in programme.managers)
        case _:
            return False


def escaped(text: str) -> str:
    """Return a text so that Markdown reads nothing into it, readable as it is."""
    text = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_\[\]{}#|!~])", r"\\\1", text)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _block(text: str) -> str:
    """Return lines that stand apart from the comments around them."""
    return f"\n\n{text}\n\n"


def _in_html(manager: Manager) -> str:
    import html  # only pages that say how to reach the manager need it

    name, mail = html.escape(manager.name), html.escape(manager.email)
    ways = [f'<a href="mailto:{mail}">{mail}</a>']
    if manager.phone is not None:
        number = html.escape(manager.phone)
        ways.insert(0, f'<a href="tel:{_dialled(manager.phone)}">{number}</a>')
    return ", ".join([name, *ways])


def _dialled(phone: str) -> str:
    return re.sub(r"[^0-9+]", "", phone)


def _mail(address: str) -> str:
    return f"[{escaped(address)}](mailto:{address})"


def _phone(phone: str) -> str:
    return f"[{escaped(phone)}](tel:{_dialled(phone)})"
