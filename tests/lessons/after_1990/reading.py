"""What must stand in the pictures of lesson 2."""

import numpy as np

from helpers.lessons.after_1990 import charts, charts_closeness, charts_grid, facts
from helpers.models import definitions as define
from helpers.pictures import maps
from helpers.pictures.figures import INK, OTHERS, colour
from helpers.words import listed, ordinal
from tests.lessons.between_empires.reading import lines_with_bands
from tests.lessons.seeing import reads, same


@reads(charts.turn)
def turn(view):
    rows, what = view.drawn, view.values["what"]
    if what == "who rules":
        table = view.tables[0].query("iso3 == 'MNG'").set_index("year")
        for name in ("electoral", "electoral_low", "electoral_high"):
            assert (table[name][rows.year] == rows[name].to_numpy()).all()
        view.curve(rows.year, rows.electoral, INK)
        view.titled(f"{table.electoral[1989]:.2f} in 1989, {table.electoral[1992]:.2f} in 1992")
        view.knows(1989, 1992)
        band = view.find("area", lambda area: len(area.at) > 10, "of the band")
        for row in rows.itertuples():
            for end in (row.electoral_low, row.electoral_high):
                assert (np.abs(band.at - (row.year, end)) < 1e-9).all(axis=1).any()
        for row in rows[rows.year % 2 == 1].itertuples():
            view.says(f"{row.year}: {row.electoral:.2f}")
    else:
        ends_of_share(view, rows.set_index("year").share_percent)
        for row in rows.itertuples():
            mark, words = facts.KINDS[row.partner]
            view.dot(row.year, row.share_percent, colour("Russia"), marker=mark)
            view.text(f"{row.share_percent:g}", near=(row.year, row.share_percent), within=20)
            view.says(f"{row.year}: {row.share_percent:g} % ({row.partner})")
            view.text(words, colour("Russia"))
        for _, own in rows.groupby("partner"):  # only dots of one partner are joined
            if len(own) > 1:
                view.curve(own.year, own.share_percent, colour("Russia"))
    legend = view.ax.get_legend()
    if legend:
        marks = dict(facts.KINDS.values())
        for handle, text in zip(legend.legend_handles, legend.get_texts(), strict=True):
            assert marks[handle.get_marker()] == text.get_text()
    view.aside("box")  # the years of the turn, shaded


def ends_of_share(view, percent):
    """The title names Moscow's first and last share."""
    first, last = percent.index[[0, -1]]
    end = f"{percent[last]:.0f}" if percent[last] >= 1 else f"{percent[last]:.1f}"
    view.titled(f"{percent[first]:.0f} % in {first}, {end} % in {last}")
    view.knows(first, last)


@reads(charts.candidates)
def candidates(view):
    own = view.drawn.set_index("iso3")
    tones = {
        code: INK if code == define.MONGOLIA else charts.TINTS[group] for code, group in own.group.items()
    }
    view.map(tones, rest=charts.LAND)
    starts = {tuple(np.round(line.at[0])): line.at[-1] for line in view.marks if line.kind == "line"}
    for code, row in own.iterrows():
        spot = maps.spot(view.ax, code)
        at = starts.get(tuple(np.round(spot)))
        inside = maps.spot(view.ax, charts.NAMES_AT[code][:2]) if at is None else at
        view.text(row.country, near=inside, within=25 if at is not None else 5)
        if at is not None:
            view.dot(*spot)
    view.aside("line")  # joins a dot to its name
    for group, words in charts.WORDS.items():
        names = view.drawn.country[view.drawn.group.map(charts.WORDS) == words]
        assert not len(names) or ", ".join(names) in view.caption, group
    view.titled(f"{len(own)} states")


@reads(charts.line_up)
def line_up(view):
    index, year, line = view.values["index"], view.values["year"], view.values.get("line", "usual")
    rule, tables = (
        define.INDICES[index],
        dict(zip(("V-Dem", "Freedom House", "Polity"), view.tables, strict=False)),
    )
    shown = min(year, rule.last_year)
    made = (
        define.scores(tables[index], index)
        .query("year == @shown")
        .merge(view.tables[3][["iso3", "country"]], on="iso3", suffixes=("_x", ""))
    )
    made = made.drop_duplicates("country").set_index("country")
    limit = rule.lines[line]
    view.rule(x=limit)
    view.text(f"{line} line", near=(limit, -0.95), within=12)
    above = []
    for place, row in enumerate(view.drawn.itertuples()):
        view.text(row.country, near=(view.ax.get_xlim()[0], place), within=25)
        if row.side == "no figure":
            assert row.country not in made.index
            view.text("no figure", near=(view.ax.get_xlim()[1], place), within=25)
            continue
        assert row.score == made.score[row.country]
        better = row.score >= limit if rule.high_is_free else row.score <= limit
        assert (row.side == "above") == better, f"{row.country} is {row.side} with {row.score}"
        tone = INK if row.country == "Mongolia" else charts.GREEN if better else OTHERS
        view.dot(row.score, place, tone, filled=better)
        if row.high > row.low:
            band = [(row.low, place), (row.high, place)]
            view.find(
                "line", lambda mark, band=band, tone=tone: same(mark.at, band) and tone in mark.tones, row
            )
            assert (row.band == "crosses") == (row.low < limit <= row.high)
        view.text(charts._exact(index, row.score), near=(view.ax.get_xlim()[1], place), within=25)
        view.says(f"{row.country} {row.score:g}")
        above += [row.country] if better else []
    named = [name for name in view.drawn.country if name in view.title.says.replace("\n", " ")]
    if f"{len(above)} states" not in view.title.says:
        assert sorted(named) == sorted(above), f"the title names {named}, above are {above}"
    else:
        view.knows(len(above))
    view.titled(str(shown), *(["it ends there"] if shown < year else []))
    view.says(
        f"{index} in {shown}",
        f"Above the {line} line: {listed(sorted(above)) if above else 'none'}"
        if len(above) < 2
        else "Above the",
    )
    said = view.caption.rpartition("line: ")[2]
    assert all(name in said for name in above) and said.count(",") + said.count(" and ") >= len(above) - 1


