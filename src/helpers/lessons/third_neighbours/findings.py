"""What the tables say of the claims that lesson 6 judges."""

from __future__ import annotations

import pandas as pd

from helpers.asking.claims import Assessment, Fact, Finding, Sentence, printed
from helpers.lessons.third_neighbours import facts
from helpers.models import agreement
from helpers.tables import Load

ROLL_CALLS = ("unvotes-2021", "mapping-unga-voting-alliances", "unga-2025-roll-calls")
ARTICLE = "2024-09-01"
FOUR = ["United States", "Germany", "Japan", "South Korea"]


# --- cycle 2: Ukraine ---------------------------------------------------------------------------------------


def ukraine(load: Load) -> pd.DataFrame:
    """The texts on Ukraine with the votes of Mongolia, China and Russia beside them."""
    return facts.beside(load("ukraine_resolutions"), load("ukraine_votes"), ["MNG", "CHN", "RUS"])


def known_votes(load: Load) -> pd.DataFrame:
    """Those texts for which Mongolia's and China's votes are known."""
    rows = ukraine(load)
    return rows[(rows.MNG != "unknown") & (rows.CHN != "unknown")]


def _ukraine_sources(load: Load, seats: list[str]) -> tuple[str, ...]:
    """The sources of these seats' votes on the texts for which Mongolia's and China's votes are known."""
    rows = load("ukraine_votes")
    return _sources_of(rows[rows.iso3.isin(seats) & rows.resolution.isin(known_votes(load).resolution)])


def _since_the_invasion(load: Load, until: str | None = None) -> pd.DataFrame:
    """Texts on Ukraine since the invasion, those on something else left out; `until`: only before that day."""
    rows = ukraine(load)
    rows = rows[(rows.date >= facts.WAR) & (rows.series != "related text")]
    return rows if until is None else rows[rows.date < until]


NAMED = [item.removesuffix(", 2024") for claim, item, _ in facts.LISTED if claim == "C12"]


def left_out(load: Load) -> list[str]:
    """The countries whose guests of 2024 the article's list leaves out."""
    return [country for country in facts.guests(load("visits")).country if country not in NAMED]


def four_shares(load: Load, flow: str) -> float:
    """What the four third neighbours that the claim names had of exports or imports, together, in per cent."""
    return facts.trade_shares(load("trade_partners_official"), flow)[FOUR].sum()


# --- claims -------------------------------------------------------------------------------------------------


def _sources_of(rows: pd.DataFrame) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*rows.source_id.dropna(), *rows.source_id_2.dropna()]))


def _friends(load: Load) -> pd.DataFrame:
    pairs = facts.pairs_with(load("un_votes"), load("un_members"))
    return facts.friends(load("visits"), load("trade_partners_official"), pairs).set_index("country")


def _claim_strengthen(load: Load) -> Finding:
    rows = _friends(load)
    trips = rows.trips_in + rows.trips_out
    first, last = facts.DECADE
    votes = rows.agreement_percent[FOUR]
    return Finding(
        four_rows(load, "export"),
        "cannot be settled",
        Sentence(
            f"Visits: {trips[FOUR].sum()} trips at the top between Mongolia and "
            f"the four named in {first}–{last}, {trips[['China', 'Russia']].sum()} "
            "with the two neighbours (our list, incomplete).",
            last,
        ),
        Sentence(
            f"Money: in {facts.TRADE_YEAR} the four bought about {four_rows(load, 'export'):.0f} "
            f"% of its exports and sold at least {four_rows(load, 'import'):.0f} % of its "
            "imports (only the largest partners are listed).",
            printed(2024),
            ["cia-factbook-2024"],
        ),
        Sentence(
            f"Votes: from {votes.min():.0f} % to {votes.max():.0f} % alike ({votes.idxmax()} most).",
            last,
            ROLL_CALLS,
        ),
        Sentence("None of the three measures independence itself."),
    )


