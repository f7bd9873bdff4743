"""The issue forms: what each asks, its file on GitHub, and a filled-in one, read strictly.

A form is a fact of `record`. Its choices come from the schemas, and the areas of an interview from
the programme. There is no field for own words, since an issue is mailed and stays on the host.

Anyone who can open an issue can write anything into it. What a form could not have made is refused;
only what a phone or a web page does to an id or a day is undone.
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING

from mentorskap.edit.needs import AREA, CHALLENGE, CONTRIBUTION, MUST, WISH_MENTOR
from mentorskap.edit.recording import FACTS, MENTEE, PAIRING, PARTICIPANT, TIE
from mentorskap.files import areas, schema
from mentorskap.words import request
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Code, Day, RefusalError, codes, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from mentorskap.edit.recording import Recording, Slot
    from mentorskap.files.schema import Schema
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.words.sentence import Sentence, Text

LABEL = "record"
"""The label that the forms put on their issues."""
MOST = 60_000
"""The most characters of a filled-in form; GitHub takes some more."""
CHOOSE = "Välj … · Choose …"
"""The first choice of a list that must be chosen from: GitHub selects the first by itself."""
_EMPTY = frozenset({"", "_No response_", "None", "-", "--"})
"""What GitHub, or a person, writes where a field is left out; its dash is a hyphen by then."""
_TICKED = re.compile(r"- \[(?P<tick>[xX ])\] (?P<label>.+)")
_NEEDS = (CHALLENGE, AREA, CONTRIBUTION, MUST)
_DAY = "DATE"
_EXAMPLES = {
    PAIRING: "anna-07--bjorn-12",
    MENTEE: "anna-07",
    PARTICIPANT: "bjorn-12",
    WISH_MENTOR: "bjorn-12",
}


class FormField(NamedTuple):
    """A field of a form: the word or option of the fact that it fills, and what people read."""

    slot: str
    heading: str
    about: str
    required: bool = True


class IssueForm(NamedTuple):
    """A form: its file, the fact that it records, what people read, and its fields in order."""

    file: str
    fact: str
    name: str
    about: str
    title: str
    fields: tuple[FormField, ...]

    @property
    def path(self) -> str:
        """The path of its file."""
        return f"{areas.FORMS}/{self.file}"

    def slot(self, field: FormField) -> Slot | None:
        """Return the word or option of the fact that a field fills, if it has a schema."""
        recipe = FACTS[self.fact]
        slots = {slot.name: slot for slot in (*recipe.slots, *recipe.options)}
        return slots.get(field.slot)


class Offer(NamedTuple):
    """What the choices of the forms are made of."""

    schemas: Callable[[str], Schema]
    areas: Mapping[str, Text]

    def choices(self, form: IssueForm, field: FormField) -> dict[str, str]:
        """Return the values of a field's choices by their labels; empty for an id or a day."""
        if field.slot in _NEEDS:
            return areas.labels(self.areas)
        slot = form.slot(field)
        if slot is None or not slot.route:
            return {}
        judge = FACTS[form.fact].judge_of(slot, self.schemas)
        return request.labels(schema.at(judge, slot.route))

    def fields(self, form: IssueForm) -> list[FormField]:
        """Return the fields of a form; a programme without areas has none to tick."""
        return [field for field in form.fields if self.areas or field.slot not in _NEEDS]


def _pairing(about: str = "") -> FormField:
    return FormField(
        PAIRING,
        "Mentorpar · Pairing",
        about
        or "Parets id: filens namn i mappen pairings, utan .yml. Adeptens id räcker om hen har ett"
        " enda par. · The pairing's id: the file's name in the folder pairings, without .yml. The"
        " mentee's id is enough if there is only one pairing.",
    )


def _day(heading: str, about: str) -> FormField:
    return FormField(_DAY, heading, about)


_REASON = FormField(
    "reason",
    "Skäl till ett nej · Reason for a no",
    "Bara för ett nej. · For a no only.",
    required=False,
)
_TIE = FormField(
    TIE,
    "Koppling som består · Lasting tie",
    "Bara för ett nej på grund av en koppling. Den skrivs i adeptens fil, och de två föreslås inte"
    " för varandra igen. · Only for a no because of a tie. It is written in the mentee's file, and"
    " the two are not suggested to each other again.",
    required=False,
)

