"""`adopt`: make a fresh copy of the tool into a programme of one's own."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from mentorskap.edit.adopt import Answers
from mentorskap.edit.trial import try_out
from mentorskap.files import disk
from mentorskap.host.adopting import adopted_files, put_on_branches, refuse_if_not_fresh
from mentorskap.host.run import EXIT_NO, EXIT_OK, Reads, schema_named, write_out
from mentorskap.host.version import version
from mentorskap.host.writing import swap
from mentorskap.report import terminal
from mentorskap.words import request
from mentorskap.words.languages import LANGUAGES
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Code, RefusalError, Sentence, Text, codes, say, say_n

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from mentorskap.host.run import Run

HELP = "gör en ny kopia till ditt eget program · make a fresh copy your own programme"
READS = Reads.HANDBOOK


class Question(NamedTuple):
    """What has to be known, as an option and as a question in the terminal."""

    option: str
    help: str
    question: Sentence
    is_optional: bool = False
    is_repeated: bool = False


_QUESTIONS = (
    Question(
        "name-sv",
        "programmets namn på svenska · its name in Swedish",
        say("The programme's name in Swedish"),
    ),
    Question(
        "name-en",
        "programmets namn på engelska · its name in English",
        say("The programme's name in English"),
    ),
    Question(
        "manager",
        "programansvarigs namn, en gång för var och en · the programme manager's name",
        say("The programme manager's name"),
        is_repeated=True,
    ),
    Question(
        "email",
        "programansvarigs e-post · the programme manager's e-mail",
        say("The programme manager's e-mail"),
        is_repeated=True,
    ),
    Question(
        "phone",
        "programansvarigs telefon · the programme manager's phone",
        say("The programme manager's phone, or nothing"),
        is_optional=True,
        is_repeated=True,
    ),
    Question(
        "network",
        "vems nätverk mentorerna kommer från · whose network mentors come from",
        say("Whose network the mentors come from"),
    ),
    Question(
        "cohort",
        "första omgångens id, till exempel 2027-host · the first cohort's id",
        say("The first cohort's id, for example {example}", example=Code("2027-host")),
    ),
    Question(
        "cohort-sv",
        "omgångens namn på svenska · the cohort's name in Swedish",
        say("The cohort's name in Swedish"),
    ),
    Question(
        "cohort-en",
        "omgångens namn på engelska · the cohort's name in English",
        say("The cohort's name in English"),
    ),
    Question(
        "starts", "omgångens första dag · the cohort's first day", say("The cohort's first day")
    ),
    Question("ends", "omgångens sista dag · the cohort's last day", say("The cohort's last day")),
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own options."""
    for row in _QUESTIONS:
        parser.add_argument(
            f"--{row.option}",
            metavar=row.option.upper(),
            action="append" if row.is_repeated else "store",
            help=row.help,
        )
    parser.add_argument(
        "--in-house",
        choices=("yes", "no"),
        help="är alla i samma organisation? · is everyone in the same organisation?",
    )
    parser.add_argument(
        "--owner",
        metavar="@NAME",
        help="vem på GitHub som sköter verktyget · who looks after the tool on GitHub",
    )
    parser.add_argument(
        "--language", choices=LANGUAGES, help="programmets språk · the programme's language"
    )


def run(run: Run, options: argparse.Namespace) -> int:
    """Make the copy someone's own; exit 1 if an answer cannot be written."""
    refuse_if_not_fresh(run.root)
    answers = _answers(run, options)
    files = adopted_files(run.root, answers, schema_named("programme"))
    data = {
        path: after
        for path, (_, after) in files.items()
        if path == disk.PROGRAMME or (path.endswith(".yml") and path.startswith(disk.FOLDERS))
    }
    trial = try_out(run.snapshot, data, schema_named, run.places)
    if trial.errors:
        write_out(terminal.refused(trial.errors, run.voice))
        return EXIT_NO
    put_on_branches(run.root, version(), lambda: swap(run, files))
    write_out("".join(f"{line}\n" for line in _left_to_decide(run, answers, options)))
    return EXIT_OK


