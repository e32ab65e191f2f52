"""The ledger closes: how verdicts moved, what is scored, what is told only after one's own verdict."""

import itertools
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import load, my_ledger, my_portrait, registry
from helpers.asking.claims import VERDICTS, Assessment, Fact, Finding, Sentence, joined
from helpers.asking.predict import Choice, Number, Outcome
from helpers.ledger import page, scores, words
from helpers.ledger.again import again
from helpers.lessons.decision_room import options
from helpers.work.content import empty
from helpers.work.workbook import Workbook, book, reveal

HOLDS, CONDITION, NOT, OPEN = VERDICTS


@pytest.fixture
def made_up(monkeypatch):
    """The claims C15 (tables: holds with a condition) and C16 (an assessment) only, and no predictions."""
    found = {
        "C15": Fact(
            lambda load: Finding(
                92,
                CONDITION,
                Sentence("It was 92 % in 2023.", 2023, ("a", "a")),
                Sentence("It holds if the year is named."),
            )
        ),
        "C16": Assessment(
            OPEN,
            Sentence("Open to this day."),
            for_=[Sentence("One reason.")],
            against=[Sentence("Another.")],
            dated="1 November 2026",
            source_ids=("b",),
        ),
    }
    predictions = {}
    kinds = {"CLAIMS": found, "PREDICTIONS": predictions}
    monkeypatch.setattr(
        registry, "collection", lambda kind, lesson: kinds.get(kind, {}) if lesson == 3 else {}
    )
    monkeypatch.setattr(scores, "_latest", [])
    return predictions


def rows(**verdicts):
    """The ledger after these verdicts were kept: claim=[(stage, verdict, confidence), …]."""
    for claim, course in verdicts.items():
        for stage, verdict, sure in course:
            book().keep_verdict(claim, stage, verdict, sure, "")
    return scores.closing_ledger(book().all(), load)


@pytest.mark.parametrize(
    ("first", "last", "tables", "direction"),
    [
        (HOLDS, HOLDS, CONDITION, "stayed"),
        (OPEN, OPEN, None, "stayed"),
        (HOLDS, CONDITION, CONDITION, "towards"),
        (OPEN, NOT, NOT, "towards"),
        (HOLDS, OPEN, OPEN, "towards"),
        (HOLDS, CONDITION, NOT, "towards"),
        (NOT, CONDITION, HOLDS, "towards"),
        (CONDITION, HOLDS, NOT, "away"),
        (CONDITION, NOT, HOLDS, "away"),
        (CONDITION, HOLDS, CONDITION, "away"),
        (NOT, OPEN, NOT, "away"),
        (HOLDS, NOT, CONDITION, "past"),
        (NOT, HOLDS, CONDITION, "past"),
        (OPEN, HOLDS, CONDITION, "aside"),
        (HOLDS, OPEN, NOT, "aside"),
        (HOLDS, NOT, OPEN, "aside"),
        (HOLDS, NOT, None, "moved"),
    ],
)
def test_direction_by_hand(first, last, tables, direction):
    assert scores.direction(first, last, tables) == direction


def test_there_and_back_are_opposite_directions_and_only_arriving_is_at_the_tables():
    back = {"towards": "away", "away": "towards"}
    for first, last, tables in itertools.product(VERDICTS, repeat=3):
        way = scores.direction(first, last, tables)
        assert scores.direction(last, first, tables) == back.get(way, way)
        assert (way == "towards") >= (last == tables != first)


def test_all_42_claims_stand_in_the_ledger_and_nothing_is_told_before_ones_own_verdict(made_up):
    table = scores.closing_ledger(empty(), load)
    assert list(table.index) == [f"C{number:02d}" for number in range(1, 43)]
    assert table.loc["C01", ["lesson", "also_lesson"]].tolist() == [0, 8]
    assert table["tables_say"].isna().all() and set(table["sentences"]) == {()} == set(table["source_ids"])
    told = rows(C15=[("first", HOLDS, 60)]).loc["C15"]
    assert (
        told["first"] == HOLDS
        and told["tables_say"] is None
        and told["direction"] == ""
        and told["sentences"] == ()
    )
    told = rows(C15=[("last", NOT, 80)]).loc["C15"]
    assert told["tables_say"] == CONDITION and told["source_ids"] == ("a",) and told["direction"] == "past"
    assert scores.closing_ledger(empty(), load, opened=True).loc["C15", "tables_say"] == CONDITION


