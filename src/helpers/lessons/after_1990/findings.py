"""What the tables say of the claims that lesson 2 judges."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

import pandas as pd

from helpers.asking.claims import Assessment, Fact, Finding, Sentence, printed
from helpers.lessons.after_1990.facts import (
    EXCHANGED,
    FEW,
    YEARS,
    moscow_shares,
    moscow_through_time,
    votes_alike,
)
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


def alike_by_year(load: Load) -> pd.Series:
    """Strict agreement of Mongolia with Moscow by year, in per cent; years of few or doubtful votes are left out."""
    return votes_alike(load("un_votes")).query("country == 'Russia'").set_index("year").percent


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

LAST = 2023  # the last whole year of trade before the article
COUNTED = datetime.date(LAST + 1, 2, 1)  # from when that year's trade could be quoted
OFFICE = ("nso-1400-010v3", "nso-1400-006v3")


def moscow_now(load: Load, flow: str, year: int = LAST) -> float:
    """Moscow's share of exports or imports in a year since 2005, by the statistics office, in per cent."""
    rows = moscow_through_time(load("trade_partners"), load("trade_partners_official"), flow)
    return float(rows.set_index("year").percent[year])


def _claim_turn(load: Load) -> Finding:
    index = mongolias_rows(load).electoral
    out, into = (
        moscow_shares(load("trade_partners"), flow).set_index("year") for flow in ("export", "import")
    )
    sold = Sentence(
        f"Trade turned later and unevenly: Russia sold {into.share_percent[1996]:.0f} % of Mongolia's imports "
        f"in 1996 and still {moscow_now(load, 'import'):.0f} % in {LAST}. It bought only "
        f"{moscow_now(load, 'export'):.1f} % of its exports.",
        COUNTED,
        (f"cia-factbook-{into.edition[1996]}", *OFFICE),
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
        sold,
        Sentence("That it was “forced” is a reading no table holds."),
        further=[
            Sentence(
                f"Of its exports Moscow took {out.share_percent[1991]:.0f} % in 1991 (the Soviet Union, a year "
                f"inferred), the whole former bloc {out.share_percent[1995]:.0f} % in 1995.",
                printed(out.edition[1995]),
                [f"cia-factbook-{edition}" for edition in sorted({out.edition[1991], out.edition[1995]})],
            )
        ],
        for_=[
            Sentence(
                "The buyer, the lender and the model went within two years of each other. A state that sold "
                f"{out.share_percent[1991]:.0f} % of its exports to one union could not keep that trade when "
                "the union was gone.",
                1992,
                [f"cia-factbook-{out.edition[1991]}"],
            )
        ],
        against=[
            Sentence(
                "The first demands were made in Ulaanbaatar in December 1989, two years before the Soviet Union "
                "ended: a turn can be chosen. And imports turned only in part: a quarter was still Russian "
                f"in {LAST}.",
                COUNTED,
                ["rossabi-2005"],
            )
        ],
        main=("v-dem-15", "nso-1400-010v3"),
    )


def _true_in(load: Load, until: int, before: Sentence | None = None) -> Sentence:
    """In how many of the years from 1992 to `until` the claim is true, by two indices."""
    un = answers_by_year(load, until=until)
    house = define.how_often(answers_by_year(load, "Freedom House", until=until))["true"]
    breakers = {code for answer in un for code in answer.above} - {"MNG"}
    return Sentence(
        f"Of nine states that may be meant, by Freedom House Mongolia alone was free in {house} of the {len(un)} "
        f"years 1992 to {until}; by V-Dem at {LINE} in {define.how_often(un)['true']} "
        f"({listed(sorted(names_of(load, breakers)))} break it).",
        until,
        ("freedom-house-fiw", "v-dem-15", "un-m49-country-codes"),
        before=before,
    )


def _claim_only_one(load: Load) -> Finding:
    row = mongolias_rows(load).loc[2024]
    wto = load("wto_members")
    joined = wto[wto.status == "member"].sort_values("date").set_index("country").date
    narrow = define.how_often(answers_by_year(load, asia="without the west"))["true"]
    polity = [a.year for a in answers_by_year(load, "Polity", "without the west") if a.point == "false"]
    broken = sum(bool(set(a.above) - {"MNG"}) for a in answers_by_year(load))
    return Finding(
        define.how_often(answers_by_year(load))["true"],
        "holds with a condition",
        _true_in(load, 2024, before=_true_in(load, 2023)),
        Sentence(
            f"The open economy sets it apart less: {len(joined)} of {len(wto)} were in the World "
            f"Trade Organization by {wto.date.max():%B %Y}. {joined.index[0]} was first ({joined.iloc[0]:%Y}), "
            f"{joined.index[1]} next ({joined.iloc[1]:%Y}).",
            wto.date.max(),
            ("wto-mongolia-member", "rferl-2006-wto"),
        ),
        further=[
            Sentence(
                f"Without the Caucasus it is true by V-Dem in {narrow} of {len(YEARS)} years; by Polity "
                f"Kyrgyzstan breaks it from {polity[0]} to {polity[-1]}, where its figures end.",
                2024,
                ("polity-5",),
            ),
            Sentence(
                f"For 2024 V-Dem has Mongolia itself at {row.electoral:.3f} ({row.electoral_low:.2f}–"
                f"{row.electoral_high:.2f}, two chances in three): too close to the line to tell.",
                2024,
            ),
        ],
        for_=[
            Sentence(
                "No other of the nine was ever rated Free, and Mongolia was in every year; it opened its "
                "economy first, too; and on the map that most people have in mind, without the Caucasus, "
                "V-Dem says nearly the same.",
                2024,
                ("freedom-house-fiw",),
            )
        ],
        against=[
            Sentence(
                "Armenia and Georgia lie in the UN's Asia, were Soviet republics and joined the World Trade "
                f"Organization in {joined['Armenia']:%Y} and {joined['Georgia']:%Y}; by V-Dem one or both stood "
                f"above the line in {broken} years, and in 2024 Armenia alone.",
                2024,
                ("v-dem-15", "wto-georgia-2000"),
            )
        ],
        main=("freedom-house-fiw", "v-dem-15", "wto-mongolia-member"),
    )


