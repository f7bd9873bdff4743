"""What stages, deadlines, severities, numbers and matters are called, without a language."""

from __future__ import annotations

from mentorskap.words import matters
from mentorskap.words.sentence import say, say_n

SEVERITIES = {"error": say("Error"), "warning": say("Warning"), "notice": say("Notice")}

STAGES = {
    "drafted": say("draft"),
    "mentor-asked": say("mentor asked"),
    "mentor-declined": say("mentor declined"),
    "mentor-accepted": say("mentor accepted"),
    "mentee-informed": say("mentee informed"),
    "mentee-objected": say("mentee objected"),
    "first-meeting": say("waiting for the first meeting"),
    "feedback": say("waiting for feedback"),
    "not-started": say("did not start"),
    "active": say("active"),
    "paused": say("paused"),
    "completed": say("completed"),
    "ended-early": say("ended early"),
    "withdrawn": say("withdrawn before the start"),
}

KINDS = {
    "interview": say("interview"),
    "proposal": say("proposal"),
    "new-proposal": say("new proposal"),
    "mentor-answer": say("the mentor's answer"),
    "inform-mentee": say("word to the mentee"),
    "mentee-answer": say("the mentee's answer"),
    "first-meeting": say("first meeting"),
    "second-meeting": say("one more meeting before they decide"),
    "feedback-mentee": say("the mentee's feedback"),
    "feedback-mentor": say("the mentor's feedback"),
    "next-meeting": say("next meeting"),
    "outcome": say("outcome of a planned meeting"),
    "contact": say("check-in"),
    "resume": say("end of the pause"),
    "closing": say("closing talk"),
    "notice": say("information on what is stored"),
}

ACTS = {
    "interview": say("Book the interview."),
    "proposal": say("Ask a mentor."),
    "new-proposal": say("Ask another mentor."),
    "mentor-answer": say("Ask {person} again."),
    "inform-mentee": say("Tell {person}."),
    "mentee-answer": say("Ask {person}."),
    "first-meeting": say("Remind {person}."),
    "second-meeting": say("Remind {person}."),
    "feedback-mentee": say("Ask {person}."),
    "feedback-mentor": say("Ask {person}."),
    "next-meeting": say("Remind {person}."),
    "outcome": say("Ask {person} how it went."),
    "contact": say("Call {person}."),
    "resume": say("Ask {person} whether to go on."),
    "closing": say("Hold the closing talk and write the end."),
    "notice": say("Inform {person} of what is stored."),
}
"""What the person who acts does next; `{person}` is the person it concerns."""

WEEKDAYS = (
    say("Monday"),
    say("Tuesday"),
    say("Wednesday"),
    say("Thursday"),
    say("Friday"),
    say("Saturday"),
    say("Sunday"),
)
"""From the first day of the week on."""

COUNTED = {
    "interview": say_n("{number} interview", "{number} interviews", 0),
    "proposal": say_n("{number} waits for a mentor", "{number} wait for a mentor", 0),
    "mentor-answer": say_n(
        "{number} mentor has not answered", "{number} mentors have not answered", 0
    ),
    "inform-mentee": say_n("{number} mentee to inform", "{number} mentees to inform", 0),
    "mentee-answer": say_n(
        "{number} mentee has not answered", "{number} mentees have not answered", 0
    ),
    "first-meeting": say_n("{number} first meeting", "{number} first meetings", 0),
    "second-meeting": say_n(
        "{number} meeting before they decide", "{number} meetings before they decide", 0
    ),
    "feedback-mentee": say_n(
        "{number} answer after the first meeting", "{number} answers after the first meeting", 0
    ),
    "next-meeting": say_n("{number} meeting to book", "{number} meetings to book", 0),
    "outcome": say_n(
        "{number} meeting without an outcome", "{number} meetings without an outcome", 0
    ),
    "contact": say_n("{number} check-in", "{number} check-ins", 0),
    "resume": say_n("{number} open pause", "{number} open pauses", 0),
    "closing": say_n("{number} closing talk", "{number} closing talks", 0),
    "notice": say_n("{number} mentor to inform", "{number} mentors to inform", 0),
}
"""How many things of a kind are due; the number is put in by the page. Two kinds may count as one:
`new-proposal` as `proposal`, the mentor's feedback as the mentee's."""

