"""`banshi check`: what is wrong or weak in the rule base itself."""

from __future__ import annotations

import click

from kb.cli.main import Place
from kb.cli.options import FORMAT, print_json

WORDS = {"error": "错误", "warning": "警告", "note": "提示"}


@click.command("check", help="检查规则库：格式、名称、例外、冲突、互为前置、用不到的内容。")
@FORMAT
@click.pass_context
def command(ctx: click.Context, form: str) -> None:
    """Print the findings on the rule base; exit 1 when there are errors."""
    from kb.clauses.locate import default_rules
    from kb.compiler import cache
    from kb.compiler.build import inspect

    place: Place = ctx.obj
    root = (place.rules or default_rules()).resolve()
    knowledge, findings = inspect(root, cache.fingerprint(root), cache.package_version())
    errors = sum(each.severity == "error" for each in findings)
    if form == "json":
        print_json({"findings": [each.to_json() for each in findings], "checked": [str(root)],
                    "knowledge": {"fingerprint": cache.fingerprint(root)}})
    else:
        for each in findings:
            click.echo(f"{WORDS[each.severity]} {each}")
        counts = "、".join(f"{word}{sum(each.severity == kind for each in findings)}个" for kind, word in WORDS.items())
        rules = f"规则{len(knowledge.rulebook.rules)}条，" if knowledge else ""
        click.echo(f"{rules}{counts}")
    ctx.exit(1 if errors else 0)
