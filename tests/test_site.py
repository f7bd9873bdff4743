"""Laws of the sites as text and bytes: nobody's name leaks, every link leads on, both languages say the same."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections import Counter
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
import yaml

from mentorskap.files import disk
from mentorskap.files.passages import passages
from mentorskap.files.records import Limits
from mentorskap.host.leaks import leaks, public
from mentorskap.host.leaks import traces as traces_of
from mentorskap.host.run import Options, Run
from mentorskap.words.traces import KINDS, Traces
from tests.browser.hostile import MANY, write_repository
from tests.browser.links import broken_links
from tests.browser.sites import BUILDERS, EXAMPLE, IDLE, ROOT, Sites, build, copy_repository
from tests.handbook import as_shipped, each

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.conftest import Outcome

LANGUAGES = ("sv", "en")
PAGES = {language: sorted((ROOT / "docs" / language).rglob("*.md")) for language in LANGUAGES}
AVOIDED = (
    "resa|resan|verktygslåda\\w*|spännande|adressera\\w*|snarast|berörda parter|yttersta"
    " vikt|henne|hennes|journey|toolbox|exciting|proactive\\w*|is encouraged to"
)


def named(path: Path) -> str:
    return path.relative_to(ROOT / "docs").as_posix()


every_page = pytest.mark.parametrize(
    "page", each(page for language in LANGUAGES for page in PAGES[language]), ids=named
)


# The handbook's facts and settings.


def comments(page: Path) -> list[str]:
    return re.findall(r"<!--(.*?)-->", page.read_text(encoding="utf-8"), re.DOTALL)


def facts(page: Path) -> set[str]:
    return {fact for comment in comments(page) for fact in re.findall(r"\bF\d+\b", comment)}


@as_shipped()
def test_both_languages_have_the_same_pages() -> None:
    swedish, english = (
        {page.relative_to(ROOT / "docs" / language) for page in PAGES[language]}
        for language in LANGUAGES
    )
    assert swedish == english
    assert len(swedish) > 30


@as_shipped()
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_of_the_programme_stands_in_the_handbook(language: str) -> None:
    assert {fact for page in PAGES[language] for fact in facts(page)} == {
        f"F{number}" for number in range(1, 20)
    }


@as_shipped()
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_fact_is_repeated_on_more_than_a_third_of_the_participants_pages(language: str) -> None:
    pages = [page for page in PAGES[language] if page.parent.name not in {"manager", "reference"}]
    times = Counter(fact for page in pages for fact in facts(page))
    assert {fact: number for fact, number in times.items() if number > len(pages) / 3} == {}


@pytest.mark.parametrize("page", each(PAGES["sv"]), ids=named)
def test_a_page_says_the_same_facts_in_both_languages(page: Path) -> None:
    assert facts(page) == facts(ROOT / "docs" / "en" / page.relative_to(ROOT / "docs" / "sv"))


@pytest.mark.parametrize("page", each(PAGES["sv"]), ids=named)
def test_a_page_says_the_same_limits_in_both_languages(page: Path) -> None:
    translation = ROOT / "docs" / "en" / page.relative_to(ROOT / "docs" / "sv")
    swedish, english = (
        {passage.key for passage in passages(side.as_posix(), side.read_text(encoding="utf-8"))}
        for side in (page, translation)
    )
    assert swedish == english


@as_shipped()
def test_every_limit_is_told_in_the_handbook() -> None:
    limits = {
        passage.key
        for page in PAGES["sv"]
        for passage in passages(page.as_posix(), page.read_text(encoding="utf-8"))
        if passage.key.startswith("limits.")
    }
    assert limits == {f"limits.{name}" for name in Limits._fields}


# The handbook's voice.


def prose(text: str) -> str:
    """Return what a reader reads of a page: no front matter, comments, code, or marks of admonitions and pictures."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    text = re.sub(r"^( *)```.*?^\1```", "", text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"`[^`\n]*`", "", text)
    return re.sub(r"^ *!!! |!(?=\[)", "", text, flags=re.MULTILINE)


@every_page
def test_a_page_keeps_its_voice(page: Path) -> None:
    told = prose(page.read_text(encoding="utf-8"))
    assert re.findall(rf"(?i)\b(?:{AVOIDED})\b|!", told) == []


@every_page
def test_a_page_has_no_task_list(page: Path) -> None:
    assert re.findall(r"(?m)^\s*[-*+] \[[ xX]\]", page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "page", each(page for page in PAGES["en"] if "reference" not in page.parts), ids=named
)
def test_a_mentee_is_never_an_adept_in_english(page: Path) -> None:
    # The glossary gives the Swedish word, in brackets; the reference shows what the tool says in
    # both languages.
    told = prose(page.read_text(encoding="utf-8")).replace("(adept)", "")
    assert re.findall(r"(?i)\badept\w*", told) == []


@pytest.mark.parametrize(
    "fault", ["Vilken spännande dag.", "Boka nu!", "<!-- F1 --> Hör med henne."]
)
def test_the_voice_is_heard(fault: str) -> None:
    assert re.search(rf"(?i)\b(?:{AVOIDED})\b|!", prose(fault))


# The examples of the page on editing, done in order.


EDITING = [ROOT / "docs" / language / "manager" / "editing.md" for language in LANGUAGES]


def sections() -> Iterator[tuple[str, str]]:
    for language, page in zip(LANGUAGES, EDITING, strict=True):
        text = page.read_text(encoding="utf-8")
        for part in re.split(r"(?m)^## ", text)[1:]:
            if "```yaml" in part:
                yield language, part


