"""What the tables say of the claims that lesson 1 judges."""

from __future__ import annotations

from helpers.asking.claims import Assessment, Fact, Finding, Sentence
from helpers.lessons.between_empires.facts import apart, battle_days, during, promises
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
    battle = ("goldman-2012-nomonhan", "otago-daily-times-1939-09-18", "mongolia-declaration-tokyo-1946")
    return Finding(
        inside,
        "holds with a condition",
        Sentence(
            "Soviet and Mongolian troops defeated Japan's in the battle of 11 May to 16 September 1939.",
            sources=battle,
        ),
        Sentence(
            f"Of its {days} days {inside} lie in a war that began on 1 September 1939. In one that began in China "
            "in 1937 all of them lie.",
            sources=("otago-daily-times-1939-09-18", "mongolia-declaration-tokyo-1946"),
        ),
        Sentence(
            "It is commemorated together with the victory over Nazi Germany, as by Mongolia's president in 2023.",
            "2023-10-17",
            ["tass-2023-10-17-khalkhin-gol"],
        ),
        further=[
            Sentence(
                "Who lets the world war begin in December 1941 counts none of the days.",
                sources=["wikipedia-ww2-chronology-copy"],
            ),
            Sentence("So whether it was a part of that war is a choice of dates."),
        ],
        for_=[
            Sentence(
                "One historian holds that the battle, the German-Soviet pact of the same August and Japan's "
                "turn away from the north belong together: then it shaped the world war.",
                sources=["goldman-2012-nomonhan"],
            )
        ],
        against=[
            Sentence(
                "It was an undeclared war over a border: in September 1939 Japan's embassy in Washington "
                "called its end that of local fighting.",
                sources=["frus-1939-v3-65"],
            ),
            Sentence("To be remembered beside a war is not to be a part of it."),
        ],
        main=("goldman-2012-nomonhan", "otago-daily-times-1939-09-18", "tass-2023-10-17-khalkhin-gol"),
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
            f"It holds if the alliance begins in the 1920s: from 1921 to 1990 it lasted {1990 - 1921} years.",
            sources=("cia-factbook-2024", "latimes-1966"),
        ),
        Sentence(
            f"Counted from the written promise of defence, {defence['first']} to {defence['last']}, it "
            f"lasted {defence['last'] - defence['first']} years.",
            sources=["atop-5"],
        ),
        Sentence(
            f"How close it was can be counted only from {FIRST}: {differ} different votes in {votes:,} to {LAST}.",
            sources=["unvotes-2021"],
        ),
        further=[
            Sentence(
                f"From the republic of 1924 to 1990 it was {1990 - 1924} years, and the Soviet Union itself dates "
                f"from {union}.",
                sources=("globaledge-history", "cow-national-material-capabilities"),
            ),
            Sentence(
                "By their ideal points the two can be told apart for the first time in "
                f"{apart(load('un_ideal_points')).min()}.",
                sources=["ideal-points-april-2026"],
            ),
        ],
        for_=[
            Sentence(
                "The Red Army helped Mongolia's government into office in 1921, fought beside its troops in "
                "1939 and stood in the country again from 1966 to 1992.",
                sources=("cia-factbook-2024", "goldman-2012-nomonhan", "latimes-1966", "paperzz-1992"),
            ),
            Sentence(
                "A newspaper of 1987 called it a close Soviet ally since 1921.", sources=["latimes-1966"]
            ),
        ],
        against=[
            Sentence(
                "In 1924 Moscow still signed that Outer Mongolia was a part of China, and before 1936 no "
                "written promise bound the two to defend each other.",
                sources=("ajil-1946-yalta", "great-soviet-encyclopedia-agreements"),
            ),
            Sentence("And equal votes can't tell an ally from a state that had no choice."),
        ],
        main=("atop-5", "unvotes-2021"),
    )


CLAIMS = {
    "C04": Fact(_claim_khalkhin_gol),
    "C05": Fact(_claim_almost_70),
    "C06": Assessment(
        "holds with a condition",
        Sentence("By where it lay, Mongolia was a buffer."),
        Sentence(
            "For a while it stood between the two: in May 1960, Moscow's ally already, it signed a treaty of "
            "friendship with Beijing.",
            sources=("china-foreign-relations-dictionary", "latimes-1990"),
        ),
        Sentence(
            "By 1966 it stood on Moscow's side.",
            sources=("atop-5", "mongolia-in-the-soviet-camp", "latimes-1966"),
        ),
        Sentence(
            "“Kept” can be argued; “gained” came in 1946, before their rift, by a bargain of Moscow and China.",
            sources=("wikisum-1945", "globalsecurity-gsfm"),
        ),
        further=[
            Sentence(
                "The older contest over Mongolia itself comes nearer to “gained”: in 1911 and 1921 Mongols found "
                "Russian help against China."
            ),
            Sentence(
                "One study finds that the withdrawal of Soviet troops was decided in Moscow; in December 1989 "
                "Mongolia's leaders asked for all of it.",
                sources=("radchenko-2012-withdrawal", "wilson-center-digital-archiv-1989"),
            ),
        ],
        for_=[
            Sentence(
                "By 1961 both powers had outbid each other with aid, and Mongolia's premier used his place between "
                "them to win standing of his own, wrote a magazine of that June; the seat in the United Nations "
                "followed in October.",
                sources=("time-1961-red-mugwump", "loc-country-study-un"),
            ),
            Sentence(
                "A study of the years to 1966 finds that it took sides with some initiative of its own, and it "
                "kept its state when four of six small neighbours of Moscow lost theirs.",
                sources=("chen-tao-split", "fdr-library-territorial-note", "wikipedia-tuvan-republic-copy"),
            ),
        ],
        against=[
            Sentence(
                "China agreed to independence in its treaty with Moscow of August 1945, and what Mongolia's "
                "leader was to cable about the plebiscite was drafted in Moscow.",
                sources=("wikisum-1945", "molotov-stalin-1945-11-06"),
            ),
            Sentence(
                "In the years of rivalry it had a treaty of defence with Moscow alone, about 75,000 Soviet "
                "soldiers in 1985, and 23 votes of its own in 2,715: whoever plays two sides needs a way to "
                "change sides.",
                sources=("atop-5", "loc-country-study-threat", "unvotes-2021"),
            ),
        ],
        main=("china-foreign-relations-dictionary", "atop-5", "molotov-stalin-1945-11-06"),
        dated="30 November 2026",
        source_ids=("cow-national-material-capabilities",),
    ),
}
