"""Lesson 2's charts on democracy: who turned when, who stands where, and the machine that tries a definition."""

from collections.abc import Collection, Iterable
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from helpers.lessons.after_1990.charts_grid import GREEN, cells, verdicts
from helpers.lessons.after_1990.facts import KINDS, YEARS, moscow_shares, number, setting
from helpers.lessons.start_here.charts import MAP
from helpers.models import definitions as define
from helpers.pictures import maps
from helpers.pictures.figures import INK, OTHERS, SOFT, Empty, colour, described, label
from helpers.pictures.marks import across, gapped
from helpers.words import each, listed

CREDIT = {
    "V-Dem": "Source: V-Dem, version 15 (CC BY-SA 4.0). Band: holds the true value with about two chances in three.",
    "Freedom House": "Source: Freedom House, Freedom in the World (non-commercial use, with citation). "
    "It prints no band.",
    "Polity": "Source: Polity5, Center for Systemic Peace, to 2018; it prints no band. Our table holds no Armenia, "
    "Azerbaijan, Georgia, Yemen.",
}
FACTBOOK = "Source: CIA World Factbook, editions of 1990–2025"
INFERRED = "The year of the share of 1991 is inferred. "
FLOWS = {"who buys (exports)": "export", "who sells (imports)": "import"}
TURN = ["who rules", *FLOWS]


def _turn_alt(drawn: pd.DataFrame, what: str) -> str:
    if what == "who rules":
        words = each(drawn[drawn.year % 2 == 1], "{year}: {electoral:.2f}")
        return f"A line with its band, Mongolia's electoral democracy from 0 to 1, {words}."
    words = each(drawn, "{year}: {share_percent:g} % ({partner})")
    return f"Dots, Moscow's share in Mongolia's trade, {what}: {words}. The dots do not all count the same partner."


@described(
    _turn_alt,
    closed=Empty(
        "Which turned first: who rules, who buys or who sells?",
        "Three views: an index from 0 to 1, and Moscow's share of exports and of imports, %",
        x=(1985, 2000),
    ),
)
def turn(ax: Axes, vdem: pd.DataFrame, partners: pd.DataFrame, what: str) -> pd.DataFrame:
    """One of three views of 1985-2000: the electoral index with its band, or Moscow's share in trade.

    vdem: `democracy_vdem`; partners: `trade_partners`; what: one of TURN. Figures that count another partner
    (the Soviet Union, the former bloc, Russia alone) have another mark and are never joined; years without a
    figure between two of the same kind are dotted. Returns what was drawn.
    """
    ax.set(xlim=(1984.5, 2000.9), xticks=range(1985, 2001, 5))
    drawn = _who_rules(ax, vdem) if what == "who rules" else _who_trades(ax, partners, what)
    ax.axvspan(1989.95, 1992.1, color="#f3efe4", zorder=0)
    ax.text(
        1991.02,
        ax.get_ylim()[1] * 0.985,
        "protests, elections,\nnew constitution",
        ha="center",
        va="top",
        fontsize="small",
        color=SOFT,
    )
    return drawn


def _who_rules(ax: Axes, vdem: pd.DataFrame) -> pd.DataFrame:
    rows = vdem[(vdem.iso3 == define.MONGOLIA) & vdem.year.between(1985, 2000)]
    ax.fill_between(rows.year, rows.electoral_low, rows.electoral_high, color=INK, alpha=0.18, linewidth=0)
    ax.plot(rows.year, rows.electoral, color=INK, marker="o")
    ax.set_ylim(0, 1)
    label(
        ax,
        f"Politics turned: {rows.electoral[rows.year == 1989].item():.2f} in 1989, "
        f"{rows.electoral[rows.year == 1992].item():.2f} in 1992",
        "Mongolia: electoral democracy index, from 0 (least) to 1 (most); grey: its band",
        CREDIT["V-Dem"],
    )
    return rows[["year", "electoral", "electoral_low", "electoral_high"]].reset_index(drop=True)


