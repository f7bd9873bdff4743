"""`intake`: the questions by which mentees and mentors enter themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.cli.options import folder
from mentorskap.files import disk
from mentorskap.host.run import EXIT_OK, Reads, schema_named, voice_for, write_out
from mentorskap.letters import office, questionnaire
from mentorskap.model import managers, privacy
from mentorskap.words.languages import LANGUAGES
from mentorskap.words.sentence import Code, codes, say, say_n
from mentorskap.words.voice import harmless

if TYPE_CHECKING:
    import argparse

    from mentorskap.host.run import Run

HELP = "frågorna till adepter och mentorer · the questions for mentees and mentors"
READS = Reads.PROGRAMME
FOLDER = "build/intake"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own options."""
    parser.set_defaults(example="mentorskap intake")
    parser.add_argument(
        "--to",
        type=folder,
        metavar="DIR",
        help=f"mapp för frågorna, annars {FOLDER} · folder for the questions",
    )


def run(run: Run, options: argparse.Namespace) -> int:
    """Write each role's questions in each language, as a document and as text."""
    written, target = run.folder(options.to, FOLDER)
    manager = managers.acting(run.snapshot, managers.Affair(None, ""))
    files: dict[str, str | bytes] = {}
    for role in questionnaire.ROLES:
        paper = questionnaire.questionnaire(
            role, run.snapshot, schema_named("participant"), manager
        )
        for language in LANGUAGES:
            voice = voice_for(language, {})
            files[f"{role}.{language}.txt"] = questionnaire.as_text(paper, voice)
            document = office.document(paper, voice)
            if document is not None:
                files[f"{role}.{language}.docx"] = document
    disk.write(target, files)
    lines = [harmless("/".join((written.rstrip("/"), name))) for name in sorted(files)]
    if not any(name.endswith(".docx") for name in files):
        lines.append(
            run.voice(
                say(
                    "The documents of Word are missing: install python-docx with {pip}, and run the"
                    " command again.",
                    pip=Code("python -m pip install python-docx"),
                )
            )
        )
    programme = run.snapshot.programme
    undecided = (
        []
        if programme is None
        else [part.key for part in privacy.disclosures(programme) if not part.texts]
    )
    if undecided:
        lines.append(
            run.voice(
                say_n(
                    "One thing is not decided in {file}, and the questions say so: {keys}.",
                    "{number} things are not decided in {file}, and the questions say so: {keys}.",
                    len(undecided),
                    file=Code("programme.yml"),
                    keys=codes(undecided),
                )
            )
        )
    lines.append(
        run.voice(
            say(
                "The answers come in with {command}: the headings are those that it reads.",
                command=Code("mentorskap import"),
            )
        )
    )
    write_out("\n".join(lines) + "\n")
    return EXIT_OK
