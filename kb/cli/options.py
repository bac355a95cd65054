"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import replace
from datetime import date
from functools import cache, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from kb.findings import Finding, KbError, problem

if TYPE_CHECKING:
    from kb.clauses.located import Located
    from kb.compiler.knowledge import Knowledge

Command = TypeVar("Command", bound=Callable[..., Any])


def situation(command: Command) -> Command:
    """`--set`, `--facts`, `--as-of` and `--engine`."""
    for option in (
        click.option("--engine", type=click.Choice(["durable", "python"]), default="durable", envvar="BANSHI_ENGINE",
                     help="python 表示不使用 durable-rules", show_default=True),
        click.option("--as-of", "as_of", default=None, metavar="日期", help="按哪一天的规定回答，默认今天"),
        click.option("--facts", "facts_file", type=click.Path(path_type=Path), default=None, metavar="文件",
                     help="从 YAML 或 JSON 文件读情况"),
        click.option("--set", "sets", multiple=True, metavar="情况=值", help="一项情况，可以多次使用"),
    ):
        command = option(command)
    return _placing(command)


def _placing(command: Command) -> Command:
    """The command, whose complaints about facts of `--facts` say where in the file they are."""
    @wraps(command)
    def placed(*args: Any, **given: Any) -> Any:
        try:
            return command(*args, **given)
        except KbError as error:
            if given["facts_file"] is None:
                raise
            said = {each.replace("＝", "=", 1).partition("=")[0].strip() for each in given["sets"]}
            raise KbError(_in_file(each, given["facts_file"], said) for each in error.findings) from None

    return cast(Command, placed)


def _in_file(found: Finding, path: Path, said: Container[str]) -> Finding:
    """The finding at its place in the facts file, when it is about a fact that the file gives; `said`: by `--set`."""
    if found.place.file or len(found.at) != 1 or found.at[0] in said:
        return found
    located = _located(path)
    around = ("facts",) if isinstance(_file(path).get("facts"), dict) else ()
    path_of = (*around, found.at[0])
    place = located.key_place_of(path_of) if found.code == "S504" else located.place_of(path_of)
    return replace(found, place=place)


def read_situation(sets: tuple[str, ...], facts_file: Path | None) -> dict[str, object]:
    """The facts of `--facts` and `--set`; the command line wins over the file, saying a thing twice does not."""
    found: dict[str, object] = {}
    if facts_file is not None:
        found.update(_from_file(facts_file))
    said: dict[str, str] = {}
    for each in sets:
        name, equals, value = each.replace("＝", "=", 1).partition("=")
        name = name.strip()
        if not equals or not name:
            raise KbError(problem("S505", "bad-set", f"看不懂 --set {each!r}",
                                  hint="写成 --set 情况=值，例如 --set voltage=10kv"))
        if name in said and said[name] != value.strip():
            raise KbError(problem("S505", "bad-set", f"`{name}` 给了两个不同的值：{said[name]} 和 {value.strip()}",
                                  hint="只留一个"))
        said[name] = value.strip()
    found.update(said)
    return found


def _from_file(path: Path) -> dict[str, object]:
    value = _file(path)
    return dict(value["facts"]) if isinstance(value.get("facts"), dict) else value


@cache
def _located(path: Path) -> Located:
    """A facts file: facts alone, or `{service, as_of, start, facts}`."""
    from kb.clauses.days import with_days
    from kb.clauses.schema import validate
    from kb.clauses.source import read_yaml

    located = with_days(read_yaml(path, str(path)), (("as_of",), ("start",)))
    wrong = validate("facts-file", located)
    if wrong:
        raise KbError(wrong)
    return located


def _file(path: Path) -> dict[str, Any]:
    value = _located(path).value
    return dict(value) if isinstance(value, dict) else {}


def read_day(name: str, text: str | None, facts_file: Path | None) -> date | None:
    """A date (`as_of` or `start`) from its option, else from the facts file; None when neither gives it."""
    found = read_date(text, "--" + name.replace("_", "-"))
    if found is None and facts_file is not None and isinstance(_file(facts_file).get("facts"), dict):
        told = _file(facts_file).get(name)
        return told if isinstance(told, date) else None
    return found


def check_service(knowledge: Knowledge, service: str, facts_file: Path | None) -> None:
    """KbError when the facts file speaks of another service than the one asked about."""
    told = _file(facts_file).get("service") if facts_file is not None else None
    if isinstance(told, str) and knowledge.service(told) is not knowledge.service(service):
        raise KbError(problem("S509", "other-service", f"{facts_file} 写的是 `{told}`，问的却是 `{service}`",
                              hint="改正其中一个"))


def read_date(text: str | None, what: str) -> date | None:
    """A date as people write it (2018-09-14, 2018年9月14日); None when left out."""
    if text is None:
        return None
    from kb.clauses.quantity import parse_day

    return parse_day(text, what)


def print_json(value: object) -> None:
    """One JSON document on stdout and nothing else."""
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
                      help="输出格式")
