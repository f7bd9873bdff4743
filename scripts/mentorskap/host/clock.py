"""The clock: today, read once in a run, and the days on which nobody works."""

from __future__ import annotations

from datetime import date, datetime

_SATURDAY = 5


def today(zone: str) -> date:
    """Return today's date in a time zone."""
    return now(zone).date()


def now(zone: str) -> datetime:
    """Read the clock, the only time that anyone does."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return datetime.now(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return datetime.now().astimezone()


def is_working_day(day: date) -> bool:
    """Say whether people in Sweden work on a day."""
    return day.weekday() < _SATURDAY and not day_off(day)


def day_off(day: date) -> bool:
    """Say whether a weekday is off in Sweden: a public holiday, or an eve on which nobody works.

    A half day is not.
    """
    from holidays import country_holidays

    names = country_holidays(
        "SE", years=day.year, categories=("bank", "public"), language="en_US"
    ).get_list(day)
    return any("(from 2pm)" not in name for name in names)
