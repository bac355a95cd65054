"""Whether a text denies what a phrase in it says, leaves it free, or only talks about it.

Texts are as `practices.plain` makes them. A ban carries over commas and 、 to what follows in the sentence (不得收费、
搭售), until a clause makes a demand of its own (须、必须、一律 …).
"""

from __future__ import annotations

import re

_BAN = re.compile("不得|不准|不许|不允许|不可以|不应|不会|不再|从不|绝不|决不|均不|一律不|概不"
                  "|禁止|严禁|杜绝|防止|避免|制止|停止|取消|拒绝"
                  "|无需|无须|毋须|不需|不须|不必|不用|不要求|不强制|未要求|没有要求|免于|而不是|并非|不存在|没有发生|未发生")
_DEMAND = re.compile("(?<![无不毋])须|必需|(?<!不)应当|(?<![不未有])要求|一律(?!不)|只能|只限|仅限"
                     "|(?<![无不如若所])需(?!要的|求)|否则|为条件|为前提")
_NOT = re.compile("(?:不|未|无|非|没有|免)(?:作|做|搞|予|进行|实行|采取|开展|附带|存在)?$")
_NEGATED = re.compile("^(?:也|均|都|并|概)?(?:不|未|没有|无)(?!动产|同|论|管|仅|足|合理|正当|予)")
_DOUBLE = re.compile("(?:不|未|没有|无)(?!动产|同|论|管|仅|足|得|准|许).{0,14}?(?:的|,|则|就|者).{0,6}?"
                     "(?:不予|不能|不得|不给|不放|不办|不发|不受理|暂不|拒绝|暂缓)")
_FREE = re.compile("自愿|自主|自选|自行选择|自行决定|任选|任意选择|可选|(?<!不)可以|可由|可自|可按需|可根据"
                   "|如需|若需|需要的|愿意的|由.{0,8}选择|由.{0,8}决定|按需|鼓励|推荐|建议|选择权")
_ABOUT = re.compile("举报|投诉|查处|监督|自查|排查|整治|治理|处罚|纠正|整改|曝光|宣传|培训|防范|警惕|清理|责令")
_BETWEEN = re.compile("不(?!动产|同|论|管|仅|足|保本)|未(?!来)|无(?!抵押)|免|自愿")
_CLAUSE = re.compile("[,:。;!?]")
_SENTENCE = re.compile("[。;!?]")


def denied(text: str, start: int | None = None, end: int | None = None) -> bool:
    """Whether a text denies what stands at a place; without a place, whether the text as a whole denies."""
    if start is not None and end is not None:
        clause = _CLAUSE.split(text[:start])[-1]
        reach = clause if _DEMAND.search(clause + text[start:end]) else _SENTENCE.split(text[:start])[-1]
        return bool(_BAN.search(reach)) or bool(_NOT.search(clause))
    if _DOUBLE.search(text) and not _BAN.match(text):
        return False
    clauses = _CLAUSE.split(text)
    banned = [bool(_BAN.search(each)) or bool(_NEGATED.match(each)) for each in clauses]
    demanded = any(_DEMAND.search(each) and not _BAN.search(each) for each in clauses)
    return any(banned) and not demanded


def denying(between: str, parts: tuple[str, ...]) -> bool:
    """Whether the words that `…` stands for deny the phrase around them: 信息不用于营销."""
    rest = between
    for part in parts[1:-1]:
        rest = rest.replace(part, "", 1)
    return bool(_BETWEEN.search(rest))


def free(text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether the clause in which something stands leaves it to the applicant's choice."""
    return bool(_FREE.search(_around(text, start, end)))


def talked_about(text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether the clause in which something stands speaks of what is done against it."""
    return bool(_ABOUT.search(_around(text, start, end)))


def _around(text: str, start: int, end: int | None) -> str:
    if end is None:
        return text
    return _CLAUSE.split(text[:start])[-1] + text[start:end] + _CLAUSE.split(text[end:])[0]