@reads(charts.machine)
def machine(view):
    rows, places = view.drawn, {}
    for text, tick in zip(view.lanes(), view.ax.yaxis.get_major_ticks(), strict=True):
        places[text] = tick.get_loc()
    foot = places["the only one?"]
    states = {name: place for name, place in places.items() if place < foot - 0.5}
    signs = {"true": charts.GREEN, "false": charts_grid.PALE, "cannot tell": "#ffffff"}
    boxes = {}
    for box in view.marks:
        if box.kind == "box":
            middle = (box.at.min(axis=0) + box.at.max(axis=0)) / 2
            boxes[tuple(np.round(middle, 2))] = box
    dots = {tuple(np.round(dot.at, 2)): dot for dot in view.marks if dot.kind == "dot"}
    letters = {
        tuple(np.round(text.middle, 0)): text.says for text in view.texts if text.says in "✓–?" and text.ax
    }
    banded = rows["with the band"].ne("").any()
    for row in rows.to_dict("records"):
        listed = {
            key: set(filter(None, row[key].split(", "))) for key in ("others above", "not sure", "no figure")
        }
        for column, place in (("best guess", foot), ("with the band", foot + 1.15)):
            if row[column]:
                box = boxes[row["year"], round(place, 2)]
                assert box.face == signs[row[column]], f"{row['year']} {column}: {box}"
                box.asked = True
                sign = {"true": "✓", "false": "–", "cannot tell": "?"}[row[column]]
                view.text(sign, near=(row["year"], place), within=3)
        if row["best guess"] == "true":
            assert not listed["others above"]
        for name, place in states.items():
            at = (float(row["year"]), round(place, 2))
            tone = INK if name == "Mongolia" else charts.GREEN
            if name in listed["no figure"] or (name != "Mongolia" and at not in boxes):
                mark = dots[at]
                assert mark.marker == ("x" if name in listed["no figure"] else "."), (
                    f"{name} {at}: {mark.marker}"
                )
                assert name in listed["no figure"] or name not in listed["others above"] | listed["not sure"]
            elif at in boxes:
                mark = boxes[at]
                assert tone in mark.tones, f"{name} {at}: {mark}"
                if name != "Mongolia":
                    assert bool(mark.hatch) == (name in listed["not sure"]), f"{name} {at}"
                    assert (mark.face != "#ffffff") == (name in listed["others above"]), f"{name} {at}"
            else:
                mark = dots[at]
            mark.asked = True
    assert letters
    counts = {column: rows[column].value_counts() for column in ("best guess", "with the band")}
    true = counts["best guess"].get("true", 0)
    view.titled(f"true in {true} of {len(rows)} years")
    view.knows(true)
    for word, many in counts["best guess"].items():
        view.says(f"{word} in {many}")
    if banded:
        for word, many in counts["with the band"].items():
            view.says(f"{word} {many}")
        view.text(f"{counts['with the band'].get('true', 0)} true", near=(2025, foot + 1.15), within=60)
    view.text(f"{true} true", near=(2025, foot), within=60)
    others = {name for names in rows["others above"] for name in names.split(", ") if name}
    said = view.caption.rpartition("in some year: ")[2]
    assert all(name in said for name in others) and (others or said == "none.")


