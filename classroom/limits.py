"""Limit a report to a lesson, or to what was kept within some days."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from helpers.registry import title

ROADS, DECISIONS = 7, 9  # the lessons whose choices have a part of their own in the report


@dataclass(frozen=True)
class Limits:
    """What a report is limited to. lesson: its number, or None for all; since, until: days (UTC), both included."""

    lesson: int | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None

    @property
    def in_words(self) -> str:
        """What stands under the report's title: "lesson 3, One customer, only"; "" without limits."""
        parts = [] if self.lesson is None else [f"lesson {self.lesson}, {title(self.lesson)}, only"]
        if self.since and self.until:
            parts.append(f"kept from {self.since} to {self.until}")
        elif self.since or self.until:
            parts.append(f"kept from {self.since} on" if self.since else f"kept until {self.until}")
        return " · ".join(parts)

    def about(self, lesson: int) -> bool:
        """Whether the report is about this lesson."""
        return self.lesson in (None, lesson)

    def within(self, workbook: dict) -> dict:
        """A workbook with what was kept within the days; what came later, or before, is as if it hadn't been kept.

        Of an answer the tries within stay, of a claim the verdicts within. Notes stay.
        """
        if not self.since and not self.until:
            return workbook
        held = {**workbook}
        held["predictions"] = {
            id: one for id, one in workbook["predictions"].items() if self._holds(one["at"])
        }
        for section in ("answers", "quiz"):
            held[section] = {
                id: {**tries[-1], "tries": tries}
                for id, one in workbook[section].items()
                if (tries := [each for each in one["tries"] or [_alone(one)] if self._holds(each["at"])])
            }
        held["verdicts"] = {
            claim: found
            for claim, one in workbook["verdicts"].items()
            if (found := self._verdicts(one))["history"]
        }
        return held

    def _holds(self, at: str) -> bool:
        day = at[:10]
        return (not self.since or day >= str(self.since)) and (not self.until or day <= str(self.until))

    def _verdicts(self, kept: dict) -> dict:
        history = [one for one in kept["history"] if self._holds(one["at"])]
        first, last = kept["first"], kept["last"]
        later = [one for one in history if one["stage"] != "first"]
        return {
            "first": first if first and self._holds(first["at"]) else None,
            "last": last if last and self._holds(last["at"]) else later[-1] if later else None,
            "history": history,
        }


def _alone(answer: dict) -> dict:
    """An answer without its tries, as if it were one."""
    return {name: value for name, value in answer.items() if name != "tries"}