NOTICES = {
    "thanks": say("thanks for a no"),
    "other-solution": say("word that it won't go ahead"),
    "new-search": say("word of a new search"),
    "completion": say("thanks for the time together"),
    "introduction": say("introduction"),
    "meet-again": say("one more meeting before they decide"),
    "start": say("word of the start"),
}

ON_REQUEST = {
    "yearly": say("whether what is stored still holds"),
}
"""Letters that only `remind --yearly` drafts."""

LEFT_OUT = {
    "this-year": say("was entered, or asked the same, less than a year ago"),
    "recent": say("a draft was made within seven days"),
    "not-monday": say("waits for Monday"),
    "other-manager": say("another manager writes to the person this week"),
    "word-of-an-end": say("waits: word of an end is a letter of its own"),
    "not-informed": say("the mentee has not been informed of the mentor"),
    "over": say("the last day has passed"),
    "break": say("the cohort has a break"),
    "pause": say("the pairing has a pause"),
    "withdrawn": say("the mentee has withdrawn"),
    "protected": say("protected details: call"),
    "no-address": say("no address to write to: call"),
    "unread": say("a file could not be read"),
}

MANAGERS = say("The programme managers")
"""The heading of what managers do, where there are several."""

ACTORS = {
    "manager": say("You, the programme manager"),
    "mentee": say("The mentee – remind"),
    "mentor": say("The mentor – remind"),
}

KPIS = {
    "matched-now": say("Matched now"),
    "ever-matched": say("Ever matched"),
    "time-to-match": say("Time to start"),
    "time-to-first-meeting": say("Time to the first meeting"),
    "first-meeting-outcome": say("After the first meeting"),
    "cadence": say("Rhythm"),
    "held-of-expected": say("Held of expected"),
    "rematch": say("Change of mentor"),
    "completion": say("Completed"),
    "early-endings": say("Ended early"),
    "mentor-use": say("Mentors' places"),
    "manager-contact": say("Your check-ins"),
}

OUTCOMES = {
    "both-start": say("both began"),
    "mentee-declined": say("the mentee declined"),
    "mentor-declined": say("the mentor declined"),
    "waiting": say("waiting for answers"),
}

KPI_MEANINGS = {
    "matched-now": say(
        "Those with an active or paused pairing, of all who have been interviewed and have neither"
        " withdrawn nor completed."
    ),
    "ever-matched": say(
        "Those who have begun with a mentor at some time, of all who have been interviewed and have"
        " not withdrawn."
    ),
    "time-to-match": say(
        "The middle number of days from the interview until both had said that they wanted to"
        " begin."
    ),
    "time-to-first-meeting": say(
        "The middle number of days from the mentee's yes to the first meeting held."
    ),
    "first-meeting-outcome": say(
        "Pairings in which both wanted to begin, of those that have held a first meeting."
    ),
    "cadence": say(
        "Meetings that came within the rhythm and its grace, of all intervals between meetings."
        " Breaks and pauses do not count."
    ),
    "held-of-expected": say(
        "Meetings held, of those that the rhythm would have given by now. Above 100 per cent, they"
        " have met more often than the rhythm's longest interval."
    ),
    "rematch": say(
        "Mentees who have begun with two mentors or more, of those who have begun with one."
    ),
    "completion": say(
        "Mentees whose last pairing was completed, of those who began in a cohort that has ended"
        " and no longer meet."
    ),
    "early-endings": say("Pairings that began and ended early, of all that began."),
    "mentor-use": say("Live pairings, out of all the places that mentors have offered."),
    "manager-contact": say("Sides of active pairings that you have talked to within the limit."),
}

