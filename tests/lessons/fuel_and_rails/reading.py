"""What must stand in the pictures of lesson 4."""

import calendar

import numpy as np

from helpers.lessons.fuel_and_rails import charts_energy, charts_rails, charts_shock, facts
from helpers.pictures.figures import INK, OTHERS, SOFT, colour
from helpers.words import ordinal, signed
from tests.lessons.seeing import reads

RUSSIA = colour("Russia")


@reads(charts_energy.crude_and_products)
def crude_and_products(view):
    series = {}
    for what, own in view.drawn.groupby("what"):
        tone = charts_energy.OIL_COLOURS[what]
        for row in own.itertuples():
            view.dot(row.year, row.thousand_barrels_a_day, tone, filled=not row.computed)
            view.says(f"{row.thousand_barrels_a_day:.1f} in {row.year}")
        view.curve(own.year, own.thousand_barrels_a_day, tone)
        series[what] = (own.year, own.thousand_barrels_a_day, tone)
        part = view.caption.split(f"{what}: ")[1].split(";")[0]
        assert part.rstrip(".").split(". Other")[0] == ", ".join(
            f"{row.thousand_barrels_a_day:.1f} in {row.year}" for row in own.itertuples()
        )
    view.labels(series)
    made = view.drawn[view.drawn.what == "made at home"]
    assert (made.thousand_barrels_a_day < 1).all(), "the title isn't true"


@reads(charts_energy.origins)
def origins(view):
    rows, counted = view.drawn, view.values["counted"]
    for row in rows.itertuples():
        both = row.origin != "Russia"
        tone = SOFT if both else RUSSIA
        view.dot(row.year, row.share_percent, tone, filled=not both)
        said = f"{'>' if row.at_least else ''}{row.share_percent:g}"
        view.text(said, tone, near=(row.year, row.share_percent), within=30)
        view.says(f"{'more than ' if row.at_least else ''}{row.share_percent:g} % in {row.year}")
        if both:
            view.text("both neighbours together", SOFT, near=(row.year, 68), within=25)
            view.find(
                "line", lambda line, row=row: np.allclose(line.at[:, 0], row.year), "to what both means"
            )
            view.says(f"in {row.year} (Russia and China together)")
    empty = set(charts_energy.YEARS) - set(rows.year)
    grey = [box.at for box in view.marks if box.kind == "box" and "#f1f1ee" in box.tones]
    assert sorted(round((at[:, 0].min() + at[:, 0].max()) / 2) for at in grey) == sorted(empty)
    view.aside("box")
    view.measured(counted)
    view.says(counted)
    view.knows(*([] if len(rows) else (2010, 2026)))
    if counted == "petrol":
        assert (rows.year == 2023).sum() == 2, "the title isn't true"
        view.knows(2023)


@reads(charts_energy.lamp)
def lamp(view):
    left = 0.0
    for row in view.drawn.itertuples():
        bar = view.bar(0, row.share_percent, charts_energy.TINTS[row.part], start=left)
        left = bar.end
        said = f"{row.amount:,.0f} {row.unit} ({row.share_percent:.1f} %)"
        view.says(f"{row.part} {said}")
        if row.part == "Russia":
            view.text(f"Russia: {row.share_percent:.1f} %", RUSSIA)
            view.text(f"{row.amount:,.0f} of {view.drawn.amount.sum():,.0f} {row.unit}", RUSSIA)
        else:
            view.text(
                f"{row.part} {row.amount:,.0f} {row.unit}", near=((bar.start + bar.end) / 2, 0), within=3
            )
    assert abs(left - 100) < 0.2
    assert np.allclose(view.drawn.share_percent, 100 * view.drawn.amount / view.drawn.amount.sum(), atol=0.06)
    parts = {"a quarter": 25, "one part in sixteen": 6.3, "a fifth": 20}
    said = next(value for words, value in parts.items() if words in view.title.says)
    assert abs(view.drawn.share_percent.iloc[0] - said) < 2
    view.measured(view.values["share_of"])


@reads(charts_energy.power_bought)
def power_bought(view):
    rows = view.drawn
    every, russia = rows.dropna(subset="from_everywhere"), rows.dropna(subset="from_russia")
    for row in russia.itertuples():
        view.dot(row.year, row.from_russia, RUSSIA, marker="D")
        view.text(f"{row.from_russia:.1f}", RUSSIA, near=(row.year, row.from_russia), within=20)
        view.says(f"{row.from_russia:g} % in {row.year}")
    for row in every.itertuples():
        view.says(f"{row.from_everywhere:g} % in {row.year}")
    view.curve(every.year, every.from_everywhere, OTHERS)
    view.text("from Russia", RUSSIA)
    view.labels(
        {
            "from everywhere": (every.year, every.from_everywhere, SOFT),
            "from Russia": (russia.year, russia.from_russia, RUSSIA),
        }
    )
    bought, sent = every.set_index("year").from_everywhere, russia.set_index("year").from_russia
    assert bought[2013] > 2 * bought[2012] and sent.max() - sent.min() < 4, "the title isn't true"
    assert "Source: Mongolian Statistical Service" in view.source.says
    view.knows(2013)


