"""From a file's bytes to its text: encodings people really use, and refusals that say what to do."""

from __future__ import annotations

import errno
import re
from pathlib import Path

from kb.findings import Finding, KbError, Place, nearest, problem

LIMIT_BYTES = 2 * 1024 * 1024
"""The largest file that is read, in bytes."""

_SAVE_AS_UTF8 = "用编辑器“另存为”，编码选 UTF-8"
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_KNOWN_BINARY = {
    b"PK\x03\x04": "Excel、Word 或压缩文件", b"%PDF": "PDF 文件",
    b"\xd0\xcf\x11\xe0": "旧版 Word 或 Excel 文件",
    b"\x89PNG": "图片", b"\xff\xd8\xff": "图片", b"\x1f\x8b": "压缩文件", b"Rar!": "压缩文件",
}
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffe\uffff"
    "\ud800-\udfff]")
_LINE_END = re.compile(r"\r\n|\r|\n")


def read_bytes(path: Path, shown: str, limit_bytes: int = LIMIT_BYTES) -> bytes:
    """The file's bytes, at most `limit_bytes`. Raises KbError S102-S105; `shown` is the name in messages."""
    place = Place(shown)
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise KbError(problem("S104", "is-directory", f"{shown} 是文件夹，不是文件", place,
                                  "写出其中的文件名"))
        if size > limit_bytes:
            raise KbError(too_large(size, limit_bytes, place))
        with path.open("rb") as stream:
            data = stream.read(limit_bytes + 1)
    except FileNotFoundError:
        missing = problem("S102", "file-missing", f"没有文件 {shown}", place, _neighbours(path))
        raise KbError(missing) from None
    except (OSError, ValueError) as error:
        raise KbError(_unreadable(error, shown)) from None
    if len(data) > limit_bytes:  # a pipe or device tells no size beforehand
        raise KbError(too_large(None, limit_bytes, place))
    return data


def decode(data: bytes, shown: str) -> tuple[str, tuple[Finding, ...]]:
    """The text of the bytes and notes about its encoding.

    UTF-8 with or without byte order mark; GB18030 (and so GBK) is recognised and noted (S109).
    Raises KbError S107 (not text) and S108 (another encoding).
    """
    place = Place(shown, 1, 1)
    kind = next((kind for head, kind in _KNOWN_BINARY.items() if data.startswith(head)), None)
    if kind:
        raise KbError(problem("S107", "not-text", f"这是{kind}，不是 YAML 或 JSON 文本", place,
                              "换成文本文件"))
    if data.startswith(_UTF16) or _looks_like_utf16(data):
        raise KbError(problem("S108", "wrong-encoding", "文件编码是 UTF-16 或 UTF-32，只读 UTF-8",
                              place, _SAVE_AS_UTF8))
    if b"\x00" in data:
        raise KbError(problem("S107", "not-text", "文件里有空字节（NUL），不是文本文件",
                              _place_in(data, data.index(b"\x00"), shown), "确认给的是 YAML 或 JSON 文件"))
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        if _looks_like_gb(data):
            note = problem("S109", "gb-encoding", "文件编码是 GB18030（GBK），已照此读取", place,
                           _SAVE_AS_UTF8, "note")
            return data.decode("gb18030"), (note,)
        broken = problem("S108", "wrong-encoding", f"这里的字节 0x{data[error.start]:02x} 不是 UTF-8 文字",
                         _place_in(data, error.start, shown), _SAVE_AS_UTF8)
        raise KbError(broken) from None


def unseen_characters(text: str, shown: str, most: int = 20) -> list[Finding]:
    """Findings S110 on control characters and characters that nobody sees, at most `most` of them."""
    found = []
    for match in _UNSEEN.finditer(text):
        char = match.group()
        what = "控制字符" if char < " " or "\x7f" <= char <= "\x9f" else "看不见的字符"
        found.append(problem("S110", "unseen-character", f"这里有{what} U+{ord(char):04X}",
                             place_at(text, match.start(), shown), "删掉它；多半是从网页或聊天窗口复制来的"))
        if len(found) == most:
            break
    return found


def place_at(text: str, index: int, shown: str) -> Place:
    """The place of a character, given its 0-based index."""
    line, start = 1, 0
    for match in _LINE_END.finditer(text, 0, index):
        line, start = line + 1, match.end()
    return Place(shown, line, index - start + 1)


def _place_in(data: bytes, index: int, shown: str) -> Place:
    before = data[:index].decode("utf-8", "replace")
    return place_at(before, len(before), shown)


def _looks_like_utf16(data: bytes) -> bool:
    """Whether the zero bytes are the upper halves of ASCII characters."""
    head = data[:400] if len(data) > 400 else data[:len(data) // 2 * 2]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) < 2 or min(even, odd) * 10 > max(even, odd):
        return False
    text = head.decode("utf-16-be" if even > odd else "utf-16-le", "replace")
    return sum(char.isprintable() or char in "\r\n\t" for char in text) * 10 >= len(text) * 9


def _looks_like_gb(data: bytes) -> bool:
    """Whether bytes that are not UTF-8 are Chinese in GB18030 rather than damaged UTF-8 or something else."""
    tried = data.decode("utf-8", "replace")
    if sum("\u2e80" <= char < "\uff60" for char in tried) > tried.count("\ufffd"):
        return False  # mostly sound UTF-8 with a broken place
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    foreign = [char for char in text if char > "\x7f"]
    usual = sum("\u4e00" <= char <= "\u9fff" or char in "，。、；：？！（）“”《》—…·％" for char in foreign)
    common = sum(len(char.encode("gb2312", "ignore")) == 2 for char in foreign)
    return min(usual, common) * 10 >= len(foreign) * 8


def _neighbours(path: Path) -> str:
    try:
        names = [each.name for each in path.parent.iterdir()][:1000]
    except OSError:
        return f"也没有文件夹 {path.parent}"
    return nearest(path.name, names) or "检查路径和文件名"


def _unreadable(error: Exception, shown: str) -> Finding:
    why = {errno.EACCES: "没有读取权限", errno.EPERM: "没有读取权限", errno.ENAMETOOLONG: "文件名太长",
           errno.ELOOP: "符号链接绕成了圈", errno.ENOTDIR: "路径中间有一段不是文件夹",
           }.get(getattr(error, "errno", None) or 0, str(error))
    return problem("S103", "file-unreadable", f"读不了 {shown}：{why}", Place(shown), "检查路径和权限")


def too_large(size: int | None, limit: int, place: Place) -> Finding:
    """S105; `size` in bytes is None when it is not known."""
    amount = f"内容有 {size / 1048576:.1f} MB" if size else "内容太大"
    return problem("S105", "file-too-large", f"{amount}，最多读 {limit / 1048576:.3g} MB", place,
                   "拆成几个文件")
