"""The tables of a document as clerks name them: parts, their columns, and the words for each. Also the template's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from kb.linter.simplified import simplified

Kind = Literal["text", "names", "flag", "duration", "day", "period", "whole", "amount", "facts", "materials",
               "nature", "practice", "waits", "step", "seals", "fees", "code"]

LONGEST = 60
"""The longest text that may be a title or the name of a table."""

_SIGNS = re.compile(r"[\s*＊:：、,，.。;；/\\·_\-—()（）\[\]【】<>《》“”\"'#]+")
_BRACKET = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the key in the document (`notice.form` is inside `notice`), its title, other words, its kind."""

    key: str
    title: str
    kind: Kind = "text"
    words: tuple[str, ...] = ()
    about: str = ""
    width: int = 14


@dataclass(frozen=True, slots=True)
class Part:
    """A table. `must` is the column that every row has; `of_step`: its rows belong to the step they name."""

    key: str
    title: str
    columns: tuple[Column, ...]
    words: tuple[str, ...] = ()
    must: str = ""
    of_step: bool = False
    about: str = ""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _c(key: str, title: str, kind: Kind = "text", words: str = "", about: str = "", width: int = 14) -> Column:
    return Column(key, title, kind, _words(words), about, width)


_NOTE = _c("note", "备注", words="说明 备注说明 注 填写备注 其他说明", width=24)
_BY = "办理单位 责任单位 单位 部门"
_STEP = _c("step", "环节", "step", "所属环节 环节名称 环节编号 办理环节 对应环节 步骤 阶段", "写环节的编号或名称", 20)
_BASIS = "法律依据 设定依据 文件依据 政策依据 收费依据"

