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


def outcome(clause: str) -> Heard | None:
    """What a clause decides that names nothing itself (经研究未予采纳): what it is about stands before it."""
    text = clause.strip()
    if len(text) > _LONGEST:
        return None
    if _TAKEN_BACK.search(text):
        return "unsure"
    if _TURNED_DOWN.search(text):
        return "denied"
    return "granted" if _AGREED.search(text) else None


def passed_over(clause: str) -> bool:
    """Whether a clause may stand between a request and what is decided on it: it asks for nothing else."""
    return _REQUEST.search(clause) is None


def failing(clause: str) -> bool:
    """Whether a clause says that the applicant has left out something, or has withdrawn."""
    return _FAILING.search(clause) is not None


def asked(before: str, other: bool) -> bool:
    """Whether the words before a right only ask for it; an authority asks for what is given instead (`other`) too."""
    return (_WISHED if other else _ASKED_FOR).search(before) is not None


def negative(text: str) -> bool:
    """Whether a text refuses or takes away anything."""
    return _NO_BEFORE.search(plain(text)) is not None


def guarded(before: str) -> bool:
    """Whether the words before a right forbid to press it on anyone: 不得要求必须邮寄."""
    return _GUARDED.search(before) is not None


def heard_in(before: str, after: str, alone: bool, other: bool) -> Heard:
    """What is said about a word by what stands around it in its clause; `other`: it is what is given instead."""
    denials = len(_NO_BEFORE.findall(before[-16:])) + bool(_NO_AFTER.match(after))
    if _OPEN.search(before + after[:6]) or denials > 1:
        return "unsure"
    if other:
        free = _NOT_PRESSED.search(before)
        return "denied" if not denials and not free and (alone or _MUST_BEFORE.search(before)) else "unsure"
    if denials:
        return "unsure" if "条件" in after[:8] or ("的" in after[:5] and not _NO_AFTER.match(after)) else "denied"
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
    "撤销 禁止 概不 无法 不属于 不具备 不符合 没有 不负责 不承担 不设 不设立 不设置 不配备 不认 不采纳 未同意 未批准 "
    "未准 未安排 未实行 未享受 未采纳 未提供 未按 没按 没给 没让 没同意 不被 不当 劝退 回绝 婉拒"))
_BETWEEN = ("(?:的?(?:申请|请求|要求|诉求|提议|想法)|业务|服务|方式|指标|目标|任务|考核|方案|事宜|手续|条件"
            "|均|都|也|被|仍|还|现|已|暂"
            "|目前|暂时|一律|全部|该项|两项|经[审研][核查究]|[0-9.%]+)*[^的材资费款金次]{0,2}?")
_NO_AFTER = re.compile(f"^{_BETWEEN}(?:" + _any(
    "不受理 不同意 不批准 不办理 不提供 不开放 未开通 被拒 驳回 未获 未通过 不通过 不可行 不行 停止 暂停 "
    "取消 退回 不支持 不安排 不达标 未达标 没有达标 未达到 没有达到 没达到 未完成 没有完成 不合格 "
    "不采纳 未采纳 没有采纳 没采纳 未同意 没有同意 没同意 未批准 没有批准 没批 未准 "
    "未接受 没有接受 未被接受 未被采纳 未被同意 未被批准 "
    "未受理 没有受理 未安排 没有安排 没有办理 未办理 没办 不再 "
    "不作 未作 不认 未予 劝退 回绝 婉拒 拒绝 被退") + "|不予(?!收|另|重复|处罚|公开|追究))"
    "|^的(?:一律|均|都|窗口)?(?:不予|不)(?:认可|认|受理|采纳|同意|批准|办理)$")
_BODY = ("(?!快递|邮政|邮局)[^,的材资费款金]{0,4}"
         "(?:窗口|银行|支行|行|局|司|公司|中心|部门|科室|单位|经理|领导|人员|网点|大厅|柜台"
         "|厅|店|科|处|站|所|办|市里|县里)(?:工作)?(?:人员)?")
_LEAD = (f"^(?:现|目前|故|因此|暂时|一律|均|都|也|最后|最终|后|当场|当日|结果|但是?|却|仍然?|遂|已|被|即|答复|回复|口头"
         f"|经?[^,的材资费款金]{{0,8}}?(?:研究|会商|审核|审查|讨论|核实|商议)后?|以[^,]{{1,10}}为由"
         f"|经[^,]{{0,6}}?(?:批准|同意)后?|{_BODY}){{0,4}}?")
_ITS_WISH = "(?:了)?(?:其|该|这一|这项|此项)?(?:申请|请求|要求|诉求)?$"
_DECIDED = _any(
    "办理 受理 提供 给予 同意 批准 接受 安排 采纳 准许 许可 支持 认可 答应 开通 考虑 允许 理会 认 批 准 给 办")