_MENTEE = FormField(
    MENTEE,
    "Adept · Mentee",
    "Adeptens id: filens namn i mappen participants, utan .yml. · The mentee's id: the file's name"
    " in the folder participants, without .yml.",
)
_PARTICIPANT = FormField(
    PARTICIPANT,
    "Deltagare · Participant",
    "Personens id: filens namn i mappen participants, utan .yml. · The person's id: the file's"
    " name in the folder participants, without .yml.",
)

FORMS = (
    IssueForm(
        "01-meeting.yml",
        "meeting",
        "Logga ett möte · Log a meeting",
        "Ett möte hölls, bokades, flyttades eller blev inte av. · A meeting was held, booked, moved"
        " or did not take place.",
        "Möte · Meeting",
        (
            _pairing(),
            _day(
                "Datum · Date",
                "Dagen för mötet, som 2026-12-08. · The day of the meeting, like 2026-12-08.",
            ),
            FormField("OUTCOME", "Utfall · Outcome", ""),
            FormField("form", "Mötesform · Form", "", required=False),
            FormField(
                "next",
                "Nästa bokade möte · Next meeting booked",
                "Den nya dagen för ett flyttat möte, annars nästa möte om det är bokat. · The new"
                " day of a moved meeting, otherwise the next meeting if one is booked.",
                required=False,
            ),
        ),
    ),
    IssueForm(
        "02-feedback.yml",
        "feedback",
        "Återkoppling · Feedback",
        "En av de två har sagt om de vill börja. · One of the two has said whether they want to"
        " begin.",
        "Återkoppling · Feedback",
        (
            _pairing(),
            FormField("SIDE", "Vem som svarade · Who answered", ""),
            FormField("ANSWER", "Svar · Answer", ""),
            _day(
                "Dag för svaret · Day of the answer",
                "Dagen då du fick svaret, som 2026-12-08. · The day you got the answer, like"
                " 2026-12-08.",
            ),
        ),
    ),
    IssueForm(
        "03-contact.yml",
        "contact",
        "Avstämning · Check-in",
        "Du har stämt av med adepten eller mentorn. · You have checked in with the mentee or the"
        " mentor.",
        "Avstämning · Check-in",
        (
            _pairing(),
            FormField("SIDE", "Med vem · With whom", ""),
            _day(
                "Dag · Day",
                "Dagen för samtalet, som 2026-12-08. · The day you talked, like 2026-12-08.",
            ),
        ),
    ),
    IssueForm(
        "04-asked.yml",
        "asked",
        "Mentorn är tillfrågad · The mentor has been asked",
        "Du har frågat en mentor. Utkastet med din motivering finns redan. · You have asked a"
        " mentor. The draft with your rationale exists already.",
        "Mentorn tillfrågad · Mentor asked",
        (
            _pairing(
                "Utkastets id: filens namn i mappen pairings, utan .yml. · The draft's id: the"
                " file's name in the folder pairings, without .yml."
            ),
            _day(
                "Mentorn tillfrågad · Mentor asked",
                "Dagen då du frågade, som 2026-12-08. · The day you asked, like 2026-12-08.",
            ),
        ),
    ),
    IssueForm(
        "05-mentor-answer.yml",
        "mentor-answer",
        "Mentorns svar · The mentor's answer",
        "Mentorn har tackat ja eller nej. · The mentor has said yes or no.",
        "Mentorns svar · The mentor's answer",
        (
            _pairing(),
            FormField("ANSWER", "Mentorns svar · The mentor's answer", ""),
            _day(
                "Dag för svaret · Day of the answer",
                "Dagen då du fick svaret, som 2026-12-08. · The day you got the answer, like"
                " 2026-12-08.",
            ),
            _REASON,
            _TIE,
        ),
    ),
    IssueForm(
        "06-informed.yml",
        "informed",
        "Adepten har fått förslaget · The mentee has the proposal",
        "Mentorn har tackat ja, och adepten har fått veta vem det är. · The mentor has said yes,"
        " and the mentee knows who it is.",
        "Adepten informerad · Mentee informed",
        (
            _pairing(),
            _day(
                "Adepten informerad · Mentee informed",
                "Dagen då adepten fick förslaget, som 2026-12-08. · The day the mentee got the"
                " proposal, like 2026-12-08.",
            ),
        ),
    ),
    IssueForm(
        "07-mentee-answer.yml",
        "mentee-answer",
        "Adeptens svar · The mentee's answer",
        "Adepten har tackat ja eller invänt. · The mentee has said yes or objected.",
        "Adeptens svar · The mentee's answer",
        (
            _pairing(),
            FormField("ANSWER", "Adeptens svar · The mentee's answer", ""),
            _day(
                "Dag för svaret · Day of the answer",
                "Dagen då du fick svaret, som 2026-12-08. · The day you got the answer, like"
                " 2026-12-08.",
            ),
            _REASON._replace(
                heading="Skäl till invändningen · Reason for the objection",
                about="Bara för en invändning. · For an objection only.",
            ),
            _TIE,
        ),
    ),
    IssueForm(
        "08-pause.yml",
        "pause",
        "Paus · Pause",
        "Paret tar en paus. Aldrig varför. · The pair takes a pause. Never why.",
        "Paus · Pause",
        (
            _pairing(),
            FormField(
                "FROM",
                "Från och med · From",
                "Pausens första dag, som 2026-12-08. · The first day of the pause, like"
                " 2026-12-08.",
            ),
            FormField(
                "UNTIL",
                "Till och med · Until",
                "Pausens sista dag. Lämna tomt om ingen vet än. · The last day of the pause. Leave"
                " it empty if no one knows yet.",
                required=False,
            ),
        ),
    ),
    IssueForm(
        "09-resume.yml",
        "resume",
        "Pausen är slut · The pause is over",
        "Paret är i gång igen. · The pair goes on.",
        "Pausen är slut · The pause is over",
        (
            _pairing(),
            _day(
                "Pausens sista dag · Last day of the pause",
                "Som 2026-12-08. · Like 2026-12-08.",
            ),
        ),
    ),
    IssueForm(
        "10-end.yml",
        "end",
        "Paret avslutas · The pairing ends",
        "Paret är färdigt, eller slutar i förtid. Det som är bokat efter dagen ställs in. · The"
        " pairing is complete, or ends early. What is booked after the day is cancelled.",
        "Paret avslutas · The pairing ends",
        (
            _pairing(),
            FormField("REASON", "Hur det slutade · How it ended", ""),
            _day(
                "Sista dagen · Last day",
                "Som 2026-12-08. · Like 2026-12-08.",
            ),
        ),
    ),
    IssueForm(
        "11-interview.yml",
        "interview",
        "Intervju · Interview",
        "Intervjun är gjord. Kryssa för områdena; adeptens egna ord skrivs i filen. · The interview"
        " has been held. Tick the areas; the mentee's own words go into the file.",
        "Intervju · Interview",
        (
            _MENTEE,
            _day(
                "Intervjuns dag · Day of the interview",
                "Som 2026-12-08. · Like 2026-12-08.",
            ),
            FormField(CHALLENGE, "Utmaningar · Challenges", "", required=False),
            FormField(AREA, "Utvecklingsområden · Development areas", "", required=False),
            FormField(
                MUST,
                "Det mentorn måste kunna · What the mentor must know",
                "",
                required=False,
            ),
            FormField(
                CONTRIBUTION,
                "Bra om mentorn kan · Good if the mentor knows",
                "",
                required=False,
            ),
            FormField(
                WISH_MENTOR,
                "Önskad mentor · Mentor wished for",
                "Mentorns id, om adepten önskar en viss. · The mentor's id, if the mentee wishes"
                " for a certain one.",
                required=False,
            ),
        ),
    ),
    IssueForm(
        "12-agreement.yml",
        "agreement",
        "Överenskommelsen är underskriven · The agreement is signed",
        "De två har skrivit under. Texten sparas aldrig här. · The two have signed. The text is"
        " never stored here.",
        "Överenskommelse · Agreement",
        (
            _pairing(),
            _day(
                "Underskriven · Signed",
                "Dagen då de skrev under, som 2026-12-08. · The day they signed, like 2026-12-08.",
            ),
        ),
    ),
    IssueForm(
        "13-extend.yml",
        "extend",
        "Paret fortsätter efter omgången · The pairing goes on after the cohort",
        "De två fortsätter en tid efter omgångens sista dag. · The two go on for a time after the"
        " cohort's last day.",
        "Förlängning · Extension",
        (
            _pairing(),
            FormField(
                "UNTIL",
                "Ny sista dag · New last day",
                "Parets egen sista dag, som 2026-12-08. · The pairing's own last day, like"
                " 2026-12-08.",
            ),
        ),
    ),
    IssueForm(
        "14-withdrawn.yml",
        "withdrawn",
        "Adepten hoppar av · The mentee withdraws",
        "Adepten är inte längre med i omgången. Det pågående paret avslutas samma dag, och det som"
        " är bokat ställs in. · The mentee leaves the cohort. The live pairing ends on the same"
        " day, and what is booked is cancelled.",
        "Adepten hoppar av · The mentee withdraws",
        (
            _MENTEE,
            _day(
                "Dag för avhoppet · Day of the withdrawal",
                "Dagen då du fick veta det, som 2026-12-08. · The day you heard of it, like"
                " 2026-12-08.",
            ),
        ),
    ),
    IssueForm(
        "15-leave.yml",
        "leave",
        "Mentorn lämnar nätverket · The mentor leaves the network",
        "Personen föreslås inte mer. Pågående par avslutas samma dag, och det som är bokat ställs"
        " in. · The person is no longer suggested. Live pairings end on the same day, and what is"
        " booked is cancelled.",
        "Mentorn lämnar · The mentor leaves",
        (
            _PARTICIPANT,
            _day(
                "Sista dagen i nätverket · Last day in the network",
                "Som 2026-12-08. · Like 2026-12-08.",
            ),
        ),
    ),
    IssueForm(
        "16-notified.yml",
        "notified",
        "Har fått veta vad som sparas · Knows what is stored",
        "Personen har fått veta vad som sparas, och varför. · The person has been informed of what"
        " is stored, and why.",
        "Har fått veta · Informed",
        (
            _PARTICIPANT,
            _day(
                "Dag för informationen · Day of the information",
                "Dagen då du berättade, som 2026-12-08. · The day you said it, like 2026-12-08.",
            ),
        ),
    ),
)
"""Every form, in the order in which GitHub lists them: the everyday ones first."""

