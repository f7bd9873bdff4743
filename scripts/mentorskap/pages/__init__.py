"""The pages as Markdown: a snapshot, or the program itself, becomes paths and texts."""

from mentorskap.pages.manager import Material, manager_site

__all__ = ["Material", "manager_site"]
