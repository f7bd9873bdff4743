"""A verdict on publishing, said in a terminal, in a workflow's log and in its summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.report import github
from mentorskap.words.sentence import say_n

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentorskap.host.publishing import Verdict
    from mentorskap.words.voice import Voice


def terminal(verdict: Verdict, voice: Voice) -> str:
    """Return the verdict for a person at a screen."""
    return (
        "\n".join([*map(voice, verdict.why), *(f"  → {voice(act)}" for act in verdict.todo)]) + "\n"
    )


def log(verdict: Verdict, voice: Voice) -> str:
    """Return the verdict as workflow commands: the gravest first, then what to do."""
    return (
        "\n".join(
            [
                *(github.command(verdict.kind, text) for text in _gravest(verdict, voice)),
                *(f"→ {voice(act)}" for act in verdict.todo),
            ]
        )
        + "\n"
    )


def _gravest(verdict: Verdict, voice: Voice) -> Iterator[str]:
    yield from map(voice, verdict.why[: github.MOST])
    more = len(verdict.why) - github.MOST
    if more > 0:
        yield voice(
            say_n("{number} more, see the summary.", "{number} more, see the summary.", more)
        )


def summary(verdict: Verdict, voice: Voice) -> str:
    """Return the verdict as Markdown."""
    return "\n".join(
        [
            *(f"**{voice(found)}**\n" for found in verdict.why),
            *(f"- {voice(act)}" for act in verdict.todo),
            "",
            "",
        ]
    )
