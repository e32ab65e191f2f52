"""The decision room: what a workbook holds of it, the evidence beside the scores, and nothing told too early."""

import json
import math
import re

import pytest

from helpers import load
from helpers.asking import forms
from helpers.lessons.decision_room import aftermath, evidence, options, scoring
from helpers.pictures import explore as explore_module
from helpers.pictures.explore import explore
from helpers.work.content import empty
from helpers.work.workbook import book

SCORES = {
    "fuel": [-2, 2, 2, -1, 0],
    "trade": [-1, 1, 1, 0, 0],
    "law": [2, -2, -1, 1, 1],
    "neighbours": [1, -2, -1, 1, 1],
    "precedent": [2, -2, -1, 1, 1],
    "home": [-2, 1, 1, -1, 0],
}


def score_all(scores=SCORES):
    for one, values in scores.items():
        book().record_answer(options.score_id(one), values, None)


def press(form, values, n=1):
    (fieldset,) = form.spec["fieldsets"]
    form._receive(
        form,
        {"kind": "act", "n": n, "action": "keep", "id": fieldset["id"], "values": {fieldset["id"]: values}},
    )
    return form.state[fieldset["id"]]


def test_an_empty_workbook_has_equal_weights_and_no_ranking():
    now = options.decision()
    assert now.scores.shape == (5, 6) and now.scores.isna().all(axis=None)
    assert (
        now.ranking.empty
        and now.switch_points.empty
        and not now.complete
        and not now.kept
        and now.advice is None
    )
    assert set(now.weights.values()) == {5}


def test_scores_weights_and_advice_are_read_from_any_workbook():
    score_all()
    book().record_answer("9.weights", [8, 0, 1, 2, 1, 8], None)
    book().keep_prediction("9.advice", 4)
    now = options.decision(book().all())
    assert now.complete and now.kept and now.advice == "consult"
    assert now.scores.loc["arrest", "law"] == 2 and now.weights["home"] == 8
    first = now.ranking.iloc[0]
    assert first.option == "quiet" and first["rank"] == 1
    assert first.total == pytest.approx((16 + 0 - 1 - 2 - 1 + 8) / 20)
    assert options.my_weights()["politics_at_home"] == 8


@pytest.mark.parametrize(
    "value", [[1, 2], "2", None, [3, 0, 0, 0, 0], [True] * 5, ["a"] * 5, [float("nan")] * 5, {"a": 1}]
)
def test_what_does_not_fit_counts_as_not_scored(value):
    content = {
        **empty(),
        "answers": {"9.score.fuel": {"value": value}, "9.weights": {"value": [1, 2, 3]}},
        "predictions": {"9.advice": {"value": 9}},
    }
    now = options.decision(content)
    assert now.scores.fuel.isna().all() and not now.kept and now.advice is None


def test_a_form_keeps_scores_and_lets_them_be_changed():
    form = scoring.score_form("fuel")
    assert not form.state["9.score.fuel"]["kept"]
    assert "Ask him to stay away: −2 very bad · −1 bad · 0 neither" in forms.as_text(form.spec, form.state)
    kept = press(form, {"values": SCORES["fuel"]})
    assert kept["kept"] and "Arrest him −2" in kept["you"] and kept["again"]
    press(form, {"values": [0, 0, 0, 0, 0]}, n=2)
    assert options.decision().scores.fuel.eq(0).all()
    assert [one["value"] for one in book().answer("9.score.fuel")["tries"]] == [SCORES["fuel"], [0] * 5]


@pytest.mark.parametrize("wrong", [None, [1, 2], [None, 1, 1, 1, 1], [9, 0, 0, 0, 0], "22222", [0.5] * 5])
def test_what_is_no_full_row_of_scores_is_asked_for_again(wrong):
    entry = press(scoring.score_form("law"), {"values": wrong})
    assert not entry["kept"] and entry["lines"] and book().answer("9.score.law") is None