def _claim_dialogue(load: Load) -> Finding:
    rows = load("ulaanbaatar_dialogue")
    held = rows[(rows.kind == "edition") & (rows.year <= 2024)]
    missed = rows.year[rows.kind == "not held"].astype(str)
    unsure = held.year[held.confidence == "background"].astype(str)
    last = held.iloc[-1]
    return Finding(
        len(held),
        "holds with a condition",
        Sentence(
            f"{len(held)} editions from {held.year.min()} to 2024, none in {' and '.join(missed)} (the "
            "pandemic): not every year.",
            last.date,
            _sources_of(held[held.confidence == "confirmed"]),
        ),
        Sentence(f"For {' and '.join(unsure)} we found no page."),
        Sentence(
            "The first brought the six states of Northeast Asia, the United States, Britain, Germany and "
            f"the Netherlands; that of 2024 {last.participants_bound} {last.participants} people from "
            f"{last.countries_bound} {last.countries} countries.",
            last.date,
        ),
    )


def _items(load: Load, claim: str) -> pd.DataFrame:
    rows = facts.tick_off(load("visits"))
    return rows[rows.claim == claim]


def _claim_2024(load: Load) -> Finding:
    rows = _items(load, "C12")
    found = ", ".join(f"{row.who} ({row.date.removesuffix(' 2024')})" for row in rows.itertuples())
    return Finding(
        int(rows.found.sum()),
        "holds" if rows.found.all() else "does not hold",
        Sentence(f"All {len(rows)} are in the table: {found}.", "2024-08-31", _sources_of(rows)),
        Sentence(
            f"The list leaves out {' and '.join(left_out(load))}, whose president came in August: a list "
            "can be right and still not be the whole.",
            "2024-08-31",
        ),
    )


def _claim_2023(load: Load) -> Finding:
    rows = _items(load, "C13")
    found = "; ".join(f"{row.item.removesuffix(', 2023')}: {row.date}" for row in rows.itertuples())
    seoul = (
        facts.at_the_top(load("visits"), 2023, 2023, "outbound")
        .query("office == 'Prime Minister' and country == 'South Korea'")
        .date.iloc[0]
    )
    return Finding(
        int(rows.found.sum()),
        "holds" if rows.found.all() else "does not hold",
        Sentence(f"{found}.", 2023, _sources_of(rows)),
        Sentence(f"The prime minister was also in South Korea that year ({seoul.day} {seoul:%B}).", seoul),
    )


def _claim_2019(load: Load) -> Finding:
    rows = _items(load, "C14")
    meeting, before = rows.iloc[0], rows.iloc[1]
    came = load("visits").query("visitor == 'Vladimir Putin' and direction == 'inbound'").date
    met = load("visits").query("third_country_meeting and iso3 == 'RUS' and date < @ARTICLE").date.max()
    return Finding(
        len(came),
        "holds" if rows.found.all() else "does not hold",
        Sentence(
            f"{meeting.who} met him on {meeting.date} in {meeting.place}: a meeting in a third country.",
            met,
            [meeting.source_id],
        ),
        Sentence(
            f"Putin's visits to Mongolia in the table: {', '.join(came.dt.year.astype(str))}; the one "
            f"before 2024 began on {before.date}.",
            came.max(),
            _sources_of(rows),
        ),
        Sentence(
            "In the organisation Mongolia was an observer, not a member.",
            sources=["the-diplomat-2022-sco-observer"],
        ),
    )