@reads(charts_shock.ban_months)
def ban_months(view):
    rows, own = view.drawn, view.drawn[view.drawn.ban]
    for row in rows.itertuples():
        x, looks = row.year + (row.month - 0.5) / 12, ("D", RUSSIA) if row.ban else ("o", "#9a9a9a")
        view.dot(x, row.change_percent, looks[1], marker=looks[0])
    for row in own.itertuples():
        said = f"{calendar.month_abbr[row.month]} 2023: {signed(row.change_percent)} %"
        view.text(said, RUSSIA, near=(row.year + (row.month - 0.5) / 12, -90), within=12)
        view.says(f"{calendar.month_name[row.month]} 2023 {signed(row.change_percent)} %")
    view.aside("line", tone=RUSSIA)
    view.rule(y=0)
    october = own.change_percent.iloc[-1]
    place = int((rows.change_percent <= october).sum())
    nth = "the deepest" if place == 1 else f"the {ordinal(place)} deepest"
    view.titled(f"October 2023: {signed(october)} %, {nth} of {len(rows)} changes")
    view.says(f"in place {place} of {len(rows)}")
    view.measured(view.values["product"], view.values["compared_with"])
    view.knows(place)


@reads(charts_shock.shock)
def shock(view):
    rows, values = view.drawn, view.values
    view.curve(rows.day, rows.in_the_tank, charts_shock.TANK, tolerance=0.001)
    band = view.find("area", lambda area: "#d5dadf" in area.tones, "of what isn't known")
    for row in rows.itertuples():
        for end in (row.low, row.high):
            assert (np.abs(band.at - (row.day, end)) < 0.001).all(axis=1).any()
    view.bar(-3.2, values["cut_lasts_days"], INK)
    first = rows.attrs["first"]
    short = rows[rows.missing > 1e-3]
    if first is None:
        assert short.empty
        view.titled("No day without diesel")
        view.says("No day without diesel")
    else:
        assert short.day.min() == first
        view.titled(f"Day {first}: the first without enough diesel")
        edge = view.find(
            "line", lambda line: np.allclose(line.at[:, 0], first - 0.5), "at the first such day"
        )
        view.text(f"day {first}: the first", near=edge.at[-1], within=20)
        view.text(f"at worst {100 * rows.missing.max():.0f} % of a usual")
        view.find("area", lambda area: "#f4e8d2" in area.tones, "of the days that lack some")
        view.says(f"is day {first}; on {len(short)} days", f"at worst {100 * rows.missing.max():.0f} %")
        view.knows(len(short))
    assert rows.in_the_tank.iloc[0] == values["days_in_store"]
    view.says(f"{values['cut_percent']} % of the supply stops for {values['cut_lasts_days']} days")
    view.says(f"{values['days_in_store']} days in store", f"{values['saved_percent']} % saved")
    view.says(f"another supplier carrying {values['other_supplier_percent']} %")
    view.knows(*(charts_shock._first_day(days) for days in rows.attrs["band"] if np.isfinite(days)))


@reads(charts_shock.tornado)
def tornado(view):
    rows, bounds = view.drawn, view.tables[0].set_index("input")
    for row in rows.itertuples():
        low, high = sorted((row.at_low, row.at_high))
        bar = view.span(facts.TORNADO[row.input], low, high, charts_shock.TANK)
        inner = [bounds.low[row.input], bounds.high[row.input]]
        inner = inner if row.at_low <= row.at_high else inner[::-1]
        view.beside(bar, low, *(inner if high - low > 9 else []), high)
        view.says(f"{facts.TORNADO[row.input]} from {row.at_low:g} to {row.at_high:g} days")
    usual = rows.usual.iloc[0]
    view.rule(x=usual)
    view.titled(facts.TORNADO[rows.input.iloc[0]])
    assert (rows.at_high - rows.at_low).abs().is_monotonic_decreasing


@reads(charts_rails.owned)
def owned(view):
    year, old = view.values["year"], list(facts.VENTURES)[:3]
    for row in view.drawn.itertuples():
        lane = facts.VENTURES[row.asset].replace("\n", " ")
        mine = [
            view.bar(lane, row.russian, RUSSIA),
            view.bar(lane, row.mongolian, "#dcdcd6", start=row.russian),
        ]
        if row.other > 0:
            mine.append(view.bar(lane, row.other, "#c4b28f", start=row.russian + row.mongolian))
        parts = [row.russian] * bool(row.russian) + [row.mongolian] + [row.other] * (row.other > 0)
        view.beside(mine[0], *parts)
        assert abs(np.nansum([row.russian, row.mongolian, row.other]) - 100) < 0.01
        for name, value, bar in (("Moscow", row.russian, mine[0]), ("Mongolia", row.mongolian, mine[1])):
            if value:
                view.text(f"{name} {value:g}", near=((bar.start + bar.end) / 2, bar.lane), within=170)
        view.says(f"{row.asset} {row.russian:g} %" + " (unconfirmed)" * (row.confidence == "background"))
    view.rule(x=50)
    halves = view.drawn.asset[(view.drawn.russian == 50) & view.drawn.asset.isin(old)].tolist()
    assert ("one half is left" not in view.title.says) or halves == ["Ulaanbaatar Railway"]
    if "one half is left" not in view.title.says:
        view.titled(f"{year}: Moscow held half the railway")
        view.knows(*view.drawn.russian[view.drawn.asset.isin(old[1:])])
    view.measured(str(year))
    view.says(f"the end of {year}")


@reads(charts_rails.corridor)
def corridor(view):
    for row in view.drawn.itertuples():
        bar = view.bar(row.year, row.value, INK, lying=False)
        assert bool(bar.hatch) == (row.period != "full year")
        view.beside(bar, row.value)
        view.says(f"{charts_rails._amount(row)} in {row.year}" + (f" ({row.period})" if bar.hatch else ""))
    first, *_, last = view.drawn[view.drawn.period == "full year"].itertuples()
    ends = [f"{charts_rails._amount(row)} in {row.year}" for row in (first, last)]
    view.titled(view.values["counted"].capitalize(), *ends)
    view.measured(view.drawn.unit.iloc[0])
    view.says(f"{view.values['counted']} on the Ulaanbaatar Railway in {view.drawn.unit.iloc[0]}")
