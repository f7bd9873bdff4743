"""One run of a command or a job: the repository on a day, and a voice to describe it."""

from __future__ import annotations

import errno
import os
import re
import sys
from contextlib import suppress
from enum import Enum
from functools import cache, cached_property
from importlib import import_module
from itertools import pairwise
from time import time
from types import ModuleType
from typing import TYPE_CHECKING, Any

from mentorskap.files import areas, disk, processes, reading, schema, source
from mentorskap.files.records import USUAL_ZONE
from mentorskap.host.clock import today
from mentorskap.model.snapshot import Snapshot
from mentorskap.words import catalogues
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Code, RefusalError, Written, say
from mentorskap.words.voice import MARKDOWN, NAMELESS, PLAIN, Voice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from mentorskap.files.source import Places, Route
    from mentorskap.words.sentence import Sentence
    from mentorskap.words.voice import Form

EXIT_OK, EXIT_NO, EXIT_FAILED = 0, 1, 2
_WELL_FORMED = (
    r"https?://[\w.-]+(?::[0-9]+)?",
    r"[\w.-]+/[\w.-]+",
    r"[0-9a-f]{40}(?:[0-9a-f]{24})?",
)


def _import_judge() -> None:
    """Import jsonschema-rs without `email.utils`, which would cost 8 ms of every start.

    jsonschema-rs uses one function of it, as it is imported, to keep the date of its own build.
    """
    utilities = "email.utils"
    if "jsonschema_rs" in sys.modules or utilities in sys.modules:
        return
    stand_in = ModuleType(utilities)
    stand_in.parsedate_to_datetime = str  # type: ignore[attr-defined]
    sys.modules[utilities] = stand_in
    try:
        import_module("jsonschema_rs")
    finally:
        del sys.modules[utilities]


@cache
def schema_named(name: str) -> schema.Schema:
    """Return one of the program's schemas, ready to judge."""
    _import_judge()
    return schema.compile_schema(name, disk.packaged_text(f"schemas/{name}.schema.json"))


class Reads(Enum):
    """What a run reads."""

    LANGUAGE = "programme.yml for its language, if there is a programme at all"
    PROGRAMME = "programme.yml alone, without so much as opening anyone's file"
    RECORDS = "every file, for its records"
    HANDBOOK = "every file for its records, and the handbook's pages for what is remarked on them"
    DOCUMENTS = "every file, for its records and what they leave in it"


class Options(NamedTuple):
    """What every command and every job can be asked for."""

    root: str | None = None
    """The programme's folder, else the nearest one from where the user stands."""
    today: date | None = None
    """Another day than the clock's."""
    lang: str | None = None
    """Another language than the programme's."""
    format: str = "terminal"


class Run:
    """One run of a command: the repository seen on a day, and a voice to speak of it."""

    def __init__(self, options: Options, reads: Reads = Reads.RECORDS) -> None:
        self.options = options
        self.began = time()
        """When the run began to read."""
        self.has_written = False
        """Whether a data file has been written: then the run has done what was asked."""
        root = (
            disk.find_root(here())
            if options.root is None
            else options.root
            if os.path.isabs(options.root)
            else os.path.join(here(), options.root)
        )
        if root is None and reads is not Reads.LANGUAGE:
            raise RefusalError(
                say(
                    "There is no mentor programme here or in any folder above: no programme.yml. Go"
                    " to its folder, or name it with --root."
                )
            )
        if root is not None and not disk.is_root(root):
            raise RefusalError(
                say(
                    "There is no mentor programme in {folder}: no programme.yml.",
                    folder=Written(root),
                )
            )
        self.root: str = root or here()
        pages = list(disk.pages(self.root, "docs", disk.PAGES)) if reads is Reads.HANDBOOK else []
        entries = (
            entry
            for entry in (() if root is None else disk.entries(root))
            if reads not in {Reads.LANGUAGE, Reads.PROGRAMME} or entry.path == disk.PROGRAMME
        )
        read = processes.read_all(
            entries,
            lambda path: disk.read(self.root, path),
            schema_named,
            keep=reads is Reads.DOCUMENTS,
        )
        forms = disk.pages(self.root, areas.FORMS, (".yml",)) if reads is Reads.HANDBOOK else ()
        if pages:
            from mentorskap.files import handbook  # `check` alone reads pages

            read = handbook.with_pages(read, pages)
        self.reading = areas.with_forms(read, forms)
        # Few need a file anew, but who does may ask for every place in it.
        self.document = cache(self._document)
        self.places = cache(self._places)

    @cached_property
    def snapshot(self) -> Snapshot:
        """The repository on the day asked for, else today in the programme's time zone."""
        programme = self.reading.programme
        zone = USUAL_ZONE if programme is None else programme.timezone
        return Snapshot(self.reading, self.options.today or today(zone))

    @cached_property
    def known(self) -> Snapshot:
        """The snapshot without what is yet to begin on its day, for all that people read."""
        return self.snapshot.known

    @cached_property
    def names(self) -> dict[str, str]:
        """Names by participant id."""
        return {person.id: person.named for person in self.reading.participants.values()}

    @cached_property
    def language(self) -> str:
        """The language asked for, else the programme's."""
        programme = self.reading.programme
        return self.options.lang or ("sv" if programme is None else programme.language)

    @cached_property
    def voice(self) -> Voice:
        """What puts words to it, in the form asked for."""
        return self.voice_in(self.language)

    def voice_in(self, chosen: str) -> Voice:
        """Return what puts words to it in another language."""
        form = {"github": NAMELESS, "markdown": MARKDOWN}.get(self.options.format, PLAIN)
        coloured = (
            sys.stdout.isatty()
            and not os.environ.get("NO_COLOR")
            and os.environ.get("TERM") != "dumb"
        )
        return voice_for(chosen, self.names, form, coloured=coloured)

    def folder(self, chosen: str | None, usual: str) -> tuple[str, str]:
        """Return the folder `chosen`, from where the user stands, else `usual` in the programme's.

        First as it is written, then where it is.
        """
        written = chosen or usual
        return written, os.path.join(self.root if chosen is None else here(), written)

    def nameless(self, form: Form) -> Voice:
        """Return a voice for a page of the host: it knows no names, so it can show none."""
        return voice_for(self.language, {}, form)

    def _document(self, path: str) -> Any:
        """Return the data of a file with its free text; empty if it cannot be read."""
        return data(disk.read(self.root, path), path)

    @cached_property
    def address(self) -> str | None:
        """Where GitHub shows the programme's files at this commit; None outside a job there."""
        variables = [
            os.environ.get(key, "")
            for key in ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA")
        ]
        within = disk.within_checkout(self.root)
        if within is None or not all(map(re.fullmatch, _WELL_FORMED, variables)):
            return None
        return "/".join((*variables[:2], "blob", variables[2], "")) + (
            f"{within}/" if within else ""
        )

    def _places(self, path: str) -> Places | None:
        """Return where the nodes of a file stand."""
        raw = disk.read(self.root, path)
        text = source.decode(raw, path) if isinstance(raw, bytes) else None
        return reading.marks(text, path) if isinstance(text, str) else None

    def line(self, path: str, route: Route) -> int:
        """Return the line on which a node of a file stands."""
        places = self.places(path)
        return 1 if places is None else places.find(route).line


