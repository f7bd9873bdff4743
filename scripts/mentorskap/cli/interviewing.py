"""`record interview`: asks in a terminal for what lacks, and ends with the mentors who fit best."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from mentorskap.edit import needs
from mentorskap.files import disk
from mentorskap.files.records import areas_by_name
from mentorskap.host.run import EXIT_OK, data, write_out
from mentorskap.host.writing import with_fact, write
from mentorskap.model import waiting
from mentorskap.words.sentence import Code, Person, RefusalError, say, say_n

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mentorskap.edit.recording import Recording
    from mentorskap.edit.trial import Trial
    from mentorskap.host.run import Run
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.words.sentence import Sentence


def record(run: Run, fact: Recording, options: Mapping[str, Sequence[str]]) -> int:
    """Write an interview with its needs, whole or not at all, and say who fits best."""
    with_fact(run, fact)  # what the file does not allow is refused before anything is asked
    if sys.stdin is not None and sys.stdin.isatty():
        answers = {**options, **_answers(run, fact, options)}
        fact = fact._replace(needs=needs.needs_from(run.snapshot, fact.id, answers, fact.judge))
    outcomes: list[Trial] = []
    code = write(run, with_fact(run, fact), then=outcomes.append)
    if code == EXIT_OK and outcomes:
        write_out(
            "".join(f"\n{run.voice(line)}" for line in _best(run, outcomes[0].after, fact.id))
        )
        write_out("\n")
    return code


def _answers(
    run: Run, fact: Recording, options: Mapping[str, Sequence[str]]
) -> dict[str, list[str]]:
    """Ask for what lacks, one question at a time; nothing answered goes on to the next."""
    snapshot = run.snapshot
    person = snapshot.participants[fact.id]
    entry = waiting.meant(snapshot, person, fact.values.get("cohort")).route
    lacking = needs.lacking(data(disk.read(run.root, fact.path), fact.path), entry, options)
    if lacking and snapshot.programme is not None:
        write_out(
            run.voice(
                say(
                    "Press Enter to go on to the next question. The areas are: {areas}.",
                    areas=areas_by_name(snapshot.programme.areas, snapshot.programme),
                )
            )
            + "\n"
        )
    answers: dict[str, list[str]] = {}
    for question in lacking:
        own = answers.setdefault(question.option, [])
        while text := _asked(run, question.words):
            try:
                needs.needs_from(snapshot, fact.id, {question.option: [*own, text]}, fact.judge)
            except RefusalError as refused:
                write_out(run.voice(refused.sentence) + "\n")
                continue
            own.append(text)
            if not question.many:
                break
    return answers


def _asked(run: Run, words: Sentence) -> str:
    try:
        return input(f"{run.voice(words)}: ").strip()
    except EOFError:
        return ""


def _best(run: Run, after: Snapshot, mentee: str) -> Iterator[Sentence]:
    """Yield the mentors who fit a mentee best, or why there are none."""
    from mentorskap import matching

    snapshot = after.known
    why = matching.not_weighed(snapshot, mentee)
    if why is not None:
        yield why
        return
    weighing = matching.Weighing(
        snapshot, matching.AS_IT_IS, lambda path: data(disk.read(run.root, path), path)
    )
    shortlist = matching.shortlists(weighing, (mentee,)).shortlists[mentee]
    suggest = Code(f"mentorskap suggest {mentee}")
    if not shortlist.best:
        yield say(
            "No mentor can be asked for {person} today. {suggest} says what stops each one.",
            person=Person(mentee),
            suggest=suggest,
        )
        return
    yield say_n(
        "The mentor who fits {person} best:",
        "The {number} mentors who fit {person} best:",
        len(shortlist.best),
        person=Person(mentee),
    )
    for fit in shortlist.best:
        yield say(
            "  {mentor} ({id}), {score} of 100",
            mentor=Person(fit.mentor),
            id=Code(fit.mentor),
            score=fit.score,
        )
    yield say("Why, and what stops the others: {suggest}.", suggest=suggest)
