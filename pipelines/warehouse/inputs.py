"""What the warehouse is made from, as two hashes: where they are as they were, a run has nothing to do.

The note of what the build file was last made from, wholly and up to a release, lies beside it. Whoever opens the
build file for writing takes the note away; only a run that made everything puts it back. So a note that is there
can be trusted, and one that is missing costs a run that changes nothing.
"""

from __future__ import annotations

import hashlib
import sysconfig
from collections.abc import Iterable
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import Self

from pipelines.settings import PROJECT, Settings


@dataclass(frozen=True)
class Inputs:
    """``landing``: how far the manifest goes. ``rest``: code, libraries, seeds, SQL and external series."""

    landing: str
    rest: str

    @classmethod
    def now(cls, settings: Settings) -> Self:
        """As they are at this moment; some hundred small files are read."""
        digest = hashlib.sha256()
        packages = Path(sysconfig.get_path("purelib")).glob("*.dist-info")
        digest.update("\n".join(sorted(package.name for package in packages)).encode())
        for path in _files(settings.seeds, settings.sql, PROJECT / "pipelines"):
            digest.update(b"\0".join([b"", str(path).encode(), path.read_bytes()]))
        for path in _files(settings.series):  # large, and never edited in place
            digest.update(f"\0{path}\0{_stat(path)}".encode())
        return cls(_landing(settings), digest.hexdigest())

    def with_landing(self, settings: Settings) -> Self:
        """The same with what has landed by now."""
        return replace(self, landing=_landing(settings))


def note(settings: Settings, inputs: Inputs) -> None:
    """Remember what the build file and the current release were made from."""
    settings.made_from.write_text("\n".join(astuple(inputs)))


def is_current(settings: Settings, inputs: Inputs) -> bool:
    """Whether the build file and the current release were made from these inputs."""
    made = settings.made_from
    return (
        settings.build.exists()
        and settings.current.exists()
        and made.exists()
        and made.read_text() == "\n".join(astuple(inputs))
    )


def _files(*folders: Path) -> Iterable[Path]:
    for folder in folders:
        yield from sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts)


def _landing(settings: Settings) -> str:
    manifest = settings.landing / "manifest.jsonl"
    return _stat(manifest) if manifest.exists() else "empty"


def _stat(path: Path) -> str:
    status = path.stat()
    return f"{status.st_size}:{status.st_mtime_ns}"
