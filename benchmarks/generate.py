"""Write an invented mentor programme of a given size: the same bytes each time, no findings.

`python benchmarks/generate.py S|M|L DIR`. Everyone in it is invented, addresses end in `.example`,
and phone numbers begin with a zero after the area code, as no telephone does. The programme is told
as of 2026-11-23.
"""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from hashlib import blake2b
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TODAY = date(2026, 11, 23)
SIZES = {"S": 60, "M": 2_000, "L": 20_000}
"""Participants; there is one pairing to every two."""

PROGRAMME = """\
# Ett påhittat program att mäta tiden på.
name: {sv: Mentorskap på prov, en: Mentoring on trial}
timezone: Europe/Stockholm
manager: {name: Karin Berg, email: karin.berg@effect.example}
retention: {ended: 12, withdrawn: 3, declined: 12}
areas:
  - {id: change, sv: Förändringsledning, en: Leading change}
  - {id: delegation, sv: Delegering och förtroende, en: Delegation and trust}
  - {id: difficult-talks, sv: Svåra samtal, en: Difficult conversations}
  - {id: new-role, sv: Ny som chef, en: New as a leader}
  - {id: leading-leaders, sv: Att leda andra chefer, en: Leading other leaders}
  - {id: leadership-team, sv: Ledningsgruppens arbete, en: Working in a leadership team}
  - {id: strategy, sv: Strategi och vägval, en: Strategy and choices}
  - {id: finance, sv: Ekonomi och styrning, en: Finance and control}
cohorts:
  - id: 2025-var
    name: {sv: Våren 2025, en: Spring 2025}
    starts: 2025-03-03
    ends: 2026-02-27
    breaks:
      - {from: 2025-07-01, until: 2025-08-15}
      - {from: 2025-12-22, until: 2026-01-06}
  - id: 2026-var
    name: {sv: Våren 2026, en: Spring 2026}
    starts: 2026-03-02
    ends: 2027-02-26
    breaks:
      - {from: 2026-07-01, until: 2026-08-15}
      - {from: 2026-12-21, until: 2027-01-06}
"""
AREAS = (
    "change",
    "delegation",
    "difficult-talks",
    "new-role",
    "leading-leaders",
    "leadership-team",
    "strategy",
    "finance",
)
BREAKS = (
    (date(2025, 7, 1), date(2025, 8, 15)),
    (date(2025, 12, 22), date(2026, 1, 6)),
    (date(2026, 7, 1), date(2026, 8, 15)),
    (date(2026, 12, 21), date(2027, 1, 6)),
)
CLOSED, RUNNING = "2025-var", "2026-var"
STARTS = {CLOSED: date(2025, 3, 3), RUNNING: date(2026, 3, 2)}
LAST_MEETING_OF_THE_CLOSED = date(2026, 2, 20)


def _each(words: str) -> tuple[str, ...]:
    return tuple(words.split())


GIVEN = _each(
    "Agneta Ahmed Aino Albin Alma Amina Anders Anja Arvid Asta Axel Aylin Birgit Bodil Börje"
    " Camilla Dalia Dragan Ebba Edvin Eino Elif Elin Emil Esther Fatima Filip Frej Gabriella Greta"
    " Göran Hanna Hedda Henrik Hilda Hodan Ida Ingemar Irma Ivar Jasmin Jens Jorma Julia Kalle"
    " Karim Katja Kerstin Klas Lamin Lena Lotta Lova Love Maja Malik Margit Marja Mikael Milena Moa"
    " Naima Nora Oskar Otto Pekka Pia Ragnar Rania Reza Ronja Rut Sanna Sigrid Siv Solveig Stig"
    " Svea Teodor Thu Tova Ulf Urban Valter Vera Vidar Yngve Yusuf Zainab Zoran Åke Åsa Örjan"
)
FAMILY_BEGINS = _each(
    "Alm Asp Berg Björk Blom Boden Dal Eke Fager Falk Fors Grön Hag Hall Hammar Hed Holm Kull Lager"
    " Lax Ljung Lund Lö Malm Mo Nord Ny Näs Ost Palm Quar Ros Sand Sjö Skog Sol Sten Ström Sund"
    " Svan Säter Tall Torn Ug Vall Vester Vik Åker Äng Öster"
)
FAMILY_ENDS = _each(
    "bäck borg by dahl ed fors gren gård hed helm hult kvist land lid ling man mark mo ros stad"
    " stam strand ström torp vall vik"
)
TRADES = _each(
    "Energi Papper Bygg Bruk Fastigheter Nät Transport Verkstad Livs Hamn Data Skogar Vatten Mekan"
    " Textil Apotek Resor Frö"
)
PLACES = _each(
    "Umeå Luleå Kiruna Sveg Falun Gävle Uppsala Örebro Västerås Lysekil Göteborg Borås Växjö Kalmar"
    " Visby Malmö Ystad Skövde"
)
TITLES = _each(
    "Avdelningschef Enhetschef Vd Affärsområdeschef Verksamhetschef Ekonomichef Projektledare"
    " Platschef Produktionschef It-chef"
)

