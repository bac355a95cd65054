"""A folder of YAML read into one Rulebook, with every problem found on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kb.clauses import build
from kb.clauses.located import Located
from kb.clauses.model import Rulebook
from kb.clauses.schema import validate
from kb.clauses.source import read_yaml
from kb.findings import Finding, KbError, Place, problem

SHARED = {"instruments": "instrument", "vocabulary": "vocabulary"}
FOLLOWS = {"instrument": ("C102", "S311"), "vocabulary": ("C102", "S202"), "services": ("C102",), "clauses": ("C101",)}
"""The complaints about unknown names that a file of a kind causes when it cannot be read itself."""
DOMAIN_FILES = {"service.yaml": "services", "facts.yaml": "vocabulary", "materials.yaml": "vocabulary"}
DOMAIN_FOLDERS = {"clauses": "clauses", "cases": "cases"}


@dataclass(frozen=True, slots=True)
class Source:
    """One YAML file of the rule base: its kind, its domain folder (empty for shared ones) and its path."""

    kind: str
    domain: str
    path: Path
    shown: str


@dataclass(slots=True)
class Reading:
    """Files read so far, by kind, and what was found wrong with them."""

    files: dict[str, list[tuple[Source, Located]]] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


def sources(root: Path) -> list[Source]:
    """The files of a rule base in a fixed order. KbError when the folder holds none."""
    if not root.is_dir():
        raise KbError(problem("S101", "no-rules", f"没有这个规则目录：{root}", Place(str(root)),
                              "用 --rules 指到含有 instruments、vocabulary 和各领域的目录"))
    found = list(_sources(root))
    if not found:
        raise KbError(problem("S101", "no-rules", f"目录里没有规则文件：{root}", Place(str(root)),
                              "规则目录应有 instruments/*.yaml、vocabulary/*.yaml 和 <领域>/service.yaml"))
    return found


def _sources(root: Path) -> Iterator[Source]:
    for folder in sorted(each for each in root.iterdir() if each.is_dir() and not each.name.startswith((".", "_"))):
        if folder.name == "schema":
            continue
        if folder.name in SHARED:
            for path in sorted(folder.glob("*.yaml")):
                yield Source(SHARED[folder.name], "", path, _shown(root, path))
            continue
        for name, kind in DOMAIN_FILES.items():
            if (folder / name).exists():
                yield Source(kind, folder.name, folder / name, _shown(root, folder / name))
        for sub, kind in DOMAIN_FOLDERS.items():
            for path in sorted((folder / sub).glob("*.yaml")):
                yield Source(kind, folder.name, path, _shown(root, path))


def _shown(root: Path, path: Path) -> str:
    shown = Path(root.name) / path.relative_to(root)
    return shown.as_posix()


def read_rulebook(root: Path) -> tuple[Rulebook, list[Finding], frozenset[str]]:
    """Everything below `root` as one Rulebook, and all findings of all files.

    Files with errors are left out of the Rulebook, so that one slip does not hide the others. The third value are
    the codes of complaints that say nothing as long as those files are missing: of names that these may define.
    """
    reading = Reading()
    for source in sources(root):
        try:
            located = read_yaml(source.path, source.shown)
        except KbError as error:
            reading.findings += error.findings
            reading.left_out.add(source.kind)
            continue
        reading.findings += located.notes
        wrong = validate(source.kind, located)
        reading.findings += wrong
        if any(each.severity == "error" for each in wrong):
            reading.left_out.add(source.kind)
        else:
            reading.files.setdefault(source.kind, []).append((source, located))
    rulebook = build.rulebook(str(root), reading.files, reading.findings)
    follows = frozenset(code for kind in reading.left_out for code in FOLLOWS.get(kind, ()))
    return rulebook, reading.findings, follows
