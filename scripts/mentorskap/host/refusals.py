"""What is said when GitHub does not do what a job asks: what its answer means, and what to mend."""

from __future__ import annotations

from mentorskap.words.sentence import Code, Sentence, say


def refused(status: int, permission: str) -> Sentence:
    """Return why GitHub said no to a job that needs `permission`."""
    match status:
        case 401 | 403:
            return say(
                "GitHub refused ({status}). The job needs {permission}.",
                status=status,
                permission=Code(permission),
            )
        case 404:
            return say(
                "GitHub found no such repository or issue, or does not let the job see it (404)."
            )
        case 410:
            return say(
                "Issues are turned off in this repository (410). Turn them on under Settings,"
                " General, Features."
            )
        case _:
            return say(
                "GitHub answered {status}. Run the job again: nothing is told twice.", status=status
            )


def unreachable(reason: str) -> Sentence:
    """Return that GitHub gave no answer that can be used."""
    return say(
        "GitHub could not be reached ({reason}). Run the job again: nothing is told twice.",
        reason=Code(reason),
    )


def missing(name: str) -> Sentence:
    """Return that the job was not told what it needs."""
    return say(
        "{name} is missing, or is not what it should be. It is set by GitHub, in a job.",
        name=Code(name),
    )
