"""A fresh copy of the tool made into someone's own programme: files in, files out.

What the example says of itself goes: its people, its day, its first page, its name and its network.
What the adopter decides comes in: the answers. Everything else stays byte for byte.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Any

from mentorskap.edit.splice import Line, Put, Take, changed
from mentorskap.files import records, schema, source
from mentorskap.files.areas import INTERVIEW_FORM
from mentorskap.model import passages
from mentorskap.words.named import NamedTuple
from mentorskap.words.names import genitive

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from mentorskap.edit.splice import Change
    from mentorskap.files.schema import Schema

OF_THE_TOOL = (".github/workflows/demo.yml", ".github/workflows/release.yml")
"""The workflows of the tool's own repository, which a programme does not have."""

OWN = (
    "participants",
    "pairings",
    "programme.yml",
    "README.md",
    ".github/CODEOWNERS",
    INTERVIEW_FORM,
    *OF_THE_TOOL,
)
"""What an upgrade never brings: files and folders of the adopter's own, or of the tool's alone."""

_OWNERS = ".github/CODEOWNERS"
_PLACEHOLDER = "@your-organisation/those-who-look-after-the-tool"
_SITES = {"mkdocs.yml": "sv", "docs/en.yml": "en"}
FIXED = (*(path for path in OWN if "." in path), *_SITES, "Makefile")
"""The files, apart from people's and pages, that adopting may change."""

_DAY_LINES = re.compile(rb"^TODAY :=.*\n", re.MULTILINE)
_ABOUT_THE_EXAMPLE = re.compile(
    rb"^# Personerna, f\xc3\xb6retagen och adresserna i exemplet.*\n", re.MULTILINE
)
_RETENTION_OF_THE_EXAMPLE = re.compile(
    r"(?m)^(# .*) Talen är exemplets: .*\nretention:\n"
    r"  ended: 12(?P<ended>.*)\n  withdrawn: 3(?P<withdrawn>.*)\n"
    r"  declined: 12(?P<declined>.*)\n"
)
_UNDECIDED = (
    r"\1 Inget är bestämt än. Ta bort # och skriv ett tal på varje rad.\n# retention:\n"
    r"#   ended: \g<ended>\n#   withdrawn:\g<withdrawn>\n#   declined: \g<declined>\n"
)

EXAMPLE_NAMES = {"sv": "Mentorskap inom exeQtive", "en": "Mentoring within exeQtive"}
EXAMPLE_NETWORK = "Effect"


class Answers(NamedTuple):
    """What the adopter decides before the first commit."""

    name: Mapping[str, str]
    """The programme's name, by language."""
    managers: tuple[Mapping[str, str], ...]
    """The programme managers, one or several: name, email and, if wanted, phone of each."""
    network: str
    """Whose network mentors come from."""
    cohort: str
    cohort_name: Mapping[str, str]
    starts: date
    ends: date
    language: str = "sv"
    in_house: bool | None = None
    owner: str | None = None
    """The user or team on GitHub that looks after the tool, with its @."""


def without_day(makefile: bytes) -> bytes:
    """Return the Makefile without the day on which the example is frozen."""
    return _DAY_LINES.sub(b"", makefile)


def is_touched(path: str) -> bool:
    """Say whether adopting may change or remove a file, so that its bytes are needed."""
    return (
        path in FIXED
        or path.startswith(("participants/", "pairings/"))
        or _page_language(path) is not None
    )


