"""`banshi explain ID`: a rule, clause, fact, step, material, finding code … in words."""

from __future__ import annotations

import click

from kb.cli.main import Place
from kb.cli.options import FORMAT, print_json


@click.command("explain", help="用文字解释一个编号：规则、条款、情况、环节、材料、单位、事项、矛盾、规则用词、"
                               "做法、审查代码。环节可以写成 事项/环节，也可以写中文名称。")
@click.argument("name", metavar="编号")
@FORMAT
@click.pass_obj
def command(place: Place, name: str, form: str) -> None:
    """Print everything that has this id."""
    from kb.cli.explaining.index import explain
    from kb.cli.wide import terminal

    entries = explain(place.load(), name)
    if form == "json":
        print_json({"id": name, "entries": [each.to_json() for each in entries]})
        return
    for index, each in enumerate(entries):
        if index:
            click.echo()
        for line in each.text(terminal()):
            click.echo(line)
