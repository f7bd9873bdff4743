"""Matching that the manager can argue with: exact, with reasons for every pair (F4 to F8).

    weighing = Weighing(snapshot, asked(snapshot, …), document)   # or AS_IT_IS, without what-if
    suggestion(weighing, "anna-07")             # suggestion.Suggestion: candidates, blocked
    whole(weighing)                             # suggestion.Whole: pairs, unmatched, gaps
    shortlists(weighing)                        # suggestion.Waiting, without scipy
    difference(Weighing(snapshot), weighing)    # suggestion.Effect

`document(path)` returns the data of a participant's file. The free words are read there, and only
of the people shown and of those who are equal. Nothing is written and no one is chosen: the
programme suggests, the manager decides. scipy is imported when a whole is first needed.
"""

from mentorskap.matching.explain import difference, suggestion, whole
from mentorskap.matching.queue import not_weighed, of_cohort, waiting, why_not
from mentorskap.matching.shortlist import shortlists
from mentorskap.matching.stops import would_be
from mentorskap.matching.weighing import Weighing
from mentorskap.matching.whatif import (
    AS_IT_IS,
    WhatIf,
    asked,
    mentee_named,
    mentor_named,
    score_named,
)

__all__ = [
    "AS_IT_IS",
    "Weighing",
    "WhatIf",
    "asked",
    "difference",
    "mentee_named",
    "mentor_named",
    "not_weighed",
    "of_cohort",
    "score_named",
    "shortlists",
    "suggestion",
    "waiting",
    "whole",
    "why_not",
    "would_be",
]