_WARNING = """\
        **Skriv inga namn, och aldrig vad som sades.** Ett ärende mejlas, och det blir kvar. Här \
räcker id, dag och val. Av svaret blir ett förslag till ändring, som någon läser och tar in.

        **Write no names, and never what was said.** An issue is mailed, and it stays. Ids, days \
and choices are enough here. Your answer becomes a proposal that someone reads and merges."""
_HEAD = """\
# Skrivs av `mentorskap forms`, ur scheman och områdena i programme.yml. Ändra inte här.
# Written by `mentorskap forms`, from the schemas and the areas in programme.yml. Do not edit."""


def templates(offer: Offer) -> dict[str, str]:
    """Return the text of every form's file, by its path."""
    return {form.path: "\n".join([_HEAD, *_lines(form, offer), ""]) for form in FORMS}


def _lines(form: IssueForm, offer: Offer) -> Iterator[str]:
    yield f"name: {_quoted(form.name)}"
    yield f"description: {_quoted(form.about)}"
    yield f"title: {_quoted(form.title)}"
    yield f"labels: [{LABEL}]"
    yield "body:"
    yield "  - type: markdown"
    yield "    attributes:"
    yield "      value: |"
    yield _WARNING
    for field in offer.fields(form):
        yield from _field_lines(field, offer.choices(form, field))


