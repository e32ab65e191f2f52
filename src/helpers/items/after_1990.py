"""Lesson 2, "After 1990": its predictions, checks, quiz and findings, all computed from the tables."""

from __future__ import annotations

from ..charts.democracy import EXCHANGED, FEW, YEARS, moscow_shares, votes_alike
from ..check import Check, Hint
from ..claims import Assessment, Fact, Finding
from ..models import definitions as define
from ..models.agreement import strict, tally
from ..predict import Choice, Number, Outcome
from ..quiz import Question

LINE = define.INDICES["V-Dem"].lines["usual"]


def _mongolia(load):
    rows = load("democracy_vdem").query("iso3 == 'MNG'")
    return rows.set_index("year")


def _answers(load, index="V-Dem", asia="UN list", line="usual"):
    """An Answer for each year from 1992 to the index's last, for the Soviet successors and Mongolia."""
    rule = define.INDICES[index]
    made = define.scores(load(rule.table), index)
    years = [year for year in YEARS if year <= rule.last_year]
    return define.history(
        made, define.members(load("countries"), asia), years, rule.lines[line], rule.high_is_free
    )


def _names(load, codes):
    names = load("countries").set_index("iso3").country
    return [names[code] for code in codes]


def _and(words):
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


# --- cycle 1 ------------------------------------------------------------------------------------------------


def _half_way(load):
    """The first year with a figure past half of the way: rulers, exports, imports."""
    index = _mongolia(load).electoral
    start, top = index[1989], index.loc[1990:1999].max()
    turned = [int(index.loc[1989:][index.loc[1989:] >= (start + top) / 2].index[0])]
    for flow in ("export", "import"):
        shares = moscow_shares(load("trade_partners"), flow).set_index("year").share_percent
        turned.append(int(shares[shares < shares[1991] / 2].index[0]))
    return turned


def _turned_first(load):
    rulers, exports, imports = _half_way(load)
    imported = moscow_shares(load("trade_partners"), "import").set_index("year").share_percent
    return Outcome(
        0 if rulers < min(exports, imports) else None,
        f"Half of the way was gone by {rulers} in the index, by {exports} in the exports that are printed "
        f"(the whole former bloc is counted), by {imports} in the imports (Russia alone is counted). After "
        f"that imports changed little: {imported[1996]:.0f} % from Russia in 1996, {imported[2010]:.0f} % in "
        f"2010, {imported[2022]:.0f} % in 2022.",
        "democracy_vdem; trade_partners, CIA World Factbook, which prints no shares for 1993 and 1994",
    )


def _first_above(load):
    index = _mongolia(load).electoral
    return int(index[index >= LINE].index[0])


def _right_first_above(given, load):
    row = _mongolia(load).loc[_first_above(load)]
    return (
        f"{row.electoral:.2f} in {_first_above(load)}. Its band begins at {row.electoral_low:.2f}, "
        f"below the line: "
        "that year could be doubted, the next one not."
    )


# --- cycle 2 ------------------------------------------------------------------------------------------------

IN_2024 = {
    "Mongolia alone": {"MNG"},
    "Mongolia and Georgia": {"MNG", "GEO"},
    "Armenia alone": {"ARM"},
    "Mongolia, Georgia and Armenia": {"MNG", "GEO", "ARM"},
    "None of them": set(),
}


def _in_2024(load):
    answer = _answers(load)[-1]
    right = [place for place, states in enumerate(IN_2024.values()) if states == set(answer.above)]
    row = _mongolia(load).loc[answer.year]
    return Outcome(
        right[0] if right else None,
        f"Above the line in {answer.year}: {_and(_names(load, answer.above))}. Mongolia stands at "
        f"{row.electoral:.3f}, and its "
        f"band goes from {row.electoral_low:.2f} to {row.electoral_high:.2f}: it reaches over the line, so "
        "this index leaves open on which side Mongolia is.",
        "democracy_vdem, version 15",
    )


def _above(load, year):
    answer = next(a for a in _answers(load) if a.year == year)
    return set(_names(load, answer.above))


def _given_as(load, year):
    """The same set as a check reads what a student hands in: in small letters."""
    return {name.casefold() for name in _above(load, year)}


