"""A lesson that a reader kept from before the folders of the lessons still runs: what it imports is found."""

import subprocess
import sys

import pytest

from helpers import older_copies
from helpers.errors import LessonError

# What the lessons imported then, as they were published in the first round.
THEN = {
    "helpers.charts.world": "months sizes trips trips_until where",
    "helpers.charts.power": "balance parts",
    "helpers.charts.bloc": "PERIODS BETWEEN allies moved between",
    "helpers.charts.chronicle": "span beginnings endings battle WARS obligations signs centuries",
    "helpers.charts.democracy": "candidates turn line_up machine closeness weigh income TURN CLOSE INCOME",
    "helpers.charts.trade": "buyers coal giants goods largest_partner partners_of peers rescaled",
    "helpers.charts.energy": "crude_and_products origins lamp power_bought COUNTED WHOLES barrels figure_of power_2021",
    "helpers.charts.rails": "owned corridor RAIL",
    "helpers.charts.shock": "stocks assumptions shock tornado Listing SLIDERS USUAL",
    "helpers.charts.leverage": "episodes instruments coal_dots imagined imagined_dates COMPARED at_stake concert_line",
    "helpers.charts.votes": "pairs_with strip through_time states roll vote_map texts beside contested ideal",
    "helpers.charts.diplomacy": "guests tick_off at_the_top side_by_side dialogue neutrality",
    "helpers.charts.court": "PEOPLE compare custody highest in_five_years members membership names_of waits",
    "helpers.charts.forecast": "cases chosen stays reference_class curve fates envelopes calibrated not_made followed "
    "findings itinerary CLASSES HOSTS SUSPECTS trips_to world",
    "helpers.charts.decision": "PAIRS choosing ranking shares",
    "helpers.law": "advise articles figures_on_children later reasons said_before",
    "helpers.room": "my_scores my_weights what_it_did followed signed road ALL_EQUAL SLIDERS REHEARSAL",
}


def test_every_old_place_is_known():
    assert set(THEN) == set(older_copies.MOVED) - {"helpers.charts"}


@pytest.mark.slow
def test_what_the_lessons_imported_then_is_found_in_a_new_python():
    lines = [f"from {old} import {', '.join(names.split())}" for old, names in THEN.items()]
    done = subprocess.run([sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_what_never_was_is_not_found():
    with pytest.raises(ModuleNotFoundError, match="helpers.charts.nonsense"):
        import helpers.charts.nonsense  # noqa: F401


def test_what_is_gone_says_so_instead_of_breaking_the_first_cell():
    from helpers.charts.leverage import imagined_dates

    with pytest.raises(LessonError, match="another chart"):
        imagined_dates(None)
