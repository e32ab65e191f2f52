"""A reader's older copy of a lesson finds what it imports: `helpers.charts.trade` and others have moved.

Before each lesson had a folder of its own, its charts stood in `helpers.charts`, the rest beside the engine. A copy
kept from then (`start.py fresh` names it `….mine-….ipynb`) still says so.
"""

from __future__ import annotations

import importlib
import sys
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

from helpers.errors import LessonError

MOVED = {
    "helpers.charts": "",
    "helpers.charts.world": "start_here.charts start_here.facts",
    "helpers.charts.power": "between_empires.charts_power between_empires.facts",
    "helpers.charts.bloc": "between_empires.charts_bloc between_empires.facts",
    "helpers.charts.chronicle": "between_empires.charts_chronicle between_empires.facts",
    "helpers.charts.democracy": "after_1990.charts after_1990.charts_closeness after_1990.facts",
    "helpers.charts.trade": "one_customer.charts one_customer.charts_goods one_customer.facts",
    "helpers.charts.energy": "fuel_and_rails.charts_energy fuel_and_rails.facts",
    "helpers.charts.rails": "fuel_and_rails.charts_rails fuel_and_rails.facts",
    "helpers.charts.shock": "fuel_and_rails.charts_shock fuel_and_rails.facts",
    "helpers.charts.leverage": "leverage.charts_coal leverage.charts_bargaining leverage.facts",
    "helpers.charts.votes": "third_neighbours.charts_agreement third_neighbours.charts_roll third_neighbours.facts",
    "helpers.charts.diplomacy": "third_neighbours.charts_diplomacy third_neighbours.facts",
    "helpers.charts.court": "the_court.charts the_court.facts",
    "helpers.charts.forecast": "will_they_arrest.charts will_they_arrest.charts_world will_they_arrest.facts "
    "will_they_arrest.kept",
    "helpers.charts.decision": "decision_room.charts decision_room.facts",
    "helpers.law": "the_court.law the_court.road",
    "helpers.room": "decision_room.options decision_room.aftermath",
}

GONE = {
    "helpers.charts.leverage": "coal_dots imagined imagined_dates"
}  # what today's lesson does another way


def _gone(*_given: object, **_more: object) -> None:
    """Stands for what no lesson has any more."""
    raise LessonError("Today's lesson has another chart in this place; this copy is of an earlier one.")


class OldPlaces(MetaPathFinder, Loader):
    """Finds a module of MOVED and fills it with what its new places hold."""

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """A spec for a module that has moved, None for any other."""
        return (
            ModuleSpec(fullname, self, is_package=fullname == "helpers.charts") if fullname in MOVED else None
        )

    def exec_module(self, module: ModuleType) -> None:
        """Put the names of the new modules into the old one."""
        for place in MOVED[module.__name__].split():
            found = vars(importlib.import_module(f"helpers.lessons.{place}"))
            vars(module).update({name: thing for name, thing in found.items() if not name.startswith("_")})
        vars(module).update(dict.fromkeys(GONE.get(module.__name__, "").split(), _gone))


sys.meta_path.append(OldPlaces())
