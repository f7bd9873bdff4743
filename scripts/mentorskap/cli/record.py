"""`record`: write an everyday fact into the file where it belongs."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from mentorskap.cli import answering, interviewing
from mentorskap.edit import correcting
from mentorskap.edit.following import following
from mentorskap.edit.recording import AS_THE_REASON, FACTS, TIE, NotWrittenError, recording_from
from mentorskap.host.run import Reads, schema_named
from mentorskap.host.writing import refuse, replaced, with_fact, write
from mentorskap.words.request import day
from mentorskap.words.sentence import Code, RefusalError, say
from mentorskap.words.spoken import FACTS as FACT_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mentorskap.host.run import Run
    from mentorskap.host.writing import Files
    from mentorskap.words.sentence import Sentence

HELP = "skriv in något som har hänt · write down what has happened"
READS = Reads.RECORDS
_FROM = "mentorskap record --from FILE|FOLDER|- [--yes]"
_OPTIONS = {
    "form": "mötets form · the meeting's form",
    "next": "nästa bokade möte · the next meeting booked",
    "time": "när mötet börjar, med --to eller --next det nya · when it begins, or the new one",
    "reason": "skälet till ett nej · the reason for a no",
    "rationale": "varför just de två · why these two",
    "cohort": (
        "omgången, om personen är med i flera · the cohort, where the person takes part in several"
    ),
}
_NEEDS = {
    "challenge": "utmaning, som OMRÅDE:EGNA ORD · a challenge, as AREA:OWN WORDS",
    "area": "utvecklingsområde, likaså · a development area, likewise",
    "contribution": "vad mentorn ska kunna bidra med · what the mentor is to contribute",
    "must": "vad mentorn måste kunna bidra med · what the mentor must contribute",
    "wish-mentor": "önskad mentor · the mentor wished for",
    "wish": "andra önskemål, i egna ord · other wishes, in own words",
    "avoid": "organisation som mentorn inte får komma från · an organisation to avoid",
}
"""The options of an interview. All may be repeated, so that a wish said twice is noticed."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own options."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    usages = "\n".join(f"  {fact.usage(name, schema_named)}" for name, fact in FACTS.items())
    usages += f"\n  {correcting.USAGE}\n  {_FROM}"
    parser.epilog = (
        "PAIRING: parets id, eller adeptens om hen bara har ett · the pairing's id, or the"
        f" mentee's where there is but one\n\n{usages}"
    )
    parser.add_argument(
        "words", nargs="*", metavar="WORDS", help="vad, om vem, och när · what, of whom, and when"
    )
    parser.add_argument(
        "--from",
        nargs="+",
        dest="mails",
        metavar="FILE",
        help=(
            "svar som har kommit i mejl: filer, en mapp eller - · answers that came by mail: files,"
            " a folder, or -"
        ),
    )
    parser.add_argument(
        "--yes",
        action="store_true",
        help="med --from: skriv det som listas · with --from: write what is listed",
    )
    parser.add_argument(
        "--on",
        metavar="DATE",
        help="dagen då det hände, annars i dag · the day it happened, else today",
    )
    for name, meaning in _OPTIONS.items():
        parser.add_argument(f"--{name}", metavar=name.upper(), help=meaning)
    parser.add_argument(
        "--to",
        action="append",
        metavar="NEW",
        help=(
            "dagen som mötet flyttades till, eller med fix det rätta · the day that the meeting was"
            " moved to, or with fix what is right"
        ),
    )
    parser.add_argument(
        "--remove",
        action="store_true",
        help="med fix: ta bort uppgiften · with fix: take the fact out",
    )
    for name, meaning in _NEEDS.items():
        parser.add_argument(f"--{name}", action="append", metavar="WORDS", help=meaning)
    parser.add_argument(
        "--tie",
        action="append",
        nargs="?",
        const=AS_THE_REASON,
        metavar="KIND",
        help=(
            "koppling: efter ett nej dess slag, i en intervju ID:SLAG · a tie: after a no its kind,"
            " in an interview ID:KIND"
        ),
    )


def run(run: Run, options: argparse.Namespace) -> int:
    """Write a fact; a no is what is not written."""
    details = {name: getattr(options, name) for name in _OPTIONS}
    repeated = {name: getattr(options, name.replace("-", "_")) or [] for name in (*_NEEDS, TIE)}
    new = options.to or []
    if options.mails is not None or options.yes:
        if options.mails is None or any(
            (options.words, options.on, new, options.remove, *details.values(), *repeated.values())
        ):
            raise RefusalError(say("Write it like this: {usage}.", usage=Code(_FROM)))
        return answering.record(run, options.mails, yes=options.yes)
    try:
        on = run.snapshot.today if options.on is None else day(options.on, run.snapshot.today)
        if (first := " ".join(options.words[:1])) and FACT_WORDS.get(
            first, first
        ) == correcting.FIX:
            if options.on is not None or any(repeated.values()):
                raise RefusalError(
                    say("Write it like this: {usage}.", usage=Code(correcting.USAGE))
                )
            return _corrected(run, options, details)
        if len(new) > 1 or options.remove:
            raise RefusalError(
                say(
                    "{option} belongs to {fix}.",
                    option=Code("--remove" if options.remove else "--to … --to …"),
                    fix=Code(correcting.USAGE),
                )
            )
        details["to"] = new[0] if new else None
        fact = recording_from(
            run.snapshot,
            options.words,
            {**details, **repeated},
            on,
            schema_named,
        )
        if fact.recipe.takes_needs:
            return interviewing.record(run, fact, repeated)
        more = following(fact, run.snapshot, schema_named)
        files = with_fact(run, fact)
        for recording in more.recordings:
            files = {**files, **with_fact(run, recording)}
    except NotWrittenError as refused:
        return refuse(run, refused.sentence)
    return write(run, files, more.notes)


def _corrected(run: Run, options: argparse.Namespace, details: Mapping[str, str | None]) -> int:
    """Write a correction, and say what stood and what it becomes."""
    new = options.to or []
    if options.remove and new:
        raise RefusalError(say("Write it like this: {usage}.", usage=Code(correcting.USAGE)))
    correction = correcting.correction_from(
        run.snapshot, options.words[1:], None if options.remove else new, details, schema_named
    )
    files = with_fact(run, correction)
    return write(run, files, tuple(_replaced(files)))


def _replaced(files: Files) -> Iterator[Sentence]:
    """Yield what stood on each line that a correction changes, and what it becomes."""
    for path, line, old, text in replaced(files):
        spot = Code(f"{path}:{line}")
        if old and text:
            yield say(
                "{place} was {old}, and is now {new}.",
                place=spot,
                old=Code(old),
                new=Code(text),
            )
        elif old:
            yield say("{place} was {old}, and is taken out.", place=spot, old=Code(old))
        else:
            yield say("{place} is new: {new}.", place=spot, new=Code(text))
