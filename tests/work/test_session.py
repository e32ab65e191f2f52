"""What listens to the workbook is let go when its cell runs again, and acts after the form that was pressed is told."""

import asyncio
import os

import pandas as pd
import pytest

from helpers import my_ledger, my_work, predict, quiz, score, verdict
from helpers.asking.predict import look_back
from helpers.lessons.decision_room.options import CRITERIA
from helpers.pictures import explore
from helpers.work import sealed, session
from helpers.work.session import here, soon
from helpers.work.workbook import book


@pytest.fixture
def cell(monkeypatch):
    """cell(action, text, id): do it as a front end runs a cell of this text, with an id or none; each time another run.

    `cell.pressed(action)`: do it as for a message from a form.
    """
    message = {}
    monkeypatch.setattr(session, "get_ipython", lambda: type("Shell", (), {"parent_header": message}))

    def run(action, text="explore(…)", id=None):
        header = {"msg_type": "execute_request", "msg_id": f"run {next(runs)}"}
        message.update(header=header, content={"code": text}, metadata={"cellId": id} if id else {})
        action()
        message.clear()

    def pressed(action):
        message.update(header={"msg_type": "comm_msg", "msg_id": "x"}, content={}, metadata={})
        action()
        message.clear()

    runs, run.pressed = iter(range(1000)), pressed
    return run


@pytest.fixture
def drawn(monkeypatch):
    """A list that grows with each picture drawn by `chart`, whose sealed and open outputs stand on `drawn.screen`."""

    class Drawn(list):
        screen = []

    class Handle:
        def update(self, thing):
            Drawn.screen.append(thing)

    monkeypatch.setattr(sealed, "display", Drawn.screen.append)
    monkeypatch.setattr(sealed, "lasting", lambda thing: (Drawn.screen.append(thing), Handle())[1])
    monkeypatch.setattr(sealed, "beside", lambda thing: None)
    return Drawn()


def chart(drawn, **more):
    """A chart that follows what is kept."""

    def draw(ax, table):
        drawn.append(len(table))

    explore.explore(draw, lambda: pd.DataFrame({"id": list(book().all()["predictions"])}), **more)


# --- what listens is let go -----------------------------------------------------------------------------------


@pytest.mark.parametrize("id", [None, "a1"])
def test_a_chart_that_ran_eight_times_is_drawn_once_for_each_keep(cell, drawn, id):
    for _ in range(8):
        cell(lambda: chart(drawn), id=id)
    del drawn[:]
    book().keep_prediction("3.a", 1)
    assert drawn == [1]
    book().note("b", "changes no table of this chart")
    book().keep_prediction("3.c", 1)
    assert drawn == [1, 2]


def test_the_same_without_a_notebook(drawn):
    for _ in range(8):
        chart(drawn)
    del drawn[:]
    book().keep_prediction("3.a", 1)
    assert drawn == [1]


def test_charts_of_one_run_and_of_other_cells_all_follow(cell, drawn):
    cell(lambda: (chart(drawn), chart(drawn)), id="two in one")
    cell(lambda: chart(drawn), id="another")
    cell(lambda: chart(drawn), text="by its text")
    del drawn[:]
    book().keep_prediction("3.a", 1)
    assert drawn == [1, 1, 1, 1]


def test_a_cell_that_was_edited_takes_over_from_itself_where_the_front_end_names_it(cell, drawn):
    cell(lambda: (chart(drawn), chart(drawn)), text="two", id="a1")
    cell(lambda: chart(drawn), text="one", id="a1")
    del drawn[:]
    book().keep_prediction("3.a", 1)
    assert drawn == [1]


def test_a_sealed_chart_that_ran_eight_times_opens_once_and_then_follows_once(cell, drawn):
    for _ in range(8):
        cell(lambda: chart(drawn, after="3.a"))
    cell.pressed(lambda: book().keep_prediction("3.a", 1))
    assert drawn == [1]
    cell.pressed(lambda: book().keep_prediction("3.b", 1))
    assert drawn == [1, 2]
    cell(lambda: chart(drawn, after="3.a"))
    del drawn[:]
    cell.pressed(lambda: book().keep_prediction("3.c", 1))
    assert drawn == [3], "what was opened is gone with the output it stood in"


def test_two_sealed_things_in_one_cell_and_in_others_all_open(cell, drawn):
    cell(lambda: (explore.show(pd.Series([1]), after="3.a"), explore.show(pd.Series([1]), after="3.a")))
    cell(lambda: explore.show(pd.Series([1]), after="3.a"), text="another")
    book().keep_prediction("3.a", 1)
    assert sum(isinstance(one, explore.Table) for one in drawn.screen) >= 3


