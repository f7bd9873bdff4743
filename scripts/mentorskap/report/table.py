"""The programme's numbers as CSV, for a spreadsheet that is to be shared.

No names and no members. Excel separates by the system's list separator: in Swedish a semicolon,
because the comma is the decimal sign, in English a comma. It reads UTF-8 only after a byte order
mark. A text that begins like a formula gets an apostrophe, which makes a spreadsheet take it as
text.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from mentorskap.model import kpi
from mentorskap.report import phrases
from mentorskap.words import titles
from mentorskap.words.sentence import say, say_n
from mentorskap.words.voice import harmless

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mentorskap.model.kpi import Kpi
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.words.sentence import Sentence
    from mentorskap.words.voice import Voice

BYTE_ORDER_MARK = "\ufeff"
_SEPARATORS = {"sv": ";", "en": ","}
_FORMULA = "=+-@\t\r＝＋－＠"


def numbers(snapshot: Snapshot, numbers: Mapping[str | None, Sequence[Kpi]], voice: Voice) -> str:
    """Return the numbers of each cohort, then of all, a row each; small groups are left empty."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=_SEPARATORS[voice.language])
    writer.writerow(
        map(
            voice,
            (
                *(say("Day"), say("Cohort"), say("Key figure"), say("Identifier"), say("Counted")),
                *(say("Out of"), say("Value"), say("Unit"), say("Remark")),
            ),
        )
    )
    few = kpi.hidden(numbers, snapshot)
    for cohort, figures in numbers.items():
        limit = snapshot.limits_of(cohort).smallest_group
        name = voice(phrases.cohort(cohort, snapshot))
        for number in figures:
            row = (name, voice(titles.KPIS[number.name]), number.name)
            counted = (
                ["", "", "", voice(_too_few(limit))]
                if (cohort, number.name) in few
                else [str(number.k), str(number.n), _decimal(number, voice), ""]
            )
            unit = voice.phrase(say("days") if number.in_days else say("per cent"))
            counted.insert(3, unit)
            writer.writerow([snapshot.today.isoformat(), *map(as_text, row), *counted])
    return BYTE_ORDER_MARK + text.getvalue()


def _too_few(limit: int) -> Sentence:
    return say_n(
        "Hidden: fewer than {number} person in the group, or in the rest of it.",
        "Hidden: fewer than {number} people in the group, or in the rest of it.",
        limit,
    )


def _decimal(number: Kpi, voice: Voice) -> str:
    if number.value is None:
        return ""
    text = f"{number.value if number.in_days else 100 * number.value:.1f}".removesuffix(".0")
    return text.replace(".", ",") if voice.language == "sv" else text


def as_text(text: str) -> str:
    """Return a text as a cell that no spreadsheet takes for a formula."""
    line = harmless(text)
    return f"'{line}" if text[:1] in _FORMULA or line.lstrip()[:1] in _FORMULA else line
