"""The questions by which mentees and mentors enter themselves, to be sent out or pasted in a form.

A question's heading is the schema's own title, so that `import` reads the answers as they come.
What only the manager decides is not asked, nor anything that must not be stored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.edit import intake
from mentorskap.letters import drafts
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Sentence, Text, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mentorskap.files.records import Manager
    from mentorskap.files.schema import Schema
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.words.voice import Voice

ROLES = ("mentee", "mentor")


class FormQuestion(NamedTuple):
    """A question: the heading of its column, what to answer, and the choices if there are any."""

    key: str
    heading: Text
    hint: Sentence | None
    choices: tuple[Text, ...]
    required: bool


class Questionnaire(NamedTuple):
    """The questions of a role, and what is said before them."""

    title: Sentence
    opening: tuple[Sentence, ...]
    stored: tuple[Sentence, ...]
    questions: tuple[FormQuestion, ...]


WHAT_IS_STORED = say("What is stored, and why")
QUESTIONS = say("Questions")
MUST = say("Must be answered.")
_HINTS: Mapping[str, Sentence] = {
    "name": say("Given name and family name."),
    "called": say("If it is another than the first of your names."),
    "phone": say("If you wish."),
    "unit": say("Your department or unit, if your employer is large."),
    "place": say("The town where you prefer to meet."),
    "languages": say("The languages you can talk in, the best first. Put a comma between them."),
    "cohort": say("Choose one."),
    "offers": say("Choose what you have experience of yourself. One or several."),
    "capacity": say("How many mentees you have time for at once, in figures. 0 if you rest."),
}
_TITLES = {
    "mentee": say("Questions for you who want to be a mentee"),
    "mentor": say("Questions for you who can be a mentor"),
}
_OPENINGS = {
    "mentee": say(
        "You answer in five minutes. We talk about your challenges and wishes in the interview, so"
        " you need not write them here."
    ),
    "mentor": say(
        "You answer in five minutes and promise nothing. I ask you before any mentee hears of you."
    ),
}
_STORED = {
    "mentee": say(
        "What is stored: your answers here. From the interview also your challenges, development"
        " areas and wishes, and then the days of proposals, answers and meetings. What you and a"
        " mentor talk about is never written down."
    ),
    "mentor": say(
        "What is stored: your answers here. If you are asked to be a mentor, also the days of"
        " questions, answers and meetings, and for a no a reason from a fixed list. What you and a"
        " mentee talk about is never written down."
    ),
}
_NEVER = say(
    "Write nothing about health, origin, faith, politics, trade union or sexuality, and no personal"
    " identity number. It is never stored."
)


def questionnaire(
    role: str, snapshot: Snapshot, participant: Schema, manager: Manager | None
) -> Questionnaire:
    """Return the questions for those who take part in a role."""
    programme = snapshot.programme
    name = Text.same("") if programme is None else programme.name
    required = {"name", "cohort", *intake.required([role])}
    return Questionnaire(
        _TITLES[role],
        (
            say("{name}", name=name),
            _OPENINGS[role],
            _NEVER,
            say(
                "Is your identity protected? Then don't fill this in. Get in touch with me:"
                " {manager}, {way}.",
                manager=Text.same("" if manager is None else manager.name),
                way=Text.same("" if manager is None else manager.phone or manager.email),
            ),
        ),
        (_STORED[role], *(() if programme is None else drafts.processing(programme))),
        tuple(
            FormQuestion(key, heading, _HINTS.get(key), _choices(key, snapshot), key in required)
            for key, heading in intake.asked_of(role, participant).items()
        ),
    )


def _choices(key: str, snapshot: Snapshot) -> tuple[Text, ...]:
    match key:
        case "cohort":
            return tuple(
                cohort.name for cohort in snapshot.cohorts.values() if cohort.ends >= snapshot.today
            )
        case "offers" if snapshot.programme is not None:
            names = snapshot.programme.area_names
            return tuple(names.get(id_, Text.same(id_)) for id_ in snapshot.programme.areas)
    return ()


def as_text(paper: Questionnaire, voice: Voice) -> str:
    """Return the questions as plain text: each heading on a line of its own, the rest indented."""
    lines = [voice(paper.title), ""]
    for paragraph in paper.opening:
        lines += [voice(paragraph), ""]
    lines += [voice(WHAT_IS_STORED), ""]
    for paragraph in paper.stored:
        lines += [voice(paragraph), ""]
    lines += [voice(QUESTIONS), ""]
    for question in paper.questions:
        lines.append(question.heading.spoken(voice.language))
        lines += [f"    {voice(sentence)}" for sentence in answered(question)]
        lines += [f"    ○ {voice.phrase(say('{name}', name=name))}" for name in question.choices]
        lines.append("")
    return "\n".join(lines)


def answered(question: FormQuestion) -> list[Sentence]:
    """Return how a question is to be answered."""
    return [
        *(() if question.hint is None else (question.hint,)),
        *((MUST,) if question.required else ()),
    ]