def _who_trades(ax: Axes, partners: pd.DataFrame, what: str) -> pd.DataFrame:
    rows = moscow_shares(partners, FLOWS[what]).query("year <= 2000")
    for kind, own in rows.groupby("partner", sort=False):
        mark, words = KINDS[kind]
        broken_line(ax, own.rename(columns={"share_percent": "percent"}), colour("Russia"), mark, 9)
        ax.plot([], [], mark, color=colour("Russia"), markersize=9, label=words)
        for year, share in zip(own.year, own.share_percent, strict=True):
            ax.annotate(f"{share:g}", (year, share), (0, 8), textcoords="offset points", ha="center")
    ax.legend(loc="upper right", labelcolor=colour("Russia"))
    ax.set_ylim(0, 105)
    noun = f"{FLOWS[what]}s"
    label(
        ax,
        then_and_now(rows.set_index("year").share_percent, noun),
        f"Share of {noun}, %; each mark counts another partner",
        f"Dotted: no figure for the years between. Different marks are not the same thing, so no line "
        f"joins them.\n{INFERRED if noun == 'exports' else ''}{FACTBOOK}.",
    )
    return rows.reset_index(drop=True)


def then_and_now(percent: pd.Series, noun: str) -> str:
    """The finding of a view of Moscow's shares: the first and the last.

    percent: by year, ascending; noun: "exports" or "imports".
    """
    did, (first, last) = ("Bought" if noun == "exports" else "Sold"), percent.index[[0, -1]]
    end = percent[last]
    return f"{did} by Moscow: {percent[first]:.0f} % in {first}, {end:.{0 if end >= 1 else 1}f} % in {last}"


# --- who might be meant? ------------------------------------------------------------------------------------

TINTS = {
    "Soviet Union, Mongolia": "#7fb3a3",
    "and Cambodia": "#e0c56a",
    "all that once were": "#e0c56a",
    "and those that still are": "#c98f7c",
}
LAND = "#efefec"
NAMES_AT = {  # longitude, latitude, side of the text; names outside their state are joined to it by a line
    "MNG": (103, 46.6, ""),
    "RUS": (96, 60, ""),
    "KAZ": (67, 48.3, ""),
    "CHN": (102, 33.5, ""),
    "AFG": (66, 33.7, ""),
    "UZB": (62.8, 42.6, ""),
    "TKM": (59.3, 39.3, ""),
    "KGZ": (80, 43, "left"),
    "TJK": (78, 37.5, "left"),
    "GEO": (35, 46, "right"),
    "ARM": (33, 42, "right"),
    "AZE": (45, 34.5, "center"),
    "YEM": (56, 11, "left"),
    "KHM": (112, 9, "left"),
    "LAO": (117, 19.5, "left"),
    "VNM": (118, 14.5, "left"),
    "PRK": (138, 37, "left"),
}


WORDS = {
    "Soviet Union, Mongolia": "of the Soviet Union, and Mongolia",
    "and Cambodia": "once under communists",
    "all that once were": "once under communists",
    "and those that still are": "a communist party rules",
}


def _candidates_alt(drawn: pd.DataFrame) -> str:
    parts = [
        f"{words[0].upper()}{words[1:]}: {', '.join(own.country)}"
        for words, own in drawn.groupby(drawn.group.map(WORDS), sort=False)
    ]
    return f"Map of Asia with the states that might be meant. {'. '.join(parts)}."


