"""What must stand in the pictures of lesson 5."""

import calendar

import numpy as np
from matplotlib.colors import to_hex

from helpers.lessons.leverage import charts_bargaining, charts_coal, facts
from helpers.pictures import figures
from helpers.pictures.figures import INK, OTHERS, SOFT, colour
from helpers.words import signed
from tests.lessons.seeing import reads


@reads(charts_coal.episodes)
def episodes(view):
    rows, instrument = view.drawn, view.values["instrument"]
    lanes = view.lanes()
    for row in rows.itertuples():
        x = row.date.year + (row.date.day_of_year - 1) / 366
        own = row.actor if row.actor in charts_coal.LANES else None
        lane = lanes[charts_coal.LANES.get(own, charts_coal.BOTH)]
        tone = colour(own) if own else SOFT

        def fits(dot, x=x, lane=lane, tone=tone, row=row):
            shape = charts_coal.SHAPES.get(row.kind, "o")
            return (
                abs(dot.at[0] - x) < 1e-6
                and -0.75 < dot.at[1] - lane < 0.01
                and tone in dot.tones
                and dot.marker == shape
                and dot.filled == row.political
            )

        view.find("dot", fits, row)
        view.says(f"{row.date:%Y} {row.actor}, {row.instrument_kind}")
    assert instrument == "all" or set(rows.instrument_kind) == {instrument}
    pale = view.tables[0] if instrument == "all" else view.tables[0].query("instrument_kind != @instrument")
    left = [mark for mark in view.marks if mark.kind == "dot" and not mark.asked]
    assert len(left) == (0 if instrument == "all" else len(pale))
    assert all("#cfcfcf" in mark.tones for mark in left)
    view.aside("dot", tone="#cfcfcf")  # the other instruments, pale
    political = int(rows.political.sum())
    view.titled(f"{political} of {len(rows)}")
    view.says(f"{political} of {len(rows)} filled")
    view.knows(political)


@reads(charts_coal.every_window)
def every_window(view):
    rows, (above, below) = view.drawn, view.panels
    values = {
        "month": facts.VISIT,
        "measure": "tonnes",
        "compared_with": "two months before",
        "product": "coal",
    }
    values |= view.values
    month = values["month"]
    own, visit = (rows[rows.until == one].iloc[0] for one in (month, facts.VISIT))
    amounts = facts.by_month(view.tables[0], values["measure"], values["product"])
    view.curve([charts_coal._x(f"{year}-{number:02}") for year, number in amounts.index], amounts, OTHERS)
    ends = [(charts_coal._x(own.since), own.before), (charts_coal._x(own.until), own.after)]
    for place in ends:
        view.dot(*place, INK, filled=True)
    view.find("line", lambda line: line.ax is above and np.allclose(line.at, ends), "between the two months")
    view.text("the visit", colour("China"), near=(charts_coal._x("2016-11"), above.get_ylim()[1]), ax=above)
    view.rule(x=charts_coal._x("2016-11"), tone=colour("China"))

    spots = np.log2(rows.after / rows.before)
    for row, tone, marker, words in (
        (visit, colour("China"), "D", "the visit"),
        (own, INK, "o", f"{signed(own.change)} %"),
    ):
        at = spots[row.name]
        big = view.find(
            "dot",
            lambda dot, at=at, m=marker: (
                dot.ax is below and dot.marker == m and _big(dot) and np.isclose(dot.at[0], at)
            ),
            words,
        )
        stem = view.find(
            "line", lambda line, at=at: line.ax is below and np.allclose(line.at[:, 0], at), words
        )
        assert np.allclose(stem.at[0], big.at)
        view.text(words, tone, near=(at, stem.at[1][1]), ax=below)
    dots = [mark for mark in view.marks if mark.kind == "dot" and mark.ax is below and not mark.asked]
    assert np.allclose(sorted(dot.at[0] for dot in dots), sorted(spots))
    for dot in dots:
        meant = rows[np.isclose(spots, dot.at[0])]
        dot.asked = any(
            ("#ffffff" in dot.tones) == row.pandemic
            and (to_hex(INK) in dot.tones) == row.until.endswith(month[4:])
            for row in meant.itertuples()
        )
    places = np.array([dot.at for dot in dots])
    assert len(np.unique(places, axis=0)) == len(rows), "two dots lie on each other"
    low, high = rows.change.quantile([0.05, 0.95])
    view.find(
        "box",
        lambda box: box.ax is below and np.allclose(box.at[:, 0], np.log2(1 + np.array([low, high]) / 100)),
        "nine of ten",
    )
    view.find(
        "box",
        lambda box: box.ax is above and np.allclose(box.at[:, 0], [*map(charts_coal._x, facts.PANDEMIC)]),
        "the border",
    )
    view.rule(x=0)
    view.text(f"● every {calendar.month_name[int(month[5:])]}", INK)
    others, further = rows.change[rows.until != month], own.change < 0
    as_far = int((others <= own.change).sum() if further else (others >= own.change).sum())
    rare = "rare" if as_far + 1 <= facts.RARE * len(rows) else "ordinary"
    verdict = f"{rare}. {as_far or 'None'} of {len(others)} others {'fell' if further else 'rose'} as much"
    name = f"{calendar.month_abbr[int(month[5:])]} {month[:4]}"
    view.titled(f"{name}, {signed(own.change)} %: {verdict}")
    view.says(verdict, f"around the visit: {signed(visit.change)} %", f"against {values['compared_with']}")
    view.measured(f"{own.before:,.0f}", f"{own.after:,.0f}", charts_coal.UNITS[values["measure"]])
    assert figures.OFFICE in view.source.says.replace("\n", " ")
    for year, change in facts.same_months(rows, month).items():
        view.says(f"{year} {signed(change)}")
    least, most = rows.change.min(), rows.change.max()
    view.knows(as_far, len(others), low, high, least, most, rows.change[rows.pandemic].min(), *_years(rows))


