"""The findings that were there when the checking began (`--write-baseline`): later runs count only what is new.

A file (`rules/schema/baseline.json`) names every document by its path from the file's own folder, and a finding by its
fingerprint.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from kb.clauses.schema import validate
from kb.clauses.source import read_yaml
from kb.findings import KbError
from kb.linter.outcome.reviewed import Outcome, Reviewed, Told

VERSION = 1
LIMIT_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Baseline:
    """A baseline file and its fingerprints by document."""

    path: Path
    documents: Mapping[str, frozenset[str]]

    def known(self, paths: Iterable[object]) -> dict[Path, frozenset[str]]:
        """The fingerprints for each of these documents that has any."""
        found = {each: self.of(each) for each in paths if isinstance(each, Path)}
        return {path: marks for path, marks in found.items() if marks}

    def of(self, document: str | Path) -> frozenset[str]:
        """The fingerprints for one document."""
        return self.documents.get(name_of(self.path, document), frozenset())

    def gone(self, documents: Iterable[Reviewed], between: Iterable[Told]) -> int:
        """How many entries for these documents are no longer found."""
        found = {(each.finding.place.file, each.fingerprint) for each in between}
        return sum((each.file, mark) not in found for each in documents
                   for mark in self.of(each.file) - {one.fingerprint for one in each.told})


def name_of(baseline: Path, document: str | Path) -> str:
    """A document's name in a baseline file."""
    return Path(os.path.relpath(Path(document).absolute(), baseline.absolute().parent)).as_posix()


def read(path: Path) -> Baseline:
    """A baseline file. KbError S102-S130 when it cannot be read, S301 and others when it is none."""
    located = read_yaml(path, str(path), LIMIT_BYTES)
    wrong = validate("baseline", located)
    if wrong:
        raise KbError(wrong)
    stated = cast(dict[str, dict[str, dict[str, str]]], located.value)
    return Baseline(path, {name: frozenset(found) for name, found in stated["documents"].items()})


def written(path: Path, outcome: Outcome) -> str:
    """The text of a baseline file with everything that the documents of a run do not accept themselves."""
    found: dict[str, dict[str, str]] = {}
    for each in outcome.told():
        if each.state != "accepted" and each.fingerprint:
            finding = each.finding
            name = name_of(path, finding.place.file)
            found.setdefault(name, {})[each.fingerprint] = f"{finding.code} {finding.message}"
    listed = {name: found[name] for name in sorted(found)}
    return json.dumps({"version": VERSION, "documents": listed}, ensure_ascii=False, indent=1) + "\n"
