"""The browser edition: the lessons with a Python that runs in the reader's browser, in python/ beside the book.

JupyterLite's plain view of a notebook, a kernel of Pyodide, the packages that publishing/parts.py fetches, and the
helpers with their tables as a wheel. All of it are files of the same folder; nothing comes from elsewhere.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from publishing import offline, pages, parts, wheels

NAME = "python"  # of its folder beside the pages
NOTE = "made-from.json"
BUILT_WITH = ["anywidget", "ipywidgets"]  # whose front ends go with it
FRONT_END = 2_200_000  # bytes, packed, that JupyterLite loads of its own before a notebook stands there
TEMPLATES = pages.TEMPLATES / "edition"
KERNEL = "@jupyterlite/pyodide-kernel-extension"
# Without JupyterLite's own service worker (the book has one) Python's working folder is its own memory, not files that
# it must ask the page for, one by one, while nothing else may run: WebKit breaks off there.
LEFT_OUT = ["@jupyterlite/application-extension:service-worker-manager"]
CORE = ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"]
# what JupyterLite ships for views that aren't here, and for whoever builds it
NOT_NEEDED = [
    "rspack.config*.js",
    "package.json",
    "*/package.json",
    "doc",
    "bootstrap.js",
    "*.schema.v0.json",
    "manifest.webmanifest",
    "icon-*.png",
    "service-worker.js",
]
NOT_NEEDED += [
    f"build/fa-*.{kind}" for kind in ("eot", "svg", "ttf", "woff")
]  # every browser here takes woff2
SCRIPTS = ["front_end.js", "pages/workbook.js", "pages/keeping.js", "pages/bar.js"]
DEVICE = pages.TEMPLATES / "book" / "static" / "device.js"
PAGE = "notebooks/index.html"


def put(lessons: list[Path], site: Path) -> int:
    """Have the edition of these lessons (paths in notebooks/) in the book's folder, made anew if something changed.

    Returns how many megabytes a reader fetches, once. Stop where a part can't be had, with one sentence.
    """
    out, compiled = site / NAME, parts.collected()
    key = _key([*lessons, *compiled])
    if _noted(out).get("key") != key:
        print("Building Python for the browser", flush=True)
        build(lessons, compiled, out)
        weight = megabytes((out / "static" / "pyodide").iterdir())
        pages.write(out / NOTE, json.dumps({"key": key, "megabytes": weight}) + "\n")
    return _noted(out)["megabytes"]


def take_away(site: Path) -> int:
    """Have no edition in the folder of the book; the megabytes of that: 0."""
    shutil.rmtree(site / NAME, ignore_errors=True)
    return 0


def holds(site: Path, path: Path) -> bool:
    """Whether a file in the folder of the book belongs to the edition."""
    return path.is_relative_to(site / NAME)


def _noted(out: Path) -> dict:
    """What is noted in an edition that was made: its key, and the megabytes."""
    try:
        return json.loads((out / NOTE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _key(files: list[Path]) -> str:
    """A hash of all that the edition is made from."""
    here = [
        Path(__file__),
        Path(parts.__file__),
        Path(wheels.__file__),
        DEVICE,
        pages.ROOT / "pyproject.toml",
    ]
    here.append(Path(parts.__file__).with_suffix(".json"))
    ours = [*pages.HELPERS.rglob("*"), *pages.DATA.iterdir(), *TEMPLATES.iterdir()]
    digest = hashlib.sha256()
    for path in sorted({*files, *here, *ours}):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    for package in BUILT_WITH:
        digest.update(f"{package} {importlib.metadata.version(package)}\n".encode())
    return digest.hexdigest()


def build(lessons: list[Path], compiled: list[Path], out: Path) -> None:
    """Make the edition of these lessons in a folder, which is emptied first. compiled: what parts.py collected."""
    with tempfile.TemporaryDirectory(prefix="between-giants-") as place:
        stage, made, tools = Path(place, "stage"), Path(place, "made"), parts.builder(Path(place, "tools"))
        python = stage / "static" / "pyodide"
        python.mkdir(parents=True)
        put_python(compiled, python, Path(place), extension(tools))
        for path in lessons:
            (stage / "files").mkdir(exist_ok=True)
            shutil.copyfile(path, stage / "files" / path.name)
        (stage / "jupyter-lite.json").write_text(json.dumps(settings(python), indent=1), encoding="utf-8")
        _jupyterlite(tools, stage, made)
        _put_page(made)
        for pattern in NOT_NEEDED:
            for path in made.glob(pattern):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.rmtree(out, ignore_errors=True)
        out.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(made, out)


def put_python(compiled: list[Path], folder: Path, place: Path, kernel: Path) -> None:
    """Pyodide's core, all wheels and the lock file that names them, in a folder.

    place: for what passes. kernel: the folder of the kernel's extension, which brings some of them.
    """
    core = parts.runtime(place / "pyodide")
    for name in CORE:
        shutil.copyfile(core / name, folder / name)
    for path in compiled:
        if path.name.endswith(("-none-any.whl", "_wasm32.whl")):
            shutil.copyfile(path, folder / path.name)
        else:
            wheels.pure(path, folder)
    wheels.between_giants(folder)
    wheels.empty(folder, "jedi")  # its completions cost more than a second and 1.6 MB before the first cell
    for path in sorted((kernel / "static" / "pypi").glob("*.whl")):
        if path.name.startswith(("pyodide_kernel", "piplite", "ipykernel")):
            shutil.copyfile(path, folder / path.name)
    lock = json.loads((core / "pyodide-lock.json").read_text(encoding="utf-8"))
    lock["packages"] = dict(entry(path) for path in sorted(folder.glob("*.whl")))
    (folder / "pyodide-lock.json").write_text(json.dumps(lock, indent=1), encoding="utf-8")


def entry(wheel: Path) -> tuple[str, dict]:
    """How Pyodide's lock file names a wheel: (name, what it says of it). All are loaded together, so none waits."""
    with zipfile.ZipFile(wheel) as archive:
        found = {name.split("/")[0].removesuffix(".py") for name in archive.namelist()}
    name, version = wheel.name.split("-")[:2]
    name = name.replace("_", "-").lower()
    imports = sorted(one for one in found if one.isidentifier())
    return name, {
        "name": name,
        "version": version,
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": imports,
        "depends": [],
        "unvendored_tests": False,
    }


