"""What must stand in the pictures of lesson 1."""

import numpy as np
import pandas as pd

from helpers.lessons.between_empires import charts_bloc, charts_chronicle, charts_map, charts_power, facts
from helpers.pictures import ideal_points, maps
from helpers.pictures.figures import FAINT, INK, OTHERS, SOFT, colour
from tests.lessons.seeing import reads


@reads(charts_power.balance)
def balance(view):
    view.measured("each line ten times the last" if view.values["powers_of_ten"] else "even scale")
    year, first, last = view.values["year"], charts_power.FIRST, charts_power.LAST
    rows = facts.moscow_as_one(view.tables[0])
    rows = rows[rows.country.isin(charts_power.LOOKS) & rows.year.between(first, last)]
    now = view.drawn.set_index("country").percent_of_the_world
    assert now.is_monotonic_decreasing and (view.drawn.year == year).all()
    series = {}
    for name in charts_power.LOOKS:
        own = rows[rows.country == name].sort_values("year")
        if name in now:
            view.dot(year, now[name], colour(name))
            view.says(f"{name} {now[name]:.3g} %")
            view.text(f"{name} {facts.percent(now[name] / 100)}", colour(name))
        else:
            view.text(f"{name} no figure", colour(name))
        view.curve(own.year, 100 * own.cinc, colour(name))
        series[name] = (own.year, 100 * own.cinc, colour(name))
    ends = {name: ([xs.iloc[-1]] * 2, [ys.iloc[-1]] * 2, tone) for name, (xs, ys, tone) in series.items()}
    view.labels(ends)
    view.rule(x=year)
    view.titled(f"In {year}", facts.percent(now["Mongolia"] / 100))
    view.knows(first, last)
    words, of = facts.events_of(view.tables[1], year)
    assert (of == year) == (f"In the timeline for {year}" in view.caption)
    seen = " ".join(text.says for text in view.texts)
    for word in words:
        assert " ".join(word.split()) in " ".join(seen.split()), word
    if of == year:
        view.says(*words)
    view.knows(*(of if of else year,))


@reads(charts_power.parts)
def parts(view):
    year, neighbour = view.values["year"], view.values["neighbour"]
    lanes = view.lanes()
    for row in view.drawn.itertuples():
        place = lanes[row.what]
        if row.times == row.times:
            assert row.times * row.mongolia == row.neighbour or np.isclose(
                row.times * row.mongolia, row.neighbour
            )
            tone = colour(neighbour) if row.what == facts.PARTS["cinc"] else SOFT
            view.dot(row.times, place, tone)
            view.curve([1, row.times], [place, place], tone)
            said = charts_power._times(row.times) + (" (copied?)" if row.copied else "")
            view.text(said, tone, near=(row.times, place), within=20)
            view.says(f"{row.what} {said}")
        else:
            view.text(charts_power._why(row), near=(1.25, place), within=20)
            view.says(f"{row.what} ({charts_power._why(row)})")
    raw = view.tables[0].query("year == @year").set_index("country")
    for name, column in ((neighbour, "neighbour"), ("Mongolia", "mongolia")):
        if name in raw.index:
            shown = view.drawn.set_index("what")[column]
            for part, words in facts.PARTS.items():
                factor = 100 if part == "cinc" else 1
                assert np.allclose(shown[words], factor * raw[part][name], equal_nan=True), (name, part)
    notes = " ".join(raw.note.reindex([neighbour, "Mongolia"]).dropna())
    still = {words for part, words in facts.PARTS.items() if f"{part.replace('_', ' ')}: the same" in notes}
    assert set(view.drawn.what[view.drawn.copied]) == still
    view.measured(f"{neighbour}'s figure divided by Mongolia's")
    times = view.drawn.times.dropna()
    view.titled(
        f"In {year}", neighbour, *(charts_power._times(end).split()[0] for end in (times.min(), times.max()))
    )
    view.says(f"is {neighbour}'s in {year}")


