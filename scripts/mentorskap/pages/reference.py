"""The handbook's reference: all rules, all fields, all deadlines, made of the program itself and never by hand.

A rule is told by its docstring, by the smallest repository that breaks it, and by what the check
says of that repository. No person of any repository is shown: everyone in an example is renamed
before it is even read.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING, Any, NamedTuple

from mentorskap.files import questions, reading, source
from mentorskap.files.records import Limits
from mentorskap.files.schema import compile_schema
from mentorskap.model.deadlines import (
    HORIZON,
    MANAGER,
    MENTEE,
    MENTEE_ROWS,
    MENTOR,
    PAIRING_ROWS,
    days_given,
)
from mentorskap.model.lifecycle import CLOSED, STAGES
from mentorskap.model.snapshot import Snapshot
from mentorskap.rules import change, files, order, pairings, people, programme
from mentorskap.rules.check import check
from mentorskap.words import titles
from mentorskap.words.fields import half, resolved
from mentorskap.words.languages import LANGUAGES
from mentorskap.words.sentence import Code, Sentence, say, say_n
from mentorskap.words.voice import MARKDOWN, Voice, harmless

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from mentorskap.files.reading import Reading
    from mentorskap.files.schema import Schema
    from mentorskap.model.deadlines import Row
    from mentorskap.rules.rule import Rule
    from mentorskap.words.voice import Catalogue

Repository = dict[str, bytes]
"""The files of a repository by their paths; below `base/`, where there is such a folder, how they
were before a change."""

_BASE = "base/"


def _code(text: str) -> str:
    """Return `text` as code, in which neither Markdown nor HTML reads anything into it."""
    inert = re.sub(
        r"[^\w ,./›…-]|(?<![^\W_])_|_(?![^\W_])", lambda sign: f"&#{ord(sign[0])};", harmless(text)
    )
    return f"<code>{inert}</code>"


FORM = MARKDOWN._replace(code=_code)

SCHEMAS = ("participant", "pairing", "programme")


def reference_pages(
    broken: Mapping[str, Repository],
    schemas: Mapping[str, str],
    catalogues: Mapping[str, Catalogue],
    today: date,
) -> dict[str, str]:
    """Return path → Markdown of the reference in every language.

    `broken` holds for each rule the smallest repository that breaks it, `schemas` the texts of the
    schemas.
    """
    pages = {}
    for language in LANGUAGES:
        shown = _examples(broken, schemas, language, today)
        catalogue = catalogues[language]
        voice = Voice(catalogue, {}, FORM)
        for name, blocks in (
            ("rules", _rules(shown, catalogue)),
            (
                "fields",
                _fields({schema: json.loads(text) for schema, text in schemas.items()}, voice),
            ),
            ("deadlines", _deadlines(voice)),
        ):
            title, lead = _HEADS[name]
            head = (
                f"---\ntitle: {voice(title)}\ndescription:"
                f" {json.dumps(voice(lead), ensure_ascii=False)}\n---"
            )
            made = (
                "<!-- Made by `make reference`. Do not edit this page: change the program, and run"
                " it again. -->"
            )
            pages[f"{language}/reference/{name}.md"] = (
                "\n\n".join([head, made, f"# {voice(title)}", *blocks]) + "\n"
            )
    return pages


def examples(
    broken: Mapping[str, Repository],
    schemas: Mapping[str, str],
    catalogues: Mapping[str, Catalogue],
    today: date,
) -> str:
    """Return as JSON, by rule and language, a file that breaks the rule and the answer of `check`.

    The parameters are those of `reference_pages`. The tests' repositories are not installed with
    the program; `explain` shows these examples instead.
    """
    shown: dict[str, dict[str, Any]] = {id_: {} for id_ in broken}
    for language in LANGUAGES:
        for id_, example in _examples(broken, schemas, language, today).items():
            voice = Voice(catalogues[language], example.names)
            shown[id_][language] = {
                "path": example.path,
                "line": example.line,
                "text": [_seen(line) for line in example.text.removesuffix("\n").split("\n")],
                "message": voice(example.message),
                "fix": voice(example.fix),
            }
    return json.dumps(shown, ensure_ascii=False, indent=1) + "\n"


def _examples(
    broken: Mapping[str, Repository], schemas: Mapping[str, str], language: str, today: date
) -> dict[str, Example]:
    compiled = {name: compile_schema(name, text) for name, text in schemas.items()}
    return {
        id_: example(id_, neutral(repository, language), compiled, today)
        for id_, repository in broken.items()
    }


_HEADS = {
    "rules": (
        say("All rules"),
        say("What the check asks of the files: what each rule says, why, and how to mend."),
    ),
    "fields": (
        say("All fields"),
        say("Every key of the files: what it means, what may stand there, and who may see it."),
    ),
    "deadlines": (
        say("All deadlines"),
        say("When something is due, who acts, and how the days are counted."),
    ),
}


# Rules.


class Explanation(NamedTuple):
    """The parts of a rule's docstring."""

    claims: tuple[str, ...]
    why: str
    mend: str


