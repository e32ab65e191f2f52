"""What must stand in the pictures of lesson 3."""

import numpy as np

from helpers.lessons.one_customer import charts, charts_goods, facts
from helpers.pictures.figures import INK, OFFICE, OTHERS, SOFT, colour
from helpers.words import signed
from tests.lessons.seeing import reads, same


@reads(charts.buyers)
def buyers(view):
    rows, year = view.drawn, view.values["year"]
    book, office = (rows[rows.witness == witness] for witness in charts.WITNESSES)
    counted = office.set_index("buyer").share_percent
    listed, unlisted = book[book.buyer != "not listed"], book.share_percent[book.buyer == "not listed"].sum()
    for name in [*charts.ROWS, "all others"]:
        own = listed[listed.buyer == name] if name in charts.ROWS else listed[~listed.buyer.isin(charts.ROWS)]
        lane = own.as_printed.iloc[0] if name == "Russia" and len(own) else name
        share, diamond = own.share_percent.sum(), counted.get(name)
        bar = view.bar(lane, share, colour(name))
        view.beside(bar, *([share] if share > 0 else []), *([] if diamond is None else [diamond]))
        if diamond is not None:
            view.dot(diamond, bar.lane, colour(name), filled=False, marker="D")
            view.says(f"{name} {diamond:.1f} %")
    bar = view.bar("not listed", unlisted, "white", tolerance=0.01)
    assert bar.hatch
    view.beside(bar, *([bar.end] if bar.end > 0 else []))
    printed = view.tables[0].query("year == @year").groupby("partner").share_percent
    for row in listed.itertuples():
        view.says(f"{row.as_printed} {row.share_percent:g} %")
        assert row.share_percent in printed.get_group(row.as_printed).tolist()
    own = view.tables[1].query("flow == 'export' and year == @year").set_index("partner").share_percent
    assert all(counted[name] == own[name] for name in counted.index if name != "all others")
    for one in (book, office):
        assert one.empty or abs(one.share_percent.sum() - 100) < 0.6
    view.says(f"exports in {year}")
    view.titled(str(year))
    if len(book):
        view.says(f"{round(unlisted, 1):g} % went to buyers it does not list")
        edition = view.tables[0].query("year == @year and share_percent.notna()").edition.min()
        assert f"edition of {edition:.0f}." in view.source.says, f"not the edition of {edition}"
    assert (OFFICE in view.source.says) == bool(len(office))
    china = listed.share_percent[listed.buyer == "China"].sum()
    if "one customer" in view.title.says:
        most = counted["China"] if len(office) else listed.share_percent.max()
        assert most >= 90
        view.titled(f"{most:.0f} of every 100 dollars")
        view.knows(100)
    elif "apart" in view.title.says:
        apart = abs(china - counted["China"])
        assert apart >= charts.FAR
        view.titled(f"{apart:.0f} points apart")
        view.knows(apart)
    else:
        share = counted["China"] if len(office) else listed.share_percent.max()
        view.titled(f"took {share:.0f} of every 100 dollars")
        view.knows(100)


@reads(charts.witnesses)
def witnesses(view):
    rows, gold = view.drawn, view.values["gold"] == "left out"
    for row in rows.itertuples():
        view.dot(row.year, row.office, colour("China"), filled=False, marker="D")
    view.curve(rows.year, rows.office, colour("China"))
    both = rows.dropna(subset="apart")
    for row in both.itertuples():
        assert same(row.apart, row.factbook - row.office, 0.006)
        view.dot(row.year, row.factbook, INK, filled=True, marker="o")
        view.rule(x=row.year, tone=SOFT)
    for row in both[both.apart.abs() >= charts.FAR].itertuples():
        view.text(signed(row.apart), INK, near=(row.year, row.factbook), within=20)
        view.says(f"{row.year} ({signed(row.apart, 1)})")
    low, high = charts.BAND
    near = rows[rows.office.between(low, high)]
    assert near.office.sub(90).abs().max() <= 3
    for row in near.itertuples():
        view.says(f"{row.year} {row.office:.1f} %")
    view.aside("box", "area")
    view.key({"statistics office": colour("China"), "CIA World Factbook": INK})
    if gold:
        rest = rows.dropna(subset="without_gold")
        view.curve(rest.year, rest.without_gold, charts.GOLD)
        view.key({"office, without gold (at most)": charts.GOLD})
        view.says(f"between {rest.without_gold.min():.1f} and {rest.without_gold.max():.1f} %")
        assert (rest.without_gold > rest.office).all()
    assert OFFICE in view.source.says and charts.FACTBOOK in view.source.says
    view.knows(low, high, charts.FAR)
    view.measured("China's share")
    if gold:
        assert rest.without_gold.min() // 1 == 92
        view.titled(f"never under 92 % since {rest.year.iloc[0]}")
    else:
        view.titled(f"In {(both.apart.abs() >= charts.FAR).sum()} of {len(both)} years")
        view.knows((both.apart.abs() >= charts.FAR).sum(), len(both))


