"""Look for examples that break a property of the tests, with fresh ones each time, and report what was found.

`python3 start.py test --search`; `--to FILE` adds the report to a file; what else is given goes to pytest.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTEST = [
    sys.executable,
    "-P",
    "-m",
    "pytest",
    "-n",
    "auto",
    "-m",
    "hypothesis",
    "--hypothesis-profile=search",
]


def found(results: str) -> tuple[int, dict[str, str]]:
    """(how many properties ran, {test: what broke it}) from pytest's JUnit report, its XML as text."""
    cases = list(ET.fromstring(results).iter("testcase"))
    broken = {}
    for case in cases:
        for problem in (*case.iter("failure"), *case.iter("error")):
            broken[f"{case.get('classname')}::{case.get('name')}"] = example(problem.text or "")
    return len(cases), broken


def example(text: str) -> str:
    """The example that Hypothesis found, and the line that reproduces it, out of a traceback; else its end."""
    lines = [re.sub(r"^E {3}", "", line) for line in text.splitlines()]
    starts = [at for at, line in enumerate(lines) if line.strip().startswith("Falsifying example")]
    if not starts:
        return "\n".join(lines[-5:])
    after = lines[starts[-1] :]
    ends = [
        at
        for at, line in enumerate(after)
        if line.strip().startswith("@reproduce_failure") or "decorator" in line
    ]
    return "\n".join(after[: ends[-1] + 1] if ends else after[:12])


def as_markdown(number: int, broken: dict[str, str]) -> str:
    """The report: one sentence and, for each broken property, its example."""
    lines = ["### New examples for the properties", ""]
    if not number:
        return "\n".join([*lines, "No property was tried: the tests didn't start.", ""])
    if not broken:
        return "\n".join([*lines, f"{number} properties were tried with fresh examples; all hold.", ""])
    lines.append(
        f"{len(broken)} of {number} properties don't hold. Add each example to its test as `@example(…)`."
    )
    for test, what in broken.items():
        lines += ["", f"`{test}`", "", "```", what, "```"]
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    """Run the search, print the report and return pytest's exit code."""
    parser = argparse.ArgumentParser(prog="start.py test --search", description=__doc__.split("\n\n")[0])
    parser.add_argument("--to", metavar="FILE", help="add the report to the end of this file too")
    options, rest = parser.parse_known_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder, "results.xml")
        code = subprocess.run(
            [*PYTEST, f"--junitxml={results}", "tests", *rest], cwd=ROOT, check=False
        ).returncode
        number, broken = found(results.read_text(encoding="utf-8")) if results.exists() else (0, {})
    report = as_markdown(number, broken)
    print(report, flush=True)
    if options.to:
        with open(options.to, "a", encoding="utf-8", newline="\n") as file:
            file.write(report + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