def _big(dot):
    return dot.artist.get_markersize() > 6 if hasattr(dot.artist, "get_markersize") else False


def _years(rows):
    return {int(one[:4]) for one in (*rows.since, *rows.until)}


@reads(charts_bargaining.at_stake)
def at_stake(view):
    lanes = (
        "all that Mongolia owed abroad",
        "the loan under discussion",
        "all coal exports of 2016",
        "the new fee, had all that coal paid it",
    )
    tones = ("#bdbdbd", colour("China"), INK, OTHERS)
    words = ("owed", "loan", "coal", "fee")
    for lane, tone, word, row in zip(lanes, tones, words, view.drawn.itertuples(), strict=True):
        assert word in row.what
        view.beside(view.bar(lane, row.million_usd, tone), row.million_usd)
        view.says(f"{row.what} {row.million_usd:,.0f}")


@reads(charts_bargaining.concert_line)
def concert_line(view):
    rows, at = view.drawn, view.values["concert"]
    own = rows[rows.concert == at].iloc[0]
    view.dot(at, own.small, INK)
    view.curve(rows.concert, rows.small, INK)
    view.curve(rows.concert, rows.disagreement - rows.threat * facts.HARM, SOFT)
    view.find(
        "line", lambda line: np.allclose(line.at, [(at, own.small), (at, 100)]), "from the point to 100"
    )
    area = view.find("area", lambda area: True, "below the line")
    assert area.at[:, 1].max() == rows.small.max()
    view.text(f"{own.small:g} for the small state", near=(at, own.small), within=60)
    view.text(f"{own.giants:g} for the giants", near=(at, 110), within=40)
    assert abs(own.small + own.giants - 100) < 0.01
    view.says(f"At {at}, with", f"keeps {own.small:g} and the giants {own.giants:g}")
    view.says("A threat pays" if own.threat else "No threat pays")
    view.measured(
        "a threat pays" if own.threat else "no threat pays", f"offer {view.values['friends_offer']}."
    )
    view.knows(100, 0)


@reads(charts_bargaining.concert_votes)
def concert_votes(view):
    for row in view.drawn.itertuples():
        lane = f"{row.span} {row.votes} votes"
        different, opposite = (
            0 if np.isnan(value) else value for value in (row.different_percent, row.opposite_percent)
        )
        bar = view.bar(lane, opposite, INK, lying=False)
        view.bar(lane, different - opposite, "#bdbdbd", start=opposite, lying=False)
        if row.votes:
            view.beside(bar, different, opposite)
            view.text(f"{different:g}", SOFT, near=(bar.lane, different), within=15)
            view.text(f"{opposite:g}", INK, near=(bar.lane, opposite), within=15)
            view.says(
                f"{row.span}: {different:g} % different ({opposite:g} % opposite), of {row.votes} votes"
            )
        else:
            view.text("no votes", near=(bar.lane, 0), within=15)
    one, other = view.values.get("one", "Russia"), view.values.get("other", "China")
    view.titled(one, other)
    view.says(f"how often {one} and {other}")


@reads(charts_bargaining.geography)
def geography(view):
    for row in view.drawn.itertuples():
        lane, left, said = row.measure.replace("\n", " "), 0.0, []
        for name, tone in (("Russia", colour("Russia")), ("China", colour("China")), ("others", "#c9c9c9")):
            value = getattr(row, name)
            bar = view.bar(lane, value, tone, start=left)
            left, said = bar.end, said + ([value] if value >= 4 else [])
        view.beside(bar, *said)
        assert abs(left - 100) < 0.6
        view.says(f"{lane}: {row.Russia:g}, {row.China:g}, {row.others:g}")
    top = view.ax.get_ylim()[1]
    places = [
        view.text(name, tone, near=(x, top), within=40).box.x0
        for name, tone, x in (
            ("Russia", colour("Russia"), 0),
            ("China", colour("China"), 14),
            ("everyone else", SOFT, 26),
        )
    ]
    assert places == sorted(places)
