"""`banshi source`: the official texts: does the outline match them, and what became of each clause."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.cli.main import Place
from kb.cli.options import FORMAT, print_json
from kb.findings import KbError, nearest, problem

if TYPE_CHECKING:
    from kb.clauses.model import Instrument
    from kb.clauses.sections import Section
    from kb.compiler.knowledge import Knowledge
    from kb.engine.account import Account


@click.group("source", help="核对文件原文，查每一条编码到哪里。")
def command() -> None:
    """The group of the two commands."""


@command.command("verify", help="用手头的文件原文（纯文本）核对条款目录：改了一个字、少一条、多一条都指出来。")
@click.argument("file", type=click.Path(path_type=Path), metavar="文件")
@click.option("--instrument", "wanted", metavar="编号", help="核对哪个文件的目录；不写就认最像的一个")
@FORMAT
@click.pass_context
def verify_command(ctx: click.Context, file: Path, wanted: str | None, form: str) -> None:
    """Print every difference between a text and its outline; exit 1 when there is one."""
    from kb.clauses.encoding import decode, read_bytes
    from kb.clauses.sections import sections
    from kb.clauses.verify import verifiable, verify

    place: Place = ctx.obj
    knowledge = place.load()
    text, notes = decode(read_bytes(file, str(file)), str(file))
    for note in notes:
        click.echo(f"提示：{note}", err=True)
    found = sections(text)
    instrument = _instrument(knowledge, found, wanted, str(file))
    findings = verify(instrument, found, str(file))
    others = [each for each in knowledge.instruments.values() if not verifiable(each)]
    if form == "json":
        print_json({"instrument": instrument.id, "clauses": len(instrument.clauses), "sections": len(found),
                    "findings": [each.to_json() for each in findings], "checked": [str(file)],
                    "not_verifiable": [each.id for each in others],
                    "knowledge": {"fingerprint": knowledge.fingerprint}})
    else:
        for each in findings:
            click.echo(f"错误 {each}")
        result = f"{len(findings)}处不一致" if findings else "全部一致"
        click.echo(f"《{instrument.title}》：目录{len(instrument.clauses)}条，原文{len(found)}条，{result}")
        if others:
            names = "、".join(each.id for each in others)
            click.echo(f"另有{len(others)}个文件的目录没有原文摘要，无法这样核对：{names}")
    ctx.exit(1 if findings else 0)


def _instrument(knowledge: Knowledge, found: list[Section], wanted: str | None, shown: str) -> Instrument:
    """The instrument that is meant, or the one that has most in common with the text."""
    from kb.clauses.verify import likeness, verifiable

    known = knowledge.instruments
    if wanted is not None:
        if wanted not in known:
            raise KbError(problem("S512", "unknown-instrument", f"没有收录文件 `{wanted}`",
                                  hint=nearest(wanted, known) or "用 banshi source coverage 看收录了哪些文件"))
        if not verifiable(known[wanted]):
            raise KbError(problem("S513", "not-verifiable", f"`{wanted}` 的目录没有原文摘要，无法核对",
                                  hint="这类文件只登记了引用到的条款；请对照原文人工核对"))
        return known[wanted]
    best = max((each for each in known.values() if verifiable(each)), default=None,
               key=lambda each: likeness(each, found))
    if best is None or not likeness(best, found):
        raise KbError(problem("S514", "not-the-text", f"{shown} 没有一条和已收录的文件相同，看来不是其中任何一个的原文",
                              hint="换成原文的纯文本；确实是它就用 --instrument 指明"))
    return best


@command.command("coverage", help="每个文件有多少条编码成了规则，没有编码的为什么。")
@click.option("--clause", "locator", metavar="位置", help="只看一条，如 annex5/3/3/2：哪些规则编码了它、多少算例用到")
@click.option("--all", "everything", is_flag=True, help="逐条列出编码它的规则和用到它的算例数")
@FORMAT
@click.pass_context
def coverage_command(ctx: click.Context, locator: str | None, everything: bool, form: str) -> None:
    """Print how the clauses are accounted for."""
    from kb.cli.accounted import all_text, clause_text, coverage_json, coverage_text
    from kb.engine.account import accounts

    place: Place = ctx.obj
    knowledge = place.load()
    found = accounts(knowledge, cases=everything or locator is not None or form == "json")
    if locator is not None:
        chosen = _clause(found, locator)
        if form == "json":
            print_json(chosen.to_json())
        else:
            click.echo(clause_text(chosen))
    elif form == "json":
        print_json(coverage_json(knowledge, found))
    else:
        click.echo(all_text(found) if everything else coverage_text(knowledge, found))


def _clause(found: tuple[Account, ...], locator: str) -> Account:
    """The clause with this id, or the only one with this locator."""
    named = [each for each in found if locator == each.id] or [each for each in found if each.clause.locator == locator]
    if len(named) == 1:
        return named[0]
    if named:
        raise KbError(problem("S515", "ambiguous-clause", f"有几个文件都有 `{locator}`",
                              hint="写全：" + "、".join(f"`{each.id}`" for each in named)))
    hint = nearest(locator, [*(each.clause.locator for each in found), *(each.id for each in found)])
    raise KbError(problem("S515", "unknown-clause", f"没有这一条：`{locator}`", hint=hint or "写成 annex5/3/3/2 这样"))
