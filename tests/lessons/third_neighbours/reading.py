"""What must stand in the pictures of lesson 6."""

import numpy as np
import pandas as pd

from helpers.lessons.third_neighbours import charts_agreement, charts_diplomacy, charts_roll, facts
from helpers.pictures import maps
from helpers.pictures.figures import FAINT, INK, OTHERS, SOFT, colour
from helpers.words import ordinal
from tests.lessons.between_empires.reading import lines_with_bands
from tests.lessons.seeing import reads, same

STRANGER = "#5a2a83"


def tone_of(name):
    return colour(name) if colour(name) != OTHERS else STRANGER


@reads(charts_agreement.strip)
def strip(view):
    rows, state, period = view.drawn, view.values["state"], view.values["period"]
    called = facts.names(view.tables[1], facts.SPANS[period][1])
    own = rows[rows.iso3 == state]
    for row in rows.itertuples():
        tone = tone_of(row.state) if row.iso3 == state else "#b9b9b9"
        dot = view.find(
            "dot", lambda dot, x=row.agreement_percent, t=tone: same(dot.at[0], x) and t in dot.tones, row
        )
        if row.iso3 == state:
            assert row.state == called[state]
            view.text(
                f"{row.state}: {row.agreement_percent:g} % {ordinal(row.rank)} closest of {len(rows)}", tone
            )
            view.says(
                f"{row.state}: {row.agreement_percent:g} % of {row.common_votes} common votes, place {row.rank}"
            )
            view.says(f"; {row.opposite} times yes against no")
            assert dot.at[1] >= 0
            view.knows(int((rows["rank"] < row.rank).sum()))  # in the title
    if own.empty:
        view.text(f"{called[state]}: fewer than")
        view.says("fewer than")
    in_order = rows.sort_values("rank")
    assert in_order.agreement_percent.is_monotonic_decreasing and in_order["rank"].iloc[0] == 1
    low, high = rows.agreement_percent.min(), rows.agreement_percent.max()
    view.says(f"from {low:g} % to {high:g} %", period)
    view.titled(called[state])
    view.measured(period)
    view.knows(facts.FEWEST_IN_SPAN)


@reads(charts_agreement.through_time)
def through_time(view):
    rows, state, issue = view.drawn, view.values["state"], view.values.get("issue", "all votes")
    called = facts.names(view.tables[1])
    for code in (state, *({"CHN", "RUS"} - {state})):
        own = rows[rows.iso3 == code]
        tone = tone_of(called[code])
        sure = (own.common_votes >= facts.FEWEST_IN_YEAR) & (own.year != 1993)
        if code == state:
            for row in own.itertuples():
                view.dot(row.year, row.agreement_percent, tone, filled=bool(sure[row.Index]))
        good = own[sure].sort_values("year")
        for _, run in good.groupby((good.year.diff() != 1).cumsum()):
            if len(run) > 1 or code != state:
                view.curve(run.year, run.agreement_percent, tone)
        if code == state and len(good):
            last = good.iloc[-1]
            said = f"{last.agreement_percent:g} % in {last.year}"
            view.text(said, tone, near=(own.year.max(), last.agreement_percent), within=25)
    for code, name in (("RUS", "Soviet Union / Russia"), ("CHN", "China")):
        if code != state:
            view.key({name: colour(called[code])})
    own = rows[rows.iso3 == state]
    if own.empty:
        view.text(f"No votes on {issue} in common")
        view.says(f"No votes on {issue}")
    else:
        for row in own.iloc[[0, -1]].itertuples():
            view.says(f"{row.agreement_percent:g} % of {row.common_votes} votes in {row.year}")
        sure = own[(own.common_votes >= facts.FEWEST_IN_YEAR) & (own.year != 1993)]
        if len(sure):
            low, high = sure.loc[sure.agreement_percent.idxmin()], sure.loc[sure.agreement_percent.idxmax()]
            view.says(f"lowest {low.agreement_percent:g} % in {low.year}")
            view.says(f"highest {high.agreement_percent:g} % in {high.year}")
        few = len(own) - len(sure)
        view.knows(few - 6, facts.FEWEST_IN_YEAR)
        view.says(view.values.get("measure", "strict"), issue)
    view.rule(x=1991.97)
    view.titled("Soviet Union / Russia" if state == "RUS" else called[state])
    view.measured(issue)


