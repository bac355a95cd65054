"""Where the rule base that comes with the program stands."""

from __future__ import annotations

from pathlib import Path

from kb.findings import KbError, Place, problem


def default_rules() -> Path:
    """The folder of the rules that come with the program.

    It is inside the package when installed, beside it in a checkout. Raises KbError S101 when
    there is neither.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_rules", package.parent / "rules"):
        if folder.is_dir():
            return folder
    raise KbError(problem("S101", "no-rules", "找不到随程序安装的规则库", Place(str(package / "_rules")),
                          "重新安装 banshi，或用 --rules 指定规则库的文件夹"))
