"""Marks for tests of the shipped handbook's wording: an adopter's own pages are not their business."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dev import shipped

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

CHANGED = shipped.changed()


def as_shipped(*pages: Path) -> pytest.MarkDecorator:
    """Skip the test, and print why, if one of these pages, or without any, one page of all, is changed."""
    paths = {page.relative_to(shipped.ROOT).as_posix() for page in pages}
    mine = sorted(CHANGED & paths if pages else CHANGED)
    return pytest.mark.skipif(
        bool(mine), reason=f"not as shipped (see scripts/dev/shipped.py): {', '.join(mine)}"
    )


def each(pages: Iterable[Path]) -> list[object]:
    """Return the pages as parameters of a test that is skipped for a page that is changed.

    A page counts as changed in both languages if it is in one.
    """
    return [
        pytest.param(
            page, marks=as_shipped(page, *(page_in(language, page) for language in ("sv", "en")))
        )
        for page in pages
    ]


def page_in(language: str, page: Path) -> Path:
    """Return the path of the same page in a language."""
    docs = shipped.ROOT / "docs"
    return docs.joinpath(language, *page.relative_to(docs).parts[1:])