@reads(charts_closeness.closeness)
def closeness(view):
    rows, by = view.drawn, view.values["by"]
    if by == "a scale of votes":
        return scale(view)
    if by == "visits":
        periods = list(dict.fromkeys(rows.from_year))
        for name, count in rows.groupby("country").trips.sum().nlargest(3).items():
            view.titled(f"{name} {count}")
            view.knows(count)
        for shift, name in enumerate(dict.fromkeys(rows.country)):
            view.key({name: colour(name)})
            for row in rows[rows.country == name].itertuples():
                place = periods.index(row.from_year) + (shift - 1.5) * 0.2
                bar = view.bar(place, row.trips, colour(name), lying=False)
                view.text(str(row.trips), colour(name), near=(place, row.trips + 0.1), within=8)
                assert bar.thick < 0.2
                lane = f"{row.from_year}–{str(row.from_year + 4)[2:]} ({row.all_trips})"
                assert view.lanes(lying=False)[lane] == periods.index(row.from_year)
                view.says(f"{row.trips} from {row.from_year}")
            own = rows[rows.country == name]
            view.says(f"{name} " + ", ".join(f"{row.trips} from {row.from_year}" for row in own.itertuples()))
        return None
    ends = {}
    moscow = rows[rows.country == "Russia"].set_index("year").percent
    if by == "votes alike":
        top = moscow[moscow.index > 1992].idxmax()
        view.titled(", ".join(f"{moscow[year]:.0f} % in {year}" for year in (1992, top, moscow.index[-1])))
        view.knows(1992, top, moscow.index[-1])
    else:
        ends_of_share(view, moscow)
    for name, own in rows.groupby("country"):
        for _, same_partner in own.groupby(own.partner if "partner" in own else own.country):
            view.curve(same_partner.year, same_partner.percent, colour(name), dots=True)
        last = own.sort_values("year").iloc[-1]
        ends[name] = ([last.year] * 2, [last.percent] * 2, colour(name))
        first = own.sort_values("year").iloc[0]
        view.says(f"{name} {first.percent:.0f} % in {first.year}", f"{last.percent:.0f} % in {last.year}")
    view.labels(ends)
    said = view.caption.split(": ", 1)[1]
    for part in said.rstrip(".").split("; "):
        name = next(name for name in ends if part.startswith(name))
        own = rows[rows.country == name].set_index("year").percent
        for pair in part.removeprefix(f"{name} ").split(", "):
            value, year = pair.split(" % in ")
            assert f"{own[int(year)]:.0f}" == value, f"{name} {pair}"
    view.says(by)
    return None


@reads(charts_closeness.scale)
def scale(view):
    lines_with_bands(view, charts_closeness.SCALED, 1985, 2025)
    table = next(table for table in view.tables if "ideal_point" in table).set_index(["country", "year"])
    since = table[table.index.get_level_values("year") >= 1991].ideal_point.groupby("country")
    moved = (since.max() - since.min())[charts_closeness.SCALED]
    assert moved.idxmin() == "Mongolia" and moved["Russia"] > 2 * moved["Mongolia"], "the title isn't true"
    for row in view.drawn.itertuples():
        own = table.loc[row.country, row.year]
        assert (row.ideal_point, row.q5, row.q95) == (own.ideal_point, own.q5, own.q95)
        if row.year in (1985, 1991, 1993, 2023, 2025):
            view.says(f"{row.ideal_point:.2f} ({row.q5:.2f} to {row.q95:.2f}) in {row.year}")
    view.knows(1985, 1991, 2025, table.votes["Mongolia", 2024], charts_closeness.CAST_2024)


@reads(charts_closeness.weigh)
def weigh(view):
    rows, weight = view.drawn.set_index("country"), view.values["weight"]
    tones = dict(
        zip(("Mongolia", "Armenia", "Georgia", "Kyrgyzstan"), charts_closeness.WEIGHED.values(), strict=True)
    )
    ends = {}
    for name, row in rows.iterrows():
        view.dot(weight, row.score, tones[name])
        view.curve([0, 100], [row.freedom_house, row.vdem], tones[name])
        assert abs(row.score - (weight * row.vdem + (100 - weight) * row.freedom_house) / 100) < 1e-9
        ends[name] = ([100, 100], [row.vdem, row.vdem], tones[name])
        first = view.tables[0].query("year == 2024 and country == @name").electoral.iloc[0]
        second = view.tables[1].query("year == 2024 and country == @name").iloc[0]
        assert row.vdem == first
        assert np.isclose(row.freedom_house, (7 - (second.political_rights + second.civil_liberties) / 2) / 6)
        view.says(f"{name} {row.score:.2f}")
    view.labels(ends)
    view.rule(x=weight)
    view.titled(f"V-Dem counts {weight} %? {rows.score.idxmax()}")
    order = [
        view.caption.index(f"{name} {row.score:.2f}")
        for name, row in rows.sort_values("score", ascending=False).iterrows()
    ]
    assert order == sorted(order)
    view.knows(2024)


@reads(charts_closeness.income)
def income(view):
    year, measure = view.values["year"], view.values["measure"]
    table = facts.income_per_person(view.tables[0], measure).query("year == @year").set_index("country")
    for row in view.drawn.itertuples():
        tone = colour(row.country) if row.country in ("Mongolia", "China", "Russia") else "#b9b9b9"
        view.beside(view.bar(row.country, row.dollars, tone), row.dollars)
        assert row.dollars == table.dollars[row.country]
        view.says(f"{row.country} {row.dollars:,.0f}")
    assert len(table) == len(view.drawn) and view.drawn.dollars.is_monotonic_decreasing
    own = view.drawn.index[view.drawn.country == "Mongolia"]
    place = f"{ordinal(own[0] + 1)} of {len(table)}" if len(own) else "no figure for Mongolia"
    view.titled(str(year), place)
    view.knows(*(own + 1), len(table))
    view.says(f"in {year}, {measure}")
