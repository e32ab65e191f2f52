"""The ten questions before the lessons and the ten after them: who answered both, and by how much they differ."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from helpers.models.paired import Difference, mean_difference
from helpers.models.unpaired import group_difference
from helpers.registry import title
from helpers.words import how_many

FORMS = ("before", "after")
FEWEST = 5  # of so few neither shares nor a mean are shown
LEAST_GAIN = 1  # questions of ten: less than that isn't worth ten lessons
FAILURE = (
    "What would count as failure, said before looking: while the interval holds 0 no gain is shown; and where all "
    f"of it lies below {LEAST_GAIN}, the lessons did not teach what these questions ask, however well liked they were."
)


@dataclass
class BeforeAfter:
    """What a class answered before and after.

    answered : how many answered all of the questions before, all of those after, all of both.
    means    : mean number right before and after, over those who answered all of both; gain: its interval. None where
               they are fewer than FEWEST.
    items    : [(lesson, title, share right before, after)] over the same; empty where they are fewer.
    of       : how many questions each form has.
    """

    answered: tuple[int, int, int]
    means: tuple[float, float] | None
    gain: Difference | None
    items: list[tuple[int, str, float, float]]
    of: int

    @property
    def says(self) -> str:
        """What the interval shows, in a sentence; "" without one."""
        return shown(self.gain) if self.gain else ""


def shown(gain: Difference) -> str:
    """What the interval of a gain shows, in a sentence."""
    if gain.high < LEAST_GAIN:
        return f"All of the interval lies below {LEAST_GAIN}: by our own measure the lessons failed here."
    if gain.low <= 0:
        return "The interval holds 0: no gain is shown. With so many students a small one may hide in it."
    return "The interval lies above 0: the class gained. From what, this can't tell: nobody went without lessons."


def before_after(kept: pd.DataFrame, items: pd.DataFrame) -> BeforeAfter | None:
    """Lay the questions before beside those after; None where nobody answered one.

    kept, items: the long table and the table of items. The first answer counts.
    """
    rows = kept[kept["kind"].isin(FORMS) & kept["stage"].eq(1) & kept["value"].notna()]
    if rows.empty:
        return None
    right = {}
    for form in FORMS:
        asked = items["id"][items["kind"].eq(form)]
        table = rows[rows["kind"].eq(form)].pivot(index="student", columns="id", values="right")
        right[form] = table.reindex(columns=asked).dropna().astype(float)
    both = right["before"].index.intersection(right["after"].index)
    before, after = (right[form].loc[both] for form in FORMS)
    answered = (len(right["before"]), len(right["after"]), len(both))
    if len(both) < FEWEST:
        return BeforeAfter(answered, None, None, [], before.shape[1])
    lessons = items["lesson"][items["kind"].eq("before")]
    shares = zip(lessons, before.mean(), after.mean(), strict=True)
    totals = before.sum(axis=1), after.sum(axis=1)
    return BeforeAfter(
        answered,
        (float(totals[0].mean()), float(totals[1].mean())),
        mean_difference(*totals),
        [(lesson, title(lesson), first, last) for lesson, first, last in shares],
        before.shape[1],
    )


@dataclass
class InClass:
    """What a class answered before and after by phone or on paper, where nobody knows who is in both.

    answered : how many answered before, and after.
    means    : mean number right before and after; None of a form that fewer than FEWEST answered.
    gain     : the interval of their difference; None where one of them is missing.
    """

    answered: tuple[int, int]
    means: tuple[float | None, float | None]
    gain: Difference | None

    @property
    def groups(self) -> str:
        """Who answered, and how many they had right, in sentences."""
        parts = [
            f"{how_many(many, 'student')} answered {form}"
            + (f", with {mean:.1f} right on average" if mean is not None else "")
            for form, many, mean in zip(FORMS, self.answered, self.means, strict=True)
        ]
        return f"{'; '.join(parts)}. Nobody knows who is in both, so they are two groups and not pairs."

    @property
    def says(self) -> str:
        """What the interval shows, in a sentence; "" without one."""
        return shown(self.gain) if self.gain else ""


def in_class(before: list[int], after: list[int]) -> InClass | None:
    """Lay two groups beside each other by how many questions each of them had right; None where nobody answered."""
    groups = before, after
    if not any(groups):
        return None
    many = [len(one) for one in groups]
    means = [sum(one) / len(one) if len(one) >= FEWEST else None for one in groups]
    gain = group_difference(before, after) if None not in means else None
    return InClass((many[0], many[1]), (means[0], means[1]), gain)