@reads(charts_bloc.allies)
def allies(view):
    for row in view.drawn.itertuples():
        tone = colour("Mongolia") if row.seat == "MNG" else None
        bar = view.bar(row.ally, row.per_hundred if row.votes else 0.0, tone)
        if row.votes:
            assert abs(row.per_hundred - 100 * row.differed / row.votes) < 0.006
            view.beside(bar, row.per_hundred, row.differed, row.votes)
            view.says(f"{row.ally} {row.differed} of {row.votes:,}")
        else:
            view.beside(bar)
            view.says(f"{row.ally} without common votes")
        expected = colour("Soviet Union") if "Soviet" in row.ally else INK if tone else OTHERS
        assert expected in bar.tones
    view.measured(view.values["years"])
    shown = view.drawn.set_index("ally").per_hundred
    view.titled(f"Mongolia differed in {shown.Mongolia:.1f}", f"{shown.idxmax()} in {shown.max():.1f}")


@reads(charts_bloc.moved)
def moved(view):
    if view.values["ask"] == charts_bloc.ASKED[0]:
        return company(view)
    lines_with_bands(view, ["Mongolia", "Russia"], 1961, 1995, {"Russia": "Moscow's seat"})
    points = view.drawn.set_index(["country", "year"])
    for state, name in (("Mongolia", "Mongolia"), ("Russia", "Moscow")):
        for year in (1962, 1980, 1989, 1991, 1995):
            row = points.loc[state, year]
            view.says(f"{name} {year}: {row.ideal_point:.2f} ({row.q5:.2f} to {row.q95:.2f})")
    apart = points.q5["Russia"] > points.q95["Mongolia"]
    assert not apart.loc[:1989].any() and apart.loc[1991:].all(), "the title isn't true"
    view.measured("1964: none")
    view.knows(1961, 1995)
    return None


def lines_with_bands(view, states, first, last, said=None, ax=None):
    """Lines of `pictures.ideal_points` beside the table, each with its band, name and hollow dots.

    said: {country: what stands at its line} where that is another name, as in `ideal_points.lines`.
    """
    points = next(table for table in view.tables if "ideal_point" in table)
    series = {}
    for state in states:
        own = points[(points.country == state) & points.year.between(first, last)]
        tone = colour(state)
        view.band(own.year, own.q5, own.q95, tone, ax=ax)
        for row in own[own.votes < ideal_points.FEW].itertuples():
            view.dot(row.year, row.ideal_point, tone, filled=False, ax=ax)
        view.curve(own.year, own.ideal_point, tone, ax=ax)
        series[(said or {}).get(state, state)] = (own.year.iloc[-1:], own.ideal_point.iloc[-1:], tone)
        if "q95" in view.drawn:
            shown = view.drawn[view.drawn.country == state]
            for column in ("year", "ideal_point", "q5", "q95", "votes"):
                assert shown[column].tolist() == own[column].tolist(), (state, column)
    view.labels(series, ax=ax)


def company(view):
    rows = view.drawn
    tones = {"Mongolia": colour("Mongolia"), "Moscow's seat": colour("Soviet Union")}
    columns = {"Mongolia": rows.Mongolia, "Moscow's seat": rows.Moscow}
    series = {name: (rows.year, 100 * columns[name], tones[name]) for name in tones}
    for name, (xs, ys, tone) in series.items():
        view.curve(xs, ys, tone)
        view.text(f"{name} {ys.iloc[-1]:.0f} %", tone, near=(xs.iloc[-1], ys.iloc[-1]))
    view.labels(series)
    for row in rows.iloc[[0, -2, -1]].itertuples():  # counted anew
        votes = view.tables[0]
        votes = votes[(votes.date.dt.year == row.year) & votes.MNG.notna() & votes.RUS.notna()]
        assert len(votes) == row.votes
        seats = votes[[seat for seat in votes if seat.isupper()]]
        for seat, said in (("MNG", row.Mongolia), ("RUS", row.Moscow)):
            rest = seats.drop(columns=seat)
            alike = rest.eq(rest.assign(own=seats[seat]).own, axis=0).sum(axis=1) / rest.notna().sum(axis=1)
            assert np.isclose(alike.mean(), said), f"{seat} {row.year}"
    for row in rows[rows.year >= 1988].itertuples():
        view.says(f"{row.year}: Mongolia {100 * row.Mongolia:.0f} %, Moscow {100 * row.Moscow:.0f} %")
    first, last = rows[rows.year == 1989].iloc[0], rows.iloc[-1]
    assert last.Mongolia - last.Moscow > 0.2 and abs(first.Mongolia - first.Moscow) < 0.05, (
        "the title isn't true"
    )


