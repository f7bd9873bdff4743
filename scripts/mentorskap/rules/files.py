"""Rules about files: can they be read, do they fit, do they lie where they belong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mentorskap.files.disk import PROGRAMME
from mentorskap.rules.rule import ERROR, WARNING, Problem, Where, rule
from mentorskap.words.sentence import Code, Sentence, Spot, Written, codes, say, say_n
from mentorskap.words.traces import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mentorskap.files.source import Fault
    from mentorskap.model.snapshot import Snapshot

    Words = Callable[[Fault], tuple[Sentence, Sentence]]


def _problems(snapshot: Snapshot, stage: str, words: Words) -> Iterator[Problem]:
    for fault in snapshot.faults:
        if fault.stage == stage:
            yield Problem(Where(fault.path, fault.route, fault.on_key, fault.mark), *words(fault))


@rule(ERROR)
def text_is_utf8(snapshot: Snapshot) -> Iterator[Problem]:
    """Every data file is plain text in UTF-8, at most 256 KiB, without a byte order mark.

    Why: å, ä and ö survive on every computer only when all use the same encoding.

    Mend: open the file in the editor, choose "Save with encoding", UTF-8, and save.
    """
    yield from _problems(snapshot, "text", _text_words)


def _text_words(fault: Fault) -> tuple[Sentence, Sentence]:
    save = say(
        "Open the file in the editor, choose “Save with encoding” and then UTF-8, and save it"
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
                    "There is a NUL byte here, which is never part of a text. The file was damaged,"
                    " or is no text file."
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
        case "large":
            return (
                say(
                    "The file is larger than 256 KiB. A data file holds a person or a pairing,"
                    " seldom more than a page."
                ),
                say("Take out what does not belong here, or write the file again."),
            )
        case _:
            return (
                say(
                    "From here on the file is not UTF-8 text. It was stored in another encoding, or"
                    " is no text file."
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


def _yaml_words(fault: Fault) -> tuple[Sentence, Sentence]:
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
    if kind == "duplicate-key" and key == "cohort" and fault.path.startswith("participants/"):
        kind = "second-cohort"
    message, fix = _YAML.get(kind, _INDENTATION)
    return (
        message._replace(values={**values, **message.values}),
        fix._replace(values={**values, **fix.values}),
    )


_IN_QUOTES = say("Put straight quotation marks around the whole text: {example}.")
_INDENTATION = (
    say(
        "The indentation does not hold together here: the line stands further in or out"
        " than its neighbours."
    ),
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
        say("The line is indented with a tab. YAML is indented with blanks only."),
        say("Replace the tab with two blanks for each level."),
    ),
    "no-break-space": (
        say(
            "There is a no-break space here. It looks like a blank but is another sign,"
            " often pasted from Word or a web page."
        ),
        say("Delete it and type an ordinary blank."),
    ),
    "curly-quotes": (
        say(
            "The text stands in curly quotation marks. Only straight ones hold a text"
            ' together: "…".'
        ),
        say("Replace the curly quotation marks around the text with straight ones: {example}."),
    ),
    "odd-start": (
        say("A text cannot begin with {sign}, which means something special in YAML."),
        _IN_QUOTES,
    ),
    "colon-in-text": (
        say(
            "The text has a colon followed by a blank, and YAML takes the word before it for a key."
        ),
        _IN_QUOTES,
    ),
    "hash": (
        say(
            "A blank followed by # makes the rest of the line a comment, so the bracket is"
            " never closed."
        ),
        _IN_QUOTES,
    ),
    "text-after-quote": (
        say(
            "The text goes on after its closing quotation mark. A text that begins with"
            " {quote} also ends there."
        ),
        say(
            "Put quotation marks around the whole text, and use the other kind inside it:"
            " {example}.",
            example=Code("words: '\"…\" …'"),
        ),
    ),
    "quote-not-closed": (
        say("The quotation mark {quote} that begins here is never closed."),
        say("Write the same quotation mark where the text ends."),
    ),
    "backslash": (
        say(
            "Between double quotation marks a backslash means something special, and this"
            " one has no meaning."
        ),
        say("Use single quotation marks instead: {example}.", example=Code("'…'")),
    ),
    "tight-colon": (
        say("A blank is missing after the colon."),
        say("Write a blank between the colon and the value: {example}.", example=Code("name: …")),
    ),
    "no-colon": (
        say(
            "The line has no colon. Every line is a key, a colon, a blank and a value, or"
            " an item in a list that begins with a hyphen."
        ),
        say("Write the missing colon, or put the line together with the one above."),
    ),
    "bracket-not-closed": (
        say("A bracket that begins here is not closed as it should be, or a comma is missing."),
        say("Look for the missing {signs} on this line.", signs=codes(["}", "]", ","])),
    ),
    "alias": (
        say(
            "A text cannot begin with {sign}, which means something special in YAML.",
            sign=Code("*"),
        ),
        _IN_QUOTES,
    ),
    "anchor": (
        say(
            "A text cannot begin with {sign}, which means something special in YAML.",
            sign=Code("&"),
        ),
        _IN_QUOTES,
    ),
    "tag": (
        say(
            "A text cannot begin with {sign}, which means something special in YAML.",
            sign=Code("!"),
        ),
        _IN_QUOTES,
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
        say(
            "There are too many levels inside one another here. Data files have at most a handful."
        ),
        say("Count the brackets and the indentation, and take out the extra ones."),
    ),
    "odd-key": (
        say("A key is a single word, not a list or a group of its own."),
        say("Write a word, a colon, a blank and the value."),
    ),
    "hidden-break": (
        say(
            "There is an invisible line separator here, often pasted from a document or a web page."
        ),
        say("Delete it and press Enter instead, if a new line is wanted."),
    ),
    "control-character": (
        say("There is an invisible control character here, often pasted along with a text."),
        say("Delete the line and type it again."),
    ),
}
"""What each slip in the YAML is called, and its fix; `{example}`, `{key}`, `{sign}` and `{quote}`
come from the file."""


@rule(WARNING)
def text_is_composed(snapshot: Snapshot) -> Iterator[Problem]:
    """Letters such as å, ä and ö are stored as one sign, not as a letter and a loose accent.

    Why: the two look alike but do not compare alike, and a search for the name finds only one of
    them.

    Mend: delete the word and type it again on the keyboard.
    """
    yield from _problems(
        snapshot,
        "composed",
        lambda _: (
            say(
                "A letter is stored as two signs, a letter and a loose accent (often from a Mac or"
                " a PDF)."
            ),
            say("Delete the word and type it again on the keyboard."),
        ),
    )


@rule(ERROR)
def record_fits_its_schema(snapshot: Snapshot) -> Iterator[Problem]:
    """Every file has the keys and the kinds of values that its schema in `schemas/` allows, and no
    others.

    Why: a misspelt key would otherwise be passed over in silence, and the fact with it.

    Mend: take the key or the value that the message suggests.
    """
    yield from _problems(snapshot, "schema", _schema_words)


def _schema_words(fault: Fault) -> tuple[Sentence, Sentence]:
    words = _SCHEMA[fault.kind]
    message, fix = words(fault) if callable(words) else words
    values = fault.values
    common: dict[str, Any] = {"written": Written(_as_written(values.get("found")))}
    if "spot" in values:
        common["spot"] = Spot(*values["spot"])
    if "limit" in values:
        common["limit"] = values["limit"]
    return message._replace(values={**common, **message.values}), fix


def _as_written(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list):
        return "[…]"
    return str(value)


def _newer_format(fault: Fault) -> tuple[Sentence, Sentence]:
    return (
        say(
            "This programme is written for a newer version of the tool: format {number}. This"
            " version knows format {format}.",
            number=fault.values["number"],
            format=fault.values["format"],
        ),
        say("Upgrade the tool: {command}.", command=Code("mentorskap upgrade ARCHIVE|FOLDER|REV")),
    )


def _older_format(fault: Fault) -> tuple[Sentence, Sentence]:
    return (
        say(
            "This programme is written for an older version of the tool: format {number}. This"
            " version knows format {format}.",
            number=fault.values["number"],
            format=fault.values["format"],
        ),
        say("Rewrite the files: {command}.", command=Code("mentorskap migrate")),
    )


def _either_key(fault: Fault) -> tuple[Sentence, Sentence]:
    return (
        say("{spot}Only one of {keys} may be here.", keys=codes(fault.values["keys"])),
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


def _unknown_key(fault: Fault) -> tuple[Sentence, Sentence]:
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
    message = say(
        "{spot}The key {key} does not exist. Allowed: {allowed}.",
        key=Written(values["key"]),
        allowed=codes(values["allowed"]),
    )
    if values["near"]:
        return message, say("Did you mean {near}? Change the key.", near=Code(values["near"]))
    if values["home"]:
        return message, say(
            "The key belongs under {home}. Move it there.", home=Code(values["home"])
        )
    return message, say("Delete the key, or choose one of those allowed.")


def _missing_key(fault: Fault) -> tuple[Sentence, Sentence]:
    key = fault.values["key"]
    return (
        say("{spot}The key {key} is missing.", key=Code(key)),
        say("Add a line: {example}.", example=Code(f"{key}: …")),
    )


def _not_one_of(fault: Fault) -> tuple[Sentence, Sentence]:
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


def _not_a_day(fault: Fault) -> tuple[Sentence, Sentence]:
    near = fault.values["near"]
    return (
        say("{spot}{written} is not a day as the files write it: YYYY-MM-DD."),
        say("Write {value}.", value=Code(near))
        if near
        else say(
            "Write the day with year, month and day, for example {example}.",
            example=Code("2026-12-08"),
        ),
    )


def _not_in_form(fault: Fault) -> tuple[Sentence, Sentence]:
    message = say("{spot}{written} does not have the form that is asked for here.")
    if fault.values["curly"]:
        return message, say("Take away the curly quotation marks.")
    if fault.values["colon"]:
        return (
            say("{spot}{written} begins with a colon, which no text here may."),
            say("Take away the colon at the start."),
        )
    return message, say("{help}", help=fault.values["help"])


def _empty(fault: Fault) -> tuple[Sentence, Sentence]:
    if not fault.route:
        return say("The file is empty."), say("Write the contents, or delete the file.")
    return (
        say("{spot}There is no value here."),
        say(
            "Write a value after the colon, or delete the key. A text that begins with"
            " # must stand in quotation marks."
        ),
    )


def _not_text(fault: Fault) -> tuple[Sentence, Sentence]:
    value = fault.values["found"]
    if isinstance(value, dict | list):
        return (
            say("{spot}This should be a text, not a list or a group of keys."),
            say(
                "Write the value on the same line as the key, in quotation marks where it"
                " begins with a bracket."
            ),
        )
    return (
        say("{spot}{written} is read as true or false, but this should be a text.")
        if isinstance(value, bool)
        else say("{spot}{written} is read as a number, but this should be a text."),
        say("Put quotation marks around the value."),
    )


def _not_a_number(fault: Fault) -> tuple[Sentence, Sentence]:
    value = fault.values["found"]
    comma = isinstance(value, str) and "," in value and value.replace(",", "", 1).isdigit()
    return (
        say("{spot}{written} is not a whole number. A decimal comma cannot be used.")
        if comma
        else say("{spot}{written} is not a whole number."),
        say("Write a whole number in digits, without quotation marks."),
    )


def _too_long(fault: Fault) -> tuple[Sentence, Sentence]:
    return (
        say_n(
            "{spot}The text has {number} character; at most {limit} are allowed.",
            "{spot}The text has {number} characters; at most {limit} are allowed.",
            fault.values["length"],
        ),
        say("Shorten the text."),
    )


def _cohort_twice(fault: Fault) -> tuple[Sentence, Sentence]:
    return (
        say(
            "Two entries under {mentee} are for the cohort {cohort}. A person takes part once in a"
            " cohort.",
            mentee=Code("mentee"),
            cohort=Code(fault.values["cohort"]),
        ),
        say("Put the two together, or correct the cohort of the one that is wrong."),
    )


def _wrong_length(fault: Fault) -> tuple[Sentence, Sentence]:
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
            "{spot}The list has {number} values; at most {limit} is allowed.",
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
    "missing-key": _missing_key,
    "either-key": _either_key,
    "not-one-of": _not_one_of,
    "not-a-day": _not_a_day,
    "other-century": (
        say("{spot}The year of {written} is not between 1900 and 2099."),
        say("Correct the year."),
    ),
    "no-such-day": (
        say("{spot}The day {written} does not exist in the calendar."),
        say("Look the day up and write the right one."),
    ),
    "not-in-form": _not_in_form,
    "empty": _empty,
    "not-text": _not_text,
    "not-a-number": _not_a_number,
    "not-true-or-false": (
        say("{spot}{written} is neither true nor false."),
        say("Write {yes} or {no}, without quotation marks.", yes=Code("true"), no=Code("false")),
    ),
    "not-a-list": (
        say("{spot}This should be a list."),
        say("Write the values in square brackets: {example}.", example=Code("[…, …]")),
    ),
    "not-a-mapping": (
        say("{spot}This should be a group of keys with values."),
        say("Write the keys one step further in, each on a line of its own."),
    ),
    "beyond-minimum": (
        say("{spot}{written} is too little. The least allowed is {limit}."),
        say("Write a larger number."),
    ),
    "beyond-maximum": (
        say("{spot}{written} is too much. The most allowed is {limit}."),
        say("Write a smaller number."),
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


def _place_words(fault: Fault) -> tuple[Sentence, Sentence]:
    folder = fault.path.partition("/")[0]
    match fault.kind:
        case "part":
            return say("The file was left by a run that was interrupted while it wrote."), say(
                "Delete it."
            )
        case "ending":
            message = say(
                "Files in {folder} end in .yml, and this one does not.", folder=Code(f"{folder}/")
            )
            if fault.values["named"]:
                return message, say(
                    "Rename it to {name}, or move it out of the folder.",
                    name=Code(fault.values["wanted"]),
                )
            return message, say("Move it out of the folder, or delete it.")
        case "folder" if fault.path == PROGRAMME:
            return say("This is a folder, but only files are read here."), say(
                "Delete the folder, and put the file {name} here.", name=Code(PROGRAMME)
            )
        case "folder":
            return say("This is a folder, but only files are read here."), say(
                "Move its files up into {folder}, and delete the folder.", folder=Code(f"{folder}/")
            )
        case "link":
            return say("This is a link to another place. Links are never followed."), say(
                "Delete the link and put the file itself here."
            )
        case "participant-here":
            return say("The file describes a participant but lies among the pairings."), say(
                "Move it to {folder}.", folder=Code("participants/")
            )
        case "pairing-here":
            return say("The file describes a pairing but lies among the participants."), say(
                "Move it to {folder}.", folder=Code("pairings/")
            )
        case "closed":
            return say(
                "The folder cannot be opened: this computer gives no permission to read it."
            ), say("Give yourself permission to read the folder.")
        case _:
            return say("This is not an ordinary file."), say(
                "Delete it, or move it out of the folder."
            )


@rule(ERROR)
def file_is_named_after_its_contents(snapshot: Snapshot) -> Iterator[Problem]:
    """A participant's file is named by its id, a pairing's by mentee, two hyphens and mentor.

    Why: the name is how files find one another, and a name that says something else leads astray.

    Mend: rename the file as the message says, or correct the id in it.
    """
    yield from _problems(snapshot, "name", _name_words)


def _name_words(fault: Fault) -> tuple[Sentence, Sentence]:
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
    return (
        say(
            "A participant's file is named by a given name or another neutral word in small letters"
            " a–z, a hyphen, and two to four letters or digits."
        ),
        say(
            "Rename the file, for example to {near}. If the old name is a person's, make the change"
            " in a new branch: the history keeps every name that has been committed.",
            near=Code(f"{fault.values['near']}.yml"),
        ),
    )


RULES = (
    text_is_utf8,
    yaml_can_be_read,
    text_is_composed,
    record_fits_its_schema,
    file_is_where_it_belongs,
    file_is_named_after_its_contents,
)
