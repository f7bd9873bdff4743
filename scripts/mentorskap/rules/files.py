"""Rules about files: can they be read, do they fit, do they lie where they belong."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from mentorskap.files.disk import PROGRAMME
from mentorskap.files.repairs import BULLETS
from mentorskap.files.slips import TEXTS
from mentorskap.model.calendar import last_day
from mentorskap.rules import vocabulary
from mentorskap.rules.rule import ERROR, WARNING, Problem, Where, rule
from mentorskap.words.headings import unwanted
from mentorskap.words.languages import codes_meant
from mentorskap.words.request import email_meant, emails_in, name_meant, phone_meant, time_meant
from mentorskap.words.sentence import Code, Sentence, Spot, Written, codes, say, say_n
from mentorskap.words.spoken import NUMBERS, day_said
from mentorskap.words.traces import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mentorskap.files.source import Fault
    from mentorskap.model.snapshot import Snapshot

    Words = Callable[[Fault, Snapshot], tuple[Sentence, Sentence]]


def _problems(snapshot: Snapshot, stage: str, words: Words) -> Iterator[Problem]:
    for fault in snapshot.faults:
        if fault.stage == stage:
            yield Problem(
                Where(fault.path, fault.route, fault.on_key, fault.mark),
                *words(fault, snapshot),
                paste=fault.values.get("paste", ""),
            )


@rule(ERROR)
def text_is_utf8(snapshot: Snapshot) -> Iterator[Problem]:
    """Every data file is plain text in UTF-8, at most 256 KiB, without a byte order mark.

    Why: å, ä and ö survive on every computer only when all use the same encoding.

    Mend: open the file in the editor, choose "Save with Encoding", UTF-8, and save.
    """
    yield from _problems(snapshot, "text", _text_words)


def _text_words(fault: Fault, _: Snapshot) -> tuple[Sentence, Sentence]:
    save = say(
        "Open the file in the editor, choose “Save with Encoding” and then UTF-8, and save it"
        " again."
    )
    match fault.kind:
        case "bom":
            return (
                say(
                    "The file begins with an invisible byte order mark (BOM). Data files are UTF-8"
                    " without one."
                ),
                save,
            )
        case "nul":
            return (
                say(
                    "The file has a NUL byte, which is never part of a text. The file was damaged,"
                    " or is not a text file."
                ),
                say("Fetch the file as it was before, or write it again."),
            )
        case "utf-16":
            return say("The file is stored as UTF-16. Data files are UTF-8."), save
        case "windows-1252":
            return (
                say(
                    "The letter {letter} is stored in an older encoding (Windows-1252). Data files"
                    " are UTF-8.",
                    letter=Code(fault.values["letter"]),
                ),
                save,
            )
        case "garbled":
            return (
                say(
                    "{word} was read in the wrong encoding before it was pasted. It should be"
                    " {right}.",
                    word=Written(fault.values["word"]),
                    right=Written(fault.values["right"]),
                ),
                say(
                    "Write {right}. If there are more such words, fetch the text again from where"
                    " it came, as UTF-8.",
                    right=Written(fault.values["right"]),
                ),
            )
        case "lost-letter":
            return (
                say(
                    "A letter of {word} has been lost, and a sign for that is in its place.",
                    word=Written(fault.values["word"]),
                ),
                say("Type the word again."),
            )
        case "large":
            return (
                say(
                    "The file is larger than 256 KiB. A data file holds a person or a pairing,"
                    " seldom more than a page."
                ),
                say("Take out what does not belong in the file, or write the file again."),
            )
        case _:
            return (
                say(
                    "From this line on the file is not UTF-8 text. It was stored in another"
                    " encoding, or is not a text file."
                ),
                save,
            )


@rule(ERROR)
def yaml_can_be_read(snapshot: Snapshot) -> Iterator[Problem]:
    """Every data file is simple YAML: keys, values and lists, one document, nothing clever.

    Why: what a person reads in the file and what the program reads must be the same thing.

    Mend: the message names the sign that is in the way; most often quotation marks around the text
    are enough.
    """
    yield from _problems(snapshot, "yaml", _yaml_words)


def _yaml_words(fault: Fault, _: Snapshot) -> tuple[Sentence, Sentence]:
    key = fault.values.get("key", "")
    # Before its colon a broken line may hold anything; only what looks like a key is repeated.
    looks_like_a_key = re.fullmatch("[a-z_]{1,40}", key)
    values = {
        "example": Code(f'{key if looks_like_a_key else "words"}: "…"'),
        "key": Written(key),
        "sign": Code(fault.values.get("sign", "")),
        "quote": Code(fault.values.get("quote", "")),
    }
    kind = fault.kind
    if kind in _SPECIAL:
        values["sign"] = Code(_SPECIAL[kind])
        kind = "odd-start"
    if kind == "odd-start" and key not in TEXTS:
        kind = "special"
    if kind == "duplicate-key" and key == "cohort" and fault.path.startswith("participants/"):
        kind = "second-cohort"
    if kind == "duplicate-key" and key in _LISTS:
        kind = "second-list"
    if kind == "text-after-quote":
        values["example"] = Code(f"{key if looks_like_a_key else 'words'}: '\"…\" …'")
    message, fix = _YAML.get(kind, _INDENTATION)
    if kind == "no-heading":
        fix = fix._replace(values={"key": Code(key)})
    return (
        message._replace(values={**values, **message.values}),
        fix._replace(values={**values, **fix.values}),
    )


_LISTS = frozenset(
    {
        *("meetings", "contacts", "pauses", "ties", "languages", "offers", "challenges"),
        *("development_areas", "mentor_contribution", "areas", "cohorts", "breaks", "managers"),
    }
)
"""Keys whose entries may be put together."""
_SPECIAL = {"alias": "*", "anchor": "&", "tag": "!"}
"""The sign with which each of these begins."""
_IN_QUOTES = say("Put straight quotation marks around the whole text: {example}.")
_INDENTATION = (
    say("The line begins further in or further out than the lines that it belongs with."),
    say("Let keys that belong together begin in the same column."),
)
_YAML = {
    "conflict": (
        say(
            "Two changes to the same lines conflict, and Git has left both in the file, between"
            " lines of its own."
        ),
        say(
            "Keep the lines that are right, dated ones in date order, and delete the lines that"
            " begin with {signs}.",
            signs=codes(["<<<<<<<", "=======", ">>>>>>>"]),
        ),
    ),
    "closed": (
        say("The file cannot be opened: this computer gives no permission to read it."),
        say("Give yourself permission to read the file, or fetch it again from Git."),
    ),
    "tab": (
        say("The line has a tab. Only spaces may stand before and between keys and values."),
        say("Replace the tab with two spaces for each level."),
    ),
    "no-break-space": (
        say(
            "The line has a no-break space. It looks like a space but is another character, often"
            " pasted from Word or a web page."
        ),
        say("Delete the no-break space and type an ordinary space."),
    ),
    "curly-quotes": (
        say('The text is in curly quotation marks. Only straight ones hold a text together: "…".'),
        say("Replace the curly quotation marks around the text with straight ones: {example}."),
    ),
    "odd-start": (
        say("The text begins with {sign}, which means something special in YAML."),
        _IN_QUOTES,
    ),
    "colon-in-text": (
        say(
            "The text has a colon followed by a space, and YAML takes the word before it for a key."
        ),
        _IN_QUOTES,
    ),
    "hash": (
        say(
            "A space followed by # makes the rest of the line a comment, so the bracket is"
            " never closed."
        ),
        _IN_QUOTES,
    ),
    "glued-hash": (
        say(
            "A # comes directly after {sign}, and everything from the # to the end of the line is"
            " passed over."
        ),
        say(
            "If it belongs to the text, put quotation marks around the whole text: {example}."
            " If it is a comment, write a space before the #."
        ),
    ),
    "text-after-quote": (
        say(
            "The text goes on after its closing quotation mark. A text that begins with"
            " {quote} also ends there."
        ),
        say(
            "Put quotation marks around the whole text, and use the other kind inside it:"
            " {example}."
        ),
    ),
    "quote-not-closed": (
        say("The quotation mark {quote} at the beginning of the text is never closed."),
        say("Write the same quotation mark where the text ends."),
    ),
    "backslash": (
        say(
            "Between double quotation marks a backslash means something special, and the"
            " one on the line has no meaning."
        ),
        say("Use single quotation marks instead: {example}.", example=Code("'…'")),
    ),
    "tight-colon": (
        say("A space is missing after the colon."),
        say("Write a space between the colon and the value: {example}.", example=Code("name: …")),
    ),
    "no-colon": (
        say(
            "The line has no colon. Every line is a key, a colon, a space and a value, or"
            " an item in a list that begins with a hyphen."
        ),
        say(
            "Write a colon and a space after the key, put the line together with the one above, or"
            " delete it."
        ),
    ),
    "no-value": (
        say("The value is missing after {key}."),
        say("Write the value after the colon and a space, or delete {key} with its colon."),
    ),
    "no-comma": (
        say("Between braces a comma is missing before {key}."),
        say("Write a comma and a space before {key}."),
    ),
    "bullet": (
        say(
            "The line begins with {sign}, a bullet or a dash from a word processor or a phone."
            " An item in a list begins with a hyphen and a space."
        ),
        say("Write a hyphen and a space instead of {sign}, on each line that has one."),
    ),
    "pasted-row": (
        say("The line is a row of cells, as from a spreadsheet, and has no key."),
        say(
            "Delete the line. A list of people is read by {import_}, and a meeting is written by"
            " {record}.",
            import_=Code("mentorskap import FILE"),
            record=Code("mentorskap record meeting PAIRING DAY OUTCOME"),
        ),
    ),
    "tight-hyphen": (
        say("A space is missing after the hyphen at the beginning of the line."),
        say("Write a space after the hyphen."),
    ),
    "link": (
        say("The value is written as a link, with brackets."),
        say("Write the address alone, without brackets."),
    ),
    "no-hyphen": (
        say("The line belongs to the list above it, but does not begin with a hyphen."),
        say("Begin the line with a hyphen and a space, in the column of the items above."),
    ),
    "no-heading": (
        say("The list has no key above it."),
        say("Write {key} on a line of its own above the list.", key=Code("…:")),
    ),
    "indentation": _INDENTATION,
    "bracket-open": (
        say("A bracket on the line is opened and not closed."),
        say("Write {sign} where the bracket ends."),
    ),
    "bracket-of-another-kind": (
        say("The line closes a bracket with another kind of bracket than it was opened with."),
        say("Write {sign} where the bracket ends."),
    ),
    "no-braces": (
        say("Several keys on one line have to be between braces."),
        say("Put the keys and their values between {braces}.", braces=codes(["{", "}"])),
    ),
    "bracket-too-many": (
        say("The line closes a bracket that was never opened."),
        say("Delete {sign}."),
    ),
    "bracket-not-closed": (
        say("A bracket on the line is not closed as it should be, or a comma is missing."),
        say("Look for the missing {signs} on the line.", signs=codes(["}", "]", ","])),
    ),
    "lone-hyphen": (
        say("The value is a hyphen alone, and in YAML that begins a list."),
        say("If there is nothing to write, delete the line. Otherwise write the value."),
    ),
    "special": (
        say("The value begins with {sign}, which means something special in YAML."),
        say("Write the value itself, without {sign}."),
    ),
    "merge-key": (
        say(
            "The key {key} fetches values from elsewhere, which data files never do.",
            key=Code("<<"),
        ),
        say("Write the values out instead."),
    ),
    "duplicate-key": (
        say("The key {key} appears twice in the same place. Only one of them can hold."),
        say("Keep the right one and delete the other."),
    ),
    "second-list": (
        say("The key {key} appears twice in the same place. Only one of them can hold."),
        say("Put the entries of both under the first {key}, and delete the second."),
    ),
    "second-cohort": (
        say("The key {key} appears twice in the same place. Only one of them can hold."),
        say(
            "If the person takes part again, let {mentee} be a list: begin each entry with a hyphen"
            " before {key}.",
            mentee=Code("mentee"),
        ),
    ),
    "several-documents": (
        say("A line with --- begins a second document. A data file holds one."),
        say("Delete the line, or move what follows to a file of its own."),
    ),
    "too-deep": (
        say("The file has too many levels inside one another. Data files have at most a handful."),
        say("Count the brackets and the indentation, and take out the extra ones."),
    ),
    "odd-key": (
        say("The key is a list or a group of its own. A key is a single word."),
        say("Write a word, a colon, a space and the value."),
    ),
    "hidden-break": (
        say(
            "The line has an invisible line separator, often pasted from a document or a web page."
        ),
        say("Delete the separator, and press Enter instead if you want a new line."),
    ),
    "control-character": (
        say("The line has an invisible control character, often pasted along with a text."),
        say("Delete the line and type it again."),
    ),
}
"""What each slip in the YAML is called, and its fix; `{example}`, `{key}`, `{sign}` and `{quote}`
come from the file."""


@rule(WARNING)
def text_is_composed(snapshot: Snapshot) -> Iterator[Problem]:
    """Letters such as å, ä and ö are stored as one character, not as a letter and a loose accent,
    and no word has an invisible character in it.

    Why: the two look alike but do not compare alike, and a search for the name finds only one of
    them.

    Mend: delete the word and type it again on the keyboard.
    """
    yield from _problems(
        snapshot,
        "composed",
        _composed_words,
    )


def _composed_words(fault: Fault, _: Snapshot) -> tuple[Sentence, Sentence]:
    again = say("Delete the word and type it again on the keyboard.")
    if fault.kind == "invisible":
        return say(
            "A word has an invisible character in it, often pasted from a web page or a document."
        ), again
    return (
        say(
            "A letter is stored as two characters, a letter and a loose accent (often from a Mac or"
            " a PDF)."
        ),
        again,
    )


@rule(ERROR)
def record_fits_its_schema(snapshot: Snapshot) -> Iterator[Problem]:
    """Every file has the keys and the kinds of values that its schema in `schemas/` allows, and no
    others.

    Why: a misspelt key would otherwise be passed over in silence, and the fact with it.

    Mend: take the key or the value that the message suggests.
    """
    yield from _problems(snapshot, "schema", _schema_words)


def _schema_words(fault: Fault, snapshot: Snapshot) -> tuple[Sentence, Sentence]:
    words = _SCHEMA[fault.kind]
    message, fix = words(fault, snapshot) if callable(words) else words
    values = fault.values
    if "none" in values and fault.kind != "not-true-or-false":
        fix = say("If there is none, delete {key} and its value.", key=Code(values["none"]))
    common: dict[str, Any] = {"written": Written(_as_written(values.get("found")))}
    if "spot" in values:
        common["spot"] = Spot(*values["spot"])
    if "limit" in values:
        common["limit"] = values["limit"]
    return (
        message._replace(values={**common, **message.values}),
        fix._replace(values={**common, **fix.values}),
    )


def _as_written(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list):
        return "[…]"
    return str(value)


def _newer_format(fault: Fault, _: Snapshot) -> tuple[Sentence, Sentence]:
    return (
        say(
            "This programme is written for a newer version of the tool: format {number}. This"
            " version knows format {format}.",
            number=fault.values["number"],
            format=fault.values["format"],
        ),
        say("Upgrade the tool: {command}.", command=Code("mentorskap upgrade ARCHIVE|FOLDER|REV")),
    )


def _older_format(fault: Fault, _: Snapshot) -> tuple[Sentence, Sentence]:
    return (
        say(
            "This programme is written for an older version of the tool: format {number}. This"
            " version knows format {format}.",
            number=fault.values["number"],
            format=fault.values["format"],
        ),
        say("Rewrite the files: {command}.", command=Code("mentorskap migrate")),
    )


def _either_key(fault: Fault, _: Snapshot) -> tuple[Sentence, Sentence]:
    return (
        say("{spot}Only one of {keys} may be in the file.", keys=codes(fault.values["keys"])),
        say("Keep one of the two, and delete the other with what is under it."),
    )


_SAID = frozenset(
    (
        *(
            "notes",
            "note",
            "comment",
            "comments",
            "summary",
            "topic",
            "topics",
            "minutes",
            "agenda",
        ),
        *(
            "anteckning",
            "anteckningar",
            "kommentar",
            "sammanfattning",
            "ämne",
            "samtal",
            "innehåll",
        ),
    )
)
"""Keys that people invent for what was said."""


def _unknown_key(fault: Fault, _: Snapshot) -> tuple[Sentence, Sentence]:
    values = fault.values
    if values["key"] == "reason" and "pauses" in values["route"]:
        return (
            say("{spot}The reason for a pause is never written."),
            say("Delete {key} and its value.", key=Code("reason")),
        )
    if folded(values["key"]) in _SAID:
        return (
            say("{spot}What was said between mentor and mentee is never recorded."),
            say("Delete {key} and its value.", key=Written(values["key"])),
        )
    key = Written(values["key"])
    if not values["near"] and (reason := unwanted(values["key"])) is not None:
        return (
            say("{spot}The key {key} does not exist: {reason}.", key=key, reason=reason),
            say("Delete {key} and its value.", key=key),
        )
    message = say(
        "{spot}The key {key} does not exist. Allowed: {allowed}.",
        key=key,
        allowed=codes(values["allowed"]),
    )
    if values["near"] and values["there"]:
        return message, say(
            "{near} is there already. Keep the one of the two that is right, as {near}, and delete"
            " the other.",
            near=Code(values["near"]),
        )
    if values["near"]:
        return message, say("Did you mean {near}? Change the key.", near=Code(values["near"]))
    if values["home"]:
        return message, say(
            "The key belongs under {home}. Move it there.", home=Code(values["home"])
        )
    return message, say("Delete the key, or choose one of those allowed.")


def _name_in_parts(fault: Fault, _: Snapshot) -> tuple[Sentence, Sentence]:
    parts = fault.values["parts"]
    first, second = parts
    return (
        say(
            "{spot}The name is in two parts, {first} and {second}.",
            first=Written(first),
            second=Written(second),
        ),
        say(
            "Write {line} instead of the two lines.",
            line=Written(f"name: {' '.join(parts.values())}"),
        ),
    )


def _missing_key(fault: Fault, _: Snapshot) -> tuple[Sentence, Sentence]:
    key, allowed = fault.values["key"], fault.values["allowed"]
    add = say(
        "Add {example}: on a line of its own, or after a comma if the keys are between braces.",
        example=Code(f"{key}: …"),
    )
    return (
        say("{spot}The key {key} is missing.", key=Code(key)),
        say("{add} Allowed: {allowed}.", add=add, allowed=codes(allowed)) if allowed else add,
    )


def _tight_colon(fault: Fault, _: Snapshot) -> tuple[Sentence, Sentence]:
    key, sign = Written(fault.values["key"]), fault.values["sign"]
    return (
        say("{spot}A space is missing after the colon in {key}.", key=key)
        if sign == ":"
        else say("{spot}In {key} there is {sign} where a colon belongs.", key=key, sign=Code(sign)),
        say(
            "Write {right}.",
            right=Written(f"{fault.values['typed']}: {fault.values['rest']}"),
        ),
    )


def _invisible_key(fault: Fault, _: Snapshot) -> tuple[Sentence, Sentence]:
    clean = Written(fault.values["clean"])
    return (
        say("{spot}The key {clean} has an invisible character in it.", clean=clean),
        say("Delete the key and type {clean}.", clean=clean),
    )


def _invisible(fault: Fault, _: Snapshot) -> tuple[Sentence, Sentence]:
    clean = Written(fault.values["clean"])
    return (
        say("{spot}The value {clean} has an invisible character in it.", clean=clean),
        say("Delete the value and type {clean}.", clean=clean),
    )


def _unseen(_fault: Fault, _: Snapshot) -> tuple[Sentence, Sentence]:
    return (
        say("{spot}The value has only characters that cannot be seen."),
        say("Write the value, or delete the key if it is not needed."),
    )


def _decimal_comma(fault: Fault, _: Snapshot) -> tuple[Sentence, Sentence]:
    return (
        say(
            "{spot}Between braces a comma ends a value, and the digits after it ({key}) are read"
            " as a key.",
            key=Written(fault.values["key"]),
        ),
        say("Delete the comma and {key}.", key=Written(fault.values["key"]))
        if re.fullmatch(r"(?:19|20)[0-9]{2}", fault.values["key"])
        else say("Write a whole number, without a comma."),
    )


def _not_a_list(fault: Fault, _: Snapshot) -> tuple[Sentence, Sentence]:
    value, entry = fault.values["found"], fault.values["entry"]
    first = next(iter(value), "") if isinstance(value, dict) else str(value)
    if first[1:2] == " " and first[0] in BULLETS:
        return (
            say(
                "{spot}The list has {sign} where each item begins, and is read as one text.",
                sign=Code(first[0]),
            ),
            say(
                "Write a hyphen and a space instead of {sign}, on each line that has one.",
                sign=Code(first[0]),
            ),
        )
    if entry:
        line = ", ".join(f"{key}: …" for key in entry)
        return (
            say("{spot}The value should be a list."),
            say(
                "Begin each entry on a line of its own, further in, with a hyphen: {example}.",
                example=Code(f"- {{{line}}}"),
            ),
        )
    inside = "[…, …]" if isinstance(value, dict | list) else f"[{_as_written(value)}]"
    if isinstance(value, str):
        value = value.strip("()[] ") or value
        inside = f"[{value}]"
        meant = codes_meant(value) if fault.route[-1] == "languages" else _span_meant(value)
        inside = f"[{', '.join(meant)}]" if meant else inside
    return (
        say("{spot}The value should be a list."),
        say("Put the values in square brackets: {example}.", example=Code(inside)),
    )


def _span_meant(text: str) -> list[str]:
    """Return the two numbers of a span of days or weeks, as days; else nothing."""
    span = re.fullmatch(r"([0-9]{1,3}) ?(?:-|–|till|to|,) ?([0-9]{1,3})(?: (\w+))?", text.strip())
    if span is None or (factor := _factor("limits", span[3])) is None:
        return []
    return [str(int(span[1]) * factor), str(int(span[2]) * factor)]


def _not_a_mapping(fault: Fault, snapshot: Snapshot) -> tuple[Sentence, Sentence]:
    keys = codes(fault.values["keys"])
    if not fault.route:
        return (
            say("The file should be keys with values, and begins with something else."),
            say(
                "Begin each key in the first column, without a hyphen before it. Allowed: {keys}.",
                keys=keys,
            ),
        )
    message = say("{spot}The value should be a group of keys, each with its value.")
    value, required = fault.values["found"], fault.values["required"]
    if isinstance(value, str) and required and required[0] == "with":
        value = vocabulary.person_meant(value, snapshot) or value
    if isinstance(value, str) and required and re.fullmatch(r"[a-z0-9-]*[0-9]", value):
        inside = ", ".join(f"{key}: {value if key == required[0] else '…'}" for key in required)
        return message, say(
            "Write {example}. Allowed keys: {keys}.", example=Written(f"{{{inside}}}"), keys=keys
        )
    return (
        message,
        say(
            "Write the keys below it, two spaces further in, each on a line of its own. Allowed:"
            " {keys}.",
            keys=keys,
        ),
    )


def _not_true_or_false(fault: Fault, _: Snapshot) -> tuple[Sentence, Sentence]:
    typed = str(fault.values["found"]).strip(" \"'“”").casefold()
    meant = {"ja": "true", "yes": "true", "on": "true", "true": "true", "sant": "true"} | {
        "nej": "false",
        "no": "false",
        "off": "false",
        "false": "false",
        "falskt": "false",
    }
    message = say("{spot}{written} is neither true nor false.")
    if typed in meant:
        return message, say("Write {right}.", right=Code(meant[typed]))
    return message, say(
        "Write {yes} or {no}, without quotation marks.", yes=Code("true"), no=Code("false")
    )


def _not_one_of(fault: Fault, _: Snapshot) -> tuple[Sentence, Sentence]:
    near = fault.values["near"]
    return (
        say(
            "{spot}The value {written} does not exist. Allowed: {allowed}.",
            allowed=codes(fault.values["allowed"]),
        ),
        say("Did you mean {near}? Change the value.", near=Code(near))
        if near
        else say("Choose one of the values allowed."),
    )


def _not_a_day(fault: Fault, snapshot: Snapshot) -> tuple[Sentence, Sentence]:
    near = fault.values["near"]
    if near is None and isinstance(fault.values["found"], str):
        days = [date.fromisoformat(day) for day in fault.values["days"]]
        day = day_said(fault.values["found"], snapshot.today, days)
        near = None if day is None else day.isoformat()
    return (
        say("{spot}{written} is not a day as the files write it: YYYY-MM-DD."),
        say("Write {value}.", value=Code(near))
        if near
        else say(
            "Write the day with year, month and day, for example {example}.",
            example=Code("2026-12-08"),
        ),
    )


def _no_such_day(fault: Fault, _: Snapshot) -> tuple[Sentence, Sentence]:
    year, month, _day = (int(part) for part in fault.values["found"].split("-"))
    last = last_day(year, month)
    return (
        say("{spot}The day {written} does not exist in the calendar."),
        say(
            "Write the right day. The month has {number} days, and the last is {day}.",
            number=last,
            day=Code(date(year, month, last).isoformat()),
        ),
    )


def _not_in_form(fault: Fault, snapshot: Snapshot) -> tuple[Sentence, Sentence]:
    message = say("{spot}{written} is not written as it has to be.")
    if fault.route[-1] in {"name", "called"} and not fault.values["colon"]:
        return _not_a_name(fault)
    if fault.values["curly"]:
        return message, say("Take away the curly quotation marks.")
    if fault.values["colon"]:
        return (
            say("{spot}{written} begins with a colon, which no text may."),
            say("Take away the colon at the start."),
        )
    typed = fault.values["found"]
    meant = {"email": email_meant, "time": time_meant, "phone": phone_meant}
    right = meant.get(str(fault.route[-1]), lambda _: None)(typed)
    if right is not None:
        example = f'"{right}"' if fault.route[-1] == "time" else right
        return message, say("Write {right}.", right=Written(example))
    if fault.route[-1] == "email" and (addresses := emails_in(typed)):
        return (
            say("{spot}{written} is more than one address, and the file has room for one."),
            say(
                "Write the one that the person reads, {first} or {second}.",
                first=Written(addresses[0]),
                second=Written(addresses[1]),
            ),
        )
    advice = vocabulary.advice(snapshot, fault.route, fault.values["found"])
    return message, advice or say("{help}", help=fault.values["help"])


def _not_a_name(fault: Fault) -> tuple[Sentence, Sentence]:
    signs, typed = fault.values["signs"], fault.values["found"]
    right = name_meant(typed, signs)
    quoted = f'"{right}"' if right and right[0] in "'’" else right
    return (
        say(
            "{spot}{written} has {signs}. A name has letters, spaces, hyphens, apostrophes, full"
            " stops and brackets; only the alias of a person with protected details has digits.",
            signs=codes(
                [sign if sign.isprintable() else f"U+{ord(sign):04X}" for sign in signs[:9]]
            ),
        )
        if signs
        else say("{spot}{written} is not written as it has to be."),
        say("Write {right}.", right=Written(f"{fault.route[-1]}: {quoted}"))
        if right
        else say("Write the name in letters."),
    )


def _empty(fault: Fault, _: Snapshot) -> tuple[Sentence, Sentence]:
    if not fault.route:
        return say("The file is empty."), say("Write the contents, or delete the file.")
    return (
        say("{spot}The value is missing."),
        say(
            "Write what belongs under the key, or delete the key. Allowed: {keys}.",
            keys=codes(fault.values["keys"]),
        )
        if fault.values.get("keys")
        else say("Write one of {allowed} after the colon.", allowed=codes(fault.values["allowed"]))
        if fault.values.get("allowed")
        else say(
            "Write a value after the colon, or delete the key. A text that begins with"
            " # has to be in quotation marks."
        ),
    )


def _hour_meant(value: Any) -> str | None:
    """Return the hour that a number was meant to be, or None."""
    if isinstance(value, float):
        return time_meant(f"{value:05.2f}")
    return time_meant(f"{value:02}" if value < _HOURS else f"{value:04}")


_HOURS = 24


def _not_text(fault: Fault, snapshot: Snapshot) -> tuple[Sentence, Sentence]:
    value = fault.values["found"]
    if isinstance(value, dict | list):
        return (
            say("{spot}The value should be a text, not a list or a group of keys."),
            say(
                "Write the value on the same line as the key, in quotation marks where it"
                " begins with a bracket."
            ),
        )
    if fault.route[-1] == "time" and (hour := _hour_meant(value)) is not None:
        return (
            say("{spot}{written} is read as a number, but should be a text."),
            say("Write {right}.", right=Written(f'"{hour}"')),
        )
    advice = vocabulary.advice(snapshot, fault.route, _as_written(value))
    if advice is not None:
        return say("{spot}{written} is read as a number, but should be a text."), advice
    return (
        say("{spot}{written} is read as true or false, but should be a text.")
        if isinstance(value, bool)
        else say("{spot}{written} is read as a number, but should be a text."),
        say("Put quotation marks around the value."),
    )


def _not_a_number(fault: Fault, _: Snapshot) -> tuple[Sentence, Sentence]:
    value = fault.values["found"]
    number = _number_meant(str(value), str(fault.route[0]))
    comma = isinstance(value, str) and "," in value and value.replace(",", "", 1).isdigit()
    return (
        say("{spot}{written} is not a whole number. A decimal comma cannot be used.")
        if comma
        else say("{spot}{written} is not a whole number."),
        say("Write {number}, in digits and without quotation marks.", number=Code(str(number)))
        if number
        else say("Write a whole number in digits, without quotation marks."),
    )


def _number_meant(text: str, group: str) -> int:
    """Return the number of a word, or of digits with a unit under a key of the programme; else 0.

    The limits are days, and the times that files are kept are months.
    """
    number, _, unit = text.casefold().strip().partition(" ")
    factor = _factor(group, unit)
    if factor is None:
        return 0
    if number in NUMBERS:
        return NUMBERS.index(number) // 2 * factor
    return int(number) * factor if re.fullmatch(r"[0-9]{1,2}", number) else 0


_UNITS = {
    "limits": {"dag": 1, "day": 1, "veck": 7, "week": 7},
    "retention": {"månad": 1, "month": 1, "år": 12, "year": 12},
}
"""How much each unit is of what a key counts, by the group of the key and how the unit begins."""


def _factor(group: str, unit: str | None) -> int | None:
    """Return what to multiply a number of a unit by; None if that is not known."""
    if not unit or group not in _UNITS:
        return 1
    return next((each for start, each in _UNITS[group].items() if unit.startswith(start)), None)


def _too_long(fault: Fault, _: Snapshot) -> tuple[Sentence, Sentence]:
    return (
        say_n(
            "{spot}The text has {number} character; at most {limit} are allowed.",
            "{spot}The text has {number} characters; at most {limit} are allowed.",
            fault.values["length"],
        ),
        say("Shorten the text."),
    )


def _cohort_twice(fault: Fault, _: Snapshot) -> tuple[Sentence, Sentence]:
    return (
        say(
            "Two entries under {mentee} are for the cohort {cohort}. A person takes part once in a"
            " cohort.",
            mentee=Code("mentee"),
            cohort=Code(fault.values["cohort"]),
        ),
        say("Put the two together, or correct the cohort of the one that is wrong."),
    )


def _wrong_length(fault: Fault, _: Snapshot) -> tuple[Sentence, Sentence]:
    number = fault.values["length"]
    if number < fault.values["limit"]:
        return (
            say_n(
                "{spot}The list has {number} value; it needs at least {limit}.",
                "{spot}The list has {number} values; it needs at least {limit}.",
                number,
            ),
            say("Add what is missing."),
        )
    return (
        say_n(
            "{spot}The list has {number} value; at most {limit} is allowed.",
            "{spot}The list has {number} values; at most {limit} are allowed.",
            number,
        ),
        say("Delete what is too much."),
    )


_SCHEMA: dict[str, tuple[Sentence, Sentence] | Words] = {
    "unexplained": (
        say("The file does not fit its schema."),
        say("Compare it with another file of the same kind."),
    ),
    "newer-format": _newer_format,
    "older-format": _older_format,
    "comma-in-text": (
        say(
            "{spot}Between brackets a comma ends the text, and what comes after it is read"
            " as a key."
        ),
        say(
            "Put straight quotation marks around the whole text: {example}.",
            example=Code('words: "…, …"'),
        ),
    ),
    "unknown-key": _unknown_key,
    "name-in-parts": _name_in_parts,
    "missing-key": _missing_key,
    "either-key": _either_key,
    "not-one-of": _not_one_of,
    "not-a-day": _not_a_day,
    "other-century": (
        say("{spot}The year of {written} is not between 1900 and 2099."),
        say("Correct the year."),
    ),
    "no-such-day": _no_such_day,
    "not-in-form": _not_in_form,
    "empty": _empty,
    "not-text": _not_text,
    "not-a-number": _not_a_number,
    "not-true-or-false": _not_true_or_false,
    "not-a-list": _not_a_list,
    "not-a-mapping": _not_a_mapping,
    "tight-colon": _tight_colon,
    "invisible-key": _invisible_key,
    "invisible": _invisible,
    "unseen": _unseen,
    "decimal-comma": _decimal_comma,
    "beyond-minimum": (
        say("{spot}{written} is too little. The least allowed is {limit}."),
        say("Write a number from {limit} on."),
    ),
    "beyond-maximum": (
        say("{spot}{written} is too much: it must be {limit} or less."),
        say("Write {limit} or less."),
    ),
    "too-long": _too_long,
    "wrong-length": _wrong_length,
    "cohort-twice": _cohort_twice,
    "said-twice": (
        say("{spot}The same value appears twice in the list."),
        say("Delete one of them."),
    ),
}
"""What each fault against a schema is called, and its fix. `{spot}`, `{written}` and `{limit}` of a
message come from the fault."""


@rule(ERROR)
def file_is_where_it_belongs(snapshot: Snapshot) -> Iterator[Problem]:
    """The folders `participants/` and `pairings/` hold plain files ending in `.yml`, and nothing
    else.

    Why: a file with another ending, a link or a folder is passed over, and with it a person.

    Mend: rename or move the file as the message says.
    """
    yield from _problems(snapshot, "place", _place_words)


def _is_there(path: str, snapshot: Snapshot) -> bool:
    """Say whether a file of that path exists, whether it could be read or not."""
    folder, _, name = path.partition("/")
    records = getattr(snapshot.reading, folder)
    return name.removesuffix(".yml") in records or path in snapshot.reading.unread


def _place_words(fault: Fault, snapshot: Snapshot) -> tuple[Sentence, Sentence]:
    folder = fault.path.partition("/")[0]
    match fault.kind:
        case "part":
            return say("The file was left by a run that was interrupted while it wrote."), say(
                "Delete it."
            )
        case "ending":
            message = say(
                "Files in {folder} end in .yml, and {name} does not.",
                folder=Code(f"{folder}/"),
                name=Code(fault.path.partition("/")[2]),
            )
            if fault.values["named"] and _is_there(f"{folder}/{fault.values['wanted']}", snapshot):
                return message, say(
                    "{name} is there already. Move what is newer to it, and delete the other file.",
                    name=Code(fault.values["wanted"]),
                )
            if fault.values["named"]:
                return message, say(
                    "Rename it to {name}, or move it out of the folder.",
                    name=Code(fault.values["wanted"]),
                )
            return message, say("Move it out of the folder, or delete it.")
        case "folder" if fault.path == PROGRAMME:
            return say("{name} is a folder, and should be a file.", name=Code(PROGRAMME)), say(
                "Delete the folder, and put the file {name} in its place.", name=Code(PROGRAMME)
            )
        case "folder":
            return say(
                "A folder is inside {folder}, where only files are read.", folder=Code(f"{folder}/")
            ), say(
                "Move its files up into {folder}, and delete the folder.", folder=Code(f"{folder}/")
            )
        case "link" if "/" not in fault.path:
            return say(
                "{name} is a link to another place. Links are never followed.",
                name=Code(fault.path),
            ), say("Delete the link and put the folder or file itself in its place.")
        case "link":
            return say("The file is a link to another place. Links are never followed."), say(
                "Delete the link and put the file itself in its place."
            )
        case "participant-here":
            return say("The file describes a participant but is among the pairings."), say(
                "Move it to {folder}.", folder=Code("participants/")
            )
        case "pairing-here":
            return say("The file describes a pairing but is among the participants."), say(
                "Move it to {folder}.", folder=Code("pairings/")
            )
        case "closed":
            return say(
                "The folder cannot be opened: this computer gives no permission to read it."
            ), say("Give yourself permission to read the folder.")
        case _:
            return say("The entry is not an ordinary file."), say(
                "Delete it, or move it out of the folder."
            )


@rule(ERROR)
def file_is_named_after_its_contents(snapshot: Snapshot) -> Iterator[Problem]:
    """A participant's file is named by its id, a pairing's by mentee, two hyphens and mentor.

    Why: the name is how files find one another, and a name that says something else leads astray.

    Mend: rename the file as the message says, or correct the id in it.
    """
    yield from _problems(snapshot, "name", _name_words)


def _name_words(fault: Fault, snapshot: Snapshot) -> tuple[Sentence, Sentence]:
    if fault.kind == "copy":
        original = Code(fault.values["original"])
        return (
            say("The file is named like a copy of {original}.", original=original),
            say(
                "If {original} is there, move what is newer in the copy to it, and delete the copy."
                " Otherwise give the copy that name.",
                original=original,
            ),
        )
    if fault.kind == "other-pair" and (wrong_side := _wrong_side(fault, snapshot)) is not None:
        why, side, right = wrong_side
        return (
            why._replace(
                values={
                    "name": Code(fault.values["name"]),
                    "side": Code(side),
                    "wrong": Code(fault.values[side]),
                }
            ),
            say("Write {line}, as the file is named.", line=Code(f"{side}: {right}")),
        )
    if fault.kind == "other-pair":
        return (
            say(
                "The file is called {name} but its contents are about {wanted}.",
                name=Code(fault.values["name"]),
                wanted=Code(fault.values["wanted"]),
            ),
            say(
                "Rename the file to {wanted}, or correct {mentee} and {mentor} in it.",
                wanted=Code(fault.values["wanted"]),
                mentee=Code("mentee"),
                mentor=Code("mentor"),
            ),
        )
    near = f"{fault.values['near']}.yml"
    return (
        say(
            "A participant's file is named by a given name or another neutral word in small letters"
            " a–z, a hyphen, and two to four letters or digits."
        ),
        say(
            "{near} is there already. If the two are one person, move what is newer to it, and"
            " delete the other file. Otherwise give the file a name of its own.",
            near=Code(near),
        )
        if _is_there(f"participants/{near}", snapshot)
        else say(
            "Rename the file, for example to {near}. If the old name is a person's, make the change"
            " in a new branch: the history keeps every name that has been committed.",
            near=Code(near),
        ),
    )


_NO_ONE = say("The file is called {name} but {side} in it is {wrong}, which is no one's id.")
_NO_MENTEE = say("The file is called {name} but {side} in it is {wrong}, who is not a mentee.")
_NO_MENTOR = say("The file is called {name} but {side} in it is {wrong}, who is not a mentor.")
_BOTH = say("The file is called {name} but {side} in it is {wrong}, who is on both sides.")


def _wrong_side(fault: Fault, snapshot: Snapshot) -> tuple[Sentence, str, str] | None:
    """Return what is wrong with the side that the file's name has right, the side, and that id."""
    ids = snapshot.reading.participants.keys() | snapshot.reading.unread_participants
    named = fault.values["name"].removesuffix(".yml").split("--")
    for side, id_ in zip(("mentee", "mentor"), named, strict=False):
        typed = fault.values[side]
        if typed == id_ or id_ not in ids:
            continue
        person = snapshot.reading.participants.get(typed)
        if typed not in ids:
            return _NO_ONE, side, id_
        if fault.values["mentee"] == fault.values["mentor"]:
            return _BOTH, side, id_
        if person is not None and side == "mentee" and not person.participations:
            return _NO_MENTEE, side, id_
        if person is not None and side == "mentor" and person.mentor is None:
            return _NO_MENTOR, side, id_
    return None


RULES = (
    text_is_utf8,
    yaml_can_be_read,
    text_is_composed,
    record_fits_its_schema,
    file_is_where_it_belongs,
    file_is_named_after_its_contents,
)
