"""What a kernel runs as it starts: until a lesson's first cell has run, a name from the lesson is met with a sentence.

A cell that is run right after a restart would end with Python's own message. Once the helpers are there, theirs are
said (src/helpers/asking/slips.py). start.py and Binder put this file where IPython looks for it.
"""


def _until_the_first_cell_has_run(shell):
    import re
    import sys
    from pathlib import Path

    def is_of_a_lesson(name):
        lessons = Path.cwd().glob("[0-9][0-9]_*.ipynb")
        wanted = re.compile(rf"\b{re.escape(name)}\b")
        return any(wanted.search(path.read_text(encoding="utf-8", errors="replace")) for path in lessons)

    def say(shell, kind, value, trace, tb_offset=None):
        name = getattr(value, "name", None) or ""
        try:
            ours = "helpers" not in sys.modules and name and is_of_a_lesson(name)
        except OSError:
            ours = False
        if not ours:
            return shell.showtraceback((kind, value, trace), tb_offset=tb_offset)
        said = (
            f"{name} has no value yet: after a start or a restart, run the first cell of the lesson and those "
            "above this one, then this one."
        )
        return shell._showtraceback(kind, value, [said])

    shell.set_custom_exc((NameError,), say)


_until_the_first_cell_has_run(get_ipython())  # noqa: F821 - what IPython gives to files that it runs
del _until_the_first_cell_has_run
