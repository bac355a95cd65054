"""`banshi services`: what can be asked for, by domain."""

from __future__ import annotations

import click

from kb.cli.main import Place
from kb.cli.options import FORMAT, print_json


@click.command("services", help="列出全部事项，按领域排列。")
@FORMAT
@click.pass_obj
def command(place: Place, form: str) -> None:
    """Print the services."""
    knowledge = place.load()
    book = knowledge.rulebook
    if form == "json":
        print_json({"services": [
            {"id": each.id, "name": each.name, "domain": each.domain, "domain_name": book.domains.get(each.domain, ""),
             "audience": each.audience, "result": each.result, "authority": each.authority,
             "authority_name": knowledge.who(each.authority), "aliases": list(each.aliases)}
            for each in book.services]})
        return
    width = max(len(each.id) for each in book.services)
    for domain, name in book.domains.items():
        click.echo(name)
        for each in book.services:
            if each.domain == domain:
                click.echo(f"  {each.id:<{width}}  {each.name}（{each.audience}）")
