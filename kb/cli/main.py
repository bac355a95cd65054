"""The command group: commands found by name, bad input told in one way, UTF-8 whatever the locale."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import IO, Any, ClassVar

import click

from kb.cli.chinese import Formatter, usage_error
from kb.findings import KbError, nearest

click.Context.formatter_class = Formatter

COMMANDS: Mapping[str, str] = {
    "services": "列出全部事项",
    "facts": "列出一个事项要问清的情况",
    "ask": "就一个具体情形查询：办什么、免什么、多久、依据什么、还缺什么",
    "interview": "逐项提问，问到结论不再变化为止",
    "lint": "对照规则审查部门的办理流程文件",
    "check": "检查规则库本身",
    "test": "运行算例，看算例试到了多少、能不能发现改错的规则",
    "source": "核对文件原文，查每一条编码到哪里",
    "explain": "用文字解释一条规则、条款、情况、环节、材料或审查代码",
}


CLOSED_PIPE = 141
"""What a shell reports for a program whose reader has gone (128 + SIGPIPE): neither right nor wrong."""


class Lazy(click.Group):
    """A group whose commands are modules `<package>.<name>` exporting `command`."""

    package = "kb.cli"
    table: ClassVar[Mapping[str, str]] = COMMANDS

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The command names in the order they are shown."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in self.table:
            return None
        found: click.Command = import_module(f"{self.package}.{cmd_name}").command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("命令"):
            formatter.write_dl(list(self.table.items()))

    def resolve_command(
            self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Name the nearest command when there is no such one."""
        if args and args[0] not in self.table and not args[0].startswith("-"):
            hint = nearest(args[0], self.table)
            raise click.UsageError(f"没有这个命令：{args[0]}" + (f"（{hint}）" if hint else ""), ctx)
        return super().resolve_command(ctx, args)


class Place:
    """Where the rule base is, and how to load it: shared by all commands through the click context.

    `gates` names the module whose `review` looks at published guides; kb itself publishes none.
    """

    def __init__(self, rules: Path | None, gates: str = "") -> None:
        self.rules = rules
        self.gates = gates

    def load(self) -> Any:
        """The Knowledge of the chosen rule base."""
        from kb.compiler.load import load

        return load(self.rules)


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]}, invoke_without_command=False,
             help="办事规则查询、办事指南与审查。先用 banshi services 看有哪些事项。")
@click.option("--rules", type=click.Path(path_type=Path), default=None, metavar="目录", help="使用另外的规则目录")
@click.version_option(None, "--version", package_name="banshi", prog_name="banshi", message="%(prog)s %(version)s")
@click.pass_context
def banshi(ctx: click.Context, rules: Path | None) -> None:
    """The root command."""
    ctx.obj = Place(rules)


def run(group: click.Group, args: Sequence[str] | None = None) -> int:
    """Run a command line. Returns 0, 1 (violations found) or 2 (bad input or use, told on stderr)."""
    for stream in (sys.stdout, sys.stderr):
        _utf8(stream)
    try:
        done = group.main(args=list(args) if args is not None else None, prog_name="banshi", standalone_mode=False)
    except KbError as error:
        for finding in error.findings:
            click.echo(f"错误：{finding}", err=True)
        return 2
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except SystemExit:  # click's way out when the reader of the output has gone (head, less)
        return CLOSED_PIPE
    except click.exceptions.Abort:
        click.echo("已中止", err=True)
        return 2
    except click.ClickException as error:
        click.echo(f"错误：{usage_error(error)}", err=True)
        if isinstance(error, click.UsageError) and error.ctx is not None:
            click.echo(f"用 {error.ctx.command_path} --help 查看用法", err=True)
        return 2
    except OSError as error:
        click.echo(f"错误：{error.filename or '输出'}无法读写：{error.strerror}", err=True)
        return 2
    return done if isinstance(done, int) else 0


def _utf8(stream: IO[str]) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")
