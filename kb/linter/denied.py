"""Whether a text denies what a phrase in it says, leaves it free, only talks about it, or says that it is over.

Texts are as `practices.plain` makes them. A ban carries over commas and 、 to what follows in the sentence (不得收费、
搭售), until a clause makes a demand of its own (须、必须、一律 …). 不得不 is no ban; 不得不予受理 is one.
"""

from __future__ import annotations

import re

_BAN = re.compile(
    "不得(?!不(?!予|受|办|批|收|给|供|放|接|告|发|答|回|通|处)|已)|不准|不许|不允许|不可以|不应(?!求)|不会|不再|从不|绝不|决不|绝无"
    "|均不|一律不|概不|不因|不以|不能(?!不)(?=[^,。;!?]{0,8}(?:要求|强|指定|限定|收取|拒绝|因|以|只|把|让))"
    "|禁止|严禁|杜绝|防止|避免|制止|停止|取消|拒绝|反对|不要(?!求)|勿|无需|无须|毋须|不需|不须|不必|不用|不要求|不强制"
    "|未要求|没有要求|没有写|没有规定|免于|而不是|并非|不存在|没有发生|未发生|不是")
_DEMAND = re.compile("(?<![无不毋])须|必需|(?<!不)应当|(?<![不未有得止])要求|一律(?!不)|全部|统一|只能|只限|仅限|不得不"
                     "|(?<![无不如若所])需(?!要的|求)|否则|为条件|为前提")
_LISTED = re.compile("(?:不得|不准|不许|不允许|禁止|严禁|杜绝|取消|停止|清理)[^。;!?:]{0,14}"
                     "(?:下列|以下|如下|之一|行为|做法|情形)[^。;!?:]{0,6}:")
_PURPOSE = re.compile("为了?(?:防止|避免|杜绝|防范|减少)[^,。;!?]{0,14},")
_NOT = re.compile("(?:不|未|无|非|没有|免|毋)"
                  "(?:作|做|搞|予|进行|实行|采取|开展|附带|存在|再|会|曾|得)?$")
_NEGATED = re.compile("^(?:也|均|都|并|概)?(?:不|未|没有|无)(?!动产|同|论|管|仅|足|合理|正当|予)")
_DOUBLE = re.compile("(?:不|未|没有|无)(?!动产|同|论|管|仅|足|得|准|许).{0,14}?(?:的|,|则|就|者).{0,6}?"
                     "(?:不予|不能|不得|不给|不放|不办|不发|不受理|暂不|拒绝|暂缓)")
_FREE = re.compile(
    "自愿|自主|自选|自行选择|自行决定|任选|任意选择|可选|按需|鼓励|推荐(?!的|名单|单位|目录)|建议|选择权|自己愿意"
    "|(?<!不)可以(?!要求|收|加收|拒绝|不|指定|将|把|视|根据|责令|另|扣|增)"
    "|可由(?!我|本|公司|银行|窗口|部门|科)|可自|可按需|如需|若需|需要的|愿意的|主动(?:要求|提出|申请|选择)"
    "|由(?:申请人|用户|客户|企业|群众|当事人|借款人|建设单位|项目单位|个人|自己)[^,。;!?]{0,8}(?:选择|决定|选定|定$|确定)"
    "|由.{0,8}自(?:己|行|主).{0,2}(?:选|定|决)")
_ABOUT = re.compile("举报|投诉|查处|监督(?!手续|登记|注册|站|员|机构|检查)|自查|排查|整治|治理|处罚|纠正|整改|曝光"
                    "|宣传|培训|防范|警惕|清理|责令|是否|有无|有没有|会不会|能否|可否|检查中|发现"
                    "|(?:解决|破解|消除|针对)(?=[^。;!?]{0,40}(?:问题|难|现象))")
_SANCTION = re.compile(
    "^(?:[^,。;!?]{0,8}的)?(?:(?:这种|这类|等)?(?:行为|做法|问题|情况|现象|人员|情形))?,?"
    "(?:要|应|应当|将|予以|依法|依规|依纪|严肃|从严|一律|一经[^,]{0,4},?|立即|限期|坚决|可以?|可向[^,]{0,8}|经查实[,的]?|及时)*"
    "(?:查处|纠正|追究|追责|问责|处分|处罚|扣发|通报|退还|退回多收|举报|投诉|(?<=依法|依规|依纪|严肃|从严)处理|整改|叫停|约谈|曝光"
    "|属于?违|属违|是违|违反|违规|违法|无效)")
