"""What must stand in the pictures of lesson 8b."""

import pandas as pd

from helpers.lessons.budapest import charts, facts
from helpers.lessons.will_they_arrest.facts import ARTICLE
from helpers.pictures.figures import GRID
from tests.lessons.seeing import reads


@reads(charts.plans)
def plans(view):
    hosts, until = view.values["hosts"], view.values["until"]
    known = view.tables[0]
    rows = known if hosts == "all" else known[known.member == (hosts == "members")]
    rows = rows[rows.date.dt.year <= until]
    assert view.drawn.equals(rows[["suspect", "host", "when", "date", "result"]].reset_index(drop=True))
    people = list(dict.fromkeys(known.suspect))
    for row in rows.itertuples():
        lane = people.index(row.suspect) + (0.17 if row.result == "called off" else -0.17)
        year = row.date.year + (row.date.day_of_year - 1) / 366
        view.dot(year, lane, charts.TONES[row.result], marker=charts.MARKS[row.result])
    view.rule(x=ARTICLE.year + (ARTICLE.day_of_year - 1) / 366)
    view.text("Mongolia, September 2024")
    for lane, name in enumerate(people):
        own = rows[rows.suspect == name]
        made = (own.result == "made").sum()
        view.rule(y=lane + 0.5)
        view.text(name, near=(2009, lane), within=40)
        view.text(
            f"{made} of {len(own)} took place" if len(own) else "no plan known", near=(2009, lane), within=40
        )
        if len(own):
            view.says(f"{name} {made} of {len(own)}")
        view.knows(made, len(own))
    parts = {"first": rows[rows.date < ARTICLE], "later": rows[rows.date >= ARTICLE]}
    counted = {name: f"{(own.result == 'made').sum()} of {len(own)}" for name, own in parts.items()}
    view.measured(f"Up to August 2024: {counted['first']}")
    view.says(f"up to August 2024: {counted['first']}")
    assert (f"since then {counted['later']}" in view.measure.says) == (until >= 2024)
    assert (f"since then {counted['later']}" in view.caption) == (until >= 2024)
    if len(rows):
        view.titled(f"{(rows.result == 'made').sum()} of {len(rows)}")
    assert not known.arrested.any(), "the source line says that nobody was arrested"
    view.knows(until, 2024, *(int(n) for text in counted.values() for n in text.split(" of ")))
    view.knows(len(rows), (rows.result == "made").sum())


@reads(charts.way_out)
def way_out(view):
    rows, chosen = view.drawn, view.values["counted_from"]
    assert rows.equals(facts.way_out(view.tables[0]))
    start = rows.date.min()
    for lane, row in enumerate(rows.itertuples()):
        began = (row.date - start).days
        view.span(lane, began, began + row.days, charts.TONES["made"] if row.counted_from == chosen else GRID)
        view.text(f"{row.date.day} {row.date:%B %Y}: {row.days} days", near=(began, lane), within=12)
        view.text(f"from {row.counted_from}")
        view.says(f"{row.counted_from} {row.days}")
        assert row.date + pd.Timedelta(days=row.days) == row.effect
    view.rule(x=(rows.effect.iloc[0] - start).days)
    row = rows.set_index("counted_from").loc[chosen]
    view.text(f"{row.effect.day} {row.effect:%B %Y}")
    view.says(f"A bar from {chosen}", f"{row.days} days")
    view.titled(f"From {chosen} it is {row.days} days")
    assert ("a year to the day" in view.title.says.replace("\n", " ")) == (row.days == charts.A_YEAR)
    view.knows(charts.A_YEAR, row.days - charts.A_YEAR, 2025, 2026, 127, *rows.date.dt.day, row.effect.day)
