"""Facts of several mails tried together: all that fit are written in one go.

A fact may need another one of the same run, so that each is tried until no more fit. Two that break
a rule only together are both left out: a person decides which of them is right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.edit.answers import Gathered, LeftToRead
from mentorskap.edit.trial import try_out
from mentorskap.files import reading
from mentorskap.host.run import schema_named
from mentorskap.host.writing import with_fact
from mentorskap.model import facts
from mentorskap.words.sentence import Code, RefusalError, Sentence, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mentorskap.edit.answers import MailedFact
    from mentorskap.host.run import Run
    from mentorskap.host.writing import Files
    from mentorskap.model.snapshot import Snapshot


def gather(run: Run, mailed: Sequence[MailedFact]) -> Gathered:
    """Return which of the facts that mails say can be written together."""
    candidates, apart = list(mailed), list[LeftToRead]()
    while True:
        gathered = _fitting(run, candidates, each=False)
        if _error(run, gathered.files) is not None:
            gathered = _fitting(run, candidates, each=True)
        clashes = list(_clashes(run, gathered, candidates))
        if not clashes:
            return gathered._replace(rest=(*gathered.rest, *apart))
        apart += clashes
        places = {mail.place for mail in clashes}
        candidates = [fact for fact in candidates if fact.place not in places]


def _fitting(run: Run, candidates: Iterable[MailedFact], *, each: bool) -> Gathered:
    """Return the facts that the files allow one after another; with `each`, also the rules."""
    files: Files = {}
    snapshot = run.snapshot
    fitting: list[tuple[MailedFact, tuple[Sentence, ...]]] = []
    same: list[MailedFact] = []
    waiting, refused = list(candidates), dict[str, Sentence]()
    while waiting:
        again: list[MailedFact] = []
        for fact in waiting:
            try:
                step = with_fact(run, fact.recording(snapshot, schema_named), files)
            except RefusalError as why:
                refused[fact.place] = why.sentence
                again.append(fact)
                continue
            if all(
                after == files.get(path, (before,))[-1] for path, (before, after) in step.items()
            ):
                same.append(fact)
                continue
            changed = {**files, **step}
            if each and (error := _error(run, changed)) is not None:
                refused[fact.place] = error
                again.append(fact)
                continue
            after = _seen(run, changed)
            fitting.append((fact, _said(fact, snapshot, after)))
            files, snapshot = changed, after
        if len(again) == len(waiting):
            break
        waiting = again
    rest = tuple(
        LeftToRead(fact.place, fact.sender, refused[fact.place], fact.pairing) for fact in waiting
    )
    return Gathered(tuple(fitting), tuple(same), files, rest)


def _after(files: Files) -> dict[str, bytes | None]:
    return {path: after for path, (_, after) in files.items()}


def _seen(run: Run, files: Files) -> Snapshot:
    return run.snapshot.of(reading.with_files(run.snapshot.reading, _after(files), schema_named))


def _said(fact: MailedFact, before: Snapshot, after: Snapshot) -> tuple[Sentence, ...]:
    """Return what a fact changes in its pairing, in the words of `facts`."""
    differences = facts.differences(
        facts.of_pairing(before.pairings[fact.pairing]),
        facts.of_pairing(after.pairings[fact.pairing]),
    )
    return tuple(new.said for _, new in differences if new is not None)


def _error(run: Run, files: Files) -> Sentence | None:
    """Return the first new error that changed files would have, or None."""
    if not files:
        return None
    errors = try_out(run.snapshot, _after(files), schema_named, run.places).errors
    if not errors:
        return None
    return say("{message} Rule: {rule}.", message=errors[0].message, rule=Code(errors[0].rule))


def _clashes(
    run: Run, gathered: Gathered, candidates: Sequence[MailedFact]
) -> Iterable[LeftToRead]:
    """Yield the first two facts that are right alone and wrong together, if there are any."""
    refused = {mail.place: mail.why for mail in gathered.rest}
    for fact in candidates:
        if fact.place not in refused or _fitting(run, [fact], each=True).rest:
            continue
        for another, _ in gathered.fitting:
            if (
                not _fitting(run, [another], each=True).rest
                and _fitting(run, [another, fact], each=True).rest
            ):
                for one, two in ((fact, another), (another, fact)):
                    why = say(
                        "together with {mail}: {why}",
                        mail=Code(two.place),
                        why=refused[fact.place],
                    )
                    yield LeftToRead(one.place, one.sender, why, one.pairing)
                return