def test_a_course_of_verdicts_is_counted_and_the_one_before_the_tables_spoke_is_known(made_up):
    row = rows(C15=[("first", HOLDS, 90), ("last", NOT, 70), ("last", NOT, 60), ("last", CONDITION, 95)]).loc[
        "C15"
    ]
    assert (row["kept"], row["moves"]) == (4, 2)
    assert (row["end"], row["end_sure"], row["last"], row["last_sure"]) == (NOT, 70, CONDITION, 95)
    assert (row["direction"], row["sureness"], row["basis"]) == ("towards", "surer", "tables")


def test_an_assessment_is_never_scored_and_a_move_there_has_no_direction(made_up):
    table = rows(C16=[("first", HOLDS, 90), ("last", OPEN, 60)])
    row = table.loc["C16"]
    assert (row["direction"], row["sureness"], row["basis"]) == ("moved", "less sure", "assessment")
    assert scores.scored(book().all(), load).empty
    words = repr(page.Ledger(table, scores.scored(book().all(), load)))
    assert "Editorial assessment, not scored: It cannot be settled. Open to this day." in words
    assert "You moved; less sure now." in words


def test_the_brier_score_by_hand(made_up):
    made_up.update(
        {
            "3.number": Number("?", 0, 100, near=3, outcome=lambda load: Outcome(50, "")),
            "3.twentieth": Number("?", 0, 100, outcome=lambda load: Outcome(50, "")),
            "3.choice": Choice("?", ["a", "b"], outcome=lambda load: Outcome(1, "")),
            "3.nobody": Choice("?", ["a", "b"], outcome=lambda load: Outcome(None, "")),
            "3.unsaid": Choice("?", ["a", "b"], outcome=lambda load: Outcome(1, "")),
        }
    )
    for id, value, sure in (
        ("number", 46, 80),
        ("twentieth", 45, 70),
        ("choice", 1, 100),
        ("nobody", 1, 90),
        ("unsaid", 1, None),
    ):
        book().keep_prediction(f"3.{id}", value, sure, "")
    rows(C15=[("first", HOLDS, 60), ("last", CONDITION, 90), ("last", NOT, 100)], C16=[("last", OPEN, 90)])
    said = scores.scored(book().all(), load).set_index(["item", "what"])
    assert said["right"].to_dict() == {
        ("3.number", "prediction"): False,
        ("3.twentieth", "prediction"): True,
        ("3.choice", "prediction"): True,
        ("C15", "verdict at the door"): False,
        ("C15", "verdict at the end"): True,
    }
    table = scores.scores(said.reset_index())
    assert table.loc["prediction", "brier"] == pytest.approx((0.64 + 0.09 + 0) / 3)
    assert table.loc["all", "brier"] == pytest.approx((0.64 + 0.09 + 0 + 0.36 + 0.01) / 5)
    assert table.loc["all", ["items", "coin", "right"]].tolist() == pytest.approx([5, 0.25, 0.6])
    groups = scores.buckets(said.reset_index()).set_index("label")
    assert groups["items"].to_dict() == {"60–70 %": 1, "70–80 %": 1, "80–90 %": 1, "90–100 %": 1, "100 %": 1}
    assert groups.loc["90–100 %", "sure"] == pytest.approx(0.9) and groups.loc["80–90 %", "right"] == 0


