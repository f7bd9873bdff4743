"""`backup`: write the whole history into one file, try one, or find those that hold a person."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mentorskap.files.history import HistoryError
from mentorskap.files.records import USUAL_ZONE
from mentorskap.host import bundles
from mentorskap.host.clock import now
from mentorskap.host.run import EXIT_NO, EXIT_OK, Reads, Run, here, write_out
from mentorskap.report import phrases
from mentorskap.rules import RULES
from mentorskap.rules.check import check
from mentorskap.words.request import plain_id
from mentorskap.words.sentence import Code, RefusalError, Written, codes, say, say_n

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from mentorskap.host.bundles import Restored
    from mentorskap.words.sentence import Codes, Sentence

HELP = "säkerhetskopiera hela historiken, eller pröva en kopia · back up all history, or try a copy"
_USUAL_NUMBER = 12
_MOST_KEPT = 10_000
_MOST_NAMED = 9


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own options."""
    parser.add_argument(
        "folder",
        nargs="?",
        metavar="FOLDER",
        help="mapp för kopiorna, utanför arkivet · folder for the copies, outside the repository",
    )
    parser.add_argument(
        "--keep",
        type=_number,
        metavar="N",
        help=f"så många kopior blir kvar, annars {_USUAL_NUMBER} · so many copies remain",
    )
    parser.add_argument(
        "--without-uncommitted",
        action="store_true",
        help=(
            "avsluta med 0 fast ändringar utan commit inte är med · exit with 0 although changes"
            " that are not committed are left out"
        ),
    )
    parser.add_argument(
        "--holding",
        metavar="ID",
        help="lista kopior i mappen som nämner id:t · list copies in the folder that name the id",
    )
    parser.add_argument(
        "--try",
        dest="trial",
        metavar="FILE",
        help="återställ en kopia åt sidan och kontrollera den · restore a copy aside and check it",
    )


def _reads(options: argparse.Namespace) -> Reads:
    """Return what is read: a copy can be tried where there is no programme left."""
    return Reads.PROGRAMME if options.folder and not options.holding else Reads.LANGUAGE


READS = _reads


