"""A page for each rule, headed by what one sees, and the index of them by symptom.

A rule is described by its docstring, by the smallest repository that breaks it, by what the check
says of that repository, and by the same file once it is fixed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mentorskap.pages.reference.examples import visible_lines
from mentorskap.rules import change, dates, files, order, pairings, people, programme
from mentorskap.words import titles
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Code, Sentence, say
from mentorskap.words.voice import MARKDOWN, PLAIN, Voice, harmless

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mentorskap.pages.reference.examples import Edited, Example
    from mentorskap.rules.rule import Rule
    from mentorskap.words.voice import Catalogue, Form

TITLE = say("All rules")
LEAD = say("What the check may say, and the rule behind it: why, and how to fix it.")


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
    """Yield the blocks of the index below its title; `examples` by rule."""
    voice = Voice(catalogue, {}, FORM)
    yield voice(
        say(
            "**Did the check say something?** Find a message like yours. It leads to a page on the"
            " rule: the file before and after, why, how to fix it, and what else the rule may say."
            " If you have the rule's name, search for it."
        )
    )
    yield "\n".join(
        f"- **{voice(titles.SEVERITIES[severity])}** – {voice.phrase(meaning)}"
        for severity, meaning in _GRAVITY
    )
    yield voice(say("The people and companies in the examples do not exist."))
    for anchor, title, lead, group in GROUPS:
        yield f"## {voice(title)} {{ #{anchor} }}"
        yield voice(lead)
        yield "\n".join(
            f"- [{_said(examples[rule.id], catalogue)}](rules/{rule.id}.md)<br>`{rule.id}`,"
            f" {voice.phrase(titles.SEVERITIES[rule.severity]).lower()}"
            for rule in group
        )


def page_of(id_: str) -> str:
    """Return the path of a rule's page inside a language."""
    return f"reference/rules/{id_}.md"


def claim(rule: Rule, voice: Voice) -> str:
    """Return what a rule asks, in one sentence and without marks."""
    first = without_facts(voice(Sentence(explanation(rule.explanation).claims[0], {})))
    return first.replace("`", "").replace("<", "‹").replace(">", "›")


def _said(example: Example, catalogue: Catalogue, form: Form = FORM) -> str:
    """Return the message of an example."""
    return Voice(catalogue, example.answer.names, form)(example.answer.message)


def heading(example: Example, catalogue: Catalogue) -> str:
    """Return what a rule's page is called in a window and among the results of a search."""
    title = _said(example, catalogue, PLAIN._replace(code=harmless))
    return title.replace("<", "‹").replace(">", "›")


def rule_blocks(rule: Rule, example: Example, catalogue: Catalogue) -> Iterator[str]:
    """Yield the blocks of a rule's page, from its heading to the other messages of the rule."""
    voice = Voice(catalogue, example.answer.names, FORM)
    parts = explanation(rule.explanation)
    yield f"# {voice(example.answer.message)}"
    yield f"> → {voice(example.answer.fix)}"
    first, *more = (without_facts(voice(Sentence(claim, {}))) for claim in parts.claims)
    yield f"**{voice(titles.SEVERITIES[rule.severity])}**, `{rule.id}`: {first}"
    yield from more
    yield f"## {voice(BEFORE)}"
    yield voice(say("{file}, line {line}:", file=Code(example.path), line=example.line))
    yield _fenced(example.path, example.text, [example.line])
    yield f"## {voice(AFTER)}"
    for edit in example.edits:
        yield voice(edited(edit))
        if edit.text is not None and not is_only_renamed(edit):
            yield _fenced(edit.path, edit.text, edit.lines)
    for label, part in ((WHY, parts.why), (MEND, parts.mend)):
        yield f"## {voice(label)}"
        yield without_facts(voice(Sentence(part, {})))
    if example.also:
        yield f"## {voice(ALSO)}"
        for answer in example.also:
            told = Voice(catalogue, answer.names, FORM)
            yield f"> {told(answer.message)}\n>\n> → {told(answer.fix)}"
    anchor, title = next((anchor, title) for anchor, title, _, group in GROUPS if rule in group)
    yield f"[{voice(TITLE)}: {voice(title)}](../rules.md#{anchor})"


BEFORE = say("Before")
AFTER = say("After")
WHY = say("Why")
MEND = say("How to fix it")
ALSO = say("What the rule may also say")


def is_only_renamed(edit: Edited) -> bool:
    """Say whether a file gets another name, and nothing in it is changed."""
    return edit.old is not None and edit.old != edit.path and not edit.lines and not edit.gone


def edited(edit: Edited) -> Sentence:
    """Return what happens to a file when what is wrong is fixed."""
    file = Code(edit.path)
    if edit.text is None:
        return say("{file} is deleted.", file=file)
    if edit.old is None:
        return say("A new file, {file}:", file=file)
    if is_only_renamed(edit):
        return say(
            "{old} is now called {file}. Nothing in it has changed.", old=Code(edit.old), file=file
        )
    if edit.old != edit.path:
        return say(
            "{old} is now called {file}, and line {line} has changed:",
            old=Code(edit.old),
            file=file,
            line=edit.lines[0],
        )
    if edit.lines:
        return say("{file}, line {line}:", file=file, line=edit.lines[0])
    return say("{file}, without the former line {line}:", file=file, line=edit.gone)


def without_facts(text: str) -> str:
    """Return `text` without the numbers of the facts that a rule rests on.

    They say nothing to a reader of the handbook.
    """
    return re.sub(r" \(F[0-9]+(?:, F[0-9]+)*\)", "", text)


def _fenced(path: str, text: str, marked: Sequence[int]) -> str:
    """Return the file as a code block that nothing in it can end, with some lines marked."""
    lines = visible_lines(text)
    longest = max((len(ticks) for line in lines for ticks in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    kind = "yaml" if path.endswith((".yml", ".yaml")) else "text"
    marks = f' hl_lines="{" ".join(map(str, marked))}"' if marked else ""
    return "\n".join([f"{fence}{kind}{marks}", *lines, fence])
