"""What must stand in the pictures of lesson 9."""

import numpy as np

from helpers.ledger import portrait as own_portrait
from helpers.lessons.decision_room import charts, facts
from helpers.models import ranking as model
from helpers.pictures.figures import INK, OTHERS, colour
from tests.lessons.seeing import reads


@reads(charts.ranking)
def ranking(view):
    scores, rows = view.tables[0], view.drawn
    if rows.empty:
        view.text("Nothing is scored yet")
        view.knows(1)
        return
    keys = {one.lower().replace(" ", "_"): one for one in scores}
    weights = {keys[name]: value for name, value in view.values.items()}
    parts = model.contributions(scores, weights)
    tones = dict(zip(scores.columns, charts.COLOURS, strict=False))
    lanes = view.lanes()
    for row in rows.itertuples():
        place = lanes[f"{row.rank}. {row.option}"]
        ends = {True: 0.0, False: 0.0}
        for name, value in parts.loc[row.option].items():
            if value:
                bar = view.bar(place, value, tones[name], start=ends[value > 0])
                ends[value > 0] = bar.end
        view.dot(row.total, place + 0.37, INK, marker="^")
        assert np.isclose(row.total, parts.loc[row.option].sum())
        view.text(f"{row.total:+.2f}", near=(view.ax.get_xlim()[1], place), within=12)
        view.says(f"{row.option} {row.total:.2f}")
    assert rows.total.is_monotonic_decreasing
    view.rule(x=0)
    view.key({name: tones[name] for name in parts.columns})
    lead = rows.option[rows["rank"] == 1].tolist()
    view.titled(*(lead if len(lead) < len(rows) else ["level"]))
    others = [name for name in rows.option if name not in lead and name in view.title.says]
    assert not others, f"the title names {others}"
    view.says(*lead, *(f"{name.replace('_', ' ')} {value:g}" for name, value in view.values.items()))
    point = facts.hinge(scores, weights)
    view.says(charts._said(point))
    view.knows(
        *([] if point is None else [number for _, now, _, at in facts.turning(point) for number in (now, at)])
    )


@reads(charts.shares)
def shares(view):
    if view.drawn.empty:
        view.text("Nothing is scored yet")
        view.knows(1)
        return
    share = 100 * model.shares_of_weightings(view.tables[0])
    for row in view.drawn.itertuples():
        assert np.isclose(share[row.option], row.share)
        bar = view.bar(row.option, row.share, INK if row.share > 0 else OTHERS)
        view.text(charts._how_often(row.share), near=(row.share, bar.lane), within=15)
        view.says(f"{row.option} {charts._how_often(row.share)}")
    first = view.drawn.iloc[0]
    often = charts._how_often(first.share)
    view.titled(*(["No option"] if often == "never" else [first.option, f"wins in {often}"]))
    view.knows(1)


@reads(charts.choosing)
def choosing(view):
    first, second = view.values["pair"].split(" and ")
    tones = dict(zip(facts.SIDES, (colour(first), colour(second), "#c9a227", "#d4d4d4"), strict=True))
    names = {"with the first": f"with {charts._the(first)}", "with the second": f"with {charts._the(second)}"}
    view.key({names.get(side, side): tone for side, tone in tones.items()})
    for row in view.drawn.to_dict("records"):
        bottom = 0.0
        for side, tone in tones.items():
            bottom = view.bar(
                row["year"], 100 * row[side] / row["votes"], tone, start=bottom, lying=False
            ).end
        assert np.isclose(bottom, 100 * row["opposite"] / row["votes"])
    begin, last = view.drawn.iloc[0], view.drawn.iloc[-1]
    share = [100 * row["opposite"] / row["votes"] for row in (begin, last)]
    view.says(
        f"in {share[0]:.0f} of 100 roll calls in {begin['year']:.0f} and {share[1]:.0f} in {last['year']:.0f}"
    )
    view.says(f"{last['with the first']:.0f} times with {charts._the(first)}")
    view.says(
        f"{last['with the second']:.0f} times with {charts._the(second)}",
        f"abstained {last['abstained']:.0f} times",
    )
    for name, column in zip((first, second), facts.ALL, strict=True):
        view.says(f"{last[column]:.0f} % ")
        assert (
            f"{last[column]:.0f} % {'were ' if name == first else ''}with {charts._the(name)}" in view.caption
        )
    view.knows(100, *share)
    view.titled(view.values["pair"], f"{share[1]:.0f} of 100 votes opposite in {last['year']:.0f}")


@reads(own_portrait.portrait)
def portrait(view):
    rows = view.drawn
    if rows.empty:
        view.text("Nothing to draw yet.")
        return
    facts_of, views_of = (rows[rows.decided == kind] for kind in ("tables", "assessment"))
    panels = [ax for ax in view.panels if ax.get_yticks().size and ax.get_yticklabels()]
    for row in facts_of.itertuples():
        ax, place = next((ax, view.lanes(ax)[row.claim]) for ax in panels if row.claim in view.lanes(ax))
        end = own_portrait._place(row.end_sure, row.end_right)
        marker, tone = ("o", own_portrait.RIGHT) if row.end_right else ("X", own_portrait.WRONG)
        view.dot(end, place, tone, marker=marker, ax=ax)
        if row.door_right is not None:
            view.dot(own_portrait._place(row.door_sure, row.door_right), place, filled=False, ax=ax)
    for row in views_of.itertuples():
        ax, place = next((ax, view.lanes(ax)[row.claim]) for ax in panels if row.claim in view.lanes(ax))
        view.dot(row.end_sure, place, own_portrait.OPEN, marker="s", ax=ax)
        if row.door is not None:
            view.dot(row.door_sure, place, filled=False, ax=ax)
    calibration = view.panels[-1]
    for row in own_portrait.buckets(view.tables[1]).itertuples():
        view.dot(100 * row.sure, 100 * row.right, INK, ax=calibration)
        view.says(f"{row.label} sure, {100 * row.right:.0f} % of {row.items} right")
    view.find("line", lambda line: line.ax is calibration, "as often as said")
    both = facts_of[facts_of.door_right.notna()]
    if len(facts_of):
        view.says(f"on {sum(facts_of.end_right)} of {len(facts_of)} at the end")
    if len(both):
        view.says(f"on {sum(both.door_right)} of {len(both)} at the door")
    view.knows(*range(101))
