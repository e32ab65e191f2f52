"""What the tables say of the claims that lesson 2 judges."""

from __future__ import annotations

from helpers.asking.claims import Assessment, Fact, Finding
from helpers.lessons.after_1990.facts import EXCHANGED, FEW, YEARS, moscow_shares, votes_alike
from helpers.models import definitions as define
from helpers.models.agreement import strict, tally

LINE = define.INDICES["V-Dem"].lines["usual"]


def mongolias_rows(load):
    rows = load("democracy_vdem").query("iso3 == 'MNG'")
    return rows.set_index("year")


def answers_by_year(load, index="V-Dem", asia="UN list", line="usual"):
    """An Answer for each year from 1992 to the index's last, for the Soviet successors and Mongolia."""
    rule = define.INDICES[index]
    made = define.scores(load(rule.table), index)
    years = [year for year in YEARS if year <= rule.last_year]
    return define.history(
        made, define.members(load("countries"), asia), years, rule.lines[line], rule.high_is_free
    )


def names_of(load, codes):
    names = load("countries").set_index("iso3").country
    return [names[code] for code in codes]


def listed(words):
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


# --- cycle 3 ------------------------------------------------------------------------------------------------


def alike_share(load, first, last, seat="RUS"):
    """Strict agreement of Mongolia with a seat from the year `first` to the year `last`, in per cent."""
    votes = load("un_votes")
    votes = votes[votes.date.dt.year.between(first, last) & (votes.session != EXCHANGED)]
    return 100 * strict(votes.MNG, votes[seat]).share


def middle_share(load, first, last):
    """Strict agreement of Mongolia with the middle one of all other members in these years, in per cent."""
    votes = load("un_votes")
    votes = votes[votes.date.dt.year.between(first, last) & (votes.session != EXCHANGED)]
    seats = [seat for seat in load("un_members").iso3 if seat != "MNG"]
    pairs = tally(votes, "MNG", seats, votes.session * 0)
    pairs = pairs[pairs.common >= FEW]
    return 100 * (pairs.alike / pairs.common).median()


def trips_with(load, *codes):
    visits = load("visits")
    rows = visits[
        (visits.date >= "1991-01-01") & (visits.date < "2024-09-01") & ~visits.third_country_meeting
    ]
    return rows[rows.iso3.isin(codes)]


# --- claims -------------------------------------------------------------------------------------------------


def _claim_turn(load):
    index = mongolias_rows(load).electoral
    out, into = (
        moscow_shares(load("trade_partners"), flow).set_index("year") for flow in ("export", "import")
    )
    editions = {
        int(out.edition[1991]),
        int(out.edition[1995]),
        int(into.edition[1996]),
        int(into.edition[2022]),
    }
    return Finding(
        index[1992],
        "holds with a condition",
        f"Politics turned within three years: {index[1989]:.2f} on V-Dem's index in 1989, {index[1992]:.2f} "
        f"in 1992. Moscow's "
        f"share of exports went from {out.share_percent[1991]:.0f} % (the Soviet Union, 1991, a year "
        f"inferred) to {out.share_percent[1995]:.0f} % (the whole former bloc, 1995); of imports "
        f"{into.share_percent[1996]:.0f} % still came from Russia in 1996 and "
        f"{into.share_percent[2022]:.0f} % in 2022. So trade turned later, exports much further than "
        "imports; that it was “forced” is a reading no table holds.",
        sources=("v-dem-15", *(f"cia-factbook-{year}" for year in sorted(editions))),
    )


