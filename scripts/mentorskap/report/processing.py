"""Why and how personal data are processed: in access reports (Article 15), and as a record (30).

What the programme has to decide comes from `programme.yml`. What is not decided is said to be so,
never invented.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mentorskap.model.privacy import HEADINGS, texts
from mentorskap.words.fields import Field
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Code, Text, say, say_n

if TYPE_CHECKING:
    from collections.abc import Callable

    from mentorskap.model.snapshot import Snapshot
    from mentorskap.words.sentence import Sentence
    from mentorskap.words.voice import Voice


class FieldGroup(NamedTuple):
    """A heading and the fields below it."""

    heading: str
    fields: list[Field]


class RecordLine(NamedTuple):
    """A line of the record of processing; `key` is its place in `programme.yml`, if it has one."""

    heading: str
    text: str
    key: str = ""
    decided: bool = True


_KEPT = ("ended", "withdrawn", "declined")
_AFTER: dict[str, Callable[[int], Sentence]] = {
    "ended": lambda months: say_n(
        "{number} month after the cohort", "{number} months after the cohort", months
    ),
    "withdrawn": lambda months: say_n(
        "{number} month after a mentee has withdrawn",
        "{number} months after a mentee has withdrawn",
        months,
    ),
    "declined": lambda months: say_n(
        "{number} month after a mentor has declined every proposal",
        "{number} months after a mentor has declined every proposal",
        months,
    ),
}
_NOT_DECIDED = say("not decided yet")
_ELSEWHERE = (
    say("the log of letters sent: whom a reminder went to, about what, and when"),
    say("earlier versions of the files, and who changed them, in Git's history"),
    say("issues, proposals and comments at the host of the files"),
    say("mails, calendars and drafts of letters, with the programme manager"),
    say("built pages, and backups"),
)


def groups(snapshot: Snapshot, voice: Voice) -> list[FieldGroup]:
    """Return how a person's data are processed, the person's rights, and where else to look."""
    decided = _decided(snapshot)
    return [
        FieldGroup(
            voice(say("How your data are processed")),
            [
                Field(0, voice(say("Purpose")), voice(_purpose())),
                Field(0, voice(say("Kinds of data")), voice(_kinds())),
                *(
                    Field(
                        0,
                        voice(heading),
                        "; ".join(map(voice.phrase, texts(decided[key]) or (_NOT_DECIDED,))),
                    )
                    for key, heading in HEADINGS.items()
                ),
                Field(0, voice(say("In the programme")), voice(_within())),
                Field(0, voice(say("How long")), _kept(snapshot, voice)),
                Field(0, voice(say("Computed")), voice(_computed())),
            ],
        ),
        FieldGroup(voice(say("Your rights")), [Field(0, "", voice(right)) for right in _rights()]),
        FieldGroup(
            voice(say("Not in this report: look here too")),
            [Field(0, "", voice(source)) for source in _ELSEWHERE],
        ),
    ]


def record(snapshot: Snapshot, voice: Voice) -> list[RecordLine]:
    """Return the record of processing that Article 30 asks for."""
    programme = snapshot.programme
    months = _months(snapshot)
    name = _NOT_DECIDED if programme is None else say("{name}", name=programme.name)
    return [
        RecordLine(voice(say("Processing")), voice.phrase(name), "name", programme is not None),
        RecordLine(voice(say("Purpose")), voice(_purpose())),
        RecordLine(
            voice(say("Data subjects")), voice(say("mentees, mentors and programme managers"))
        ),
        RecordLine(voice(say("Kinds of data")), voice(_recorded())),
        RecordLine(voice(say("Special categories")), voice(_special())),
        *(
            RecordLine(
                voice(heading),
                "; ".join(map(voice.phrase, texts(value) or (_NOT_DECIDED,))),
                f"privacy › {key}",
                bool(value),
            )
            for (key, heading), value in zip(
                HEADINGS.items(), _decided(snapshot).values(), strict=True
            )
        ),
        RecordLine(voice(say("Recipients in the programme")), voice(_readers())),
        RecordLine(
            voice(say("How long")),
            _kept(snapshot, voice),
            "retention",
            all(value is not None for value in months.values()),
        ),
        RecordLine(voice(say("Security")), voice(_security())),
    ]


def _recorded() -> Sentence:
    return say(
        "name, e-mail, organisation and ties; title, phone, place and languages, where given; the"
        " mentee's needs and wishes; what the mentor offers; days and answers of the pairing; the"
        " rationale for it"
    )


def _readers() -> Sentence:
    return say(
        "programme managers, and everyone else who can read the files; the other in the pairing"
        " learns how to reach a person when the mentee has said yes"
    )


def _special() -> Sentence:
    return say("No field asks for any. Words about them in free text are pointed out.")


def _security() -> Sentence:
    return say(
        "Every change is checked, logs and the host's mail have ids instead of names, and the"
        " history is rewritten when someone is erased."
    )


def _purpose() -> Sentence:
    return say(
        "to find a mentor who fits the mentee, to follow the pairing, and to show the programme's"
        " numbers without names"
    )


def _kinds() -> Sentence:
    return say(
        "who you are and how you are reached, what you want help with or can contribute, and the"
        " days and answers of your pairings"
    )


def _within() -> Sentence:
    return say(
        "Programme managers, and everyone who may read the files, see everything. The other in your"
        " pairing learns how to reach you when the mentee has said yes."
    )


def _computed() -> Sentence:
    return say(
        "When a mentor is sought, each possible pair gets a score from 0 to 100: how many of the"
        " mentee's areas the mentor offers, the wish for a mentor, and the place. Gender, age,"
        " origin and health are not used. The score is not stored, and the programme manager"
        " decides."
    )


def _rights() -> tuple[Sentence, ...]:
    return (
        say("You can have what is wrong corrected, and your data erased."),
        say("You can ask that the use of your data be restricted, and object to it."),
        say(
            "You can have what you have given as a file for another program: {command}.",
            command=Code("mentorskap person export"),
        ),
        say(
            "You can complain to the Swedish Authority for Privacy Protection (IMY), {address}.",
            address=Code("www.imy.se"),
        ),
    )


def _decided(snapshot: Snapshot) -> dict[str, Any]:
    """Return what the programme has decided about personal data, by its key in `privacy`."""
    programme = snapshot.programme
    return dict.fromkeys(HEADINGS) if programme is None else programme.privacy._asdict()


def _kept(snapshot: Snapshot, voice: Voice) -> str:
    months = _months(snapshot)
    clauses = [voice.phrase(_AFTER[key](months[key])) for key in _KEPT if months[key] is not None]
    if len(clauses) < len(_KEPT):
        clauses.append(
            voice.phrase(_NOT_DECIDED if not clauses else say("the rest is not decided yet"))
        )
    return "; ".join(clauses)


def _months(snapshot: Snapshot) -> dict[str, Any]:
    programme = snapshot.programme
    return {key: None if programme is None else getattr(programme.retention, key) for key in _KEPT}


def undecided(snapshot: Snapshot) -> list[str]:
    """Return the keys of `programme.yml` that the report needs and that are not set."""
    months = _months(snapshot)
    return [
        *(f"privacy.{key}" for key, value in _decided(snapshot).items() if not value),
        *(f"retention.{key}" for key in _KEPT if months[key] is None),
    ]


def data(snapshot: Snapshot) -> dict[str, Any]:
    """Return what the programme has decided, for programs; null is not decided."""
    decided = {key: _as_written(value) for key, value in _decided(snapshot).items()}
    return {**decided, "retention": _months(snapshot)}


def _as_written(value: Text | tuple[Text, ...] | None) -> Any:
    if isinstance(value, Text):
        return value.sv if value == Text.same(value.sv) else value._asdict()
    return None if value is None else [_as_written(text) for text in value]
