"""The version of the tool that runs: of its own files, else of the installed package."""

from __future__ import annotations

from mentorskap.files import disk

PROJECT = "pyproject.toml"


def version() -> str:
    """Return the version, such as 0.2.0.

    A checkout says it itself: workflows run it without installing, and the metadata of an editable
    install keeps the number of the day it was installed.
    """
    try:
        return version_in(disk.packaged_text(PROJECT))
    except FileNotFoundError:
        from importlib.metadata import version as installed

        return installed("mentorskap")


def version_in(project: str) -> str:
    """Return the version that the text of a `pyproject.toml` states."""
    import tomllib

    return str(tomllib.loads(project)["project"]["version"])
