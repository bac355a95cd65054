"""`banshi lint FILE…`: departmental documents held against the rules."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from kb.cli.files import documents
from kb.cli.main import Place
from kb.cli.options import FORMAT, print_json
from kb.cli.wide import columns, terminal, wrapped
from kb.findings import Finding, KbError

WORDS = {"error": "错误", "warning": "警告", "note": "提示"}
COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}
NAMED = {"is": "is 写明", "name": "名称", "alias": "别名", "wording": "相同说法"}


@click.command("lint", help="对照规则审查部门的办理流程文件（YAML、JSON、XLSX、CSV 或 BPMN 流程图）。"
                            "给出文件夹时，审查里面的全部文件；也可以写 'docs/**/*.xlsx'。")
@click.argument("files", nargs=-1, required=True, metavar="文件...")
@FORMAT
@click.option("--fail-on", type=click.Choice(["error", "warning"]), default="error", show_default=True,
              help="从哪一级起，退出码为 1")
@click.pass_context
def command(ctx: click.Context, files: tuple[str, ...], form: str, fail_on: str) -> None:
    """Print the findings on each document. Exit 1 when there are violations, 2 when a file could not be read."""
    from kb.linter.document import read_procedure
    from kb.linter.review import Review
    from kb.linter.run import findings_of

    place: Place = ctx.obj
    knowledge = place.load()
    found: list[Finding] = []
    checked: list[Review] = []
    unread: list[Finding] = []
    missed = 0
    for path in documents(files):
        try:
            if isinstance(path, Finding):
                raise KbError(path)
            review = Review(knowledge, read_procedure(knowledge, path))
            mine = findings_of(review)
        except KbError as error:
            missed += 1
            unread += error.findings
            for each in error.findings:
                click.echo(f"错误：{each}", err=True)
            continue
        checked.append(review)
        found += mine
        if form == "text":
            _show(knowledge, review, mine, path)
    if form == "json":
        print_json({"findings": [each.to_json() for each in found],
                    "checked": [each.procedure.file for each in checked],
                    "documents": [_document(each) for each in checked],
                    "unread": [each.to_json() for each in unread],
                    "knowledge": {"fingerprint": knowledge.fingerprint, "version": knowledge.version}})
    else:
        counts = "，".join(f"{word}{sum(each.severity == kind for each in found)}处" for kind, word in WORDS.items())
        click.echo(f"审查{len(checked)}份文件：{counts}" + (f"；另有{missed}份没能读入" if missed else ""))
    levels = ("error",) if fail_on == "error" else ("error", "warning")
    ctx.exit(2 if missed else 1 if any(each.severity in levels for each in found) else 0)


def _document(review: Any) -> dict[str, object]:
    """What was checked: the document and what each of its steps was taken for."""
    stated = review.procedure
    return {"file": stated.file, "service": stated.service.id, "title": stated.title,
            "as_of": stated.as_of.isoformat(),
            "steps": [{"id": each.id, "name": each.name,
                       "is": match.step.id if (match := review.matches[each.id]).step else None, "by": match.how,
                       "candidates": _candidates(match), "authority": each.authority,
                       "materials": [_material(review, one) for one in each.materials]}
                      for each in stated.steps]}


def _material(review: Any, stated: Any) -> dict[str, object]:
    match = review.material(stated)
    return {"name": stated.name, "is": match.id, "by": match.how, "candidates": _candidates(match)}


def _candidates(match: Any) -> list[dict[str, object]]:
    return [{"is": name, "score": score} for name, score in match.candidates]


def _show(knowledge: Any, review: Any, found: Sequence[Finding], path: Path) -> None:
    stated = review.procedure
    width = terminal()
    click.secho(f"{stated.file}", bold=True)
    about = f"{stated.title}（{stated.service.name}，按{stated.as_of}的规定）"
    click.echo(wrapped(about, width))
    loose = [f"{each.name} = {match.step.name}" for each in stated.steps
             if (match := review.matches[each.id]).how in ("alias", "wording") and match.step]
    if loose:
        click.echo(wrapped(f"按名称认定：{'；'.join(loose)}", width, 2))
    lines = _lines(path)
    for each in found:
        click.echo()
        _one(knowledge, each, lines, width)
    click.echo("\n没有发现问题\n" if not found else "")


def _one(knowledge: Any, each: Finding, lines: Sequence[str], width: int) -> None:
    head = f"{WORDS[each.severity]} {each.code} "
    click.echo(click.style(head, fg=COLOURS[each.severity], bold=True) + wrapped(each.message, width, 2, columns(head)))
    if each.place.spot:
        _line("位置：", each.place.spot, width)
    elif 0 < each.place.line <= len(lines):
        number = f"{each.place.line:>5} | "
        shown, at = _window(lines[each.place.line - 1], each.place.column - 1, width - len(number))
        click.echo(number + shown)
        click.echo(f"{'':>5} | {' ' * at}" + click.style("^", fg=COLOURS[each.severity]))
    for clause in each.clauses:
        _line("依据：", f"{knowledge.clause_titles.get(clause, '')}（{clause}）", width)
    if each.depends_on:
        _line("取决于：", "、".join(_fact(knowledge, name) for name in each.depends_on), width)
    if each.hint:
        _line("怎么改：", each.hint, width)


def _fact(knowledge: Any, name: str) -> str:
    fact = knowledge.facts.get(name)
    return f"{fact.title}（{name}）" if fact else f"文件没有写明的 {name}"


def _line(label: str, text: str, width: int) -> None:
    click.echo(f"  {label}" + wrapped(text, width, 2 + columns(label)))


def _lines(path: Path) -> list[str]:
    from kb.clauses.encoding import decode

    try:
        return decode(path.read_bytes(), str(path))[0].splitlines()
    except (KbError, OSError):  # a workbook; or gone since it was read
        return []


def _window(line: str, column: int, width: int) -> tuple[str, int]:
    """As much of a line as fits, with the column in view, and how far in it stands."""
    line = line.replace("\t", " ")
    start = 0
    while columns(line[start:column]) > width // 2:
        start += 1
    head = "…" if start else ""
    shown = head + line[start:]
    if columns(shown) > width:
        while columns(shown) > width - 2:
            shown = shown[:-1]
        shown += "…"
    return shown, columns(head + line[start:column])
