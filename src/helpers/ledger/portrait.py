"""One picture of how a student reasoned: how sure, which way they moved, how often right."""

from __future__ import annotations

import math
import textwrap
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers import registry
from helpers.asking.claims import VERDICTS
from helpers.ledger.scores import answered, buckets, closing_ledger, scores
from helpers.pictures.figures import FAINT, GRID, INK, OTHERS, SOFT, described, label
from helpers.pictures.marks import write
from helpers.words import how_many

RIGHT, WRONG, OPEN = "#0b7a75", "#b35900", "#5b5b5b"
TOP, BOTTOM = 0.715, 0.185  # where the panels end, as fractions of the height
LEFT, WIDTH, GAP = 0.055, 0.5, 0.045  # of the panels with claims that tables decide, of the width
MOST_ROWS, LEAST_ROWS = 12, 8  # in one panel
SMALL = 9.5
NOTHING = (
    "Nothing to draw yet. Your portrait begins with the first claim that you judge at the door of a lesson and again "
    "at its end."
)


def course(ledger: pd.DataFrame) -> pd.DataFrame:
    """What the portrait draws of the claims: those judged at the end, facts first, then assessments.

    ledger: `scores.closing_ledger`. Returns claim, decided ("tables" or "assessment"), door and end (verdicts),
    door_sure and end_sure (%), door_right and end_right (True or False; None for assessments and where a verdict is
    missing), moved (True where the verdict at the end is another than at the door).
    """
    known = (ledger["basis"] == "assessment") | ledger["tables_say"].notna()
    rows = ledger[ledger["end"].notna() & ledger["end_sure"].notna() & known]

    def right(row: pd.Series, stage: str) -> bool | None:
        return bool(row[stage] == row["tables_say"]) if row["basis"] == "tables" and row[stage] else None

    table = pd.DataFrame(
        {
            "claim": rows.index,
            "decided": list(rows["basis"]),
            "door": list(rows["first"]),
            "door_sure": list(rows["first_sure"]),
            "end": list(rows["end"]),
            "end_sure": list(rows["end_sure"]),
            "door_right": [right(row, "first") for _, row in rows.iterrows()],
            "end_right": [right(row, "end") for _, row in rows.iterrows()],
            "moved": [bool(row["first"]) and row["first"] != row["end"] for _, row in rows.iterrows()],
        },
        dtype=object,
    ).astype({"door_sure": float, "end_sure": float, "moved": bool})
    return table.sort_values("decided", ascending=False, kind="stable").reset_index(drop=True)


def _alt(drawn: pd.DataFrame) -> str:
    if drawn.empty:
        return NOTHING
    facts, views = (drawn[drawn["decided"] == kind] for kind in ("tables", "assessment"))
    both = facts[facts["door_right"].notna()]
    parts = []
    if len(facts):
        door = f"on {sum(both['door_right'])} of {len(both)} at the door and " if len(both) else ""
        parts.append(
            f"{how_many(len(facts), 'claim')} that tables decide: your verdict was theirs {door}"
            f"on {sum(facts['end_right'])} of {len(facts)} at the end"
            f"{_average(both['door_sure'], facts['end_sure'])}"
        )
        for words, after in (("Came over to the tables", True), ("Left them", False)):
            crossed = both.claim[(both.door_right == (not after)) & (both.end_right == after)]
            parts += [f"{words}: {', '.join(crossed)}"] if len(crossed) else []
    if len(views):
        parts.append(
            f"{how_many(len(views), 'claim')} that no table decides: you changed your verdict on "
            f"{views['moved'].sum()}"
            f"{_average(views['door_sure'], views['end_sure'])}"
        )
    if drawn.attrs["calibration"]:
        parts.append("How often right, by how sure: " + "; ".join(drawn.attrs["calibration"]))
    return ". ".join(parts) + "."


def _average(door: pd.Series, end: pd.Series) -> str:
    if door.dropna().empty:
        return f"; {end.mean():.0f} % sure at the end on average"
    return f"; {door.mean():.0f} % sure at the door on average, {end.mean():.0f} % at the end"