def adopted(
    files: Mapping[str, bytes], answers: Answers, programme: Schema
) -> dict[str, bytes | None]:
    """Return the files that change, by path; None for one that goes.

    `files` are those that `is_touched` names. Adopting what is adopted changes nothing.
    """
    after: dict[str, bytes | None] = {
        path: None
        for path in files
        if path.startswith(("participants/", "pairings/")) or path in OF_THE_TOOL
    }
    after |= {f"{folder}/.gitkeep": b"" for folder in ("participants", "pairings")}
    after["programme.yml"] = raw = _programme(files["programme.yml"], answers, programme)
    after["README.md"] = readme(answers).encode()
    if "Makefile" in files:
        after["Makefile"] = without_day(files["Makefile"])
    if answers.owner and _OWNERS in files:
        after[_OWNERS] = files[_OWNERS].replace(_PLACEHOLDER.encode(), answers.owner.encode())
    settings = source.parse(raw.decode("utf-8"), "programme.yml")
    theirs = records.programme(settings)
    for path in files:
        language = _page_language(path)
        if language is not None:
            text = _page(files[path].decode("utf-8"), language, answers)
            after[path] = passages.page(path, text, theirs, answers.starts).encode()
        elif path in _SITES:
            after[path] = _site(files[path].decode("utf-8"), answers.name[_SITES[path]]).encode()
    return {path: raw for path, raw in after.items() if files.get(path) != raw}


def _page_language(path: str) -> str | None:
    """Return the language of a page of the handbook that is written by people, else None."""
    match = re.fullmatch(r"docs/(sv|en)/(?!reference/).*\.md", path)
    return match and match[1]


def _programme(raw: bytes, answers: Answers, judge: Schema) -> bytes:
    data = source.parse(raw.decode("utf-8"), "programme.yml")
    changes = list(_settings(data, answers, schema.at(judge, ())["properties"]))
    spliced = changed(raw, changes, lambda route: list(schema.at(judge, route)["properties"]))
    text = _ABOUT_THE_EXAMPLE.sub(b"", spliced).decode("utf-8")
    return _RETENTION_OF_THE_EXAMPLE.sub(_UNDECIDED, text).encode()


def _settings(data: Any, answers: Answers, properties: Mapping[str, Any]) -> Iterator[Change]:
    """Yield what the answers change in the programme's settings, and only keys that exist."""
    for language, name in answers.name.items():
        yield Put(("name", language), name)
    yield Put(("language",), answers.language)
    yield from _managers(data, answers.managers)
    if "network" in properties:
        yield Put(("network",), answers.network)
    if answers.in_house is not None:
        yield Put(("same_organisation",), "allow" if answers.in_house else "stop")
        yield Put(("same_unit",), "stop" if answers.in_house else "allow")
    yield from _cohort(data["cohorts"], answers)


def _managers(data: Any, managers: Sequence[Mapping[str, str]]) -> Iterator[Change]:
    """Yield what makes the example's manager, or those of an earlier attempt, the adopter's."""
    if len(managers) == 1 and "manager" in data:
        only = managers[0]
        yield from (Take(("manager", key)) for key in data["manager"] if key not in only)
        yield from (Put(("manager", key), value) for key, value in only.items())
        return
    yield from (Take((key,)) for key in ("manager", "managers") if key in data)
    if len(managers) == 1:
        yield Put(("manager",), Line(managers[0]))
        return
    ids = list(_manager_ids(managers))
    rows = [Line({"id": id_, **manager}) for id_, manager in zip(ids, managers, strict=True)]
    yield Put(("managers",), rows)


def _manager_ids(managers: Sequence[Mapping[str, str]]) -> Iterator[str]:
    """Yield an id of each manager: the given name, with a number where two have the same."""
    taken: Counter[str] = Counter()
    for manager in managers:
        plain = unicodedata.normalize("NFKD", manager["name"].casefold())
        word = re.sub(r"[^a-z]", "", plain.split()[0]) or "manager"
        taken[word] += 1
        yield word if taken[word] == 1 else f"{word}-{taken[word]}"