DOCUMENT = Part("document", "文件", (
    _c("service", "事项", words="事项编号 事项名称 服务事项 服务 办理事项 政务服务事项",
       about="事项的编号或名称", width=30),
    _c("department", "部门", words="单位 填报单位 填报部门 办理部门 办理单位 责任单位 责任部门 实施机关 主管部门 "
       "发布单位"),
    _c("title", "标题", words="名称 文件名称 文件标题 流程名称 指南名称"),
    _c("as_of", "依据日期", "day", "按哪天的规定 按哪一天的规定 检查日期 审查日期 日期 as_of 施行日期",
       "按哪一天的规定检查"),
    _c("version", "版本", words="版本号"), _c("url", "发布地址", words="网址 链接 公开网址"), _NOTE,
), _words("文件信息 基本信息 概况 表头 文件说明 基本情况"))
SITUATION = Part("situation", "情形", (), _words("适用情形 适用情况 情况 适用范围 前提情况 条件"))
STEPS = Part("steps", "环节", (
    _c("id", "编号", words="环节编号 序号 步骤编号 代码 环节代码 步骤号 顺序", about="本文件里的编号", width=10),
    _c("name", "环节名称", words="环节 步骤 名称 办理环节 流程环节 事项 办理事项 工作环节 步骤名称 办理步骤 流程 阶段 "
       "程序", width=26),
    _c("is", "对应规则环节", words="规则环节 对应环节 规则库环节", about="对应规则库的哪个环节，可从下拉选", width=24),
    _c("authority", "办理部门", words="部门 责任部门 责任单位 单位 办理单位 实施部门 主管部门 牵头部门 承办单位 "
       "承办部门 审批部门 办理主体 责任主体 实施主体", width=22),
    _c("kind", "性质", "nature", "环节性质 类型 类别 环节类型"),
    _c("after", "前置环节", "waits", "前置 前一环节 在哪些环节之后 上一环节 前置条件 前置步骤 先办环节 前序环节",
       "办完这些环节才开始；写编号或名称，用顿号隔开", 18),
    _c("issue_after", "出结果前须办结", "waits", "结果等待 出证前须办结 出具结果前须办结", "只有结果要等的环节", 18),
    _c("duration", "时限", "duration", "办理时限 办结时限 承诺时限 时间 办理时间 期限 用时 工作时限 完成时限 承诺期限 "
       "耗时 办理期限 时长", "如 7个工作日、29日、24小时、即时"),
    _c("average", "是平均值", "flag", "平均值 平均 时限是平均值", width=10),
    _c("counted", "计入总时限", "flag", "是否计时 是否计入总时限 计时 计入时限 是否计入", width=12),
    _c("starts", "起算", words="起算点 从何时起算 起算时间 计时起点"),
    _c("ends", "止算", words="截止点 到何时为止 计时终点"),
    _c("situation", "只在这些情况", "facts", "适用情形 情形 适用情况 只适用于", "如 占用绿地=是；外线长度=120", 24),
    _c("when", "条件", words="办理条件 适用条件 什么时候办 何时办理 触发条件", width=24),
    _c("materials", "材料", "materials", "申请材料 所需材料 提交材料 申报材料 材料名称 材料清单 要件 "
       "所需要件", width=30),
    _c("accepts_with", "可后补材料", "materials", "容缺材料 容缺 后补材料 容缺后补", width=20),
    _c("fees", "收费", "fees", "收费项目 费用 收费名称", "写收费名称；金额等写在收费表里", 18),
    _c("seals", "盖章", "seals", "盖章单位 印章 用章 签章", "写哪些单位要盖章", 18),
    _c("notice.form", "告知形式", words="告知方式"),
    _c("notice.complete", "一次性告知", "flag", "是否一次性告知 一次告知 是否一次告知", width=12),
    _c("notice.times", "告知次数", "whole", width=10),
    _c("legal_basis", "依据", words=_BASIS, width=24),
    _c("channel", "办理渠道", "names", "渠道 办理方式 办理地点 办理窗口 在哪里办", width=16),
    _c("result", "办理结果", words="结果 出具什么 结果文件 出件 办理成果", width=18), _NOTE,
), _words("环节表 流程 办理流程 流程表 步骤 办理环节 环节清单 流程环节 办事流程"), "name")
MATERIALS = Part("materials", "材料", (
    _STEP, _c("name", "材料名称", words="材料 名称 申请材料 所需材料 要件名称 要件 提交材料", width=34),
    _c("is", "对应规则材料", words="规则材料 规则库材料 对应材料", about="对应规则库的哪份材料，可从下拉选", width=24),
    _c("copies", "份数", "whole", "数量 件数 材料份数", width=8),
    _c("form", "形式", words="材料形式 形态 介质 原件复印件 原件或复印件", about="如 原件、复印件、电子版"),
    _c("from", "来源", words="材料来源 来源渠道 出具单位 由谁提供 提供方 来源部门", width=18),
    _c("required", "必须", "flag", "是否必须 是否必要 必要性 必要 是否必需 必需 是否必交 必交", width=10),
    _c("legal_basis", "依据", words=_BASIS, width=24),
    _c("seals", "盖章", "seals", "盖章单位 印章 签章", width=16),
    _c("any_of", "几份交一份", words="同组 组名 任选组 选交组", about="几份里交一份的，写同一个组名"), _NOTE,
), _words("材料表 材料清单 申请材料 申报材料 所需材料 要件清单 提交材料"), "name", of_step=True)
LATER = Part("accepts_with", "容缺", (
    _STEP, _c("name", "可后补材料", words="材料名称 材料 容缺材料 后补材料 名称", width=34),
    _c("on", "凭什么", words="凭据 替代材料 凭何受理 凭何种承诺 承诺方式", width=24),
    _c("within", "补交期限", "duration", "补正期限 期限 补齐期限 时限", "如 5个工作日"), _NOTE,
), _words("容缺表 容缺受理 容缺清单 容缺材料 后补材料 可后补材料"), "name", of_step=True)
FEES = Part("fees", "收费", (
    _STEP, _c("name", "收费名称", words="收费项目 名称 费用名称 项目 费用 收费", width=26),
    _c("amount", "金额", "amount", "标准 收费标准 收费金额 费用金额 金额元"),
    _c("payer", "付费方", words="由谁交 交费人 缴费人 缴费主体 付款方"),
    _c("payee", "收费方", words="收费单位 收款单位 收款方 执收单位"),
    _c("before_result", "先交费后给结果", "flag", "是否先交费 先交费 先缴费 是否先缴费", width=16),
    _c("published", "已公示", "flag", "是否公示 公示 是否已公示", width=10),
    _c("required", "必交", "flag", "是否必交 是否必须 必须", width=10),
    _c("legal_basis", "依据", words=_BASIS, width=24),
    _c("when_paid", "何时交", words="交费时间 缴费时间 交费环节 收费时间"), _NOTE,
), _words("收费表 收费清单 费用 收费项目 收费目录"), "name", of_step=True, about="不写环节的，是整个文件的收费")
SEALS = Part("seals", "盖章", (
    _STEP, _c("by", "盖章单位", words="单位 部门 由谁盖章 印章单位", width=22),
    _c("kind", "哪种印章", words="印章 印章种类 印章类型"), _NOTE,
), _words("印章 用印 盖章表 盖章要求 签章"), "by", of_step=True)
PROMISES = Part("promises", "承诺", (
    _c("item", "承诺事项", words="事项 项目 承诺内容 承诺项目 环节 内容", width=30),
    _c("duration", "时限", "duration", "承诺时限 办结时限 期限 办理时限", "如 2个工作日"),
    _c("for", "对哪些情况", "facts", "情形 适用情形 适用情况 情况", "如 用电电压=10千伏", 24),
    _c("average", "是平均值", "flag", "平均值 平均", width=10), _c("starts", "起算", words="起算点 从何时起算"),
    _c("ends", "止算", words="截止点 到何时为止"), _NOTE,
), _words("承诺表 服务承诺 承诺时限 时限承诺"), "item")
PRACTICES = Part("practices", "其他做法", (
    _c("text", "做法", words="内容 具体做法 做法内容 要求 规定", width=40),
    _c("kind", "做法类别", "practice", "类别 种类 性质 类型", "不清楚就不写"),
    _c("required", "强制", "flag", "是否强制 必须 是否必须", width=10),
    _c("by", "由谁", words=_BY), _NOTE,
), _words("做法 其他要求 其他规定 业务做法"), "text")
DISCLOSURES = Part("disclosures", "公开", (
    _c("what", "公开内容", words="公开事项 内容 公开什么 公示内容 公开项目", width=30),
    _c("public", "已公开", "flag", "是否公开 是否已公开 公开情况 是否公示", width=10),
    _c("where", "公开位置", words="在哪里公开 公开地址 公开渠道 公开方式", width=24),
    _c("since", "公开日期", "day", "公开时间 何时公开 自何时起"), _NOTE,
), _words("公开表 公示 信息公开 公开事项 公开清单 公示内容"), "what")
REPORTS = Part("reports", "报送", (
    _c("what", "报送内容", words="报送事项 内容 报送什么 报表名称 报送材料", width=30),
    _c("period", "期间", "period", "所属期 报送周期 哪一期 月份", "如 2018-10"),
    _c("submitted", "报送日期", "day", "报送时间 上报日期 何时报送"),
    _c("to", "报送给", "names", "报送单位 接收单位 报送对象 报给谁 接收部门", width=24),
    _c("by", "由谁", words="填报单位 报送部门 责任单位 部门"), _NOTE,
), _words("报送表 报送事项 报表 信息报送"), "what")
DECISIONS = Part("decisions", "个案决定", (
    _c("text", "决定", words="决定内容 内容 处理决定 作出的决定 办理结果", width=36),
    _c("situation", "情况", "facts", "当事人情况 情形 申请情况 案情", "如 申请容量=100", 30),
    _c("date", "决定日期", "day", "日期 作出日期 决定时间"), _c("by", "由谁", words=_BY),
    _c("grants", "给了哪项待遇", "names", "给予待遇 准予待遇 给予", "规则里待遇的编号，不清楚就不写", 18),
    _c("denies", "没给哪项待遇", "names", "不给待遇 不予待遇 拒绝", "规则里待遇的编号，不清楚就不写", 18), _NOTE,
), _words("决定 决定表 处理决定 个案"), "text")
DATA_USES = Part("data_uses", "数据使用", (
    _c("purpose", "用途", words="使用目的 目的 数据用途", width=30),
    _c("receiver", "接收方", words="接收单位 提供给谁 使用方 使用单位", width=20),
    _c("data", "数据", "names", "数据内容 哪些数据 数据项 数据范围", width=24),
    _c("consent", "经本人同意", "flag", "是否同意 是否经本人同意 本人同意 授权", width=12), _NOTE,
), _words("数据 数据使用表 数据共享 数据用途"), "purpose")
ACCEPT = Part("accept", "保留的偏差", (
    _c("code", "检查代码", "code", "代码 检查编号"), _c("at", "在哪里", "names", "环节 位置 涉及环节", width=18),
    _c("reason", "理由", words="原因 为什么保留 保留理由", width=36),
    _c("until", "保留到", "day", "截止日期 有效期至 到期日 期限"), _c("by", "由谁", words="批准人 确认人 批准单位"),
), _words("偏差 例外 保留偏差 已确认的偏差"), "code")