def _field_lines(field: FormField, choices: Mapping[str, str]) -> Iterator[str]:
    ticks = field.slot in _NEEDS
    yield f"  - type: {'checkboxes' if ticks else 'dropdown' if choices else 'input'}"
    yield f"    id: {'day' if field.slot == _DAY else field.slot.lower()}"
    yield "    attributes:"
    yield f"      label: {_quoted(field.heading)}"
    if field.about:
        yield f"      description: {_quoted(field.about)}"
    if choices:
        yield "      options:"
        if ticks:
            yield from (f"        - label: {_quoted(label)}" for label in choices)
            return
        first = [CHOOSE] if field.required else []
        yield from (f"        - {_quoted(label)}" for label in (*first, *choices))
    else:
        yield f"      placeholder: {_quoted(_EXAMPLES.get(field.slot, '2026-12-08'))}"
    yield "    validations:"
    yield f"      required: {str(field.required).lower()}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


class Submission(NamedTuple):
    """A form as the words and options of `record`."""

    words: tuple[str, ...]
    options: Mapping[str, str | Sequence[str]]


def form_of(body: str) -> IssueForm | None:
    """Return the form that a text most likely is; None for a text without a heading of any."""
    headings = [heading for heading, _ in _sections(body)]

    def likeness(form: IssueForm) -> tuple[int, int]:
        own = [field.heading for field in form.fields]
        return len(set(own) & set(headings)), -abs(len(own) - len(headings))

    best = max(FORMS, key=likeness)
    return best if likeness(best)[0] else None


