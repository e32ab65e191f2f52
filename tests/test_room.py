"""The decision room: what a workbook holds of it, the evidence beside the scores, and nothing told too early."""

import importlib
import json
import math

import pytest

from helpers import forms, load, room
from helpers.explore import explore
from helpers.workbook import book, empty

explore_module = importlib.import_module("helpers.explore")

SCORES = {
    "fuel": [-2, 2, 2, -1, 0], "trade": [-1, 1, 1, 0, 0], "law": [2, -2, -1, 1, 1],
    "neighbours": [1, -2, -1, 1, 1], "precedent": [2, -2, -1, 1, 1], "home": [-2, 1, 1, -1, 0],
}


def score_all(scores=SCORES):
    for one, values in scores.items():
        book().record_answer(room.score_id(one), values, None)


def press(form, values, n=1):
    (fieldset,) = form.spec["fieldsets"]
    form._receive(form, {"kind": "act", "n": n, "action": "keep", "id": fieldset["id"], "values": {fieldset["id"]: values}})
    return form.state[fieldset["id"]]


def test_an_empty_workbook_has_equal_weights_and_no_ranking():
    now = room.decision()
    assert now.scores.shape == (5, 6) and now.scores.isna().all(axis=None)
    assert now.ranking.empty and now.switch_points.empty and not now.complete and not now.kept and now.advice is None
    assert set(now.weights.values()) == {5}


def test_scores_weights_and_advice_are_read_from_any_workbook():
    score_all()
    book().record_answer("9.weights", [8, 0, 1, 2, 1, 8], None)
    book().keep_prediction("9.advice", 4)
    now = room.decision(book().all())
    assert now.complete and now.kept and now.advice == "consult"
    assert now.scores.loc["arrest", "law"] == 2 and now.weights["home"] == 8
    first = now.ranking.iloc[0]
    assert first.option == "quiet" and first["rank"] == 1
    assert first.total == pytest.approx((16 + 0 - 1 - 2 - 1 + 8) / 20)
    assert room.my_weights()["politics_at_home"] == 8


@pytest.mark.parametrize("value", [[1, 2], "2", None, [3, 0, 0, 0, 0], [True] * 5, ["a"] * 5, [float("nan")] * 5, {"a": 1}])
def test_what_does_not_fit_counts_as_not_scored(value):
    content = {**empty(), "answers": {"9.score.fuel": {"value": value}, "9.weights": {"value": [1, 2, 3]}},
               "predictions": {"9.advice": {"value": 9}}}
    now = room.decision(content)
    assert now.scores.fuel.isna().all() and not now.kept and now.advice is None


def test_a_form_keeps_scores_and_lets_them_be_changed():
    form = room.score_form("fuel")
    assert not form.state["9.score.fuel"]["kept"]
    assert "Ask him to stay away: −2 very bad · −1 bad · 0 neither" in forms.as_text(form.spec, form.state)
    kept = press(form, {"values": SCORES["fuel"]})
    assert kept["kept"] and "Arrest him −2" in kept["you"] and kept["again"]
    press(form, {"values": [0, 0, 0, 0, 0]}, n=2)
    assert room.decision().scores.fuel.eq(0).all()
    assert [one["value"] for one in book().answer("9.score.fuel")["tries"]] == [SCORES["fuel"], [0] * 5]


@pytest.mark.parametrize("wrong", [None, [1, 2], [None, 1, 1, 1, 1], [9, 0, 0, 0, 0], "22222", [0.5] * 5])
def test_what_is_no_full_row_of_scores_is_asked_for_again(wrong):
    entry = press(room.score_form("law"), {"values": wrong})
    assert not entry["kept"] and entry["lines"] and book().answer("9.score.law") is None


def test_an_unknown_criterion_gets_a_sentence(shown):
    room.score("money")
    assert "fuel" in json.dumps(shown[0].state)


@pytest.mark.parametrize("criterion", list(room.CRITERIA))
def test_evidence_from_an_empty_workbook_states_the_finding_and_points_to_its_lesson(criterion):
    for one, (about, mine, says) in zip(room.EVIDENCE[criterion], room.evidence(criterion, empty()), strict=False):
        assert about and not mine and len(says) > 20
        assert ("has more" in says) == (one.id not in set(load("lesson_facts").fact_id))