@described(_candidates_alt)
def candidates(ax: Axes, countries: pd.DataFrame) -> pd.DataFrame:
    """Map: the states that some notion of "formerly communist" and some notion of Asia pick out.

    countries: the table `countries`. Returns country, iso3, group (the narrowest notion of models.definitions
    that holds the state; what its government is today is not shown).
    """
    names = countries.set_index("iso3").country
    widest = define.members(countries, "UN list and Russia", "and those that still are")
    group = {
        code: next(key for key, past in define.COMMUNIST.items() if code in past.states) for code in widest
    }
    ax.set_position(MAP)
    maps.world(
        ax,
        {code: INK if code == define.MONGOLIA else TINTS[key] for code, key in group.items()},
        rest=LAND,
        edge=LAND,
        extent=(83, 36, 14200),
    )
    for code, (lon, lat, side) in NAMES_AT.items():
        settings: dict = {"fontsize": 9, "color": "white" if code == define.MONGOLIA else INK}
        if side:
            maps.mark(ax, code, names[code], at=(lon, lat), size=6, ha=side, path_effects=[], **settings)
        else:
            maps.write(ax, (lon, lat), names[code], **settings)
    label(
        ax,
        f"{len(widest)} states might be meant, at the widest",
        "Green: of the Soviet Union. Yellow: once under communists. Red: a communist party rules",
        f"Equal-area projection.\n{maps.NOTE}",
        left=0,
        right=1,
    )
    rows = pd.DataFrame(
        {"country": [names[c] for c in widest], "iso3": widest, "group": [group[c] for c in widest]}
    )
    return rows.sort_values(
        "group", key=lambda g: g.map(list(define.COMMUNIST).index), kind="stable", ignore_index=True
    )


def _exact(index: str, value: float) -> str:
    return {"V-Dem": f"{value:.3f}", "Freedom House": f"{value:.1f}"}.get(index, number(index, value))


def _named(states: Iterable[str], countries: pd.DataFrame) -> dict[str, str]:
    """{code: name} of states, Mongolia first, then by name."""
    names = countries.set_index("iso3").country
    return {s: names[s] for s in sorted(states, key=lambda s: (s != define.MONGOLIA, names[s]))}


def _line_up_alt(drawn: pd.DataFrame, year: int, index: str = "V-Dem", line: str = "usual", **_: Any) -> str:
    seen = drawn[drawn.side != "no figure"]
    crossing = seen.band.map({"crosses": " (its band crosses the line)"}).fillna("")
    words = each(seen.assign(crossing=crossing).sort_values("country"), "{country} {score:g}{crossing}")
    above = listed(seen.country[seen.side == "above"]) or "none"
    when = min(year, define.INDICES[index].last_year)
    return f"Dots on a scale, one a state, {index} in {when}: {words}. Above the {line} line: {above}."


NINE = [
    "Mongolia",
    "Armenia",
    "Azerbaijan",
    "Georgia",
    "Kazakhstan",
    "Kyrgyzstan",
    "Tajikistan",
    "Turkmenistan",
    "Uzbekistan",
]


@described(
    _line_up_alt,
    closed=Empty(
        "Who stands above the line?", "Electoral democracy, from 0 (least) to 1 (most)", x=(0, 1), y=NINE
    ),
)
def line_up(
    ax: Axes,
    vdem: pd.DataFrame,
    freedom_house: pd.DataFrame,
    polity: pd.DataFrame,
    countries: pd.DataFrame,
    year: int,
    index: str = "V-Dem",
    line: str = "usual",
    asia: str = "UN list",
    communist: str = "Soviet Union, Mongolia",
) -> pd.DataFrame:
    """Dots with bands: where the states of one definition stand in one year, and the line of one index.

    vdem, freedom_house, polity: the three tables of democracy; countries: `countries`. index, line, asia,
    communist: keys of models.definitions. Filled dots are above the line; a state without a figure is named
    as such. After the last year of an index that year is drawn, and the title says so. Returns country,
    score, low, high, side (above, below, no figure), band (clear, crosses, no figure).
    """
    rule = define.INDICES[index]
    made = define.scores({"V-Dem": vdem, "Freedom House": freedom_house, "Polity": polity}[index], index)
    names = _named(define.members(countries, asia, communist), countries)
    shown = min(year, rule.last_year)
    answer = define.history(made, names, [shown], rule.lines[line], rule.high_is_free)[0]
    now = made[made.year == shown].set_index("iso3").reindex(list(names))
    left, right = rule.scale
    size = 11 if len(names) < 12 else 8.5
    for place, (code, name) in enumerate(names.items()):
        _one_state(ax, place, now.loc[code], code, name, answer, index, size)
    ax.axvline(rule.lines[line], color=INK, linewidth=1.6, zorder=1)
    ax.text(rule.lines[line], -0.95, f"{line} line", ha="center", va="bottom", fontsize=9.5)
    box = ax.get_position()
    ax.set_position([box.x0, box.y0, box.width, box.height * 0.95])
    if index == "Polity":
        ax.set_xticks(range(-10, 11, 5), [number(index, value) for value in range(-10, 11, 5)])
    pad = (right - left) * 0.02
    ax.set(xlim=(left - pad, right + pad), yticks=[], ylim=(len(names) - 0.4, -0.9))
    across(ax)
    label(
        ax,
        _line_up_title(answer, names, year),
        setting(index, line, asia, communist),
        CREDIT[index],
        left=0.17,
        right=0.8,
    )
    return pd.DataFrame(
        {
            "country": list(names.values()),
            "score": now.score.to_numpy(),
            "low": now.low.to_numpy(),
            "high": now.high.to_numpy(),
            "side": [
                "above" if s in answer.above else "no figure" if s in answer.missing else "below"
                for s in names
            ],
            "band": [
                "crosses" if s in answer.crossing else "no figure" if s in answer.missing else "clear"
                for s in names
            ],
        }
    )


