"""All 42 claims are worked: asked in their lesson, judged there later, and decided by tables or assessed."""

import ast
import json
from pathlib import Path

import pytest

from helpers import load, registry
from helpers.asking import claims

ROOT = Path(__file__).parents[2]
LEDGER = claims.ledger()
CALLS = ("predict", "verdict", "check")


def calls(lesson):
    """The calls of a lesson that ask or judge, in their order: (name, [texts], {keyword: value})."""
    name = registry.LESSONS[lesson]
    path = ROOT / "notebooks" / f"{lesson:02d}_{name}.ipynb"
    found = []
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if path.exists() else []:
        if cell["cell_type"] != "code":
            continue
        found += [
            (
                node.func.id,
                [one.value for one in node.args if isinstance(one, ast.Constant)],
                {one.arg: one.value.value for one in node.keywords if isinstance(one.value, ast.Constant)},
            )
            for node in ast.walk(ast.parse("".join(cell["source"])))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS
        ]
    return found


def asked_and_judged(claim, found):
    """The places of the calls that ask about a claim, and of those that show its verdict."""
    lesson = int(LEDGER.loc[claim, "lesson"])
    asked, judged = [], []
    for place, (name, texts, words) in enumerate(found):
        if name == "verdict" and claim in texts:
            (asked if words.get("first") else judged).append(place)
        elif name == "predict":
            item = registry.collection("PREDICTIONS", lesson).get(texts[0])
            asked += [place] if item is not None and item.claim == claim else []
    return asked, judged


@pytest.mark.parametrize("claim", LEDGER.index)
def test_the_lesson_that_the_ledger_names_asks_about_the_claim_and_then_shows_its_verdict(claim):
    asked, judged = asked_and_judged(claim, calls(int(LEDGER.loc[claim, "lesson"])))
    assert asked, "nothing asks about it before the tables speak"
    assert judged, "its verdict isn't shown"
    assert min(asked) < min(judged), "it is judged before it is asked about"


@pytest.mark.parametrize("claim", LEDGER.index)
def test_the_claim_is_decided_by_tables_or_assessed_with_sources(claim):
    item = registry.collection("CLAIMS", int(LEDGER.loc[claim, "lesson"])).get(claim)
    assert isinstance(item, (claims.Fact, claims.Assessment))
    finding = item.compute(load) if isinstance(item, claims.Fact) else item
    used = finding.sources
    assert finding.verdict in claims.VERDICTS and finding.says
    assert used and set(used) <= set(load("sources")["source_id"])


def test_the_ledger_is_whole_and_each_claim_has_one_item():
    assert list(LEDGER.index) == [f"C{number:02d}" for number in range(1, 43)]
    written = [claim for lesson in registry.LESSONS for claim in registry.collection("CLAIMS", lesson)]
    assert sorted(written) == list(LEDGER.index)


def test_the_closing_ledger_of_a_student_who_judged_everything_tells_all_of_it(workbook_file):
    from helpers.ledger import scores
    from helpers.work.workbook import book

    kept = book()
    for claim in LEDGER.index:
        kept.keep_verdict(claim, "first", "holds", 70, "")
        kept.keep_verdict(claim, "last", "cannot be settled", 80, "")
    table = scores.closing_ledger(kept.all(), load)
    assert table["tables_say"].notna().all() and table["sentences"].map(claims.joined).str.len().gt(20).all()
    assert set(table["basis"]) == {"tables", "assessment"}
    assert (table.loc[table["basis"] == "assessment", "direction"] == "moved").all()
    for claim in LEDGER.index:
        assert table.loc[claim, "direction"] == scores.direction(
            "holds",
            "cannot be settled",
            table.loc[claim, "tables_say"] if table.loc[claim, "basis"] == "tables" else None,
        )
