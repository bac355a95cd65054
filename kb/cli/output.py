"""Writing a document where the user asked for it: nothing overwritten unasked, nothing left half written."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile, mkdtemp

import click

from kb.findings import KbError, problem

REASONS = {errno.EACCES: "没有写入权限", errno.EPERM: "没有写入权限", errno.EROFS: "只读", errno.ENOSPC: "磁盘已满",
           errno.ENAMETOOLONG: "文件名太长"}


def write(content: str | bytes, path: Path, *, force: bool = False) -> None:
    """Write a text (in UTF-8) or bytes beside the path and rename.

    KbError S661 exists, S662 no such directory, S663 not writable.
    """
    check(path, force=force)
    beside = ""
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name[:40]}.", delete=False) as draft:
            beside = draft.name
            draft.write(content.encode() if isinstance(content, str) else content)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        Path(beside).chmod(mode)
        Path(beside).replace(path)
    except OSError as error:
        if beside:
            Path(beside).unlink(missing_ok=True)
        why = REASONS.get(error.errno or 0, "系统拒绝写入")
        raise KbError(problem("S663", "not-writable", f"写不进去：{path}（{why}）",
                              hint="检查目录的写入权限和剩余空间")) from error


def deliver(make: Callable[[], str | bytes], path: Path | None, *, binary: bool, force: bool = False) -> None:
    """Make a document and write it to a file, or print it where there is none.

    What stands in the way is told before anything is made. KbError S661 to S663 as in `write`, S644 a binary
    format without a file.
    """
    if path is None and binary:
        raise KbError(problem("S644", "no-file", "这种格式不能打印在屏幕上", hint="用 --out 给出文件名"))
    if path is not None:
        check(path, force=force)
    content = make()
    if path is None:
        click.echo(content, nl=False)
        return
    write(content, path, force=force)
    click.echo(f"已写入 {path}", err=True)


def check(path: Path, *, force: bool) -> None:
    """KbError S661 the file exists, S662 it is a directory or its directory is not there."""
    if path.is_dir():
        raise KbError(problem("S662", "not-a-file", f"输出路径是目录：{path}", hint="给出文件名，例如 指南.md"))
    if not path.parent.is_dir():
        raise KbError(problem("S662", "no-directory", f"输出目录不存在：{path.parent}",
                              hint="先建好目录，或者换一个路径"))
    if path.exists() and not force:
        raise KbError(problem("S661", "file-exists", f"文件已经存在，没有覆盖：{path}",
                              hint="换一个文件名，或者加 --force 覆盖"))


def free_folder(path: Path, mark: str, *, force: bool) -> None:
    """KbError S661 the folder exists and may not be replaced, S662 no folder can be made there, S663 not writable.

    An empty folder may be filled; only with `force` one is replaced, and only one that has the file `mark` in it.
    """
    if path.is_dir() and any(path.iterdir()):
        if not (path / mark).is_file():
            raise KbError(problem("S661", "folder-exists", f"目录已经存在，里面不是以前生成的，没有改动：{path}",
                                  hint="换一个目录，或者先把它移走"))
        if not force:
            raise KbError(problem("S661", "folder-exists", f"目录已经存在，没有覆盖：{path}",
                                  hint="换一个目录，或者加 --force 换成新的"))
    elif path.exists() and not path.is_dir():
        raise KbError(problem("S662", "not-a-folder", f"输出路径是文件：{path}", hint="给出一个目录"))
    parent = path.absolute().parent
    if not parent.is_dir():
        raise KbError(problem("S662", "no-directory", f"上级目录不存在：{parent}", hint="先建好目录，或者换一个路径"))
    if not os.access(parent, os.W_OK | os.X_OK):
        raise KbError(problem("S663", "not-writable", f"写不进去：{path}（没有写入权限）",
                              hint="检查上级目录的写入权限"))


def deliver_folder(source: Path, path: Path, mark: str, *, force: bool) -> None:
    """Copy a folder beside the path and rename: nobody sees half of it. KbError as in `free_folder`."""
    free_folder(path, mark, force=force)
    target = path.absolute()
    beside = Path(mkdtemp(dir=target.parent, prefix=f".{target.name[:40]}."))
    try:
        shutil.copytree(source, beside / "new")
        if target.exists():
            target.rename(beside / "old")
        (beside / "new").rename(target)
    except OSError as error:
        if not target.exists() and (beside / "old").exists():
            (beside / "old").rename(target)
        why = REASONS.get(error.errno or 0, "系统拒绝写入")
        raise KbError(problem("S663", "not-writable", f"写不进去：{path}（{why}）",
                              hint="检查目录的写入权限和剩余空间")) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