PARTS = (DOCUMENT, SITUATION, STEPS, MATERIALS, LATER, FEES, SEALS, PROMISES, PRACTICES, DISCLOSURES, REPORTS,
         DECISIONS, DATA_USES, ACCEPT)
TABLES = PARTS[2:]

NATURES = {
    "approval": "审批 行政审批 许可 行政许可 核准", "acceptance": "受理 收件 接件 申请受理",
    "review": "审查 审核 评审 初审 复审 技术审查",
    "inspection": "检查 验收 踏勘 现场勘查 勘查 勘验 现场检查", "payment": "缴费 付费 交费 付款",
    "construction": "施工 建设", "filing": "备案", "notice": "告知 通知",
    "delivery": "交付 送达 发证 出证 办结 出件 送电", "applicant": "申请人 申请人办理 申请 用户",
}
"""The kinds of a step with the words for them; the first is the template's."""

PRACTICE_KINDS = {"tied_sale": "搭售 捆绑销售 搭配销售"}
"""The kinds of practice that have a Chinese name."""


def fold(word: str) -> str:
    """A title or table name without width, case, spaces and signs."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", word)).casefold()


def split_title(title: str) -> tuple[str, str]:
    """A column's title and what stands in brackets behind it: 时限（工作日） is 时限 and 工作日."""
    inside = "".join(_BRACKET.findall(title))
    return _BRACKET.sub("", title), inside