def test_evidence_shows_what_the_student_said_escaped():
    book().keep_prediction("4.days", 12, 80, "<b>tanks</b>")
    book().keep_verdict("C18", "last", "holds", 90)
    rows = room.evidence("fuel", book().all())
    said = {about: mine for about, mine, _ in rows}
    assert any("12 days" in mine and "80 %" in mine for mine in said.values())
    assert any(mine == "Your verdict on C18: It holds, 90 % sure." for mine in said.values())
    shown = room._Shown("fuel", rows)._repr_html_()
    assert "<b>tanks" not in shown and "&lt;b&gt;tanks" in shown


def test_evidence_tells_nothing_of_what_followed():
    words = " ".join(f"{about} {says}" for one in room.CRITERIA for about, _, says in room.evidence(one, empty()))
    for later in ("2025", "October 2024", "24 October", "3 September", "not arrested", "failed to comply", "signed on"):
        assert later not in words


def test_tables_of_what_happened_have_dates_and_words():
    assert len(room.signed()) == 5 and set(room.signed().when) == {"3 September 2024"}
    assert room.road().when.tolist() == ["October 2023", "25 December 2023", "3 July 2024", "3 September 2024"]
    assert set(room.followed().criterion) == set(room.CRITERIA.values())
    for table in (room.signed(), room.what_it_did(), room.road(), room.followed()):
        assert table.map(lambda cell: isinstance(cell, str) and cell and "nan" not in cell.split()).all(axis=None)


# --- the chart that follows the workbook and keeps its weights ------------------------------------------------


@pytest.fixture
def chart(monkeypatch):
    """The chart of cycle 2, and what it sends to the browser."""
    from helpers.charts.decision import ranking

    caught = []
    monkeypatch.setattr(explore_module, "present", lambda make, after=None: caught.append(make()))
    explore(ranking, room.my_scores, keep="9.weights", start=room.my_weights(), **room.SLIDERS)
    (one,) = caught
    one.sent = []
    monkeypatch.setattr(one, "send", lambda content, buffers=None: one.sent.append(content))
    return one


def test_the_button_keeps_the_weights(chart):
    assert chart.keep == "Keep these weights"
    chart._answer(chart, {"keep": "8,0,1,2,1,10"}, [])
    assert "Kept" in chart.sent[0]["kept"]
    assert list(room.decision().weights.values()) == [8, 0, 1, 2, 1, 10]
    for nonsense in ("8,0,1", "99,0,0,0,0,0", "a", "", None):
        chart._answer(chart, {"keep": nonsense}, [])
    assert len(book().answer("9.weights")["tries"]) == 1


def test_a_chart_without_keep_keeps_nothing(monkeypatch):
    plain = explore_module.Chart.of_draw(lambda ax, one: None, (), [explore_module._control("one", [1, 2], None)], "x")
    monkeypatch.setattr(plain, "send", lambda content, buffers=None: None)
    plain._answer(plain, {"keep": "1"}, [])
    assert plain.keep == "" and not book().all()["answers"]


def test_the_chart_is_drawn_anew_when_a_score_changes_and_only_then(chart):
    assert "No criterion is scored" in chart.opening["caption"]
    book().record_answer("9.weights", [5] * 6, None)
    assert chart.sent == []
    score_all({"law": SCORES["law"]})
    assert chart.sent == [{"stale": True}] and chart.opening["caption"].startswith("First: Arrest him")
    chart._answer(chart, {"want": "5,5,5,5,5,5"}, [])
    assert chart.sent[-1]["caption"].startswith("First: Arrest him")


def test_scores_survive_download_restore_and_merge(tmp_path):
    score_all()
    book().record_answer("9.weights", [1, 2, 3, 4, 5, 6], None)
    text = book().to_json()
    book().new_student()
    assert room.decision().ranking.empty
    book().restore(text)
    assert room.decision().complete and room.decision().weights["law"] == 3
    assert not math.isnan(room.decision().ranking.total.iloc[0])
