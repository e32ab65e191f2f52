"""The chart on how the world voted on the war, counted by states or by people."""

import pandas as pd
from matplotlib.axes import Axes

from helpers.lessons.will_they_arrest.charts import WARNED
from helpers.lessons.will_they_arrest.kept import answers
from helpers.pictures.figures import OTHERS, described, in_rows, label
from helpers.pictures.marks import beside, lanes

ANSWER_TONES = {"for": "#00734f", "against": WARNED, "abstained": "#a9a9a9"}


def _world_alt(drawn: pd.DataFrame, count: str = "states") -> str:
    say = in_rows(
        "Bars: the General Assembly's vote of 2 March 2022 on the aggression against Ukraine, "
        "counted by {count}: {rows}.",
        "{answer} {share_percent:g} %",
        between=", ",
    )
    return say(drawn, count=count)


@described(_world_alt)
def world(
    ax: Axes, ukraine_votes: pd.DataFrame, countries: pd.DataFrame, count: str = "states"
) -> pd.DataFrame:
    """Bars: the vote of 2 March 2022, counted by "states" or "people". Returns `answers`."""
    table = answers(ukraine_votes, countries, measure=count)
    tones = [ANSWER_TONES.get(answer, OTHERS) for answer in table.answer]
    ax.barh(range(len(table)), table.share_percent, color=tones, height=0.6)
    words = (f"{row.share_percent:.0f} %  ({row.states} states)" for row in table.itertuples())
    beside(ax, range(len(table)), table.share_percent, words, gap=1)
    lanes(ax, range(len(table)), table.answer.str.capitalize(), 100)
    unit = {"states": "by states", "people": "by population"}[count]
    label(
        ax,
        f"Counted {unit}, {table.share_percent.iloc[0]:.0f} % voted for the resolution",
        "Vote on the aggression against Ukraine, 2 March 2022, share in %",
        "A state votes; its people were not asked. And a vote on a war is "
        "no vote on a person. Resolution ES-11/1, table ukraine_votes;\n"
        "population: CIA World Factbook, mostly of 2024 and 2025, table countries.",
        left=0.14,
    )
    return table