_TURNED_DOWN = re.compile(
    f"{_LEAD}(?:(?:不再|不予|暂不|暂停|停止|概不|不作|未作|未予|未获|未能|未|没有|没|拒不|不)(?:给予|予以|予|获得?)?"
    f"{_DECIDED}|(?:予以|给予)?(?:退回|退件|驳回|拒绝|劝退|回绝|婉拒)(?:{_DECIDED})?|退了(?:回来|回去|件)"
    "|办不了|做不到|不行|推掉|推脱)" + _ITS_WISH)
_AGREED = re.compile(
    f"{_LEAD}(?:(?:予以|准予|给予|点头)?(?:同意|批准|照办|准许|采纳|答应|认可)(?:办理)?|(?:予以|准予)(?:办理|办结)"
    "|(?:认定|记为|计为|算作|视为|按|考核时?)+(?:为|已|其)?"
    "(?:达标|达到目标|完成目标|完成)(?:计|计算|处理|对待|认定)?)" + _ITS_WISH)
_LONGEST = 30
_TAKEN_BACK = re.compile("纠正|更正|改正|叫停|收回|恢复|撤销(?:了|该|此|上述)")
_ASKED_FOR = re.compile(_any("申请 要求 请求 提出 想 希望 咨询 询问 请") + "[^同准批予给]{0,4}$")
_WISHED = re.compile("申请[^,]{0,6}$|请求[^,]{0,6}$"
                     "|(?:自己|自行|主动|本人|客户|用户|企业|业主|商户|[^供用]店|(?<!电)厂|其|应其|按其)(?:要求|选择|提出|意愿)[^,]{0,8}$"
                     "|自愿|意愿")
_REQUEST = re.compile("要求|请求|申请|提出|希望|想")
_FAILING = re.compile("(?:未|没有?)(?:按要求)?(?:提供|提交|带|填|补|交来|签)|缺"
                      "|(?:材料|资料|要件|手续)[^,]{0,4}(?:不全|不齐|不符)|撤回|撤销|放弃|欠费")
_YES_BEFORE = re.compile(_any(
    "同意 准予 批准 给予 予以 可 可以 准许 允许 享受 纳入 列入 列为 实行 适用 提供 核准 开通 安排 采用 选择 "
    "获得 接受 受理 按 按照 以 走 给 作 办理 进行 出具 享受 照样 算 办了 走了 给了") + "[^，,。]{0,10}$")
_YES_AFTER = re.compile("^(?:申请)?[^，,。不未没]{0,6}" + _any(
    "通过 同意 批准 方式接入 方案 成功 送达 即可 对待 达标 达到 完成 合格"))
_MUST_BEFORE = re.compile(_any(
    "须 必须 应 应当 要求 责令 一律 改 改为 改按 改用 按 按照 只能 统一 只 需 采用 实行 走 让 自行 自己 自备 "
    "由客户 由用户 由其 由企业 由申请人 请客户 请用户 请其 劝客户 劝其") + "[^，,。]{0,8}$")
_NOT_PRESSED = re.compile(_any("不要求 没有要求 未要求 不强制 不必 不用 不需 不需要 无需 无须 不让"))
_OPEN = re.compile(_any(
    "是否 能否 可否 如需 如 如果 若 待 待定 研究 建议 咨询 拟 方可 方能 才能 才可 只限 仅限 只适用于"))
_BLANKET = re.compile(
    "一律|一概|概不|统一|统统|无论|不论|不管|任何|从不|凡"
    "|(?<![交缴清付了])(?:全部|所有)(?!(?:的|土地|出让|应交|应缴|申请)*(?:价款|地价|费用|款|材料|资料|要件|手续|条件))"
    "|均(?!已|具备|符合|满足|齐|合格|达|无|为|有|经|属|在|由|交|缴)")
_FREE = re.compile(_any(
    "免予办理 免于办理 免予 免于 免除 免办 免去 不再办理 不用办理 不需办理 不需要办理 无需办理 无须办理 "
    "不必办理 不办 不需要 无需 无须 免") + "$")
_ASKED = re.compile(_any("须 必须 应当 应 要求 责令 仍 还 先 需 需要 补") + _any("仍须 先 再 另行 申请 依法") + "?"
                    + _any("办理 办 取得 申请 报批 通过") + "?$")
_GUARDED = re.compile("(?:不得|不准|不许|不允许|不可以|不能|禁止|严禁|不再)[^,，。]{0,8}"
                      + _any("要求 强制 强迫 指定 限定 限制 必须 一律 只能"))
