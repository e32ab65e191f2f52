"""What must stand in the pictures of lesson 3."""

import numpy as np

from helpers.lessons.one_customer import charts, facts
from helpers.pictures.figures import INK, OTHERS, SOFT, colour
from tests.lessons.seeing import reads, same


@reads(charts.buyers)
def buyers(view):
    rows, year = view.drawn, view.values["year"]
    for name in charts.ROWS:
        own = rows[rows.buyer == name]
        lane = own.as_printed.iloc[0] if name == "Russia" and len(own) else name
        _share(view, view.bar(lane, own.share_percent.sum(), colour(name)), own.share_percent.sum())
    rest = rows[~rows.buyer.isin([*charts.ROWS, "not listed"])].share_percent.sum()
    _share(view, view.bar("other listed", rest, OTHERS), rest)
    unlisted = rows.share_percent[rows.buyer == "not listed"].sum()
    bar = view.bar("not listed", unlisted, "white", tolerance=0.01)
    assert bar.hatch
    _share(view, bar, bar.end)
    listed = rows[rows.buyer != "not listed"]
    printed = view.tables[0].query("year == @year").groupby("partner").share_percent
    for row in listed.itertuples():
        view.says(f"{row.as_printed} {row.share_percent:g} %")
        assert row.share_percent in printed.get_group(row.as_printed).tolist()
    assert abs(rows.share_percent.sum() - 100) < 0.6
    view.says(f"exports in {year}", f"{round(unlisted, 1):g} % went to buyers the source does not list")
    view.titled(str(year))
    edition = view.tables[0].query("year == @year and share_percent.notna()").edition.min()
    assert f"edition of {edition:.0f}." in view.source.says.replace("\n", " "), (
        f"not the edition of {edition}"
    )
    if "one customer" in view.title.says:
        view.titled(f"{listed.share_percent.max():.0f} of every 100 dollars")
        view.knows(100)


def _share(view, bar, value):
    view.beside(bar, *([value] if value > 0 else []))


@reads(charts.giants)
def giants(view):
    rows, flow, series = view.drawn, view.values["flow"], {}
    for name, label in (("Russia", "Soviet Union, former CMEA, then Russia"), ("China", "China")):
        own = rows[rows.giant == name]
        assert set(own.as_printed) <= ({"China"} if name == "China" else {"Russia", *charts.MOSCOW})
        book, press = own[own.kind == "Factbook"], own[own.kind != "Factbook"]
        for row in press.itertuples():
            view.dot(row.year, row.share_percent, colour(name), filled=False, marker="D")
        line = facts.first_edition(book.assign(flow=flow)).sort_values("year")
        for row in book.itertuples():
            view.dot(row.year, row.share_percent, colour(name), filled=True, marker="o")
        view.curve(line.year, line.share_percent, colour(name))
        series[label] = (line.year, line.share_percent, colour(name))
        for row in (line.iloc[0], line.iloc[-1], line.loc[line.share_percent.idxmax()]):
            view.says(f"{row.share_percent:g} % in {row.year}")
    printed = view.tables[0].query("flow == @flow").set_index(["partner", "year", "edition"]).share_percent
    for row in rows.dropna(subset="edition").itertuples():
        assert row.share_percent in np.atleast_1d(printed[row.as_printed, row.year, row.edition]), row
    view.labels(series)
    russia, china = (
        rows[(rows.giant == name) & (rows.kind == "Factbook")].set_index("year")
        for name in ("Russia", "China")
    )
    assert china.share_percent.iloc[-1] > 20 > russia.share_percent.iloc[-1] or flow == "import", (
        "the title isn't true"
    )
    view.measured(charts.WORDS[flow][1])
    view.says(charts.WORDS[flow][1])


@reads(charts.peers)
def peers(view):
    rows, country, flow = view.drawn, view.values["country"], view.values.get("flow", "export")
    own = rows[rows.country == country].iloc[0]
    tops = {}
    for row in rows.itertuples():
        dot = view.find(
            "dot", lambda dot, x=row.share_percent: same(dot.at[0], x) and "#b9b9b9" in dot.tones, row
        )
        tops[row.country] = dot.at
    view.find("dot", lambda dot: same(dot.at, tops[country]) and INK in dot.tones, country)
    towards = "to" if flow == "export" else "from"
    said = f"{country}: {own.share_percent:g} % {towards} {own.partner} ({own.year})"
    view.text(said, INK)
    place = (rows.share_percent > own.share_percent).sum() + 1
    view.says(
        f"{country}'s largest {charts.WORDS[flow][0]}, {own.partner}, has {own.share_percent:g} % ({own.year})"
    )
    view.says(
        f"place {place} from the top", f"from {rows.share_percent.min():g} to {rows.share_percent.max():g} %"
    )
    view.knows(place)


@reads(charts.rescaled)
def rescaled(view):
    invisible, printed = view.values["invisible"], view.tables[0].set_index("partner").share_percent
    for row in view.drawn.itertuples():
        tone = colour(row.seller) if row.seller in printed else OTHERS
        bar = view.bar(row.seller, row.share_percent, tone, tolerance=0.006)
        view.beside(bar, bar.end)
        assert bool(bar.hatch) == (row.seller not in printed)
        if row.seller in printed:
            assert abs(row.share_percent - printed[row.seller] * (1 - invisible / 100)) < 0.006
        if row.share_percent:
            view.says(f"{row.seller} {row.share_percent:.1f} %")
    assert abs(view.drawn.share_percent.sum() - 100) < 0.05
    view.measured(f"{invisible} % of all imports")
    view.says(f"If {invisible} % of imports")


@reads(charts.goods)
def goods(view):
    product, series = view.values["product"], {}
    for good, own in view.drawn.groupby("good"):
        strong = good == product
        tone = charts.GOODS_COLOURS[good] if strong else "#c9c9c9"
        view.curve(own.year, own.share_percent, tone)
        for row in own.itertuples():
            if strong:
                view.text(f"{row.share_percent:g}", tone, near=(row.year, row.share_percent), within=20)
                view.says(f"{row.share_percent:g} % in {row.year}")
        end = ([own.year.iloc[-1]] * 2, [own.share_percent.iloc[-1]] * 2)
        series[good] = (*end, charts.GOODS_COLOURS[good] if strong else SOFT)
    view.labels(series)
    view.titled(product)
    view.says(f"the share of {product}")


@reads(charts.coal)
def coal(view):
    measure = view.values["measure"]
    rows = view.drawn[["year", charts.MEASURES[measure]]].dropna().set_axis(["year", "value"], axis=1)
    for row in rows.itertuples():
        view.beside(view.bar(row.year, row.value, INK, lying=False), row.value)
        view.says(f"{row.year}: {row.value:,.0f}")
    both = view.drawn.dropna()
    assert np.allclose(both.per_tonne, both.dollars / both.tonnes, atol=0.51)
    view.measured(measure)
    view.says(f"exports in {measure}")
