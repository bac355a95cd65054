"""The documents that a command line names: files, folders, patterns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kb.findings import Finding, problem
from kb.findings import Place as Where
from kb.linter.readers.choose import SUFFIXES


def documents(given: Sequence[str]) -> list[Path | Finding]:
    """The files in the order given, each once; a folder or pattern stands for the documents in it.

    Where there is nothing to read, a finding (S605) takes its place, so that the rest is still done. Hidden files
    and the lock files of open workbooks (`~$…`) are passed over in folders and patterns.
    """
    seen: dict[Path | Finding, None] = {}
    for name in given:
        seen.update(dict.fromkeys(_named(name)))
    return list(seen)


def _named(name: str) -> Iterator[Path | Finding]:
    path = Path(name)
    if path.is_dir():
        inside = list(_real(each for each in path.rglob("*") if each.suffix.lower() in SUFFIXES))
        if not inside:
            yield problem("S605", "no-documents", f"文件夹 {name} 里没有 YAML、JSON、XLSX、CSV 或 BPMN 文件",
                          Where(name))
        yield from inside
    elif not _exists(path) and any(sign in name for sign in "*?["):
        root = Path(path.anchor) if path.is_absolute() else Path()
        pattern = str(path.relative_to(root)) if path.is_absolute() else name
        try:
            matched = list(_real(root.glob(pattern)))
        except (ValueError, NotImplementedError):
            matched = []
        if not matched:
            yield problem("S605", "no-documents", f"没有符合 {name} 的文件", Where(name),
                          "“**”代表各层文件夹，如 'docs/**/*.xlsx'；写在引号里，免得被命令行先展开")
        yield from matched
    else:
        yield path


def _real(paths: Iterable[Path]) -> list[Path]:
    return sorted(each for each in paths if each.is_file() and not each.name.startswith(("~$", ".")))


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
