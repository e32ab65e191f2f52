"""What the tables say of the claims that lesson 6 judges."""

from __future__ import annotations

import datetime

import pandas as pd

from helpers.asking.claims import Assessment, Fact, Finding, Sentence
from helpers.lessons.third_neighbours import facts
from helpers.models import agreement
from helpers.tables import Load

ROLL_CALLS = ("unvotes-2021", "mapping-unga-voting-alliances", "unga-2025-roll-calls")
ARTICLE = "2024-09-01"
FOUR = facts.FOUR


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


SHARES = ("nso-1400-006v3", "nso-1400-010v3")
STATUS = ("geneva-usmission-2000", "abstract-of-a-journal-article-government-resolution-no-375")


def _claim_strengthen(load: Load) -> Finding:
    rows = _friends(load)
    trips = rows.trips_in + rows.trips_out
    first, last = facts.DECADE
    votes = rows.agreement_percent[FOUR]
    counted = datetime.date(facts.TRADE_YEAR + 1, 2, 1)
    sold = facts.trade_shares(load("trade_partners_official"), "export")
    return Finding(
        four_shares(load, "export"),
        "cannot be settled",
        Sentence("No table measures independence itself."),
        Sentence(
            f"From {first} to {last} there were {trips[FOUR].sum()} trips at the top between Mongolia and the four, "
            f"{trips[['China', 'Russia']].sum()} with the two neighbours (our list, incomplete).",
            last,
        ),
        Sentence(
            f"In {facts.TRADE_YEAR} the four bought {four_shares(load, 'export'):.1f} % of Mongolia's exports "
            f"and sold {four_shares(load, 'import'):.1f} % of its imports; China bought {sold['China']:.0f} %.",
            counted,
            SHARES,
        ),
        further=[
            Sentence(
                f"Votes in {first}–{last}: from {votes.min():.0f} % to {votes.max():.0f} % alike "
                f"({votes.idxmax()} most); with China {rows.agreement_percent['China']:.0f} %.",
                last,
                ROLL_CALLS,
            )
        ],
        for_=[
            Sentence(
                "Who is visited and heard by many is not easily treated as somebody's backyard: the four come as "
                "often as the neighbours, and five nuclear powers signed declarations on Mongolia's status.",
                last,
                STATUS[:1],
            )
        ],
        against=[
            Sentence(
                "What would be cut off in a quarrel is trade, fuel and the way to the sea, and there the four "
                "weigh little: a hundredth of the exports, a sixth of the imports.",
                counted,
                SHARES,
            )
        ],
        main=SHARES,
    )


def _claim_dialogue(load: Load) -> Finding:
    rows = load("ulaanbaatar_dialogue")
    held = rows[(rows.kind == "edition") & (rows.year <= 2024)]
    missed = rows.year[rows.kind == "not held"].astype(str)
    unsure = held.year[held.confidence == "background"].astype(str)
    start, last = held.iloc[0], held.iloc[-1]
    return Finding(
        len(held),
        "holds with a condition",
        Sentence(
            f"{len(held)} editions from {start.year} to 2024, none in {' and '.join(missed)} (the pandemic); "
            f"for {' and '.join(unsure)} we found no page: not every year.",
            last.date,
            _sources_of(held[held.confidence == "confirmed"]),
        ),
        Sentence(
            "The first brought Northeast Asia's six states, the United States, Britain, Germany and the "
            f"Netherlands; that of 2024 {last.participants_bound} {last.participants} people from "
            f"{last.countries_bound} {last.countries} countries.",
            last.date,
        ),
        for_=[
            Sentence(
                "As far as pages show, only a pandemic stopped it; North Korea's foreign ministry came in 2016; and "
                f"it grew from {start.participants} people to {last.participants_bound} {last.participants}.",
                last.date,
            )
        ],
        against=[
            Sentence(
                "The figures are the organisers' own, two editions are unproven, and that others come does not "
                "show that they take the place for neutral.",
                last.date,
            )
        ],
        main=(start.source_id, last.source_id),
    )


def _items(load: Load, claim: str) -> pd.DataFrame:
    rows = facts.tick_off(load("visits"))
    return rows[rows.claim == claim]