def _right_2010(given, load):
    row = load("democracy_vdem").query("iso3 == 'GEO' and year == 2010").iloc[0]
    return (
        f"Georgia stands at {row.electoral:.3f}, and its band goes from {row.electoral_low:.2f} to "
        f"{row.electoral_high:.2f}. "
        "One thousandth makes “the only one” false here."
    )


def _how_often(load):
    answers = _answers(load)
    best, band = define.how_often(answers), define.how_often(answers, "band")
    breakers = {code for answer in answers for code in answer.above} - {"MNG"}
    broken = sum(bool(set(answer.above) - {"MNG"}) for answer in answers)
    return Outcome(
        best["true"],
        f"True in {best['true']} of {len(answers)} years by the best guesses. In {broken} others "
        f"{_and(sorted(_names(load, breakers)))}, one or both, stand above the line. If the band counts: "
        f"true in {band['true']}, false in {band['false']}, and in {band['cannot tell']} years the index "
        "can't tell.",
        "democracy_vdem and countries; the choices are in helpers.models.definitions",
    )


def _without_west(load):
    return define.how_often(_answers(load, asia="without the west"))["true"]


# --- cycle 3 ------------------------------------------------------------------------------------------------


def _alike(load, first, last, seat="RUS"):
    """Strict agreement of Mongolia with a seat from the year `first` to the year `last`, in per cent."""
    votes = load("un_votes")
    votes = votes[votes.date.dt.year.between(first, last) & (votes.session != EXCHANGED)]
    return 100 * strict(votes.MNG, votes[seat]).share


def _middle(load, first, last):
    """Strict agreement of Mongolia with the middle one of all other members in these years, in per cent."""
    votes = load("un_votes")
    votes = votes[votes.date.dt.year.between(first, last) & (votes.session != EXCHANGED)]
    seats = [seat for seat in load("un_members").iso3 if seat != "MNG"]
    pairs = tally(votes, "MNG", seats, votes.session * 0)
    pairs = pairs[pairs.common >= FEW]
    return 100 * (pairs.alike / pairs.common).median()


def _votes_2000s(load):
    return Outcome(
        _alike(load, 2001, 2010),
        f"{_alike(load, 2001, 2010):.0f} % from 2001 to 2010, with China "
        f"{_alike(load, 2001, 2010, 'CHN'):.0f} %, with the United States "
        f"{_alike(load, 2001, 2010, 'USA'):.0f} %. Is that close? Half of all members voted like Mongolia in "
        f"{_middle(load, 2001, 2010):.0f} % or more.",
        "un_votes, the same vote in votes in which both took part",
    )


def _trips(load, *codes):
    visits = load("visits")
    rows = visits[
        (visits.date >= "1991-01-01") & (visits.date < "2024-09-01") & ~visits.third_country_meeting
    ]
    return rows[rows.iso3.isin(codes)]


def _neighbour_trips(load):
    return _trips(load, "RUS", "CHN").trip_id.nunique()


def _right_trips(given, load):
    parts = [_trips(load, code) for code in ("RUS", "CHN")]
    unsure = sum((rows.confidence == "background").sum() for rows in parts)
    return (
        f"{parts[0].trip_id.nunique()} with Russia and {parts[1].trip_id.nunique()} with China; "
        f"{unsure} of them are general "
        "knowledge, not confirmed by a page we read."
    )


# --- claims -------------------------------------------------------------------------------------------------


