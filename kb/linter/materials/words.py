"""What the words around a material say: a look-up and no demand, a photocopy, a catch-all, somebody's opinion."""

from __future__ import annotations

import re

from kb.linter.names import folded
from kb.linter.simplified import simplified

_PAPER = "(?:证明|申请|申报|登记|补充|书面)*(?:材料|资料|文件|证明|证件|手续|附件|要件)"
_LOOKED_UP = re.compile(
    "(?:内部|系统|共享|平台|数据|联网|网上|网络|在线|自行|自己|主动|窗口|部门|机关|后台)[^，。；,;]{0,6}"
    "(?:核验|核查|核实|查询|查验|查核|获取|调取|调用|取得|提取|推送|征求|会签|函询|拍照|拍摄|扫描|打印|复印)"
    "|(?:电子证照|证照库|材料库)[^，。；,;]{0,4}(?:核验|调取|调用|获取|共享|替代)"
    "|(?:免于?|无需|无须|不需要?|不必|不用|不再|不要求)(?:申请人|企业|用户)?(?:再|另行)?(?:提交|提供|携带|交)|免交")
_BRACKETED = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
_APPLICANT = re.compile("申请人|申请单位|自备|自带|自行(?:准备|提供|提交)|项目单位|建设单位|企业|用户|客户|借款人"
                        "|当事人|本人|权利人|业主|开发商")
_OFFICIAL = re.compile("政府|部门|机关|平台|系统|共享|数据|窗口|内部|本局|我局|本单位|审批局|登记中心|[局委办厅]$")
_COPY = re.compile("复印|影印|复制件")
_NO_COPY = re.compile("(?:不|无需|无须|免|勿|禁止)[^，。；,;]{0,8}(?:复印|影印|复制件)"
                      "|(?:窗口|部门|机关|中心|工作人员|后台|我们)[^，。；,;]{0,8}(?:复印|影印)"
                      "|原件(?:或者?|、?任选|/)[^，。；,;]{0,4}(?:复印|影印|复制)|(?:复印|影印|复制)件?(?:或者?|/)原件")
_CATCH_ALL = (
    re.compile(f"^(?:以及|及|和)?(?:其[他它余]|相关|有关|必要|所需|需要|应当|须|需|补充)+的?(?:需要|应当|须|需|要)?"
               f"(?:提交|提供|补充|补交)?的?(?:其[他它余]|相关|有关|必要)?的?{_PAPER}$"),
    re.compile("(?:规定|要求|认为|需要|视情|根据|按照|依照|通知).{0,14}(?:其[他它余]|有关|相关|必要|补充|需要|应当|应)的?"
               f"(?:提交|提供)?的?{_PAPER}$"),
    re.compile(f".等(?:的?(?:其[他它]|相关|有关|必要|所需|全部)?的?{_PAPER})?$"),
    re.compile(f"(?:视情况?|必要时|另行通知|需要时).{{0,8}}{_PAPER}$"),
)
_ROUTINE = re.compile("申请(?:表|书|单|报告)$|申报(?:表|书)$|登记表$|身份证|身份证明|营业执照|户口簿|委托书|授权"
                      "|代理人")
_THIRD = re.compile("证明|同意|意见|签字|签章|盖章|担保|保证书|公证|鉴定|认证|见证|推荐信|介绍信|批复|批文|许可|协议")
_OPINION = re.compile("意见|批复|批文|审批|许可|核准|同意|证明|审查|备案|复函|回函")
_ISSUED = re.compile("^(.{2,12}?)(?:已?(?:核发|颁发|签发|发放|出具|开具|批准|确认|盖章))的?(.{2,})$")
_ISSUED_BY = re.compile("^由?(.{2,12}?)(?:核发|颁发|签发|发放|出具|开具|批准)$")
_AGAIN = re.compile("(?<![未没有不])(?:提交|提供|(?<!提)交|审|收)过|重交|再交"
                    "|(?<![不再得需])(?:重新|再次|重复)(?:提交|提供|报送|交)")
_DRAWN = re.compile("勘|测|图|设计|方案|规划")


def looked_up(name: str, *texts: str) -> bool:
    """Whether a text beside a material, or what its name says in brackets, is that the authority gets it itself."""
    return any(_LOOKED_UP.search(text) for text in (*_BRACKETED.findall(name), *texts))


def is_applicant(text: str) -> bool:
    """Whether a source in free words means the applicant."""
    return bool(_APPLICANT.search(text))


def is_official(text: str) -> bool:
    """Whether a source in free words means some authority or a platform."""
    return bool(_OFFICIAL.search(text))


def photocopy(name: str, form: str, note: str) -> bool:
    """Whether the applicant is to hand in a photocopy: not where the window makes it, nor where an original will do."""
    name, form, note = map(simplified, (name, form, note))
    asked = form == "copy" or _COPY.search(name) or _COPY.search(form)
    return bool(asked) and not any(_NO_COPY.search(text) for text in (name, form, note))


def catch_all(name: str) -> bool:
    """Whether a name says no more than that there is something else to hand in."""
    plain = folded(name)
    return any(pattern.search(plain) for pattern in _CATCH_ALL)


def routine(name: str) -> bool:
    """Whether it is what any application has: a form, proof of who applies, an authorisation."""
    return bool(_ROUTINE.search(folded(name)))


def third_party(name: str) -> bool:
    """Whether somebody else has to agree, prove or confirm something first."""
    return bool(_THIRD.search(folded(name)))


def opinion(name: str) -> bool:
    """Whether a name is that of a decision or an opinion."""
    return bool(_OPINION.search(folded(name)))


def issued(name: str, note: str = "") -> str:
    """Who issues a material, by its name or a note: 住建局出具的意见, 意见（住建局出具）; "" when they don't say."""
    plain = simplified(name).strip()
    found = _ISSUED.match(plain)
    for text in (*_BRACKETED.findall(plain), note):
        found = found or _ISSUED_BY.match(simplified(text).strip())
    return found.group(1) if found else ""


def again(*texts: str) -> bool:
    """Whether one of these texts says that the same has been handed in or reviewed before."""
    return any(_AGAIN.search(text) for text in texts)


def drawn(name: str) -> bool:
    """Whether a name is that of a survey, a drawing or a design."""
    return bool(_DRAWN.search(folded(name)))
