"""The law of lesson 7 as data: the adviser's questions, what was public on 1 September 2024, what came later.

Every sentence that is shown stands in a row of a table with its source.
"""

from __future__ import annotations

import pandas as pd

from helpers.tables import load

TODAY = pd.Timestamp(2024, 9, 1)


# --- the tree -----------------------------------------------------------------------------------------------


def troubles(tree: pd.DataFrame) -> list[str]:
    """What is wrong with a tree, one sentence each; an empty list where it is whole.

    tree: `legal_tree`: node_id, kind ("question", "answer", "outcome"), belongs_to, leads_to. Whole means: one question
    at the top, two answers or more to each question, every answer leads somewhere, every row is reached from the top,
    every path ends in an outcome, and every row has a source.
    """
    rows = tree.set_index("node_id")
    questions, answers = rows.index[rows.kind == "question"], rows[rows.kind == "answer"]
    onward = rows.index[rows.kind.isin(["question", "outcome"])]
    at_fault = {
        "answers no question": answers.index[~answers.belongs_to.isin(questions)],
        "leads nowhere": answers.index[~answers.leads_to.isin(onward)],
        "has fewer than two answers": [name for name in questions if (answers.belongs_to == name).sum() < 2],
        "has no source": rows.index[rows.source_id.isna()],
    }
    found = [f"{name} {trouble}" for trouble, names in at_fault.items() for name in names]
    tops = questions.difference(answers.leads_to)
    if len(tops) != 1:
        return [*found, f"one question stands at the top, not {len(tops)}"]
    if found:
        return found
    try:
        reached = {name for path in paths(tree) for name in path}
    except RecursionError:
        return ["a path goes in a circle"]
    return [f"{name} can't be reached" for name in rows.index if name not in reached]


def paths(tree: pd.DataFrame) -> list[tuple[str, ...]]:
    """All ways through a tree: tuples question, answer, question, …, outcome (node_id)."""
    answers = tree[tree.kind == "answer"]
    top = next(name for name in tree.node_id[tree.kind == "question"] if name not in set(answers.leads_to))

    def onward(name: str) -> list[tuple[str, ...]]:
        steps = answers[answers.belongs_to == name]
        if steps.empty:
            return [(name,)]
        return [(name, step.node_id, *rest) for step in steps.itertuples() for rest in onward(step.leads_to)]

    return onward(top)


# --- tables, as of 1 September 2024 and later ---------------------------------------------------------------


def articles(statute: pd.DataFrame, *provisions: str) -> pd.DataFrame:
    """What these provisions say, in the order given.

    statute: `rome_statute`; provisions: such as "89" or "98(1)". Returns article, title, what_it_says.
    """
    rows = statute.set_index("provision").loc[list(provisions)].reset_index()
    return pd.DataFrame({"article": rows.provision, "title": rows.title, "what_it_says": rows.paraphrase})


def said_before(positions: pd.DataFrame, *groups: str) -> pd.DataFrame:
    """Who had said what in public by 1 September 2024: date, who, what_they_say, oldest first.

    positions: `legal_positions`; groups: such as "Ukraine" or "Russia"; all without one.
    """
    rows = positions[positions.public_before_visit & (positions.date.isna() | (positions.date <= TODAY))]
    return _spoken(rows[rows.group.isin(groups)] if groups else rows)


def later(part: int) -> pd.DataFrame:
    """What came after 1 September 2024, for the sealed part of the lesson, in three tables.

    part: 1, what the state concerned argued and said; 2, what was decided; 3, what others said and did. Returns date,
    who, what_they_say (1 and 3), or date, by, decision, sent_to (2).
    """
    if part == 2:
        rows = load("noncompliance_findings").query("iso3 == 'MNG'").sort_values("date", ignore_index=True)
        return pd.DataFrame(
            {"date": rows.date, "by": rows.chamber, "decision": rows.finding, "sent_to": rows.referred_to}
        )
    positions = load("legal_positions").query("not public_before_visit")
    if part == 1:
        return _spoken(positions.query("group == 'Mongolia' and forum != 'scholarship or comment'"))
    groups = ["other states", "European Union", "Ukraine", "Russia", "scholars"]
    return _spoken(positions[positions.group.isin(groups) & (positions.date > TODAY)])


def reasons() -> pd.DataFrame:
    """The reasons the judges gave in the decision of the sealed part: what_they_say."""
    which = "group == 'Court' and not public_before_visit and forum == 'decision'"
    return _spoken(load("legal_positions").query(which))


def figures_on_children(figures: pd.DataFrame) -> pd.DataFrame:
    """Published figures on children up to 1 September 2024, by what they count: who says so, when, how many.

    figures: `child_transfer_figures`. Figures that count different things must never be compared; rows whose day is not
    known to lie before that date, or that are unconfirmed, are left out. What the warrant speaks of stands first.
    Returns what_is_counted, in_words, who, when, how_many.
    """
    rows = figures[
        (figures.date <= TODAY) & (figures.date_precision != "year") & (figures.confidence == "confirmed")
    ]
    rows = rows.assign(other=rows.what_is_counted != "deported or moved").sort_values(
        ["other", "what_is_counted", "date", "figure_id"]
    )
    bound = rows.bound.where(rows.bound != "exact", "")
    number = rows.value.map("{:,.0f}".format, na_action="ignore").fillna("hundreds of")
    return pd.DataFrame(
        {
            "what_is_counted": rows.what_is_counted,
            "in_words": rows.counted_in_words,
            "who": rows.who,
            "when": rows.date.dt.strftime("%Y-%m-%d").where(
                rows.date_precision == "day", rows.date.dt.strftime("%Y-%m")
            ),
            "how_many": (bound + " " + number + " " + rows.unit).str.strip(),
        }
    ).reset_index(drop=True)


def _spoken(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of `legal_positions` as a reader gets them, oldest first."""
    rows = rows.sort_values(["date", "position_id"])
    shapes = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}
    when = [
        date.strftime(shapes[how]) if isinstance(how, str) else "no date"
        for date, how in zip(rows.date, rows.date_precision, strict=True)
    ]
    unsure = rows.confidence.eq("background").map({True: " (unconfirmed)", False: ""})
    return pd.DataFrame(
        {"date": when, "who": rows.who.to_numpy(), "what_they_say": (rows.claim + unsure).to_numpy()}
    )
