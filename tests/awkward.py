"""Ten thousand names as awkward as they come, the same each time: what no header may trip over.

They are whole names, names of many letters, pieces of headers and addresses, and what is joined of
them up to a length at which headers are folded.
"""

from __future__ import annotations

import random
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS = (
    *("Anna", "Björn", "Åsa", "Ek", "von Essen", "d'Arc", "Lindqvist-Öhrn", "O’Hara", "Zoë", "Ng"),
    *("Jean-Pierre", "García", "Łukasz", "Ñ", "محمد", "王", "Владимир", "🇸🇪", "👩‍👩‍👧", "e\u0301"),
    *(
        "Lindqvist, Anna",
        "Karin (Kajsa)",
        'Anna "Annie" Ek',
        "Ek; Dal",
        "Chef: Anna",
        "A.B.",
        "Jr.",
    ),
)
HOSTILE = (
    *("x@evil.example", "<x@evil.example>", ", y@evil.example,", "evil@x.example, Jonas", ";", ":"),
    *('"', '\\"', "\\", '"q" <y@evil.example>', "(", ")", "(<x@evil.example>", "[", "]", "<", ">"),
    *("undisclosed-recipients:;", "Grupp: x@evil.example;", "=?utf-8?q?", "?=", "=?utf-8?b?QQ==?="),
    *(
        "=?utf-8?q?=0D=0ABcc=3A_x=40evil.example?=",
        "\r\nBcc: x@evil.example",
        "\nTo: z@evil.example",
    ),
    *(
        "\r",
        "\n",
        "\t",
        "\0",
        "\x85",
        "\u2028",
        "\u202e",
        "\ufeff",
        "\u200b",
        "\u00ad",
        "%0a",
        "To:",
    ),
    *(
        "\ud800",
        "a" * 76,
        "å" * 40,
        "A" * 70 + ", B",
        " " * 5,
        "_",
        "=",
        "?",
        "mailto:x@evil.example",
    ),
)
_LONGEST = 140


def names(number: int) -> Iterator[str]:
    """Yield so many names; the first are those that have gone wrong somewhere."""
    yield from islice(_names(), number)


def _names() -> Iterator[str]:
    yield from (*WORDS, *HOSTILE)
    yield "Anna Lindqvist, enhetschef och utvecklingsansvarig och utvecklingsansvarig o"
    yield "Lindqvist, Anna-Karin Elisabeth Margareta af Ekenstam-Wachtmeister Lagercrantz"
    yield f"evil@x.example, {'Jonas Ohrn Lindqvist ' * 5}"
    yield f"Jonas Ohrn <evil@x.example> {'Lindqvist ' * 8}"
    for length in range(60, 90):  # about the width of a line
        yield from (f"{'A' * length}{sign} x@evil.example" for sign in ',(<:;@"')
    chance = random.Random(13)  # noqa: S311 - examples, no secret
    while True:
        pieces = chance.choices((*WORDS * 2, *HOSTILE), k=chance.randint(1, 9))
        name = chance.choice((" ", " ", "", ", ")).join(pieces)
        yield name[: chance.randint(1, _LONGEST)] if chance.random() < 0.3 else name[:_LONGEST]
