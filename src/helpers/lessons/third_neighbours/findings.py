"""What the tables say of the claims that lesson 6 judges."""

from __future__ import annotations

from helpers.asking.claims import Assessment, Fact, Finding
from helpers.lessons.third_neighbours import facts
from helpers.models import agreement

ROLL_CALLS = ("unvotes-2021", "mapping-unga-voting-alliances", "unga-2025-roll-calls")
ARTICLE = "2024-09-01"
FOUR = ["United States", "Germany", "Japan", "South Korea"]


# --- cycle 2: Ukraine ---------------------------------------------------------------------------------------


def ukraine(load):
    return facts.beside(load("ukraine_resolutions"), load("ukraine_votes"), ["MNG", "CHN", "RUS"])


def known_votes(load):
    rows = ukraine(load)
    return rows[(rows.MNG != "unknown") & (rows.CHN != "unknown")]


def _ukraine_sources(load, seats):
    """The sources of these seats' votes on the texts for which Mongolia's and China's votes are known."""
    rows = load("ukraine_votes")
    return _sources_of(rows[rows.iso3.isin(seats) & rows.resolution.isin(known_votes(load).resolution)])


def _since_the_invasion(load, until=None):
    """Texts on Ukraine since the invasion, those on something else left out; `until`: only before that "
    "day."""
    rows = ukraine(load)
    rows = rows[(rows.date >= facts.WAR) & (rows.series != "related text")]
    return rows if until is None else rows[rows.date < until]


NAMED = [item.removesuffix(", 2024") for claim, item, _ in facts.LISTED if claim == "C12"]


def left_out(load):
    return [country for country in facts.guests(load("visits")).country if country not in NAMED]


def trade_rows(load, flow):
    rows = load("trade_partners").query("compiler == 'CIA World Factbook' and months == 12 and flow == @flow")
    rows = rows[(rows.year == facts.TRADE_YEAR) & rows.share_percent.notna()]
    return rows.set_index("partner").share_percent


def four_rows(load, flow):
    return trade_rows(load, flow).reindex(FOUR).fillna(0).sum()


# --- claims -------------------------------------------------------------------------------------------------


def _sources_of(rows):
    return tuple(dict.fromkeys([*rows.source_id.dropna(), *rows.source_id_2.dropna()]))


def _friends(load):
    members = load("un_members")
    pairs = facts.pairs_with(load("un_votes"), members)
    return facts.friends(load("visits"), load("trade_partners"), pairs).set_index("country")


def _claim_strengthen(load):
    rows = _friends(load)
    trips = (rows.trips_in + rows.trips_out)[FOUR].sum()
    near = (rows.trips_in + rows.trips_out)[["China", "Russia"]].sum()
    best = rows.agreement_percent[FOUR].idxmax()
    return Finding(
        four_rows(load, "export"),
        "cannot be settled",
        f"Visits: {trips} trips at the top between Mongolia and the four named in 2014–2023, {near} with "
        f"the two neighbours (our list, incomplete). Money: in 2022 the four bought about "
        f"{four_rows(load, 'export'):.0f} % of its exports and sold at least {four_rows(load, 'import'):.0f} % of "
        f"its imports (only the largest partners are listed). Votes: from "
        f"{rows.agreement_percent[FOUR].min():.0f} % to "
        f"{rows.agreement_percent[FOUR].max():.0f} % alike ({best} most). None of the three measures "
        f"independence itself.",
        sources=("cia-factbook-2024", *ROLL_CALLS),
    )


def _claim_dialogue(load):
    rows = load("ulaanbaatar_dialogue")
    held = rows[(rows.kind == "edition") & (rows.year <= 2024)]
    missed = rows.year[rows.kind == "not held"].astype(str)
    unsure = held.year[held.confidence == "background"].astype(str)
    last = held.iloc[-1]
    return Finding(
        len(held),
        "holds with a condition",
        f"{len(held)} editions from {held.year.min()} to 2024, none in {' and '.join(missed)} (the "
        f"pandemic): not every year. "
        f"For {' and '.join(unsure)} we found no page. The first brought the six states of Northeast Asia, "
        f"the United States, "
        f"Britain, Germany and the Netherlands; that of 2024 {last.participants_bound} {last.participants} "
        f"people from "
        f"{last.countries_bound} {last.countries} countries.",
        sources=_sources_of(held[held.confidence == "confirmed"]),
    )


def _items(load, claim):
    rows = facts.tick_off(load("visits"))
    return rows[rows.claim == claim]


def _claim_2024(load):
    rows = _items(load, "C12")
    found = ", ".join(f"{row.who} ({row.date.removesuffix(' 2024')})" for row in rows.itertuples())
    return Finding(
        int(rows.found.sum()),
        "holds" if rows.found.all() else "does not hold",
        f"All {len(rows)} are in the table: {found}. The list leaves out {' and '.join(left_out(load))}, "
        f"whose president "
        "came in August: a list can be right and still not be the whole.",
        sources=_sources_of(rows),
    )


