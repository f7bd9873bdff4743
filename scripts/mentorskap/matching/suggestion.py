"""What a suggestion is: mentors for a mentee with reasons, the best whole, and what stands in the way (F4 to F8).

`matching` works it out, `report` and `pages` say it; this room is all that they share. Sentences
have no language yet. The programme suggests, the manager decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from mentorskap.words.sentence import Sentence

MATCHED, WORST = "matched", "worst"
"""The two aims that come before the total, by name."""


class Stop(NamedTuple):
    """What keeps two from becoming a pairing: a rule's id, or one of matching's own, and the sentence for it."""

    id: str
    why: Sentence


class Part(NamedTuple):
    """What one consideration gives: so many points of so many (whole numbers), and because of what."""

    name: str
    points: int
    of: int
    because: Sentence


class Regret(NamedTuple):
    """What the total of the whole loses, in points, where this pair is fixed and the rest solved anew.

    `loses` names the aims that cannot be kept, of `matched` and `worst`. Where one is lost the
    points may be negative.
    """

    points: int
    loses: tuple[str, ...]


class Talk(NamedTuple):
    """One area in both people's own words (empty where they wrote none), and whether the mentor offers it at all."""

    area: str
    required: bool
    offered: bool
    mentee: tuple[str, ...]
    mentor: tuple[str, ...]


class Hint(NamedTuple):
    """How alike the free words of two people are, in thousandths, and which words met.

    It only breaks ties.
    """

    likeness: int
    words: tuple[tuple[str, str], ...]


class Candidate(NamedTuple):
    """A mentor who could be asked for a mentee: `score` is 0 to 100 and the sum of its parts' points."""

    mentor: str
    score: int
    parts: tuple[Part, ...]
    missing: tuple[str, ...]
    """Areas that the mentee asks for and the mentor does not offer, by id."""
    regret: Regret
    places: int
    """Places left today."""
    last_asked: date | None
    hint: Hint
    talk: tuple[Talk, ...]


class Blocked(NamedTuple):
    """A mentor who cannot be asked, and every stop that says so."""

    mentor: str
    by: tuple[Stop, ...]


class Suggestion(NamedTuple):
    """Mentors for one mentee: candidates best first (score, then likeness of words, then id), the others by id."""

    mentee: str
    candidates: tuple[Candidate, ...]
    blocked: tuple[Blocked, ...]
    not_weighed: Sentence | None
    """Why nobody is weighed for this mentee, where that is so."""
    wish: str | None
    """A special wish in the mentee's own words (F6). It is shown, never weighed."""


class Alternative(NamedTuple):
    """Another mentor for a matched mentee, and what the whole would lose by it."""

    mentor: str
    score: int
    regret: Regret


class Match(NamedTuple):
    """A pair of the best whole, with what speaks for it and the next best choices."""

    mentee: str
    candidate: Candidate
    alternatives: tuple[Alternative, ...]
    wish: str | None
    """A special wish in the mentee's own words (F6). It is shown, never weighed."""


class Unmatched(NamedTuple):
    """A mentee for whom no place is left, and why for each mentor."""

    mentee: str
    blocked: tuple[Blocked, ...]
    nobody_offers: tuple[str, ...]
    """Areas this mentee asks for that no mentor offers, by id."""
    required: tuple[str, ...]
    """Areas without which a mentor is no mentor for this mentee, by id: whom to look for."""
    gladly: tuple[str, ...]
    """The other areas that this mentee asks for, by id."""
    languages: tuple[str, ...]
    """Languages that this mentee speaks, the best first."""


class Gap(NamedTuple):
    """An area that is asked for and that nobody with a free place offers: someone to look for in the network (F7)."""

    area: str
    asked_by: tuple[str, ...]
    required_by: tuple[str, ...]
    offered_by: tuple[str, ...]
    """Mentors who offer it and have no place left."""


class Aims(NamedTuple):
    """How good a whole is: mentees matched, the score of the worst-off of them (None without any), the total."""

    matched: int
    worst: int | None
    total: int


class Move(NamedTuple):
    """What becomes of one mentee in another whole: the mentor before and after; None where there is no one."""

    mentee: str
    before: str | None
    after: str | None


class Difference(NamedTuple):
    """What would change, were it as asked: the aims of the best whole before and after, and each one who moves."""

    before: Aims
    after: Aims
    moves: tuple[Move, ...]


class Whole(NamedTuple):
    """The best whole assignment of all who wait, by mentee id."""

    pairs: tuple[Match, ...]
    unmatched: tuple[Unmatched, ...]
    aims: Aims
    gaps: tuple[Gap, ...]
    left_out: Mapping[str, Sentence]
    """Mentees of whom nothing can be said, and why: a file of theirs could not be read."""


class Fit(NamedTuple):
    """A mentor who could be asked, in short: score and parts as in a suggestion, what is given and what is missing, by area id."""

    mentor: str
    score: int
    parts: tuple[Part, ...]
    given: tuple[str, ...]
    missing: tuple[str, ...]
    places: int


class Shortlist(NamedTuple):
    """The few who fit one mentee best, how many more could be asked, and, where nobody can, what stands in the way."""

    best: tuple[Fit, ...]
    more: int
    left: Unmatched | None


class Waiting(NamedTuple):
    """A shortlist for each mentee who waits, by id, and whom to look for in the network."""

    shortlists: Mapping[str, Shortlist]
    gaps: tuple[Gap, ...]