def explanation(docstring: str) -> Explanation:
    """Return what a rule's docstring says, part by part, each on one line."""
    *claims, why, mend = (" ".join(part.split()) for part in docstring.strip().split("\n\n"))
    return Explanation(tuple(claims), why.removeprefix("Why: "), mend.removeprefix("Mend: "))


GROUPS: tuple[tuple[str, Sentence, Sentence, tuple[Rule, ...]], ...] = (
    (
        "files",
        say("Files"),
        say("Can they be read, do they fit, do they lie where they belong?"),
        files.RULES,
    ),
    (
        "people",
        say("People"),
        say("Participants, what is said of them, and what must never stand in a file."),
        people.RULES,
    ),
    (
        "pairings",
        say("Pairings"),
        say("Do the two fit together, and does the mentor have room?"),
        pairings.RULES,
    ),
    (
        "order",
        say("Order"),
        say("One step follows another, and nothing has happened before its day."),
        order.RULES,
    ),
    (
        "programme",
        say("The programme itself"),
        say("Cohorts, limits, and the questions that only you can answer."),
        programme.RULES,
    ),
    (
        "change",
        say("The change"),
        say(
            "What a change did to those who were there and to what had happened. Asked only with"
            " {base}.",
            base=Code("--base"),
        ),
        change.RULES,
    ),
)

_GRAVITY = (
    ("error", say("must be mended. As long as one is left, the check says no.")),
    ("warning", say("probably a mistake. Look, and decide.")),
    ("notice", say("worth a look, and may well be right as it stands.")),
)


def _rules(shown: Mapping[str, Example], catalogue: Catalogue) -> Iterator[str]:
    voice = Voice(catalogue, {}, FORM)
    yield voice(
        say(
            "**Did the check say something?** The rule's name stands beside the message. Look it up"
            " here: what it asks, why, how to mend, and an example with what the check says of it."
        )
    )
    yield "\n".join(
        f"- **{voice(titles.SEVERITIES[severity])}** – {voice.phrase(meaning)}"
        for severity, meaning in _GRAVITY
    )
    yield voice(
        say(
            "The people and companies in the examples do not exist, and every example is as short"
            " as it can be. The line in question is marked."
        )
    )
    for anchor, title, lead, group in GROUPS:
        yield f"## {voice(title)} {{ #{anchor} }}"
        yield voice(lead)
        for rule in group:
            yield from _rule(rule, shown[rule.id], catalogue)


def _rule(rule: Rule, example: Example, catalogue: Catalogue) -> Iterator[str]:
    voice = Voice(catalogue, example.names, FORM)
    said = explanation(rule.explanation)
    yield f"### `{rule.id}` {{ #{rule.id} }}"
    first, *more = (without_facts(voice(Sentence(claim, {}))) for claim in said.claims)
    yield f"**{voice(titles.SEVERITIES[rule.severity])}:** {first}"
    yield from more
    for label, part in ((say("Why"), said.why), (say("How to mend"), said.mend)):
        yield f"**{voice(label)}:** {without_facts(voice(Sentence(part, {})))}"
    yield voice(say("For example {file}, line {line}:", file=Code(example.path), line=example.line))
    yield _fenced(example)
    yield voice(say("The check says:"))
    yield f"> {voice(example.message)}\n>\n> → {voice(example.fix)}"


def without_facts(text: str) -> str:
    """Return `text` without the numbers of the facts that a rule rests on; they say nothing to a reader."""
    return re.sub(r" \(F[0-9]+(?:, F[0-9]+)*\)", "", text)


