"""What a suggestion is: mentors with reasons, the best whole, and what is in the way (F4 to F8).

`matching` works it out, `report` and `pages` say it; this room is all that they share. Sentences
have no language yet. The programme suggests, the manager decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from mentorskap.model.between import Episode
    from mentorskap.words.sentence import Sentence

MATCHED, WORST = "matched", "worst"
"""The two aims that come before the total, by name."""


class Stop(NamedTuple):
    """What keeps two from becoming a pairing: a rule's id, or one of matching's own, and why."""

    id: str
    why: Sentence


class Credit(NamedTuple):
    """What one consideration gives: its points, the points it could give, and because of what."""

    name: str
    points: int
    of: int
    because: Sentence


class Regret(NamedTuple):
    """What the total loses, in points, if this pair is fixed and the rest is solved again.

    `loses` names the aims that cannot be kept, of `matched` and `worst`. Where one is lost the
    points may be negative.
    """

    points: int
    loses: tuple[str, ...]


class Talk(NamedTuple):
    """One area in both people's own words, and whether the mentor offers it at all.

    The words are empty if someone wrote none.
    """

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
    """A mentor who could be asked: `score` is 0 to 100 and the sum of the parts' points."""

    mentor: str
    score: int
    parts: tuple[Credit, ...]
    missing: tuple[str, ...]
    """Areas that the mentee asks for and the mentor does not offer, by id."""
    regret: Regret
    places: int
    """Places left today."""
    last_asked: date | None
    hint: Hint
    talk: tuple[Talk, ...]
    between: tuple[Episode, ...]
    """What has happened between the two, in any cohort, and the mentor's last no to another."""
    checks: tuple[Sentence, ...]
    """What to look at before the mentor is asked: ties that the files cannot rule out."""


class Blocked(NamedTuple):
    """A mentor who cannot be asked, and every stop that says so."""

    mentor: str
    by: tuple[Stop, ...]


class Suggestion(NamedTuple):
    """Mentors for one mentee.

    The candidates come best first: by score, then likeness of words, then id. The blocked are
    sorted by id.
    """

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
    """An area asked for that no one with a free place offers: look for someone (F7)."""

    area: str
    asked_by: tuple[str, ...]
    required_by: tuple[str, ...]
    offered_by: tuple[str, ...]
    """Mentors who offer it and have no place left."""


class Aims(NamedTuple):
    """How good a whole is: mentees matched, the worst-off's score (None without any), the total."""

    matched: int
    worst: int | None
    total: int


class Move(NamedTuple):
    """What becomes of one mentee in another whole: the mentor before and after, or None."""

    mentee: str
    before: str | None
    after: str | None


class Effect(NamedTuple):
    """What a what-if would change: the aims before and after, and each mentee who moves."""

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
    """A mentor who could be asked, in short.

    Score and parts are as in a suggestion; areas given and missing are ids.
    """

    mentor: str
    score: int
    parts: tuple[Credit, ...]
    given: tuple[str, ...]
    missing: tuple[str, ...]
    places: int


class Shortlist(NamedTuple):
    """The few who fit one mentee best, how many more there are, and, if none, what stops all."""

    best: tuple[Fit, ...]
    more: int
    left: Unmatched | None


class Waiting(NamedTuple):
    """A shortlist for each mentee who waits, by id, and whom to look for in the network."""

    shortlists: Mapping[str, Shortlist]
    gaps: tuple[Gap, ...]
