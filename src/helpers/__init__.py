"""What the lessons call. `from helpers import load, explore, show, predict, look_back, check, quiz, verdict`."""

import helpers.hiding  # first: so that no file beside a lesson hides what is imported below

# isort: split
import numpy as np
from IPython import get_ipython

import helpers.older_copies  # noqa: F401 - so that older copies of a lesson still find what they call
from helpers.asking.check import check
from helpers.asking.claims import verdict
from helpers.asking.my_work import my_work
from helpers.asking.predict import look_back, predict
from helpers.asking.quiz import quiz
from helpers.asking.slips import listen
from helpers.countries import rows_of, seat_of
from helpers.errors import LessonError
from helpers.ledger.page import my_ledger, my_portrait
from helpers.lessons.decision_room.memo_form import memo
from helpers.lessons.decision_room.scoring import score
from helpers.pictures.explore import explore, show
from helpers.pictures.figures import for_projector, label
from helpers.tables import load, sources, tables
from helpers.work.in_browser import settle
from helpers.work.workbook import reveal

__version__ = "0.1.0"

__all__ = [
    "LessonError",
    "check",
    "explore",
    "for_projector",
    "label",
    "load",
    "look_back",
    "memo",
    "my_ledger",
    "my_portrait",
    "my_work",
    "predict",
    "quiz",
    "reveal",
    "rows_of",
    "score",
    "seat_of",
    "show",
    "sources",
    "tables",
    "verdict",
]

listen(get_ipython())
np.set_printoptions(legacy="1.25")  # in a lesson a mean prints as 0.38, not as np.float64(0.38)
settle(get_ipython())
