"""Charts on the turn after 1990: who rules, "the only one" by whose definition, how close to Moscow."""

import numpy as np
import pandas as pd
from matplotlib.collections import PolyCollection

from .. import maps
from ..figures import COLOURS, INK, OTHERS, SOFT, colour, described, label
from ..models import definitions as define
from ..models.agreement import share_of, tally

GREEN, PALE = "#00614e", "#e9e9e4"
YEARS = range(1992, 2025)
CREDIT = {
    "V-Dem": "Source: V-Dem, version 15 (CC BY-SA 4.0). Band: holds the true value with about two chances "
    "in three.",
    "Freedom House": "Source: Freedom House, Freedom in the World (non-commercial use, with citation). It "
    "prints no "
    "band.",
    "Polity": "Source: Polity5, Center for Systemic Peace, to 2018; it prints no band. Our table holds no "
    "Armenia, "
    "Azerbaijan, Georgia, Yemen.",
}
FACTBOOK = "Source: CIA World Factbook, editions of 1990–2025"
INFERRED = "The year of the share of 1991 is inferred. "


# --- the turn -----------------------------------------------------------------------------------------------

KINDS = {
    "Soviet Union": ("o", "Soviet Union"),
    "Former CMEA countries": ("s", "Soviet bloc (CMEA)"),
    "Russia": ("D", "Russia alone"),
}
FLOWS = {"who buys (exports)": "export", "who sells (imports)": "import", "all trade": "total"}
TURN = ["who rules", *FLOWS]


def moscow_shares(partners, flow):
    """Moscow's printed shares in one flow: year, partner, share_percent, edition (the first of each year).

    partners: `trade_partners`; flow: "export", "import" or "total". Only the Factbook's figures for whole
    years. The partner is what the Factbook names: the Soviet Union, the former bloc, or Russia alone.
    """
    rows = partners[
        (partners.flow == flow)
        & (partners.compiler == "CIA World Factbook")
        & (partners.months == 12)
        & partners.partner.isin(KINDS)
        & partners.share_percent.notna()
    ]
    rows = rows.sort_values(["year", "edition"]).drop_duplicates("year")
    return rows[["year", "partner", "share_percent", "edition"]].reset_index(drop=True)


def _turn_alt(drawn, what):
    if what == "who rules":
        words = ", ".join(f"{row.year}: {row.electoral:.2f}" for row in drawn.itertuples() if row.year % 2)
        return f"A line with its band, Mongolia's electoral democracy from 0 to 1, {words}."
    words = ", ".join(f"{row.year}: {row.share_percent:g} % ({row.partner})" for row in drawn.itertuples())
    return (
        f"Dots, Moscow's share in Mongolia's trade, {what}: {words}. The dots do not all count the same "
        f"partner."
    )


@described(_turn_alt)
def turn(ax, vdem, partners, what):
    """One of four views of 1985-2000: the electoral index with its band, or Moscow's share in trade.

    vdem: `democracy_vdem`; partners: `trade_partners`; what: one of TURN. Figures that count another partner
    (the Soviet Union, the former bloc, Russia alone) have another mark and are never joined; years without a
    figure between two of the same kind are dotted. Returns what was drawn.
    """
    ax.set_xlim(1984.5, 2000.9)
    ax.set_xticks(range(1985, 2001, 5))
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


def _who_rules(ax, vdem):
    rows = vdem[(vdem.iso3 == define.MONGOLIA) & vdem.year.between(1985, 2000)]
    ax.fill_between(rows.year, rows.electoral_low, rows.electoral_high, color=INK, alpha=0.18, linewidth=0)
    ax.plot(rows.year, rows.electoral, color=INK, marker="o")
    ax.set_ylim(0, 1)
    label(
        ax,
        "When did the rulers change?",
        "Mongolia: electoral democracy index, from 0 (least) to 1 (most); grey: its band",
        CREDIT["V-Dem"],
    )
    return rows[["year", "electoral", "electoral_low", "electoral_high"]].reset_index(drop=True)


