"""The issue form "log a meeting", read strictly: headings in order, one line to each.

Anyone who can open an issue can write anything into it. What is not exactly what the form makes
is refused; a day in another form is refused with a guess.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mentorskap.files import schema
from mentorskap.files.reading import PERSON_ID
from mentorskap.words import request
from mentorskap.words.sentence import Code, RefusalError, codes, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mentorskap.files.schema import Schema
    from mentorskap.files.source import Route

LABEL = "log-meeting"
"""The label that the form puts on its issues."""
MOST = 1_000
"""The most characters of a filled-in form."""
_EMPTY = "_No response_"
"""What GitHub writes where a field was left out."""


class FormField(NamedTuple):
    """A field of the form: its heading, what is made of it, and whether it must be filled in."""

    heading: str
    name: str
    route: Route = ()
    required: bool = True


FIELDS = (
    FormField("Mentorpar · Pairing", "pairing"),
    FormField("Datum · Date", "day"),
    FormField("Utfall · Outcome", "outcome", ("meetings", 0, "outcome")),
    FormField("Mötesform · Form", "form", ("meetings", 0, "form"), required=False),
    FormField("Nästa bokade möte · Next meeting booked", "next", required=False),
)


class Submission(NamedTuple):
    """A form as the words and options of `record`."""

    words: tuple[str, ...]
    options: Mapping[str, str]


def choices(field: FormField, judge: Schema) -> dict[str, str]:
    """Return the values of a choice by how the form shows them."""
    return request.labels(schema.at(judge, field.route))


def submission(body: str, judge: Schema) -> Submission:
    """Return the submission in the text of a form; `judge` is the schema of pairings."""
    lines = body.replace("\r\n", "\n").strip("\n").split("\n") if len(body) <= MOST else []
    frame = [line for number, line in enumerate(lines) if number % 4 != 2]
    expected = [line for field in FIELDS for line in (f"### {field.heading}", "", "")][:-1]
    if frame != expected:
        raise RefusalError(
            say(
                "This does not look like the form: {headings}, in this order, with one line below"
                " each and nothing else.",
                headings=codes(field.heading for field in FIELDS),
            )
        )
    answers = {
        field.name: _value(field, line, judge)
        for field, line in zip(FIELDS, lines[2::4], strict=True)
        if field.required or line != _EMPTY
    }
    if answers["outcome"] == "moved" and "next" not in answers:
        raise RefusalError(
            say(
                "A moved meeting has a new day: fill in {field} too. No new day yet? Then the"
                " meeting is cancelled.",
                field=Code(FIELDS[4].heading),
            )
        )
    following = (
        {"to" if answers["outcome"] == "moved" else "next": answers["next"]}
        if "next" in answers
        else {}
    )
    form = {"form": answers["form"]} if "form" in answers else {}
    return Submission(
        ("meeting", answers["pairing"], answers["day"], answers["outcome"]), {**form, **following}
    )


def _value(field: FormField, line: str, judge: Schema) -> str:
    if field.name == "pairing":
        if not re.fullmatch(rf"{PERSON_ID}--{PERSON_ID}(?:--[1-9][0-9]?)?", line):
            raise RefusalError(
                say(
                    "{field} must be the pairing's id alone, for example {example}.",
                    field=Code(field.heading),
                    example=Code("anna-07--bjorn-12"),
                )
            )
        return line
    if field.route:
        allowed = choices(field, judge)
        if line not in allowed:
            raise RefusalError(
                say(
                    "{field} must be one of {allowed}.",
                    field=Code(field.heading),
                    allowed=codes(allowed),
                )
            )
        return allowed[line]
    # The reply is public: of the answers it repeats only a day that was written in another order.
    if not re.fullmatch(r"[0-9./-]{8,10}", line):
        raise RefusalError(
            say(
                "{field} must be a day like {example}, and nothing else.",
                field=Code(field.heading),
                example=Code("2026-12-08"),
            )
        )
    return request.day(line).isoformat()
