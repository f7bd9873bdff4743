"""A programme whose every name, organisation and word is an attack on the pages that show it."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

STRINGS = (
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    '" onmouseover="alert(1)" autofocus onfocus="alert(1)',
    "' onmouseover='alert(1)",
    "<svg><script>alert(1)</script></svg>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<a href=javascript:alert(1)>x</a>",
    "<details open ontoggle=alert(1)>",
    "<style>*{display:none}</style>",
    "<!-- a comment -->",
    "--> <script>alert(1)</script> <!--",
    "<![CDATA[<script>alert(1)</script>]]>",
    "[x](javascript:alert(1))",
    "![x](javascript:alert(1))",
    "![x](x){ onerror=alert(1) }",
    "[x](# 'y'){ onclick=alert(1) }",
    "{: onclick=alert(1) }",
    "{ #id .klass onclick=alert(1) }",
    "[x]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "<https://hostile.example/?a=1&b=2>",
    "{{ config.site_name }} {{ 7 * 7 }}",
    "{% raw %}{% include 'x' %}",
    "{# a note #} {{ ''.__class__ }}",
    "&lt;b&gt; &amp; &quot;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&#x3C;img src=x onerror=alert(1)&#x3E;",
    "--- title: other ---",
    "title: x # no comment",
    "\"]}', }: & * ! | > % @",
    '\\" \\n \\u003cscript\\u003e \\\\',
    '!!! danger "x" ??? note',
    "*[HTML]: <script>alert(1)</script>",
    "[^1]: a footnote[^1]",
    '--8<-- "../../programme.yml"',
    "```js alert(1)``` `code` ~~~",
    "| a | b | <td>",
    "# Not a heading {#x onclick=alert(1)}",
    "**not bold** _not slanted_ ~~x~~ ==y== ^^z^^",
    "- [ ] no task",
    "x :smile: :material-account: &nbsp;",
    "Å\u0301 ﬁ ß İ 漢字 العربية \u00a0x",
    "👩 🇸🇪 ✅",
    "Supercalifragilistic" * 5,
    "O'Brien-Ångström, d.ä. ” “ ’ … –",
    "%3Cscript%3Ealert(1)%3C/script%3E",
)
MANY = len(STRINGS)


def mentee(number: int) -> str:
    """Return the id of a person; the one before is the mentee of the one after."""
    return f"hostile-{number % MANY:02d}"


def pairing(number: int) -> str:
    """Return the id of the pairing that a person is the mentee of."""
    return f"{mentee(number)}--{mentee(number + 1)}"


def name(number: int) -> str:
    """Return a person's name: what a name may hold of the attack, and a word of its own.

    The schema refuses the rest, so no page can show it.
    """
    number %= MANY
    left = re.sub(r"[^\w\s.,'’()–-]|[\d_]", "", STRINGS[number].replace("\u00a0", " "))
    own = f"zq{chr(97 + number // 10)} Q{chr(97 + number // 10)}{chr(97 + number % 10)}"
    return " ".join(f"{left} {own}".split())


def words(number: int) -> str:
    """Return what a person says: the attack, whole, with a line break or two."""
    return f"{STRINGS[number % MANY]}\n\n{STRINGS[number % MANY]}\n    {STRINGS[number % MANY]}"


def write_repository(root: Path) -> None:
    """Replace the people, the areas and the cohorts of a repository by hostile ones."""
    for folder in ("participants", "pairings"):
        shutil.rmtree(root / folder)
        (root / folder).mkdir()
    _write(
        root / "programme.yml",
        {
            "name": {"sv": STRINGS[0], "en": STRINGS[0]},
            "manager": {"name": STRINGS[3], "email": "manager@hostile.example"},
            "areas": [
                {"id": f"area-{number}", "sv": text, "en": text}
                for number, text in enumerate(STRINGS)
            ],
            "cohorts": [
                {
                    "id": f"cohort-{number}",
                    "name": {"sv": text, "en": text},
                    "starts": "2026-09-01",
                    "ends": "2027-06-11",
                }
                for number, text in enumerate(STRINGS)
            ],
        },
    )
    for number, text in enumerate(STRINGS):
        need = {"area": f"area-{number}", "words": words(number)}
        interview = {
            "date": "2026-08-10",
            "challenges": [need],
            "wishes": {"words": words(number), "avoid_organisations": [text]},
        }
        person = {
            "name": name(number),
            "email": f"a{number}+%0d&body=x'`@hostile.example",
            "organisation": f"{text} {number}",  # two attacks differ by a sign alone
            "title": text,
            "place": text,
            "mentee": {
                "cohort": f"cohort-{number}",
                "admitted": "2026-06-15",
                "interview": interview,
            },
            "mentor": {"offers": [need], "capacity": 2},
        }
        _write(root / "participants" / f"{mentee(number)}.yml", person)
        pair = {
            "mentee": mentee(number),
            "mentor": mentee(number + 1),
            "cohort": f"cohort-{number}",
            "rationale": words(number),
            "proposal": {"mentor_asked": "2026-10-01"},
        }
        _write(root / "pairings" / f"{pairing(number)}.yml", pair)


def _write(path: Path, data: object) -> None:
    """Write data as JSON, which is YAML in which every text is quoted."""
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
