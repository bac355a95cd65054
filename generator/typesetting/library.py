"""Libraries of the extra `publish`: imported when they are needed, with a clear word when they are not there."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from kb.findings import KbError, problem


def library(name: str, what: str) -> Any:
    """The module of this name. KbError S642 when it is not installed; `what` is the format that wants it."""
    try:
        return import_module(name)
    except ImportError as error:
        raise KbError(problem(
            "S642", "no-library", f"生成{what}要用的 {name} 没有安装，没有生成文件",
            hint="安装发布用的附加包：uv sync --extra publish，或者 pip install 'banshi[publish]'")) from error
