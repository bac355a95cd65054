"""Full-text search by Pagefind: an index in files, with Chinese words, that needs a plain file server only."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from generator.typesetting.library import library
from kb.findings import KbError, problem

PAGES = "{index,materials,authorities,guides/**/*,clauses/**/*,docs/**/*}.html"
"""The pages to find: not the indices, not the search page itself."""


def index(site: Path) -> None:
    """Index the articles of a built site. KbError S642 without Pagefind, S650 when it fails."""
    library("pagefind", "全文检索", "docs")
    shutil.rmtree(site / "pagefind", ignore_errors=True)
    done = subprocess.run(  # noqa: S603  our own arguments
        [sys.executable, "-m", "pagefind", "--site", str(site), "--glob", PAGES, "--root-selector", "article",
         "--force-language", "zh-cn", "--quiet"], capture_output=True, text=True, check=False)
    if done.returncode or not (site / "pagefind" / "pagefind.js").is_file():
        said = (done.stderr or done.stdout).strip().splitlines()
        raise KbError(problem("S650", "no-index", f"全文检索的索引没有建成：{said[-1] if said else '没有说明原因'}",
                              hint="重新安装附加包：uv sync --extra docs，或者 pip install 'banshi[docs]'"))