CONSIDERATIONS = {
    "mentor_contribution": say("Mentor contribution"),
    "development_areas": say("Development areas"),
    "challenges": say("Challenges"),
    "wishes": say("Mentor wished for"),
    "practical": say("Town"),
}

STOPS = {
    "pair-is-two-people": say("The mentee themselves"),
    "mentors-pairings-can-be-read": say("A pairing could not be read"),
    "mentor-has-room": say("No free place"),
    "mentor-is-available": say("Not available for the whole time"),
    "pair-has-no-ties": say("A tie, the same organisation, or an organisation to avoid"),
    "refused-mentor-is-not-asked-again": say("An earlier no, or a pairing that ended early"),
    "mentor-has-not-just-said-no": say("Recently said no for lack of time"),
    "pair-has-a-common-language": say("No language in common"),
    "required-contribution-is-offered": say("Does not offer what is required"),
    "given-to-another": say("Needed for others"),
    "score-is-high-enough": say("The score is too low"),
}
"""Why a mentor is not proposed, in the order of the report."""

STOPPED = {
    "pair-is-two-people": say_n("{number} is the mentee", "{number} are the mentee", 0),
    "mentors-pairings-can-be-read": say_n(
        "{number} has a pairing that could not be read",
        "{number} have pairings that could not be read",
        0,
    ),
    "mentor-has-room": say_n("{number} has no free place", "{number} have no free place", 0),
    "mentor-is-available": say_n(
        "{number} is not available for the whole time",
        "{number} are not available for the whole time",
        0,
    ),
    "pair-has-no-ties": say_n(
        "{number} is ruled out by a tie or organisation",
        "{number} are ruled out by a tie or organisation",
        0,
    ),
    "refused-mentor-is-not-asked-again": say_n(
        "{number} has been tried before", "{number} have been tried before", 0
    ),
    "mentor-has-not-just-said-no": say_n(
        "{number} recently said no for lack of time",
        "{number} recently said no for lack of time",
        0,
    ),
    "pair-has-a-common-language": say_n(
        "{number} has no language in common with the mentee",
        "{number} have no language in common with the mentee",
        0,
    ),
    "required-contribution-is-offered": say_n(
        "{number} does not offer what is required", "{number} do not offer what is required", 0
    ),
    "given-to-another": say_n("{number} is needed for others", "{number} are needed for others", 0),
    "score-is-high-enough": say_n("{number} scores too low", "{number} score too low", 0),
}
"""How many mentors each stop stops, as parts of a sentence; the number is put in by the report."""

REASONS = {
    "time": say("no time"),
    "tie": say("a tie to the mentee"),
    "not-right": say("does not feel like the right mentor"),
    "personal": say("a personal tie"),
    "professional": say("a professional tie"),
    "completed": say("completed"),
    "goal-reached": say("the goal was reached early"),
    "mentor-left": say("the mentor left"),
    "mentee-left": say("the mentee left"),
    "not-working": say("the relationship did not develop as wished"),
    "withdrawn": say("the proposal was withdrawn"),
    "other": say("another reason"),
    "not-given": say("no reason given"),
}
"""The reasons for a no and for an end, as parts of a sentence."""

MATTERS = {
    matters.HEALTH: say("health"),
    matters.ORIGIN: say("racial or ethnic origin"),
    matters.POLITICS: say("political opinions"),
    matters.BELIEF: say("religious or philosophical beliefs"),
    matters.UNION: say("trade union membership"),
    matters.GENES: say("genetic data"),
    matters.BODY: say("biometric data"),
    matters.SEX_LIFE: say("sex life"),
    matters.ORIENTATION: say("sexual orientation"),
    matters.CRIME: say("a crime"),
}
"""What Articles 9 and 10 of the GDPR protect, by the kinds of `words.matters`."""