SITUATIONS = (
    "Slår ihop {n} grupper",
    "Har {n} nya medarbetare",
    "Tog över en avdelning för {n} månader sedan",
    "Leder {n} chefer som alla är äldre än jag",
    "Flyttar verksamheten om {n} veckor",
    "Sitter i en ledningsgrupp med {n} stolar",
    "Har lagt om budgeten {n} gånger",
    "Ansvarar för {n} orter",
    "Har ärvt {n} projekt utan slut",
    "Går från {n} till dubbelt så många kunder",
)
TROUBLES = (
    "och säger ja till för mycket",
    "och läser allt innan det går ut",
    "men ingen vill ta första steget",
    "och skjuter upp det svåra samtalet",
    "men mötena handlar om annat",
    "och vet inte vad jag ska sluta göra",
    "men besluten fattas i korridoren",
    "och hinner aldrig tänka längre än till fredag",
    "men de bästa har börjat se sig om",
    "och blir den som löser allt själv",
)
HOPES = (
    ".",
    " ännu.",
    " fast jag ser det.",
    ", trots att vi har talat om det.",
    " sedan i våras.",
    " när det blir bråttom.",
    ", varje vecka.",
    " för ofta.",
)
LESSONS = (
    "Har stängt {n} kontor och talat med var och en",
    "Byggde upp en ledningsgrupp på {n} månader",
    "Lämnade ifrån mig {n} uppdrag och fick tid att leda",
    "Har anställt {n} chefer och ångrat två",
    "Var ny som chef på {n} ställen",
    "Har förhandlat med {n} ägare",
    "Vände en förlust på {n} kvartal",
    "Har delat en enhet i {n} delar",
)
MORALS = (
    "och minns priset.",
    "och skulle göra om det i dag.",
    "fast hälften hade räckt.",
    "och lärde mig fråga först.",
    "med ryggen fri och sömnen i behåll.",
    "men de svåra samtalen tog jag för sent.",
)
REASONS = (
    "har själv suttit i {n} sådana lägen och kan fråga utan att ta över.",
    "tog {n} år på sig att lära sig släppa taget och berättar gärna om det.",
    "har lett {n} förändringar och minns vad som gick fel.",
    "frågade i intervjun efter just det här, och har {n} års försprång.",
    "har haft {n} liknande chefer under sig. Olika branscher, samma knutar.",
)
COMMENTS = (
    "# Ringde den 3 mars, vill helst ha möten på förmiddagen.",
    "# Namnet är rättat i våras.",
    "# Svarar snabbast på e-post.",
)


def draw(below: int, *what: object) -> int:
    """Return a number from 0 to `below` - 1 that depends on `what` alone."""
    seed = "/".join(map(str, what)).encode()
    return int.from_bytes(blake2b(seed, digest_size=6).digest()) % below


def pick(options: Sequence[str], *what: object) -> str:
    """Return one of `options`, which depends on `what` alone."""
    return options[draw(len(options), *what)]


class Person(NamedTuple):
    """A participant by number: the mentees and the mentors of a programme are numbered together."""

    number: int

    @property
    def given(self) -> str:
        """The given name."""
        return GIVEN[self.number % len(GIVEN)]

    @property
    def family(self) -> str:
        """The family name, another for each bearer of the same given name."""
        turn = self.number // len(GIVEN) + 7 * (self.number % len(GIVEN))
        begins, ends = divmod(
            turn * 401 % (len(FAMILY_BEGINS) * len(FAMILY_ENDS)), len(FAMILY_ENDS)
        )
        return FAMILY_BEGINS[begins] + FAMILY_ENDS[ends]

    @property
    def id(self) -> str:
        """The given name and digits."""
        return f"{plain(self.given)}-{self.number // len(GIVEN):02d}"


