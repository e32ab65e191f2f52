"""A map: where the six small neighbours of lesson 1 lay, and where the battle was."""

import pandas as pd
from matplotlib.axes import Axes

from helpers.pictures import maps
from helpers.pictures.figures import colour, described, label

TINT, RUSSIA = "#c9b458", "#cfe0ee"
NEIGHBOURS = {  # where the name stands: degrees east and north, and its side
    "FIN": (16, 60.6, "right"),
    "EST": (16, 57.3, "right"),
    "LVA": (16, 54.2, "right"),
    "LTU": (16, 51.2, "right"),
    "MNG": (105, 40.5, "center"),
}
TUVA, BATTLE = (94.4, 51.7), (118.6, 47.6)  # Kyzyl, Tuva's capital; the river near its mouth


@described(
    "A map with today's borders: {rows}, Tuva and Khalkhin Gol. Four lie in the west, from Finland down to "
    "Lithuania; Mongolia lies far in the east, Tuva at its north-west, Khalkhin Gol at its eastern end. Between them: "
    "today's Russia.",
    rows="{country}",
)
def edge(ax: Axes, countries: pd.DataFrame) -> pd.DataFrame:
    """A map of six small neighbours of the Soviet Union, early in 1939, and of Khalkhin Gol.

    countries: `countries`. Today's borders; Tuva and the battle are dots. Returns iso3, country, west to east.
    """
    names = countries.set_index("iso3").country[list(NEIGHBOURS)]
    ax.set_position((0.02, 0.1, 0.96, 0.7))
    fill = dict.fromkeys(NEIGHBOURS, TINT) | {"RUS": RUSSIA}
    maps.world(ax, fill, extent=(72, 61, 10000))
    for code, (lon, lat, side) in NEIGHBOURS.items():
        maps.mark(ax, code, names[code], at=(lon, lat), size=14, ha=side, fontweight="bold")
    maps.mark(ax, TUVA, "Tuva", at=(87, 46), ha="center", fontweight="bold", inside=TINT)
    maps.mark(
        ax,
        BATTLE,
        "Khalkhin Gol",
        at=(122, 43),
        colour=colour("Japan"),
        marker="X",
        size=60,
        ha="center",
        fontweight="bold",
    )
    maps.write(ax, (70, 60), "today's Russia", color=colour("Soviet Union"))
    label(
        ax,
        "Four small neighbours in the west, two in the east",
        "The six states of the bet, and the battle of 1939",
        f"Today's borders; Tuva and Khalkhin Gol are roughly placed.\n{maps.NOTE}",
        left=0.02,
        right=0.98,
    )
    return names.reset_index()