def _claim_2023(load):
    rows = _items(load, "C13")
    found = "; ".join(f"{row.item.removesuffix(', 2023')}: {row.date}" for row in rows.itertuples())
    seoul = facts.at_the_top(load("visits"), 2023, 2023, "outbound").query(
        "office == 'Prime Minister' and country == 'South Korea'"
    )
    return Finding(
        int(rows.found.sum()),
        "holds" if rows.found.all() else "does not hold",
        f"{found}. The prime minister was also in South Korea that year"
        f" ({seoul.date.iloc[0].day} {seoul.date.iloc[0]:%B}).",
        sources=_sources_of(rows),
    )


def _claim_2019(load):
    rows = _items(load, "C14")
    meeting, before = rows.iloc[0], rows.iloc[1]
    came = (
        load("visits")
        .query("visitor == 'Vladimir Putin' and direction == 'inbound'")
        .date.dt.year.astype(str)
        .tolist()
    )
    return Finding(
        len(came),
        "holds" if rows.found.all() else "does not hold",
        f"{meeting.who} met him on {meeting.date} in {meeting.place}: a meeting in a third country. Putin's "
        f"visits to "
        f"Mongolia in the table: {', '.join(came)}; the one before 2024 began on {before.date}. In the "
        f"organisation Mongolia was an observer, not a member.",
        sources=(*_sources_of(rows), "the-diplomat-2022-sco-observer"),
    )


def _claim_routinely(load):
    rows = _since_the_invasion(load, ARTICLE)
    known = rows[rows.MNG != "unknown"]
    mine, china = (known.MNG == "abstain").sum(), (known.CHN == "abstain").sum()
    return Finding(
        int(mine),
        "holds with a condition",
        f"“Routinely” fits Mongolia: it abstained in {mine} of {len(known)} known votes on Ukraine from the "
        f"invasion to the article "
        f"({len(rows) - len(known)} is not known). “Like China” fits half: China abstained in {china} of "
        f"them and voted no in "
        f"{(known.CHN == 'no').sum()}. Since 2014, and with texts that only mention the war, the two cast "
        f"the same vote in "
        f"{(known_votes(load).MNG == known_votes(load).CHN).sum()} of {len(known_votes(load))}.",
        sources=_ukraine_sources(load, ["MNG", "CHN"]),
    )


def _claim_sanctions(load):
    rows = load("sanctions_effects")
    rows = rows[(rows.date < ARTICLE) & rows.kind.isin(["keeping to sanctions", "suspicion"])]
    keeping = rows[rows.kind == "keeping to sanctions"]
    said = " and ".join(f"{row.who_says} ({row.date:%B %Y})" for row in keeping.itertuples())
    return Finding(
        len(keeping),
        "holds with a condition",
        f"That care was taken was reported before the article by {said}: banks held back for fear of "
        f"sanctions; neither speaks of the government. That "
        "nothing was broken can't be read from a table: we found no listing of a Mongolian firm, and not "
        "finding is not the "
        "same as there being none.",
        sources=_sources_of(rows),
    )


def _claim_confrontation(load):
    rows = known_votes(load)
    everything = load("un_votes")
    everything = everything[everything.date.dt.year.between(2015, 2025)]
    apart = agreement.opposite(everything.MNG, everything.RUS)
    cast = agreement.grid(everything, list(load("un_members").iso3))
    margin = (cast == 1).sum(axis=1) - (cast == -1).sum(axis=1)
    with_most = int((apart & (agreement.numbers(everything.MNG) * margin > 0)).sum())
    all_of_these = "all" if with_most == apart.sum() else with_most
    common = agreement.strict(everything.MNG, everything.RUS).votes
    yes = rows[rows.MNG == "yes"]
    return Finding(
        len(yes),
        "holds with a condition",
        f"On Ukraine it does: {(rows.MNG == 'abstain').sum()} abstentions in {len(rows)} known votes, and "
        f"{len(yes)} times yes "
        f"while Russia said no ({', '.join(f'{day:%B %Y}' for day in yes.date)}). But on the whole agenda "
        f"of 2015–2025 Mongolia "
        f"and Russia voted yes against no {apart.sum()} times in {common:,}, and in {all_of_these} of these "
        f"Mongolia stood with the "
        "larger side: it differs from Russia where the many do.",
        sources=tuple(dict.fromkeys([*_ukraine_sources(load, ["MNG", "RUS"]), *ROLL_CALLS])),
    )


CLAIMS = {
    "C10": Fact(_claim_strengthen),
    "C11": Fact(_claim_dialogue),
    "C12": Fact(_claim_2024),
    "C13": Fact(_claim_2023),
    "C14": Fact(_claim_2019),
    "C26": Fact(_claim_routinely),
    "C27": Fact(_claim_sanctions),
    "C37": Assessment(
        "cannot be settled",
        "“Worked” needs a yardstick: still independent, less dependent, more heard, or better protected in "
        "an emergency? The "
        "yardsticks give different answers, so say yours before you judge.",
        for_="It stayed independent and sovereign between two giants, five nuclear powers signed "
        "declarations on its status, "
        "leaders from far away come, and in the General Assembly most states vote more like it "
        "than its two neighbours do.",
        against="Trade has become more dependent on one neighbour, fuel still comes from the other, "
        "permanent neutrality never "
        "became law, and nobody knows what would have happened without third neighbours.",
        dated="1 November 2026",
        source_ids=(
            "tong-krusekopf-2024",
            "geneva-usmission-2000",
            "abstract-of-a-journal-article-government-resolution-no-375",
        ),
    ),
    "C39": Fact(_claim_confrontation),
}