@reads(charts.giants)
def giants(view):
    rows, flow, witness = view.drawn, view.values["flow"], view.values["witness"]
    book, series = witness == charts.WITNESSES[0], {}
    for name, label in (("Russia", "Soviet Union, former CMEA, then Russia"), ("China", "China")):
        own = rows[rows.giant == name]
        assert set(own.as_printed) <= ({"China"} if name == "China" else {"Russia", *charts.MOSCOW})
        line = (facts.first_edition(own.assign(flow=flow)) if book else own).sort_values("year")
        for row in own.itertuples():
            view.dot(row.year, row.share_percent, colour(name), filled=True, marker="o")
        view.curve(line.year, line.share_percent, colour(name))
        series[label if book else name] = (line.year, line.share_percent, colour(name))
        for row in (line.iloc[0], line.iloc[-1], line.loc[line.share_percent.idxmax()]):
            view.says(f"{row.share_percent:g} % in {row.year}")
    table = view.tables[0 if book else 1].query("flow == @flow")
    printed = set(zip(table.partner, table.year, table.share_percent, strict=True))
    assert set(zip(rows.as_printed, rows.year, rows.share_percent, strict=True)) <= printed
    view.labels(series)
    russia, china = (rows[rows.giant == name].set_index("year").share_percent for name in ("Russia", "China"))
    true = {
        "One giant replaced": china.iloc[-1] > 20 > russia.iloc[-1],
        "until one line stops": russia.index.max() < china.index.max(),
        "One giant buys": russia.max() < 5 < china.min(),
        "neither line stops": russia.index.max() == china.index.max(),
    }
    (said,) = [words for words in true if words in view.title.says]
    assert true[said], "the title isn't true"
    assert (OFFICE in view.source.says) != (charts.FACTBOOK in view.source.says)
    view.measured(charts.WORDS[flow][1])
    view.says(charts.WORDS[flow][1], witness)


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
    view.titled(f"place {place} of {len(rows)}")
    view.knows(place, len(rows))


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
    (counted,) = view.tables[1].query("partner == 'China'").share_percent
    view.text(f"office: {counted:.1f}", INK)
    view.find("line", lambda line: np.allclose(line.at[:, 0], counted), "at what the office counted")
    china = printed["China"] * (1 - invisible / 100)
    view.titled(f"{invisible} % invisible: China {china:.1f} %, where the office has {counted:.1f}")
    view.says(f"{counted:.1f} %")
    view.knows(counted, invisible)


@reads(charts_goods.without_energy)
def without_energy(view):
    year, energy = view.values["year"], view.values["energy"]
    table = view.tables[0].query("flow == 'import' and partner == 'China' and year == @year")
    (own,) = table.share_percent
    tones = {"China": colour("China"), "all others": "#d0d0d0", "energy": OTHERS}
    for whole, parts in view.drawn.groupby("whole"):
        left = 0.0
        for row in parts.itertuples():
            bar = view.bar(whole, row.share_percent, tones[row.part], start=left, tolerance=0.006)
            assert bool(bar.hatch) == (row.part == "energy")
            if row.share_percent >= 4:
                view.text(f"{row.share_percent:.1f}", near=((bar.start + bar.end) / 2, bar.lane), within=8)
            left = bar.end
        assert same(left, 100, 0.02)
    shares = view.drawn.set_index(["whole", "part"]).share_percent
    rest = shares["energy aside", "China"]
    assert same(shares["all imports", "China"], own) and same(rest, 100 * own / (100 - energy), 0.006)
    view.rule(x=50)
    view.titled(f"{rest:.1f} % of the rest", "more than half" if rest > 50 else "less than half")
    view.measured(str(year), f"if {energy} % of them are energy")
    view.says(f"imports in {year}", f"China {own:.1f} %", f"energy {energy} %", f"China {rest:.1f} %")
    assert OFFICE in view.source.says


@reads(charts_goods.goods)
def goods(view):
    product, series = view.values["product"], {}
    for good, own in view.drawn.groupby("product"):
        strong = good == product
        view.curve(own.year, own.share_percent, charts_goods.GOODS_COLOURS[good] if strong else "#c9c9c9")
        tone = charts_goods.GOODS_COLOURS[good] if strong else SOFT
        for row in own.itertuples():
            if strong:
                view.text(f"{row.share_percent:.0f}", tone, near=(row.year, row.share_percent), within=20)
                view.says(f"{row.share_percent:.1f} % in {row.year}")
        series[good] = ([own.year.iloc[-1]] * 2, [own.share_percent.iloc[-1]] * 2, tone)
    view.labels(series)
    own = view.drawn[view.drawn["product"] == product].share_percent
    view.titled(product.capitalize(), f"from {own.min():.0f} to {own.max():.0f} %")
    view.says(f"the share of {product}")
    assert OFFICE in view.source.says


@reads(charts_goods.coal)
def coal(view):
    measure = view.values["measure"]
    rows = view.drawn[["year", charts_goods.MEASURES[measure]]].set_axis(["year", "value"], axis=1)
    for row in rows.itertuples():
        view.beside(view.bar(row.year, row.value, INK, lying=False), row.value)
        view.says(f"{row.year}: {row.value:,.0f}")
    assert np.allclose(view.drawn.per_tonne, view.drawn.dollars / view.drawn.tonnes, atol=0.51)
    noun = {"per_tonne": "price"}.get(charts_goods.MEASURES[measure], charts_goods.MEASURES[measure])
    times = rows.value.iloc[-1] / rows.value.iloc[0]
    view.knows(times)
    view.titled(f"In {rows.year.iloc[-1]} {times:.1f} times the {noun} of {rows.year.iloc[0]}")
    view.measured(measure)
    view.says(f"exports in {measure}")
    assert OFFICE in view.source.says
