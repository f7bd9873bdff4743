"""The page of all rules: what each says, why, how to fix it, and an example.

A rule is described by its docstring, by the smallest repository that breaks it, and by what the
check says of that repository.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mentorskap.pages.reference.examples import visible_lines
from mentorskap.rules import change, dates, files, order, pairings, people, programme
from mentorskap.words import titles
from mentorskap.words.sentence import Code, Sentence, say
from mentorskap.words.voice import MARKDOWN, Voice, harmless

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mentorskap.pages.reference.examples import Example
    from mentorskap.rules.rule import Rule
    from mentorskap.words.voice import Catalogue

TITLE = say("All rules")
LEAD = say("What the check asks of the files: what each rule says, why, and how to mend.")


def _code(text: str) -> str:
    """Return `text` as code, in which neither Markdown nor HTML reads anything into it."""
    inert = re.sub(
        r"[^\w ,./›…-]|(?<![^\W_])_|_(?![^\W_])",
        lambda match: f"&#{ord(match[0])};",
        harmless(text),
    )
    return f"<code>{inert}</code>"


FORM = MARKDOWN._replace(code=_code)


class Explanation(NamedTuple):
    """The parts of a rule's docstring."""

    claims: tuple[str, ...]
    why: str
    mend: str


def explanation(docstring: str) -> Explanation:
    """Return what a rule's docstring says, part by part, each on one line."""
    *claims, why, mend = (" ".join(part.split()) for part in docstring.strip().split("\n\n"))
    return Explanation(tuple(claims), why.removeprefix("Why: "), mend.removeprefix("Mend: "))


GROUPS: tuple[tuple[str, Sentence, Sentence, tuple[Rule, ...]], ...] = (
    (
        "files",
        say("Files"),
        say("Can they be read, do they fit, do they lie where they belong?"),
        files.RULES,
    ),
    (
        "people",
        say("People"),
        say("Participants, what is said of them, and what must never stand in a file."),
        people.RULES,
    ),
    (
        "pairings",
        say("Pairings"),
        say("Do the two fit together, and does the mentor have room?"),
        pairings.RULES,
    ),
    (
        "order",
        say("Order"),
        say("One step follows another, and nothing has happened before its day."),
        order.RULES + dates.RULES,
    ),
    (
        "programme",
        say("The programme itself"),
        say("Cohorts, limits, and the questions that only you can answer."),
        programme.RULES,
    ),
    (
        "change",
        say("The change"),
        say(
            "What a change did to those who were there and to what had happened. Asked only with"
            " {base}.",
            base=Code("--base"),
        ),
        change.RULES,
    ),
)


_GRAVITY = (
    ("error", say("must be fixed. As long as one is left, the check says no.")),
    ("warning", say("probably a mistake. Look, and decide.")),
    ("notice", say("worth a look, and may well be right as it stands.")),
)


def blocks(examples: Mapping[str, Example], catalogue: Catalogue) -> Iterator[str]:
    """Yield the blocks of the page below its title; `examples` by rule."""
    voice = Voice(catalogue, {}, FORM)
    yield voice(
        say(
            "**Did the check say something?** The rule's name stands beside the message. Look it up"
            " here: what it asks, why, how to mend, and an example with what the check says of it."
        )
    )
    yield "\n".join(
        f"- **{voice(titles.SEVERITIES[severity])}** – {voice.phrase(meaning)}"
        for severity, meaning in _GRAVITY
    )
    yield voice(
        say(
            "The people and companies in the examples do not exist, and every example is as short"
            " as it can be. The line in question is marked."
        )
    )
    for anchor, title, lead, group in GROUPS:
        yield f"## {voice(title)} {{ #{anchor} }}"
        yield voice(lead)
        for rule in group:
            yield from rule_blocks(rule, examples[rule.id], catalogue)


def rule_blocks(rule: Rule, example: Example, catalogue: Catalogue) -> Iterator[str]:
    """Yield the blocks about one rule, from its heading to the answer of the check."""
    voice = Voice(catalogue, example.names, FORM)
    parts = explanation(rule.explanation)
    yield f"### `{rule.id}` {{ #{rule.id} }}"
    first, *more = (without_facts(voice(Sentence(claim, {}))) for claim in parts.claims)
    yield f"**{voice(titles.SEVERITIES[rule.severity])}:** {first}"
    yield from more
    for label, part in ((say("Why"), parts.why), (say("How to mend"), parts.mend)):
        yield f"**{voice(label)}:** {without_facts(voice(Sentence(part, {})))}"
    yield voice(say("For example {file}, line {line}:", file=Code(example.path), line=example.line))
    yield _fenced(example)
    yield voice(say("The check says:"))
    yield f"> {voice(example.message)}\n>\n> → {voice(example.fix)}"


def without_facts(text: str) -> str:
    """Return `text` without the numbers of the facts that a rule rests on.

    They say nothing to a reader of the handbook.
    """
    return re.sub(r" \(F[0-9]+(?:, F[0-9]+)*\)", "", text)


def _fenced(example: Example) -> str:
    """Return the file as a code block that nothing in it can end, with the line marked."""
    lines = visible_lines(example.text)
    longest = max((len(ticks) for line in lines for ticks in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    kind = "yaml" if example.path.endswith((".yml", ".yaml")) else "text"
    return "\n".join([f'{fence}{kind} hl_lines="{example.line}"', *lines, fence])
