"""The portrait puts each claim in its place, with no text over another, from none to all 42 claims."""

import random

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from helpers import load
from helpers.asking.claims import VERDICTS, ledger
from helpers.ledger import portrait, scores
from helpers.pictures.figures import draw_picture
from helpers.work.content import empty
from helpers.work.workbook import book


def tables():
    table = scores.closing_ledger(book().all(), load)
    return table, scores.scored(book().all(), load, table)


def drawn():
    """The figure and what was drawn, as `draw_picture` would, but with the figure kept."""
    figure = Figure(figsize=(8, 4.5))
    ax = figure.add_axes([0.075, 0.145, 0.88, 0.65])
    result = portrait.portrait(ax, *tables())
    FigureCanvasAgg(figure).draw()
    return figure, result


def judge(many, seed=0):
    chance = random.Random(seed)
    for claim in ledger().index[:many]:
        for stage in ("first", "last"):
            book().keep_verdict(claim, stage, chance.choice(list(VERDICTS)), chance.randrange(50, 101, 5), "")


def test_a_claim_stands_on_its_side_as_far_out_as_one_was_sure():
    book().keep_verdict("C17", "first", "holds", 90, "")
    book().keep_verdict("C17", "last", "holds with a condition", 75, "")
    book().keep_verdict("C17", "last", "holds", 100, "")  # after the tables had spoken: not in the picture
    book().keep_verdict("C06", "first", "holds", 60, "")
    book().keep_verdict("C06", "last", "holds", 70, "")
    figure, result = drawn()
    assert list(result["claim"]) == ["C17", "C06"], "facts first"
    assert (result["door_right"][0], result["end_right"][0], result["moved"][0]) == (False, True, True)
    assert (result["door_right"][1], result["end_right"][1], bool(result["moved"][1])) == (None, None, False)
    facts, views = figure.axes[0], figure.axes[1]
    assert [line.get_xdata()[0] for line in facts.lines if line.get_marker() in "oX"] == [-40, 25]
    assert [line.get_xdata()[0] for line in views.lines if line.get_marker() in "os"] == [60, 70]
    words = portrait.portrait.alt(result)
    assert (
        "theirs on 0 of 1 at the door and on 1 of 1 at the end; 90 % sure at the door on average, 75 % at the end"
        in words
    )
    assert "Came over to the tables: C17" in words and "you changed your verdict on 0" in words


@pytest.mark.parametrize("many", [0, 3, 13, 42])
def test_no_text_lies_over_another_or_outside_the_picture(many):
    judge(many)
    figure, _ = drawn()
    texts = [
        text
        for text in figure.findobj(lambda one: hasattr(one, "get_text") and one.get_text().strip())
        if text.get_visible()
    ]
    boxes = [(text.get_text(), text.get_window_extent()) for text in texts]
    wide, high = figure.bbox.width, figure.bbox.height
    for number, (words, box) in enumerate(boxes):
        assert box.x0 >= 0 and box.x1 <= wide and box.y0 >= 0 and box.y1 <= high, words
        for others, other in boxes[number + 1 :]:
            apart = (
                box.x1 <= other.x0 + 1
                or other.x1 <= box.x0 + 1
                or box.y1 <= other.y0 + 1.5
                or other.y1 <= box.y0 + 1.5
            )
            assert apart, f"{words!r} lies over {others!r}"


def test_without_a_verdict_the_picture_is_a_sentence_and_small_when_saved():
    table = scores.closing_ledger(empty(), load)
    picture = draw_picture(portrait.portrait, (table, scores.scored(empty(), load, table)), {}, saved=True)
    assert picture.caption == portrait.NOTHING and len(picture.image) < 15_000 and picture.numbers.empty


def test_the_same_workbook_gives_the_same_picture():
    judge(42)
    one, other = (draw_picture(portrait.portrait, tables(), {}, saved=True) for _ in range(2))
    assert one.image == other.image and one.caption == other.caption and len(one.image) < 40_000
