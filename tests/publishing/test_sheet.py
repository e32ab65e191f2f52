"""The contact sheet shows every chart of a lesson at the ends of its controls, with the words of that view."""

from publishing import pages, sheet


def test_a_sheet_has_every_chart_at_the_ends_of_its_controls_with_its_words(tmp_path):
    (tmp_path / "abc.js").write_text(
        'betweenGiants.held("abc", {"frames":{"0":{"picture":[0,2],"caption":"First."},'
        '"1":{"picture":[0,1,2],"caption":"Middle."},"2":{"picture":[0,2],"caption":"Last."}},"tables":[],'
        '"lines":["<svg>","<g/>","</svg>"]});\n'
    )
    live = (
        '<div class="bg-live" data-module="explore"><script type="application/json">{"controls":[{"label":"Year",'
        '"options":["a","b","c"]}],"opening":{"key":"1"},"views":"abc"}</script><figure></figure></div>'
    )
    still = '<figure class="bg-chart"><img src="frames/s.svg" alt="Still."></figure>'
    shown = [{"data": {"text/html": one}} for one in (live, still, "<p>words</p>")]
    notebook = {"cells": [{"source": ["x = 1\n", "explore(f)"], "outputs": shown}, {"source": ["text"]}]}
    charts = sheet.charts_of(notebook, tmp_path)
    ends = [
        ("Year b", "abc-1.svg", "Middle."),
        ("Year a", "abc-0.svg", "First."),
        ("Year c", "abc-2.svg", "Last."),
    ]
    assert charts == [("explore(f)", ends), ("explore(f)", [("", "s.svg", "Still.")])]
    assert (tmp_path / "abc-1.svg").read_text().split() == ["<svg>", "<g/>", "</svg>"]
    page = pages.template("sheet.html").render(title="x", charts=charts)
    assert page.count("<figure>") == 4 and page.index("Middle.") < page.index("First.") < page.index("Last.")