def _claim_2024(load: Load) -> Finding:
    rows = _items(load, "C12")
    rows = rows.iloc[pd.to_datetime(rows.date, format="%d %B %Y").argsort()]
    found = ", ".join(f"{row.who} ({row.date.removesuffix(' 2024')})" for row in rows.itertuples())
    missing = " and ".join(left_out(load))
    return Finding(
        int(rows.found.sum()),
        "holds" if rows.found.all() else "does not hold",
        Sentence(f"All {len(rows)} are in the table: {found}.", "2024-08-31", _sources_of(rows)),
        Sentence(f"The list leaves out {missing}, whose president came in August.", "2024-08-31"),
        for_=[
            Sentence(
                "Each is reported by at least one page that we read, with day and office: three presidents and "
                "three foreign ministers.",
                "2024-08-31",
            )
        ],
        against=[
            Sentence(
                f"It is right and still not the whole: {missing} is missing, our own list is not complete, and "
                "for Slovenia and the Philippines pages differ by a day.",
                "2024-08-31",
            )
        ],
        main=("montsame-2024", "editorials-voa-2024", "dfa-gov-2024"),
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
        further=[
            Sentence(
                f"The prime minister was also in South Korea that year ({seoul.day} {seoul:%B}).",
                seoul,
                ["korea-2023"],
            )
        ],
        for_=[Sentence("All four have a day, and each has two reports that name it.", 2023)],
        against=[
            Sentence(
                "It picks: the prime minister also went to South Korea, the German and the French foreign "
                "ministers came as well, and a Pope is a guest of another kind than a president.",
                2023,
                ["korea-2023", "auswaertiges-amt-2023", "agenzianova-2023"],
            )
        ],
        main=("rogersherald-2023", "people-2023-2"),
    )


def _claim_2019(load: Load) -> Finding:
    rows = _items(load, "C14")
    meeting, before = rows.iloc[0], rows.iloc[1]
    came = load("visits").query("visitor == 'Vladimir Putin' and direction == 'inbound'").date
    met = load("visits").query("third_country_meeting and iso3 == 'RUS' and date < @ARTICLE").date
    since = met[met > came[came < ARTICLE].max()]
    earlier = ", ".join(came[came < ARTICLE].dt.year.astype(str))
    return Finding(
        len(came),
        "holds" if rows.found.all() else "does not hold",
        Sentence(
            f"{meeting.who} met Putin on {meeting.date} in {meeting.place}, in a third country.",
            met.max(),
            [meeting.source_id],
        ),
        Sentence(
            f"Putin's earlier visits to Mongolia in the table: {earlier}; the last began on {before.date}.",
            before.date,
            _sources_of(rows),
        ),
        further=[
            Sentence(
                "In the organisation Mongolia was an observer, not a member.",
                sources=["the-diplomat-2022-sco-observer"],
            )
        ],
        for_=[
            Sentence(
                "Both halves have a day, a place and a report, and no visit between the two is known.",
                met.max(),
            )
        ],
        against=[
            Sentence(
                f"“First since {before.date[-4:]}” counts one direction only: between the two visits our table has "
                f"{len(since)} meetings of leaders or ministers of both states in third countries.",
                met.max(),
            )
        ],
        main=(meeting.source_id, "tass-2000"),
    )


def _claim_routinely(load: Load) -> Finding:
    rows, all_texts = _since_the_invasion(load, ARTICLE), known_votes(load)
    known = rows[rows.MNG != "unknown"]
    mine, china = (known.MNG == "abstain").sum(), (known.CHN == "abstain").sum()
    yes = (known[["MNG", "CHN"]] == "yes").to_numpy().sum()
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
        further=[
            Sentence(
                "Since 2014, and with texts that only mention the war, the two cast the same vote in "
                f"{(all_texts.MNG == all_texts.CHN).sum()} of {len(all_texts)} to "
                f"{all_texts.date.max():%B %Y}.",
                all_texts.date.max(),
            )
        ],
        for_=[
            Sentence(
                f"{f'{yes} times' if yes else 'Never'} did either of the two say yes in these votes: whether by "
                "abstaining or by a no, both withheld the condemnation, and both speak of peace talks.",
                rows.date.max(),
            )
        ],
        against=[
            Sentence(
                "A no is not an abstention: where China rejects, Mongolia stays out; and in April 2023 it voted "
                "for a text that names the aggression, as China did.",
                rows.date.max(),
                ["mapping-unga-voting-alliances"],
            )
        ],
        main=("mapping-unga-voting-alliances", "ukraine-viz-roll-calls", "un-votes-record-3967778"),
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
            _sources_of(keeping),
        ),
        Sentence(
            "That nothing was broken can't be read from a table: we found no listing of a Mongolian firm."
        ),
        for_=[
            Sentence(
                "Banks that lose business rather than risk a sanction take care, and Britain allowed payments "
                "for Mongolia's energy by a licence in August 2022.",
                keeping.date.max(),
                ["willkie-compliance-concourse-2022-sanctions-fuel-payments-licence-uk"],
            )
        ],
        against=[
            Sentence(
                "Its law applies the United Nations' sanctions, not those of the West; banks protect themselves, "
                "not a policy; and in August 2023 American officials were expected to ask about goods on their "
                "way to Russia, as Politico's unnamed sources had it.",
                keeping.date.max(),
                (
                    "general-intelligence-agency-of-mongolia-sanctions-mongolia-s-own-law",
                    *_sources_of(rows[rows.kind == "suspicion"]),
                ),
            )
        ],
        main=("lenta-ru-2024-sanctions-mir-cards", "obozrevatel-sanctions-banking"),
    )