_OVER = re.compile(
    "^[^。;!?]{0,10}?(?:的)?(?:做法|规定|要求|行为|情形|现象|问题|条件|条款|限制|环节|手续|文件|通知|制度|材料)?"
    "[^。;!?,]{0,6}?(?:已|均已|都已|现已|现在|全部|一律|自[^,。]{2,12}起|即日起|予以|同时|立即)[^。;!?,]{0,6}?"
    "(?:取消|废止|停止|停用|废除|叫停|纠正|清理|作废|不再|免|失效)")
_ENDED = re.compile("^[^,。;!?]{0,10}(?:改为|改成|变为|并为|调整为)"
                    "|^[^,。;!?]{0,8}(?:一律|均|都|也)?(?:不得|不准|不许|不允许|严禁|不再)(?:索要|收取|要求|提|强|增|再|作|设)")
_IF = re.compile("^[^,。;!?]{0,2}的(?:[,:]|$)")
_PAST = re.compile("曾|过去|以前(?!的?款|,)|从前|原来|原先|此前|改革前|往年|以往|早先|旧办法|老办法")
_NOW = re.compile("现在|现已|如今|目前|不再|取消|改为|已经?改|停止|废止|今后")
_BETWEEN = re.compile(
    "不(?!动产|同|论|管|仅|足|保本|低于|少于|高于|超过|满|小于|大于|限|但|只|得不|等于|受|到|已)|(?<![从尚])未(?!来|满)"
    "|(?<!所)无(?!抵押|论|还款|忧)|免(?!费)|自愿|没有|严禁|禁止|取消|拒绝")
_CLAUSE = re.compile("[,:。;!?]")
_SENTENCE = re.compile("[。;!?]")


def excused(text: str, start: int, end: int, gaps: tuple[str, ...] = (), *, forced: bool = False) -> bool:
    """Whether the words around a phrase, or those in its gaps, say that what it shows is not done.

    `forced`: the document says elsewhere that it is no free choice.
    """
    return (denied(text, start, end) or talked_about(text, start, end)
            or any(denying(each) or _FREE.search(each) for each in gaps)
            or over(text, start, end) or (not forced and free(text, start, end)))


def denied(text: str, start: int | None = None, end: int | None = None) -> bool:
    """Whether a text denies what stands at a place; without a place, whether the text as a whole denies."""
    if start is not None and end is not None:
        before = _SENTENCE.split(text[:start])[-1]
        if _LISTED.search(before):
            return True
        before = _PURPOSE.sub("", before)
        clause = _CLAUSE.split(before)[-1]
        reach = clause if _DEMAND.search(clause + text[start:end]) else before
        return bool(_BAN.search(reach)) or bool(_NOT.search(clause))
    if _DOUBLE.search(text) and not _BAN.match(text):
        return False
    clauses = _CLAUSE.split(text)
    banned = [bool(_BAN.search(each)) or bool(_NEGATED.match(each)) for each in clauses]
    demanded = any(_DEMAND.search(each) and not _BAN.search(each) for each in clauses)
    return any(banned) and not demanded


def denying(between: str) -> bool:
    """Whether the words that `…` stands for deny the phrase around them: 信息不用于营销."""
    return bool(_BETWEEN.search(between))


def free(text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether the clause in which something stands leaves it to the applicant's choice."""
    return _beside(_FREE, text, start, end)


def talked_about(text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether the clause in which something stands asks about it, or speaks of what is done against it."""
    return _beside(_ABOUT, text, start, end)


def over(text: str, start: int, end: int) -> bool:
    """Whether what stands at a place is told as bygone, as ended, or as what is punished."""
    before, after = _SENTENCE.split(text[:start])[-1], _SENTENCE.split(text[end:])[0]
    if _IF.match(after) and _DEMAND.search(text[start:end]):
        return True  # 须招标的，…: a condition, no demand
    return bool(_ENDED.match(after) or _SANCTION.match(after) or _OVER.match(after)
                or (_PAST.search(before) and _NOW.search(after)))


def _beside(pattern: re.Pattern[str], text: str, start: int, end: int | None) -> bool:
    """Whether a pattern stands in the clause around a place, but not in what stands there; anywhere without one."""
    if end is None:
        return bool(pattern.search(text))
    before = _CLAUSE.split(text[:start])[-1]
    around = before + text[start:end] + _CLAUSE.split(text[end:])[0]
    inner, outer = len(before), len(before) + end - start
    return any(each.end() <= inner or each.start() >= outer for each in pattern.finditer(around))
