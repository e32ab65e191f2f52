"""What is Asia, what was communist, what is a democracy? The choices behind "the only one", as data.

Every choice has a name, a rule in one sentence and its sources (ids in data/sources.csv). The areas and the
lists of states are nested, each containing the one before, so that widening one can only add states. The
lines between democracy and the rest are conventions: the usual ones are those that the indices or their
users print, the others are ours. Nothing here says that a state is or is not a democracy; it says what
follows from a choice.
"""

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
    """Is a state the only one above the line? `point` takes the best guesses, `band` their uncertainty too.

    Both are "true", "false" or "cannot tell". above, crossing, below, missing: lists of codes; crossing are
    the states whose band holds the line, whatever their best guess; missing have no figure in this index and
    year.
    """

    year: int
    point: str
    band: str
    above: list
    crossing: list
    below: list
    missing: list


def rules():
    """What the names in the menus mean, in their order: a DataFrame of choice, name, rule, source_ids."""
    chosen = [("Asia", name, area.rule, area.source_ids) for name, area in ASIA.items()]
    chosen += [("communist", name, past.rule, past.source_ids) for name, past in COMMUNIST.items()]
    chosen += [("index", name, index.says, index.source_ids) for name, index in INDICES.items()]
    for line in LINES:
        words = "; ".join(f"{name} {index.lines[line]:g}" for name, index in INDICES.items())
        said = [index.source_ids[1] for index in INDICES.values()] if line == "usual" else ["our own line"]
        chosen.append(("line", line, words, said))
    return pd.DataFrame(
        [(*row, "; ".join(ids)) for *row, ids in chosen], columns=["choice", "name", "rule", "source_ids"]
    )


def members(countries, asia="UN list", communist="Soviet Union, Mongolia"):
    """The states that two definitions pick out, as a sorted list of ISO 3166-1 codes.

    countries: the table `countries` (iso3, un_subregion). asia, communist: keys of ASIA and COMMUNIST; a
    KeyError for any other.
    """
    area = ASIA[asia]
    inside = set(countries.iso3[countries.un_subregion.isin(area.subregions)]) | set(area.added)
    return sorted(inside & COMMUNIST[communist].states)


def scores(table, index):
    """One index in one form: iso3, country, year, score, low, high on its own scale; no rows without a code.

    table: the table named in INDICES[index].table. Freedom House's score is the average of its two ratings,
    our arithmetic and the rule of its methodology. Only V-Dem prints bounds; elsewhere low and high equal
    the score.
    """
    if index == "V-Dem":
        made = table.assign(score=table.electoral, low=table.electoral_low, high=table.electoral_high)
    elif index == "Freedom House":
        average = (table.political_rights + table.civil_liberties) / 2
        made = table.assign(score=average, low=average, high=average)
    else:
        made = table.assign(score=table.polity2, low=table.polity2, high=table.polity2)
    made = made[made.iso3.notna() & made.score.notna()]
    return made[["iso3", "country", "year", "score", "low", "high"]].reset_index(drop=True)


def history(made, states, years, line, high_is_free=True, hero=MONGOLIA):
    """Is `hero` the only one of `states` on the free side of `line`? One Answer for each year, as a list.

    made: what `scores` returns. states: codes, as from `members`. years: an iterable of years. line: a
    number on the scale of the index; a state exactly on it counts as above. high_is_free: False where small
    numbers are free. A state without a figure is missing, never "not a democracy": if everything else says
    "only one", the answer is "cannot tell".
    """
    states = list(dict.fromkeys([*states, hero]))
    sign = 1 if high_is_free else -1
    own = made[made.iso3.isin(states)].set_index(["year", "iso3"])
    scaled = {name: (own[name] * sign).to_dict() for name in ("score", "low", "high")}
    return [_answer(int(year), scaled, sign * line, states, hero) for year in years]


def _answer(year, scaled, line, states, hero):
    seen = {
        s: (scaled["score"][year, s], *sorted((scaled["low"][year, s], scaled["high"][year, s])))
        for s in states
        if (year, s) in scaled["score"]
    }
    missing = [s for s in states if s not in seen]
    above = [s for s, (best, _, _) in seen.items() if best >= line]
    below = [s for s in seen if s not in above]
    crossing = [s for s, (_, low, high) in seen.items() if low < line <= high]
    sure = [s for s, (_, low, _) in seen.items() if low >= line]
    point = _say(hero in below or any(s != hero for s in above), bool(missing))
    band = _say(
        (hero in below and hero not in crossing) or any(s != hero for s in sure), bool(missing or crossing)
    )
    return Answer(year, point, band, above, crossing, below, missing)


def _say(broken, open_):
    return "false" if broken else "cannot tell" if open_ else "true"


def how_often(answers, which="point"):
    """How many of these Answers say each thing: {"true": n, "false": n, "cannot tell": n}."""
    said = [getattr(answer, which) for answer in answers]
    return {word: said.count(word) for word in ("true", "false", "cannot tell")}