def _sections(body: str) -> list[tuple[str, list[str]]]:
    """Return the headings of a text, each with the lines below; what comes first has none."""
    sections: list[tuple[str, list[str]]] = [("", [])]
    for line in body.replace("\r\n", "\n").strip("\n").split("\n"):
        if line.startswith("### "):
            sections.append((line.removeprefix("### ").rstrip(), []))
        else:
            sections[-1][1].append(line)
    return sections if sections[0][1] else sections[1:]


def submission(body: str, form: IssueForm, offer: Offer) -> Submission:
    """Return what a filled-in form says. Raises RefusalError if it could not be the form's own."""
    fields = offer.fields(form)
    sections = _sections(body) if len(body) <= MOST else []
    if [heading for heading, _ in sections] != [field.heading for field in fields]:
        raise _other_text(fields)
    answers: dict[str, str] = {}
    ticked: dict[str, list[str]] = {}
    for number, (field, (_, lines)) in enumerate(zip(fields, sections, strict=True), 1):
        last = number == len(fields)
        if lines[:1] != [""] or (not last and lines[-1:] != [""]) or len(lines) < 2:
            raise _other_text(fields)
        answer = lines[1:] if last else lines[1:-1]
        if field.slot in _NEEDS:
            ticked[field.slot] = _ticked(field, answer, offer.choices(form, field))
        elif len(answer) != 1:
            raise _other_text(fields)
        else:
            value = _value(field, answer[0], offer.choices(form, field))
            if value is not None:
                answers[field.slot] = value
    return _as_words(form, answers, ticked)


def _other_text(fields: Sequence[FormField]) -> RefusalError:
    return RefusalError(
        say(
            "This does not look like the form: {headings}, in this order, each once, with the"
            " answer below it and nothing else.",
            headings=codes(field.heading for field in fields),
        )
    )


def _ticked(field: FormField, lines: Sequence[str], choices: Mapping[str, str]) -> list[str]:
    """Return the areas that are ticked; every box of the form must be there, once."""
    boxes = [match for line in lines if (match := _TICKED.fullmatch(line.rstrip()))]
    labels = [match["label"] for match in boxes]
    if len(boxes) != len(lines) or labels != list(choices):
        raise RefusalError(
            say(
                "The boxes under {field} are not the areas in {file}. Has an area been changed?"
                " Then {command} writes the form again.",
                field=Code(field.heading),
                file=Code("programme.yml"),
                command=Code("mentorskap forms"),
            )
        )
    return [choices[match["label"]] for match in boxes if match["tick"] != " "]


def _value(field: FormField, line: str, choices: Mapping[str, str]) -> str | None:
    """Return the answer to a field as `record` takes it; None if it may be empty and is."""
    typed = request.tidied(line)
    if typed in _EMPTY or (choices and typed == CHOOSE):
        if field.required:
            raise _missing(field, choices)
        return None
    if choices:
        if typed not in choices:
            raise _missing(field, choices)
        return choices[typed]
    if field.slot in _EXAMPLES:
        id_ = request.plain_id(typed)
        if not re.fullmatch(r"[a-z0-9]+(?: *-+ *[a-z0-9]+)+", id_):
            raise RefusalError(
                say(
                    "{field} must be an id and nothing else, for example {example}. If you wrote a"
                    " name, take it out of this issue: issues are mailed.",
                    field=Code(field.heading),
                    example=Code(_EXAMPLES[field.slot]),
                )
            )
        return id_
    return re.sub("-+", "-", typed)


