"""What the tables say of the claims that lesson 2 judges."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from helpers.asking.claims import Assessment, Fact, Finding, Sentence, printed
from helpers.lessons.after_1990.facts import EXCHANGED, FEW, YEARS, moscow_shares, votes_alike
from helpers.models import definitions as define
from helpers.models.agreement import strict, tally
from helpers.tables import Load
from helpers.words import listed

LINE = define.INDICES["V-Dem"].lines["usual"]


def mongolias_rows(load: Load) -> pd.DataFrame:
    """What V-Dem has for Mongolia, by year."""
    return load("democracy_vdem").query("iso3 == 'MNG'").set_index("year")


def answers_by_year(
    load: Load, index: str = "V-Dem", asia: str = "UN list", line: str = "usual", until: int = YEARS[-1]
) -> list:
    """An Answer for each year from 1992 to the index's last or `until`, for the Soviet successors and Mongolia."""
    rule = define.INDICES[index]
    made = define.scores(load(rule.table), index)
    years = [year for year in YEARS if year <= min(rule.last_year, until)]
    return define.history(
        made, define.members(load("countries"), asia), years, rule.lines[line], rule.high_is_free
    )


def names_of(load: Load, codes: Iterable[str]) -> list[str]:
    names = load("countries").set_index("iso3").country
    return [names[code] for code in codes]


# --- cycle 3 ------------------------------------------------------------------------------------------------


def _votes(load: Load, first: int, last: int) -> pd.DataFrame:
    votes = load("un_votes")
    return votes[votes.date.dt.year.between(first, last) & (votes.session != EXCHANGED)]


def alike_share(load: Load, first: int, last: int, seat: str = "RUS") -> float:
    """Strict agreement of Mongolia with a seat from the year `first` to the year `last`, in per cent."""
    votes = _votes(load, first, last)
    return 100 * strict(votes.MNG, votes[seat]).share


def middle_share(load: Load, first: int, last: int) -> float:
    """Strict agreement of Mongolia with the middle one of all other members in these years, in per cent."""
    votes = _votes(load, first, last)
    seats = [seat for seat in load("un_members").iso3 if seat != "MNG"]
    pairs = tally(votes, "MNG", seats, votes.session * 0)
    pairs = pairs[pairs.common >= FEW]
    return 100 * (pairs.alike / pairs.common).median()


def trips_with(load: Load, *codes: str) -> pd.DataFrame:
    """The visits from 1991 to the article, in either direction, between Mongolia and these states."""
    visits = load("visits")
    rows = visits[
        (visits.date >= "1991-01-01") & (visits.date < "2024-09-01") & ~visits.third_country_meeting
    ]
    return rows[rows.iso3.isin(codes)]


# --- claims -------------------------------------------------------------------------------------------------


def _moscow(load: Load) -> list[pd.DataFrame]:
    """Moscow's shares of exports and of imports, each by year."""
    return [moscow_shares(load("trade_partners"), flow).set_index("year") for flow in ("export", "import")]


def _claim_turn(load: Load) -> Finding:
    index, (out, into) = mongolias_rows(load).electoral, _moscow(load)
    editions = sorted(
        {int(out.edition[1991]), int(out.edition[1995]), int(into.edition[1996]), int(into.edition[2022])}
    )
    return Finding(
        index[1992],
        "holds with a condition",
        Sentence(
            f"Politics turned within three years: {index[1989]:.2f} on V-Dem's index in 1989, "
            f"{index[1992]:.2f} in 1992.",
            1992,
            ["v-dem-15"],
        ),
        Sentence(
            f"Moscow's share of exports went from {out.share_percent[1991]:.0f} % (the Soviet Union, 1991, a "
            f"year inferred) to {out.share_percent[1995]:.0f} % (the whole former bloc, 1995); of imports "
            f"{into.share_percent[1996]:.0f} % still came from Russia in 1996 and "
            f"{into.share_percent[2022]:.0f} % in 2022.",
            printed(max(editions)),
            [f"cia-factbook-{year}" for year in editions],
        ),
        Sentence(
            "So trade turned later, exports much further than imports; that it was “forced” is a reading no "
            "table holds."
        ),
    )