@reads(charts_bloc.between)
def between(view):
    series = {}
    for capital, state, _ in charts_bloc.GIANTS.values():
        own = view.drawn[view.drawn.giant == capital]
        view.curve(own.year, 100 * own.share, colour(state))
        end = ([own.year.iloc[-1]] * 2, [100 * own.share.iloc[-1]] * 2)
        series[capital] = (*end, colour(state))
        _counted(view, own, state)
        mean = (own.share * own.votes).sum() / own.votes.sum()
        low, high = 100 * own.share.min(), 100 * own.share.max()
        view.says(
            f"with {capital} {100 * mean:.0f} % of {own.votes.sum():,} votes, {low:.0f} to {high:.0f} % by year"
        )
        view.knows(100 * mean, own.votes.sum())
    view.labels(series)
    ends = view.drawn[view.drawn.year.isin([1961, 1992])].sort_values("share").groupby("year").giant.last()
    view.titled(f"Closest to {view.values['country']}: {ends[1961]} in 1961, {ends[1992]} in 1992")
    half = view.values["abstention_half"]
    view.measured("abstentions count half" if half else "strict")
    view.says(f"{'Graded' if half else 'Strict'} agreement of {view.values['country']}")
    view.knows(1961, 1992)


def _counted(view, own, state):
    """The shares of one giant, counted anew from the table of votes."""
    seat = {"Soviet Union": "RUS", "China": "CHN", "United States": "USA"}[state]
    country = charts_bloc.BETWEEN[view.values["country"]]
    votes = view.tables[0]
    both = votes.loc[votes[country].notna() & votes[seat].notna(), ["date", country, seat]]
    places = {"Y": 1.0, "A": 0.5, "N": 0.0}
    apart = (both[country].map(places).astype(float) - both[seat].map(places).astype(float)).abs()
    share = 1 - apart if view.values["abstention_half"] else apart == 0
    counted = share.astype(float).groupby(both.date.dt.year).agg(["size", "mean"]).loc[own.year]
    assert (own.votes.to_numpy() == counted["size"]).all() and np.allclose(own.share, counted["mean"]), state


@reads(charts_chronicle.span)
def span(view):
    began, ended = view.values["began"], view.values["ended"]
    view.span(1, began, ended, colour("Soviet Union"))
    view.text(f"{ended - began} years", near=((began + ended) / 2, 1), within=5)
    for row in view.drawn.itertuples():
        mark = view.find("line", lambda line, row=row: np.allclose(line.at[:, 0], row.year), row.year)
        chosen = row.year == (began if row.end == "begins" else ended)
        assert row.chosen == chosen and mark.tones == {INK if chosen else FAINT}
        if chosen:
            view.text(f"{'from' if row.end == 'begins' else 'to'}")
            view.text(row.event)
            view.text(str(row.year), near=(row.year, 0.53), within=3)
    view.says(f"from {began} to {ended}: {ended - began} years", *map(str, view.drawn.year))
    view.titled(f"From {began} to {ended}", f"{ended - began} years")
    view.knows(1915, 1995, ended - began)


