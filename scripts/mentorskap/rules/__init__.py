"""Every rule about the files as they stand, in the order in which they are explained; those about a change stand in `change`."""

from mentorskap.rules import files, order, pairings, people, programme

RULES = files.RULES + people.RULES + pairings.RULES + order.RULES + programme.RULES
"""The rules, frozen."""
