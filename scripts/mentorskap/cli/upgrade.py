"""`upgrade`: the next version of the tool, merged into a programme with pages of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.host.run import EXIT_NO, EXIT_OK, Reads, here, write_out
from mentorskap.host.upgrading import Upgrading, upgrade
from mentorskap.words.sentence import Code, say, say_n

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from mentorskap.host.run import Run
    from mentorskap.host.upgrading import Clash, Conflict, Upgrade
    from mentorskap.words.voice import Voice

HELP = "ta nästa version av verktyget · take the next version of the tool"
READS = Reads.LANGUAGE
_MOST_LINES = 6
_WIDEST = 160


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own options."""
    parser.set_defaults(example="mentorskap upgrade mentorskap-0.3.0.zip")
    parser.add_argument(
        "source",
        metavar="ARCHIVE|FOLDER|REV",
        help=(
            "den nya versionen: arkiv, mapp eller version i Git · the new version: an archive, a"
            " folder or a version in Git"
        ),
    )
    parser.add_argument(
        "--mine",
        action="store_true",
        help=(
            "behåll dina ord på sidor där båda har ändrat samma rader · keep your words on pages"
            " where both have changed the same lines"
        ),
    )


def run(run: Run, options: argparse.Namespace) -> int:
    """Take in the new version; exit 1 if nothing was kept."""
    today = () if run.options.today is None else ("--today", run.options.today.isoformat())
    arguments = (*today, "--lang", run.language)
    request = Upgrading(options.source, here(), arguments, run.language, options.mine)
    outcome = upgrade(run.root, request)
    lines = (_kept if outcome.is_kept else _refused)(outcome, run.voice)
    write_out("".join(f"{line}\n" for line in lines))
    return EXIT_OK if outcome.is_kept else EXIT_NO


def _kept(outcome: Upgrade, voice: Voice) -> Iterator[str]:
    if not outcome.is_new:
        yield voice(say("Version {version} is what you have already.", version=Code(outcome.after)))
        return
    yield voice(
        say_n(
            "The tool is now version {after}, was {before}: {number} file changed. Your people,"
            " settings and pages are as they were.",
            "The tool is now version {after}, was {before}: {number} files changed. Your people,"
            " settings and pages are as they were.",
            outcome.files,
            after=Code(outcome.after),
            before=Code(outcome.before),
        )
    )
    if outcome.conflicts:
        yield ""
        yield voice(say("Your words were kept where the tool had changed the same lines. Compare:"))
        for conflict in outcome.conflicts:
            yield from _conflict(conflict, voice)
    for version, duty in outcome.duties:
        yield ""
        yield voice(say("What you must do, version {version}:", version=Code(version)))
        yield duty
    yield ""
    yield voice(
        say(
            "Look at the pages with {run}, then send both branches: {push}. {undo} takes the"
            " upgrade back.",
            run=Code("make run"),
            push=Code("git push origin HEAD tool"),
            undo=Code("git reset --hard ORIG_HEAD"),
        )
    )


def _refused(outcome: Upgrade, voice: Voice) -> Iterator[str]:
    if outcome.conflicts:
        yield voice(
            say_n(
                "Version {version} and you have changed the same lines of {number} file:",
                "Version {version} and you have changed the same lines of {number} files:",
                len(outcome.conflicts),
                version=Code(outcome.after),
            )
        )
        for conflict in outcome.conflicts:
            yield from _conflict(conflict, voice)
        yield ""
        if all(conflict.is_page for conflict in outcome.conflicts):
            yield voice(
                say(
                    "Run the command again with {mine} to keep your words in these places and take"
                    " everything else. Then read the tool's words above, and take over what you"
                    " want.",
                    mine=Code("--mine"),
                )
            )
        else:
            yield voice(
                say(
                    "Some of these files are the tool's own code. Undo your change in them before"
                    " you upgrade, and ask the tool's developers for what you need."
                )
            )
    else:
        yield voice(
            say(
                "With version {version} the check finds errors that you do not have now:",
                version=Code(outcome.after),
            )
        )
        yield from (
            f"  {path}:{line}  {rule}\n    {message}"
            for rule, path, line, message in outcome.errors
        )
    yield ""
    yield voice(
        say("Nothing was changed: you still have version {version}.", version=Code(outcome.before))
    )


def _conflict(conflict: Conflict, voice: Voice) -> Iterator[str]:
    yield ""
    file = Code(conflict.path)
    if conflict.kind == "mine-removed":
        what = say("{file}: you have removed it, and the tool has changed it.", file=file)
    elif conflict.kind == "theirs-removed":
        what = say("{file}: you have changed it, and the tool has removed it.", file=file)
    else:
        what = say_n(
            "{file}: in {number} place.",
            "{file}: in {number} places.",
            len(conflict.clashes),
            file=file,
        )
    yield voice(what)
    for clash in conflict.clashes:
        yield from _clash(clash, voice)


def _clash(clash: Clash, voice: Voice) -> Iterator[str]:
    yield "  " + voice(say("Line {line}, your words:", line=clash.line))
    yield from _quoted(clash.mine)
    yield "  " + voice(say("The tool's words:"))
    yield from _quoted(clash.theirs)


def _quoted(lines: tuple[str, ...]) -> Iterator[str]:
    written = [line for line in lines if line.strip()]
    for line in written[:_MOST_LINES]:
        yield f"    {line[:_WIDEST]}{'…' if len(line) > _WIDEST else ''}"
    if len(written) > _MOST_LINES:
        yield "    …"
