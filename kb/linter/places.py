"""Where and how a document says a step is done: the ways it opens, and the places somebody has to go to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from kb.clauses.standards import REMOTE
from kb.compiler.knowledge import Knowledge
from kb.linter.names import folded
from kb.linter.simplified import simplified

_WORDS = {
    "online": "网上|线上|在线|互联网|网站|网页|网厅|政务服务网|网办|平台|APP|小程序|公众号|微信|支付宝|掌上|手机|"
              "二维码|网银|电子渠道|电子税务局",
    "post": "邮寄|邮政|快递|寄送|寄递|EMS",
    "phone": "电话|热线|12345|95598",
    "hall": "政务(?:服务)?(?:大厅|中心)|行政服务中心|市民中心|办事大厅|便民服务中心|综合窗口",
    "outlet": "营业(?:厅|窗口|网点|所|大厅)|供电所|网点|柜面|柜台",
    "point": "便民(?:服务)?点",
    "counter": "现场|线下|窗口|当面|到场|面对面|自取|自行领取|窗口领取|大厅",
}
_WAYS = [(way, re.compile(words, re.IGNORECASE)) for way, words in _WORDS.items()]
_CLAUSE = re.compile(r"[,，、。;；/|\n]")
_SHUT = re.compile("不接受|不受理(?!重复)|不办理|不开通|不开放|不提供|不支持|暂停|停止|关闭|未开通|尚未|不能|不得|拒绝|"
                   "暂不|取消|除外|停用|关停|下线|不设(?:缴费|入口|渠道|通道)|"
                   "不收(?:款|件|取?申请|取?资料|取?材料|取?报装)")
_LOOK = re.compile("(?:只能?|仅能?|只可|仅可|仅供|只供)(?:提供|作|用于|用来|做|办理|办)?[^,，。]{0,4}"
                   "(?:查询|咨询|查看|看|介绍|答疑|宣传)")
_AND = re.compile("和|与|及|或|也")
_HOUSES = frozenset({"hall", "outlet", "point"})
_ONLY = re.compile("只(?!是|需|要|填|用)|仅|(?<![时期年权界额])限(?![时期额制度])|必须|一律|须到")
_OFFICE = re.compile("局|公司|大队|支队|中心|所|处|银行|支行|厅|机构|单位|办公室|柜")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to go to: which house, and whose window; "" where the text does not tell."""

    house: str = ""
    window: str = ""

    def apart(self, other: Spot) -> bool:
        """Whether the two are surely not one place."""
        return (bool(self.house and other.house and self.house != other.house)
                or bool(self.window and other.window and self.window != other.window))


@dataclass(frozen=True, slots=True)
class Access:
    """What a list of channels says: the ways that are open and shut, whether no others are, and the places.

    `clear`: every entry was understood.
    """

    open: frozenset[str] = frozenset()
    shut: frozenset[str] = frozenset()
    only: bool = False
    spots: tuple[Spot, ...] = ()
    clear: bool = True

    @property
    def remote(self) -> bool:
        """Whether it can be done without going anywhere."""
        return bool(self.open & REMOTE)

    @property
    def on_site(self) -> bool:
        """Whether it can be done at an office."""
        return bool(self.open - REMOTE)


@dataclass(slots=True)
class _Read:
    open: set[str] = field(default_factory=set)
    shut: set[str] = field(default_factory=set)
    looked: set[str] = field(default_factory=set)
    spots: list[Spot] = field(default_factory=list)
    clear: bool = True


def access(knowledge: Knowledge, channels: Iterable[str]) -> Access:
    """The channels of a step, read."""
    found, only = _Read(), False
    for text in channels:
        plain = unicodedata.normalize("NFKC", simplified(text))
        only = only or _ONLY.search(plain) is not None
        for clause in _CLAUSE.split(plain):
            if clause.strip():
                _clause(knowledge, clause, found)
    found.shut |= found.looked - found.open  # 网上只能查账单: shut, unless said to be open elsewhere
    return Access(frozenset(found.open - found.shut), frozenset(found.shut), only, tuple(found.spots), found.clear)


def spot(knowledge: Knowledge, text: str) -> Spot:
    """The place that a text names."""
    house = "hall" if _WAYS[3][1].search(text) else ""
    named = tuple(each for each in authorities_in(knowledge, text) if not (house and each == _hall(knowledge)))
    window = named[0] if len(named) == 1 else ""
    return Spot(house or window or ("" if named or not _OFFICE.search(text) else folded(text)), window)


def authorities_in(knowledge: Knowledge, text: str) -> tuple[str, ...]:
    """The authorities that a text names, in its order; longer names first, so that 市税务局 is one name."""
    pattern, owners = _named(knowledge)
    return tuple(dict.fromkeys(owners[each] for each in pattern.findall(text)))


def _clause(knowledge: Knowledge, clause: str, found: _Read) -> None:
    ways = {way for way, words in _WAYS if words.search(clause)}
    if ways & _HOUSES:
        ways.discard("counter")  # it is said which one
    if ways & REMOTE and "hall" in ways and not _AND.search(clause):
        ways.discard("hall")  # the hall's pages on the net
    if not ways and _OFFICE.search(clause):
        ways = {"counter"}
    if _LOOK.search(clause):
        found.looked |= ways
        return
    if _SHUT.search(clause):
        found.shut |= ways
        return
    found.clear = found.clear and bool(ways)
    found.open |= ways
    if ways - REMOTE:
        found.spots.append(spot(knowledge, clause))


def _hall(knowledge: Knowledge) -> str:
    return next((each.id for each in knowledge.authorities.values()
                 for name in (each.name, *each.aliases) if _WAYS[3][1].fullmatch(name)), "")


@lru_cache(maxsize=4)
def _named(knowledge: Knowledge) -> tuple[re.Pattern[str], dict[str, str]]:
    owners = {name: each.id for each in knowledge.authorities.values() if each.kind != "applicant"
              for name in (each.name, *each.aliases) if len(name) > 1}
    return re.compile("|".join(re.escape(each) for each in sorted(owners, key=len, reverse=True))), owners
