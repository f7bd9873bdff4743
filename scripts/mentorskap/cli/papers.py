"""The papers of `suggest`: the nameless brief, the sheet for a mentee, the draft of a pairing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, cast

from mentorskap import matching
from mentorskap.edit import new
from mentorskap.edit.recording import NotWrittenError
from mentorskap.files import disk
from mentorskap.files.records import participant_file
from mentorskap.host.run import EXIT_OK, write_out
from mentorskap.host.writing import refuse, write
from mentorskap.letters import drafts, mail, papers
from mentorskap.matching import nameless, queue
from mentorskap.model import managers
from mentorskap.model.snapshot import Snapshot
from mentorskap.words import catalogues
from mentorskap.words.languages import LANGUAGES
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Code, Person, say, say_n
from mentorskap.words.voice import MARKDOWN, Voice, harmless

if TYPE_CHECKING:
    from mentorskap.files.records import Manager, Participant, Programme
    from mentorskap.host.run import Run
    from mentorskap.letters.papers import Paper
    from mentorskap.matching.nameless import Brief
    from mentorskap.words.sentence import Sentence

_PROPOSED = frozenset({"mentor-accepted", "mentee-informed"})
"""Stages in which the mentor has said yes and the mentee has not answered."""
FOLDER = "build/suggest"
"""Where papers are laid, in a folder for each mentee: the files themselves can be sent, so their
names tell nothing of the mentee."""


class Choice(NamedTuple):
    """The mentee's own sentences that a brief contains, by number."""

    words: frozenset[int] = frozenset()
    held: frozenset[int] = frozenset()
    """Those that are sent although they are held."""


def brief(run: Run, mentee: str, mentor: str | None, to: str | None, choice: Choice) -> int:
    """Write the nameless brief, to `mentor` or to nobody yet, and offer the mentee's own words."""
    snapshot = queue.within(run.known)
    why = _why_not_asked(snapshot, mentee, mentor)
    if why is not None:
        return refuse(run, why)
    programme = cast(
        "Programme", snapshot.programme
    )  # without one there is always a reason why nobody is asked
    chosen = choice.words | choice.held
    need = nameless.brief(snapshot.participants[mentee], snapshot, run.document, chosen)
    why = _why_not_chosen(need, mentee, choice)
    if why is None:
        reader = None if mentor is None else snapshot.participants[mentor]
        paper = papers.brief(need, mentor, programme)
        stem = "brief" if mentor is None else f"{mentor}.brief"
        envelope = _Envelope(stem, reader, _signing(snapshot, mentee, mentor))
        _lay(run, run.folder(to, f"{FOLDER}/{mentee}"), paper, envelope)
    for sentence in (
        *map(papers.unknown_area, need.unknown),
        *papers.offered(need, chosen if why is None else (), programme),
    ):
        sys.stderr.write(f"{run.voice(sentence)}\n")
    if why is not None:
        return refuse(run, why)
    write_out(run.voice(_before_sending(len(chosen))) + "\n")
    return EXIT_OK


def _why_not_chosen(need: Brief, mentee: str, choice: Choice) -> Sentence | None:
    """Return why the chosen sentences cannot go along: no such number, or held."""
    numbers = range(1, len(need.passages) + 1)
    strange = sorted((choice.words | choice.held).difference(numbers))
    if strange and not numbers:
        return say(
            "The interview has no words of {mentee}'s own in the areas that a brief contains.",
            mentee=Person(mentee),
        )
    if strange:
        return say_n(
            "There is no sentence {strange}. {mentee} has {number} sentence, number 1.",
            "There is no sentence {strange}. {mentee} has {number} sentences, 1–{number}.",
            len(numbers),
            strange=strange[0],
            mentee=Person(mentee),
        )
    for passage in need.passages:
        if passage.doubt and passage.number in choice.words - choice.held:
            return say(
                "Sentence {passage} is held: {why}. If it may go to the mentor all the same, write"
                " {option}.",
                passage=passage.number,
                why=papers.why_held(passage.doubt),
                option=Code(f"--held {passage.number}"),
            )
    return None


def _before_sending(number: int) -> Sentence:
    if not number:
        return say(
            "The brief has no name, organisation, position or town, and none of the mentee's own"
            " words. Read it before you send it."
        )
    return say_n(
        "The brief contains {number} sentence of the mentee's own. Words that no list has may still"
        " give the mentee away. Read it before you send it.",
        "The brief contains {number} sentences of the mentee's own. Words that no list has may"
        " still give the mentee away. Read it before you send it.",
        number,
    )


