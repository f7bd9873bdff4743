"""Named tuples are those of `typing`, made faster."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
import typing
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_type_hints

import pytest

from mentorskap.words.named import NamedTuple
from tests.browser.sites import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Meeting(NamedTuple):
    """When two meet."""

    day: str
    form: str | None = None
    """How."""
    hours: int = 1

    @property
    def long(self) -> bool:
        """Whether it takes longer than most."""
        return self.hours > 1


class UsualMeeting(typing.NamedTuple):
    """When two meet."""

    day: str
    form: str | None = None
    """How."""
    hours: int = 1

    @property
    def long(self) -> bool:
        """Whether it takes longer than most."""
        return self.hours > 1


class Alone(NamedTuple):
    """One field."""

    value: int


class Nothing(NamedTuple):
    """No field."""


class Cell(NamedTuple, Generic[T]):
    """Of a type."""

    value: T


class Walk(Meeting):
    """A class of its own, with the same fields."""


ACTS: list[Callable[[Any], Any]] = [
    lambda kind: tuple(kind("2026-11-28")),
    lambda kind: tuple(kind("2026-11-28", hours=2, form="walk")),
    lambda kind: kind(form="walk"),
    lambda kind: kind("2026-11-28", None, 1, 2),
    lambda kind: kind("2026-11-28", room="A"),
    lambda kind: kind("2026-11-28", hours=2).long,
    lambda kind: kind("2026-11-28") == ("2026-11-28", None, 1),
    lambda kind: hash(kind("2026-11-28")),
    lambda kind: kind("2026-11-28") < kind("2026-11-29"),
    lambda kind: kind("2026-11-28")._asdict(),
    lambda kind: tuple(kind("2026-11-28")._replace(hours=3)),
    lambda kind: kind("2026-11-28")._replace(room="A"),
    lambda kind: tuple(kind._make(["2026-11-28", "walk", 2])),
    lambda kind: kind._make(["2026-11-28"]),
    lambda kind: repr(kind("2026-11-28", hours=2)).replace("Usual", ""),
    lambda kind: (kind._fields, kind._field_defaults, kind.__match_args__, kind.__doc__),
    get_type_hints,
    lambda kind: tuple(copy.deepcopy(kind("2026-11-28"))),
    lambda kind: pickle.loads(pickle.dumps(kind("2026-11-28"))) == kind("2026-11-28"),  # noqa: S301 - our own
    lambda kind: setattr(kind("2026-11-28"), "hours", 2),
    lambda kind: setattr(kind("2026-11-28"), "room", "A"),
]


def _done(act: Callable[[Any], Any], kind: type) -> Any:
    try:
        return act(kind)
    except (TypeError, ValueError, AttributeError) as error:
        return type(error)


@pytest.mark.parametrize("act", ACTS)
def test_they_do_what_those_of_typing_do(act: Callable[[Any], Any]) -> None:
    assert _done(act, Meeting) == _done(act, UsualMeeting)


def test_of_one_field_of_none_and_of_a_type_there_are_some_too() -> None:
    assert (Alone(1), Nothing(), Cell(value="a").value) == ((1,), (), "a")
    match Alone(2):
        case Alone(value):
            assert value == 2


def test_a_class_of_one_of_them_has_its_fields() -> None:
    walk = Walk("2026-11-28", hours=2)
    assert (walk.day, walk.long, walk._fields) == ("2026-11-28", True, Meeting._fields)


def test_each_module_of_some_keeps_annotations_as_text() -> None:
    modules = {path: path.read_text("utf-8") for path in ROOT.glob("scripts/mentorskap/**/*.py")}
    made = {path: text for path, text in modules.items() if "(NamedTuple" in text}
    assert len(made) > 100
    future = "from __future__ import annotations\n"
    assert [path for path, text in made.items() if future not in text] == []


def test_whoever_takes_those_of_typing_is_told_to_take_these() -> None:
    folder = ROOT / "scripts" / "mentorskap" / "words"
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--stdin-filename", folder / "named_badly.py", "-"],
        input='"""A module."""\n\nfrom typing import NamedTuple\n\n__all__ = ["NamedTuple"]\n',
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 1
    assert "TID251" in done.stdout