@reads(charts_chronicle.battle)
def battle(view):
    row = view.drawn.iloc[0]
    start = pd.Timestamp(1939, 5, 11).day_of_year - 1
    whole = view.find(
        "box", lambda box: np.isclose(box.at[0, 0], start) and box.face == "#ffffff", "of the battle"
    )
    assert np.isclose(whole.at[1, 0] - whole.at[0, 0], row.days)
    own = view.find("box", lambda box: np.isclose(box.at[1, 0], start + row.days), "of the days in the war")
    assert np.isclose(own.at[1, 0] - own.at[0, 0], row.days_inside) and colour("Japan") in own.tones
    view.text(f"{row.days_inside} of {row.days} days", near=(start, 1.4), within=10)
    day = f"{row.war_began.day} {row.war_began:%B}"
    view.text(f"war from {day}")
    if row.war_began.year == 1939:
        view.rule(x=row.war_began.day_of_year - 1)
    view.says(f"{row.days} days", f"{day} {row.war_began.year}, {row.days_inside} of them")
    view.titled(f"{row.days_inside or 'None'} of {row.days} days", f"begins in {row.war_began.year}")
    view.knows(11, 16, 1939)


@reads(charts_chronicle.obligations)
def obligations(view):
    lanes = {}
    for text, place in zip(*_ticks(view), strict=True):
        lanes[("Moscow" if place > 3 else "China", text)] = place
    for row in view.drawn.itertuples():
        giant = "China" if row.partner == "China" else "Moscow"
        bar = view.span(lanes[giant, row.promise], row.first, row.last + 1, colour(row.partner))
        view.text(giant, colour(row.partner))
        assert bar.tones
        view.says(f"{row.partner}, {row.promise}: {row.first} to {row.last}")
    sworn = view.drawn[view.drawn.promise == facts.KINDS["defence"]]
    assert set(sworn.partner) == {"Soviet Union", "Russia"}, "the title isn't true"
    for giant, tone in (("Moscow", colour("Russia")), ("China", colour("China"))):
        own = [place for (who, _), place in lanes.items() if who == giant]
        label = view.text(giant, tone)
        assert min(own) - 1 < label.middle[1] < max(own) + 1.2, f"{giant} stands at the other's lanes"
    view.knows(1936, 2018)


def _ticks(view):
    ticks = view.ax.yaxis.get_major_ticks()
    return [tick.label1.get_text() for tick in ticks], [tick.get_loc() for tick in ticks]


@reads(charts_chronicle.centuries)
def centuries(view):
    for row in view.drawn.itertuples():
        view.dot(row.year, 0)
        stem = view.find("line", lambda line, row=row: np.allclose(line.at[:, 0], row.year), row.year)
        view.text(f"{row.year} ", near=stem.at[-1], within=8)
        view.says(f"{row.year} {row.event}")
    for first, last, words in ((1206, 1368, "empire"), (1368, 1691, "back on"), (1691, 1911, "in the Qing")):
        view.find("line", lambda line, ends=(first, last): np.allclose(line.at[:, 0], ends), words)
        view.text(words, near=((first + last) / 2, 0), within=15)


@reads(charts_map.edge)
def edge(view):
    view.map(dict.fromkeys(view.drawn.iso3, charts_map.TINT) | {"RUS": charts_map.RUSSIA})
    spots = {row.country: maps.spot(view.ax, row.iso3) for row in view.drawn.itertuples()}
    spots |= {
        "Tuva": maps.spot(view.ax, charts_map.TUVA),
        "Khalkhin Gol": maps.spot(view.ax, charts_map.BATTLE),
    }
    for name, spot in spots.items():
        view.dot(*spot)
        joined = view.find("line", lambda line, spot=spot: np.allclose(line.at[0], spot), name)
        view.text(name, near=joined.at[-1], within=25)
        view.says(name)
    east = view.tables[0].set_index("iso3").longitude[view.drawn.iso3]
    assert (east < 40).sum() == 4 and (east > 80).sum() == 1, "the title isn't true: Tuva is the sixth"