def _cohort(cohorts: list[dict[str, Any]], answers: Answers) -> Iterator[Change]:
    """Yield what makes the example's cohorts the adopter's first one."""
    yield from (Take(("cohorts", position)) for position in range(len(cohorts) - 1, 0, -1))
    first = cohorts[0]
    extra = [key for key in first if key not in {"id", "name", "starts", "ends"}]
    if first["id"] != answers.cohort:
        yield from (Take(("cohorts", 0, key)) for key in extra)
    yield Put(("cohorts", 0, "id"), answers.cohort)
    for language, name in answers.cohort_name.items():
        yield Put(("cohorts", 0, "name", language), name)
    yield Put(("cohorts", 0, "starts"), answers.starts.isoformat())
    yield Put(("cohorts", 0, "ends"), answers.ends.isoformat())


def _page(text: str, language: str, answers: Answers) -> str:
    """Return a page that names the adopter's programme and network instead of the example's."""
    for key, name in EXAMPLE_NAMES.items():
        text = text.replace(name, answers.name[key])
    theirs = genitive(answers.network, language)
    ending = "s" if language == "sv" else "['’]s"
    text = re.sub(rf"\b{EXAMPLE_NETWORK}{ending}\b", lambda _: theirs, text)
    return re.sub(rf"\b{EXAMPLE_NETWORK}\b", lambda _: answers.network, text)


def _site(text: str, name: str) -> str:
    """Return a site's settings with another name of the programme."""

    def renamed(match: re.Match[str]) -> str:
        value = match[2]
        for old in EXAMPLE_NAMES.values():
            value = value.replace(old, name)
        return match[0] if value == match[2] else f"{match[1]}: {_scalar(value)}"

    return re.sub(r"^(site_name|site_description): (.*)$", renamed, text, flags=re.MULTILINE)


def _scalar(value: str) -> str:
    """Return a text as YAML: plain where that means the same, else in quotation marks."""
    is_plain = source.parse(f"a: {value}", "") == {"a": value}
    return value if is_plain else json.dumps(value, ensure_ascii=False)


def readme(answers: Answers) -> str:
    """Return the adopter's own first page, in both languages, the programme's own first."""
    pages = {"sv": _README_SV, "en": _README_EN}
    order = [answers.language, *(key for key in pages if key != answers.language)]
    names = [manager["name"] for manager in answers.managers]
    return "\n".join(
        pages[key].format(
            name=answers.name[key],
            managers=f" {_AND[key]} ".join(filter(None, (", ".join(names[:-1]), names[-1]))),
            are="är" if key == "sv" else "is" if len(names) == 1 else "are",
            s="" if len(names) == 1 else "s",
        )
        for key in order
    )


_AND = {"sv": "och", "en": "and"}


_README_SV = """\
# {name}

Programansvarig {are} {managers}. Här ligger programmets filer: `participants/` har en fil för \
varje person, `pairings/` en för varje mentorpar, och `programme.yml` har inställningarna. \
Filerna innehåller personuppgifter. Ge bara den tillgång som behöver den.

- [För programansvarig](docs/manager.md): veckans arbete.
- [Handboken](docs/sv/index.md) för adepter och mentorer.
- [Det som är kvar att bestämma](docs/adopting.md), och hur du tar nästa version av verktyget.

`make run` kontrollerar filerna, visar vad som är på gång och bygger sidorna. `make test` prövar \
verktyget. [Utan make](docs/commands.md#without-make), till exempel på Windows. Vad som är nytt i \
verktyget står i [CHANGELOG](CHANGELOG.md).
"""

_README_EN = """\
# {name}

The programme manager{s} {are} {managers}. These are the programme's files: `participants/` has a \
file for each person, `pairings/` one for each mentoring pair, and `programme.yml` has the \
settings. The files hold personal data. Give access only to those who need it.

- [For the programme manager](docs/manager.md): the week's work.
- [The handbook](docs/en/index.md) for mentees and mentors.
- [What is left to decide](docs/adopting.md), and how to take the next version of the tool.

`make run` checks the files, shows what is due and builds the pages. `make test` tests the tool. \
[Without make](docs/commands.md#without-make), for example on Windows. [CHANGELOG](CHANGELOG.md) \
says what is new in the tool.
"""
