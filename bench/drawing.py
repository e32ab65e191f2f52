"""How long each chart of the lessons takes to draw and encode at its opening state, and what its picture weighs.

Run: python bench/drawing.py [rounds]
No aim of its own, but a view that the browser lacks can't come faster than this. A saved picture has at most 25 KB
as a rule.

The lessons' code cells run here with every prediction opened; each chart they show is then drawn again and again,
all charts in turn. "whole" is a live view from values to SVG, "drawing" the draw function alone.
"""

import contextlib
import io
import os
import tempfile
from functools import partial
from pathlib import Path
from statistics import median

import matplotlib as mpl
import nbformat
from measuring import in_turn, milliseconds, rounds

from publishing.pages import lessons


def charts_of(path):
    """[(name, draw, tables, values, alt)] of the charts that a lesson shows, in order, until a cell of it fails."""
    from helpers.pictures.explore import Chart

    found, original = [], Chart.of_draw.__func__

    def noted(cls, draw, tables, options, alt, fixed=None, **more):
        values = {**(fixed or {}), **{control.name: control.values[control.at] for control in options}}
        found.append((draw.__name__, draw, tables, values, alt))
        return original(cls, draw, tables, options, alt, fixed, **more)

    Chart.of_draw = classmethod(noted)
    space = {"__name__": "__main__"}
    try:
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code":
                with contextlib.redirect_stdout(io.StringIO()):
                    exec(compile(cell.source, path.name, "exec"), space)
    except Exception as problem:
        print(f"{path.name} stopped: {type(problem).__name__}: {problem}")
    finally:
        Chart.of_draw = classmethod(original)
    return found


def drawn_alone(draw, tables, values):
    """Run a draw function on an empty figure, without making a picture."""
    from helpers.pictures import figures

    with mpl.rc_context(figures.style()):
        draw(figures.new_figure()[1], *tables, **values)


def main():
    """Run the lessons, draw their charts, print the table."""
    with tempfile.TemporaryDirectory() as empty:
        os.environ["BETWEEN_GIANTS_WORKBOOK"] = str(Path(empty, "workbook.json"))
        from helpers import reveal
        from helpers.pictures import figures

        with contextlib.redirect_stdout(io.StringIO()):
            reveal()
        charts = [(path.name[:2], *chart) for path in lessons() for chart in charts_of(path)]
    tasks = {}
    for number, (_, _, draw, *shown) in enumerate(charts):
        tasks["whole", number] = partial(milliseconds, figures.draw_picture, draw, *shown)
        tasks["alone", number] = partial(milliseconds, drawn_alone, draw, *shown[:2])
    took = {what: median(times) for what, times in in_turn(tasks, rounds(9)).items()}
    print("lesson  chart      whole ms  drawing ms  live KB  saved KB  opening state")
    heavy = []
    for number, (lesson, name, draw, tables, values, alt) in enumerate(charts):
        live = len(figures.draw_picture(draw, tables, values, alt).image) / 1024
        saved = len(figures.draw_picture(draw, tables, values, alt, saved=True).image) / 1024
        if saved > 25:
            heavy.append(f"{name} ({saved:.1f})")
        state = ", ".join(f"{key}={value}" for key, value in values.items())
        print(
            f"{lesson:6s}  {name:9s}  {took['whole', number]:8.1f}  {took['alone', number]:10.1f}  {live:7.1f}  "
            f"{saved:8.1f}  {state}"
        )
    middle = [time for (what, _), time in took.items() if what == "whole"]
    print(f"median {median(middle):.1f} ms, slowest / median {max(middle) / median(middle):.2f}")
    print(
        f"saved pictures of at most 25 KB: {'target met' if not heavy else 'target missed by ' + ', '.join(heavy)}"
    )


if __name__ == "__main__":
    main()