def _who_trades(ax, partners, what):
    rows = moscow_shares(partners, FLOWS[what])
    rows = rows[rows.year <= 2000]
    for kind, own in rows.groupby("partner", sort=False):
        mark, words = KINDS[kind]
        _broken_line(ax, own.rename(columns={"share_percent": "percent"}), colour("Russia"), mark, 9)
        ax.plot([], [], mark, color=colour("Russia"), markersize=9, label=words)
    for row in rows.itertuples():
        ax.annotate(
            f"{row.share_percent:g}",
            (row.year, row.share_percent),
            xytext=(0, 8),
            textcoords="offset points",
            ha="center",
        )
    ax.legend(loc="upper right", labelcolor=colour("Russia"))
    ax.set_ylim(0, 105)
    noun = {"export": "exports", "import": "imports", "total": "all trade, both ways"}[FLOWS[what]]
    label(
        ax,
        f"Moscow's place: {what}?",
        f"Share of {noun}, %; each mark counts another partner",
        f"Dotted: no figure for the years between. Different marks are not the same thing, so no line "
        f"joins them.\n{INFERRED if noun == 'exports' else ''}{FACTBOOK}.",
    )
    return rows.reset_index(drop=True)


# --- who might be meant? ------------------------------------------------------------------------------------

TINTS = {
    "Soviet Union, Mongolia": "#7fb3a3",
    "and Cambodia": "#e0c56a",
    "all that once were": "#e0c56a",
    "and those that still are": "#c98f7c",
}
LAND = "#efefec"
MAP = [0.0, 0.1, 1.0, 0.71]  # left, bottom, width, height of a map in its figure
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


def _candidates_alt(drawn):
    parts = [
        f"{words[0].upper()}{words[1:]}: {', '.join(own.country)}"
        for words, own in drawn.groupby(drawn.group.map(WORDS), sort=False)
    ]
    return f"Map of Asia with the states that might be meant. {'. '.join(parts)}."


