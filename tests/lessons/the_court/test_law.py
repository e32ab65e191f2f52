"""The law as data: the tree is whole, every word has a source, and nothing speaks before its time."""

import re

import pandas as pd
import pytest

from helpers import load
from helpers.lessons.the_court.law import (
    TODAY,
    articles,
    figures_on_children,
    later,
    paths,
    reasons,
    said_before,
    troubles,
)

LATER_WORDS = re.compile(r"2025|2026|(September|October|November|December) 2024|24 October|29 November")


@pytest.fixture(scope="module")
def tree():
    return load("legal_tree")


def test_the_tree_is_whole(tree):
    assert troubles(tree) == []


def test_every_path_ends_and_every_end_is_sourced(tree):
    rows = tree.set_index("node_id")
    all_paths = paths(tree)
    assert {path[-1] for path in all_paths} == set(rows.index[rows.kind == "outcome"])
    assert {name for path in all_paths for name in path} == set(rows.index)
    assert rows.source_id.notna().all()
    known = set(load("sources").source_id)
    assert set(tree.source_id) | set(tree.source_id_2.dropna()) <= known


@pytest.mark.parametrize(
    "break_it, said",
    [
        (
            lambda t: t.assign(leads_to=t.leads_to.where(t.node_id != "a-98-yes", "q-nowhere")),
            "a-98-yes leads nowhere",
        ),
        (
            lambda t: t.assign(belongs_to=t.belongs_to.where(t.node_id != "a-98-yes", "o-void")),
            "a-98-yes answers no question",
        ),
        (lambda t: t[t.node_id != "a-request-no"], "q-request has fewer than two answers"),
        (lambda t: t.assign(source_id=t.source_id.where(t.node_id != "o-void")), "o-void has no source"),
        (
            lambda t: pd.concat([t, t[t.node_id == "o-void"].assign(node_id="o-lost")]),
            "o-lost can't be reached",
        ),
        (
            lambda t: t.assign(leads_to=t.leads_to.where(t.node_id != "a-arrest", "q-article27")),
            "a path goes in a circle",
        ),
    ],
)
def test_a_broken_tree_is_told(tree, break_it, said):
    assert said in troubles(break_it(tree))


def test_every_article_that_is_named_is_in_the_table_of_articles(tree):
    known = set(load("rome_statute").provision)
    named = {one for text in tree.articles for one in text.split("; ")}
    assert named <= known | {"87"}


def test_the_questions_of_an_adviser_are_all_there(tree):
    asked = " ".join(tree.articles[tree.kind == "question"])
    for article in ("12", "89", "86", "59", "27", "98(1)", "98(2)", "97", "87(7)", "112"):
        assert article in asked


def test_readings_give_answers_of_the_question_they_speak_on(tree):
    rows, readings = tree.set_index("node_id"), load("legal_readings")
    about = {
        "Article 27": {"q-article27"},
        "Article 98(1)": {"q-98-1"},
        "Article 97": {"q-doubts"},
        "Carried over to Mongolia": {"q-doubts"},
    }
    for row in readings.dropna(subset="answer").itertuples():
        assert rows.belongs_to[row.answer] in about[row.aspect], row
    assert (readings.groupby("reading").aspect.nunique() == 4).all() and (readings.date <= TODAY).all()


def test_whoever_raises_article_98_finds_the_door_and_who_decides(tree):
    rows = tree.set_index("node_id")
    assert rows.leads_to["a-rule-195"] == "o-rule-195" and "Court applies" in rows.explained["a-rule-195"]
    assert "rule 195" in rows.articles["o-rule-195"] and "119" in rows.articles["o-rule-195"]


def test_each_side_is_heard_in_the_tree(tree):
    held = " ".join(tree.held_by.dropna())
    for voice in ("Russia", "Ukraine", "African Union", "the Court", "Gaeta", "Akande", "South Africa"):
        assert voice in held


def test_nothing_that_is_open_speaks_of_what_came_later():
    positions = load("legal_positions")
    shown = [
        said_before(positions).to_string(),
        load("legal_readings").to_string(),
        articles(load("rome_statute"), *load("rome_statute").provision).to_string(),
        figures_on_children(load("child_transfer_figures")).to_string(),
    ]
    for text in shown:
        assert not LATER_WORDS.search(text.replace("1 September 2024", "")), LATER_WORDS.search(
            text.replace("1 September 2024", "")
        )


def test_said_before_is_public_before_and_later_is_not():
    positions = load("legal_positions")
    before = set(said_before(positions).what_they_say.str.removesuffix(" (unconfirmed)"))
    assert before == set(positions.claim[positions.public_before_visit & ~(positions.date > TODAY)])
    assert not before & set(later(1).what_they_say) and not before & set(later(3).what_they_say)


def test_articles_come_in_the_order_asked():
    table = articles(load("rome_statute"), "99", "98(1)")
    assert table.columns.tolist() == ["article", "title", "what_it_says"] and table.article.tolist() == [
        "99",
        "98(1)",
    ]


def test_the_sealed_part_holds_argument_answer_and_sequel():
    assert later(2).date.astype(str).tolist() == ["2024-10-24", "2024-11-15", "2024-11-29"]
    assert later(1).what_they_say.str.contains("waiver").any()
    assert reasons().what_they_say.str.contains("owes the Court").any()
    assert len(later(3)) > 5 and (later(3).date >= "2024-09").all()


def test_figures_on_children_name_speaker_and_count_and_leave_out_what_is_unsure():
    table = figures_on_children(load("child_transfer_figures"))
    assert (
        table.notna().all(axis=None)
        and (table.when <= "2024-09-01").all()
        and table.when.str.len().ge(7).all()
    )
    commission = table[table.who.str.startswith("UN Commission")].iloc[0]
    assert commission.how_many == "164 children" and commission.what_is_counted == "cases reviewed"
    ukraine = table[table.what_is_counted == "deported or moved"].how_many.tolist()
    assert "at least 19,453 children" in ukraine and "19,546 children" in ukraine
    assert "hundreds of children" in table.how_many[table.who == "ICC Prosecutor"].iloc[0]
