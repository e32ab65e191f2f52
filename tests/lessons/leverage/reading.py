"""What must stand in the pictures of lesson 5."""

import calendar

import numpy as np

from helpers.lessons.leverage import charts_bargaining, charts_coal, facts
from helpers.pictures.figures import INK, OTHERS, SOFT, colour
from helpers.words import signed
from tests.lessons.seeing import numbers, reads, rounds_to


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


@reads(charts_coal.coal_dots)
def coal_dots(view):
    looks = {"Chinese customs": ("o", colour("China")), "Mongolian statistics": ("D", INK)}
    for row in view.drawn.itertuples():
        marker, tone = looks[row.counted_by]
        place = (charts_coal._x(row.year, row.month), row.million_tonnes)
        view.dot(*place, tone, marker=marker, filled=marker == "o")
        view.says(f"{calendar.month_abbr[row.month]} {row.year} {row.million_tonnes:.2f}")
    for who, words in (
        ("Chinese customs", "counted by China's customs"),
        ("Mongolian statistics", "counted by Mongolia's"),
    ):
        marker, tone = looks[who]
        label = view.text(words, tone)
        view.find(
            "dot",
            lambda dot, m=marker, y=label.middle[1]: dot.marker == m and abs(dot.at[1] - y) < 0.1,
            words,
        )
    written = [
        text for text in view.texts if text.ax and text.kind == "text" and text.tone == colour("China")
    ]
    for text in written:
        word, _, value = text.says.partition(" ")
        if word in calendar.month_abbr:
            own = [
                row
                for row in view.drawn.itertuples()
                if calendar.month_abbr[row.month] == word and f"{row.million_tonnes:.2f}" == value
            ]
            view.text(
                text.says, near=(charts_coal._x(own[0].year, own[0].month), own[0].million_tonnes), within=15
            )
    view.aside("box")  # the days of the visit, shaded
    parts = view.caption.split("Mongolian statistics: ")
    for who, part in zip(looks, parts, strict=True):
        said = [value for value, step in numbers(part) if step == 0.01]
        own = view.drawn.million_tonnes[view.drawn.counted_by == who]
        assert len(said) == len(own) and all(rounds_to(a, (b, 0.01)) for a, b in zip(own, said, strict=True))
    view.knows(2016)


@reads(charts_coal.imagined)
def imagined(view):
    rows, chosen = view.drawn, tuple(view.values["imagined_visit"])
    own = rows[[(row.year, row.month) == chosen for row in rows.itertuples()]]
    for row in own.itertuples():
        view.find(
            "dot",
            lambda dot, row=row: (
                np.allclose(dot.at, (charts_coal._x(*chosen), row.change)) and not dot.filled
            ),
            row,
        )
    for row in rows.itertuples():
        tone = colour("China") if row.visit else "#9a9a9a"
        place = (charts_coal._x(row.year, row.month), row.change)
        view.dot(*place, tone, marker="D" if row.visit else "o", filled=True)
        assert row.visit == ((row.year, row.month) in facts.VISIT)
        view.says(f"{calendar.month_abbr[row.month]} {row.year} {signed(row.change)}")
    view.rule(y=0)
    view.rule(x=charts_coal._x(*chosen))
    name = f"{calendar.month_abbr[chosen[1]]} {chosen[0]}"
    view.titled(facts.month_name(*chosen))
    if own.empty:
        view.text(f"{name}: no figure")
        view.says("no figure for this comparison")
    for row in own.itertuples():
        view.text(f"{name}: {signed(row.change)}")
        view.says(f"{row.change:+.1f}".replace("-", "−"))
    title = (
        "The visit"
        if chosen == facts.VISIT[0]
        else "The month after it"
        if chosen in facts.VISIT
        else "An imagined"
    )
    assert view.title.says.startswith(title)
    view.says(f"against {view.values['compared_with']}")
    view.knows(*chosen)


@reads(charts_bargaining.at_stake)
def at_stake(view):
    lanes = (
        "the loan under discussion",
        "all coal exports of 2016",
        "the new fee, had all that coal paid it",
    )
    tones = (colour("China"), INK, OTHERS)
    words = ("loan", "coal", "fee")
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
    view.curve(rows.concert, rows.outside - rows.threat * facts.HARM, SOFT)
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
    one, other = view.values.get("one", "RUS"), view.values.get("other", "CHN")
    seats = {"RUS": "Russia", "CHN": "China"}
    if one in seats:
        view.titled(seats[one], seats[other])
    else:
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
