"""`explain`: what a rule asks, why, how to fix what breaks it, and an example; no programme needed.

The broken repositories of the tests are not installed with the program, so each rule's example is
kept beside the rules in `examples.json`, which is written together with the handbook's reference.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mentorskap.files import disk
from mentorskap.host.run import EXIT_NO, EXIT_OK, Reads, write_out
from mentorskap.pages.reference.rules import (
    AFTER,
    ALSO,
    GROUPS,
    MEND,
    WHY,
    explanation,
    without_facts,
)
from mentorskap.report.terminal import paint
from mentorskap.words import titles
from mentorskap.words.request import near
from mentorskap.words.sentence import Code, Sentence, Written, say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from mentorskap.host.run import Run
    from mentorskap.report.terminal import Paint
    from mentorskap.rules.rule import Rule
    from mentorskap.words.voice import Voice

HELP = "förklara en regel · explain a rule"
READS = Reads.LANGUAGE

_RULES = {rule.id: rule for *_, group in GROUPS for rule in group}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own options."""
    parser.add_argument(
        "rule",
        nargs="?",
        metavar="RULE",
        help="regelns namn; utan namn listas alla · the rule's name; without one, all are listed",
    )


def run(run: Run, options: argparse.Namespace) -> int:
    """Print what a rule says, or one line for each rule; exit 1 if the rule does not exist."""
    id_ = options.rule
    if id_ is None:
        write_out("\n".join(_overview(run.voice)) + "\n")
        return EXIT_OK
    if id_ not in _RULES:
        write_out(run.voice(_unknown(id_)) + "\n")
        return EXIT_NO
    write_out("\n".join(_explained(_RULES[id_], run.voice)) + "\n")
    return EXIT_OK


def _unknown(id_: str) -> Sentence:
    nearest = near(id_, _RULES)
    if nearest is None:
        return say(
            "There is no rule {written}. {command} lists them all.",
            written=Written(id_),
            command=Code("mentorskap explain"),
        )
    return say(
        "There is no rule {written}. Did you mean {near}?",
        written=Written(id_),
        near=Code(f"mentorskap explain {nearest}"),
    )


def _overview(voice: Voice) -> Iterator[str]:
    colours = paint(coloured=voice.coloured)
    width = max(map(len, _RULES))
    for _, title, lead, group in GROUPS:
        yield f"{colours.strong(voice(title))} – {voice(lead)}"
        for rule in group:
            claim = _plain(explanation(rule.explanation).claims[0], voice)
            yield f"  {rule.id:{width}}  {claim}"
        yield ""
    yield voice(
        say(
            "{command} explains one of them in full.",
            command=Code("mentorskap explain mentor-has-room"),
        )
    )


def _explained(rule: Rule, voice: Voice) -> Iterator[str]:
    colours = paint(coloured=voice.coloured)
    parts = explanation(rule.explanation)
    severity = voice(titles.SEVERITIES[rule.severity])
    yield f"{colours.strong(rule.id)}  {severity}"
    for claim in parts.claims:
        yield f"  {_plain(claim, voice)}"
    for label, part in ((WHY, parts.why), (MEND, parts.mend)):
        yield f"\n{colours.strong(voice(label))}: {_plain(part, voice)}"
    example = json.loads(disk.packaged_text("rules/examples.json"))[rule.id][voice.language]
    path, line = example["path"], example["line"]
    yield "\n" + voice(say("For example {file}, line {line}:", file=Code(path), line=line)) + "\n"
    yield from _block(example["text"], [line], colours)
    yield "\n" + voice(say("The check says:")) + "\n"
    yield f"{path}:{line}  {severity}  {rule.id}\n  {example['message']}\n  → {example['fix']}"
    yield f"\n{colours.strong(voice(AFTER))}"
    for edit in example["after"]:
        yield f"\n{edit['said']}"
        yield from ["", *_block(edit["text"], edit["lines"], colours)] if edit["text"] else []
    if example["also"]:
        yield f"\n{colours.strong(voice(ALSO))}"
        for message, fix in example["also"]:
            yield f"\n  {message}\n  → {fix}"


def _block(lines: list[str], marked: list[int], colours: Paint) -> Iterator[str]:
    """Yield the numbered lines of a file, some of them marked."""
    width = len(str(len(lines)))
    for number, text in enumerate(lines, 1):
        row = f"{'>' if number in marked else ' '} {number:{width}} │ {text}".rstrip()
        yield colours.strong(row) if number in marked else row


def _plain(part: str, voice: Voice) -> str:
    """Return a part of a rule's docstring in the voice's language."""
    return without_facts(voice(Sentence(part, {})))
