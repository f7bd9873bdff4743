"""What is erased and where, the steps that clear a history, and what is left in a copy of it."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from mentorskap.files.records import pairing_file
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Code, Pair, codes, say, say_n

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mentorskap.files.records import Pairing
    from mentorskap.files.source import Route
    from mentorskap.report.access import Erasure
    from mentorskap.words.sentence import Sentence
    from mentorskap.words.voice import Voice


FILE, FILE_NAME, MESSAGE, REF, NOTE = "file", "file-name", "message", "ref", "note"
"""Where a trace is: a version of a file, a path, a commit or tag, a branch or tag name, or Git's
own notes beside the objects."""


class Remain(NamedTuple):
    """A trace: its kind, the path or name, the object's id, and the lines of a file."""

    kind: str
    where: str
    id: str = ""
    lines: tuple[int, ...] = ()


class Remains(NamedTuple):
    """What a repository holds of a person."""

    left: tuple[Remain, ...]
    doubtful: tuple[Remain, ...]
    """Places with a family name that someone else has too."""
    unreadable: tuple[str, ...]
    """Files that are pictures or documents, which no one can search as text."""
    invented: int
    """Files of the tool itself in which the invented people of its tests have such a name."""
    objects: int


def erasing(
    plan: Erasure, id_: str, line: Callable[[str, Route], int], voice: Voice, *, done: bool
) -> list[str]:
    """Return what is erased, or would be, and what the manager must look at by hand."""
    files = codes(plan.files)
    links = codes(f"{path}:{line(path, route)}" for path, route in plan.links)
    sentences = [
        say("Erased: {files}.", files=files) if done else say("To be erased: {files}.", files=files)
    ]
    if plan.links:
        sentences.append(
            say("Taken out of others' files: {places}.", places=links)
            if done
            else say("To be taken out of others' files: {places}.", places=links)
        )
    sentences += [
        say(
            "A text names the person, or someone with the same family name: {place}. Correct it by"
            " hand where it is the person.",
            place=Code(f"{path}:{line(path, route)}"),
        )
        for path, route in plan.mentions
    ]
    sentences += [
        (
            say(
                "{cohort} is over, and its figures have changed: {figures}. Note the old ones if"
                " they have been shown to others.",
                cohort=cohort.name,
                figures=figures,
            )
            if done
            else say(
                "{cohort} is over, and its figures would change: {figures}. Note the old ones if"
                " they have been shown to others.",
                cohort=cohort.name,
                figures=figures,
            )
        )
        for cohort, figures in plan.moved
    ]
    if not done:
        sentences.append(
            say(
                "Nothing has been changed yet. To erase: {command}.",
                command=Code(f"mentorskap person erase {id_} --yes"),
            )
        )
    return [voice(sentence) for sentence in sentences]


def refusal(pairing: Pairing, voice: Voice) -> str:
    """Return why a person cannot be erased yet."""
    return voice(
        say(
            "{pair} is not closed, so nothing was erased. End it first: write {key} with a day and"
            " a reason in {file}.",
            pair=Pair(pairing.mentee, pairing.mentor),
            key=Code("ended"),
            file=Code(pairing_file(pairing.id)),
        )
    )


def resumed(id_: str, voice: Voice) -> str:
    """Return that an erasure is finished which was interrupted, or had been done before."""
    return voice(say("The files of {id} are already gone.", id=Code(id_)))


def steps(id_: str, instructions: str, voice: Voice) -> list[str]:
    """Return the steps that clear the Git history, in which deleted files can still be read."""
    sentences = (
        say(
            "The older versions still hold the person. Ask the person who looks after the archive"
            " to do this. The steps are in {file} too:",
            file=Code(instructions),
        ),
        say("1. Commit the change, and leave the name out of the message."),
        say(
            "2. Make a fresh copy: {clone}. Then run, here: {command}. With git filter-repo it"
            " rewrites every version in the copy, compares the newest one before and after, and"
            " reads everything once more.",
            clone=Code("git clone --no-local . ../copy"),
            command=Code(f"mentorskap person forget {id_} --in ../copy"),
        ),
        say(
            "3. Push the cleared copy to a new place, every branch and tag, and delete the old"
            " archive. Everyone throws away their copy and fetches the new one. Open proposals and"
            " forks of the old archive have to go too."
        ),
        say(
            "4. Ask the host what it keeps. GitHub can restore a deleted repository for 90 days,"
            " and keeps logs and files of its jobs, caches, issues and comments: delete those that"
            " name the person, or ask its support to. E-mails that have been sent stay with those"
            " who got them: delete your own."
        ),
        say(
            "5. Build the pages and letters again: {command}. The old ones still name the person.",
            command=Code("make clean && make run"),
        ),
        say(
            "6. Backups hold the person too. {command} lists which: delete those, and make a new"
            " one.",
            command=Code(f"mentorskap backup FOLDER --holding {id_}"),
        ),
        say(
            "7. To be sure, try the new archive: {command}.",
            command=Code(f"mentorskap person erased {id_} --in COPY"),
        ),
        say(
            "8. Delete {file}: it names the person. Note the id and the day outside the archive,"
            " nothing more.",
            file=Code(instructions),
        ),
    )
    return [voice(sentence) for sentence in sentences]


