"""Libraries of the extras `publish` and `docs`: imported when needed, with a clear word when they are not there."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from kb.findings import KbError, problem

EXTRAS = {"publish": "发布用", "docs": "网站用"}


def library(name: str, what: str, extra: str = "publish") -> Any:
    """The module of this name. KbError S642 when it is not installed; `what` wants it, `extra` brings it."""
    try:
        return import_module(name)
    except ImportError as error:
        raise KbError(problem(
            "S642", "no-library", f"生成{what}要用的 {name} 没有安装，没有生成文件",
            hint=f"安装{EXTRAS[extra]}的附加包：uv sync --extra {extra}，或者 pip install 'banshi[{extra}]'",
            )) from error
