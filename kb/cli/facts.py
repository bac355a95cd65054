"""`banshi facts SERVICE`: the facts that matter for a service."""

from __future__ import annotations

from datetime import date

import click

from kb.clauses.model import Fact
from kb.clauses.units import UNIT_NAMES
from kb.cli.main import Place
from kb.cli.options import FORMAT, print_json, read_date


@click.command("facts", help="列出一个事项要问清的情况：问题、类型、单位、可选值、由谁回答。")
@click.argument("service", metavar="事项")
@click.option("--as-of", "as_of", default=None, metavar="日期", help="按哪一天的规定")
@FORMAT
@click.pass_obj
def command(place: Place, service: str, as_of: str | None, form: str) -> None:
    """Print the facts of a service."""
    knowledge = place.load()
    program = knowledge.program(service, read_date(as_of, "--as-of") or date.today())
    facts = [each for each in program.facts.values() if each.id != "as_of"]
    if form == "json":
        print_json({"service": program.service.id,
                    "facts": [fact_json(each, knowledge.who(each.who)) for each in facts]})
        return
    click.echo(f"{program.service.name}（{program.service.id}）要问清的情况：")
    for each in facts:
        mark = ",由其裁量" if each.discretion else ""
        click.echo(f"\n{each.id}  {each.title}")
        click.echo(f"    {each.question}")
        click.echo(f"    填写：{_values(each)}；由{knowledge.who(each.who)}回答{mark}")
        if each.note:
            click.echo(f"    说明：{each.note}")


def _values(fact: Fact) -> str:
    if fact.type == "boolean":
        return "true 或 false(是、否)"
    if fact.type == "enum":
        return "、".join(f"{each.id}({each.name})" for each in fact.values)
    if fact.type == "date":
        return "日期，如 2018-11-05"
    return f"数字，单位{UNIT_NAMES.get(fact.unit or '', fact.unit or '')}"


def fact_json(fact: Fact, who: str) -> dict[str, object]:
    """A fact as JSON: question, type, unit, values, who answers."""
    return {"id": fact.id, "title": fact.title, "question": fact.question, "type": fact.type, "unit": fact.unit,
            "minimum": None if fact.minimum is None else float(fact.minimum),
            "maximum": None if fact.maximum is None else float(fact.maximum),
            "values": [{"id": each.id, "name": each.name, "aliases": list(each.aliases)} for each in fact.values],
            "who": fact.who, "who_name": who, "discretion": fact.discretion, "note": fact.note}