def test_a_chart_that_is_closed_follows_nothing(drawn):
    chart(drawn)
    drawn.screen[-1].close()
    del drawn[:]
    book().keep_prediction("3.a", 1)
    assert drawn == [] and book()._listeners == []


OUTPUTS = {
    "predict": lambda: predict("3.china_1991"),
    "look_back": lambda: look_back("3.china_1991"),
    "own": lambda: look_back("9.first"),
    "quiz": lambda: quiz(3),
    "door": lambda: verdict("C15", first=True),
    "verdict": lambda: verdict("C15"),
    "work": my_work,
    "score": lambda: score(next(iter(CRITERIA))),
    "ledger": my_ledger,
}


@pytest.mark.parametrize("output", OUTPUTS.values(), ids=OUTPUTS)
def test_no_output_leaves_more_listeners_the_more_often_it_runs(cell, shown, capsys, output):
    for run in (lambda: cell(output), output):
        run()
        once = len(book()._listeners)
        for _ in range(3):
            run()
        assert len(book()._listeners) == once


# --- the answer comes first -----------------------------------------------------------------------------------


def test_what_is_done_soon_is_done_once_and_after_what_python_is_busy_with():
    done = []

    async def press():
        act = soon(lambda: done.append("drawn"))
        act()
        act()
        done.append("answered")
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        act()
        await asyncio.sleep(0)

    asyncio.run(press())
    assert done == ["answered", "drawn", "drawn"]


def test_the_form_is_answered_before_anything_is_drawn(drawn):
    async def press():
        chart(drawn)
        chart(drawn, after="3.a")
        del drawn[:]
        book().keep_prediction("3.a", 1)
        book().note("memo", "x")
        assert drawn == []
        await asyncio.sleep(0)

    asyncio.run(press())
    assert len(drawn) == 2


def test_what_fails_stops_nothing_else():
    done = []
    soon(lambda: 1 / 0)()
    book().when_changed(lambda: 1 / 0)
    book().when_changed(lambda: done.append(1))
    book().note("a", "b")
    assert done == [1]


def test_a_place_is_the_cell_or_what_stands_there(cell):
    found = []
    cell(lambda: found.append(here("x")), text="1 + 1")
    cell(lambda: found.append(here("y")), text="1 + 1")
    cell(lambda: found.append(here("x")), text="1 + 1", id="a1")
    cell.pressed(lambda: found.append(here("x")))
    assert found[0].where == found[1].where and found[0].run != found[1].run
    assert len({place.where for place in found}) == 3
    assert here(found[0]) is found[0] and here().where != here().where


SETTING = """
import pandas as pd
from helpers import explore, predict
from helpers.work.workbook import book
drawn = []
def draw(ax, table):
    drawn.append(len(table))
"""
FOLLOWING = "explore(draw, lambda: pd.DataFrame({'id': list(book().all()['predictions'])}))"
VIEW = "application/vnd.jupyter.widget-view+json"


@pytest.mark.slow
def test_in_a_kernel_a_form_is_answered_first_and_a_chart_that_ran_eight_times_drawn_once(workbook_file):
    from jupyter_client.manager import start_new_kernel

    environment = {
        **os.environ,
        "BETWEEN_GIANTS_WORKBOOK": str(workbook_file),
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }
    manager, client = start_new_kernel(kernel_name="python3", env=environment)
    try:
        seen = []

        def run(code):
            del seen[:]
            client.execute_interactive(code, output_hook=seen.append, timeout=180)
            return [one["content"] for one in seen]

        run(SETTING)
        for _ in range(8):
            run(FOLLOWING)
            (chart_id,) = [one["data"][VIEW]["model_id"] for one in run_of(seen) if VIEW in one["data"]]
        run('predict("3.china_1991")')
        (form_id,) = [one["data"][VIEW]["model_id"] for one in run_of(seen) if VIEW in one["data"]]
        run("del drawn[:]")
        values = {"3.china_1991": {"value": 60, "confidence": 80, "reason": ""}}
        press = {"kind": "act", "n": "1", "action": "keep", "id": "", "values": values}
        content = {"comm_id": form_id, "data": {"method": "custom", "content": press}}
        client.shell_channel.send(client.session.msg("comm_msg", content))
        told = []
        while ("chart", "custom") not in told:
            message = client.get_iopub_msg(timeout=180)
            if message["msg_type"] == "comm_msg":
                who = {form_id: "form", chart_id: "chart"}.get(message["content"]["comm_id"], "another")
                told.append((who, message["content"]["data"]["method"]))
        assert told.index(("form", "custom")) < min(i for i, (who, _) in enumerate(told) if who == "chart")
        assert "another" not in dict(told), "no chart of an earlier run is drawn"
        assert [one["text"] for one in run("print(drawn)") if "text" in one] == ["[1]\n"]
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def run_of(messages):
    return [one["content"] for one in messages if one["msg_type"] == "display_data"]
