"""Named tuples that are made several times as fast as those of `typing`.

They are what `typing.NamedTuple` makes, to the type checker and to whoever uses one. `typing`
compiles each annotation and each constructor anew and builds each class three times over: of a
short check, that took an eighth. Here annotations stay text, and constructors with as many fields
share their code.
"""

from __future__ import annotations

from collections import namedtuple
from functools import cache
from types import FunctionType
from typing import TYPE_CHECKING, Any

__all__ = ["NamedTuple"]

if TYPE_CHECKING:
    from typing import NamedTuple
else:
    _FieldGetter = type(namedtuple("_One", "field").field)  # noqa: PYI024 - for its getter alone

    @cache
    def _constructor(count: int) -> FunctionType:
        """Return what makes a tuple of so many fields."""
        fields = "".join(f"field_{number}, " for number in range(count))
        code = f"lambda _cls, {fields}: new(_cls, ({fields}))"
        return eval(code, {"new": tuple.__new__})  # noqa: S307 - of numbered fields alone

    class _Fields(type):
        """What makes a class of named tuples of the annotations in its body."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            if tuple in bases or any(hasattr(base, "_fields") for base in bases):
                return super().__new__(cls, name, bases, body)
            fields = tuple(body.get("__annotations__", ()))
            defaults = {field: body[field] for field in fields if field in body}
            made = _constructor(len(fields))
            code = made.__code__.replace(co_name="__new__", co_varnames=("_cls", *fields))
            body |= {
                "__slots__": (),
                "__match_args__": fields,
                "__new__": FunctionType(
                    code, made.__globals__, "__new__", tuple(defaults.values())
                ),
                "_fields": fields,
                "_field_defaults": defaults,
            }
            body |= {field: _FieldGetter(index, None) for index, field in enumerate(fields)}
            return super().__new__(cls, name, bases, body)

    class NamedTuple(tuple, metaclass=_Fields):
        """A tuple with a name for each field."""

        __slots__ = ()

        @classmethod
        def _make(cls, values):
            """Make one of as many values as there are fields."""
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                message = f"Expected {len(cls._fields)} arguments, got {len(made)}"
                raise TypeError(message)
            return made

        def _replace(self, /, **changes):
            """Return another with some fields changed."""
            made = self._make(map(changes.pop, self._fields, self))
            if changes:
                message = f"Got unexpected field names: {list(changes)!r}"
                raise ValueError(message)
            return made

        __replace__ = _replace

        def _asdict(self):
            """Return the values by field."""
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            fields = (f"{field}={value!r}" for field, value in self._asdict().items())
            return f"{type(self).__name__}({', '.join(fields)})"

        def __getnewargs__(self):
            return tuple(self)
