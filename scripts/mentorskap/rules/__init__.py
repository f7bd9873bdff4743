"""Every rule about the files as they are, in the order of the handbook; `change` has the others."""

from mentorskap.rules import dates, files, order, pairings, people, programme

RULES = files.RULES + people.RULES + pairings.RULES + order.RULES + dates.RULES + programme.RULES
"""The rules, frozen."""
