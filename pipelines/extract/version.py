"""The version of the extractor: changes whenever its code, its words or its reference lists change."""

from __future__ import annotations

import hashlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


def extractor_version(seeds: Path) -> str:
    """Return the package version and a short hash over everything that the output depends on."""
    digest = hashlib.sha256()
    files = [
        *Path(__file__).parent.rglob("*.py"),
        *(seeds / "lexicon").rglob("*.csv"),
        *(seeds / "reference").glob("*.csv"),
    ]
    for path in sorted(files, key=lambda p: (p.parent.name, p.name)):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    try:
        package = version("lossledger")
    except PackageNotFoundError:
        package = "0"
    return f"{package}+{digest.hexdigest()[:12]}"