def test_a_form_and_a_look_back_follow_a_workbook_that_is_restored(shown):
    from helpers import look_back

    score_all()
    text = book().to_json()
    book().new_student()
    form = scoring.score_form("fuel")
    book().keep_prediction("9.first", 1)
    look_back("9.first")
    assert "Nothing is scored" in json.dumps(shown[0].state)
    book().restore(text)
    assert form.state["9.score.fuel"]["kept"] and "Arrest him −2" in form.state["9.score.fuel"]["you"]
    assert "comes first" in json.dumps(shown[0].state)


def test_an_unknown_criterion_gets_a_sentence(shown):
    scoring.score("money")
    assert "fuel" in json.dumps(shown[0].state)


@pytest.mark.parametrize("criterion", list(options.CRITERIA))
def test_evidence_from_an_empty_workbook_states_the_finding_and_points_to_its_lesson(criterion):
    rows = evidence.evidence(criterion, empty())
    assert len(rows) <= 5 and all(about and not mine and len(says) > 20 for about, mine, says in rows)
    numbers = {one.id[0] for one in evidence.EVIDENCE[criterion] if one.id[1:2] == "."}
    assert all(sum(f"(Lesson {number} has more.)" in says for _, _, says in rows) == 1 for number in numbers)


@pytest.mark.parametrize("criterion", list(options.CRITERIA))
def test_a_lesson_is_named_once_and_not_for_what_the_student_has_kept(criterion):
    kept, ids = empty(), [one.id for one in evidence.EVIDENCE[criterion]]
    everything = " ".join(says for *_, says in evidence.evidence(criterion, kept))
    named = re.findall(r"\(Lesson (\d) has more\.\)", everything)
    assert len(named) == len(set(named))
    for id in filter(None, ids):
        if id[1:2] == ".":
            book().keep_prediction(id, 1, 70, "")
        elif id[0] == "C":
            book().keep_verdict(id, "last", "holds", 70, "")
    told = " ".join(says for *_, says in evidence.evidence(criterion, book().all()))
    assert re.findall(r"\(Lesson (\d) has more\.\)", told) == ["7"] * ("97" in ids)


def test_evidence_shows_what_the_student_said_escaped():
    book().keep_prediction("4.days", 12, 80, "<b>tanks</b>")
    book().keep_verdict("C18", "last", "holds", 90)
    rows = evidence.evidence("fuel", book().all())
    said = {about: mine for about, mine, _ in rows}
    assert any("12 days" in mine and "80 %" in mine for mine in said.values())
    assert any(mine == "Your verdict on C18: It holds, 90 % sure." for mine in said.values())
    shown = scoring._shown("fuel", rows)._repr_html_()
    assert "<b>tanks" not in shown and "&lt;b&gt;tanks" in shown


def test_evidence_tells_nothing_of_what_followed():
    words = " ".join(
        f"{about} {says}" for one in options.CRITERIA for about, _, says in evidence.evidence(one, empty())
    )
    for later in (
        "2025",
        "October 2024",
        "24 October",
        "3 September",
        "not arrested",
        "failed to comply",
        "signed on",
    ):
        assert later not in words


@pytest.mark.parametrize("criterion", list(options.CRITERIA))
def test_evidence_is_the_same_without_the_rows_of_later_days(criterion):
    def then(name):
        table = load(name)
        return table[~(table.date > evidence.EVENING)] if "date" in table else table

    assert evidence.evidence(criterion, empty(), then) == evidence.evidence(criterion, empty())


