"""What must stand in the pictures of lesson 0."""

import numpy as np
import pandas as pd

from helpers.lessons.start_here import charts, facts
from helpers.pictures import maps
from helpers.pictures.figures import INK, SOFT, colour
from helpers.words import in_words, ordinal
from tests.lessons.seeing import numbers, reads


@reads(charts.where)
def where(view):
    own = view.drawn.set_index("iso3").country
    view.map({"MNG": INK, "RUS": "#bcd3e8", "CHN": "#eec3b2"}, rest="#ecece8")
    for name, place, tone in (
        ("Russia", "RUS", colour("Russia")),
        ("China", "CHN", colour("China")),
        ("Mongolia", "MNG", "white"),
    ):
        view.text(name, tone, near=maps.spot(view.ax, place), within=150)
    view.text("Ulaanbaatar", near=maps.spot(view.ax, charts.ULAANBAATAR), within=120)
    view.dot(*maps.spot(view.ax, charts.ULAANBAATAR))
    view.aside("line")  # joins Ulaanbaatar's dot to its name
    view.says(*own)
    assert view.drawn.landlocked[view.drawn.iso3 == "MNG"].all(), "the title isn't true"


@reads(charts.sizes)
def sizes(view):
    rows = view.drawn.set_index("country")
    spots = np.log10(rows.value)
    own = {name: (colour(name) if name in ("China", "Russia") else SOFT) for name in charts.COMPARED}
    own["Mongolia"] = INK
    heights = {}
    for name, x in spots.items():
        tone = own.get(name, "#bdbdbd")
        found = view.find(
            "dot", lambda dot, x=x, tone=tone: abs(dot.at[0] - x) < 1e-9 and tone in dot.tones, name
        )
        heights[name] = found.at[1]
    view.labels({name: ([spots[name]] * 2, [heights[name], heights[name] + 1], own[name]) for name in own})
    unit = charts.MEASURES[view.values["measure"]][0]
    value, place = rows.value["Mongolia"], rows["rank"]["Mongolia"]
    view.text(f"Mongolia: {in_words(value)} {unit}\n{ordinal(place)} of {len(rows)}".replace("\n", " "), INK)
    view.titled(f"By {view.values['measure']} Mongolia is {ordinal(place)} of {len(rows)}")
    view.says(f"Mongolia: {in_words(value)} {unit}, place {place} from the top")
    view.says(*(f"{name} {in_words(rows.value[name])}" for name in charts.COMPARED))
    assert (rows["rank"] == rows.value.rank(ascending=False, method="min")).all()
    view.knows(*(number for number, _ in numbers(" ".join(in_words(value) for value in rows.value))))
    ticks = {tick.get_loc(): tick.label1.get_text() for tick in view.ax.xaxis.get_major_ticks()}
    assert ticks == {place: in_words(10.0**place) for place in ticks}


@reads("notebook.people")
def people(view):
    table, year = view.tables[0], view.values["year"]
    view.curve(table.year, table.population / 1e6, "#b8360b")
    row = table[table.year == year].iloc[0]
    view.dot(year, row.population / 1e6)
    view.titled(f"{year}: {row.population / 1e6:.2f} million")
    view.knows(row.population / 1e6)
    view.says(f"{row.population:,.0f} people in {year}")


@reads(charts.journeys)
def journeys(view):
    rows, month = view.drawn, view.values["month"]
    assert (rows.date.dt.strftime("%Y-%m") == month).all()
    view.map({"RUS": charts.TINTS["RUS"]} | dict.fromkeys(rows.iso3, charts.VISITED_OTHER))
    for row in rows.drop_duplicates("iso3").itertuples():
        view.dot(*maps.spot(view.ax, row.iso3), INK)
        view.text(row.country)
        view.says(f"{row.country} ({charts._day(row)}")
        if not rows.member.any():
            view.titled(row.country)
    view.aside("line")  # joins a host's dot to its name
    view.knows(17, 2023)  # the day of the warrant
    view.titled("member of the Court" if rows.member.any() else pd.Period(month, "M").strftime("%B %Y"))


@reads(charts.trips)
def trips(view):
    rows, month = view.drawn, view.values["month"]
    inside = facts.members_on(view.tables[1], pd.Period(month, "M").end_time)
    hosts = rows.groupby("iso3").agg(country=("country", "first"), member=("member", "any"))
    tones = dict.fromkeys(inside, charts.MEMBER)
    tones |= {c: charts.VISITED_MEMBER if m else charts.VISITED_OTHER for c, m in hosts.member.items()}
    view.map(tones)
    for code, host in hosts.iterrows():
        at = maps.spot(view.ax, code)
        dot = view.dot(*at, charts.VISITED_MEMBER if host.member else INK, marker="*" if host.member else "o")
        own = view.text(host.country)
        assert own.bold or not host.member
        ends = [np.reshape(line.at, (-1, 2)) for line in view.marks if line.kind == "line"]
        joined = [end[1] for end in ends if np.allclose(end[0], at)]
        view.text(host.country, near=joined[0] if joined else dot.at, within=25)
    view.aside("line")  # joins a host's dot to its name
    view.key(
        {
            f"member ({len(inside)} states)": charts.MEMBER,
            "not a member": maps.LAND,
            "visited: a member": charts.VISITED_MEMBER,
            "visited: not a member": INK,
        }
    )
    members = rows.country[rows.member].drop_duplicates()
    view.says(
        f"{len(inside)} members of the Court",
        *(f"{row.country} ({charts._day(row)}" for row in rows.itertuples()),
    )
    view.knows(17, 2023)  # the day of the warrant
    for host in members:
        view.titled(host)
    if not rows.member.any():
        view.titled("No member of the Court has received Vladimir Putin")
    assert len(members) == 0 or "No member" not in view.title.says
