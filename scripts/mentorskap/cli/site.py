"""`site`: build the pages."""

from __future__ import annotations

import json
import os
import re
import sys
from datetime import datetime
from functools import cache
from importlib.util import find_spec
from itertools import chain
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mentorskap.files import disk, processes
from mentorskap.host.run import EXIT_NO, EXIT_OK, Reads, voice_for, write_out
from mentorskap.letters.office import sheet
from mentorskap.letters.sheets import linked, parts, word_of
from mentorskap.model import passages
from mentorskap.pages.booklet import Cover, booklets, leading
from mentorskap.pages.handbook import behind, is_managers, managers_nav, published
from mentorskap.words.languages import LANGUAGES
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Code, RefusalError, Written, say
from mentorskap.words.voice import PLAIN, harmless

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from mentorskap.host.run import Run
    from mentorskap.matching.suggestion import Whole
    from mentorskap.pages.manager import Pages

HELP = "bygg sidorna · build the pages"

BUILDERS = {
    "mkdocs": "mkdocs mkdocs-material",
    "properdocs": "properdocs mkdocs-material",
    "zensical": "zensical",
}
"""Each program that can build the pages, by its module, with the packages that install it."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own options."""
    parser.add_argument(
        "--builder",
        choices=tuple(BUILDERS),
        default="mkdocs",
        help="programmet som bygger sidorna · the program that builds the pages",
    )
    parser.add_argument(
        "--audience",
        choices=("participants", "manager"),
        help="bara den ena webbplatsen · only one of the sites",
    )
    parser.add_argument(
        "--as",
        dest="form",
        choices=("files",),
        help="handbok som öppnas från en mapp · a handbook that opens from a folder",
    )


def _reads(options: argparse.Namespace) -> Reads:
    """Return what is read: for the participants' pages no one's file is opened."""
    return Reads.PROGRAMME if options.audience == "participants" else Reads.DOCUMENTS


READS = _reads


def run(run: Run, options: argparse.Namespace) -> int:
    """Build the sites that are asked for; one that cannot be built is a no."""
    if not os.path.isfile(os.path.join(run.root, "mkdocs.yml")):
        raise RefusalError(
            say("There are no pages to build in {folder}: no mkdocs.yml.", folder=Written(run.root))
        )
    builder = options.builder
    if find_spec(builder) is None:
        raise RefusalError(
            say(
                "{builder} is not installed. Install it with {command}.",
                builder=Code(builder),
                command=Code(f"python -m pip install {BUILDERS[builder]}"),
            )
        )
    audience = options.audience
    # The two sites are built side by side: they share nothing but the program that builds them.
    manager = None if audience == "participants" else _Build(run, _MANAGER, builder)
    handbook = None
    as_files = options.form == "files"
    sites = _as_files(run, _sites(run)) if as_files else _sites(run)
    if audience != "manager":
        for language, site in sites.items():
            _write_handbook(run, language, site)
        handbook = _Build(run, next(iter(sites.values())), builder).begin()
    built = list[bool]()
    if manager is not None:
        with manager:
            _write(run, builder)
            manager.begin()
    if handbook is not None:
        built += _each_language(run, handbook, list(sites.values()), builder)
        if as_files:
            _drop_what_servers_show(run, sites)
    if manager is not None:
        built.append(manager.well())
    if not all(built):
        write_out(
            run.voice(say("The pages could not be built. What was wrong stands above.")) + "\n"
        )
        return EXIT_NO
    for name, sentence in (
        (
            "participants",
            say("The handbook lies in {file}.", file=Code("site/participants/index.html")),
        ),
        (
            "manager",
            say(
                "The manager's pages lie in {file}. Names stand on them: keep them to yourself.",
                file=Code("site/manager/index.html"),
            ),
        ),
    ):
        if audience in {None, name}:
            write_out(run.voice(sentence) + "\n")
    return EXIT_OK


