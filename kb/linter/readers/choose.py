"""Which reader a file wants, by its content first and its name second."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from kb.clauses.encoding import read_bytes
from kb.clauses.located import Located
from kb.clauses.source import LIMIT_BYTES, read_data
from kb.compiler.knowledge import Knowledge
from kb.findings import Finding, KbError, problem
from kb.findings import Place as Where

if TYPE_CHECKING:
    from kb.linter.readers.grid import Grid

SUFFIXES = (".yaml", ".yml", ".json", ".xlsx", ".xlsm", ".csv", ".tsv", ".bpmn")
"""The endings that a folder is searched for."""

Kind = Literal["workbook", "csv", "diagram", "text"]


def read_located(knowledge: Knowledge, path: Path, name: str) -> tuple[Located, list[Finding]]:
    """A document's tree and what was found wrong on the way. KbError when the file cannot be read at all."""
    data, kind = read_kind(path, name)
    return located_in(knowledge, data, kind, name)


def read_kind(path: Path, name: str) -> tuple[bytes, Kind]:
    """A file's bytes and which reader they want. KbError S102-S106 when it cannot be read at all."""
    suffix = path.suffix.lower()
    large = path.is_file() and path.stat().st_size > LIMIT_BYTES and _begins(path, b"PK")
    if large or suffix in (".xlsx", ".xlsm", ".xls", ".et", ".ods"):
        return _packed(path, name), "workbook"
    data = read_bytes(path, name)
    if data.startswith(b"PK\x03\x04") and suffix != ".docx":
        return data, "workbook"
    if suffix in (".csv", ".tsv"):
        return data, "csv"
    return data, "diagram" if suffix in (".bpmn", ".xml") or _is_diagram(data) else "text"


def located_in(knowledge: Knowledge, data: bytes, kind: Kind, name: str) -> tuple[Located, list[Finding]]:
    """The tree of a document whose bytes are in hand, as `read_located`."""
    if kind == "text":
        return read_data(data, name), []
    if kind == "diagram":
        from kb.linter.readers.bpmn import diagram

        return diagram(knowledge, data, name)
    from kb.linter.readers.table import Tables
    from kb.linter.readers.terms import Terms

    grids, wrong = grids_in(data, kind, name)
    located, more = Tables(name, Terms(knowledge)).read(grids)
    return located, [*wrong, *more]


def grids_in(data: bytes, kind: Kind, name: str) -> tuple[list[Grid], list[Finding]]:
    """The sheets of a workbook, or the one of a CSV file, and what is wrong with single cells."""
    if kind == "workbook":
        from kb.linter.readers.xlsx import grids_of

        return grids_of(data, name)
    from kb.linter.readers.csvtext import grid_of

    return [grid_of(data, name)], []


def _packed(path: Path, name: str) -> bytes:
    from kb.linter.readers.guard import LIMIT_PACKED

    data = read_bytes(path, name, LIMIT_PACKED)
    if not data:
        raise KbError(problem("S106", "file-empty", "文件是空的", Where(name), "用 banshi template 生成模板来填"))
    return data


def _begins(path: Path, head: bytes) -> bool:
    with path.open("rb") as stream:
        return stream.read(len(head)) == head


def _is_diagram(data: bytes) -> bool:
    head = data[:4000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith((b"<?xml", b"<bpmn", b"<definitions", b"<semantic:definitions"))
