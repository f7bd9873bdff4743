"""The index of names, for the search of the manager's pages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mentorskap.pages.manager.material import View


NOT_SEARCHED = "search: {exclude: true}\n"
"""The line of a page that the index of names leads to, and that the builder's own index omits."""


def names(view: View) -> str:
    """Return the name of each participant by id, and the id of each pairing, as a script.

    Pages that are opened as files may load a script, and nothing else. A pairing's id holds those
    of the two in it.
    """
    people = {id_: person.name for id_, person in view.snapshot.participants.items()}
    index = {"people": people, "pairs": list(view.snapshot.pairings)}
    return f"var mentorskapNames = {json.dumps(index, ensure_ascii=True, separators=(',', ':'))};\n"