def _on_ukraine(load: Load, until: str | None = None, before: Sentence | None = None) -> Sentence:
    """How Mongolia voted on Ukraine, and how often it said yes where Russia said no; `until`: before that day."""
    rows = known_votes(load)
    rows = rows if until is None else rows[rows.date < until]
    yes = rows[rows.MNG == "yes"]
    return Sentence(
        f"On Ukraine Mongolia avoids it: {(rows.MNG == 'abstain').sum()} abstentions in {len(rows)} known votes "
        f"from 2014 to {rows.date.max():%B %Y}, {len(yes)} times yes while Russia said no.",
        rows.date.max(),
        _ukraine_sources(load, ["MNG", "RUS"]),
        before=before,
    )


def _on_everything(load: Load, last: int, before: Sentence | None = None) -> Sentence:
    """How often Mongolia voted against Russia since 2015, and on whose side it then stood."""
    rows = load("un_votes")
    rows = rows[rows.date.dt.year.between(2015, last)]
    apart = agreement.opposite(rows.MNG, rows.RUS)
    cast = agreement.grid(rows, list(load("un_members").iso3))
    margin = (cast == 1).sum(axis=1) - (cast == -1).sum(axis=1)
    with_most = int((apart & (agreement.numbers(rows.MNG) * margin > 0)).sum())
    common = agreement.strict(rows.MNG, rows.RUS).votes
    return Sentence(
        f"But on the whole agenda of 2015–{last} the two voted yes against no {apart.sum()} times in {common:,}, "
        f"and in {'all' if with_most == apart.sum() else with_most} of these Mongolia stood with the larger side.",
        last,
        ROLL_CALLS,
        before=before,
    )


def _claim_confrontation(load: Load) -> Finding:
    rows, points = known_votes(load), load("un_ideal_points").set_index(["iso3", "year"]).ideal_point
    yes = rows[rows.MNG == "yes"]
    return Finding(
        len(yes),
        "holds with a condition",
        _on_ukraine(load, before=_on_ukraine(load, ARTICLE)),
        _on_everything(load, 2025, before=_on_everything(load, 2023)),
        further=[
            Sentence(
                f"It said yes in {', '.join(f'{day:%B %Y}' for day in yes.date)}. On a scale of all "
                f"votes the two met in 2022 ({points['MNG', 2022]:.2f} and {points['RUS', 2022]:.2f}) and stood "
                f"a point apart in 2025 ({points['MNG', 2025]:.2f} and {points['RUS', 2025]:.2f}).",
                "2026-04-03",
                ["ideal-points-april-2026"],
            )
        ],
        for_=[
            Sentence(
                "It abstains just where a vote would hurt Moscow most, and explains none of these votes; where it "
                "differs, it does so in the company of most states.",
                rows.date.max(),
            )
        ],
        against=[
            Sentence(
                "A state that votes yes against Russia's no year after year does not avoid every difference; the "
                "agenda, more than Mongolia, decides how often the two meet.",
                rows.date.max(),
            )
        ],
        main=("unga-2025-roll-calls", "mapping-unga-voting-alliances"),
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
            sources=STATUS,
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
                "Trade has become more dependent on one neighbour, fuel still (2024) "
                "comes from the other, permanent neutrality never became law, and "
                "nobody knows what would have happened without third neighbours."
            )
        ],
        main=STATUS,
        dated="30 November 2026",
        source_ids=("tong-krusekopf-2024",),
    ),
    "C39": Fact(_claim_confrontation),
}
