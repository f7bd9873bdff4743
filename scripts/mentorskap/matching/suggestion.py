"""What a suggestion is: mentors with reasons, the best whole, and what is in the way (F4 to F8).

`matching` works it out, `report` and `pages` say it; this room is all that they share. Sentences
have no language yet. The programme suggests, the manager decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.words.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from mentorskap.model.between import Episode
    from mentorskap.words.sentence import Sentence


NEEDS = frozenset({"mentor_contribution", "development_areas", "challenges"})
"""Considerations that are met by areas: what a mentor is needed for."""


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


class Loss(NamedTuple):
    """What another choice takes from a mentee: the mentor before and after, or None, and points.

    The points are negative for who gains.
    """

    mentee: str
    before: str | None
    after: str | None
    points: int


class Regret(NamedTuple):
    """What is lost if this pair is fixed and the rest is solved again.

    `own` is what the mentee loses of the score in the best whole, `others` what the others do.
    `matched` and `worst` are the aims that are then reached.
    """

    own: int
    losses: Callable[[], tuple[Loss, ...]]
    """What `others` is worked out by: hundreds may move, and few candidates are read in full."""
    matched: int
    worst: int | None

    @property
    def others(self) -> tuple[Loss, ...]:
        """What each of the others loses who would move."""
        return self.losses()


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
    between: tuple[Episode, ...]
    """What has happened between the two, in any cohort; of the mentor with others, the last no,
    drafts and questions without an answer."""
    checks: tuple[Sentence, ...]
    """What to look at before the mentor is asked: ties that the files cannot rule out."""
    hint: Hint = Hint(0, ())
    talk: tuple[Talk, ...] = ()
    """The free words of both, for a suggestion to one mentee."""
    title: str = ""

    @property
    def offers_nothing(self) -> bool:
        """Whether the mentor meets no need at all: not somebody to call a mentor found."""
        return not any(part.points for part in self.parts if part.name in NEEDS)


class Blocked(NamedTuple):
    """A mentor who cannot be asked, and every stop that says so."""

    mentor: str
    by: tuple[Stop, ...]


class Suggestion(NamedTuple):
    """Mentors for one mentee.

    The candidates come best first: by score, then likeness of words, then the mentor asked longest
    ago, then id. The blocked are sorted by id.
    """

    mentee: str
    candidates: tuple[Candidate, ...]
    blocked: tuple[Blocked, ...]
    not_weighed: Sentence | None
    """Why nobody is weighed for this mentee, where that is so."""
    wish: str | None
    """A special wish in the mentee's own words (F6). It is shown, never weighed."""
    left_out: tuple[str, ...] = ()
    """Considerations that the mentee asks for and no mentor can meet: not counted, by name."""
    nearest: tuple[Near, ...] = ()
    chosen: str | None = None
    """The mentor whom the mentee gets in the best whole."""
    aims: Aims | None = None
    """How good the best whole is."""
    if_no: IfNo | None = None
    """What the best whole becomes if the pair with the chosen falls."""


class Near(NamedTuple):
    """A mentor who is stopped by one thing only, or who was wished for.

    `score` is what it would be if nothing stopped the two.
    """

    mentee: str
    mentor: str
    lacks: tuple[Stop, ...]
    score: int
    wished: bool


class IfNo(NamedTuple):
    """What the best whole becomes if a pair falls: whom its mentee gets, and who else moves."""

    matched: int
    mentee_gets: str | None
    others: tuple[Move, ...]


class Better(NamedTuple):
    """A mentor who would suit a mentee better than the one of the best whole, and who gets them."""

    mentor: str
    score: int
    given_to: tuple[str, ...]


class Match(NamedTuple):
    """A pair of the best whole, what speaks for it, and what would be if it fell."""

    mentee: str
    candidate: Candidate
    if_no: IfNo
    better: Better | None


class Equal(NamedTuple):
    """A whole just as good: a mentee gets another mentor, and the others who then move.

    The first is told apart from the best by the queue, by words, by who was asked when, or by id.
    """

    mentee: str
    before: str | None
    after: str
    others: tuple[Move, ...]


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
    """Mentors who offer it and lack nothing but a place, for one of those who ask."""


class Aims(NamedTuple):
    """How good a whole is: mentees matched, how far the needs of the worst-off are met, the total.

    `worst` is None without any match.
    """

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
    """Mentees of whom nothing can be said, and why: a file could not be read, needs are missing."""
    equals: tuple[Equal, ...]
    nearest: tuple[Near, ...]
    frontier: Aims | None
    """The best whole with one mentee fewer: what that gives the worst-off."""
    ask_first: tuple[str, ...]
    """Mentees in the order in which their mentors are best asked: a no that moves others first."""
    to_interview: int
    """How many are admitted and not interviewed, so that they cannot be weighed yet."""


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
    nearest: tuple[Near, ...] = ()


class Waiting(NamedTuple):
    """A shortlist for each mentee who waits, by id, and whom to look for in the network."""

    shortlists: Mapping[str, Shortlist]
    gaps: tuple[Gap, ...]