def merged(old: Any, new: Any) -> Any:
    """Return what a file holds after an example: mappings grow, lists and single values are replaced."""
    if isinstance(old, dict) and isinstance(new, dict):
        return {**old, **{key: merged(old.get(key), value) for key, value in new.items()}}
    return new


def write_example(root: Path, example: str) -> None:
    first, _, rest = example.partition("\n")
    path = root / first.removeprefix("# ").strip()
    old = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
    new = yaml.safe_load(rest)
    if "managers" in new:  # which the page says to write instead
        old.pop("manager", None)
    path.write_text(
        yaml.safe_dump(merged(old, new), allow_unicode=True, sort_keys=False),
        encoding="utf-8",
    )


PROGRAMME = """\
name: {sv: Mentorskap inom exeQtive, en: Mentoring within exeQtive}
manager: {name: Karin Berg, email: karin.berg@effect.example}
areas:
  - {id: change, sv: Förändringsledning, en: Leading change}
  - {id: delegation, sv: Delegering, en: Delegation}
cohorts:
  - {id: 2026-host, name: {sv: Hösten 2026, en: Autumn 2026}, starts: 2026-09-01, ends: 2027-06-11}
  - {id: 2027-host, name: {sv: Hösten 2027, en: Autumn 2027}, starts: 2027-09-01, ends: 2028-06-11}
"""


@as_shipped(*EDITING)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_of_editing_can_be_followed_in_order(
    language: str, tmp_path: Path, command: Callable[..., Outcome]
) -> None:
    root = tmp_path / "ordinary"
    for folder in ("participants", "pairings"):
        (root / folder).mkdir(parents=True)
    (root / "programme.yml").write_text(PROGRAMME, encoding="utf-8")
    followed = 0
    for number, (_, section) in enumerate(part for part in sections() if part[0] == language):
        place = root
        if "<!-- aside -->" in section:
            place = tmp_path / f"aside-{number}"
            shutil.copytree(root, place)
        for example in re.findall(r"(?s)```yaml\n(.*?)```", section):
            write_example(place, example)
            followed += 1
        outcome = command("check", "--format", "json", root=place)
        errors = [
            finding for finding in outcome.json()["findings"] if finding["severity"] == "error"
        ]
        assert errors == [], section.partition("\n")[0]
        assert outcome.json()["summary"]["participants"] == len(
            list((place / "participants").iterdir())
        )
    assert followed > 25


def contents(root: Path) -> dict[str, Any]:
    return {
        path.name: yaml.safe_load(path.read_text(encoding="utf-8"))
        for folder in ("participants", "pairings")
        for path in (root / folder).iterdir()
    }


def told(data: Any) -> set[tuple[Any, ...]]:
    """Return every single value with the way to it."""
    if isinstance(data, dict | list):
        steps = data.items() if isinstance(data, dict) else enumerate(data)
        return {(key, *rest) for key, value in steps for rest in told(value)}
    return {(data,)}


