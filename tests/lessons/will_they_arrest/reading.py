"""What must stand in the pictures of lesson 8."""

import numpy as np

from helpers.lessons.will_they_arrest import charts, charts_world, facts, kept
from helpers.models.forecasting import brier, posterior, upper_bound
from helpers.pictures.figures import GRID, INK, OTHERS, colour
from tests.lessons.seeing import reads


@reads(charts.reference_class)
def reference_class(view):
    rows, everyone = view.drawn, facts.stays(view.tables[0]).groupby("suspect").date.min().sort_values().index
    for place, name in enumerate(everyone):
        own = rows[rows.suspect == name]
        view.text(name, near=(-1, place), within=15)
        for step, arrested in enumerate(own.arrested):
            view.dot(step, place, charts.WARNED if arrested else OTHERS, filled=bool(arrested))
            if arrested:
                view.text("×", near=(step, place), within=3)
        view.text(str(len(own)) if len(own) else "none in this class", near=(len(own), place), within=12)
        if len(own):
            view.says(f"{name} {len(own)}")
    crosses = sum(text.says == "×" for text in view.texts)
    arrested = int(rows.arrested.sum())
    assert crosses == arrested
    if len(rows):
        rate = f"{100 * arrested / len(rows):.0f} %"
        view.says(f"{len(rows)} case", f"in {arrested or 'none'} the suspect", f"that is {rate}")
        view.measured(f"{arrested} of {len(rows)} = {rate}")
    view.says(view.values["suspects"])
    view.knows(100 * arrested / max(len(rows), 1), arrested, 2024)


@reads(charts.curve)
def curve(view):
    row = view.drawn.iloc[0]
    values = {"cases": next(iter(charts.CLASSES)), "trips_lacking": 0, "imagined_without": 1} | view.values
    prior = (values["imagined_arrests"], values["imagined_without"])
    known = facts.chosen(facts.stays(view.tables[0]), *charts.CLASSES[values["cases"]])
    lacking = values["trips_lacking"]
    assert (row.cases, row.arrested) == (len(known), known.arrested.sum())
    after = posterior(int(row.arrested), int(row.cases) + int(lacking), prior)
    before = posterior(0, 0, prior)
    rates = np.linspace(0, 1, 401)
    heights = {INK: [after.density(rate) for rate in rates], OTHERS: [before.density(rate) for rate in rates]}
    for tone, height in heights.items():
        view.find(
            "line",
            lambda line, t=tone, h=height: (
                t in line.tones and np.allclose(line.at, np.column_stack([100 * rates, h]))
            ),
            tone,
        )
    area = view.find("area", lambda area: GRID in area.tones, "below 95 %")
    assert abs(area.at[:, 0].max() - 100 * upper_bound(after)) < 0.51
    view.rule(x=100 * after.mean)
    view.text(
        f"expected: {100 * after.mean:.1f} %",
        charts.WARNED,
        near=(100 * after.mean, view.ax.get_ylim()[1] * 0.9),
        within=25,
    )
    view.says(f"Expected rate {row.mean_percent:.1f} %", f"lies below {row.below_percent:.1f} %")
    view.says(f"{prior[0]} with an arrest, {prior[1]} without", values["cases"])
    if lacking:
        view.says(f"{lacking} trips without an arrest that the table may lack")
        view.measured(f"{lacking} lacking")
    if row.cases:
        view.says(f"{row.arrested:.0f} of {row.cases:.0f} arrested")
        view.measured(
            f"{row.arrested:.0f} of {row.cases:.0f} arrested", f"{prior[0]} with, {prior[1]} without"
        )
    view.knows(95, 2024)


@reads(charts.fates)
def fates(view):
    for row in view.drawn.itertuples():
        lane = row.hosts.capitalize()
        plans = view.tables[0].query("office == 'in office'")
        plans = plans[plans.member == (row.hosts == "members")].result.value_counts()
        for result, count in (("made", row.made), ("called off", row.called_off), ("custody", row.custody)):
            assert plans.get(result, 0) == count, f"{row.hosts} {result}"
        made = view.bar(lane, row.made, charts.TONES["made"])
        gone = view.bar(lane, row.called_off, charts.TONES["called off"], start=row.made)
        assert gone.hatch
        view.text(f"made: {row.made}", near=(row.made / 2, made.lane), within=5)
        end = (row.made + row.called_off, made.lane)
        view.text(f"called off: {row.called_off} arrested: {row.custody}", near=end, within=15)
        view.says(f"{row.hosts}: {row.made} made, {row.called_off} called off, {row.custody} arrested")
    view.knows(2024, view.drawn.iloc[0, 1:].sum())


