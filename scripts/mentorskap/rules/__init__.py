"""Every rule there is, in the order in which they are explained."""

from mentorskap.rules import files, order, pairings, people, programme

RULES = files.RULES + people.RULES + pairings.RULES + order.RULES + programme.RULES
"""The rules, frozen."""