def _fenced(example: Example) -> str:
    """Return the file as a code block, where no sign in it means anything, with the line in question marked."""
    lines = [_seen(line) for line in example.text.removesuffix("\n").split("\n")]
    longest = max((len(ticks) for line in lines for ticks in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    kind = "yaml" if example.path.endswith((".yml", ".yaml")) else "text"
    return "\n".join([f'{fence}{kind} hl_lines="{example.line}"', *lines, fence])


def _seen(line: str) -> str:
    """Return a line with what the eye would miss made visible: control signs, and loose accents."""
    return "".join(
        f"\u25cc{sign}" if unicodedata.combining(sign) else sign for sign in harmless(line)
    )


class Example(NamedTuple):
    """A file that breaks a rule, the line, what the check says of it, and the names of those who are there."""

    path: str
    text: str
    line: int
    message: Sentence
    fix: Sentence
    names: Mapping[str, str]


def example(
    id_: str, repository: Repository, schemas: Mapping[str, Schema], today: date
) -> Example:
    """Return the first thing that the rule `id_` says of a repository."""

    def read_all(files: Repository) -> Reading:
        entries: Any = [(path, "file") for path in sorted(files) if not path.startswith("docs/")]
        return reading.read_all(entries, lambda path: files[path], lambda name: schemas[name])

    texts = {path: raw.decode("utf-8", "surrogateescape") for path, raw in repository.items()}
    read = read_all({path: raw for path, raw in repository.items() if not path.startswith(_BASE)})
    before = {
        path.removeprefix(_BASE): raw for path, raw in repository.items() if path.startswith(_BASE)
    }
    asked = questions.open_questions(
        (path, text) for path, text in texts.items() if path.startswith("docs/")
    )
    snapshot = Snapshot(
        read._replace(open_questions=asked),
        today,
        Snapshot(read_all(before), today) if before else None,
    )

    def places(path: str) -> source.Places | None:
        text = source.decode(repository[path], path)
        return reading.marks(text, path) if isinstance(text, str) else None

    report = check(
        snapshot, [rule for *_, group in GROUPS for rule in group if rule.id == id_], places
    )
    found = report.findings[0]
    names = {person.id: person.name for person in read.participants.values()}
    return Example(found.path, texts[found.path], found.mark.line, found.message, found.fix, names)


# Everyone in an example is somebody else: the same name becomes the same name in every file.


class _Cast(NamedTuple):
    """What people and companies are called in the examples of one language."""

    alone: str
    mentee: str
    mentor: str
    numbers: tuple[str, ...]
    manager: str
    organisations: tuple[str, ...]
    domain: str


_CASTS = {
    "sv": _Cast(
        "Förnamn Efternamn",
        "Adept",
        "Mentor",
        ("Ett", "Två", "Tre", "Fyra", "Fem", "Sex"),
        "Programansvarig Efternamn",
        ("Företaget", "Bolaget", "Firman", "Föreningen", "Kommunen", "Byrån"),
        "foretag.example",
    ),
    "en": _Cast(
        "First Surname",
        "Mentee",
        "Mentor",
        ("One", "Two", "Three", "Four", "Five", "Six"),
        "Manager Surname",
        ("The Company", "The Firm", "The Business", "The Society", "The Council", "The Agency"),
        "company.example",
    ),
}


def neutral(repository: Repository, language: str) -> Repository:
    """Return the repository with every id, name, organisation, address and phone number replaced, the same by the same.

    Nothing is parsed, for many of these files cannot be: people are found by the keys at the
    beginning of lines.
    """
    cast = _CASTS[language]
    texts = {path: raw.decode("utf-8", "surrogateescape") for path, raw in repository.items()}
    plain = {
        path.removeprefix(_BASE): text
        for path, text in sorted(texts.items(), key=lambda item: not item[0].startswith(_BASE))
    }
    persons = {
        path.split("/")[1].partition(".")[0]: text
        for path, text in plain.items()
        if path.startswith("participants/")
    }
    instead: dict[str, str] = {}
    mentees, mentors = _sides(plain, persons)
    for number, id_ in enumerate((*mentees, *mentors), 1):
        side, prefix = (cast.mentee, "adept") if id_ in mentees else (cast.mentor, "mentor")
        old = _value("name", persons.get(id_, ""))
        name = (
            cast.alone if len(mentees) + len(mentors) == 1 else f"{side} {cast.numbers[number - 1]}"
        )
        telling = old is not None and id_.rpartition("-")[0] in _plain(old).split("-")[1:]
        instead[id_] = f"{_plain(name).split('-')[-1] if telling else prefix}-{number:02}"
        _replace_values(
            persons.get(id_, ""),
            {"name": name, "email": _address(name, cast), "phone": f"+46 70 000 00 {number:02}"},
            instead,
        )
    if "programme.yml" in texts and (
        manager := re.search(
            r"^manager: \{name: ([^,}]+), email: ([^ ,}]+)", texts["programme.yml"], re.MULTILINE
        )
    ):
        instead |= {manager[1]: cast.manager, manager[2]: _address(cast.manager, cast)}
    organisations = sorted(
        {
            organisation
            for text in persons.values()
            if (organisation := _value("organisation", text))
        }
    )
    instead |= dict(zip(organisations, cast.organisations, strict=False))
    return {
        _replaced(path, instead): _replaced(text, instead).encode("utf-8", "surrogateescape")
        for path, text in texts.items()
    }


def _sides(texts: Mapping[str, str], persons: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Return the ids of mentees and of mentors, each once; who has no file is what the first mention says."""
    sides = {
        id_: (
            "mentor"
            if re.search("^mentor:", text, re.MULTILINE) and "\nmentee:" not in text
            else "mentee"
        )
        for id_, text in persons.items()
    }
    for text in texts.values():
        for key, id_ in re.findall(r"\b(mentee|mentor|with): ([a-z-]+-[a-z0-9]{2,4})\b(?!-)", text):
            sides.setdefault(id_, "mentee" if key == "mentee" else "mentor")
    named = [path.split("/")[1].partition(".")[0] for path in texts if path.startswith("pairings/")]
    replaced = [
        id_
        for text in texts.values()
        for id_ in re.findall(r"^replaces: ([a-z0-9-]+)$", text, re.MULTILINE)
    ]
    for pairing in (*named, *replaced):
        for id_, side in zip(pairing.split("--"), ("mentee", "mentor"), strict=False):
            sides.setdefault(id_, side)
    return sorted(id_ for id_, side in sides.items() if side == "mentee"), sorted(
        id_ for id_, side in sides.items() if side == "mentor"
    )


def _value(key: str, text: str) -> str | None:
    found = re.search(rf"^{key}: (.+)$", text, re.MULTILINE)
    return found[1].strip("\"' ") if found else None


def _replace_values(text: str, wanted: Mapping[str, str], instead: dict[str, str]) -> None:
    for key, new in wanted.items():
        if old := _value(key, text):
            instead.setdefault(old, new)


def _replaced(text: str, instead: Mapping[str, str]) -> str:
    """Return `text` with each whole word or phrase of `instead` replaced, all at once, the longest first."""
    if not instead:
        return text
    longest_first = "|".join(re.escape(old) for old in sorted(instead, key=len, reverse=True))
    return re.sub(
        rf"(?<![^\W_])(?<![^\W_]-)(?:{longest_first})(?![^\W_]|-[^\W_])",
        lambda match: instead[match[0]],
        text,
    )


def _plain(name: str) -> str:
    """Return a name in small letters a–z, with hyphens between its words."""
    return "-".join(
        re.findall(
            "[a-z]+", unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
        )
    )


def _address(name: str, cast: _Cast) -> str:
    return f"{_plain(name).replace('-', '.')}@{cast.domain}"


# Fields.

_FILES = {
    "participant": ("participants/….yml", say("A participant")),
    "pairing": ("pairings/….yml", say("A pairing")),
    "programme": ("programme.yml", say("The programme")),
}

_SEEN_BY = {
    "manager": say("seen by the programme manager"),
    "pair": say("seen by the pair and the programme manager"),
    "all": say("seen by all"),
}

_KINDS = {
    "date": say("a day, YYYY-MM-DD"),
    "id": say("a participant's id"),
    "pairing": say("a pairing's id"),
    "slug": say("an id"),
    "line": say("one line of text"),
    "words": say("free text"),
    "email": say("an e-mail address"),
    "language": say("a language's code in two letters"),
    "string": say("one line of text"),
    "boolean": say("{yes} or {no}", yes=Code("true"), no=Code("false")),
    "object": say("a group of keys"),
}


class _Field(NamedTuple):
    """A key: the way to it, its schema, whether it is required, and its audience, its own or else of what it lies in."""

    route: tuple[str, ...]
    schema: Mapping[str, Any]
    required: bool
    audience: str


def _fields(schemas: Mapping[str, Mapping[str, Any]], voice: Voice) -> Iterator[str]:
    yield voice(
        say(
            "**Looking for a key?** Search the page for its name. What is not said to be required"
            " may be left out. A key that is not here does not exist."
        )
    )
    yield voice(
        say(
            "The sign › leads inwards: {example} is {inner} a step in from {outer}.",
            example=Code("mentee › cohort"),
            inner=Code("cohort"),
            outer=Code("mentee"),
        )
    )
    for name in SCHEMAS:
        whole = schemas[name]
        path, title = _FILES[name]
        yield f"## {voice(title)} {{ #{name} }}"
        yield f"`{path}` – {half(whole['markdownDescription'], voice.language)}"
        top = list(_keys(whole, (), "manager"))
        flat = [field for field in top if not _inner(field.schema)]
        if flat:
            yield "\n\n".join(_field(field, whole, voice) for field in flat)
        for field in top:
            if _inner(field.schema):
                yield f"### `{field.route[0]}` {{ #{name}-{field.route[0]} }}"
                yield (
                    f"{half(field.schema['markdownDescription'], voice.language)}\n\n{_told(field, whole, voice)}"
                )
                yield "\n\n".join(_field(inner, whole, voice) for inner in _below(field))


def _keys(schema: Mapping[str, Any], above: tuple[str, ...], audience: str) -> Iterator[_Field]:
    for key, inner in schema.get("properties", {}).items():
        yield _Field(
            (*above, key),
            inner,
            key in schema.get("required", ()),
            inner.get("x-audience", audience),
        )


def _inner(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the schema of the group, or of the groups in the list; empty where there are none."""
    group: Mapping[str, Any] = schema.get("items", schema)
    return group if "properties" in group else {}


def _below(field: _Field) -> Iterator[_Field]:
    for inner in _keys(_inner(field.schema), field.route, field.audience):
        yield inner
        yield from _below(inner)


def _field(field: _Field, whole: Mapping[str, Any], voice: Voice) -> str:
    found = resolved(field.schema.get("items", field.schema), whole)
    meanings = [half(both, voice.language, " · ") for both in found.get("enumDescriptions", ())]
    values = [
        f"`{value}` {meaning}"
        for value, meaning in zip(found.get("enum", ()), meanings, strict=True)
    ]
    lines = [
        half(field.schema["markdownDescription"], voice.language),
        _told(field, whole, voice),
        *([" · ".join(values)] if values else []),
    ]
    return f"`{' › '.join(field.route)}`\n:   {'<br>'.join(lines)}"


def _told(field: _Field, whole: Mapping[str, Any], voice: Voice) -> str:
    """Return what may stand there, whether it must, and who may see it, in a row."""
    parts = [voice.phrase(_kind(field.schema, whole))]
    if field.required:
        parts.append(voice.phrase(say("required")))
    elif len(field.route) == 1 and field.route[0] in whole.get("else", {}).get("required", ()):
        parts.append(
            voice.phrase(
                say(
                    "required, except where {key} is {value}",
                    key=Code("protected"),
                    value=Code("true"),
                )
            )
        )
    if "default" in field.schema:
        parts.append(
            voice.phrase(
                say(
                    "{value} where left out",
                    value=Code(json.dumps(field.schema["default"]).strip('"')),
                )
            )
        )
    parts.append(voice.phrase(_SEEN_BY[field.audience]))
    row = " · ".join(parts)
    return f"*{row[:1].upper()}{row[1:]}*"


def _kind(schema: Mapping[str, Any], whole: Mapping[str, Any]) -> Sentence:
    if schema.get("type") == "array":
        if _inner(schema):
            return say("a list of groups of keys")
        if schema["items"].get("type") == "integer":
            return say("a list of two whole numbers")
        if "enum" in resolved(schema["items"], whole):
            return say("a list of values from those below")
        return say("a list: {kind}", kind=_kind(schema["items"], whole))
    found = resolved(schema, whole)
    if "enum" in found:
        return say("one of the values below")
    if found.get("type") == "integer":
        if found.get("minimum", -1) >= 0:
            return say(
                "a whole number, {least} to {most}", least=found["minimum"], most=found["maximum"]
            )
        return say("a whole number, at most {most}", most=found["maximum"])
    return _KINDS[_name(schema) or found["type"]]


def _name(schema: Mapping[str, Any]) -> str:
    return str(schema.get("$ref", "")).removeprefix("#/$defs/")


# Deadlines.

ROWS: tuple[Row[Any], ...] = (*MENTEE_ROWS, *PAIRING_ROWS)

_WHO = {MANAGER: say("the programme manager"), MENTEE: say("the mentee"), MENTOR: say("the mentor")}


class _Course(NamedTuple):
    """What starts a clock, and what stops it."""

    start: Sentence
    met: Sentence


def _key(name: str) -> Code:
    return Code(name)


_FEEDBACK = _Course(
    say("the last meeting held"),
    say(
        "{start} or {decline}, or {undecided} on the day of that meeting or later",
        start=_key("start"),
        decline=_key("decline"),
        undecided=_key("undecided"),
    ),
)

COURSES = {
    "interview": _Course(
        say("counted backwards from the cohort's first day"),
        say("the day of the interview, or the mentee has withdrawn"),
    ),
    "proposal": _Course(
        say(
            "the interview, as long as no mentor has been asked for the mentee. Not after the"
            " cohort's last day"
        ),
        say("a pairing with {key}", key=_key("mentor_asked")),
    ),
    "new-proposal": _Course(
        say(
            "the day the mentee's last pairing closed without being completed. Not where the mentee"
            " left, nor after the cohort's last day"
        ),
        say("a new pairing with {key}", key=_key("mentor_asked")),
    ),
    "mentor-answer": _Course(
        say("the mentor is asked: {key}", key=_key("mentor_asked")),
        say("the mentor's answer: {key}", key=_key("mentor_answer")),
    ),
    "inform-mentee": _Course(
        say("the mentor's yes"), say("the mentee has been told: {key}", key=_key("mentee_informed"))
    ),
    "mentee-answer": _Course(
        say("the mentee has been told: {key}", key=_key("mentee_informed")),
        say("the mentee's answer: {key}", key=_key("mentee_answer")),
    ),
    "first-meeting": _Course(say("the mentee's yes"), say("the first meeting held")),
    "feedback-mentee": _FEEDBACK,
    "feedback-mentor": _FEEDBACK,
    "next-meeting": _Course(
        say("the last meeting held, once both have said that they want to begin"),
        say("the next meeting held"),
    ),
    "outcome": _Course(
        say("the day of a meeting that is still {planned}", planned=_key("planned")),
        say("another outcome than {planned}", planned=_key("planned")),
    ),
    "contact": _Course(
        say("the start, or the last check-in, for each side by itself"),
        say("a check-in with that side: {key}", key=_key("contacts")),
    ),
    "resume": _Course(
        say("the first day of a pause without {until}", until=_key("until")),
        say("the pause has its {until}", until=_key("until")),
    ),
    "closing": _Course(
        say("the cohort's last day, or the pairing's own in {key}", key=_key("extended_until")),
        say("the pairing has its end: {key}", key=_key("ended")),
    ),
}
"""What starts and stops the clock of each kind of deadline, in the words of the table in
`deadlines`."""

STAGE_MEANINGS = {
    "drafted": say("A thought of yours. Nobody has been asked."),
    "mentor-asked": say(
        "The mentor has the question and has not answered. From here on the pairing takes one of"
        " the mentor's places."
    ),
    "mentor-declined": say("The mentor said no. The mentee never heard of it."),
    "mentor-accepted": say("The mentor said yes. The mentee is to be told."),
    "mentee-informed": say("The mentee knows who the mentor is and has not answered."),
    "mentee-objected": say("The mentee said no to the proposal."),
    "first-meeting": say("The mentee said yes. The two have not met yet."),
    "feedback": say("The two have met. At least one of them has not said yes to beginning."),
    "not-started": say("One of them did not want to begin after the first meeting."),
    "active": say("Both have said that they want to begin."),
    "paused": say("A pause lies over the day."),
    "completed": say("The pairing ended as it was meant to, or its goal was reached early."),
    "ended-early": say("The pairing had begun, and ended for another reason."),
    "withdrawn": say("The pairing was ended before both had said that they wanted to begin."),
}


def _deadlines(voice: Voice) -> Iterator[str]:
    limits = Limits()
    yield voice(
        say(
            "**Something late?** Find it in the table, and read below it what starts the clock and"
            " what stops it. No deadline makes the check say no."
        )
    )
    head = [voice(say("What")), voice(say("Who acts")), voice(say("Days"))]
    rows = [
        f"| [{voice(titles.KINDS[row.kind])}](#{row.kind}) | {voice.phrase(_WHO[row.actor])} |"
        f" {abs(days_given(row, limits))} |"
        for row in ROWS
    ]
    yield "\n".join([f"| {' | '.join(head)} |", "| --- | --- | --- |", *rows])
    yield voice(
        say(
            "The number of days is what holds where {file} says nothing else, under {key}.",
            file=Code("programme.yml"),
            key=Code("limits"),
        )
    )
    counting = voice(say("How the days are counted"))
    yield f"## {counting} {{ #counting }}"
    yield "\n".join(f"- {voice(line)}" for line in _COUNTING)
    for anchor, title, group in (
        ("mentee", say("Before there is a pairing"), MENTEE_ROWS),
        ("pairing", say("In a pairing"), PAIRING_ROWS),
    ):
        yield f"## {voice(title)} {{ #{anchor} }}"
        for row in group:
            yield from _row(row, limits, voice)
    stages = voice(say("Stages"))
    yield f"## {stages} {{ #stages }}"
    yield voice(
        say(
            "A stage is never written. It follows from the days in the file, and can be told for"
            " any day in the past."
        )
    )
    yield "\n\n".join(_stage(name, voice) for name in STAGES)


_COUNTING = (
    say("The day on which the clock starts is not counted. The last day itself is in time."),
    say(
        "Days in a break of the cohort or a pause of the pairing are not counted, except where it"
        " says every day."
    ),
    say(
        "While a pause lies over today only the end of the pause, a missing outcome and the closing"
        " talk are told of."
    ),
    say(
        "A meeting that is planned holds the deadline for a meeting back, where it keeps the limit"
        " with its grace, or is at most 14 days away."
    ),
    say_n(
        "What falls due within {number} day is upcoming. What is past its last day is late, or"
        " wants attention while there is grace.",
        "What falls due within {number} days is upcoming. What is past its last day is late, or"
        " wants attention while there is grace.",
        HORIZON,
    ),
)


def _row(row: Row[Any], limits: Limits, voice: Voice) -> Iterator[str]:
    course = COURSES[row.kind]
    days, grace = days_given(row, limits), row.grace(limits)
    every = (
        say("every day counts") if row.in_calendar_days else say("breaks and pauses do not count")
    )
    lines = [
        (say("Who acts"), voice.phrase(_WHO[row.actor])),
        (say("The clock starts"), voice.phrase(course.start)),
        (say("Days"), f"{_days(days, voice)}, {voice.phrase(every)}"),
        *(
            [(say("Grace"), voice.phrase(say_n("{number} day more", "{number} days more", grace)))]
            if grace
            else []
        ),
        (say("The clock stops"), voice.phrase(course.met)),
        (
            say("Is called"),
            voice.phrase(
                say(
                    "{kind} in reports, {key} in {file}",
                    kind=Code(row.kind),
                    key=Code(f"limits › {row.limit}"),
                    file=Code("programme.yml"),
                )
            ),
        ),
    ]
    yield f"### {voice(titles.KINDS[row.kind])} {{ #{row.kind} }}"
    yield "\n".join(f"- **{voice(label)}:** {text}" for label, text in lines)


def _days(days: int, voice: Voice) -> str:
    if days < 0:
        return voice.phrase(say_n("{number} day before", "{number} days before", -days))
    return voice.phrase(say_n("{number} day", "{number} days", days))


def _stage(name: str, voice: Voice) -> str:
    state = say("closed") if name in CLOSED else say("live")
    called = voice.phrase(say("{code} in reports", code=Code(name)))
    return (
        f"**{voice(titles.STAGES[name])}**\n:   {voice(STAGE_MEANINGS[name])}<br>*{voice(state)} ·"
        f" {called}*"
    )