@reads(charts.envelopes)
def envelopes(view):
    for place, row in enumerate(view.drawn.itertuples()):
        view.dot(100 * row.base_rate, place, OTHERS, marker="D")
        if row.yours == row.yours:
            view.dot(100 * row.yours, place, INK, marker="o")
        view.dot(100 * row.arrested, place, charts.TONES[row.result], marker="|")
        name = "" if row.forecast == "Mongolia" else f"{row.forecast.upper()} · "
        view.text(f"{name}{row.host}, {row.when.split()[-1]}", near=(-4, place), within=10)
        view.text(row.result, near=(104, place), within=10)
        view.says(f"{row.host} {row.when.split()[-1]}, {row.result}")
        if row.yours == row.yours:
            view.says(f"{row.host} {row.when.split()[-1]}, {row.result}, you {100 * row.yours:.0f} %")
    own = view.drawn.dropna(subset="yours")
    rows = own if len(own) else view.drawn
    score = brier(rows.base_rate, rows.arrested)
    view.measured(f"{score:.3f}")
    view.says(f"{score:.3f}")
    view.knows(score, 0.25, brier(own.yours, own.arrested) if len(own) else 0, len(own))


@reads(charts.calibrated)
def calibrated(view):
    view.find("line", lambda line: np.allclose(line.at, [(0, 0), (100, 100)]), "as often as said")
    for row in view.drawn.itertuples():
        view.dot(row.said_percent, row.happened_percent, INK, tolerance=0.06)
        words = f"{row.forecasts} forecast{'s' * (row.forecasts != 1)}"
        view.text(words, near=(row.said_percent, row.happened_percent), within=25)
        view.says(
            f"{words} from {row.low_percent:.0f} to {row.high_percent:.0f} %: you said {row.said_percent:.0f} %"
        )
        view.says(f"{row.happened_percent:.0f} % happened")
    if view.drawn.empty:
        view.text(kept.NONE_KEPT)
    else:  # the title says the means of all forecasts
        many = view.drawn.forecasts
        for column in ("said_percent", "happened_percent"):
            view.knows(round((view.drawn[column] * many).sum() / many.sum()))


@reads(charts_world.world)
def world(view):
    for row in view.drawn.itertuples():
        bar = view.bar(
            row.answer.capitalize(), row.share_percent, charts_world.ANSWER_TONES.get(row.answer, OTHERS)
        )
        view.beside(bar, row.share_percent, row.states)
        view.says(f"{row.answer} {row.share_percent:g} %")
    assert abs(view.drawn.share_percent.sum() - 100) < 0.3
    unit = {"states": "by states", "people": "by population"}[view.values["count"]]
    view.titled(f"Counted {unit}", f"{view.drawn.set_index('answer').share_percent['for']:.0f} % voted for")
    view.says(f"counted by {view.values['count']}")


@reads(charts.itinerary)
def itinerary(view):
    for row in view.drawn.itertuples():
        others = view.bar(str(row.year), row.to_others, colour("Russia"), lying=False)
        members = view.bar(str(row.year), row.to_members, charts.WARNED, start=row.to_others, lying=False)
        assert members.hatch and not others.hatch
        own = view.tables[0].query("suspect == 'Vladimir Putin' and date.dt.year == @row.year")
        made = own[own.row_kind == "visit"].is_state_party_at_time.value_counts()
        assert (row.to_others, row.to_members) == (made.get(False, 0), made.get(True, 0))
        assert row.called_off == (own.row_kind == "not taken").sum()
        view.text(str(row.to_others), near=(others.lane, row.to_others / 2), within=5)
        view.text(
            f"called off: {row.called_off}", near=(others.lane, row.to_others + row.to_members), within=15
        )
        view.says(
            f"{row.year}: {row.to_others} to others, {row.to_members} to members, {row.called_off} called off"
        )
    view.knows(2026, view.drawn.to_members.sum(), view.drawn[["to_members", "to_others"]].sum().sum())
