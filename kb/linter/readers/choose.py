"""Which reader a file wants, by its content first and its name second."""

from __future__ import annotations

from pathlib import Path

from kb.clauses.encoding import read_bytes
from kb.clauses.located import Located
from kb.clauses.source import LIMIT_BYTES, read_data
from kb.compiler.knowledge import Knowledge
from kb.findings import Finding, KbError, problem
from kb.findings import Place as Where

SUFFIXES = (".yaml", ".yml", ".json", ".xlsx", ".xlsm", ".csv", ".tsv", ".bpmn")
"""The endings that a folder is searched for."""


def read_located(knowledge: Knowledge, path: Path, name: str) -> tuple[Located, list[Finding]]:
    """A document's tree and what was found wrong on the way. KbError when the file cannot be read at all."""
    kind = path.suffix.lower()
    packed = kind in (".xlsx", ".xlsm", ".xls", ".et", ".ods")
    if not packed and not (path.is_file() and path.stat().st_size > LIMIT_BYTES and _begins(path, b"PK")):
        data = read_bytes(path, name)
        packed = data.startswith(b"PK\x03\x04") and kind != ".docx"
    if packed:
        return _workbook(knowledge, path, name)
    if kind in (".csv", ".tsv"):
        return _csv(knowledge, data, name)
    if kind in (".bpmn", ".xml") or _is_diagram(data):
        from kb.linter.readers.bpmn import diagram

        return diagram(knowledge, data, name)
    return read_data(data, name), []


def _workbook(knowledge: Knowledge, path: Path, name: str) -> tuple[Located, list[Finding]]:
    from kb.linter.readers.guard import LIMIT_PACKED
    from kb.linter.readers.table import Tables
    from kb.linter.readers.terms import Terms
    from kb.linter.readers.xlsx import grids_of

    data = read_bytes(path, name, LIMIT_PACKED)
    if not data:
        raise KbError(problem("S106", "file-empty", "文件是空的", Where(name), "用 banshi template 生成模板来填"))
    grids, wrong = grids_of(data, name)
    located, more = Tables(name, Terms(knowledge)).read(grids)
    return located, [*wrong, *more]


def _csv(knowledge: Knowledge, data: bytes, name: str) -> tuple[Located, list[Finding]]:
    from kb.linter.readers.csvtext import grid_of
    from kb.linter.readers.table import Tables
    from kb.linter.readers.terms import Terms

    return Tables(name, Terms(knowledge)).read([grid_of(data, name)])


def _begins(path: Path, head: bytes) -> bool:
    with path.open("rb") as stream:
        return stream.read(len(head)) == head


def _is_diagram(data: bytes) -> bool:
    head = data[:4000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith((b"<?xml", b"<bpmn", b"<definitions", b"<semantic:definitions"))
