"""`banshi site OUT`: the whole site in a folder, for any file server."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.cli.options import read_day

if TYPE_CHECKING:
    from kb.cli.main import Place


@click.command("site", help="生成整个网站：全部事项的办事指南、依据、材料和单位，带全文检索，哪种网页服务器都能放。")
@click.argument("out", metavar="目录", type=click.Path(path_type=Path))
@click.option("--as-of", "as_of", default=None, metavar="日期", help="按哪一天的规定写；不给就是今天")
@click.option("--pages", type=click.Path(path_type=Path), default=None, metavar="目录",
              help="把这个目录里的 Markdown 网页也放进网站")
@click.option("--force", is_flag=True, help="目录里是以前生成的网站时，换成新的")
@click.pass_obj
def command(place: Place, out: Path, as_of: str | None, pages: Path | None, force: bool) -> None:
    """Build the site."""
    from generator.site.build import build

    count = build(place.rules, read_day("as_of", as_of, None) or date.today(), out, pages, force=force)
    click.echo(f"已写入 {out}（{count}页），从 index.html 开始看；检索和按情形缩小要由网页服务器打开，"
               f"例如 python3 -m http.server -d {out}", err=True)