def voice_for(
    chosen: str, names: Mapping[str, str], form: Form = PLAIN, *, coloured: bool = False
) -> Voice:
    """Return what puts words to something in a language, with the program's own catalogue."""
    return Voice(catalogues.catalogue(chosen, disk.packaged_bytes), names, form, coloured=coloured)


def data(raw: bytes | disk.Unread, path: str) -> Any:
    """Return the data in the bytes of a file; nothing where it cannot be had."""
    text = source.decode(raw, path) if isinstance(raw, bytes) else None
    content = (
        source.parse(text, path, raw=raw)
        if isinstance(text, str) and isinstance(raw, bytes)
        else None
    )
    return content if isinstance(content, dict) else {}


def here() -> str:
    """Return the folder that the user stands in."""
    try:
        return os.getcwd()
    except OSError:
        raise RefusalError(
            say(
                "The folder you are in no longer exists. Go to the programme's folder, or"
                " name it with --root."
            )
        ) from None


def write_out(text: str) -> None:
    """Print a report."""
    sys.stdout.write(text)


def complain(sentence: Sentence, arguments: Sequence[str], run: Run | None) -> int:
    """Print why the command could not run, in the run's language, or before a run in `--lang`."""
    language = "en" if "--lang=en" in arguments or ("--lang", "en") in pairwise(arguments) else "sv"
    voice = voice_for(language if run is None else run.language, {})
    with suppress(OSError):
        sys.stderr.write(voice(sentence) + "\n")
        sys.stderr.flush()
    return EXIT_FAILED


_SYSTEM = {
    errno.EACCES: say(
        "The system gives no permission for {file}. Nothing more was done. Give yourself permission"
        " for it, or ask whoever looks after the computer."
    ),
    errno.ENOSPC: say("The disk is full, at {file}. Make room, and run the command again."),
    errno.EROFS: say(
        "{file} is in a place that can only be read. Copy the programme to another folder, and run"
        " the command there."
    ),
    errno.ENOENT: say("{file} does not exist any more. Look where it went, and try again."),
    errno.EEXIST: say("{file} is in the way. Move it or choose another place, and try again."),
    errno.EISDIR: say("{file} is a folder, where a file should be. Choose another place."),
    errno.ENOTDIR: say("{file} is a file, where a folder should be. Choose another place."),
}
"""What the system's commonest refusals mean, and what to do."""
_SAME = {errno.EPERM: errno.EACCES, errno.EDQUOT: errno.ENOSPC, errno.ENOTEMPTY: errno.EEXIST}


def of_system(error: OSError, run: Run | None) -> Sentence:
    """Return what the system refused, at which file, and what to do next."""
    if run is not None and run.has_written:
        return say("The change is written. Only the answer could not be shown.")
    number = _SAME.get(error.errno or 0, error.errno or 0)
    name = error.filename
    if isinstance(name, bytes):
        name = os.fsdecode(name)
    if not isinstance(name, str):
        name = None
    elif run is not None:
        name = name.removeprefix(run.root).lstrip("/\\").removesuffix(".part") or name
    if number in _SYSTEM:
        file = Code(name) if name else say("the output")
        return _SYSTEM[number]._replace(values={"file": file})
    return say(
        "The system refused {file}: {reason}.",
        file=Code(name) if name else say("the command"),
        reason=Written(error.strerror or type(error).__name__),
    )


def failure(error: Exception) -> Sentence:
    """Return what to say of a fault in the program: its kind and place, nothing of the data."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    spot = (
        ""
        if frame is None
        else f"{os.path.basename(frame.tb_frame.f_code.co_filename)}:{frame.tb_lineno}"
    )
    return say(
        "The program failed ({error} at {place}). Nothing was changed. Please report it with this"
        " line.",
        error=Code(type(error).__name__),
        place=Code(spot),
    )
