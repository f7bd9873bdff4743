"""`site`: build the pages."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from mentorskap import disk, language
from mentorskap.check import check
from mentorskap.cli.run import NO, WELL, HaltError, say_aloud
from mentorskap.report.voice import LANGUAGES, PLAIN, Voice, harmless
from mentorskap.rules import RULES
from mentorskap.sentence import Code, Written, say

if TYPE_CHECKING:
    import argparse

    from mentorskap.cli.run import Run

HELP = "bygg sidorna · build the pages"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own options."""
    parser.add_argument("--audience", choices=("participants", "manager"), help="bara den ena webbplatsen · only one of the sites")


def run(run: Run) -> int:
    """Build the sites that are asked for; one that cannot be built is a no."""
    if not os.path.isfile(os.path.join(run.root, "mkdocs.yml")):
        raise HaltError(say("There are no pages to build in {folder}: no mkdocs.yml.", folder=Written(run.root)))
    audience = run.arguments.audience
    built = []
    if audience in {None, "participants"}:
        # Swedish first: a build empties its folder, and the English pages lie inside the Swedish ones.
        built += [_mkdocs(run, "mkdocs.yml"), _mkdocs(run, "docs/en.yml")]
    if audience in {None, "manager"}:
        disk.replace_folder(run.root, "build/manager", _manager_pages(run))
        built.append(_mkdocs(run, "docs/manager.yml"))
    if not all(built):
        say_aloud(run.voice(say("The pages could not be built. What was wrong stands above.")) + "\n")
        return NO
    for name, wanted in (
        ("participants", say("The handbook lies in {file}.", file=Code("site/participants/index.html"))),
        ("manager", say("The manager's pages lie in {file}. Names stand on them: keep them to yourself.", file=Code("site/manager/index.html"))),
    ):
        if audience in {None, name}:
            say_aloud(run.voice(wanted) + "\n")
    return WELL


def _manager_pages(run: Run) -> dict[str, str]:
    import json

    from mentorskap import matching
    from mentorskap.pages import Material, manager_site

    # On a page a word of the files needs no marks around it.
    form = PLAIN._replace(code=harmless)
    voices = {chosen: Voice(language.catalogue(chosen, disk.own_bytes), run.names, form) for chosen in LANGUAGES}
    report = check(run.snapshot, RULES, cache(run.places))
    schemas = {"participant": json.loads(disk.own("schemas/participant.schema.json"))}
    documents = run.reading.documents
    waiting = matching.shortlists(matching.Weighing(run.snapshot), documents.__getitem__)
    material = Material(report, waiting, voices, run.language, documents, schemas, lambda name: disk.own(f"templates/{name}"))
    return manager_site(run.snapshot, material)


def _mkdocs(run: Run, config: str) -> bool:
    """Build one site with MkDocs, strictly; say what it complained of only when it failed."""
    import subprocess
    from datetime import UTC

    moment = datetime.combine(run.snapshot.today, datetime.min.time(), UTC)
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "SOURCE_DATE_EPOCH": str(int(moment.timestamp())),
        "MANAGER_LANGUAGE": run.language,
        "MANAGER_NAME": run.voice(say("The programme manager's pages")),
    }
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", config]
    done = subprocess.run(  # noqa: S603 - the command is ours, and nothing of the data is in it
        command, cwd=run.root, env=environment, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False
    )
    if done.returncode:
        # What the builder complained of, and of a traceback only its last line.
        said, _, trace = (done.stdout + done.stderr).partition("Traceback (most recent call last):")
        sys.stderr.writelines(f"{harmless(line)}\n" for line in (*said.splitlines(), *trace.splitlines()[-1:]))
    return done.returncode == 0
