"""Click's own words in Chinese: help headings and usage errors (click ships no Chinese catalogue)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import click

from kb.findings import nearest

WORDS = {"Options": "选项", "Commands": "命令", "Show this message and exit.": "显示这段说明",
         "Show the version and exit.": "显示版本"}


class Formatter(click.HelpFormatter):
    """Help pages with Chinese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        super().write_usage(prog, args.replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]", "命令 [参数]"),
                            prefix or "用法：")

    def write_heading(self, heading: str) -> None:
        """Write a heading with a Chinese colon."""
        self.write(f"{'':>{self.current_indent}}{heading}：\n")

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        """Write a section under its Chinese heading."""
        with super().section(WORDS.get(name, name)):
            yield

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write a definition list, click's standing texts in Chinese."""
        shown = [(term, WORDS.get(text, text).replace("[default: ", "[默认：")) for term, text in rows]
        super().write_dl(shown, col_max, col_spacing)


def usage_error(error: click.ClickException) -> str:
    """What is wrong with a command line and what to do, as one Chinese sentence."""
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param is not None and error.ctx is not None else ""
        return f"缺少{name or '参数'}"
    if isinstance(error, click.NoSuchOption):
        options = [each for one in error.ctx.command.params for each in one.opts] if error.ctx else []
        if error.ctx is not None and error.ctx.parent is not None and any(
                error.option_name in each.opts for each in error.ctx.parent.command.params):
            return f"{error.option_name} 要写在命令前面：banshi {error.option_name} … {error.ctx.command.name} …"
        hint = nearest(error.option_name, options)
        return f"没有这个选项：{error.option_name}" + (f"（{hint}）" if hint else "")
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 后面要写一个值"
    if isinstance(error, click.BadParameter) and error.param is not None:
        name = " / ".join(error.param.opts)
        if isinstance(error.param.type, click.Choice):
            return f"{name} 只能是：{'、'.join(str(each) for each in error.param.type.choices)}"
        return f"{name} 写得不对：{error.message}"
    if isinstance(error, click.UsageError) and error.message.startswith("Got unexpected extra argument"):
        return "多写了参数：" + error.message.partition("(")[2].rstrip(")")
    return error.format_message()