def moves(load: Load, first: int = 1991) -> pd.DataFrame:
    """How far some states' ideal points lie apart from the lowest year to the highest, since `first`."""
    rows = load("un_ideal_points").query("year >= @first")
    return rows.groupby("iso3").ideal_point.agg(["min", "max"]).eval("max - min")


def _claim_moscow(load: Load) -> Finding:
    alike = alike_by_year(load)
    rows, last, moved = trips_with(load, "RUS"), int(alike.index.max()), moves(load)
    points = load("un_ideal_points").set_index(["iso3", "year"])
    treaties = load("timeline").query(
        "event.str.contains('reaty') and event.str.contains('with Russia') and date >= '1990-01-01'"
    )
    mine, theirs = points.loc[("MNG", 2022)], points.loc[("RUS", 2022)]
    met = "within each other's band" if mine.q5 < theirs.q95 and theirs.q5 < mine.q95 else "still apart"
    return Finding(
        alike[last],
        "holds with a condition",
        Sentence(
            f"By treaties ({listed([str(year) for year in treaties.date.dt.year])}) and "
            f"{rows.trip_id.nunique()} trips it stayed close. It sold {moscow_now(load, 'import'):.0f} % of "
            f"imports in {LAST}, and bought next to nothing.",
            "2024-08-31",
            (*treaties.source_id.dropna(), *OFFICE),
        ),
        Sentence(
            f"By votes the distance grew because Moscow moved: since 1991 by {moved['RUS']:.1f} points on a "
            f"scale of all votes, Mongolia by {moved['MNG']:.1f}.",
            "2026-04-03",
            ("ideal-points-april-2026",),
            before=Sentence(
                f"By votes less close than most: alike in {alike[last]:.0f} % of {last}, with the middle one of "
                f"all members in {middle_share(load, last, last):.0f} %.",
                last,
                ("unvotes-2021", "mapping-unga-voting-alliances"),
            ),
        ),
        further=[
            Sentence(
                f"Votes alike: {alike[1990]:.0f} % in 1990, {alike[1992]:.0f} % in 1992, "
                f"{alike_share(load, 2001, 2010):.0f} % in 2001–2010, {alike[last]:.0f} % in {last}; with the "
                f"middle one of all members {middle_share(load, 2001, 2010):.0f} % in 2001–2010, "
                f"{middle_share(load, last, last):.0f} % in {last}.",
                last,
                ("unvotes-2021", "mapping-unga-voting-alliances"),
            ),
            Sentence(
                f"The trips are those from 1991 to August 2024; {(rows.confidence == 'background').sum()} of them "
                "are unconfirmed. With China there were "
                f"{trips_with(load, 'CHN').trip_id.nunique()}, with the United States "
                f"{trips_with(load, 'USA').trip_id.nunique()}.",
                trips_with(load, "RUS", "CHN", "USA").date.max(),
            ),
        ],
        for_=[
            Sentence(
                "Two treaties of friendship and a quarter of all imports are more than any third neighbour has; "
                f"and when Moscow came back on the scale of votes in 2022, the two stood {met}.",
                "2026-04-03",
                ("ideal-points-april-2026",),
            )
        ],
        against=[
            Sentence(
                f"In {LAST} Moscow bought {moscow_now(load, 'export'):.1f} % of its exports, China had more trips "
                "and sold more, and half of all members voted like Mongolia in "
                f"{middle_share(load, last, last):.0f} % or more: what is left is a neighbour, no special friend.",
                COUNTED,
                OFFICE,
            )
        ],
        main=("ideal-points-april-2026", "nso-1400-010v3", "rferl-2019"),
    )


CLAIMS = {
    "C07": Fact(_claim_turn),
    "C08": Fact(_claim_only_one),
    "C09": Assessment(
        "holds with a condition",
        Sentence(
            "American secretaries of state said it in Ulaanbaatar in 2012 and 2016; we found it in American "
            "words more than in others', and words are not what most visits were about.",
            "2016-06-05",
            ("clinton-2012-07-09", "kerry-2016-06-05"),
        ),
        for_=[
            Sentence(
                "Hillary Clinton called Mongolia a model there in 2012, John Kerry an oasis of democracy in "
                "2016; a memorandum on democratic institutions was among the papers of the Swiss president's "
                "visit in August 2024.",
                "2024-08-31",
                ("nambc-2012-clinton", "vbs-admin-2024"),
            )
        ],
        against=[
            Sentence(
                "Most papers that Western guests signed, as far as our table has them, are about raw "
                "materials, energy, partnership or security; similar praise was given to Kyrgyzstan; and by "
                "V-Dem none of the formerly communist states of Central Asia has followed.",
                2024,
                ("american-ambassadors-2014", "v-dem-15"),
            ),
            Sentence(
                "Julian Dierkes, a scholar of Mongolia, noted in December 2025 that V-Dem no longer counts it "
                "as a democracy, while doubting what the experts measure.",
                2025,
                ("mongolia-focus-2025-12",),
            ),
        ],
        main=("clinton-2012-07-09", "kerry-2016-06-05"),
        dated="30 November 2026",
        source_ids=("mongoliaeconomy-blogspot-2011",),
    ),
    "C42": Fact(_claim_moscow),
}