@described(_alt)
def portrait(ax: Axes, ledger: pd.DataFrame, said: pd.DataFrame) -> pd.DataFrame:
    """Rows of claims, from the verdict at the door to the one at the end, and how often right at the side.

    ledger: `scores.closing_ledger`; said: `scores.scored`. Left, claims that tables decide, across: how sure, to the
    right of the line where the verdict is that of the tables, to the left where it is another. Middle, claims that no
    table decides, across: how sure. Right: how often right, by how sure, all that is scored. Returns `course`.
    """
    drawn, groups = course(ledger), buckets(said)
    drawn.attrs["calibration"] = [
        f"{row.label} sure, {100 * row.right:.0f} % of {row.items} right" for row in groups.itertuples()
    ]
    if drawn.empty:
        ax.set_axis_off()
        ax.text(
            0.5,
            0.6,
            "\n".join(textwrap.wrap(NOTHING, 60)),
            ha="center",
            va="center",
            color=SOFT,
            fontsize=12,
            transform=ax.transAxes,
            linespacing=1.7,
        )
        label(ax, "How did your mind move?")
        return drawn
    _facts(ax, drawn[drawn["decided"] == "tables"])
    _views(ax.figure, drawn[drawn["decided"] == "assessment"])
    _calibration(ax.figure, groups)
    box = ax.get_position()
    label(
        ax,
        "How did your mind move?",
        "A row a claim. Ring: at the door. Filled: at the end, before the tables spoke",
        "Circle: your verdict is that of the tables. Cross: it is another. Square: no table decides, none is "
        "right.\n"
        f"Strong arrow: you changed your verdict; faint line: only how sure. {_total(said)}",
    )
    ax.set_position(box)
    return drawn


def _on_page(*_tables: object) -> dict:
    """What portrait.js beside this file needs to draw the portrait on a page from what its reader keeps there."""
    load = registry.tables()
    ledger = closing_ledger({"verdicts": {}}, load, True)
    claims = [
        {"id": claim, "basis": row["basis"], "says": row["tables_say"]} for claim, row in ledger.iterrows()
    ]
    return {
        "name": "portrait",
        "nothing": NOTHING,
        "words": VERDICTS,
        "claims": claims,
        "predictions": list(answered(load)),
    }


portrait.on_page = _on_page  # type: ignore[attr-defined]  # functions carry it


def _total(said: pd.DataFrame) -> str:
    if said.empty:
        return ""
    total = scores(said).loc["all"]
    return (
        f"At the side, what has an answer, by groups (a larger dot: more of it).\nBrier score over "
        f"{how_many(round(total['items']), 'item')}: {total['brier']:.3f} (always saying 50 %: {total['coin']:.3f})."
    )


def _place(sure: float, right: bool) -> float:
    """How sure, as a place left or right of the line: -50 to 50."""
    return (sure - 50) * (1 if right else -1)


def _facts(ax: Axes, facts: pd.DataFrame) -> None:
    many = max(1, math.ceil(len(facts) / MOST_ROWS))
    each = math.ceil(len(facts) / many)
    width = (WIDTH - GAP * (many - 1)) / many
    for number in range(many):
        rows = facts[each * number : each * (number + 1)]
        panel = ax if number == 0 else ax.figure.add_axes([0, 0, 1, 1])
        panel.set_position([LEFT + number * (width + GAP), BOTTOM, width, TOP - BOTTOM])
        for place, row in enumerate(rows.itertuples()):
            _row(
                panel,
                place,
                row,
                None if row.door_right is None else _place(row.door_sure, row.door_right),
                _place(row.end_sure, row.end_right),
                ("o", RIGHT) if row.end_right else ("X", WRONG),
            )
        _rows(panel, rows, max(LEAST_ROWS, each), (-56, 56))
        panel.axvline(0, color=FAINT, linewidth=1.1, zorder=1)
        panel.set_xticks((-50, 0, 50), ("100", "50", "100 %"), fontsize=SMALL)
        write(
            panel,
            [-3, 3],
            -1.05,
            ["other", "tables’"] if many > 1 else ["your verdict is another", "it is that of the tables"],
            ha=["right", "left"],
            va="center",
            fontsize=SMALL,
            color=[WRONG, RIGHT],
        )
        if facts.empty:
            panel.text(
                0, LEAST_ROWS / 2, "none judged yet", ha="center", va="center", color=SOFT, fontsize=SMALL
            )
    _head(ax.figure, LEFT, "Tables decide: how sure, and whose verdict")