@reads(charts_roll.roll)
def roll(view):
    rows, state = view.drawn, view.values["state"]
    lines = [*dict.fromkeys(["Mongolia", "China", "Russia"])] + [state]
    places = [0, -1, -2, -3.45]
    ticks = {
        tick.get_loc(): tick.label1.get_text().replace("\n", " ") for tick in view.ax.yaxis.get_major_ticks()
    }
    for name, y in zip(lines, places, strict=True):
        assert ticks[y] == name
        for x, vote in enumerate(rows[name]):
            middle = (x, y)
            box = view.find("box", lambda box, m=middle: same(box.middle, m), middle)
            assert box.face == charts_roll.VOTES[vote], f"{name} {x}: {box.face} is not {vote}"
            view.text(charts_roll.LETTERS[vote], near=middle, within=3)
        own = rows[name].value_counts()
        view.says(f"{name} " + ", ".join(f"{count} {vote}" for vote, count in own.items()))
    starred = sorted(round(text.middle[0]) for text in view.texts if text.says == "*")
    assert starred == np.flatnonzero(rows.related).tolist()
    start = int((rows.date < facts.WAR).sum()) - 0.5
    view.find("line", lambda line: np.allclose(line.at[:, 0], start) and INK in line.tones, "at the invasion")
    years = rows.date.dt.year
    for year, xs in years.groupby(years).groups.items():
        view.text(str(year), near=(xs.min(), -4.35), within=12)
        if xs.min():
            edge = xs.min() - 0.5
            view.find("line", lambda line, x=edge: np.allclose(line.at[:, 0], x), year)
    both = rows[(rows[state] != "unknown") & (rows.Mongolia != "unknown")]
    alike = int((both[state] == both.Mongolia).sum())
    view.says(f"Of {len(both)} votes known for both, {state} and Mongolia cast the same {alike} times")
    view.knows(len(both), alike)
    view.measured(f"to {rows.date.max():%B %Y}")
    for vote, words in (("yes", "Y"), ("abstain", "A "), ("no", "N"), ("absent", "–")):
        view.key({words: charts_roll.VOTES[vote]})
    table = view.tables[1].set_index(["country", "resolution"]).vote
    for name in lines:
        for resolution, vote in zip(rows.resolution, rows[name], strict=True):
            assert table.get((name, resolution), "unknown") == vote or pd.isna(table.get((name, resolution)))


@reads(charts_roll.vote_map)
def vote_map(view):
    rows, official = view.drawn, view.drawn.attrs["official"]
    tones = dict(zip(rows.iso3, rows.vote.map(charts_roll.VOTES), strict=True))
    spots = {"MNG": "Mongolia", "CHN": "China", "RUS": "Russia"}
    own = rows.set_index("iso3").vote
    lines = [line.at for line in view.marks if line.kind == "line"]
    for code, name in spots.items():
        at = maps.spot(view.ax, code)
        view.dot(*at, INK)
        end = next(line[-1] for line in lines if np.allclose(line[0], at))
        view.text(f"{name}: {own.get(code, 'unknown')}", near=end, within=15)
        if code in own.index:
            view.says(f"{name} {own[code]}")
    view.map(tones, rest="#f6f6f4")
    view.aside("line")
    row = view.tables[0].set_index("resolution").loc["A/RES/" + view.values["date"].split(" ", 1)[1]]
    assert official == row[["yes", "no", "abstain"]].to_dict()
    view.says(f"{row.yes} in favour, {row.no} against, {row.abstain} abstentions")
    for words, vote in (
        ("in favour", "yes"),
        ("against", "no"),
        ("abstention", "abstain"),
        ("not voting", "absent"),
    ):
        count = row["not_voting" if vote == "absent" else vote]
        view.key({f"{words} ({count})": charts_roll.VOTES[vote]})
    view.titled(f"{row.yes} in favour", f"Mongolia: {own.get('MNG', 'unknown')}")
    view.knows(
        *(number for number in (2014, 2022)),
        *[float(n) for n in row.title.replace(",", "").split() if n.isdigit()],
    )
    view.measured(f"{row.date.day} {row.date:%B %Y}")


@reads(charts_diplomacy.side_by_side)
def side_by_side(view):
    visits, money, votes = view.panels
    for row in view.drawn.itertuples():
        tone = colour(row.country)
        place = view.lanes(visits)[row.country]
        came = view.bar(place, row.trips_in, tone, ax=visits)
        went = view.bar(place, row.trips_out, "white", start=row.trips_in, ax=visits)
        assert tone in went.tones and came.end == went.start
        total = row.trips_in + row.trips_out
        view.beside(came, total, *([row.met_elsewhere] if row.met_elsewhere else []))
        for step, value, face in ((-0.17, row.exports_percent, "#ffffff"), (0.17, row.imports_percent, tone)):
            bar = view.bar(place + step, value, tone, ax=money)
            assert bar.face == face
        both = f"{row.exports_percent:g} · {row.imports_percent:g}"
        view.text(both, near=(max(row.exports_percent, row.imports_percent), place), within=45, ax=money)
        view.beside(view.bar(place, row.agreement_percent, tone, ax=votes), row.agreement_percent)
        view.says(
            f"{row.country}: visits {row.trips_in} in, {row.trips_out} out, {row.met_elsewhere} met elsewhere, exports "
            f"{row.exports_percent:g} %, imports {row.imports_percent:g} %, votes {row.agreement_percent:g} %"
        )
    view.says("ten partners")
    assert len(view.drawn) == 10
    four = view.drawn[view.drawn.country.isin(charts_diplomacy.FOUR)]
    view.knows((four.trips_in + four.trips_out).sum(), four.exports_percent.sum(), four.imports_percent.sum())