class Pair(NamedTuple):
    """A pairing before it is written: who, the days they meet, and how it ended."""

    mentee: Person
    mentor: Person
    cohort: str
    held: list[date]
    planned: date | None
    ended: tuple[date, str] | None = None
    replaces: str | None = None

    @property
    def id(self) -> str:
        """The ids of the two."""
        return f"{self.mentee.id}--{self.mentor.id}"


def plain(text: str) -> str:
    """Return `text` in the small letters of an address."""
    return text.lower().replace(" ", "").translate(str.maketrans("åäö", "aao"))


def workday(day: date) -> date:
    """Return `day`, or the nearest earlier day that is neither weekend nor break."""
    while day.weekday() > 4 or any(first <= day <= last for first, last in BREAKS):
        day -= timedelta(1)
    return day


def days(number: int) -> timedelta:
    """Return that many days."""
    return timedelta(number)


def meetings_until(last: date, most: int, earliest: date, seed: object) -> list[date]:
    """Return days in rhythm, ascending, the last one on or just before `last`."""
    meetings = [workday(last)]
    while len(meetings) < most:
        before = workday(meetings[-1] - days(35 + draw(8, seed, len(meetings))))
        if before < earliest:
            break
        meetings.append(before)
    return meetings[::-1]


def sentence(patterns: Sequence[str], *what: object) -> str:
    """Return words of someone's own."""
    return pick(patterns, "words", *what).format(n=2 + draw(38, "n", *what))


def entry(**facts: object) -> str:
    """Return a mapping between braces; texts with a comma are quoted."""
    quoted = (
        (key.rstrip("_"), f'"{value}"' if "," in str(value) else value)
        for key, value in facts.items()
    )
    return "{" + ", ".join(f"{key}: {value}" for key, value in quoted) + "}"


