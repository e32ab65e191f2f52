"""Lint and format our JavaScript and CSS: `python3 start.py javascript`, with --write to mend what can be mended.

The settings are in biome.jsonc. Biome is one program, which tools/vendor.py fetches for this machine.
"""

import argparse
import platform
import subprocess
import sys
from pathlib import Path

from filelock import FileLock

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools import vendor

ROOT = Path(__file__).resolve().parent.parent
SYSTEMS = {"Linux": "linux", "Darwin": "darwin", "Windows": "win32"}
MACHINES = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}
MEND = (
    "JavaScript or CSS is not as biome.jsonc wants it: `python3 start.py javascript --write` mends what it can "
    "and says what is left."
)


def biome() -> Path:
    """The path of Biome's program for this machine, in .state/biome; vendor.Stop where there is none to be had."""
    system, machine = SYSTEMS.get(platform.system()), MACHINES.get(platform.machine().lower())
    package = f"@biomejs/cli-{system}-{machine}"
    if package not in vendor.PACKAGES:
        raise vendor.Stop(f"There is no Biome for {platform.system()} on {platform.machine()}.")
    house = vendor.CACHE.parent / "biome"
    program = house / f"{system}-{machine}-{vendor.BIOME}" / ("biome.exe" if system == "win32" else "biome")
    house.mkdir(parents=True, exist_ok=True)
    with FileLock(house / "lock"):  # tests run side by side
        if not program.exists():
            vendor.vendored(package, program.parent)
            program.chmod(0o755)
    return program


def lint(*options: str, root: Path = ROOT) -> tuple[bool, str]:
    """Check all files below `root` with the settings there; (whether all is well, what Biome says).

    options: for `biome check`; with "--write" it mends what it can first.
    """
    command = [str(biome()), "check", "--error-on-warnings", "--max-diagnostics=50", *options]
    result = subprocess.run(
        command, check=False, cwd=root, capture_output=True, text=True, encoding="utf-8", timeout=120
    )
    return result.returncode == 0, result.stdout + result.stderr


def main() -> int:
    """Carry out the command line; returns 0 where nothing is left to mend."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="mend what can be mended")
    options = ["--write"] if parser.parse_args().write else []
    try:
        well, said = lint(*options)
    except vendor.Stop as problem:
        print(problem, file=sys.stderr)
        return 1
    print(said)
    if not well and not options:
        print(MEND)
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