@described(_candidates_alt)
def candidates(ax, countries):
    """Map: the states that some notion of "formerly communist" and some notion of Asia pick out.

    countries: the table `countries`. Returns country, iso3, group (the narrowest notion of
    models.definitions that holds the state; what its government is today is not shown).
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
        settings = {"fontsize": 9, "color": "white" if code == define.MONGOLIA else INK}
        if side:
            maps.mark(ax, code, names[code], at=(lon, lat), size=6, ha=side, path_effects=[], **settings)
        else:
            maps.write(ax, (lon, lat), names[code], **settings)
    label(
        ax,
        "Which states might be meant?",
        "Green: of the Soviet Union. Yellow: once under communists. Red: a communist party rules",
        f"Equal-area projection.\n{maps.NOTE}",
        left=0,
        right=1,
    )
    rows = pd.DataFrame(
        {"country": [names[c] for c in widest], "iso3": widest, "group": [group[c] for c in widest]}
    )
    return rows.sort_values(
        "group", key=lambda g: g.map(list(define.COMMUNIST).index), kind="stable"
    ).reset_index(drop=True)


# --- the definition machine ---------------------------------------------------------------------------------


def setting(index, line, asia, communist):
    """The chosen definitions in one line of words."""
    return (
        f"{index}, {line} line ({_number(index, define.INDICES[index].lines[line])}) · Asia: {asia} · "
        f"communist: {communist}"
    )


def _number(index, value):
    return f"{value:+.0f}".replace("-", "−").replace("+0", "0") if index == "Polity" else f"{value:g}"


def _exact(index, value):
    return (
        f"{value:.3f}"
        if index == "V-Dem"
        else f"{value:.1f}"
        if index == "Freedom House"
        else _number(index, value)
    )


def _named(states, countries):
    """{code: name} of states, Mongolia first, then by name."""
    names = countries.set_index("iso3").country
    order = sorted(states, key=lambda s: (s != define.MONGOLIA, names[s]))
    return {s: names[s] for s in order}


def _join(names):
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def _line_up_alt(drawn, year, index="V-Dem", line="usual", **_):
    seen = drawn[drawn.side != "no figure"]
    if seen.empty:
        return f"{index} has no figures for {year}; the chart is empty."
    words = ", ".join(
        f"{row.country} {row.score:g}" + (" (its band crosses the line)" if row.band == "crosses" else "")
        for row in seen.sort_values("country").itertuples()
    )
    above = seen.country[seen.side == "above"].tolist()
    return (
        f"Dots on a scale, one a state, {index} in {year}: {words}. "
        f"Above the {line} line: {_join(above) if above else 'none'}."
    )


@described(_line_up_alt)
def line_up(
    ax,
    vdem,
    freedom_house,
    polity,
    countries,
    year,
    index="V-Dem",
    line="usual",
    asia="UN list",
    communist="Soviet Union, Mongolia",
):
    """Dots with bands: where the states of one definition stand in one year, and the line of one index.

    vdem, freedom_house, polity: the three tables of democracy; countries: `countries`. index, line, asia,
    communist: keys of models.definitions. Filled dots are above the line; a state without a figure is named
    as such. Returns country, score, low, high, side (above, below, no figure), band (clear, crosses, no
    figure).
    """
    rule = define.INDICES[index]
    made = define.scores({"V-Dem": vdem, "Freedom House": freedom_house, "Polity": polity}[index], index)
    names = _named(define.members(countries, asia, communist), countries)
    answer = define.history(made, names, [year], rule.lines[line], rule.high_is_free)[0]
    now = made[made.year == year].set_index("iso3").reindex(list(names))
    left, right = rule.scale
    size = 11 if len(names) < 12 else 8.5
    for place, (code, name) in enumerate(names.items()):
        _one_state(ax, place, now.loc[code], code, name, answer, index, size)
    ax.axvline(rule.lines[line], color=INK, linewidth=1.6, zorder=1)
    ax.text(rule.lines[line], -0.95, f"{line} line", ha="center", va="bottom", fontsize=9.5)
    box = ax.get_position()
    ax.set_position([box.x0, box.y0, box.width, box.height * 0.95])
    if index == "Polity":
        ax.set_xticks(range(-10, 11, 5), [_number(index, value) for value in range(-10, 11, 5)])
    pad = (right - left) * 0.02
    ax.set_xlim(left - pad, right + pad)
    ax.set_yticks([])
    ax.set_ylim(len(names) - 0.4, -0.9)
    ax.grid(axis="y", visible=False)
    ax.grid(axis="x", visible=True)
    label(
        ax,
        _line_up_title(answer, names, index, year),
        setting(index, line, asia, communist),
        CREDIT[index],
        left=0.17,
        right=0.8,
    )
    side = ["above" if s in answer.above else "no figure" if s in answer.missing else "below" for s in names]
    band = [
        "crosses" if s in answer.crossing else "no figure" if s in answer.missing else "clear" for s in names
    ]
    return pd.DataFrame(
        {
            "country": list(names.values()),
            "score": now.score.to_numpy(),
            "low": now.low.to_numpy(),
            "high": now.high.to_numpy(),
            "side": side,
            "band": band,
        }
    )


def _one_state(ax, place, row, code, name, answer, index, size):
    above, own = code in answer.above, code == define.MONGOLIA
    tint = INK if own else GREEN if above else OTHERS
    weight = "bold" if above or own else "normal"
    at = ax.get_yaxis_transform()
    ax.text(
        -0.02,
        place,
        name,
        transform=at,
        ha="right",
        va="center",
        fontsize=size,
        fontweight=weight,
        color=INK if above or own else SOFT,
    )
    if code in answer.missing:
        ax.text(
            1.02,
            place,
            "no figure",
            transform=at,
            va="center",
            fontsize=size - 1.5,
            color=SOFT,
            style="italic",
        )
        return
    if row.high > row.low:
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
    band = f" ({row.low:.2f}–{row.high:.2f})" if row.high > row.low else ""
    ax.text(
        1.02,
        place,
        f"{_exact(index, row.score)}{band}",
        transform=at,
        va="center",
        fontsize=size - 1.5,
        fontweight=weight,
    )


def _line_up_title(answer, names, index, year):
    above = [name for code, name in names.items() if code in answer.above]
    if len(answer.missing) == len(names):
        return f"{year}: {index} has no figures"
    if not above:
        return f"{year}: nobody stands above the line"
    if len(above) == 1:
        return f"{year}: {above[0]} alone stands above the line"
    named = f"{year}: above the line: {', '.join(above)}"
    return named if len(named) <= 50 else f"{year}: {len(above)} states stand above the line"


def _machine_alt(drawn, index="V-Dem", line="usual", asia="UN list", communist="Soviet Union, Mongolia"):
    counts = drawn["best guess"].value_counts()
    parts = [f"{word} in {counts[word]}" for word in ("true", "false", "cannot tell") if counts.get(word)]
    band = drawn["with the band"].value_counts()
    banded = ", ".join(f"{word} {band[word]}" for word in ("true", "false", "cannot tell") if band.get(word))
    banded = f"counting the band: {banded}" if banded else "no band is printed"
    breakers = sorted({name for names in drawn["others above"] for name in names.split(", ") if name})
    return (
        f"A grid of states and years from {drawn.year.min()} to {drawn.year.max()} for "
        f"{setting(index, line, asia, communist)}. "
        f"“The only one” by best guesses: {', '.join(parts)} of {len(drawn)} years; "
        f"{banded}. "
        f"Others above the line in some year: {_join(breakers) if breakers else 'none'}."
    )


@described(_machine_alt)
def machine(
    ax,
    vdem,
    freedom_house,
    polity,
    countries,
    index="V-Dem",
    line="usual",
    asia="UN list",
    communist="Soviet Union, Mongolia",
):
    """A grid, states by years: who stands above the line, and whether "the only one" is true each year.

    Tables and choices as in `line_up`. Full squares stand above the line, hatched ones have a band that
    crosses it (coloured: best guess above; white: best guess below), a dot is below, a cross has no figure.
    Returns a row a year (to the last year of the index): year, best guess, with the band, others above, not
    sure, no figure.
    """
    rule = define.INDICES[index]
    made = define.scores({"V-Dem": vdem, "Freedom House": freedom_house, "Polity": polity}[index], index)
    names = _named(define.members(countries, asia, communist), countries)
    years = [year for year in YEARS if year <= rule.last_year]
    answers = define.history(made, names, years, rule.lines[line], rule.high_is_free)
    rows = {code: place for place, code in enumerate(names)}
    _cells(ax, answers, rows)
    foot = len(rows) + 0.6
    _verdicts(ax, answers, "point", foot)
    if rule.has_band:
        _verdicts(ax, answers, "band", foot + 1.15)
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
    ax.set_ylim(foot + 1.8, -0.6)
    ax.set_xlim(YEARS[0] - 0.6, YEARS[-1] + 0.6)
    ax.set_xticks([1992, *range(1995, 2025, 5), 2024])
    ax.tick_params(axis="x", labelsize=9.5)
    ax.grid(visible=False)
    true = define.how_often(answers)["true"]
    label(
        ax,
        f"“The only one” is true in {true} of {len(answers)} years",
        setting(index, line, asia, communist),
        "Full: above the line. Striped: the band crosses the line (white: best guess below). Dot: below. "
        "Cross: no "
        f"figure.\n{CREDIT[index]}",
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


def _list(codes, names):
    return ", ".join(name for code, name in names.items() if code in codes and (code != define.MONGOLIA))


def _cells(ax, answers, rows):
    places = {kind: [] for kind in ("full", "striped", "open", "below", "missing")}
    for answer in answers:
        for code, place in rows.items():
            crossing = code in answer.crossing
            kind = (
                "missing"
                if code in answer.missing
                else "striped"
                if crossing and code in answer.above
                else "open"
                if crossing
                else "full"
                if code in answer.above
                else "below"
            )
            places[kind].append((answer.year, place, INK if code == define.MONGOLIA else GREEN))
    for kind, looks in (
        ("full", {}),
        ("striped", {"hatch": "/////", "alpha": 0.55}),
        ("open", {"hatch": "/////"}),
    ):
        for tint in (INK, GREEN):
            own = [(x, y) for x, y, c in places[kind] if c == tint]
            if own:
                x, y = np.array(own).T
                face = "white" if kind == "open" else tint
                edge = tint if kind == "open" else "white"
                _boxes(
                    ax,
                    x,
                    y,
                    0.84,
                    0.8,
                    facecolor=face,
                    edgecolor=edge,
                    linewidth=0.7 if kind == "open" else 0,
                    **looks,
                )
    for kind, mark, size in (("below", ".", 2.2), ("missing", "x", 3.2)):
        if places[kind]:
            x, y = np.array([(x, y) for x, y, _ in places[kind]]).T
            ax.plot(x, y, mark, color=OTHERS, markersize=size, markeredgewidth=0.8)


def _boxes(ax, x, y, width, height, **looks):
    """Boxes of one size and look, middles at x, y, as one collection: hundreds of single ones are slow."""
    corners = np.array([(-width, -height), (width, -height), (width, height), (-width, height)]) / 2
    ax.add_collection(PolyCollection(np.column_stack([x, y])[:, None, :] + corners, **looks))


SIGNS = {"true": ("✓", GREEN, "white"), "false": ("–", PALE, INK), "cannot tell": ("?", "white", INK)}


def _verdicts(ax, answers, which, place):
    years = np.array([answer.year for answer in answers])
    faces = [SIGNS[getattr(answer, which)][1] for answer in answers]
    _boxes(ax, years, np.full(len(years), place), 0.9, 0.96, facecolor=faces, edgecolor=OTHERS, linewidth=0.5)
    for answer in answers:
        sign, _, ink = SIGNS[getattr(answer, which)]
        ax.text(
            answer.year,
            place,
            sign,
            ha="center",
            va="center_baseline",
            fontsize=8,
            color=ink,
            fontweight="bold",
        )
    count = define.how_often(answers, which)
    words = f"{count['true']} true" + (f", {count['cannot tell']} ?" if count["cannot tell"] else "")
    ax.text(
        1.012, place, words, transform=ax.get_yaxis_transform(), va="center", fontsize=9.5, fontweight="bold"
    )


# --- how close to Moscow? -----------------------------------------------------------------------------------

CLOSE = ["votes alike", "visits", "who sells (imports)", "who buys (exports)"]
WATCHED = {"RUS": "Russia", "CHN": "China", "USA": "United States", "JPN": "Japan"}
FEW = 20
EXCHANGED = 48  # the session in which the columns of Mongolia and Monaco are almost certainly exchanged
LEADERS = ["head of state", "head of government", "foreign minister"]


def votes_alike(votes):
    """Strict agreement with Moscow, Beijing and Washington by year: country, year, percent, votes.

    votes: `un_votes`. The seat RUS is the Soviet Union's to 1991. Session 48 (November 1993 to July 1994)
    doesn't count, because there Mongolia's column almost certainly holds Monaco's votes. Years with fewer
    than 20 common votes are left out, and so 1993 is.
    """
    votes = votes[(votes.date >= "1985-01-01") & (votes.session != EXCHANGED)]
    seats = ["RUS", "CHN", "USA"]
    found = tally(votes, "MNG", seats, votes.date.dt.year)
    found = found.sort_values("seat", key=lambda seat: seat.map(seats.index), kind="stable")
    rows = pd.DataFrame(
        {
            "country": found.seat.map(WATCHED),
            "year": found.period,
            "percent": 100 * share_of(found.common, found.alike, found.opposite),
            "votes": found.common,
        }
    )
    return rows[(rows.votes >= FEW) & (rows.year <= 2024)].reset_index(drop=True)


def trips(visits):
    """Trips of leaders and foreign ministers both ways, by five years: country, from_year, trips, all_trips.

    visits: `visits`, 1990 to August 2024. Meetings in third countries don't count. all_trips: with any
    country. attrs["unconfirmed"]: how many of the trips rest on general knowledge.
    """
    rows = visits[
        (visits.date >= "1990-01-01")
        & (visits.date < "2024-09-01")
        & ~visits.third_country_meeting
        & visits.office_kind.isin(LEADERS)
    ]
    rows = rows.assign(from_year=rows.date.dt.year // 5 * 5)
    of_all = rows.groupby("from_year").trip_id.nunique()
    once = rows.drop_duplicates(["iso3", "from_year", "trip_id"])
    counted = pd.crosstab(once.iso3, once.from_year).reindex(
        index=list(WATCHED), columns=of_all.index, fill_value=0
    )
    found = pd.DataFrame(
        {
            "country": np.repeat(list(WATCHED.values()), len(of_all)),
            "from_year": np.tile(of_all.index, len(WATCHED)),
            "trips": counted.to_numpy().ravel(),
            "all_trips": np.tile(of_all, len(WATCHED)),
        }
    )
    found.attrs["unconfirmed"] = int((rows.iso3.isin(WATCHED) & (rows.confidence == "background")).sum())
    return found


def _closeness_alt(drawn, by):
    parts = []
    if by == "visits":
        for name, own in drawn.groupby("country", sort=False):
            parts.append(
                f"{name} " + ", ".join(f"{row.trips} from {row.from_year}" for row in own.itertuples())
            )
        return f"Bars, trips of leaders and foreign ministers in steps of five years: {'; '.join(parts)}."
    for name, own in drawn.groupby("country", sort=False):
        some = own.sort_values("year")
        some = some[some.year.isin([some.year.min(), some.year.max(), 1990, 1992, 2000, 2010, 2020])]
        parts.append(
            f"{name} " + ", ".join(f"{row.percent:.0f} % in {row.year}" for row in some.itertuples())
        )
    return f"Lines by year, {by}: {'; '.join(parts)}."


@described(_closeness_alt)
def closeness(ax, votes, visits, partners, by):
    """Mongolia's closeness to Moscow by one of four measures, 1985-2024; votes and visits beside others.

    votes: `un_votes`; visits: `visits`; partners: `trade_partners`; by: one of CLOSE. Votes: the share of
    common votes in which both voted exactly alike. Visits: trips in our table, which is denser in later
    years. Imports, exports: Moscow's share as printed; before 1996 the Soviet Union or its bloc. Returns
    what was drawn.
    """
    if by == "visits":
        return _by_visits(ax, visits)
    if by == "votes alike":
        rows = votes_alike(votes)
        names, title = ("Russia", "China", "United States"), "How often did Mongolia vote like each of them?"
        measure = "General Assembly: votes in which both took part and voted exactly alike, %"
        source = (
            "Left out: 1993 (the source almost certainly exchanged Mongolia's votes and Monaco's), 2024 "
            f"(fewer than {FEW} votes). Gaps in 2020–23.\n"
            f"Each dot: {rows.votes.min()} to {rows.votes.max()} votes. Russia: the Soviet Union to 1991. "
            "Source: UN votes after Voeten and others; see the table's sources."
        )
    else:
        rows = (
            moscow_shares(partners, FLOWS[by])
            .assign(country="Russia")
            .rename(columns={"share_percent": "percent"})
        )
        names, noun = ("Russia",), f"{FLOWS[by]}s"
        title = (
            ("Does Mongolia still buy from Moscow?")
            if noun == "imports"
            else "Does Moscow still buy from Mongolia?"
        )
        measure = f"Moscow's share of Mongolia's {noun}, %"
        source = (
            "Dotted: no figure for the years between. 1991: the Soviet Union; "
            f"{_join([str(year) for year in rows.year[rows.partner == 'Former CMEA countries']])}: its bloc; "
            f"then Russia alone, not joined.\n{INFERRED if noun == 'exports' else ''}{FACTBOOK}."
        )
    for name in names:
        _broken_line(ax, rows[rows.country == name], colour(name))
    for name, y in _ends(rows, names).items():
        ax.text(2025.2, y, name, color=colour(name), fontweight="bold", va="center")
    ax.set_xlim(1984.5, 2025)
    ax.set_xticks(range(1985, 2026, 5))
    ax.set_ylim(0, 103)
    label(ax, title, measure, source, right=0.83)
    return rows


def _broken_line(ax, own, tint, mark="o", size=4):
    """Dots joined: dotted over years without a figure, not at all where another partner is counted."""
    points = list(own.sort_values("year").itertuples())
    for a, b in zip(points, points[1:], strict=False):
        near = b.year == a.year + 1
        if getattr(a, "partner", "") == getattr(b, "partner", ""):
            ax.plot(
                [a.year, b.year],
                [a.percent, b.percent],
                color=tint,
                linestyle="-" if near else (0, (1, 2)),
                linewidth=2.4 if near else 1.4,
            )
    ax.plot(own.year, own.percent, mark, color=tint, markersize=size)


def _ends(rows, names, gap=6):
    """Heights for names at the right end of lines, kept apart by `gap`."""
    ends = {name: rows[rows.country == name].sort_values("year").percent.iloc[-1] for name in names}
    heights, last = {}, -gap
    for name in sorted(ends, key=ends.get):
        last = heights[name] = max(ends[name], last + gap)
    return heights


def _by_visits(ax, visits):
    rows = trips(visits)
    unsure = rows.attrs["unconfirmed"]
    for shift, name in enumerate(WATCHED.values()):
        own = rows[rows.country == name]
        x = np.arange(len(own)) + (shift - 1.5) * 0.2
        ax.bar(x, own.trips, width=0.19, color=colour(name))
        for place, value in zip(x, own.trips, strict=True):
            ax.text(place, value + 0.1, value, ha="center", fontsize=9, color=colour(name))
    for shift, name in enumerate(WATCHED.values()):
        ax.text(
            0.02,
            0.97 - 0.085 * shift,
            f"■ {name}",
            transform=ax.transAxes,
            color=colour(name),
            va="top",
            fontweight="bold",
        )
    periods = rows.drop_duplicates("from_year")
    ax.set_xticks(
        np.arange(len(periods)),
        [f"{y}–{str(y + 4)[2:]} ({n})" for y, n in zip(periods.from_year, periods.all_trips, strict=True)],
    )
    ax.tick_params(axis="x", labelsize=9.5)
    ax.set_ylim(0, rows.trips.max() + 1.5)
    label(
        ax,
        "Who comes, who goes?",
        "Trips of leaders and foreign ministers, both ways (in brackets: with any country)",
        "To August 2024, as far as our table has them: thin before 1998, dense from 2014.\n"
        f"{unsure} of the trips drawn are general knowledge, unconfirmed. Source: press and government "
        f"pages; see the table.",
    )
    return rows


# --- weighing, and income -----------------------------------------------------------------------------------

WEIGHED = {"MNG": INK, "ARM": GREEN, "GEO": COLOURS["Switzerland"], "KGZ": COLOURS["Japan"]}


def weighed(vdem, freedom_house, countries, weight, year=2024):
    """Two indices in one score, for four states, best first: country, vdem, freedom_house, score (0 to 1).

    weight: how much of 100 V-Dem's electoral index counts; the rest is Freedom House's average rating turned
    round, (7 − rating) / 6. year: a year both have.
    """
    first = define.scores(vdem, "V-Dem").query("year == @year").set_index("iso3").score
    second = (
        7 - define.scores(freedom_house, "Freedom House").query("year == @year").set_index("iso3").score
    ) / 6
    names = countries.set_index("iso3").country
    rows = pd.DataFrame(
        {
            "country": [names[s] for s in WEIGHED],
            "vdem": [first[s] for s in WEIGHED],
            "freedom_house": [second[s] for s in WEIGHED],
        },
        index=list(WEIGHED),
    )
    rows["score"] = (weight * rows.vdem + (100 - weight) * rows.freedom_house) / 100
    return rows.sort_values("score", ascending=False)


def _weigh_alt(drawn, weight):
    words = ", ".join(f"{row.country} {row.score:.2f}" for row in drawn.itertuples())
    return f"Lines from Freedom House's value to V-Dem's, 2024; at {weight} % V-Dem the order is {words}."


@described(_weigh_alt)
def weigh(ax, vdem, freedom_house, countries, weight):
    """Lines: the score of four states in 2024 from all Freedom House to all V-Dem, one mixture marked.

    Tables as in `weighed`; weight: from 0 to 100. Returns what `weighed` returns.
    """
    rows = weighed(vdem, freedom_house, countries, weight)
    for code, row in rows.iterrows():
        ax.plot([0, 100], [row.freedom_house, row.vdem], color=WEIGHED[code])
        ax.plot([weight], [row.score], "o", color=WEIGHED[code], markersize=9)
    ends = rows.rename(columns={"vdem": "percent"}).assign(year=0)
    for name, y in _ends(ends, rows.country, gap=0.06).items():
        ax.text(
            103, y, name, color=WEIGHED[rows.index[rows.country == name][0]], fontweight="bold", va="center"
        )
    ax.axvline(weight, color=SOFT, linewidth=1, linestyle=":")
    ax.set_xlim(0, 101)
    ax.set_ylim(0, 1)
    label(
        ax,
        f"Who leads, if V-Dem counts {weight} %? {rows.country.iloc[0]}",
        "Left: all Freedom House; right: all V-Dem. Each from 0 to 1, 2024",
        "Freedom House: (7 − average of its ratings) / 6. Which weight is right, no table says.\n"
        "Sources: V-Dem, version 15 (CC BY-SA 4.0); Freedom House (non-commercial use, with "
        "citation).",
        right=0.84,
    )
    return rows.reset_index(drop=True)


INCOME = ["dollars of the day", "what it buys"]


def income_per_person(table, measure):
    """Income per person: country, year, dollars; measure: one of INCOME. table: `income_population`."""
    if measure == "what it buys":
        rows = table.assign(dollars=table.gdp_per_capita_ppp)
    else:
        rows = table.assign(dollars=table.gdp_current_usd.astype(float) / table.population.astype(float))
    return rows.loc[rows.dollars.notna(), ["country", "year", "dollars"]]


def _income_alt(drawn, year, measure):
    words = ", ".join(f"{row.country} {row.dollars:,.0f}" for row in drawn.itertuples())
    return f"Bars, income per person in {year}, {measure}, in dollars: {words}."


@described(_income_alt)
def income(ax, table, measure, year):
    """Bars: income per person of eleven states in one year, at the exchange rate or by what it buys.

    table: `income_population`; measure: one of INCOME. Returns country, year, dollars, the richest first.
    """
    found = income_per_person(table, measure)
    rows = found[found.year == year].sort_values("dollars", ascending=False)
    places = np.arange(len(rows))
    ax.barh(
        places,
        rows.dollars,
        height=0.7,
        color=[colour(n) if n in ("Mongolia", "China", "Russia") else "#b9b9b9" for n in rows.country],
    )
    for place, value in zip(places, rows.dollars, strict=True):
        ax.text(value, place, f" {value:,.0f}", va="center", fontsize=9.5)
    ax.set_yticks(places, rows.country, color=INK, fontsize=10)
    ax.invert_yaxis()
    ax.set_xlim(0, found.dollars[found.year <= 2023].max() * 1.12)
    ax.grid(axis="y", visible=False)
    ax.grid(axis="x", visible=True)
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    how = (
        "GDP per person at the exchange rate, US dollars of each year"
        if measure == INCOME[0]
        else "GDP per person at purchasing power parity, constant international dollars"
    )
    label(
        ax,
        f"How rich is a Mongolian, {year}?",
        how,
        "North Korea has no figure. Base year of the constant dollars unconfirmed.\n"
        "Sources: World Bank (DataHub); Gapminder after the World Bank (CC BY 4.0).",
        left=0.155,
    )
    return rows.reset_index(drop=True)