def _one_state(
    ax: Axes, place: float, row: Any, code: str, name: str, answer: define.Answer, index: str, size: float
) -> None:
    """One line of `line_up`: the state's name, its band and dot, and its figure in digits."""
    above, own = code in answer.above, code == define.MONGOLIA
    tint = INK if own else GREEN if above else OTHERS
    weight = "bold" if above or own else "normal"
    writing = {"transform": ax.get_yaxis_transform(), "va": "center"}
    ax.text(
        -0.02,
        place,
        name,
        ha="right",
        fontsize=size,
        fontweight=weight,
        color=INK if above or own else SOFT,
        **writing,
    )
    said, looks = _exact(index, row.score), {"fontweight": weight}
    if code in answer.missing:
        said, looks = "no figure", {"color": SOFT, "style": "italic"}
    else:
        if row.high > row.low:
            said += f" ({row.low:.2f}–{row.high:.2f})"
            ax.plot(
                [row.low, row.high],
                [place, place],
                color=tint,
                alpha=0.35,
                linewidth=size * 0.75,
                solid_capstyle="butt",
            )
        ax.plot(
            [row.score],
            [place],
            "o",
            color=tint,
            markersize=size * 0.8,
            markerfacecolor=tint if above else "white",
            markeredgewidth=1.8,
        )
    ax.text(1.02, place, said, fontsize=size - 1.5, **looks, **writing)


def _line_up_title(answer: define.Answer, names: dict[str, str], year: int) -> str:
    above = [name for code, name in names.items() if code in answer.above]
    said = f"above the line: {', '.join(above)}"
    if len(above) < 2:
        said = f"{above[0]} alone stands above the line" if above else "nobody stands above the line"
    elif len(f"{year}: {said}") > 50:
        said = f"{len(above)} states stand above the line"
    return f"{answer.year}{' (it ends there)' if answer.year < year else ''}: {said}"


def _counted(verdicts: pd.Series) -> list[tuple[str, int]]:
    """How often each verdict was given, as pairs, without those that never were."""
    counts = verdicts.value_counts()
    return [(word, counts[word]) for word in ("true", "false", "cannot tell") if word in counts]


def _machine_alt(
    drawn: pd.DataFrame,
    index: str = "V-Dem",
    line: str = "usual",
    asia: str = "UN list",
    communist: str = "Soviet Union, Mongolia",
) -> str:
    guessed = ", ".join(f"{word} in {count}" for word, count in _counted(drawn["best guess"]))
    banded = ", ".join(f"{word} {count}" for word, count in _counted(drawn["with the band"]))
    breakers = sorted({name for names in drawn["others above"] for name in names.split(", ") if name})
    return (
        f"A grid of states and years from {drawn.year.min()} to {drawn.year.max()} for "
        f"{setting(index, line, asia, communist)}. “The only one” by best guesses: {guessed} of {len(drawn)} years; "
        f"{f'counting the band: {banded}' if banded else 'no band is printed'}. Others above the line in some year: "
        f"{listed(breakers) or 'none'}."
    )