def extension(tools: Path) -> Path:
    """The folder of the kernel's extension to JupyterLite, in what builds the edition."""
    return tools / "share" / "jupyter" / "labextensions" / KERNEL


def settings(python: Path) -> dict:
    """What jupyter-lite.json says. python: the folder whose wheels are loaded before the first cell."""
    lock = json.loads((python / "pyodide-lock.json").read_text(encoding="utf-8"))
    kernel = {
        "pyodideUrl": "./static/pyodide/pyodide.mjs",
        "disablePyPIFallback": True,
        "loadPyodideOptions": {"packages": list(lock["packages"])},
    }
    return {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": "Between Giants",
            "appUrl": "./notebooks",
            "faviconUrl": "./notebooks/favicon.ico",
            "exposeAppInBrowser": True,
            "disabledExtensions": LEFT_OUT,
            "litePluginSettings": {f"{KERNEL}:kernel": kernel},
            "settingsOverrides": json.loads((TEMPLATES / "overrides.json").read_text(encoding="utf-8")),
        },
    }


def _put_page(made: Path) -> None:
    """Put our own page around JupyterLite's view of a notebook."""
    python = made / "static" / "pyodide"
    files = sorted(python.iterdir(), key=lambda path: -path.stat().st_size)
    loaded = [[path.relative_to(made).as_posix(), path.stat().st_size] for path in files]
    known = f"const PARTS = {json.dumps(loaded)};\nconst MEGABYTES = {megabytes(files)};\n"
    said = {path.stem: said_in(path) for path in sorted((made / "files").glob("*.ipynb"))}
    known += f"const NOTEBOOKS = {json.dumps(said)};\n"
    own = [(pages.HELPERS / name).read_text(encoding="utf-8") for name in SCRIPTS]
    own += [path.read_text(encoding="utf-8") for path in (DEVICE, TEMPLATES / "edition.js")]
    (made / "edition.js").write_text(
        '"use strict";\n(() => {\n' + known + "\n".join(own) + "})();\n", encoding="utf-8"
    )
    styles = [(pages.HELPERS / "asking" / "forms.css"), TEMPLATES / "edition.css"]
    (made / "edition.css").write_text(
        "\n".join(path.read_text(encoding="utf-8") for path in styles), encoding="utf-8"
    )
    page = made / PAGE
    text = page.read_text(encoding="utf-8")
    head = (TEMPLATES / "head.html").read_text(encoding="utf-8")
    for old, new in (
        ("<html>", '<html lang="en">'),
        ("<title>Jupyter Notebook - Notebooks</title>", "<title>Between Giants, with Python</title>"),
        ('<meta name="Description" content="WASM powered Jupyter running in the browser.">', head),
        ("await import(", "await globalThis.lessonIsReady;\n        await import("),
        ('rel="manifest" href="../manifest.webmanifest"', 'rel="manifest" href="../../manifest.webmanifest"'),
    ):
        if text.count(old) != 1:
            raise pages.Stop(f"JupyterLite's page has changed: it doesn't hold {old!r} once.")
        text = text.replace(old, new)
    page.write_text(text, encoding="utf-8")


def said_in(path: Path) -> str:
    """A hash of what the cells of a notebook say, whatever their outputs: what tells a reader's change."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    said = "\0".join("".join(cell["source"]) for cell in cells)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def megabytes(files: Iterable[Path]) -> int:
    """How many million bytes come over the line for these files; a server packs what isn't packed yet."""
    return round((sum(offline.weight(path, path.read_bytes()) for path in files) + FRONT_END) / 1e6)


def _jupyterlite(tools: Path, stage: Path, made: Path) -> None:
    """Have JupyterLite (in `tools`) build its plain view of a notebook from one folder into another."""
    command = [sys.executable, "-P", "-m", "jupyterlite_core", "build", "--apps", "notebooks"]
    command += ["--lite-dir", str(stage), "--output-dir", str(made), "--contents", str(stage / "files")]
    command += [
        f"--FederatedExtensionAddon.extra_labextensions_path={tools / 'share' / 'jupyter' / 'labextensions'}"
    ]
    command += ["--no-sourcemaps", "--no-unused-shared-packages", "--no-libarchive"]
    said = subprocess.run(
        command,
        cwd=stage,
        env=os.environ | {"SOURCE_DATE_EPOCH": "315532800", "PYTHONPATH": str(tools)},
        capture_output=True,
        text=True,
    )
    if said.returncode:
        last = [line for line in (said.stdout + said.stderr).splitlines() if line.strip()] or [
            "it said nothing"
        ]
        raise pages.Stop(f"JupyterLite could not build the lessons: {last[-1]}")
