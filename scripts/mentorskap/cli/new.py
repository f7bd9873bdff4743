"""`new`: a file for a new participant, or the draft of a pairing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.cli.options import manager_in
from mentorskap.edit import new
from mentorskap.edit.recording import NotWrittenError
from mentorskap.host.run import Reads
from mentorskap.host.writing import refuse, write
from mentorskap.words.request import one_of
from mentorskap.words.sentence import Code, RefusalError, codes, say
from mentorskap.words.traces import id_tells

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence
    from typing import Any

    from mentorskap.host.run import Run
    from mentorskap.model.snapshot import Snapshot

HELP = "ny deltagare, nytt utkast till mentorpar · new participant, new draft of a pairing"
READS = Reads.RECORDS
_USAGES = {
    "participant": (
        "mentorskap new participant ID --name NAME [--mentee COHORT [--admitted DATE]] [--mentor"
        " AREA,AREA --capacity N]"
    ),
    "pairing": "mentorskap new pairing MENTEE MENTOR [--rationale WORDS] [--manager ID]"
    " [--cohort ID]",
}
_OF_PARTICIPANT = {
    "name": "namn · name",
    "called": "tilltalsnamn, om det är ett annat · the name one goes by, if another",
    "email": "e-post · e-mail",
    "phone": "telefon · phone",
    "organisation": "organisation",
    "unit": "enhet · unit",
    "title": "befattning · position",
    "place": "ort · place",
    "languages": "språk, till exempel sv,en · languages",
    "mentee": "adept i denna omgång · mentee in this cohort",
    "admitted": (
        "dagen då adepten antogs, annars i dag · the day the mentee was admitted, else today"
    ),
    "mentor": "mentor, med dessa områden · mentor, with these areas",
    "added": (
        "dagen då mentorn skrevs in, annars i dag · the day the mentor was entered, else today"
    ),
    "capacity": "så många adepter · so many mentees",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own options."""
    parser.usage = "\n       ".join(_USAGES.values())
    parser.add_argument(
        "words", nargs="*", metavar="WORDS", help="participant ID, pairing MENTEE MENTOR"
    )
    for name, meaning in _OF_PARTICIPANT.items():
        parser.add_argument(f"--{name}", metavar=name.upper(), help=meaning)
    parser.add_argument(
        "--protected", action="store_true", help="skyddade uppgifter · protected details"
    )
    parser.add_argument("--rationale", metavar="WORDS", help="varför just de två · why these two")
    parser.add_argument(
        "--manager", metavar="ID", help="parets egen programansvarig · a manager of its own"
    )
    parser.add_argument(
        "--cohort",
        metavar="ID",
        help="parets omgång, om adepten är med i flera · the pairing's cohort, where the mentee"
        " takes part in several",
    )


def run(run: Run, options: argparse.Namespace) -> int:
    """Write a new file; a no is what is not written."""
    details = {name: getattr(options, name) for name in (*_OF_PARTICIPANT, "protected")}
    snapshot = run.snapshot
    try:
        of_pairing = {
            "rationale": options.rationale,
            "manager": manager_in(snapshot.programme, options.manager),
            "cohort": options.cohort,
        }
        path, raw = _file(snapshot, options.words, details, of_pairing)
    except NotWrittenError as refused:
        return refuse(run, refused.sentence)
    id_ = options.words[1]
    if details["name"] and not details["protected"] and id_tells(id_, details["name"]):
        return refuse(
            run,
            say(
                "The id {id} would give the family name away, and an id never changes. Nothing was"
                " written. {free} is free.",
                id=Code(id_),
                free=Code(new.free_id(snapshot, details["called"] or details["name"])),
            ),
        )
    return write(run, {path: (None, raw)})


def _file(
    snapshot: Snapshot,
    words: Sequence[str],
    details: Mapping[str, Any],
    of_pairing: Mapping[str, str | None],
) -> tuple[str, bytes]:
    kind = one_of(
        words[0] if words else "",
        _USAGES,
        say(
            "Say what is new: {allowed}. For example: {example}.",
            allowed=codes(_USAGES),
            example=Code("mentorskap new pairing anna-07 bjorn-12"),
        ),
    )
    match kind, words[1:]:
        case "participant", [id_] if set(of_pairing.values()) == {None}:
            return new.participant(snapshot, id_, details)
        case "pairing", [mentee, mentor] if not any(details.values()):
            return new.pairing(snapshot, mentee, mentor, of_pairing)
    raise RefusalError(say("Write it like this: {usage}.", usage=Code(_USAGES[kind])))