@described(
    _machine_alt,
    closed=Empty(
        "In how many years is “the only one” true?",
        "A square for each state and year: above the line or not",
        x=(1992, 2024),
        y=[*NINE, "the only one?"],
    ),
)
def machine(
    ax: Axes,
    vdem: pd.DataFrame,
    freedom_house: pd.DataFrame,
    polity: pd.DataFrame,
    countries: pd.DataFrame,
    index: str = "V-Dem",
    line: str = "usual",
    asia: str = "UN list",
    communist: str = "Soviet Union, Mongolia",
) -> pd.DataFrame:
    """A grid, states by years: who stands above the line, and whether "the only one" is true each year.

    Tables and choices as in `line_up`. Full squares stand above the line, hatched ones have a band that
    crosses it (coloured: best guess above; hollow: best guess below), a dot is below, a cross has no figure.
    Returns a row a year (to the last year of the index): year, best guess, with the band, others above, not
    sure, no figure.
    """
    rule = define.INDICES[index]
    made = define.scores({"V-Dem": vdem, "Freedom House": freedom_house, "Polity": polity}[index], index)
    names = _named(define.members(countries, asia, communist), countries)
    years = [year for year in YEARS if year <= rule.last_year]
    answers = define.history(made, names, years, rule.lines[line], rule.high_is_free)
    rows = {code: place for place, code in enumerate(names)}
    cells(ax, answers, rows)
    foot = len(rows) + 0.6
    verdicts(ax, answers, "point", foot)
    if rule.has_band:
        verdicts(ax, answers, "band", foot + 1.15)
    else:
        ax.text(YEARS[0] - 0.4, foot + 1.15, "no band is printed", va="center", color=SOFT, fontsize=9.5)
    if years[-1] < YEARS[-1]:
        ax.text(
            (years[-1] + YEARS[-1] + 1) / 2,
            len(rows) / 2,
            f"no figures\nafter {years[-1]}",
            ha="center",
            va="center",
            color=SOFT,
            fontsize=9.5,
        )
    size = 10 if len(rows) < 12 else 8
    ax.set_yticks([*rows.values(), foot, foot + 1.15], [*names.values(), "the only one?", "with the band?"])
    for text, own in zip(ax.get_yticklabels(), [*rows, "MNG", "MNG"], strict=True):
        text.set(fontsize=size, color=INK, fontweight="bold" if own == define.MONGOLIA else "normal")
    ax.set(
        ylim=(foot + 1.8, -0.6),
        xlim=(YEARS[0] - 0.6, YEARS[-1] + 0.6),
        xticks=[1992, *range(1995, 2025, 5), 2024],
    )
    ax.tick_params(axis="x", labelsize=9.5)
    ax.grid(visible=False)
    label(
        ax,
        f"“The only one” is true in {define.how_often(answers)['true']} of {len(answers)} years",
        setting(index, line, asia, communist),
        "Full: above the line. Striped: the band crosses the line "
        "(hollow: best guess below). Dot: below. Cross: no figure.\n"
        f"{CREDIT[index]}",
        left=0.175,
        right=0.865,
    )
    return pd.DataFrame(
        {
            "year": years,
            "best guess": [a.point for a in answers],
            "with the band": [a.band if rule.has_band else "" for a in answers],
            "others above": [_list(a.above, names) for a in answers],
            "not sure": [_list(a.crossing, names) for a in answers],
            "no figure": [_list(a.missing, names) for a in answers],
        }
    )


def _list(codes: Collection[str], names: dict[str, str]) -> str:
    return ", ".join(name for code, name in names.items() if code in codes and (code != define.MONGOLIA))


def broken_line(ax: Axes, own: pd.DataFrame, tint: str, mark: str = "o", size: float = 4) -> None:
    """Dots joined: dotted over years without a figure, not at all where another partner is counted."""
    own = own.sort_values("year")
    for _, run in own.groupby("partner" if "partner" in own else "country", sort=False):
        gapped(ax, run.year, run.percent, tint)
    ax.plot(own.year, own.percent, mark, color=tint, markersize=size)
