"""Whether the words around a right grant it or deny it. What is not clear is `unsure`: never a silent guess."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from kb.linter.simplified import simplified

Heard = Literal["granted", "denied", "unsure"]


def plain(text: str) -> str:
    """A text without width and in simplified characters; its punctuation stays."""
    return unicodedata.normalize("NFKC", simplified(text))


def clauses(text: str) -> list[str]:
    """A text in clauses, each in plain characters."""
    return _CLAUSE.split(plain(text))


def blanket(text: str) -> bool:
    """Whether a text speaks of all cases alike."""
    return _BLANKET.search(plain(text)) is not None


def refused(clause: str) -> bool:
    """Whether a clause refuses, and nothing else: what it refuses stands in the clause before it."""
    return _REFUSED.search(clause.strip()) is not None


def negative(text: str) -> bool:
    """Whether a text refuses or takes away anything."""
    return _NO_BEFORE.search(plain(text)) is not None


def guarded(before: str) -> bool:
    """Whether the words before a right forbid to press it on anyone: 不得要求必须邮寄."""
    return _GUARDED.search(before) is not None


def heard_in(before: str, after: str, alone: bool, other: bool) -> Heard:
    """What is said about a word by what stands around it in its clause; `other`: it is what is given instead."""
    asked = _REQUEST.match(after)
    denials = len(_NO_BEFORE.findall(before[-16:])) + bool(_NO_AFTER.match(after[asked.end():] if asked else after))
    if _OPEN.search(before + after[:6]) or denials > 1:
        return "unsure"
    if other:
        wanted = _WISHED.search(before) is not None or _UNNEEDED.search(before) is not None
        return "denied" if not denials and not wanted and (alone or _MUST_BEFORE.search(before)) else "unsure"
    if denials and asked:
        return "denied"
    if denials:
        return "unsure" if "条件" in after[:8] or after.startswith("的") else "denied"
    return "granted" if alone or _YES_BEFORE.search(before) or _YES_AFTER.match(after) else "unsure"


def exemption_in(before: str) -> Heard | None:
    """What is said about doing without a step by what stands before its name; None when nothing is."""
    free = _FREE.search(before)
    if free is not None:
        rest = before[:free.start()]
        return "unsure" if _OPEN.search(rest) else "denied" if _NO_BEFORE.search(rest) else "granted"
    if _ASKED.search(before) is None:
        return None
    return "unsure" if _NO_BEFORE.search(before) or _OPEN.search(before) or before.endswith("的") else "denied"


def _any(words: str) -> str:
    return f"(?:{'|'.join(sorted(words.split(), key=len, reverse=True))})"


_CLAUSE = re.compile(r"[,，。;；!！?？\n]")
_NO_BEFORE = re.compile(_any(
    "不予 不给 不给予 不准 不准予 不同意 不批准 不许 不许可 不允许 不得 不能 不可 不可以 不提供 不办 不办理 "
    "不受理 不接受 不再 不纳入 不列入 不列为 不享受 不适用 不支持 不实行 不安排 不开放 不开通 不采用 不按 不以 "
    "不走 不作 不凭 未予 未获 未给 未给予 未纳入 未列入 拒绝 拒不 驳回 取消 停止 暂停 暂不 暂缓 暂未 无权 谢绝 "
    "撤销 禁止 概不 无法 不属于 不具备 不符合 没有 不负责 不承担 不设 不设立 不设置 不配备"))
_NO_AFTER = re.compile("^[^的]{0,8}" + _any(
    "不予 不受理 不同意 不批准 不办理 不提供 不开放 未开通 被拒 驳回 未获 未通过 没有通过 "
    "不通过 不可行 不行 停止 暂停 "
    "不采纳 未采纳 没有采纳 未予同意 未予采纳 未予安排 未予办理 "
    "不作安排 不作考虑 不考虑 未同意 没有同意 "
    "取消 退回 不支持 不安排 不达标 未达标 没有达标 未达到 没有达到 没达到 未完成 没有完成 不合格"))
_REFUSED = re.compile("^(?:现|目前|故|因此|暂时|一律|均|我[局司行]|本[局司行])?" + _any(
    "不再 不予 未予 不作 暂不 暂停 停止 没有 未获 未 不")
    + _any("办理 受理 提供 给予 同意 批准 接受 安排 采纳 考虑 通过") + "$")
_REQUEST = re.compile("^的?(?:书面)?(?:请求|申请|要求|诉求|需求|方案|意见)")
_WISHED = re.compile("自愿|主动|自行选择|申请|请求|希望"
                     "|(?:客户|用户|企业|业主|店|厂|(?<!供电)(?<![我本])公司)(?:自己)?(?:提出|要求)")
_UNNEEDED = re.compile("不用|无需|无须|不需|不必|免")
_YES_BEFORE = re.compile(_any(
    "同意 准予 批准 给予 予以 可 可以 准许 允许 享受 纳入 列入 列为 实行 适用 提供 核准 开通 安排 采用 选择 "
    "获得 接受 受理 按 按照 以 走 给 作 办理 进行") + "[^，,。]{0,10}$")
_YES_AFTER = re.compile("^(?:申请)?[^，,。不未]{0,6}" + _any(
    "通过 同意 批准 方式接入 方案 成功 送达 即可 对待 达标 达到 完成 合格"))
_MUST_BEFORE = re.compile(_any(
    "须 必须 应 应当 要求 责令 一律 改 改为 改按 改用 按 按照 只能 统一 只 需 采用 实行 请其 自备 自建 改由 "
    "由客户 由用户 由其 由企业 由店家") + "[^，,。]{0,8}$")
_OPEN = re.compile(_any("是否 能否 可否 如需 如 如果 若 待 待定 研究 建议 咨询 拟"))
_BLANKET = re.compile(_any("一律 一概 概不 统一 统统 全部 所有 凡 均 无论 不论 不管 任何 从不"))
_FREE = re.compile(_any(
    "免予办理 免于办理 免予 免于 免除 免办 免去 不再办理 不用办理 不需办理 不需要办理 无需办理 无须办理 "
    "不必办理 不办 不需要 无需 无须 免") + "$")
_ASKED = re.compile(_any("须 必须 应当 应 要求 责令 仍 还 先 需 需要 补") + _any("仍须 先 再 另行 申请 依法") + "?"
                    + _any("办理 办 取得 申请 报批 通过") + "?$")
_GUARDED = re.compile("(?:不得|不准|不许|不允许|不可以|不能|禁止|严禁|不再)[^,，。]{0,8}"
                      + _any("要求 强制 强迫 指定 限定 限制 必须 一律 只能"))
