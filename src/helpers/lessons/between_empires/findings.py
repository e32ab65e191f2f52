"""What the tables say of the claims that lesson 1 judges."""

from __future__ import annotations

from helpers.asking.claims import Assessment, Fact, Finding, Sentence
from helpers.lessons.between_empires.facts import battle_days, during, promises
from helpers.models import agreement
from helpers.tables import Load

# --- cycle 2 ------------------------------------------------------------------------------------------------

FIRST, LAST = 1961, 1989


def common(load: Load, first: int, last: int | None = None) -> tuple[int, int, int]:
    """The votes of some years in which Mongolia and Moscow's seat took part: (differing, all, opposite)."""
    rows = during(load("un_votes"), first, last)
    share, votes = agreement.strict(rows.MNG, rows.RUS)
    return round((1 - share) * votes), votes, int(agreement.opposite(rows.MNG, rows.RUS).sum())


# --- claims -------------------------------------------------------------------------------------------------


def _claim_khalkhin_gol(load: Load) -> Finding:
    inside, days = battle_days(load("lesson_facts"), "war-began-1939")
    return Finding(
        inside,
        "holds with a condition",
        Sentence(
            "When it ended, Soviet and Mongolian troops held the field.",
            sources=(
                "wikipedia-khalkhin-gol",
                "tass-2023-10-17-khalkhin-gol",
                "wikipedia-ww2-chronology-copy",
            ),
        ),
        Sentence(
            f"The fighting lasted {days} days, from 11 May to 16 September 1939, and only the last {inside} "
            "fall on or after the day Germany attacked Poland."
        ),
        Sentence(
            "Who lets the war begin in China in 1937 counts all "
            f"{days}; who lets it begin in December 1941 counts none."
        ),
        Sentence(
            "It is commemorated beside that war: in 2023 Mongolia's president named it together with the "
            "victory over Nazi Germany.",
            "2023-10-17",
        ),
        Sentence("Whether it was a part of it is a choice of dates."),
    )


def _claim_almost_70(load: Load) -> Finding:
    defence = (
        promises(load("alliances_mongolia"), ["Soviet Union"])
        .query("promise == 'to defend each other'")
        .iloc[0]
    )
    differ, votes, _ = common(load, FIRST, LAST)
    union = load("national_capabilities").query("iso3 == 'SUN'").year.min()
    return Finding(
        1990 - 1921,
        "holds with a condition",
        Sentence(
            f"From 1921 to 1990 are {1990 - 1921} years (the Soviet Union itself dates from {union}), from "
            f"1924 {1990 - 1924}: with such a start it holds.",
            sources=("cia-factbook-2024", "globaledge-history", "cow-national-material-capabilities"),
        ),
        Sentence(
            f"Counted from the written promise of defence, {defence['first']} to {defence['last']}, it "
            f"lasted {defence['last'] - defence['first']} years.",
            sources=["atop-5"],
        ),
        Sentence(
            f"How close it was can be counted only from {FIRST}: {differ} different votes in {votes:,}.",
            sources=["unvotes-2021"],
        ),
    )


CLAIMS = {
    "C04": Fact(_claim_khalkhin_gol),
    "C05": Fact(_claim_almost_70),
    "C06": Assessment(
        "holds with a condition",
        Sentence(
            "A buffer by where it lay; by what it did, for most of the century one side's ally.",
            sources=("cow-national-material-capabilities", "atop-5", "unvotes-2021"),
        ),
        Sentence("“Kept” can be argued."),
        Sentence(
            "“Gained” depends on the rivalry you mean: it came before the rift of about 1960; the older "
            "contest over Mongolia itself comes nearer, and it ended in a bargain between Moscow and China."
        ),
        for_=[
            Sentence(
                "It lay between powers hundreds of times as strong, and kept its state when four of six "
                "small neighbours of Moscow lost theirs."
            ),
            Sentence("One account sees it trying to stand between the two in the 1950s."),
            Sentence(
                "And the Soviet troops that came when they fell out left "
                "when they made up: its fate did follow their quarrel."
            ),
            Sentence(
                "To choose a side can be a way to use a rivalry, too; "
                "what Moscow gave in return, no table here counts."
            ),
        ],
        against=[
            Sentence(
                "Independence was declared in 1911, and China, pressed by Moscow, agreed to it in their "
                "treaty of 1945: a bargain of the two, before the rift."
            ),
            Sentence(
                "In the years of rivalry Mongolia had a treaty of defence with Moscow alone, about 75,000 "
                "Soviet soldiers in 1985, and 23 votes of its own in 2,715."
            ),
            Sentence("One study finds that even the withdrawal was decided in Moscow."),
            Sentence(
                "Whoever plays two sides against each other needs a "
                "way to change sides, and these tables show none."
            ),
        ],
        dated="23 November 2026",
        source_ids=(
            "cow-national-material-capabilities",
            "atop-5",
            "unvotes-2021",
            "wikisum-1945",
            "infoanew-1945",
            "fdr-library-territorial-note",
            "wikipedia-tuvan-republic-copy",
            "globalsecurity-gsfm",
            "loc-country-study-threat",
            "mongolia-in-the-soviet-camp",
            "radchenko-2012-withdrawal",
        ),
    ),
}
