"""What the lessons call. `from helpers import load, explore, show, predict, look_back, check, quiz, verdict`."""

import numpy as np

from .check import check
from .claims import verdict
from .closing import my_ledger, my_portrait
from .errors import LessonError
from .explore import explore, show
from .figures import for_projector, label
from .memo import memo
from .panel import my_work
from .predict import look_back, predict
from .quiz import quiz
from .room import score
from .tables import load, sources, tables
from .workbook import reveal

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
    "score",
    "show",
    "sources",
    "tables",
    "verdict",
]

np.set_printoptions(legacy="1.25")  # in a lesson a mean prints as 0.38, not as np.float64(0.38)