def _claim_routinely(load: Load) -> Finding:
    rows, all_texts = _since_the_invasion(load, ARTICLE), known_votes(load)
    known = rows[rows.MNG != "unknown"]
    mine, china = (known.MNG == "abstain").sum(), (known.CHN == "abstain").sum()
    return Finding(
        int(mine),
        "holds with a condition",
        Sentence(
            f"“Routinely” fits Mongolia: it abstained in {mine} of {len(known)} known votes on Ukraine from "
            f"the invasion to the article ({len(rows) - len(known)} is not known).",
            rows.date.max(),
            _ukraine_sources(load, ["MNG", "CHN"]),
        ),
        Sentence(
            f"“Like China” fits half: China abstained in {china} of them and voted no in "
            f"{(known.CHN == 'no').sum()}.",
            rows.date.max(),
        ),
        Sentence(
            "Since 2014, and with texts that only mention the war, the two cast the same vote in "
            f"{(all_texts.MNG == all_texts.CHN).sum()} of {len(all_texts)}.",
            all_texts.date.max(),
        ),
    )


def _claim_sanctions(load: Load) -> Finding:
    rows = load("sanctions_effects")
    rows = rows[(rows.date < ARTICLE) & rows.kind.isin(["keeping to sanctions", "suspicion"])]
    keeping = rows[rows.kind == "keeping to sanctions"]
    said = " and ".join(f"{row.who_says} ({row.date:%B %Y})" for row in keeping.itertuples())
    return Finding(
        len(keeping),
        "holds with a condition",
        Sentence(
            f"That care was taken was reported before the article by {said}: banks held back for fear of "
            "sanctions; neither speaks of the government.",
            keeping.date.max(),
            _sources_of(rows),
        ),
        Sentence(
            "That nothing was broken can't be read from a table: we found no listing of a Mongolian firm, "
            "and not finding is not the same as there being none."
        ),
    )


def _claim_confrontation(load: Load) -> Finding:
    rows, everything = known_votes(load), load("un_votes")
    everything = everything[everything.date.dt.year.between(2015, 2025)]
    apart = agreement.opposite(everything.MNG, everything.RUS)
    cast = agreement.grid(everything, list(load("un_members").iso3))
    margin = (cast == 1).sum(axis=1) - (cast == -1).sum(axis=1)
    with_most = int((apart & (agreement.numbers(everything.MNG) * margin > 0)).sum())
    common = agreement.strict(everything.MNG, everything.RUS).votes
    yes = rows[rows.MNG == "yes"]
    return Finding(
        len(yes),
        "holds with a condition",
        Sentence(
            f"On Ukraine it does: {(rows.MNG == 'abstain').sum()} abstentions in {len(rows)} known votes, "
            f"and {len(yes)} times yes while Russia said no "
            f"({', '.join(f'{day:%B %Y}' for day in yes.date)}).",
            rows.date.max(),
            _ukraine_sources(load, ["MNG", "RUS"]),
        ),
        Sentence(
            f"But on the whole agenda of 2015–2025 Mongolia and Russia voted yes against no {apart.sum()} "
            f"times in {common:,}, and in {'all' if with_most == apart.sum() else with_most} of these "
            "Mongolia stood with the larger side: it differs from Russia where the many do.",
            everything.date.max(),
            ROLL_CALLS,
        ),
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
        Sentence(
            "“Worked” needs a yardstick: still independent, less dependent, more heard, or better "
            "protected in an emergency?",
            sources=("geneva-usmission-2000", "abstract-of-a-journal-article-government-resolution-no-375"),
        ),
        Sentence("The yardsticks give different answers, so say yours before you judge."),
        for_=[
            Sentence(
                "It stayed independent and sovereign between two giants, five nuclear powers signed "
                "declarations on its status, leaders from far away come, and in the General Assembly most "
                "states vote more like it than its two neighbours do."
            )
        ],
        against=[
            Sentence(
                "Trade has become more dependent on one neighbour, fuel still "
                "comes from the other, permanent neutrality never became law, and "
                "nobody knows what would have happened without third neighbours."
            )
        ],
        dated="1 November 2026",
        source_ids=(
            "tong-krusekopf-2024",
            "geneva-usmission-2000",
            "abstract-of-a-journal-article-government-resolution-no-375",
        ),
    ),
    "C39": Fact(_claim_confrontation),
}
