"""tools/drift.py: the weekly report names what moved, and only that."""

from tools import drift

LOCK = """# a comment
Pandas==3.1.1
matplotlib==3.11.2
typing_extensions==4.16.0
soupsieve==2.10 ; python_full_version < '3.11.5'
soupsieve==4.1.2 ; python_full_version >= '3.11.5'
"""


def test_pins_are_read_for_the_python_in_question():
    new = drift.pinned_versions(LOCK, {"python_full_version": "3.12.1"})
    old = drift.pinned_versions(LOCK, {"python_full_version": "3.11.2"})
    assert new == {
        "pandas": "3.1.1",
        "matplotlib": "3.11.2",
        "typing-extensions": "4.16.0",
        "soupsieve": "4.1.2",
    }
    assert old == new | {"soupsieve": "2.10"}


def test_pips_report_becomes_names_and_versions():
    report = {"install": [{"metadata": {"name": "Typing_Extensions", "version": "4.17.0"}}]}
    assert drift.planned_versions(report) == {"typing-extensions": "4.17.0"}


def test_what_moved_is_named_and_nothing_else():
    pinned = {"pandas": "3.1.1", "matplotlib": "3.11.2", "numpy": "2.4.6", "only-for-tests": "1.0"}
    allowed = {"pandas": "3.1.10", "matplotlib": "3.11.2", "numpy": "2.4.6", "brand-new": "0.1"}
    newest = {"pandas": "3.1.10", "matplotlib": "4.0", "numpy": "3.0"}
    rows = drift.compare(pinned, allowed, newest, {"pandas", "matplotlib"})
    assert rows == [
        drift.Moved("matplotlib", "3.11.2", "3.11.2", "4.0", True),
        drift.Moved("pandas", "3.1.1", "3.1.10", "", True),
        drift.Moved("brand-new", "", "0.1", "", False),
    ]
    text = drift.as_markdown(rows, "3.12")
    assert "| matplotlib | pyproject.toml | 3.11.2 | 3.11.2 | 4.0 |" in text
    assert "| brand-new | another package | – | 0.1 | – |" in text
    assert "only-for-tests" not in text and "3 of the packages" in text


def test_nothing_moved_is_a_sentence_without_a_table():
    rows = drift.compare({"pandas": "3.1.1"}, {"pandas": "3.1.1"}, {"pandas": "3.1.1"}, {"pandas"})
    assert rows == [] and "|" not in drift.as_markdown(rows, "3.12")


def test_the_lock_of_this_project_can_be_read():
    pinned = drift.pinned_versions((drift.ROOT / "constraints.txt").read_text(encoding="utf-8"))
    assert {"pandas", "jupyterlab", "soupsieve"} <= set(pinned)