def test_forecasts_of_an_arrest_count_by_their_own_probability_once_the_envelopes_are_open():
    book().keep_prediction("8.trip_a", 10, 50, "")
    assert scores.scored(book().all(), load).empty
    book().keep_prediction("8.mongolia", 20, 100, "")
    said = scores.scored(book().all(), load).set_index("item")
    assert said["sure"].to_dict() == {"8.mongolia": 0.8, "8.trip_a": 0.9} and said["right"].all()
    from helpers.lessons.will_they_arrest import kept

    theirs = kept.scores(kept.opened(load("suspect_visits")))
    assert scores.scores(said.reset_index()).loc["forecast of an arrest", "brier"] == pytest.approx(
        theirs["yours"]
    )


def test_what_ones_own_scores_answer_is_left_out():
    for criterion in options.CRITERIA:
        book().record_answer(options.score_id(criterion), [2, 1, 0, -1, -2], None)
    own = {
        id
        for id, item in registry.collection("PREDICTIONS", 9).items()
        if item.outcome and item.outcome(load).rests_on.startswith("your own scores")
    }
    assert own == scores.OWN_SCORES


@given(st.lists(st.text("ab ", min_size=1, max_size=60), min_size=1, max_size=6), st.integers(1, 200))
def test_in_short_a_finding_is_its_leading_sentences_whole_and_as_many_as_fit(texts, longest):
    sentences = [Sentence(text) for text in texts]
    kept = scores.in_short(sentences, longest)
    assert kept and list(kept) == sentences[: len(kept)]
    for many in range(
        1, len(kept)
    ):  # each was taken because what stood before is short or there was room for it
        assert len(joined(kept[:many])) <= 40 or len(joined(kept[: many + 1])) <= longest
    if len(kept) < len(sentences):
        assert len(joined(kept)) > 40 and len(joined(sentences[: len(kept) + 1])) > longest


@settings(max_examples=30)
@given(st.lists(st.tuples(st.sampled_from(range(50, 101, 5)), st.booleans()), max_size=40))
def test_every_item_is_in_one_bucket_and_the_sentence_always_comes(said):
    table = pd.DataFrame(
        [("x", 3, scores.KINDS[0], sure / 100, right) for sure, right in said],
        columns=["item", "lesson", "what", "sure", "right"],
    )
    groups = scores.buckets(table)
    assert groups["items"].sum() == len(said) and groups["label"].is_unique
    assert (groups["items"] * groups["right"]).sum() == pytest.approx(sum(right for _, right in said))
    assert scores.score_sentence(table).endswith(".")


def test_strange_verdicts_of_a_restored_workbook_count_as_none(made_up):
    for value in ("true", 3, None, ["holds"], True):
        kept = Workbook(None)
        kept.keep_verdict("C15", "last", value, 80, "")
        row = scores.closing_ledger(kept.all(), load).loc["C15"]
        assert row["last"] is None and row["kept"] == 0 and row["sentences"] == ()


def test_a_damaged_table_is_a_sentence_in_its_row(made_up, monkeypatch):
    from helpers.errors import LessonError

    def gone(load):
        raise LessonError("data/trade_partners.csv is missing.")

    collection = {"CLAIMS": {"C15": Fact(gone)}}
    monkeypatch.setattr(
        registry, "collection", lambda kind, lesson: collection.get(kind, {}) if lesson == 3 else {}
    )
    table = rows(C15=[("last", HOLDS, 80)])
    assert joined(table.loc["C15", "sentences"]) == "data/trade_partners.csv is missing."
    assert "is missing" in repr(page.Ledger(table, scores.scored(book().all(), load)))


class Cells(HTMLParser):
    """Counts the cells and headers of the tables on a page, and checks that tags are closed."""

    def __init__(self, text):
        super().__init__()
        self.open, self.scopes, self.cells, self.captions = [], [], 0, 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        if tag != "col":
            self.open.append(tag)
        self.scopes += [dict(attributes).get("scope")] * (tag == "th")
        self.cells += tag == "td"
        self.captions += tag == "caption"

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_ledger_of_another_workbook_is_another_and_changing_one_does_not_change_the_next(made_up):
    table = rows(C15=[("last", HOLDS, 80)])
    table["basis"] = "changed"
    assert scores.closing_ledger(book().all(), load).loc["C15", "basis"] == "tables"
    assert rows(C15=[("last", NOT, 80)]).loc["C15", "last"] == NOT
    assert scores.closing_ledger(empty(), load)["last"].isna().all()