BY_HAND = {"new-mentor"}
"""Acts of which the command writes a part, and the hand adds the person's own words."""


@as_shipped(*EDITING)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_command_of_the_page_on_editing_writes_what_the_hand_does(
    language: str, tmp_path: Path, command: Callable[..., Outcome]
) -> None:
    root = tmp_path / "ordinary"
    for folder in ("participants", "pairings"):
        (root / folder).mkdir(parents=True)
    (root / "programme.yml").write_text(PROGRAMME, encoding="utf-8")
    acts = 0
    for number, (_, section) in enumerate(part for part in sections() if part[0] == language):
        act = re.findall(r"\{ #([\w-]+) \}", section)[0]
        by_hand = root
        if "<!-- aside -->" in section:
            by_hand = tmp_path / f"aside-{number}"
            shutil.copytree(root, by_hand)
        by_command = tmp_path / f"command-{number}"
        shutil.copytree(by_hand, by_command)
        before = contents(by_hand)
        for example in re.findall(r"(?s)```yaml\n(.*?)```", section):
            write_example(by_hand, example)
        for line in "".join(re.findall(r"(?s)```sh\n(.*?)```", section)).splitlines():
            name, *arguments = shlex.split(line)
            assert name == "mentorskap"
            outcome = command(*arguments, root=by_command)
            assert outcome.code == 0, f"{line}\n{outcome.out}{outcome.err}"
            acts += 1
        after, wanted = contents(by_command), contents(by_hand)
        changed = [file for file in after if after[file] != before.get(file)]
        assert bool(changed) == ("```sh" in section)
        for file in changed:
            if act in BY_HAND:
                assert told(after[file]) < told(wanted[file])
            else:
                assert after[file] == wanted[file], f"{act}: {file}"
    assert acts >= 28


@as_shipped(*EDITING)
def test_the_examples_of_editing_are_the_same_acts_in_both_languages() -> None:
    swedish, english = (
        [
            re.findall(r"\{ #([\w-]+) \}", section)[0]
            for found, section in sections()
            if found == language
        ]
        for language in LANGUAGES
    )
    assert swedish == english


# Nobody's name.


@cache
def traces() -> Traces:
    return traces_of(Run(Options(str(EXAMPLE), format="github")).reading)


