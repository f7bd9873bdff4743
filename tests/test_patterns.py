"""Patterns that are compiled late find what others find, and leave `re` as it was."""

from __future__ import annotations

import importlib
import re
from datetime import date

import pytest
import yaml

from mentorskap.words.patterns import compiled_later, later


def test_a_pattern_is_compiled_when_it_is_first_used() -> None:
    unfinished = later("(")
    with pytest.raises(re.error, match="missing"):
        unfinished.search("a")
    number = later("(?P<sign>-)?[0-9]+", re.ASCII)
    assert number.pattern == "(?P<sign>-)?[0-9]+"
    assert [match[0] for match in number.finditer("1 -22 ٣")] == ["1", "-22"]
    assert number.fullmatch("-22") is not None


def test_a_module_may_use_its_patterns_while_it_is_imported() -> None:
    with compiled_later():
        vowel = re.compile("[aeiou]")
        assert not isinstance(vowel, re.Pattern)
        assert vowel.sub("", "anna") == "nn"
    assert isinstance(re.compile("[aeiouy]"), re.Pattern)


def test_an_import_that_fails_leaves_patterns_as_they_were() -> None:
    with pytest.raises(ImportError), compiled_later():
        raise ImportError
    assert isinstance(re.compile("[aeiouyå]"), re.Pattern)


def test_the_loaders_of_pyyaml_work_as_ever() -> None:
    importlib.import_module("mentorskap.files.source")
    assert yaml.load("{day: 2026-11-28, yes: 0x1F}", Loader=yaml.SafeLoader) == {
        "day": date(2026, 11, 28),
        True: 31,
    }
    with pytest.raises(yaml.reader.ReaderError, match="special characters are not allowed"):
        yaml.load("a: \a", Loader=yaml.SafeLoader)