def _true_in(load: Load, until: int, before: Sentence | None = None) -> Sentence:
    """In how many of the years from 1992 to `until` the claim is true, by three indices and two maps."""
    un, narrow, house = (
        answers_by_year(load, until=until),
        answers_by_year(load, asia="without the west", until=until),
        answers_by_year(load, "Freedom House", until=until),
    )
    true_un, true_narrow, true_house = (define.how_often(found)["true"] for found in (un, narrow, house))
    broken = [a.year for a in answers_by_year(load, "Polity", "without the west") if a.point == "false"]
    breakers = {c for a in un for c in a.above} - {"MNG"}
    return Sentence(
        f"Of the {len(house)} years 1992 to {until} it is true in {true_house} by Freedom House; by V-Dem at "
        f"{LINE} in {true_un} with the UN's Asia ({listed(sorted(names_of(load, breakers)))} break it) and "
        f"in {true_narrow} without the Caucasus; by Polity, without the Caucasus, until Kyrgyzstan breaks it "
        f"from {broken[0]} to {broken[-1]}, where its figures end.",
        until,
        ("v-dem-15", "freedom-house-fiw", "polity-5", "un-m49-country-codes"),
        before=before,
    )


def _claim_only_one(load: Load) -> Finding:
    row = mongolias_rows(load).loc[2024]
    openness = load("trade_openness").query("year == 2023 and measure.str.startswith('trade in goods')")
    goods = openness.set_index("iso3").value_percent_of_gdp
    return Finding(
        define.how_often(answers_by_year(load))["true"],
        "holds with a condition",
        _true_in(load, 2024, before=_true_in(load, 2023)),
        Sentence(
            f"For 2024 V-Dem has Mongolia itself at {row.electoral:.3f} "
            f"({row.electoral_low:.2f}–{row.electoral_high:.2f}), too close to the line to tell.",
            2024,
        ),
        Sentence(
            f"An open economy, measured by trade in goods, doesn't set it apart: {goods['MNG']:.0f} % of GDP "
            f"in 2023, {goods['KGZ']:.0f} % in Kyrgyzstan.",
            2023,
            openness.source_id.unique(),
        ),
        Sentence("It holds once index, line, map and year are named."),
    )


def _claim_moscow(load: Load) -> Finding:
    alike = votes_alike(load("un_votes")).query("country == 'Russia'").set_index("year").percent
    out, into = _moscow(load)
    rows = trips_with(load, "RUS")
    last = int(alike.index.max())
    treaties = load("timeline").query(
        "event.str.contains('reaty') and event.str.contains('with Russia') and date >= '1990-01-01'"
    )
    return Finding(
        alike[last],
        "holds with a condition",
        Sentence(
            f"By treaties (with Russia in {listed([str(year) for year in treaties.date.dt.year])}) and "
            f"visits yes: {rows.trip_id.nunique()} trips of all kinds, 1991 to August 2024 in our table "
            f"({(rows.confidence == 'background').sum()} unconfirmed), against "
            f"{trips_with(load, 'CHN').trip_id.nunique()} with China and "
            f"{trips_with(load, 'USA').trip_id.nunique()} with the United States.",
            trips_with(load, "RUS", "CHN", "USA").date.max(),
            tuple(treaties.source_id.dropna()),
        ),
        Sentence(
            f"By votes, since then, less close than most: alike in {alike[1990]:.0f} % in 1990, "
            f"{alike[1992]:.0f} % in 1992, {alike_share(load, 2001, 2010):.0f} % in 2001–2010, "
            f"{alike[last]:.0f} % in {last}; with the middle one of all members in "
            f"{middle_share(load, 2001, 2010):.0f} % in 2001–2010, {middle_share(load, last, last):.0f} % in "
            f"{last}.",
            last,
            ("unvotes-2021", "mapping-unga-voting-alliances"),
        ),
        Sentence(
            f"As a seller yes ({into.share_percent[2022]:.0f} % of imports in 2022), as a buyer no "
            f"({out.share_percent[2022]:.0f} % of exports).",
            printed(into.edition[2022]),
            [f"cia-factbook-{into.edition[2022]}"],
        ),
        Sentence("It holds if the measure is named."),
    )


CLAIMS = {
    "C07": Fact(_claim_turn),
    "C08": Fact(_claim_only_one),
    "C09": Assessment(
        "holds with a condition",
        Sentence(
            "American secretaries of state said it in Ulaanbaatar; we found it in American words more than "
            "in others', and words are not what most visits were about.",
            "2016-06-05",
            ("clinton-2012-07-09", "kerry-2016-06-05", "nambc-2012-clinton"),
        ),
        for_=[
            Sentence(
                "Hillary Clinton called Mongolia a model there in 2012, John Kerry an oasis of democracy in "
                "2016; a memorandum on democratic institutions was among the papers of the Swiss "
                "president's visit in August 2024.",
                "2024-08-31",
            )
        ],
        against=[
            Sentence(
                "Most papers that Western guests signed, as far as our table has them, are about raw "
                "materials, energy, partnership or security; similar praise was given to Kyrgyzstan; by "
                "V-Dem none of the formerly communist states of Central Asia has followed; and a scholar of "
                "Mongolia noted in 2025 that V-Dem no longer counts it as a democracy, while doubting what "
                "the experts measure.",
                2025,
            )
        ],
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