def _number(text: str) -> int:
    """Return how many backups are to remain."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= _MOST_KEPT:
        raise RefusalError(
            say(
                "{written} is not a number of backups. Write a whole number from 1 to {most}.",
                written=Written(text),
                most=_MOST_KEPT,
            )
        )
    return int(text)


def run(run: Run, options: argparse.Namespace) -> int:
    """Make a backup, try one, or list those that hold a person; exit 1 if something is amiss."""
    if options.trial is not None and options.folder is None and options.holding is None:
        return _try(run, options.trial)
    if not (options.folder or "").strip() or options.trial is not None:
        raise RefusalError(
            say(
                "Name a folder, or a file with {option}. For example: {example}, or {other}.",
                option=Code("--try"),
                example=Code("mentorskap backup ../backups"),
                other=Code("mentorskap backup --try ../backups/FILE"),
            )
        )
    if options.holding is not None:
        return _holding(run, options.folder, plain_id(options.holding))
    return _make(run, options)


def _print(run: Run, *sentences: Sentence) -> None:
    write_out("".join(f"{run.voice(sentence)}\n" for sentence in sentences))


def _named(names: Sequence[str]) -> Codes:
    """Return the first names, and a mark if there are more."""
    return codes(names if len(names) <= _MOST_NAMED else (*names[:_MOST_NAMED], "…"))


def _make(run: Run, options: argparse.Namespace) -> int:
    folder = os.path.join(here(), options.folder)
    programme = run.reading.programme
    moment = now(USUAL_ZONE if programme is None else programme.timezone)
    keep = options.keep or _USUAL_NUMBER
    try:
        if (sentence := bundles.unfit(run.root, folder, options.folder)) is not None:
            raise RefusalError(sentence)
        left_out = bundles.uncommitted(run.root)
        name, bundle = bundles.write(run.root, folder, moment)
        removed = bundles.remove_older(run.root, folder, name, keep)
    except HistoryError as error:
        raise RefusalError(bundles.refusal(error)) from None
    _print(
        run,
        say_n(
            "{file} holds {number} file and its whole history, up to the commit {commit}. It was"
            " restored aside and equals the repository.",
            "{file} holds {number} files and their whole history, up to the commit {commit}. It was"
            " restored aside and equals the repository.",
            bundle.files,
            file=Code(os.path.join(options.folder, name)),
            commit=Code(bundle.commit[:7]),
        ),
        say(
            "It holds everyone's data: keep it where only those who manage the programme can read."
        ),
    )
    if removed:
        _print(
            run,
            say_n(
                "{number} older backup was removed: {names}.",
                "{number} older backups were removed: {names}.",
                len(removed),
                names=_named(removed),
            ),
        )
    if not left_out:
        return EXIT_OK
    _print(
        run,
        say_n(
            "{number} file has changes that are not committed, and they are not in the backup:"
            " {names}.",
            "{number} files have changes that are not committed, and they are not in the backup:"
            " {names}.",
            len(left_out),
            names=_named(left_out),
        ),
    )
    if options.without_uncommitted:
        return EXIT_OK
    _print(
        run,
        say(
            "Commit them and make the backup again, or add {option} if they are not to be in it.",
            option=Code("--without-uncommitted"),
        ),
    )
    return EXIT_NO


def _try(run: Run, file: str) -> int:
    path = os.path.join(here(), file)
    if not os.path.isfile(path):
        raise RefusalError(say("There is no file {file}.", file=Code(file)))
    try:
        with bundles.restored(path) as restored:
            return _report(run, file, restored)
    except HistoryError as error:
        raise RefusalError(bundles.not_restored(file, error)) from None


def _report(run: Run, file: str, restored: Restored) -> int:
    """Print what was restored and what `check` says of it; a difference or an error is a no."""
    bundle, differing = restored.bundle, restored.differing
    _print(
        run,
        say_n(
            "{file} was restored aside: {number} file at the commit {commit}.",
            "{file} was restored aside: {number} files at the commit {commit}.",
            bundle.files,
            file=Code(file),
            commit=Code(bundle.commit[:7]),
        ),
        say_n(
            "{number} file differs from what was backed up: {names}. Use another backup.",
            "{number} files differ from what was backed up: {names}. Use another backup.",
            len(differing),
            names=_named(differing),
        )
        if differing
        else say("Every file is, to the byte, what was backed up."),
    )
    if restored.programme is None:
        _print(run, say("There is no programme.yml in it, so there is nothing to check."))
        return EXIT_NO
    copy = Run(run.options._replace(root=restored.programme), Reads.HANDBOOK)
    report = check(copy.snapshot, RULES, copy.places)
    _print(run, phrases.verdict(report))
    write_out(f"{phrases.counted(report, run.voice)}\n")
    if report.count("error") and not differing:
        _print(run, say("The errors were there when the backup was made."))
    _print(run, say("The copy has been removed again."))
    return EXIT_NO if differing or report.count("error") else EXIT_OK


def _holding(run: Run, folder: str, id_: str) -> int:
    """List the backups that hold an id, and those that cannot be read; any of them is a no."""
    target = os.path.join(here(), folder)
    if not os.path.isdir(target):
        raise RefusalError(say("There is no folder {folder}.", folder=Code(folder)))
    try:
        holding = bundles.holding(target, id_)
    except HistoryError as error:
        raise RefusalError(bundles.refusal(error)) from None
    if holding.holding:
        _print(
            run,
            say_n(
                "{number} backup holds {id}: {names}. Delete it, and make a new one of the"
                " cleared archive.",
                "{number} backups hold {id}: {names}. Delete them, and make a new one of the"
                " cleared archive.",
                len(holding.holding),
                id=Code(id_),
                names=codes(holding.holding),
            ),
        )
    if holding.unreadable:
        _print(
            run,
            say_n(
                "{number} file could not be read as a backup, so it may hold {id}: {names}.",
                "{number} files could not be read as backups, so they may hold {id}: {names}.",
                len(holding.unreadable),
                id=Code(id_),
                names=codes(holding.unreadable),
            ),
        )
    if holding.holding or holding.unreadable:
        return EXIT_NO
    _print(run, say("No backup in the folder holds {id}.", id=Code(id_)))
    return EXIT_OK