_MOST = 9
"""Places of a kind that are listed; there can be one for each version of a file."""


def planned(lines: Sequence[str], renamed: Sequence[tuple[str, str]], voice: Voice) -> list[str]:
    """Return which lines and file names of the newest version will be changed."""
    sentences = []
    if lines:
        sentences.append(
            say_n(
                "{number} line of the newest version reads differently now: {places}.",
                "{number} lines of the newest version read differently now: {places}.",
                len(lines),
                places=codes(_some(lines)),
            )
        )
    sentences += [
        say("{old} is now called {new}.", old=Code(old), new=Code(new)) for old, new in renamed
    ]
    return [voice(sentence) for sentence in sentences]


def verdict(remains: Remains, id_: str, folder: str, voice: Voice) -> list[str]:
    """Return what is left of a person in a repository, or that nothing was seen."""
    sentences: list[Sentence] = []
    if remains.left:
        sentences.append(
            say_n(
                "{number} trace of {id} is left in {folder}:",
                "{number} traces of {id} are left in {folder}:",
                len(remains.left),
                id=Code(id_),
                folder=Code(folder),
            )
        )
        sentences += _places(remains.left)
    else:
        sentences.append(
            say_n(
                "No trace of {id} was seen in {folder}. {number} object was read, and every branch,"
                " tag, author and file name.",
                "No trace of {id} was seen in {folder}. {number} objects were read, and every"
                " branch, tag, author and file name.",
                remains.objects,
                id=Code(id_),
                folder=Code(folder),
            )
        )
    if remains.doubtful:
        sentences.append(
            say_n(
                "{number} place has the family name, and may mean someone else. Look there; erase"
                " words with {option}:",
                "{number} places have the family name, and may mean someone else. Look there; erase"
                " words with {option}:",
                len(remains.doubtful),
                option=Code('--also "…"'),
            )
        )
        sentences += _places(remains.doubtful)
    if remains.unreadable:
        sentences.append(
            say_n(
                "{number} picture or document cannot be searched as text. Look at it: {names}.",
                "{number} pictures or documents cannot be searched as text. Look at them: {names}.",
                len(remains.unreadable),
                names=codes(_some(remains.unreadable)),
            )
        )
    if remains.invented:
        sentences.append(
            say_n(
                "{number} file of the tool itself was left alone: the people of its tests are"
                " invented.",
                "{number} files of the tool itself were left alone: the people of its tests are"
                " invented.",
                remains.invented,
            )
        )
    return [voice(sentence) for sentence in sentences]


def _places(remains: Sequence[Remain]) -> Iterator[Sentence]:
    """Yield the first places of each kind, and how many more there are."""
    for _, group in groupby(remains, attrgetter("kind")):
        kind = list(group)
        yield from map(_place, kind[:_MOST])
        if len(kind) > _MOST:
            yield say_n("- and {number} more", "- and {number} more", len(kind) - _MOST)


def _some(texts: Sequence[str]) -> Sequence[str]:
    return texts if len(texts) <= _MOST else (*texts[:_MOST], "…")


def _place(remain: Remain) -> Sentence:
    object_ = Code(remain.id[:10])
    match remain.kind:
        case "file-name":
            return say("- a file name: {name}", name=Code(remain.where))
        case "message":
            return say("- a commit or tag, its message or its author: {object}", object=object_)
        case "ref":
            return say("- a branch or tag: {name}", name=Code(remain.where))
        case "note":
            return say("- Git's own notes: {name}", name=Code(f".git/{remain.where}"))
    if not remain.lines:
        return say(
            "- a version of the person's own file, {object}: {path}",
            object=object_,
            path=Code(remain.where or "?"),
        )
    return say(
        "- a version of a file, {object}: {places}",
        object=object_,
        places=codes(f"{remain.where or '?'}:{line}" for line in remain.lines[:3]),
    )