def test_evidence_by_hand():
    said = {about: says for one in options.CRITERIA for about, _, says in evidence.evidence(one, empty())}
    cuts = said["Cuts, closures and delays with a political trigger in the reports"]
    assert "3 of 8" in cuts and "2002, 2006, 2016" in cuts and "March 2024" in cuts
    assert "80,335 tonnes, enough for 29 days" in said["How long the diesel in store would last"]
    assert (
        "6 % of a year's use and 27 %" in said["Power from Russia"]
        and "21 % of the highest" in said["Power from Russia"]
    )
    assert said["Petrol and diesel from Russia"].endswith("of the common sort of petrol in 2023, about 97 %.")
    assert "91.8 % of Mongolia's exports in 2023 and 88.2 % in 2022" in said["Exports to China"]
    assert "2024" not in said["Exports to China"]
    assert said["High guests from Russia or China, 2014 to August 2024"].startswith(
        "23 of 100. The other 77 came"
    )
    assert said["Trade with Russia"].startswith("In 2023 Russia bought 0.7 % of Mongolia's exports")
    assert (
        "25.8 % of its imports" in said["Trade with Russia"]
        and "China sold 40.8 %" in said["Trade with Russia"]
    )
    four = "What the United States, Germany, Japan and South Korea bought in 2023"
    assert "China bought 91.8 % and sold 40.8 %" in said[four], "the year named is that of the shares"
    assert said["What is asked of Mongolia"].startswith("The Court's spokesman, 30 August 2024")
    hosts = said["What the Court did about hosts"]
    assert (
        "8 findings (1 unconfirmed) against 7 members" in hosts
        and "6 were sent on" in hosts
        and "Nigeria" in hosts
    )
    assert "none of the six" in said["The Court and those who arrest for it"]
    assert (
        said["The same four and the Court"] == "Germany, Japan, South Korea: members. The United States: not."
    )


def test_tables_of_what_happened_have_dates_and_words():
    assert len(aftermath.signed()) == 5 and set(aftermath.signed().when) == {"3 September 2024"}
    assert aftermath.road().when.tolist() == [
        "October 2023",
        "25 December 2023",
        "3 July 2024",
        "3 September 2024",
    ]
    assert set(aftermath.followed().criterion) == set(options.CRITERIA.values())
    for table in (aftermath.signed(), aftermath.what_it_did(), aftermath.road(), aftermath.followed()):
        assert table.map(lambda cell: isinstance(cell, str) and cell and "nan" not in cell.split()).all(
            axis=None
        )


# --- the chart that follows the workbook and keeps its weights ------------------------------------------------


@pytest.fixture
def chart(monkeypatch):
    """The chart of cycle 2, and what it sends to the browser."""
    from helpers.lessons.decision_room.charts import ranking

    caught = []
    monkeypatch.setattr(
        explore_module, "present", lambda make, after=None, question=None: caught.append(make())
    )
    explore(ranking, options.my_scores, keep="9.weights", start=options.my_weights(), **options.SLIDERS)
    (one,) = caught
    one.sent = []
    monkeypatch.setattr(one, "send", lambda content, buffers=None: one.sent.append(content))
    return one


def test_the_button_keeps_the_weights(chart):
    assert chart.keep == "Keep these weights"
    chart._answer(chart, {"keep": "8,0,1,2,1,10"}, [])
    assert "Kept" in chart.sent[0]["kept"]
    assert list(options.decision().weights.values()) == [8, 0, 1, 2, 1, 10]
    for nonsense in ("8,0,1", "99,0,0,0,0,0", "a", "", None):
        chart._answer(chart, {"keep": nonsense}, [])
    assert len(book().answer("9.weights")["tries"]) == 1


def test_a_chart_without_keep_keeps_nothing(monkeypatch):
    plain = explore_module.Chart.of_draw(
        lambda ax, one: None, (), [explore_module._control("one", [1, 2], None)], "x"
    )
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
    assert options.decision().ranking.empty
    book().restore(text)
    assert options.decision().complete and options.decision().weights["law"] == 3
    assert not math.isnan(options.decision().ranking.total.iloc[0])


def test_a_form_whose_scores_are_kept_begins_with_them(workbook_file):
    assert "start" not in scoring.score_form("fuel").spec["fieldsets"][0]["controls"][0]
    book().record_answer("9.score.fuel", [-2, 2, 1, -1, 0], None)
    assert scoring.score_form("fuel").spec["fieldsets"][0]["controls"][0]["start"] == [-2, 2, 1, -1, 0]
