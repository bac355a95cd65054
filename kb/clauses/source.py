"""Files read safely: YAML and JSON as plain values that know their places. Codes S101-S130."""

from __future__ import annotations

from pathlib import Path

from kb.clauses.encoding import LIMIT_BYTES, decode, read_bytes, too_large, unseen_characters
from kb.clauses.jsontree import parse_json
from kb.clauses.located import Data, Located, Mark
from kb.clauses.yamltree import parse_yaml
from kb.findings import Finding, KbError, Place, problem

__all__ = ["LIMIT_BYTES", "Data", "Located", "Mark", "read_data", "read_text", "read_yaml"]


def read_yaml(path: Path, shown: str | None = None, limit_bytes: int = LIMIT_BYTES) -> Located:
    """The content of a YAML file, or of a JSON file when its name ends in `.json`.

    `shown` is the file's name in places and messages (default: the path as given). Raises KbError with
    everything found wrong (S102-S130); notes that do not stop reading are in `Located.notes`.
    """
    name = shown if shown is not None else str(path)
    return read_data(read_bytes(path, name, limit_bytes), name, limit_bytes)


def read_data(data: bytes, name: str, limit_bytes: int = LIMIT_BYTES) -> Located:
    """The content of a file whose bytes are in hand, such as standard input. Raises like `read_yaml`."""
    if len(data) > limit_bytes:
        raise KbError(too_large(len(data), limit_bytes, Place(name)))
    if not data.strip(b" \t\r\n\xef\xbb\xbf"):
        raise KbError(_empty(name))
    text, notes = decode(data, name)
    return _read(text, name, notes)


def read_text(text: str, name: str) -> Located:
    """The content of a YAML text, or of a JSON text when `name` ends in `.json`. Raises like `read_yaml`."""
    if len(text) > LIMIT_BYTES:
        raise KbError(too_large(len(text), LIMIT_BYTES, Place(name)))
    return _read(text.removeprefix("\ufeff"), name, ())


def _read(text: str, name: str, notes: tuple[Finding, ...]) -> Located:
    unseen = unseen_characters(text, name)
    if unseen:
        raise KbError(unseen)
    parse = parse_json if name.lower().endswith(".json") else parse_yaml
    value, mark, findings = parse(text, name)
    if findings:
        raise KbError(sorted(_told_once(findings), key=lambda found: found.place))
    if mark is None or value is None:
        raise KbError(_empty(name))
    return Located(value, name, mark, notes)


def _told_once(findings: list[Finding]) -> list[Finding]:
    """One finding per code and place: a slip may come up in the parser and in the text."""
    return list({(found.code, found.place): found for found in findings}.values())


def _empty(name: str) -> Finding:
    return problem("S106", "file-empty", "文件是空的，或只有注释", Place(name), "写上内容，或从模板开始")
