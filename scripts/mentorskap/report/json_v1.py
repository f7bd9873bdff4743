"""Reports for programs: one JSON object, whose bytes depend on the repository and the day alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mentorskap.model import managers
from mentorskap.report import phrases, processing
from mentorskap.rules.rule import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from mentorskap.letters.mail import Batch
    from mentorskap.matching.suggestion import (
        Blocked,
        Candidate,
        Effect,
        IfNo,
        Move,
        Near,
        Suggestion,
        Whole,
    )
    from mentorskap.model.deadlines import Item
    from mentorskap.model.kpi import Kpi, Share
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.report.access import Access
    from mentorskap.report.changes import Account
    from mentorskap.rules.check import Report
    from mentorskap.words.voice import Voice


def _dumped(today: date, content: dict[str, object]) -> str:
    return (
        json.dumps(
            {"version": 1, "today": today.isoformat(), **content}, ensure_ascii=False, indent=2
        )
        + "\n"
    )


def check(
    report: Report,
    snapshot: Snapshot,
    voice: Voice,
    account: Account | None = None,
    _address: str | None = None,
) -> str:
    """Return the findings and their summary, and what a change means."""
    findings = [
        {
            "rule": finding.rule,
            "severity": finding.severity,
            "path": finding.path,
            "line": finding.mark.line,
            "column": finding.mark.column,
            "message": voice(finding.message),
            "fix": voice(finding.fix),
            **({} if account is None else {"stood": index in account.stood}),
        }
        for index, finding in enumerate(report.findings)
    ]
    counts = {f"{severity}s": report.count(severity) for severity in SEVERITIES}
    summary = {**counts, "participants": report.participants, "pairings": report.pairings}
    changes = {} if account is None else {"changes": _changes(account, snapshot, voice)}
    return _dumped(snapshot.today, {"findings": findings, "summary": summary, **changes})


def _changes(account: Account, snapshot: Snapshot, voice: Voice) -> list[dict[str, object]]:
    return [
        {
            "what": statement.what,
            "pairing": statement.pairing,
            "participant": statement.participant,
            "path": statement.path,
            "message": ": ".join(meaning),
        }
        for statement, meaning in zip(
            account.statements, phrases.meanings(account.statements, snapshot, voice), strict=True
        )
    ]


def overdue(
    items: Iterable[Item], snapshot: Snapshot, line: Callable[[Item], int], voice: Voice
) -> str:
    """Return what is due, gravest first."""
    rows = [
        {
            "kind": item.kind,
            "status": item.status,
            "actor": item.actor,
            "pairing": item.pairing,
            "participant": item.participant,
            "due": item.due.isoformat(),
            "days_late": item.days_late,
            "path": item.path,
            "line": line(item),
            "message": voice(item.message),
            **_manager(item, snapshot),
        }
        for item in items
    ]
    return _dumped(snapshot.today, {"items": rows, "unread": list(snapshot.reading.unread)})


def _manager(item: Item, snapshot: Snapshot) -> dict[str, str]:
    """Return the id of the manager who acts, only if the programme has several."""
    manager = managers.acting(snapshot, item) if managers.several(snapshot.programme) else None
    return {} if manager is None else {"manager": manager.id}


def remind(batch: Batch, snapshot: Snapshot, _voice: Voice) -> str:
    """Return the letters by reader, the skipped matters, and the drafts that are unsent.

    `kind` and `pairing` are those of the letter's first matter; `kinds` are all of its kinds.
    """
    letter_rows = [
        {
            "to": letter.to,
            "kind": letter.matters[0].kind,
            "kinds": [matter.kind for matter in letter.matters],
            "path": f"{batch.folder}/{letter.name}",
            "pairing": letter.matters[0].pairing,
            "subject": letter.subject,
        }
        for letter in batch.letters
    ]
    skipped_rows = [
        {
            "participant": skipped.matter.participant,
            "kind": skipped.matter.kind,
            "pairing": skipped.matter.pairing,
            "why": skipped.why,
            "drafted": None if skipped.drafted is None else skipped.drafted.isoformat(),
        }
        for skipped in batch.skipped
    ]
    unsent_rows = [
        {
            "to": draft.participant,
            "kind": draft.kind,
            "path": f"{batch.folder}/{draft.name}",
            "drafted": None if draft.on is None else draft.on.isoformat(),
        }
        for draft in batch.unsent
    ]
    rows = {"letters": letter_rows, "left_out": skipped_rows, "unsent": unsent_rows}
    return _dumped(snapshot.today, {**rows, "unread": list(snapshot.reading.unread)})


def status(snapshot: Snapshot, numbers: Mapping[str | None, Sequence[Kpi]], _voice: Voice) -> str:
    """Return the stage of every pairing, and the numbers with their members."""
    pairings = [
        {
            "id": id_,
            "stage": stage.name,
            "since": None if stage.since is None else stage.since.isoformat(),
        }
        for id_, stage in sorted(snapshot.stages.items())
    ]
    return _dumped(
        snapshot.today,
        {
            "pairings": pairings,
            "kpis": {kpi.name: _kpi(kpi) for kpi in numbers[None]},
            "unread": list(snapshot.reading.unread),
        },
    )


def _kpi(kpi: Kpi) -> dict[str, object]:
    value = None if kpi.value is None else round(kpi.value, 4)
    return {
        "k": kpi.k,
        "n": kpi.n,
        "value": value,
        "members": list(kpi.members),
        "shares": {share.id: _share(share) for share in kpi.shares},
        **({"kinds": dict(kpi.kinds)} if kpi.kinds else {}),
    }


def _share(share: Share) -> dict[str, object]:
    days = {} if share.days is None else {"days": share.days}
    return {"k": int(share.k), "n": share.n, **days}


def person(
    access: Access, snapshot: Snapshot, _schemas: Mapping[str, Mapping[str, Any]], _voice: Voice
) -> str:
    """Return an access report as data that another program can read."""
    return _dumped(
        snapshot.today,
        {
            "id": access.id,
            "participant": access.participant,
            "pairings": list(access.pairings),
            "others": {"ties": list(access.ties), "wishes": access.wishes},
            "processing": processing.data(snapshot),
            "unread": list(access.unread),
        },
    )


def suggest(
    suggestion: Suggestion, difference: Effect | None, snapshot: Snapshot, voice: Voice
) -> str:
    """Return the mentors for one mentee, best first, and which stops block the others."""
    why = suggestion.not_weighed
    return _dumped(
        snapshot.today,
        {
            "mentee": suggestion.mentee,
            "candidates": [_candidate(candidate, voice) for candidate in suggestion.candidates],
            "blocked": [_blocked(blocked) for blocked in suggestion.blocked],
            "nearest": [_near(near) for near in suggestion.nearest],
            "left_out": list(suggestion.left_out),
            "chosen": suggestion.chosen,
            "if_no": None if suggestion.if_no is None else _if_no(suggestion.if_no),
            "not_weighed": None if why is None else voice(why),
            **_difference(difference),
            "unread": list(snapshot.reading.unread),
        },
    )


def suggest_whole(whole: Whole, difference: Effect | None, snapshot: Snapshot, voice: Voice) -> str:
    """Return the best whole: pairs and unmatched by mentee id."""
    pairs = [
        {
            "mentee": match.mentee,
            "mentor": match.candidate.mentor,
            "score": match.candidate.score,
            "parts": _parts(match.candidate, voice),
            "missing": list(match.candidate.missing),
            "if_no": _if_no(match.if_no),
            "better": (
                None
                if match.better is None
                else {
                    "mentor": match.better.mentor,
                    "score": match.better.score,
                    "given_to": list(match.better.given_to),
                }
            ),
        }
        for match in whole.pairs
    ]
    without = [
        {
            "mentee": unmatched.mentee,
            "blocked": [_blocked(blocked) for blocked in unmatched.blocked],
            "nobody_offers": list(unmatched.nobody_offers),
            "required": list(unmatched.required),
            "gladly": list(unmatched.gladly),
            "languages": list(unmatched.languages),
        }
        for unmatched in whole.unmatched
    ]
    return _dumped(
        snapshot.today,
        {
            "pairs": pairs,
            "equals": [
                {
                    "mentee": equal.mentee,
                    "from": equal.before,
                    "to": equal.after,
                    "others": _moves(equal.others),
                }
                for equal in whole.equals
            ],
            "nearest": [_near(near) for near in whole.nearest],
            "frontier": None if whole.frontier is None else whole.frontier._asdict(),
            "ask_first": list(whole.ask_first),
            "unmatched": without,
            "total": whole.aims.total,
            "worst": whole.aims.worst,
            "matched": whole.aims.matched,
            "gaps": [gap._asdict() for gap in whole.gaps],
            "left_out": {mentee: voice(why) for mentee, why in whole.left_out.items()},
            **_difference(difference),
            "unread": list(snapshot.reading.unread),
        },
    )


def _candidate(candidate: Candidate, voice: Voice) -> dict[str, object]:
    regret = candidate.regret
    return {
        "mentor": candidate.mentor,
        "score": candidate.score,
        "parts": _parts(candidate, voice),
        "missing": list(candidate.missing),
        "regret": {
            "own": regret.own,
            "others": [
                {
                    "mentee": loss.mentee,
                    "from": loss.before,
                    "to": loss.after,
                    "points": loss.points,
                }
                for loss in regret.others
            ],
            "matched": regret.matched,
            "worst": regret.worst,
        },
        "places": candidate.places,
        "last_asked": None if candidate.last_asked is None else candidate.last_asked.isoformat(),
        "likeness": candidate.hint.likeness,
        "between": [
            {
                "date": None if episode.on is None else episode.on.isoformat(),
                "what": episode.stage,
                "reason": episode.reason,
                "mentee": episode.pairing.mentee,
            }
            for episode in candidate.between
        ],
        "checks": [voice(check) for check in candidate.checks],
    }


def _near(near: Near) -> dict[str, object]:
    return {
        "mentee": near.mentee,
        "mentor": near.mentor,
        "lacks": [stop.id for stop in near.lacks],
        "score": near.score,
        "wished": near.wished,
    }


def _if_no(if_no: IfNo) -> dict[str, object]:
    return {
        "matched": if_no.matched,
        "mentee_gets": if_no.mentee_gets,
        "others": _moves(if_no.others),
    }


def _moves(moves: Iterable[Move]) -> list[dict[str, object]]:
    return [{"mentee": move.mentee, "from": move.before, "to": move.after} for move in moves]


def _parts(candidate: Candidate, voice: Voice) -> list[dict[str, object]]:
    return [
        {
            "name": part.name,
            "points": part.points,
            "of": part.of,
            "because": voice(part.because),
        }
        for part in candidate.parts
    ]


def _blocked(blocked: Blocked) -> dict[str, object]:
    return {"mentor": blocked.mentor, "by": [stop.id for stop in blocked.by]}


def _difference(difference: Effect | None) -> dict[str, object]:
    if difference is None:
        return {}
    return {
        "changes": {
            "before": difference.before._asdict(),
            "after": difference.after._asdict(),
            "moves": [move._asdict() for move in difference.moves],
        }
    }