def organisation(person: Person, *, of_mentors: bool, people: int) -> str:
    """Return where a person works; mentors and mentees work in different trades."""
    trades = TRADES[::2] if of_mentors else TRADES[1::2]
    towns = min(len(FAMILY_BEGINS), 8 + people // 20)
    town = draw(towns, "town", person.number)
    # No two towns are one letter apart: that would be noticed as one written in two ways.
    return (
        f"{FAMILY_BEGINS[town]}{FAMILY_ENDS[town % len(FAMILY_ENDS)]}"
        f" {pick(trades, 'trade', person.number)}"
    )


def head(person: Person, *, of_mentors: bool, people: int) -> Iterator[str]:
    """Yield what stands in every participant's file."""
    number = person.number
    work = organisation(person, of_mentors=of_mentors, people=people)
    if draw(12, "comment", number) == 0:
        yield pick(COMMENTS, "comment", number)
    yield f"name: {person.given} {person.family}"
    yield f"email: {plain(person.given)}.{plain(person.family)}@{plain(work)}.example"
    if draw(3, "phone", number) == 0:
        yield f"phone: +46 8 {number // 10_000:03d} {number // 100 % 100:02d} {number % 100:02d}"
    yield f"organisation: {work}"
    yield f"title: {pick(TITLES, 'title', number)}"
    yield f"place: {pick(PLACES, 'place', number)}"
    yield f"languages: {'[sv]' if draw(3, 'languages', number) else '[sv, en]'}"


def offers(person: Person) -> Iterator[str]:
    """Yield the role of a mentor."""
    number = person.number
    yield "mentor:"
    yield "  offers:"
    first = draw(len(AREAS), "area", number)
    for index in range(2 + draw(3, "offers", number)):
        words = (
            {}
            if index > draw(2, "offered", number)
            else {"words": f"{sentence(LESSONS, number, index)}, {pick(MORALS, number, index)}"}
        )
        yield f"    - {entry(area=AREAS[(first + 3 * index) % len(AREAS)], **words)}"
    yield f"  capacity: {capacity(person)}"
    if draw(8, "available", number) == 0:
        yield "  available: {from: 2025-01-07, until: 2027-06-30}"


def capacity(person: Person) -> int:
    """Return how many mentees a mentor has room for."""
    return 1 + draw(3, "capacity", person.number)


def needs(
    person: Person, cohort: str, interview: date, mentors: Sequence[Person], people: int
) -> Iterator[str]:
    """Yield the role of a mentee."""
    number = person.number
    yield "mentee:"
    yield f"  cohort: {cohort}"
    yield f"  admitted: {workday(interview - days(12 + draw(30, 'admitted', number)))}"
    yield "  interview:"
    yield f"    date: {interview}"
    first = draw(len(AREAS), "area", number)
    for turn, (key, most) in enumerate(
        (("challenges", 2), ("development_areas", 2), ("mentor_contribution", 2))
    ):
        yield f"    {key}:"
        for index in range(1 + draw(most, key, number)):
            words = {
                "words": (
                    f"{sentence(SITUATIONS, number, key, index)}"
                    f" {pick(TROUBLES, number, key, index)}{pick(HOPES, number, key, index)}"
                )
            }
            first_need = index == 0
            required = {"required": "true"} if key == "mentor_contribution" and first_need else {}
            own_words = words if turn < 2 and first_need else {}
            area = AREAS[(first + 2 * turn + index) % len(AREAS)]
            yield f"      - {entry(area=area, **required, **own_words)}"
    match draw(8, "wish", number):
        case 0:
            wished = mentors[draw(len(mentors), "wished", number)].id
            yield f"    wishes: {entry(mentor=wished, words='Vi har hört samma föredrag.')}"
        case 1 | 2:
            yield "    wishes: {words: Gärna någon utanför vår egen bransch.}"
        case 3:
            avoided = organisation(Person(number + 1), of_mentors=False, people=people)
            yield f"    wishes: {entry(avoid_organisations=f'[{avoided}]')}"


def story(pair: Pair) -> Iterator[str]:
    """Yield a pairing's file: the steps of the proposal, the meetings, what followed."""
    seed, first = pair.id, pair.held[0]
    reaction, informed, answer, question = proposal_days(pair)
    begun = first + days(1 + draw(5, "begun", seed))
    if draw(12, "comment", seed) == 0:
        yield pick(COMMENTS, seed)
    yield f"mentee: {pair.mentee.id}"
    yield f"mentor: {pair.mentor.id}"
    yield f"cohort: {pair.cohort}"
    yield f"rationale: {pair.mentor.given} {sentence(REASONS, seed)}"
    if pair.replaces is not None:
        yield f"replaces: {pair.replaces}"
    yield "proposal:"
    yield f"  mentor_asked: {question}"
    yield f"  mentor_answer: {entry(date=answer, answer='accepted')}"
    yield f"  mentee_informed: {informed}"
    yield f"  mentee_answer: {entry(date=reaction, answer='accepted')}"
    yield "meetings:"
    forms = ("on-site", "video", "walk", "phone")
    yield from (
        f"  - {entry(date=day, outcome='held', form=pick(forms, seed, day))}" for day in pair.held
    )
    if pair.planned is not None:
        yield f"  - {entry(date=pair.planned, outcome='planned')}"
    yield "feedback:"
    yield f"  mentee: {entry(date=first + days(draw(2, 'mentee', seed)), answer='start')}"
    yield f"  mentor: {entry(date=begun, answer='start')}"
    last = TODAY if pair.ended is None else pair.ended[0]
    checks = [
        day
        for day in (begun + days(80 + draw(9, "contact", seed)), begun + days(165))
        if day <= last and draw(2, "contacts", seed, day)
    ]
    if checks:
        yield "contacts:"
        for day in checks:
            yield f"  - {entry(date=day, with_='mentee')}"
            yield f"  - {entry(date=day, with_='mentor')}"
    if len(pair.held) > 1 and draw(20, "pause", seed) == 0:
        yield f"pauses: [{entry(from_=pair.held[-2] + days(3), until=pair.held[-1] - days(4))}]"
    if draw(2, "agreement", seed):
        yield f"agreement: {begun}"
    if pair.ended is not None:
        yield f"ended: {entry(date=pair.ended[0], reason=pair.ended[1])}"


def proposal_days(pair: Pair) -> tuple[date, date, date, date]:
    """Return the days of a proposal, latest first.

    They are the mentee's answer, the mentee informed, the mentor's answer, the question.
    """
    reaction = workday(pair.held[0] - days(7 + draw(12, "reaction", pair.id)))
    informed = workday(reaction - days(2 + draw(3, "informed", pair.id)))
    answer = workday(informed - days(1 + draw(3, "answer", pair.id)))
    return reaction, informed, answer, workday(answer - days(2 + draw(5, "asked", pair.id)))


def running(mentee: Person, mentor: Person) -> Pair:
    """Return a pairing that meets in its rhythm, and has its next meeting planned."""
    seed = mentee.number
    last = TODAY - days(3 + draw(28, "last", seed))
    held = meetings_until(
        last, 2 + min(draw(4, "held", seed), draw(5, "again", seed)), STARTS[RUNNING], seed
    )
    return Pair(
        mentee,
        mentor,
        RUNNING,
        held,
        max(TODAY + days(1), workday(held[-1] + days(35 + draw(8, "next", seed)))),
    )


def completed(mentee: Person, mentor: Person, replaces: Pair | None = None) -> Pair:
    """Return a pairing of the closed cohort that went on to its end."""
    seed = mentee.number
    earliest = (
        STARTS[CLOSED]
        if replaces is None or replaces.ended is None
        else replaces.ended[0] + days(50)
    )
    held = meetings_until(
        LAST_MEETING_OF_THE_CLOSED,
        3 + min(draw(6, "held", seed), draw(6, "again", seed)),
        earliest,
        seed,
    )
    ended = (
        held[-1] + days(2 + draw(5, "ended", seed)),
        "completed" if draw(4, "reason", seed) else "goal-reached",
    )
    return Pair(
        mentee, mentor, CLOSED, held, None, ended, None if replaces is None else replaces.id
    )


def broken_off(mentee: Person, mentor: Person) -> Pair:
    """Return a pairing of the closed cohort that did not work, so that a new one replaced it."""
    held = meetings_until(date(2025, 6, 24), 3, STARTS[CLOSED], mentee.number)
    return Pair(mentee, mentor, CLOSED, held, None, (held[-1] + days(3), "not-working"))


def pairings_of(
    mentee: Person, turn: int, mentors: Sequence[Person], seats: Iterator[Person]
) -> list[Pair]:
    """Return the pairings of a mentee; a third are in the closed cohort, some changed mentor."""
    if turn % 3 < 2:
        return [running(mentee, next(seats))]
    mentor, another = (mentors[(turn * 7 + step) % len(mentors)] for step in (0, 1))
    if turn % 12 == 5:
        first = broken_off(mentee, mentor)
        return [first, completed(mentee, another, first)]
    return [completed(mentee, mentor)]


def files(size: str) -> Iterator[tuple[str, str]]:
    """Yield path and text of every file of a programme of `size`."""
    people = SIZES[size]
    yield "programme.yml", PROGRAMME
    mentors = [Person(number) for number in range(people * 9 // 20)]
    for mentor in mentors:
        yield (
            f"participants/{mentor.id}.yml",
            "\n".join([*head(mentor, of_mentors=True, people=people), *offers(mentor), ""]),
        )
    seats = (mentor for mentor in mentors for _ in range(capacity(mentor)))
    remaining = people // 2
    for turn in count():
        mentee = Person(len(mentors) + turn)
        if mentee.number == people:
            break
        pairs = pairings_of(mentee, turn, mentors, seats)[:remaining] if remaining else []
        remaining -= len(pairs)
        for pair in pairs:
            yield f"pairings/{pair.id}.yml", "\n".join([*story(pair), ""])
        question = proposal_days(pairs[0])[-1] if pairs else TODAY - days(4)
        interview = workday(question - days(7 + draw(20, "interview", mentee.number)))
        cohort = pairs[0].cohort if pairs else RUNNING
        lines = [
            *head(mentee, of_mentors=False, people=people),
            *needs(mentee, cohort, interview, mentors, people),
        ]
        if cohort == CLOSED and turn % 5 == 0:
            lines += ["# Var adept i den förra omgången.", *offers(mentee)]
        if draw(25, "tie", mentee.number) == 0:
            stranger = Person(
                mentee.number - 1 if mentee.number > len(mentors) else mentee.number + 1
            )
            lines.append(
                f"ties: [{entry(with_=stranger.id, kind='professional', until='2028-01-01')}]"
            )
        yield f"participants/{mentee.id}.yml", "\n".join([*lines, ""])


def write(size: str, folder: Path) -> None:
    """Write a programme of `size` into `folder`."""
    for name in ("participants", "pairings"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for path, text in files(size):
        (folder / path).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", choices=SIZES)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    write(arguments.size, arguments.folder)