def test_the_table_has_a_caption_and_headers_for_columns_lessons_and_claims(made_up):
    table = rows(C15=[("last", HOLDS, 80)])
    said = scores.scored(book().all(), load)
    cells = Cells(page.Ledger(table, said)._repr_html_())
    assert not cells.open and cells.captions == 2
    assert cells.scopes.count("rowgroup") == 10 and cells.scopes.count("col") == 5 + 6
    assert cells.scopes.count("row") == 3 + len(scores.scores(said)) and None not in cells.scopes
    nothing = Cells(page.Ledger(scores.closing_ledger(empty(), load), said.iloc[:0])._repr_html_())
    assert nothing.scopes.count("row") == 0 and nothing.cells == 0 and nothing.captions == 1


@pytest.fixture
def screen(monkeypatch):
    """What the ledger and the portrait display, one after the other, each renewal as well."""
    seen = []

    class Handle:
        def update(self, thing):
            seen.append(thing)

    monkeypatch.setattr(page, "lasting", lambda thing: (seen.append(thing), Handle())[1])
    return seen


def test_the_ledger_follows_what_is_kept(made_up, screen):
    my_ledger()
    my_ledger()
    assert len(screen) == 2 and "None is judged yet" in repr(screen[1])
    book().keep_verdict("C15", "last", CONDITION, 80, "")
    assert len(screen) == 3 and "1 at the end" in repr(screen[2]), "the latest place is renewed, once"
    book().note("a", "b")
    assert len(screen) == 3
    reveal()
    assert "Open to this day" in repr(screen[-1])


def test_the_portrait_is_a_chart_that_says_what_it_draws(made_up, monkeypatch):
    from helpers.pictures import explore

    charts = []
    monkeypatch.setattr(explore, "present", lambda make, after, question=None: charts.append(make()))
    my_portrait()
    assert charts[0].opening["caption"].startswith("Nothing to draw yet")
    book().keep_verdict("C15", "last", CONDITION, 80, "")
    assert "your verdict was theirs on 1 of 1 at the end; 80 % sure" in charts[0].opening["caption"]


def test_below_the_portrait_stand_what_moved_you_and_what_you_drew(made_up, screen, monkeypatch):
    monkeypatch.setattr("helpers.pictures.explore.present", lambda make, after, question=None: make())
    my_portrait()
    assert repr(screen[-1]) == words.NO_WORDS
    book().keep_verdict("C15", "first", CONDITION, 60, "")
    book().keep_verdict("C15", "last", CONDITION, 80, "the year <2014>")
    assert repr(screen[-1]) == "What moved you.\n  C15: “the year <2014>”"
    assert "&lt;2014&gt;" in screen[-1]._repr_html_() and "What you drew" not in screen[-1]._repr_html_()


def test_a_line_is_told_with_its_distance_and_a_number_or_a_broken_line_is_not():
    item = registry.find("PREDICTIONS", "3.china_1991")
    kept = Workbook(None)
    kept.keep_prediction("3.china_1991", [50] * len(item.years), 70, "")
    kept.keep_prediction("1.differ", 40, 70, "")
    kept.keep_prediction("5.december", [1, 2], 70, "")
    told = repr(words.in_your_words(kept.all(), load))
    value = item.outcome(load).value
    assert told == (
        f"What you drew.\n  Lesson 3: {item.said([50] * len(item.years))}. "
        f"{item.compared([50] * len(item.years), value)}"
    )
    assert [id for id, _, _ in scores.lines_drawn(kept.all())] == ["3.china_1991"]


