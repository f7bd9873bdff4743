"""Two changes of a file that began alike, made one: entry by entry, not line by line.

Git compares lines. Two meetings added at the end of a list are a conflict to it, and a day that is
moved in one change while its outcome is written in the other becomes an entry that nobody wrote.
Here an entry of a list is what it is about: its day, its area, the other person. Pure functions of
bytes.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from mentorskap.edit.splice import Add, NoPlaceError, Put, Take, after, changed
from mentorskap.files import source
from mentorskap.files.source import Fault
from mentorskap.words.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mentorskap.edit.splice import Change, Order
    from mentorskap.files.source import Route

    _Key = tuple[Any, ...]

ABOUT = ("date", "from", "with", "area", "id", "cohort")
"""What an entry of a list is about."""
_DAYS = ("date", "from")
"""The keys whose days put a list in order."""


class _Nothing:
    """What stands where nothing is written."""


NOTHING = _Nothing()


class Disagreement(NamedTuple):
    """A value that the two changes leave differently; `NOTHING` where one of them took it away.

    `where` are the keys on the way, an entry of a list by what it is about.
    """

    where: tuple[str, ...]
    ours: Any
    theirs: Any


class DisagreementError(Exception):
    """The two changes cannot both be right: a person has to choose."""

    def __init__(self, clashes: Sequence[Disagreement]) -> None:
        super().__init__(clashes)
        self.clashes = tuple(clashes)


class UnreadableError(Exception):
    """One of the texts is no document; `which` of the three, 0 is what they began from."""

    def __init__(self, which: int) -> None:
        super().__init__(which)
        self.which = which


class NoMergeError(Exception):
    """The data can be merged, but the text has no sure place for it, or would lose a comment."""


def merged(base: bytes, ours: bytes, theirs: bytes, by_lines: bytes | None, order: Order) -> bytes:
    """Return the bytes of a file with both changes.

    `by_lines` is what comparing lines gave, if that was no conflict; it is taken if it means what
    the two changes mean together. Raises `DisagreementError`, `UnreadableError` or `NoMergeError`.
    """
    if theirs in {base, ours}:
        return ours
    if ours == base:
        return theirs
    began, one_side, other_side = (
        _data(raw, which) for which, raw in enumerate((base, ours, theirs))
    )
    onto_ours = _onto(began, one_side, other_side)
    onto_theirs = _onto(began, other_side, one_side)
    meant = (after(one_side, onto_ours), after(other_side, onto_theirs))
    if by_lines is not None and source.parse(by_lines.decode("utf-8", "replace"), "") in meant:
        return by_lines
    for text, changes, lost in ((ours, onto_ours, theirs), (theirs, onto_theirs, ours)):
        try:
            whole = changed(text, changes, order)
        except NoPlaceError:
            continue
        if not (_comments(lost) - _comments(base)) - _comments(whole):
            return whole
    raise NoMergeError


def _data(raw: bytes, which: int) -> Any:
    text = source.decode(raw, "")
    data = text if isinstance(text, Fault) else source.parse(text, "")
    if not isinstance(data, dict):
        raise UnreadableError(which)
    return data


def _comments(raw: bytes) -> Counter[str]:
    """Return what may be comments, with how often each stands there."""
    return Counter(re.findall(r"(?m)(?:^|(?<=\s))#.*$", raw.decode("utf-8")))


def _onto(base: Any, ours: Any, theirs: Any) -> list[Change]:
    """Return what to change in `ours` so that it has the changes of `theirs`, in order."""
    steps = list(_meet(_Spot((), ()), base, ours, theirs))
    clashes = [step for step in steps if isinstance(step, Disagreement)]
    if clashes:
        raise DisagreementError(clashes)
    return [step for step in steps if not isinstance(step, Disagreement)]


class _Spot(NamedTuple):
    """Where a value is in `ours`, and the same for a reader."""

    route: Route
    where: tuple[str, ...]

    def inside(self, step: str | int, name: str) -> _Spot:
        return _Spot((*self.route, step), (*self.where, name))


def _meet(spot: _Spot, base: Any, ours: Any, theirs: Any) -> Iterator[Change | Disagreement]:
    """Yield what brings the changes of `theirs` into `ours`; any of the three may be nothing."""
    if theirs in (base, ours):
        return
    if isinstance(ours, dict) and isinstance(theirs, dict):
        yield from _mappings(spot, base, ours, theirs)
    elif _is_list(ours) and _is_list(theirs) and (_is_list(base) or base is NOTHING):
        yield from _lists(spot, base, ours, theirs)
    elif ours == base:
        yield Take(spot.route) if theirs is NOTHING else Put(spot.route, theirs)
    else:
        yield Disagreement(spot.where, ours, theirs)


def _is_list(value: Any) -> bool:
    """Say whether a value is a list of entries or of words; a mapping is a list of one."""
    return isinstance(value, dict) or (
        isinstance(value, list) and all(isinstance(entry, (dict, str)) for entry in value)
    )


def _mappings(spot: _Spot, base: Any, ours: Any, theirs: Any) -> Iterator[Change | Disagreement]:
    began = base if isinstance(base, dict) else {}
    for key in dict.fromkeys((*theirs, *began)):
        three = (side.get(key, NOTHING) for side in (began, ours, theirs))
        yield from _meet(spot.inside(key, str(key)), *three)


def _lists(spot: _Spot, base: Any, ours: Any, theirs: Any) -> Iterator[Change | Disagreement]:
    """Yield the changes of a list: first inside its entries, then those added, then those gone."""
    began, arrived = _entries(base), _entries(theirs)
    keys, entries = list(_entries(ours)), list(_entries(ours).values())
    is_one = isinstance(ours, dict)
    for key, entry in arrived.items():
        if key in keys:
            at = keys.index(key)
            inside = _Spot(spot.route, (*spot.where, _name(key)))
            if not is_one:
                inside = inside._replace(route=(*spot.route, at))
            yield from _meet(inside, began.get(key, NOTHING), entries[at], entry)
    for key, entry in arrived.items():
        if key not in keys:
            if key not in began:
                at = _position(entries, entry)
                keys.insert(at, key)
                entries.insert(at, entry)
                is_one = False
                yield Add(spot.route, at, entry)
            elif began[key] != entry:
                yield Disagreement((*spot.where, _name(key)), NOTHING, entry)
    for key, entry in began.items():
        if key in keys and key not in arrived:
            at = keys.index(key)
            if entries[at] == entry:
                del keys[at], entries[at]
                yield Take(spot.route if is_one else (*spot.route, at))
            else:
                yield Disagreement((*spot.where, _name(key)), entries[at], NOTHING)


def _entries(listed: Any) -> dict[_Key, Any]:
    """Return the entries of a list by what each is about; the second about the same is a second."""
    if not isinstance(listed, (list, dict)):
        return {}
    by_key: dict[_Key, Any] = {}
    for entry in [listed] if isinstance(listed, dict) else listed:
        about = (
            tuple(entry[key] for key in ABOUT if key in entry)
            if isinstance(entry, dict)
            else (entry,)
        )
        nth = sum(key[:-1] == about for key in by_key)
        by_key[*about, nth] = entry
    return by_key


def _name(key: _Key) -> str:
    """Return what an entry is about, in the words of the file."""
    return " ".join(map(str, key[:-1]))


def _position(entries: Sequence[Any], entry: Any) -> int:
    """Return where a new entry goes: in the order of the days, else last."""
    for key in _DAYS:
        if isinstance(entry, dict) and key in entry and all(key in each for each in entries):
            own = _rank(entry, key)
            return next(
                (at for at, each in enumerate(entries) if _rank(each, key) > own), len(entries)
            )
    return len(entries)


def _rank(entry: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """Return what puts an entry before another, whichever of them came first: day, then person."""
    return str(entry[key]), str(entry.get("with", ""))