def _write(run: Run, builder: str) -> None:
    """Write the manager's pages in Markdown, by two processes if they are many."""
    folder = _MANAGER.pages
    halves = [
        lambda pages=pages: disk.write_changed(run.root, folder, _searched(pages, builder))
        for pages in _manager_pages(run)
    ]
    written = processes.both(
        *halves, divided=len(run.known.participants) >= processes.FILES_FOR_TWO
    )
    language = _language(run)
    handbook = list(_handbook(run, language))
    below = disk.write_changed(
        run.root,
        folder,
        ((f"handbook/{path}", behind(content)) for path, content in handbook),
    )
    disk.keep_only(run.root, folder, chain(*written, below))
    nav = managers_nav([path for path, _ in handbook], _nav(run, language), run.voice)
    disk.write(run.root, {_MANAGER.settings: _NAVIGATION.format(nav=json.dumps(nav))})


def _searched(pages: Pages, builder: str) -> Pages:
    """Yield pages as a builder is to index them.

    The index of names cannot enter the window of Zensical's search, whose own index has them then.
    """
    from mentorskap.pages.manager.names import NOT_SEARCHED

    for path, text in pages:
        yield path, text.replace(NOT_SEARCHED, "", 1) if builder == "zensical" else text


def _write_handbook(run: Run, language: str, site: _Site) -> None:
    """Write the pages for participants in a language as they are published."""
    pages = (entry for entry in _handbook(run, language) if not is_managers(entry[0]))
    disk.keep_only(run.root, site.pages, disk.write_changed(run.root, site.pages, pages))


def _handbook(run: Run, language: str) -> Iterator[tuple[str, str | bytes]]:
    """Yield the files of the handbook in a language as published, by path inside the language."""
    folder = f"docs/{language}"
    files = (
        (path, raw)
        for path in disk.inside(run.root, folder)
        for raw in [disk.read(run.root, path, _LARGEST)]
        if isinstance(raw, bytes)
    )
    pages = {
        path.removeprefix(f"{folder}/"): content
        for path, content in published(files, run.reading.programme, run.known.today)
    }
    documents = dict(_sheets(run, language, pages))
    voice = voice_for(language, run.names, PLAIN)
    invitation = voice(say("Print this page, or fill in the sheet in Word:"))
    printed = booklets(pages, _nav(run, language), _cover(run, language), voice)
    yield from printed.items()
    for path, content in pages.items():
        if path in documents:
            yield word_of(path), documents[path]
        if isinstance(content, str):
            page = linked(path, content, documents, invitation)
            yield path, leading(path, page, printed, voice)
        else:
            yield path, content


def _cover(run: Run, language: str) -> Cover:
    """Return what a booklet of the handbook says first."""
    programme = run.reading.programme
    at_the_root = next(iter(_sites(run))) == language
    address = os.environ.get("HANDBOOK_URL" if at_the_root else "HANDBOOK_URL_EN", "")
    if (urlsplit(address).hostname or ".example").endswith(".example"):
        address = ""  # which leads nowhere
    if programme is None:
        return Cover("", "", address)
    contact = passages.words("contact", "short", programme, run.known.today, language)
    return Cover(passages.escaped(programme.name.spoken(language)), contact or "", address)


