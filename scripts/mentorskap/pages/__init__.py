"""The manager's pages as Markdown: a snapshot becomes paths and texts.

The templates place; they compute nothing.
"""

from mentorskap.pages.manager import Material, manager_site

__all__ = ["Material", "manager_site"]