def sheet(run: Run, mentee: str, mentor: str, to: str | None) -> int:
    """Write the sheet on a mentor for a mentee; refused until that mentor has said yes (F7)."""
    snapshot = queue.within(run.known)
    programme = snapshot.programme
    if programme is None or mentee not in snapshot.participants:
        return refuse(run, cast("Sentence", matching.why_not(snapshot, mentee)))
    stages = {
        snapshot.stages[pairing.id].name
        for pairing in snapshot.by_mentee.get(mentee, ())
        if pairing.mentor == mentor
    }
    if stages.isdisjoint(_PROPOSED):
        both = {"mentor": Person(mentor), "mentee": Person(mentee)}
        return refuse(
            run,
            (
                say(
                    "{mentee} has answered the proposal of {mentor} already. The sheet goes with"
                    " the proposal.",
                    **both,
                )
                if any(
                    snapshot.live(pairing) and pairing.proposal.mentee_answer
                    for pairing in snapshot.by_mentee.get(mentee, ())
                    if pairing.mentor == mentor
                )
                else say(
                    "{mentor} has not said yes to {mentee}, so there is nothing to tell {mentee}"
                    " yet. The mentor is asked first.",
                    **both,
                )
            ),
        )
    reader = snapshot.participants[mentee]
    paper = papers.sheet(
        reader, snapshot.participants[mentor], run.document(participant_file(mentor)), programme
    )
    envelope = _Envelope(f"{mentor}.sheet", reader, _signing(snapshot, mentee, mentor))
    _lay(run, run.folder(to, f"{FOLDER}/{mentee}"), paper, envelope)
    return EXIT_OK


def draft(run: Run, mentee: str, mentor: str) -> int:
    """Write the draft of a pairing without its rationale; refuse a mentor who is stopped."""
    snapshot = queue.within(run.known)
    why = matching.why_not(snapshot, mentee) or _stopped(snapshot, mentee, mentor)
    if why is not None:
        return refuse(run, why)
    try:
        path, raw = new.pairing(queue.within(run.snapshot), mentee, mentor, {})
    except NotWrittenError as refused:
        return refuse(run, refused.sentence)
    code = write(run, {path: (None, raw)})
    if code == EXIT_OK:
        command = Code(
            f'mentorskap record asked {path.partition("/")[2].removesuffix(".yml")} --rationale "…"'
        )
        write_out(
            run.voice(
                say(
                    "The rationale is yours to write. You need it when you ask the mentor:"
                    " {command}",
                    command=command,
                )
            )
            + "\n"
        )
    return code


def _why_not_asked(snapshot: Snapshot, mentee: str, mentor: str | None) -> Sentence | None:
    """Return why nobody, or not this mentor, is asked for a mentee.

    Several may be asked until one is shown, so who is asked already stops nobody.
    """
    candidates = {
        pairing.id
        for pairing in snapshot.by_mentee.get(mentee, ())
        if snapshot.stages[pairing.id].name in {"mentor-asked", "mentor-accepted"}
    }
    pairings = {id_: pairing for id_, pairing in snapshot.pairings.items() if id_ not in candidates}
    before = Snapshot(snapshot.reading._replace(pairings=pairings), snapshot.today)
    return matching.not_weighed(before, mentee) or (
        None if mentor is None else _stopped(before, mentee, mentor)
    )


def _stopped(snapshot: Snapshot, mentee: str, mentor: str) -> Sentence | None:
    stop = next(iter(matching.Weighing(snapshot).stops.of(mentee, mentor)), None)
    if stop is None:
        return None
    return say(
        "{mentor} cannot be asked for {mentee}: {why} ({stop}).",
        mentor=Person(mentor),
        mentee=Person(mentee),
        why=stop.why,
        stop=Code(stop.id),
    )


def _signing(snapshot: Snapshot, mentee: str, mentor: str | None) -> Manager | None:
    """Return the manager who writes about a mentee and a mentor, who may have a pairing already."""
    pairing = next(
        (
            pairing.id
            for pairing in snapshot.by_mentee.get(mentee, ())
            if pairing.mentor == mentor and not snapshot.stages[pairing.id].closed
        ),
        None,
    )
    return managers.acting(snapshot, managers.Affair(pairing, mentee))


class _Envelope(NamedTuple):
    """How a paper is sent: the stem of its files, to whom if decided, and from which manager."""

    stem: str
    reader: Participant | None
    manager: Manager | None


def _lay(run: Run, folder: tuple[str, str], paper: Paper, envelope: _Envelope) -> None:
    """Write a paper as a draft and as Markdown, in its reader's language, and say where it is."""
    written, target = folder
    stem, reader, manager = envelope
    chosen = run.language if reader is None else drafts.language(reader, run.known, LANGUAGES)
    catalogue = catalogues.catalogue(chosen, disk.packaged_bytes)
    plain, page = (
        Voice(catalogue, run.names),
        Voice(catalogue, run.names, MARKDOWN._replace(escape=papers.in_prose)),
    )
    letter = mail.eml(
        reader,
        plain(paper.subject),
        papers.letter(paper, manager, plain),
        manager,
        run.known.today,
    )
    files = {f"{stem}.eml": letter, f"{stem}.md": papers.markdown(paper, manager, page)}
    disk.write(target, files)
    for name in files:
        write_out(harmless("/".join((written.rstrip("/"), name))) + "\n")