def _missing(field: FormField, choices: Mapping[str, str]) -> RefusalError:
    if choices:
        return RefusalError(
            say(
                "Choose what it was under {field}: {allowed}.",
                field=Code(field.heading),
                allowed=codes(choices),
            )
        )
    return RefusalError(
        say(
            "{field} is empty. Write it like {example}.",
            field=Code(field.heading),
            example=Code(_EXAMPLES.get(field.slot, "2026-12-08")),
        )
    )


def _as_words(form: IssueForm, answers: dict[str, str], ticked: dict[str, list[str]]) -> Submission:
    """Return the answers in the order of the command's words."""
    recipe = FACTS[form.fact]
    if form.fact == "meeting" and answers["OUTCOME"] == "moved":
        if "next" not in answers:
            raise RefusalError(
                say(
                    "A moved meeting has a new day: fill in {field} too. No new day yet? Then the"
                    " meeting is cancelled.",
                    field=Code(_heading(form, "next")),
                )
            )
        answers["to"] = answers.pop("next")
    _match_a_no(form, answers)
    if CONTRIBUTION in ticked:  # what the mentor must know is good to know as well
        must = ticked[MUST]
        ticked[CONTRIBUTION] = [area for area in ticked[CONTRIBUTION] if area not in must]
    words = [answers.pop(recipe.subject)]
    words += [answers.pop(slot.name) for slot in recipe.slots if slot.name in answers]
    if WISH_MENTOR in answers:
        ticked[WISH_MENTOR] = [answers.pop(WISH_MENTOR)]
    return Submission((form.fact, *words), {**answers, **ticked})


def _heading(form: IssueForm, slot: str) -> str:
    return next(field.heading for field in form.fields if field.slot == slot)


def _match_a_no(form: IssueForm, answers: Mapping[str, str]) -> None:
    """Refuse a no without a reason, and a reason or a tie without a no."""
    if not form.fact.endswith("-answer"):
        return
    no = answers["ANSWER"] != "accepted"
    reason = _heading(form, "reason")
    if no and "reason" not in answers:
        raise RefusalError(
            say(
                "A no has a reason. Choose one under {field}; no reason given is one of them.",
                field=Code(reason),
            )
        )
    if not no and ("reason" in answers or TIE in answers):
        raise RefusalError(
            say(
                "Only a no has a reason or a tie. Leave {fields} empty, or choose a no.",
                fields=codes((reason, _heading(form, TIE))),
            )
        )


def ask_about(form: IssueForm, fact: Recording, snapshot: Snapshot) -> None:
    """Raise RefusalError with a question where a form says what it can hardly mean."""
    if fact.recipe is not FACTS["meeting"]:
        return
    day = date.fromisoformat(fact.values[_DAY])
    if fact.values["OUTCOME"] == "planned" and day < snapshot.today:
        raise RefusalError(
            say(
                "{day} has passed, so the meeting is no longer just booked. Was it held, moved or"
                " cancelled, or did somebody not come? Choose that under {field}.",
                day=Day(day),
                field=Code(_heading(form, "OUTCOME")),
            )
        )
    moved = fact.values.get("to")
    if moved == fact.values[_DAY] or fact.values.get("next", "9999") <= fact.values[_DAY]:
        raise RefusalError(
            say(
                "The day under {field} must be another one, and come after {day}.",
                field=Code(_heading(form, "next")),
                day=Day(day),
            )
        )


def remark(form: IssueForm, fact: Recording, snapshot: Snapshot) -> Sentence | None:
    """Return what remains to be asked when a form has been written, or None."""
    new = fact.values.get("to") or fact.values.get("next")
    if form.fact != "meeting" or new is None or new >= snapshot.today.isoformat():
        return None
    return say(
        "{day} has passed too. Was that meeting held? Fill in the form for it as well.",
        day=Day(date.fromisoformat(new)),
    )
