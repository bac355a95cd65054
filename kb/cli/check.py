"""`banshi check`: what is wrong or weak in the rule base itself."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.cli.main import Place
from kb.cli.options import FORMAT, print_json
from kb.findings import Finding, KbError

if TYPE_CHECKING:
    from kb.compiler.knowledge import Knowledge

WORDS = {"error": "错误", "warning": "警告", "note": "提示"}


@click.command("check", help="检查规则库：格式、名称、例外、冲突、互为前置、用不到的内容。")
@FORMAT
@click.option("--save-case", "save", type=click.Path(path_type=Path), metavar="目录",
              help="把能说明问题的情形写成算例，放进这个目录")
@click.option("--guides", is_flag=True, help="再生成各种情形的办事指南，看每一份能不能发布")
@click.pass_context
def command(ctx: click.Context, form: str, save: Path | None, guides: bool) -> None:
    """Print the findings on the rule base; exit 1 when there are errors."""
    from kb.clauses.locate import default_rules
    from kb.compiler import cache
    from kb.compiler.build import inspect
    from kb.linter.rulebase.savecase import save_cases

    place: Place = ctx.obj
    root = (place.rules or default_rules()).resolve()
    knowledge, findings = inspect(root, cache.fingerprint(root), cache.package_version())
    if knowledge is not None:
        findings = sorted([*findings, *_deep(knowledge), *(_guides(place, knowledge) if guides else ())],
                          key=lambda each: each.place)
    for path in save_cases(findings, save) if save else ():
        click.echo(f"算例写到 {path}", err=True)
    errors = sum(each.severity == "error" for each in findings)
    if form == "json":
        print_json({"findings": [each.to_json() for each in findings], "checked": [str(root)],
                    "knowledge": {"fingerprint": cache.fingerprint(root)}})
    else:
        for each in findings:
            mark = f" ［标记 {each.fix['key']}］" if each.fix and "key" in each.fix else ""
            click.echo(f"{WORDS[each.severity]} {each}{mark}")
        counts = "、".join(f"{word}{sum(each.severity == kind for each in findings)}个" for kind, word in WORDS.items())
        rules = f"规则{len(knowledge.rulebook.rules)}条，" if knowledge else ""
        click.echo(f"{rules}{counts}")
    ctx.exit(1 if errors else 0)


def _deep(knowledge: Knowledge) -> list[Finding]:
    """The findings that need the solver; where it is not installed, one note that says how to get it."""
    from kb.linter.rulebase.run import review

    try:
        return review(knowledge)
    except KbError as error:
        return [replace(each, severity="note") for each in error.findings]


def _guides(place: Place, knowledge: Knowledge) -> list[Finding]:
    """The findings of the gates that whoever publishes guides has named."""
    if not place.gates:
        raise click.UsageError("这个命令没有带生成办事指南的部分，用不了 --guides")
    found: list[Finding] = import_module(place.gates).review(knowledge)
    return found
