"""The compiled rule base on disk, keyed by what it was made from.

The key is the hash of every source file, of banshi's own compiling code and of the Python version: a stale
entry can't be found. Files are written beside and renamed, so parallel runs see whole entries or none. An
entry that is damaged, or that somebody else may write, is ignored; deleting the folder is always safe.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
import tempfile
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kb.clauses.locate import default_rules
from kb.compiler.knowledge import Knowledge

KEEP = 8
"""Entries kept in the cache folder; the oldest beyond that are removed."""


def package_version() -> str:
    """The installed version of banshi."""
    try:
        return version("banshi")
    except PackageNotFoundError:
        return "0+source"


def source_files(root: Path) -> list[Path]:
    """The YAML files of a rule base, sorted by path; schemas are not part of it."""
    # os.walk, not Path.glob: every start of every command goes through all folders, and this is twice as fast
    found: list[Path] = []
    for folder_, names, files in os.walk(root):
        if folder_ == str(root):
            names[:] = [each for each in names if each != "schema"]
        else:
            found += [Path(folder_, each) for each in files if each.endswith(".yaml")]
    return sorted(found)


def fingerprint(root: Path) -> str:
    """`sha256:…` over names and contents of all sources, sorted."""
    digest = hashlib.sha256()
    for path in source_files(root):
        data = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()}\0{len(data)}\0".encode())
        digest.update(data)
    return "sha256:" + digest.hexdigest()


def code_hash() -> str:
    """Hash of the code and the schemas that compile, so that a change of it is a new key."""
    package = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256(sys.version.encode())
    code = [path for part in ("clauses", "compiler") for path in sorted((package / part).rglob("*.*"))
            if path.suffix in (".py", ".lark")]
    for path in (package / "findings.py", *code, *sorted((default_rules() / "schema").glob("*.json"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def folder() -> Path:
    """Where compiled rule bases are kept: `$BANSHI_CACHE`, else the user's cache folder."""
    chosen = os.environ.get("BANSHI_CACHE")
    if chosen:
        return Path(chosen)
    home = os.environ.get("XDG_CACHE_HOME") or (Path.home() / ".cache")
    return Path(home) / "banshi"


def _entry(mark: str) -> Path:
    key = hashlib.sha256(f"{mark} {code_hash()}".encode()).hexdigest()
    return folder() / f"{key}.knowledge"


def _trusted(path: Path) -> bool:
    # A pickle is code: read only what this user wrote and nobody else may write.
    if not hasattr(os, "geteuid"):
        return True
    return all(each.stat().st_uid == os.geteuid() and not each.stat().st_mode & 0o022
               for each in (path, path.parent))


def fetch(mark: str) -> Knowledge | None:
    """The compiled rule base with this fingerprint, or None."""
    try:
        path = _entry(mark)
        if not _trusted(path):
            return None
        data = memoryview(path.read_bytes())
        if hashlib.sha256(data[32:]).digest() != data[:32]:
            return None
        found = pickle.loads(data[32:])  # noqa: S301  own file, checked above
    except Exception:  # a damaged or foreign entry is as good as none
        return None
    return found if isinstance(found, Knowledge) and found.fingerprint == mark else None


def store(knowledge: Knowledge) -> None:
    """Keep a compiled rule base. A folder that can't be written is no error: the next run compiles again."""
    with suppress(OSError, RuntimeError):  # RuntimeError: a user without a home folder
        path = _entry(knowledge.fingerprint)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        body = pickle.dumps(knowledge, protocol=pickle.HIGHEST_PROTOCOL)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(hashlib.sha256(body).digest() + body)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
        _prune(path.parent)


def _prune(place: Path) -> None:
    entries = sorted(place.glob("*.knowledge"), key=lambda each: each.stat().st_mtime, reverse=True)
    for old in entries[KEEP:]:
        old.unlink(missing_ok=True)