def _claim_turn(load):
    index = _mongolia(load).electoral
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
        _answers(load),
        _answers(load, asia="without the west"),
        _answers(load, "Freedom House"),
    )
    polity = _answers(load, "Polity", "without the west")
    broken = [a.year for a in polity if a.point == "false"]
    breakers = {c for a in un for c in a.above} - {"MNG"}
    row = _mongolia(load).loc[2024]
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
        f"{true['un']} with the UN's Asia ({_and(sorted(_names(load, breakers)))} break it) and in "
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
    rows = _trips(load, "RUS")
    unsure = (rows.confidence == "background").sum()
    last = int(alike.index.max())
    treaties = load("timeline").query(
        "event.str.contains('reaty') and event.str.contains('with Russia') and date >= '1990-01-01'"
    )
    years = _and([str(year) for year in treaties.date.dt.year])
    return Finding(
        alike[last],
        "holds with a condition",
        f"By treaties (with Russia in {years}) and visits yes: {rows.trip_id.nunique()} trips of all kinds, "
        "1991 to "
        f"August 2024 in our table "
        f"({unsure} unconfirmed), against {_trips(load, 'CHN').trip_id.nunique()} with China and "
        f"{_trips(load, 'USA').trip_id.nunique()} with the United States. By votes, since then, less "
        f"close than most: alike in {alike[1990]:.0f} % in 1990, {alike[1992]:.0f} % in 1992, "
        f"{_alike(load, 2001, 2010):.0f} % in 2001–2010, {alike[last]:.0f} % in {last}; with the middle one "
        f"of all members in {_middle(load, 2001, 2010):.0f} % in 2001–2010, "
        f"{_middle(load, last, last):.0f} % in {last}. As a seller "
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


PREDICTIONS = {
    "2.turned_first": Choice(
        "Around 1990 three things turned: who rules Mongolia, who buys what it sells, who sells what it "
        "buys. Which turned "
        "first?",
        ["Who rules (politics)", "Who buys (exports)", "Who sells (imports)", "All three within a year"],
        outcome=_turned_first,
        claim="C07",
        note="Turned: half of the way is gone.",
    ),
    "2.in_2024": Choice(
        "V-Dem's index for 2024, the line at 0.5, the nine states described above. Who stands above the "
        "line?",
        list(IN_2024),
        outcome=_in_2024,
        claim="C08",
    ),
    "2.how_often": Number(
        "Same index, same line, same nine states: in how many of the 33 years from 1992 to 2024 was "
        "Mongolia the only one "
        "above the line?",
        0,
        33,
        "years",
        outcome=_how_often,
        near=2,
        claim="C08",
    ),
    "2.votes_2000s": Number(
        "Of 100 votes from 2001 to 2010 in which both took part, in how many did Mongolia vote exactly like "
        "Russia?",
        0,
        100,
        "votes",
        outcome=_votes_2000s,
        near=5,
        claim="C42",
    ),
}

CHECKS = {
    "2.first_above": Check(
        "the first year in which Mongolia's index is at least 0.5",
        _first_above,
        "number",
        tolerance=0.1,
        hints=[
            Hint(
                "That is the year of the new constitution. Let the table answer: is there an earlier row?",
                when=lambda given, load: given == 1992,
            ),
            Hint(
                "That looks like a value of the index. Asked is a year.", when=lambda given, load: given <= 1
            ),
            Hint("Your line is above 0.5.", when=lambda given, load: given > 1992),
            Hint("Only one number in the second line has to change: 0.3."),
        ],
        how="free = mongolia[mongolia.electoral >= 0.5], then free.year.min()",
        right=_right_first_above,
        untouched=1990,
    ),
    "2.above_2010": Check(
        "the countries of the group that stood above the line in 2010",
        lambda load: _above(load, 2010),
        "set",
        hints=[
            Hint(
                "No row is left. The year stands in a column of numbers: no quotation marks around it, and "
                "two equals "
                "signs.",
                when=lambda given, load: not given,
            ),
            Hint(
                "These are years or values. Hand in the column of names: above.country.",
                when=lambda given, load: not any(str(one).isalpha() for one in given),
            ),
            Hint(
                "Those stood above it in some year. The condition on the year has gone missing: both must "
                "be true, joined "
                "by &.",
                when=lambda given, load: given == {"mongolia", "georgia", "armenia"},
            ),
            Hint(
                "Too many: your line is lower than 0.5.",
                when=lambda given, load: given > _given_as(load, 2010),
            ),
            Hint("That is another year.", when=lambda given, load: given == _given_as(load, 2024)),
            Hint("Change the year and leave the rest as it is."),
        ],
        how="group[(group.electoral >= 0.5) & (group.year == 2010)]",
        right=_right_2010,
        untouched={"mongolia"},
    ),
    "2.without_west": Check(
        "in how many years “the only one” is true, with V-Dem, the usual line and Asia without its west",
        _without_west,
        "number",
        tolerance=0.1,
        hints=[
            Hint(
                "Nearly. Look at the last square of Mongolia's own row.", when=lambda given, load: given == 33
            ),
            Hint(
                "That is the lower row, which lets the band count. Asked are the best guesses, in the row "
                "above it.",
                when=lambda given, load: (
                    given == define.how_often(_answers(load, asia="without the west"), "band")["true"]
                ),
            ),
            Hint(
                "That is Asia as the United Nations list it. Change the menu Asia only.",
                when=lambda given, load: given == define.how_often(_answers(load))["true"],
            ),
            Hint(
                "That is another line. Set it back to usual.",
                when=lambda given, load: (
                    given
                    in {
                        define.how_often(_answers(load, asia="without the west", line=one))["true"]
                        for one in ("generous", "strict")
                    }
                ),
            ),
            Hint("The number stands in the title of the chart."),
        ],
        how="set V-Dem, usual, without the west, Soviet Union and Mongolia, and read the title.",
        right=lambda given, load: (
            f"From {define.how_often(_answers(load))['true']} to "
            f"{_without_west(load)} of {len(YEARS)} years, "
            "by moving three states across a line on the map. Nothing happened in "
            "any of them."
        ),
    ),
    "2.neighbour_trips": Check(
        "the number of trips with Russia or China",
        _neighbour_trips,
        "number",
        tolerance=0.1,
        hints=[
            Hint(
                "No row is Russia and China at once, so & keeps nothing. You want rows that are one or the "
                "other: |.",
                when=lambda given, load: given == 0,
            ),
            Hint(
                "That is China alone. Join the two conditions with |.",
                when=lambda given, load: given == _trips(load, "CHN").trip_id.nunique(),
            ),
            Hint(
                "That is every trip, with whichever state: the condition has gone missing, or it keeps "
                "everything. Write the whole comparison twice, with | between.",
                when=lambda given, load: given > 200,
            ),
            Hint('Each condition in its own brackets: (trips.iso3 == "RUS") | (trips.iso3 == …).'),
        ],
        how='trips[(trips.iso3 == "RUS") | (trips.iso3 == "CHN")].trip_id.nunique()',
        untouched=30,
        right=_right_trips,
    ),
}

QUIZ = {
    "2.quiz.band": Question(
        "A state has 0.52 on an index, its band goes from 0.46 to 0.58, the line is 0.5. What do you write?",
        [
            "It is a democracy",
            "It is not a democracy",
            "Above the line by the best guess; the band leaves it open",
        ],
        2,
        {
            0: "The number is a best guess, and the band reaches below the line.",
            1: "The best guess is above the line.",
            2: "Best guess and doubt belong together.",
        },
    ),
    "2.quiz.line": Question(
        "You draw the line higher. What happens to the sentence “Mongolia is the only democracy of the "
        "group”?",
        ["It can only become true", "It can become true or false"],
        1,
        {
            0: "That is so until Mongolia itself falls below the new line.",
            1: "A higher line throws out rivals first, and then the hero. The list of democracies only gets "
            "shorter; a sentence "
            "about the list can go both ways.",
        },
    ),
    "2.quiz.same": Question(
        "In one year 80 % of all trade was with a union of states; years later 30 % of exports went to a "
        "wider bloc. Did the "
        "share fall by 50 points?",
        ["Yes, 80 − 30 = 50", "Nobody can say: two wholes and two partners"],
        1,
        {
            0: "The subtraction is right, but not of the same thing.",
            1: "All trade is not exports, and a bloc is not the union.",
        },
    ),
    "2.quiz.absent": Question(
        "From lesson 0: a table has no row for Armenia, which belongs to the group. What follows for “the "
        "only one of the group”?",
        ["Armenia doesn't break the sentence", "The sentence can't be told until someone finds the figure"],
        1,
        {0: "No figure is not a low figure.", 1: "Absence from a list is evidence as good as the list."},
    ),
    "2.quiz.alike": Question(
        "From lesson 1: two states vote alike in 80 of 100 votes. What do you look at before you call them "
        "close?",
        ["How alike each of them votes with everyone else", "Whether 80 is more than half"],
        0,
        {
            0: "If most of the world votes with the majority, 80 may be ordinary.",
            1: "Half of what? In an assembly that mostly agrees, nearly everyone is above it.",
        },
    ),
}

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