def files(site: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(site.rglob("*")):
        yield path.relative_to(site).as_posix(), path.read_bytes() if path.is_file() else b""


@pytest.mark.parametrize("builder", BUILDERS)
def test_the_participants_site_tells_nothing_of_anyone(builder: str, example_sites: Sites) -> None:
    site = list(files(example_sites.participants(builder)))
    assert len(site) > 150
    # The manager's name may be on every page: the example's, and in the pages' own text ours.
    allowed = [
        text
        for root in (EXAMPLE, ROOT)
        for text in public(Run(Options(str(root), format="github")).reading)
    ]
    assert leaks(traces(), site, allowed) == []


@pytest.mark.parametrize("builder", BUILDERS)
def test_the_managers_site_tells_of_everyone(builder: str, example_sites: Sites) -> None:
    site = [
        (name, raw)
        for name, raw in files(example_sites.manager(builder))
        if name in {"mentors.html", "people/anna-07.html"}
    ]
    told = {(leak.kind, leak.of) for leak in leaks(traces(), site)}
    assert {(kind, "anna-07") for kind in KINDS} <= told
    assert len(told) > 100


def test_a_name_on_a_page_of_the_handbook_is_found(tmp_path: Path) -> None:
    root = copy_repository(tmp_path / "planted")
    page = root / "docs" / "sv" / "glance.md"
    page.write_text(
        page.read_text(encoding="utf-8") + "\n\nFråga Lindqvist, eller adam-53.\n", encoding="utf-8"
    )
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    subprocess.run(
        command,
        cwd=root,
        check=True,
        capture_output=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    found = leaks(traces(), files(root / "site" / "participants"))
    at, index = "glance/index.html", "search/search_index.json"
    assert {
        (at, "family-name", "anna-07"),
        (at, "id", "adam-53"),
        (index, "family-name", "anna-07"),
    } <= set(found)


@pytest.mark.parametrize("builder", BUILDERS)
def test_no_address_of_a_page_tells_a_family_name(builder: str, example_sites: Sites) -> None:
    for site in (example_sites.participants(builder), example_sites.manager(builder)):
        told = leaks(traces(), ((name, b"") for name, _ in files(site)))
        assert [leak for leak in told if leak.kind != "id"] == []


def test_the_participants_site_is_built_without_opening_anyones_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_repository(tmp_path / "blind")
    opened: list[str] = []
    read = disk.read

    def recorded(root: str, path: str, *largest: int) -> bytes | disk.Unread:
        opened.append(path)
        return read(root, path, *largest)

    monkeypatch.setattr(disk, "read", recorded)
    monkeypatch.setattr("mentorskap.cli.site._BUILDER", IDLE)
    build(root, "--audience", "participants")
    assert "programme.yml" in opened
    assert [path for path in opened if path.startswith(("participants", "pairings"))] == []
    build(root, "--audience", "manager")
    assert "participants/anna-07.yml" in opened


def test_every_attack_is_a_text_that_the_files_may_hold(
    example: Path, command: Callable[..., Outcome]
) -> None:
    write_repository(example)
    outcome = command("check", "--format", "json", root=example)
    assert [
        finding for finding in outcome.json()["findings"] if finding["severity"] == "error"
    ] == []
    assert outcome.json()["summary"]["pairings"] == MANY >= 45


# Links, both builders, and the same bytes.


@pytest.mark.parametrize("builder", BUILDERS)
@pytest.mark.parametrize("audience", ["participants", "manager"])
def test_every_link_leads_somewhere(builder: str, audience: str, example_sites: Sites) -> None:
    site = getattr(example_sites, audience)(builder)
    assert (site / "index.html").is_file()
    assert broken_links(site) == []


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_link_of_a_handbook_as_files_names_a_file(
    builder: str, handbook_as_files: Sites
) -> None:
    site = handbook_as_files.participants(builder)
    assert (site / "en" / "way" / "first-meeting.html").is_file()
    assert broken_links(site, served=False) == []
    # the page of an unknown address and the map of the site are for servers alone
    assert [path for path in site.rglob("*") if path.name.startswith(("404", "sitemap"))] == []


def test_a_link_that_needs_a_server_is_found(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "index.html").write_text("<p>x</p>", encoding="utf-8")
    (tmp_path / "index.html").write_text(
        '<a href="deep/">x</a> <a href="/deep/index.html">x</a> <a href="deep/index.html">x</a>'
        ' <a href="#">x</a> <a href="?x">x</a> <a href=".">x</a>',
        encoding="utf-8",
    )
    assert broken_links(tmp_path, served=False) == [
        "index.html → deep/",
        "index.html → /deep/index.html",
        "index.html → .",
    ]


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "index.html").write_text(
        '<a href="deep/">x</a> <a href="deep/#here">x</a> <a href="mailto:a@b.example">x</a>',
        encoding="utf-8",
    )
    (tmp_path / "deep" / "index.html").write_text(
        '<h1 id="here"><a href="../#top">x</a> <img src="/x.png"> <a href="../../">x</a>',
        encoding="utf-8",
    )
    assert broken_links(tmp_path) == [
        "deep/index.html → ../#top",
        "deep/index.html → /x.png",
        "deep/index.html → ../../",
    ]


@pytest.mark.parametrize("audience", ["participants", "manager"])
def test_both_builders_make_the_same_pages(audience: str, example_sites: Sites) -> None:
    pages = [
        {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
        for site in (getattr(example_sites, audience)(builder) for builder in BUILDERS)
    ]
    assert pages[0] == pages[1]
    assert len(pages[0]) > 50


@pytest.mark.laws
def test_the_same_day_gives_the_same_bytes_also_from_the_fork_of_mkdocs(
    tmp_path: Path, example_sites: Sites
) -> None:
    again = Sites(copy_repository(tmp_path / "again"))
    build(again.root, "--builder", "properdocs")
    for audience in ("participants", "manager"):
        first, second = (getattr(sites, audience)("mkdocs") for sites in (example_sites, again))
        names = [
            sorted(path.relative_to(site) for path in site.rglob("*") if path.is_file())
            for site in (first, second)
        ]
        assert names[0] == names[1]
        assert [
            name for name in names[0] if (first / name).read_bytes() != (second / name).read_bytes()
        ] == []


@pytest.mark.parametrize("builder", ["mkdocs", "properdocs", "zensical"])
def test_a_builder_that_is_not_installed_is_named_with_its_installation(
    builder: str,
    tmp_path: Path,
    command: Callable[..., Outcome],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root = copy_repository(tmp_path / "bare")
    monkeypatch.setattr("mentorskap.cli.site.find_spec", lambda _: None)
    outcome = command("site", "--builder", builder, root=root)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(
        f"`{builder}` is not installed. Install it with `python -m pip install {builder}"
    )
    assert outcome.err.count("\n") == 1


def test_a_failed_build_leaves_no_settings_of_zensical(
    tmp_path: Path, command: Callable[..., Outcome]
) -> None:
    root = copy_repository(tmp_path / "failed")
    (root / "docs" / "sv" / "index.md").write_text("[nowhere](nowhere.md)\n", encoding="utf-8")
    outcome = command("site", "--builder", "zensical", "--audience", "participants", root=root)
    assert outcome.code == 1
    assert "[nowhere](nowhere.md)" in outcome.err
    assert list(root.glob(".zensical-*")) == []


def test_a_day_in_the_past_can_be_built_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_repository(tmp_path / "past")
    monkeypatch.setattr("mentorskap.cli.site._BUILDER", IDLE)
    build(root, "--audience", "manager", today="2026-06-01")
    pages = {
        path.relative_to(root / "build" / "manager").as_posix(): path.read_text(encoding="utf-8")
        for path in root.glob("build/manager/**/*.md")
    }
    known = Run(Options(root=f"{root}", today=date(2026, 6, 1))).snapshot.known
    assert len(known.participants) > 40
    assert pages.keys() >= {f"people/{id_}.md" for id_ in known.participants}
    assert pages.keys() >= {f"pairings/{id_}.md" for id_ in known.pairings}
    assert [
        path
        for path, text in pages.items()
        if "den 1 juni 2026" not in text and not path.startswith("handbook/")
    ] == []


def test_the_last_day_there_is_can_be_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_repository(tmp_path / "last")
    monkeypatch.setattr("mentorskap.cli.site._BUILDER", IDLE)
    build(root, "--audience", "manager", today="9999-12-31")
    assert "den 31 december 9999" in (root / "build" / "manager" / "index.md").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_managers_pages_speak_the_managers_language(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_repository(tmp_path / language)
    monkeypatch.setattr("mentorskap.cli.site._BUILDER", IDLE)
    build(root, "--audience", "manager", "--lang", language)
    monday = (root / "build" / "manager" / "index.md").read_text(encoding="utf-8")
    assert ("# Måndag" if language == "sv" else "# Monday") in monday


def test_the_search_indexes_of_the_manager_are_scripts_that_a_file_may_load(
    example_sites: Sites,
) -> None:
    site = example_sites.manager("mkdocs")

    def read(path: str) -> Any:
        text = (site / path).read_text(encoding="utf-8")
        return json.loads(text[text.index("{") : text.rindex("}") + 1])

    index = read("names.js")
    assert index["people"]["anna-07"] == "Anna Lindqvist"
    assert "anna-07--bjorn-12" in index["pairs"]
    assert set(index["people"]) == {path.stem for path in (EXAMPLE / "participants").iterdir()}
    # Names are found by their own index, and the theme's stays as small as the handbook is.
    entries = read("search/search_index.js")["docs"]
    assert {"pairings.html", "handbook/glossary.html"} <= {entry["location"] for entry in entries}
    assert [
        entry["location"]
        for entry in entries
        if entry["location"].startswith(("people/", "pairings/", "managers/", "all-pairings"))
    ] == []


def test_nothing_is_built_of_pages_that_could_not_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Callable[..., Outcome]
) -> None:
    def fails(*_: object) -> NoReturn:
        raise ZeroDivisionError

    root = copy_repository(tmp_path / "failing")
    monkeypatch.setattr("mentorskap.cli.site._manager_pages", fails)
    outcome = command("site", "--audience", "manager", root=root)
    assert outcome.code == 2
    assert "ZeroDivisionError" in outcome.err
    assert not (root / "site").exists()
