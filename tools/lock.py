"""Make requirements.lock and requirements-dev.lock: every package with the hashes of all its builds.

`python3 start.py lock`, after a version in constraints.txt has changed. What is asked for stands in
requirements.txt and requirements-dev.txt, which version of each package in constraints.txt. start.py installs
nothing whose hash isn't in the lock, on any system and Python that the project names; our own package is no part
of it, start.py links it.
"""

import subprocess
import sys
import tomllib
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools import whole
from tools.other_packages import environment
from tools.setting_up import LOCKS, ROOT, WINDOWS, Stop

UV = "uv==0.13.9"  # reads what every build of a package needs, not only the one for this machine
ASKED = {"student": ["requirements.txt"], "dev": ["requirements.txt", "requirements-dev.txt"]}
HEAD = "# Made by `python3 start.py lock` from {asked} and constraints.txt.\n# Don't edit.\n"


def asked(kind: str, root: Path = ROOT) -> list[str]:
    """The packages that are asked for by name, "pandas==3.1.1", for "student" or "dev"; without our own."""
    lines = [line.strip() for name in ASKED[kind] for line in (root / name).read_text("utf-8").splitlines()]
    return [line for line in lines if line and not line.startswith(("#", "-"))]


def locked(kind: str, uv: Path) -> str:
    """The text of a lock, without its head; uv: the program."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    python = project["requires-python"].split(",")[0].removeprefix(">=")
    command = [
        str(uv),
        "pip",
        "compile",
        "-",
        "-c",
        "constraints.txt",
        "--universal",
        "--python-version",
        python,
    ]
    options = ["--quiet", "--generate-hashes", "--no-header", "--no-annotate", "--no-config"]
    done = subprocess.run(
        [*command, *options],
        input="\n".join(asked(kind)),
        cwd=ROOT,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    if done.returncode:
        raise Stop(f"uv could not lock the packages: {done.stderr.strip()}")
    return done.stdout


def main() -> int:
    """Make both locks anew, whole or not at all."""
    try:
        python = environment("lock", [UV])
        uv = python.with_name("uv.exe" if WINDOWS else "uv")
        texts = {kind: locked(kind, uv) for kind in LOCKS}
    except Stop as problem:
        print(problem, file=sys.stderr)
        return 1
    for kind, name in LOCKS.items():
        with whole.put(ROOT / name) as half:
            text = HEAD.format(asked=", ".join(ASKED[kind])) + texts[kind]
            half.write_text(text, encoding="utf-8", newline="\n")
        packages = sum(line[:1].isalnum() for line in texts[kind].splitlines())
        print(f"{name}: {packages} packages, {texts[kind].count('--hash=')} hashes.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