def _views(figure: Figure, views: pd.DataFrame) -> None:
    panel = figure.add_axes([0.61, BOTTOM, 0.12, TOP - BOTTOM])
    for place, row in enumerate(views.itertuples()):
        _row(panel, place, row, None if row.door is None else row.door_sure, row.end_sure, ("s", OPEN))
    _rows(panel, views, max(MOST_ROWS, len(views)), (47, 103))
    if views.empty:
        panel.text(75, MOST_ROWS / 2, "none judged yet", ha="center", va="center", color=SOFT, fontsize=SMALL)
    panel.set_xticks((50, 75, 100), ("50", "75", "100 %"), fontsize=SMALL)
    _head(figure, 0.61, "No table decides")


def _head(figure: Figure, left: float, text: str) -> None:
    figure.text(left, TOP + 0.04, text, fontsize=SMALL + 0.5, fontweight="bold", color=INK, va="center")


def _row(panel: Axes, place: int, row: Any, start: float | None, end: float, mark: tuple[str, str]) -> None:
    if start is not None and not math.isnan(start):
        if abs(end - start) > 6:
            panel.annotate(
                "",
                (end, place),
                (start, place),
                arrowprops={
                    "arrowstyle": "-|>" if row.moved else "-",
                    "color": INK if row.moved else OTHERS,
                    "linewidth": 1.2 if row.moved else 1.0,
                    "shrinkA": 3.4,
                    "shrinkB": 3.2,
                    "mutation_scale": 7,
                },
            )
        panel.plot(
            start, place, "o", markersize=7.5, markerfacecolor="none", markeredgecolor=SOFT, markeredgewidth=1
        )
    panel.plot(end, place, mark[0], markersize=5.2, color=mark[1], markeredgewidth=0, zorder=4)


def _rows(panel: Axes, rows: pd.DataFrame, many: int, across: tuple[float, float]) -> None:
    panel.set_yticks(range(len(rows)), rows["claim"], fontsize=SMALL, color=INK)
    panel.set(ylim=(many - 0.4, -1.5), xlim=across)
    panel.tick_params(axis="y", pad=2)
    panel.tick_params(axis="x", pad=3)
    panel.grid(visible=False)
    panel.hlines(range(len(rows)), *across, color=GRID, linewidth=0.6, zorder=0)


def _calibration(figure: Figure, groups: pd.DataFrame) -> None:
    panel = figure.add_axes([0.815, BOTTOM, 0.165, TOP - BOTTOM])
    panel.plot([50, 100], [50, 100], color=OTHERS, linestyle=(0, (4, 2)), linewidth=1.2)
    for row in groups.itertuples():
        panel.plot(
            100 * row.sure,
            100 * row.right,
            "o",
            color=INK,
            markersize=min(4 + math.sqrt(row.items), 10),
            zorder=3,
        )
    if groups.empty:
        panel.text(75, 50, "no answer yet", ha="center", va="center", color=SOFT, fontsize=SMALL)
    panel.set(xlim=(45, 106), ylim=(-9, 109))
    panel.set_xticks((50, 75, 100), ("50", "75", "100 %"), fontsize=SMALL)
    panel.set_yticks((0, 25, 50, 75, 100), ("0", "25", "50", "75", "100 %"), fontsize=SMALL)
    _head(figure, 0.815, "How often right")