def _sheets(run: Run, language: str, pages: dict[str, str | bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield each sheet of the handbook as a document of Word, by the path of its page."""
    programme = run.reading.programme
    name = "" if programme is None else programme.name.spoken(language)
    for path, content in pages.items():
        filled_in = parts(content) if isinstance(content, str) else []
        document = sheet(filled_in, language, name) if filled_in else None
        if document is not None:
            yield path, document


def _each_language(run: Run, first: _Build, sites: list[_Site], builder: str) -> Iterator[bool]:
    """Yield for each language of the handbook whether it could be built.

    Swedish first: a build empties its folder, and the English pages are inside the Swedish ones.
    """
    yield first.well()
    for site in sites[1:]:
        yield _Build(run, site, builder).begin().well()


def _sites(run: Run) -> dict[str, _Site]:
    """Return the sites of the languages that the handbook has; one alone is at the root."""
    sites = {
        language: site
        for language, site in _HANDBOOK.items()
        if os.path.isfile(os.path.join(run.root, site.settings))
        and os.path.isdir(os.path.join(run.root, "docs", language))
    }
    if list(sites) == ["en"]:
        alone = sites["en"]._replace(settings="build/only-en.yml", built=_HANDBOOK["sv"].built)
        disk.write(
            run.root,
            {alone.settings: _ALONE.format(**sites["en"]._replace(built=alone.built)._asdict())},
        )
        sites["en"] = alone
    return sites or _HANDBOOK


def _language(run: Run) -> str:
    """Return the language of the manager's handbook: the programme's, if it has that."""
    sites = _sites(run)
    return run.language if run.language in sites else next(iter(sites))


def _as_files(run: Run, sites: dict[str, _Site]) -> dict[str, _Site]:
    """Write the settings of a handbook that needs no server, and return its sites."""
    files = {
        language: site._replace(settings=f"build/files-{language}.yml")
        for language, site in sites.items()
    }
    disk.write(
        run.root,
        {
            files[language].settings: _FILES.format(**site._asdict())
            for language, site in sites.items()
        },
    )
    return files


def _drop_what_servers_show(run: Run, sites: dict[str, _Site]) -> None:
    """Delete the page of an unknown address and the map of the site: their links need a host."""
    for site in sites.values():
        disk.remove(os.path.join(run.root, site.built), _FOR_SERVERS)


def _language_of(site: _Site) -> str | None:
    """Return the language of a handbook's site; the manager's site is in the programme's."""
    return next((code for code, other in _HANDBOOK.items() if other.pages == site.pages), None)


def _contact(run: Run, site: _Site) -> str:
    """Return whom to ask, for the foot of the handbook's pages; the manager needs no such line."""
    language = _language_of(site)
    programme = run.reading.programme
    if language is None or programme is None:
        return ""
    return passages.foot(programme, run.known.today, language)


def _programme(run: Run, site: _Site) -> str:
    """Return the programme's name in a site's language, for the foot of a sheet on paper."""
    programme = run.reading.programme
    language = _language_of(site) or run.language
    return "" if programme is None else programme.name.spoken(language)


def _nav(run: Run, language: str) -> list[Any]:
    """Return the list of the handbook's pages in a language."""
    import yaml

    class NavLoader(yaml.SafeLoader):
        """Settings of MkDocs, whose own tags are of no interest here."""

    NavLoader.add_multi_constructor("", lambda *_: None)
    name = _HANDBOOK[language].settings
    raw = disk.read(run.root, name)
    try:
        settings = yaml.load(raw, NavLoader) if isinstance(raw, bytes) else None  # noqa: S506
    except yaml.YAMLError:
        settings = None  # which the builder of the handbook explains
    return (settings or {}).get("nav") or []


def _manager_pages(run: Run) -> tuple[Pages, Pages]:
    from mentorskap import matching
    from mentorskap.pages import Material, manager_site

    # On a page a word of the files needs no marks around it.
    form = PLAIN._replace(code=harmless)
    voices = {chosen: voice_for(chosen, run.names, form) for chosen in LANGUAGES}
    schemas = {"participant": json.loads(disk.packaged_text("schemas/participant.schema.json"))}
    documents = run.reading.documents

    @cache
    def weighing() -> matching.Weighing:
        return matching.Weighing(run.known, matching.AS_IT_IS, documents.__getitem__)

    def plan() -> Whole | None:
        try:
            return matching.whole(weighing())
        except ImportError:  # the solver is an extra
            return None

    folder = f"docs/{_language(run)}"
    material = Material(
        lambda: matching.shortlists(weighing()),
        plan,
        voices,
        run.language,
        documents,
        schemas,
        disk.packaged_text,
        frozenset(path.removeprefix(f"{folder}/") for path in disk.inside(run.root, folder)),
    )
    return manager_site(run.known, material)


class _Site(NamedTuple):
    """A site to build: its settings, and the folders of its pages and of what is built."""

    settings: str
    pages: str
    built: str


_HANDBOOK = {
    "sv": _Site("mkdocs.yml", "build/handbook/sv", "site/participants"),
    "en": _Site("docs/en.yml", "build/handbook/en", "site/participants/en"),
}
"""The handbook's two sites, by language."""
_MANAGER = _Site("build/manager.yml", "build/manager", "site/manager")

_NAVIGATION = """\
INHERIT: ../docs/manager.yml
docs_dir: manager
site_dir: ../site/manager
theme: {{custom_dir: ../docs/theme}}
nav: {nav}
"""
"""Settings of the manager's site: its list of pages is in the manager's language."""

_ALONE = """\
INHERIT: ../{settings}
site_url: !ENV [HANDBOOK_URL, "https://mentorskap.example/"]
docs_dir: ../{pages}
site_dir: ../{built}
theme: {{custom_dir: ../docs/theme}}
"""
"""Settings of a handbook in English alone, which is at the root."""

_FILES = """\
INHERIT: ../{settings}
site_url: ""
docs_dir: ../{pages}
site_dir: ../{built}
use_directory_urls: false
theme: {{custom_dir: ../docs/theme}}
plugins: {{offline: {{}}}}
extra: {{polyfills: [assets/javascripts/iframe-worker.js]}}
"""
"""Settings of a handbook that opens from a folder: its index of words is a script."""
_FOR_SERVERS = ("404.html", "sitemap.xml", "sitemap.xml.gz")

_LARGEST = 1 << 26
"""The largest file of the handbook that is published, in bytes."""

_BUILDER = (
    "import sys, material; from {builder}.__main__ import cli;"
    " from {builder}.commands import build; sys.stdin.read(); cli()"
)
"""MkDocs or its fork, loaded while the pages are being written; it begins when its input ends."""

_ZENSICAL = "import runpy, sys; sys.stdin.read(); runpy.run_module('zensical', run_name='__main__')"

_STUB = (
    "INHERIT: {settings}\ndocs_dir: {pages}\nsite_dir: {built}\ntheme: {{custom_dir: docs/theme}}\n"
)
"""Settings for Zensical, which wants a site's pages in a folder below its settings."""


class _Build:
    """One site being built, strictly, in a process of its own."""

    def __init__(self, run: Run, site: _Site, builder: str) -> None:
        import subprocess
        from datetime import UTC

        moment = datetime.combine(run.known.today, datetime.min.time(), UTC)
        environment = {
            **os.environ,
            "NO_MKDOCS_2_WARNING": "1",
            "SOURCE_DATE_EPOCH": str(int(moment.timestamp())),
            "HANDBOOK_CONTACT": _contact(run, site),
            "HANDBOOK_ALONE": "yes" if len(_sites(run)) == 1 else "",
            "HANDBOOK_PROGRAMME": _programme(run, site),
            "HANDBOOK_SV": "build/handbook/sv",
            "HANDBOOK_EN": "../build/handbook/en",
            "MANAGER_LANGUAGE": run.language,
            "MANAGER_NAME": run.voice(say("The programme manager's pages")),
            "PYTHONIOENCODING": "utf-8",
        }
        settings, code, self._stub = site.settings, _BUILDER.format(builder=builder), ""
        if builder == "zensical":
            settings, code = f".zensical-{site.pages.replace('/', '-')}.yml", _ZENSICAL
            disk.write(run.root, {settings: _STUB.format(**site._asdict())})
            self._stub = os.path.join(run.root, settings)
        self._process = subprocess.Popen(  # noqa: S603 - a fixed command, no data in it
            [sys.executable, "-c", code, "build", "--strict", "--config-file", settings],
            cwd=run.root,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def __enter__(self) -> None:
        pass

    def __exit__(self, failure: object, *_: object) -> None:
        """Build nothing of pages that could not be written."""
        if failure is not None:
            self._process.kill()
            self._output()

    def begin(self) -> _Build:
        """Let the builder begin."""
        if self._process.stdin is not None:
            self._process.stdin.close()
            self._process.stdin = None
        return self

    def well(self) -> bool:
        """Wait for the end; say what the builder complained of only when it failed."""
        output = self._output()
        if self._process.returncode:
            # What the builder complained of, and of a traceback only its last line.
            complaint, _, trace = output.partition("Traceback (most recent call last):")
            lines = (*complaint.splitlines(), *trace.splitlines()[-1:])
            sys.stderr.writelines(f"{harmless(line)}\n" for line in lines)
        return self._process.returncode == 0

    def _output(self) -> str:
        """Wait for the end, and return what the builder printed."""
        raw = self._process.communicate()[0].decode("utf-8", "replace")
        output = re.sub(r"\x1b\[[0-9;]*m", "", raw)  # Zensical colours what no screen shows
        if self._stub:
            os.unlink(self._stub)
        return output
