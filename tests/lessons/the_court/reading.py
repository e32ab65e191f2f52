"""What must stand in the pictures of lesson 7."""

import numpy as np

from helpers.lessons.start_here.charts import MEMBER
from helpers.lessons.the_court import charts, facts
from helpers.pictures import maps
from helpers.pictures.figures import INK
from tests.lessons.seeing import reads


@reads(charts.members)
def members(view):
    rows, year = view.drawn, view.values["year"]
    day = facts.day_in(year)
    inside, left = rows[rows.member], rows[~rows.member]
    own = view.tables[0].set_index("iso3")
    at = maps.spot(view.ax, "MNG")
    view.dot(*at, INK)
    joined = view.find("line", lambda line: np.allclose(line.at[0], at), "from Mongolia")
    view.text("Mongolia", INK, near=joined.at[-1], within=15)
    view.map(dict.fromkeys(inside.iso3, MEMBER) | dict.fromkeys(left.iso3, charts.LEFT))
    entered, gone = own.entered_into_force[rows.iso3], own.withdrew[rows.iso3]
    assert (entered <= day).all() and (rows.member.to_numpy() == ~(gone <= day).to_numpy()).all()
    view.key({f"member ({len(inside)} states)": MEMBER, "not a member": maps.LAND})
    for name in left.country:
        view.key({"left (": charts.LEFT})
        view.text(name)
        view.says(name)
    view.says(f"{day.day} {day:%B %Y}: {len(inside)} members")
    new = rows.country[rows.since.dt.year == year]
    if 0 < len(new) <= 8:
        view.says(f"new in this year: {', '.join(new)}")
    view.measured(f"{day.day} {day:%B %Y}: {len(inside)}")


@reads(charts.custody)
def custody(view):
    rows, counts = view.drawn, view.drawn.attrs["counts"]
    waits = facts.group_of(view.tables[0], view.values["people"])
    last = waits.years.max()
    xs = [0, *rows.years, last]
    ys = [0, *(100 * rows.share_in_custody), 100 * rows.share_in_custody.iloc[-1] if len(rows) else 0]
    path = np.column_stack([xs, ys])
    steps = view.find("line", lambda line: np.allclose(line.at, path, atol=0.06), "of the steps")
    assert steps.steps == "steps-post", "the share rises on the day itself, not before"
    for years in waits.years[waits.ending != "custody"]:
        reached = (
            100 * rows.share_in_custody[rows.years <= years + 0.005].max()
            if (rows.years <= years).any()
            else 0
        )
        view.dot(years, reached, INK, marker="|", tolerance=0.06)
    for year, share in rows.attrs["shares"].items():
        assert abs(share - facts.custody_by(waits, year)) < 1e-9
        view.says(f"{100 * share:.0f} % after {year} year")
    for year in (0, 5, 10, 15):
        view.text(str((waits.years >= year).sum()), near=(year, 94), within=8)
    view.knows(*counts.values(), *(100 * share for share in rows.attrs["shares"].values()), 1, 2024)
    view.says(f"({counts['all']} people", f"{counts['custody']} had reached", f"{counts['gone']} had died")
    view.says(f"{counts['open']} cases were open", view.values["people"])
    view.measured(f"{view.values['people']} ({len(waits)} people, {counts['custody']} reached the Court)")


@reads(charts.compare)
def compare(view):
    left, right = view.values["left"], view.values["right"]
    seen = {" ".join(text.says.split()): text for text in view.texts}
    for name, x in ((left, 0.15), (right, 0.585)):
        own = view.tables[0][view.tables[0].reading == name].set_index("aspect")
        head = next(text for says, text in seen.items() if says == name)
        assert left == right or abs(view.ax.transData.inverted().transform(head.box.min)[0] - x) < 0.02
        for point, row in own.iterrows():
            label, text = (
                seen[point],
                next(t for t in view.texts if _plain(t) == row.says.replace("  ", " ") and _at(view, t, x)),
            )
            assert abs(label.box.y1 - text.box.y1) < 6, f"{row.says!r} does not stand beside {point!r}"
            assert text.italic == (row.confidence != "confirmed"), f"{row.says!r} is confirmed, or is not"
            view.says(row.says)
    answers = (
        view.tables[0].dropna(subset=["answer"]).pivot(index="aspect", columns="reading", values="answer")
    )
    both = answers.reindex(columns=[left, right]).dropna()
    title = view.title.says.replace("\n", " ")
    for point, (one, other) in zip(both.index, both.to_numpy(), strict=True):
        called = "what follows for Mongolia" if point.startswith("Carried") else point
        if left != right:
            assert called in title and (called in title.partition("agree on")[2]) == (one == other), title
    view.says(f"{left} / {right}")
    view.aside("line")  # between the points
    view.knows(*range(1, 200))  # articles of the Statute stand in the readings


def _plain(text):
    return " ".join(text.says.split())


def _at(view, text, x):
    return abs(view.ax.transData.inverted().transform(text.box.min)[0] - x) < 0.02
