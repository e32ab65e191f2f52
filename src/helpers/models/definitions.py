"""What is Asia, what was communist, what is a democracy? The choices behind "the only one", as data.

Every choice has a name, a rule in one sentence and its sources (ids in data/sources.csv). The areas and the
lists of states are nested, each containing the one before, so that widening one can only add states. The
lines between democracy and the rest are conventions: the usual ones are those that the indices or their
users print, the others are ours. Nothing here says that a state is or is not a democracy; it says what
follows from a choice.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd


class Area(NamedTuple):
    """A notion of Asia: UN subregions, states added to them, the rule in words, its sources."""

    subregions: tuple
    added: tuple
    rule: str
    source_ids: tuple


class Past(NamedTuple):
    """A notion of "formerly communist": states (ISO 3166-1 codes), the rule in words, its sources."""

    states: frozenset
    rule: str
    source_ids: tuple


class Index(NamedTuple):
    """A measure of democracy: its table, scale, free end, lines, last year, words, sources, band or none."""

    table: str
    scale: tuple
    high_is_free: bool
    lines: dict
    last_year: int
    says: str
    source_ids: tuple
    has_band: bool = False


EAST = ("Central Asia", "Eastern Asia")
SOUTH = ("South-eastern Asia", "Southern Asia")
ASIA = {
    "Central and Eastern": Area(
        EAST, (), "the UN's Central and Eastern Asia only", ("un-m49-country-codes",)
    ),
    "without the west": Area(
        EAST + SOUTH,
        (),
        "the UN's Asia without its Western Asia (the Caucasus, Türkiye, the Arab states)",
        ("un-m49-country-codes",),
    ),
    "UN list": Area(
        EAST + SOUTH + ("Western Asia",),
        (),
        "Asia as the United Nations list it, the Caucasus included",
        ("un-m49-country-codes",),
    ),
    "UN list and Russia": Area(
        EAST + SOUTH + ("Western Asia",),
        ("RUS",),
        "the UN's list and Russia, most of whose land lies in Asia; the UN count it to Europe",
        ("un-m49-country-codes",),
    ),
}

SOVIET = frozenset("ARM AZE BLR EST GEO KAZ KGZ LTU LVA MDA RUS TJK TKM UKR UZB".split())
COMMUNIST = {
    "Soviet Union, Mongolia": Past(
        SOVIET | {"MNG"},
        "the fifteen successors of the Soviet Union, and Mongolia",
        ("imf-transition-2000", "imf-transition-asia"),
    ),
    "and Cambodia": Past(
        SOVIET | {"MNG", "KHM"},
        "these and Cambodia, which the Monetary Fund counted among the economies in transition",
        ("imf-transition-2000",),
    ),
    "all that once were": Past(
        SOVIET | {"MNG", "KHM", "AFG", "YEM"},
        "these, Afghanistan and Yemen (its south), where communist governments fell",
        ("lawi-communist-governments",),
    ),
    "and those that still are": Past(
        SOVIET | {"MNG", "KHM", "AFG", "YEM", "CHN", "LAO", "PRK", "VNM"},
        "all these, and China, Laos, North Korea and Vietnam, where communist parties still rule",
        ("lawi-communist-governments",),
    ),
}

LINES = ("generous", "usual", "strict")
INDICES = {
    "V-Dem": Index(
        "democracy_vdem",
        (0, 1),
        True,
        {"generous": 0.4, "usual": 0.5, "strict": 0.6},
        2024,
        "V-Dem, electoral democracy, from 0 to 1",
        ("v-dem-15", "regimes-of-the-world-2018"),
        has_band=True,
    ),
    "Freedom House": Index(
        "democracy_freedom_house",
        (7, 1),
        False,
        {"generous": 5, "usual": 2.5, "strict": 2},
        2024,
        "Freedom House, average of its two ratings, from 7 (not free) to 1 (free)",
        ("freedom-house-fiw", "freedom-house-methodology-2013"),
    ),
    "Polity": Index(
        "democracy_polity",
        (-10, 10),
        True,
        {"generous": 1, "usual": 6, "strict": 8},
        2018,
        "Polity, from −10 to 10",
        ("polity-5", "owid-polity-regime"),
    ),
}
MONGOLIA = "MNG"


class Answer(NamedTuple):
    """Is a state the only one above the line?

    point: what the best guesses say, "true", "false" or "cannot tell".
    band: what they say if their uncertainty counts, in the same words.
    above, below: codes of the states whose best guess lies above (or on) the line, and below it.
    crossing: codes of the states whose band holds the line, whatever their best guess.
    missing: codes of the states without a figure in this index and year.
    """

    year: int
    point: str
    band: str
    above: list
    crossing: list
    below: list
    missing: list


def rules() -> pd.DataFrame:
    """What the names in the menus mean, in their order: a DataFrame of choice, name, rule, source_ids."""
    said = {"usual": "; ".join(index.source_ids[1] for index in INDICES.values())}
    chosen = [
        *(("Asia", name, area.rule, "; ".join(area.source_ids)) for name, area in ASIA.items()),
        *(("communist", name, past.rule, "; ".join(past.source_ids)) for name, past in COMMUNIST.items()),
        *(("index", name, index.says, "; ".join(index.source_ids)) for name, index in INDICES.items()),
        *(("line", line, _numbers(line), said.get(line, "our own line")) for line in LINES),
    ]
    return pd.DataFrame(chosen, columns=["choice", "name", "rule", "source_ids"])


def _numbers(line: str) -> str:
    return "; ".join(f"{name} {index.lines[line]:g}" for name, index in INDICES.items())


def members(
    countries: pd.DataFrame, asia: str = "UN list", communist: str = "Soviet Union, Mongolia"
) -> list[str]:
    """The states that two definitions pick out, as a sorted list of ISO 3166-1 codes.

    countries: the table `countries` (iso3, un_subregion).
    asia, communist: keys of ASIA and COMMUNIST; a KeyError for any other.
    """
    area = ASIA[asia]
    inside = set(countries.iso3[countries.un_subregion.isin(area.subregions)]) | set(area.added)
    return sorted(inside & COMMUNIST[communist].states)


def scores(table: pd.DataFrame, index: str) -> pd.DataFrame:
    """One index in the form that all three share.

    table: the table named in INDICES[index].table.
    index: a key of INDICES.
    Returns a DataFrame with iso3, country, year, score, low, high on the index's own scale, without the rows
    that have no code or no score. Freedom House's score is the average of its two ratings, our arithmetic and
    the rule of its methodology. Only V-Dem prints bounds; elsewhere low and high equal the score.
    """
    if index == "V-Dem":
        score, low, high = table.electoral, table.electoral_low, table.electoral_high
    elif index == "Freedom House":
        score = low = high = (table.political_rights + table.civil_liberties) / 2
    else:
        score = low = high = table.polity2
    made = table.assign(score=score, low=low, high=high).dropna(subset=["iso3", "score"])
    return made[["iso3", "country", "year", "score", "low", "high"]].reset_index(drop=True)


def history(
    made: pd.DataFrame,
    states: Iterable[str],
    years: Iterable[int],
    line: float,
    high_is_free: bool = True,
    hero: str = MONGOLIA,
) -> list[Answer]:
    """Is `hero` the only one of `states` on the free side of `line`? One Answer for each year.

    made: what `scores` returns.
    states: codes, as from `members`; the hero is added.
    line: a number on the scale of the index; a state exactly on it counts as above.
    high_is_free: False where small numbers are free.
    A state without a figure is missing, never "not a democracy": if everything else says "only one", the
    answer is "cannot tell".
    """
    states = list(dict.fromkeys([*states, hero]))
    sign = 1 if high_is_free else -1
    own = made[made.iso3.isin(states)].set_index(["year", "iso3"])[["score", "low", "high"]] * sign
    scaled = {key: (best, *sorted(ends)) for key, best, *ends in own.itertuples(name=None)}
    return [_answer(int(year), scaled, sign * line, states, hero) for year in years]


def _answer(year: int, scaled: dict, line: float, states: list[str], hero: str) -> Answer:
    """One year's Answer; scaled: {(year, code): (best guess, low, high)}, where high is free."""
    seen = {state: scaled[year, state] for state in states if (year, state) in scaled}
    missing = [state for state in states if state not in seen]
    above = [state for state, (best, _, _) in seen.items() if best >= line]
    below = [state for state in seen if state not in above]
    crossing = [state for state, (_, low, high) in seen.items() if low < line <= high]
    surely_above = {state for state, (_, low, _) in seen.items() if low >= line}
    point = _say(hero in below or bool({*above} - {hero}), bool(missing))
    band = _say(hero in {*below} - {*crossing} or bool(surely_above - {hero}), bool(missing or crossing))
    return Answer(year, point, band, above, crossing, below, missing)


def _say(broken: bool, left_open: bool) -> str:
    return "false" if broken else "cannot tell" if left_open else "true"


def how_often(answers: Sequence[Answer], which: str = "point") -> dict[str, int]:
    """How many of these answers say each thing: {"true": n, "false": n, "cannot tell": n}.

    which: "point" or "band", the field that is counted.
    """
    said = [getattr(answer, which) for answer in answers]
    return {word: said.count(word) for word in ("true", "false", "cannot tell")}