@lru_cache(maxsize=4096)
def part_named(word: str) -> Part | None:
    """The table that a sheet's name or a heading is for sure."""
    if len(word) > LONGEST:
        return None
    return _part_words().get(fold(word)) or _part_words().get(fold(simplified(word)))


def column_named(part: Part, title: str) -> Column | None:
    """The column that a title is for sure; what stands in brackets is left aside if need be."""
    return _column(part.key, title) if len(title) <= LONGEST else None


@lru_cache(maxsize=8192)
def _column(key: str, title: str) -> Column | None:
    words = _column_words(key)
    for each in (title, simplified(title)):
        found = words.get(fold(each)) or words.get(fold(split_title(each)[0]))
        if found:
            return found
    return None


def nature(word: str) -> str | None:
    """The kind of step that a word means."""
    return _reverse("nature").get(fold(word))


def practice_kind(word: str) -> str | None:
    """The kind of practice that a word means."""
    return _reverse("practice").get(fold(word))


@cache
def _reverse(which: str) -> Mapping[str, str]:
    table = NATURES if which == "nature" else PRACTICE_KINDS
    return {fold(word): key for key, words in table.items() for word in (key, *words.split())}


@cache
def _part_words() -> Mapping[str, Part]:
    return {fold(word): part for part in reversed(PARTS) for word in (*part.words, part.key, part.title)}


@cache
def _column_words(key: str) -> Mapping[str, Column]:
    part = next(each for each in PARTS if each.key == key)
    found: dict[str, Column] = {}
    for level in (lambda each: (each.title, each.key), lambda each: each.words):
        for column in part.columns:
            for word in level(column):
                found.setdefault(fold(word), column)
    return found
