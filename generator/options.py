"""Options that all publishing commands share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from generator.formats import BINARY, formats

Command = TypeVar("Command", bound=Callable[..., Any])


def publishing(command: Command) -> Command:
    """`--format`, `--out` and `--force`; the command gets `form`, `binary`, `out`, `force`."""
    @wraps(command)
    def called(*args: Any, **options: Any) -> Any:
        return command(*args, binary=options["form"] in BINARY, **options)

    found: Any = called
    for option in (
        click.option("--force", is_flag=True, help="文件已经存在时覆盖"),
        click.option("--out", type=click.Path(path_type=Path), default=None, metavar="文件",
                     help="写到文件；不给就打印出来（docx 和 pdf 必须给）"),
        click.option("--format", "form", type=click.Choice(list(formats())), default="md", show_default=True,
                     help="输出格式"),
    ):
        found = option(found)
    return found  # type: ignore[no-any-return]