@reads(charts_diplomacy.dialogue)
def dialogue(view):
    for row in view.drawn.itertuples():
        if row.kind == "not held":
            view.dot(row.year, 12, SOFT, marker="x")
            view.text("not held", near=(row.year, 26), within=10)
        elif pd.notna(row.participants):
            view.beside(view.bar(row.year, row.participants, lying=False), row.participants)
            view.says(f"{row.year} {row.participants:.0f}")
        else:
            sure = row.confidence == "confirmed"
            view.dot(row.year, 12, "#167587" if sure else FAINT, filled=False)
            view.text("held, no" if sure else "uncon-", near=(row.year, 26), within=20)
    held = view.drawn[view.drawn.kind == "edition"]
    missed = view.drawn.year[view.drawn.kind == "not held"].astype(str)
    view.says(
        f"{len(held)} editions", f"{held.year.min()} to {held.year.max()}", f"none in {' and '.join(missed)}"
    )
    view.titled(f"{(held.confidence == 'confirmed').sum()} confirmed editions", *missed)
    view.knows(len(held))


@reads(charts_agreement.contested)
def contested(view):
    votes = view.tables[0]
    votes = votes[votes.date.dt.year.between(2015, 2023)]
    seats = votes[list(view.tables[1].iso3)]
    cast = np.stack([(seats == vote).sum(axis=1) for vote in "YAN"])
    votes = votes[100 * (1 - cast.max(axis=0) / cast.sum(axis=0)) >= view.values["minority"]]
    codes = {name: code for code, name in facts.names(view.tables[1]).items()}
    assert len(votes) == view.drawn.attrs["votes"]
    for row in view.drawn.itertuples():
        both = votes[votes.MNG.notna() & votes[codes[row.state]].notna()]
        assert len(both) == row.common_votes
        assert row.agreement_percent == round(100 * (both[codes[row.state]] == both.MNG).mean(), 1)
        view.beside(view.bar(row.state, row.agreement_percent, colour(row.state)), row.agreement_percent)
        view.says(f"{row.state} {row.agreement_percent:g} %")
    view.measured(f"{view.drawn.attrs['votes']} votes", f"a minority of {view.values['minority']} %")
    view.says(f"in the {view.drawn.attrs['votes']} votes", f"at least {view.values['minority']} %")


@reads(charts_agreement.scale)
def scale(view):
    state = view.values["state"]
    lines_with_bands(view, [*charts_agreement.ALWAYS, state], 1985, 2025)
    table = view.tables[0].set_index(["country", "year"])
    for row in view.drawn.itertuples():
        own = table.loc[row.country, row.year]
        assert (row.ideal_point, row.q5, row.q95) == (own.ideal_point, own.q5, own.q95)
        if row.year in (1991, 2023, 2025):
            view.says(f"{row.ideal_point:.2f} ({row.q5:.2f} to {row.q95:.2f}) in {row.year}")
    view.titled("Mongolia")
    view.knows(1985, 1991, 2025, table.votes["Mongolia", 2024], 95, 20)


@reads(charts_agreement.ideal)
def ideal(view):
    lines_with_bands(view, charts_agreement.LINES.values(), 1971, 2025, ax=view.panels[0])
    for kind in ("published", "our estimate"):
        for name, own in view.drawn[view.drawn.series == kind].groupby("country"):
            last = own.iloc[-1]
            view.says(f"{name} {last.position:.1f} in {last.year}")
    rows, series = view.drawn[view.drawn.series == "our estimate"], {}
    for name, own in rows.groupby("country"):
        view.curve(own.year, own.position, colour(name), ax=view.panels[1])
        last = own.iloc[-1:]
        series[name] = (last.year, last.position, colour(name))
    view.labels(series, ax=view.panels[1])
    for words in ("Published ideal points", "Our small estimate"):
        view.text(words)
    view.knows(1971, 8)


@reads(charts_diplomacy.neutrality)
def neutrality(view):
    lanes = view.lanes()
    for row in view.drawn.itertuples():
        back = row.short in ("vote put off", "withdrawn")
        place = (row.date.year, lanes[row.lane])
        view.dot(*place, SOFT if back else "#167587", marker="X" if back else "o")
        view.text(f"{row.short} {row.date.year}", near=place, within=15)
        view.says(f"{row.lane}: {row.short} {row.date:%Y}")
    view.key({"step": "#167587", "step back": SOFT})
    view.aside("line")  # the four lanes
    laws = view.drawn[view.drawn.short == "in law"].lane
    assert set(laws) == {"No foreign troops", "No nuclear weapons"}, "the title isn't true"
    view.knows(1992, 2024)
