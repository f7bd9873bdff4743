"""The areas of the programme as the interview's form offers them, and a form that offers others."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from mentorskap.files.source import Fault, Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mentorskap.files.reading import Reading
    from mentorskap.words.sentence import Text

FORMS = ".github/ISSUE_TEMPLATE"
"""The folder of the forms."""
INTERVIEW_FORM = f"{FORMS}/11-interview.yml"
"""The one form whose choices are settings of the programme."""
_TICK = re.compile(r'- label: (?P<label>".*")')


def labels(names: Mapping[str, Text]) -> dict[str, str]:
    """Return the ids of areas by what the form calls each, in Swedish and English at once."""
    ids: dict[str, str] = {}
    for id_, name in names.items():
        label = name.sv if name.sv == name.en else f"{name.sv} · {name.en}"
        ids[f"{label} ({id_})" if label in ids else label] = id_
    return ids


def with_forms(reading: Reading, forms: Iterable[tuple[str, str]]) -> Reading:
    """Return a reading with what is remarked on the `forms`, (path, text) each."""
    if reading.programme is None:
        return reading
    faults = _differing(forms, reading.programme.area_names)
    return reading._replace(faults=(*reading.faults, *faults))


def _differing(pages: Iterable[tuple[str, str]], names: Mapping[str, Text]) -> Iterator[Fault]:
    """Yield the forms among `pages`, (path, text) each, that offer other areas than `names`."""
    ids = labels(names)
    for path, text in pages:
        if path != INTERVIEW_FORM:
            continue
        ticks = [
            (number, _unquoted(match["label"]))
            for number, line in enumerate(text.splitlines(), 1)
            if (match := _TICK.search(line))
        ]
        offered = {label for _, label in ticks}
        missing = tuple(id_ for label, id_ in ids.items() if label not in offered)
        extra = tuple(dict.fromkeys(label for _, label in ticks if label not in ids))
        if missing or extra:
            lines = [number for number, label in ticks if label in extra or missing]
            mark = Mark(min(lines, default=1), 1)
            yield Fault("areas", "other", path, mark, values={"missing": missing, "extra": extra})


def _unquoted(label: str) -> str:
    try:
        return str(json.loads(label))
    except ValueError:
        return label