def _claim_only_one(load):
    un, narrow, house = (
        answers_by_year(load),
        answers_by_year(load, asia="without the west"),
        answers_by_year(load, "Freedom House"),
    )
    polity = answers_by_year(load, "Polity", "without the west")
    broken = [a.year for a in polity if a.point == "false"]
    breakers = {c for a in un for c in a.above} - {"MNG"}
    row = mongolias_rows(load).loc[2024]
    openness = load("trade_openness").query("year == 2023 and measure.str.startswith('trade in goods')")
    goods = openness.set_index("iso3").value_percent_of_gdp
    true = {
        name: define.how_often(found)["true"]
        for name, found in (("un", un), ("narrow", narrow), ("house", house))
    }
    return Finding(
        true["un"],
        "holds with a condition",
        f"Of the {len(house)} years 1992 to 2024 it is true in {true['house']} by Freedom House; by V-Dem "
        f"at {LINE} in "
        f"{true['un']} with the UN's Asia ({listed(sorted(names_of(load, breakers)))} break it) and in "
        f"{true['narrow']} without the "
        f"Caucasus; by Polity, without the Caucasus, until Kyrgyzstan breaks it from {broken[0]} to "
        f"{broken[-1]}, where its figures end. For 2024 V-Dem "
        f"has Mongolia itself at {row.electoral:.3f} ({row.electoral_low:.2f}–{row.electoral_high:.2f}), "
        f"too close to the line to tell. An open economy, measured by trade in goods, doesn't set it apart: "
        f"{goods['MNG']:.0f} % of GDP in 2023, {goods['KGZ']:.0f} % in Kyrgyzstan. It holds once index, "
        "line, map and year are named.",
        sources=(
            *("v-dem-15", "freedom-house-fiw", "polity-5", "un-m49-country-codes"),
            *openness.source_id.unique(),
        ),
    )


def _claim_moscow(load):
    alike = votes_alike(load("un_votes")).query("country == 'Russia'").set_index("year").percent
    out, into = (
        moscow_shares(load("trade_partners"), flow).set_index("year") for flow in ("export", "import")
    )
    rows = trips_with(load, "RUS")
    unsure = (rows.confidence == "background").sum()
    last = int(alike.index.max())
    treaties = load("timeline").query(
        "event.str.contains('reaty') and event.str.contains('with Russia') and date >= '1990-01-01'"
    )
    years = listed([str(year) for year in treaties.date.dt.year])
    return Finding(
        alike[last],
        "holds with a condition",
        f"By treaties (with Russia in {years}) and visits yes: {rows.trip_id.nunique()} trips of all kinds, "
        "1991 to "
        f"August 2024 in our table "
        f"({unsure} unconfirmed), against {trips_with(load, 'CHN').trip_id.nunique()} with China and "
        f"{trips_with(load, 'USA').trip_id.nunique()} with the United States. By votes, since then, less "
        f"close than most: alike in {alike[1990]:.0f} % in 1990, {alike[1992]:.0f} % in 1992, "
        f"{alike_share(load, 2001, 2010):.0f} % in 2001–2010, {alike[last]:.0f} % in {last}; with the middle one "
        f"of all members in {middle_share(load, 2001, 2010):.0f} % in 2001–2010, "
        f"{middle_share(load, last, last):.0f} % in {last}. As a seller "
        f"yes ({into.share_percent[2022]:.0f} % of imports in 2022), as a buyer no "
        f"({out.share_percent[2022]:.0f} % of exports). "
        "It holds if the measure is named.",
        sources=(
            *treaties.source_id.dropna(),
            "unvotes-2021",
            "mapping-unga-voting-alliances",
            f"cia-factbook-{into.edition[2022]}",
        ),
    )


CLAIMS = {
    "C07": Fact(_claim_turn),
    "C08": Fact(_claim_only_one),
    "C09": Assessment(
        "holds with a condition",
        "American secretaries of state said it in Ulaanbaatar; we found it in American words more than in "
        "others', and words are "
        "not what most visits were about.",
        for_="Hillary Clinton called Mongolia a model there in 2012, John Kerry an oasis of democracy in "
        "2016; a memorandum on democratic institutions was among the papers of the Swiss president's visit "
        "in August 2024.",
        against="Most papers that Western guests signed, as far as our table has them, are about raw "
        "materials, energy, partnership "
        "or security; similar praise was given to Kyrgyzstan; by V-Dem none of the formerly communist "
        "states of Central Asia has followed; "
        "and a scholar of Mongolia "
        "noted in 2025 that V-Dem no longer counts it as a democracy, while doubting what the "
        "experts measure.",
        dated="23 November 2026",
        source_ids=(
            "v-dem-15",
            "clinton-2012-07-09",
            "kerry-2016-06-05",
            "nambc-2012-clinton",
            "vbs-admin-2024",
            "mongoliaeconomy-blogspot-2011",
            "american-ambassadors-2014",
            "mongolia-focus-2025-12",
        ),
    ),
    "C42": Fact(_claim_moscow),
}