def test_what_to_look_at_again_names_what_was_tried_and_tells_no_answer():
    kept = Workbook(None)
    assert again(kept.all(), load) == []
    kept.record_answer("3.invisible", 12.0, False)
    kept.record_answer("3.hhi_2023", 0.9, False)
    kept.record_answer("3.hhi_2023", 0.8447, True)
    kept.record_answer("3.quiz.hhi", 0, False, section="quiz")
    kept.record_answer("3.quiz.hhi", 1, True, section="quiz")
    kept.record_answer("3.quiz.mirror", 0, False, section="quiz")
    kept.record_answer("3.quiz.clue", 1, True, section="quiz")
    kept.record_answer("3.before.unseen", 1, None, section="quiz")
    kept.keep_verdict("C15", "last", "does not hold", 80, "")
    kept.keep_verdict("C16", "last", "holds", 80, "")
    check, second, never, verdict = again(kept.all(), load)
    assert check == "Lesson 3: not right yet, the part of all imports that is invisible, in per cent."
    assert second.startswith("Lesson 3: in the quiz at the second go or later, “Which country depends more")
    assert never.startswith("Lesson 3: in the quiz not right yet, “A country stops")
    assert verdict.startswith("Lesson 3: C15, ") and verdict.endswith(
        "You: it does not hold. The tables: it holds."
    )
    assert "What to look at again." in repr(words.in_your_words(kept.all(), load))


def said(*pairs):
    """What was said, as `scored` returns it, from pairs (sure, right)."""
    rows = [(f"3.{number}", 3, scores.KINDS[0], sure, right) for number, (sure, right) in enumerate(pairs)]
    return pd.DataFrame(rows, columns=["item", "lesson", "what", "sure", "right"])


def test_sureness_by_hand():
    def sure(*both):
        return scores.sureness(*({"confidence": one} for one in both))

    assert [sure(60, 61), sure(61, 60), sure(60, 60)] == ["surer", "less sure", "as sure"]
    assert [sure(None, 60), sure(60, None), scores.sureness(None, {"confidence": 60})] == ["", "", ""]
    assert scores.sureness({"confidence": 60}, None) == ""


def test_in_short_by_hand():
    short, long = Sentence("a" * 40), Sentence("b" * 41)
    assert scores.in_short([long, long], longest=82) == (long,), (
        "with the space between them it is one too long"
    )
    assert scores.in_short([long, long], longest=83) == (long, long)
    assert scores.in_short([short, long, long], longest=50) == (short, long), (
        "a short one takes the next along"
    )
    assert scores.in_short([]) == () and scores.in_short([long], longest=1) == (long,)


def test_a_table_of_scores_by_hand():
    table = scores.scores(said((1.0, True), (0.5, False)))
    assert table.index.tolist() == [scores.KINDS[0], "all"] and table.index.name == "what"
    assert table.loc["all"].to_dict() == {
        "items": 2,
        "sure": 0.75,
        "right": 0.5,
        "brier": 0.125,
        "coin": 0.25,
    }
    nothing = scores.scores(said())
    assert nothing.empty and nothing.columns.tolist() == ["items", "sure", "right", "brier", "coin"]


def test_buckets_by_hand():
    found = scores.buckets(said((0.5, True), (0.6, False), (0.95, True), (1.0, False), (1.0, True)))
    assert found.values.tolist() == [
        ["50–60 %", 1, 0.5, 1],
        ["60–70 %", 1, 0.6, 0],
        ["90–100 %", 1, 0.95, 1],
        ["100 %", 2, 1, 0.5],
    ]
    assert found.columns.tolist() == ["label", "items", "sure", "right"]


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        ([], "No score yet: it counts what you kept"),
        ([(0.8, True)] * 9, "So few items say little"),
        ([(0.8, True)] * 8 + [(0.8, False)] * 2, "As sure as you were right, as far as 10 items can tell."),
        ([(1.0, True)] * 8 + [(1.0, False)] * 8, "a little doubt would have paid"),
        ([(0.5, True)] * 16, "You knew more than you trusted yourself to say."),
        ([(0.75, True)] * 8 + [(0.75, False)] * 8, "As sure as you were right"),
    ],
)
def test_the_sentence_of_a_score(pairs, words):
    sentence = scores.score_sentence(said(*pairs))
    assert words in sentence
    if pairs:
        assert (
            sentence.startswith(f"Over {len(pairs)} item") and f"{100 * pairs[0][0]:.0f} % sure" in sentence
        )
