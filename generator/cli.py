"""The `banshi` command: kb's commands and the publishing ones."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import ClassVar

import click

from kb.cli.main import COMMANDS, Lazy, Place, banshi, run

PUBLISHING = {"guide": "生成办事指南", "notice": "生成一次性告知单", "template": "生成部门文件的模板，填好再审查",
              "lint": COMMANDS["lint"], "graph": "输出事项的依赖关系图", "site": "生成整个网站"}


class Everything(Lazy):
    """kb's commands with those of the generator."""

    table: ClassVar[Mapping[str, str]] = {**COMMANDS, **PUBLISHING}

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command from the generator or from kb."""
        if cmd_name in PUBLISHING:
            found: click.Command = import_module(f"generator.{cmd_name}").command
            return found
        return super().get_command(ctx, cmd_name)


@click.pass_context
def _root(ctx: click.Context, rules: Path | None) -> None:
    ctx.obj = Place(rules, "generator.gates.run")


def main() -> None:
    """Run `banshi` on the command line's arguments."""
    group = Everything(name="banshi", callback=_root, params=banshi.params, help=banshi.help,
                       context_settings=banshi.context_settings)
    sys.exit(run(group))