def _answers(run: Run, options: argparse.Namespace) -> Answers:
    """Return the answers of the options, and of the person at the terminal for those left out."""
    values = {row.option: getattr(options, row.option.replace("-", "_")) for row in _QUESTIONS}
    unanswered = [row for row in _QUESTIONS if not values[row.option]]
    is_asked = sys.stdin is not None and sys.stdin.isatty()
    if missing := [f"--{row.option}" for row in unanswered if not row.is_optional and not is_asked]:
        raise RefusalError(
            say(
                "Something is missing: {options}. Add them, or start the command in a terminal, and"
                " it asks.",
                options=codes(missing),
            )
        )
    if is_asked:
        values |= {row.option: _asked(run, row) for row in unanswered}
    in_house = {"yes": True, "no": False}.get(options.in_house)
    if in_house is None and is_asked:
        in_house = _asked_in_house(run)
    return Answers(
        {"sv": values["name-sv"], "en": values["name-en"]},
        tuple(_managers(values["manager"], values["email"], values["phone"] or [])),
        values["network"],
        values["cohort"],
        {"sv": values["cohort-sv"], "en": values["cohort-en"]},
        request.day(values["starts"]),
        request.day(values["ends"]),
        options.language or run.language,
        in_house,
        options.owner,
    )


def _asked(run: Run, row: Question) -> str | list[str]:
    """Return what a person answers; a question that needs an answer is asked until it has one."""
    answer = ""
    while not answer:
        try:
            answer = input(f"{run.voice(row.question)}: ").strip()
        except EOFError:
            raise KeyboardInterrupt from None  # the person has closed the questions
        if row.is_optional:
            break
    return [answer] if row.is_repeated else answer


_YES = frozenset({"ja", "j", "yes", "y"})
_NO = frozenset({"nej", "n", "no"})


def _asked_in_house(run: Run) -> bool | None:
    """Return whether mentees and mentors are colleagues; None leaves it to be decided."""
    question = say("Are mentees and mentors colleagues in one organisation? Yes or no, or nothing")
    answer = "?"
    while answer and answer not in _YES | _NO:
        try:
            answer = input(f"{run.voice(question)}: ").strip().casefold()
        except EOFError:
            raise KeyboardInterrupt from None  # the person has closed the questions
    return answer in _YES if answer else None


def _managers(names: list[str], emails: list[str], phones: list[str]) -> Iterator[dict[str, str]]:
    if len(names) != len(emails) or len(phones) > len(names):
        raise RefusalError(
            say(
                "Each manager needs a name and an e-mail address: write {name} and {email} once for"
                " each.",
                name=Code("--manager"),
                email=Code("--email"),
            )
        )
    for position, (name, email) in enumerate(zip(names, emails, strict=True)):
        phone = phones[position] if position < len(phones) else ""
        yield {"name": name, "email": email} | ({"phone": phone} if phone else {})


def _left_to_decide(run: Run, answers: Answers, options: argparse.Namespace) -> Iterator[str]:
    """Yield what only a person can decide, now that the copy is adopted."""
    boxes = len(run.reading.open_questions)
    points = [
        say_n(
            "{number} box in the handbook, in two languages, that waits for your answer: {check}"
            " lists them.",
            "{number} boxes in the handbook, in two languages, that wait for your answers: {check}"
            " lists them.",
            boxes,
            check=Code("mentorskap check"),
        ),
        say(
            "In {file}: breaks of the cohort, limits, areas, weights and how long files are kept.",
            file=Code("programme.yml"),
        ),
        *_about_organisations(answers),
        say(
            "Who runs the programme: {pages} say that {network} does.",
            pages=codes(("docs/sv/glance.md", "docs/en/glance.md")),
            network=Text.same(answers.network),
        ),
        say("Who answers for the personal data, and on which legal basis."),
        say(
            "A private repository, who may read it, and rules for {main}: {page}.",
            main=Code("main"),
            page=Code("docs/adopting.md"),
        ),
        say("The secrets and variables that the workflows use, and who may see the pages."),
    ]
    if not options.owner:
        points.append(
            say("Who looks after the tool: write it in {file}.", file=Code(".github/CODEOWNERS"))
        )
    yield run.voice(
        say(
            "{name} is now a programme of its own. The example's people are gone.",
            name=Text(**answers.name),
        )
    )
    yield ""
    yield run.voice(say("This only you can decide:"))
    yield from (f"- {run.voice(point)}" for point in points)
    yield ""
    yield run.voice(
        say(
            "Look at it with {run}. Then send both branches to your host: {push}. The next version"
            " of the tool is taken with {upgrade}.",
            run=Code("make run"),
            push=Code("git push origin main tool"),
            upgrade=Code("mentorskap upgrade"),
        )
    )


def _about_organisations(answers: Answers) -> Iterator[Sentence]:
    """Yield a point if the settings have no answer to who may be paired with whom."""
    if answers.in_house is None:
        yield say("Whether a mentor may come from the mentee's own organisation.")
