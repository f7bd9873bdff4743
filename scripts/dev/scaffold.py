"""Write the stubs of a rule: `make rule NAME=mentor-has-a-hat IN=people`.

They are the function, its place among the rules, a broken case to fill in, and empty Swedish
entries. Exit 1: the rule exists, or there is no such module of rules.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from dev import words

ROOT = Path(__file__).parents[2]
STUB = '''\
@rule(WARNING)
def {name}(snapshot: Snapshot) -> Iterator[Problem]:
    """TODO: what is true when all is well.

    Why: TODO: what goes wrong otherwise.

    Mend: TODO: what to do.
    """
    for person in snapshot.participants.values():
        if TODO:
            yield Problem(
                Where(participant_file(person.id), ("TODO",)),
                say("TODO: what is wrong with {{person}}.", person=Person(person.id)),
                say("TODO: the exact edit."),
            )


'''


def scaffold(root: Path, id_: str, module: str) -> list[str]:
    """Write the stubs of a rule below `root`; return the paths to fill in, none if it cannot."""
    path = root / "scripts" / "mentorskap" / "rules" / f"{module}.py"
    case = root / "tests" / "broken" / id_
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", id_) or not path.is_file() or case.exists():
        return []
    name = id_.replace("-", "_")
    source = path.read_text(encoding="utf-8")
    rules = re.search(r"^RULES = \(\s*([^)]*?),?\s*\)\n", source, re.MULTILINE)
    if rules is None:
        return []
    names = ",\n    ".join([*re.split(r",\s*", rules[1]), name])
    path.write_text(
        f"{source[: rules.start()]}{STUB.format(name=name)}"
        f"RULES = (\n    {names},\n)\n{source[rules.end() :]}",
        encoding="utf-8",
        newline="\n",
    )
    person = "participants/anna-07.yml"
    (case / person).parent.mkdir(parents=True)
    (case / person).write_bytes((root / "tests" / "ground" / person).read_bytes())
    (case / "expected.txt").write_text(
        f"warning {id_} {person}:1:1\n", encoding="utf-8", newline="\n"
    )
    return [
        written.relative_to(root).as_posix()
        for written in (path, case / person, case / "expected.txt")
    ]


def main(arguments: list[str]) -> int:
    """Write the stubs, and list what to fill in."""
    id_, module = [*arguments, "", ""][:2]
    paths = scaffold(ROOT, id_, module)
    if not paths:
        sys.stderr.write(f"No stubs: {id_!r} exists or is no name, or {module!r} has no RULES.\n")
        return 1
    sys.stdout.write("".join(f"{path}\n" for path in paths))
    words.main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
