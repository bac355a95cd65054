"""The template as text: YAML with comments, and CSV with one table below the other."""

from __future__ import annotations

import csv
import io
from typing import Any

import yaml

from generator.template.rows import TABLE_PARTS, Row, cell, head, situation, table
from kb.compiler.knowledge import Knowledge
from kb.linter.readers.columns import DOCUMENT, SITUATION, Column

_HEAD = """\
# {title}：填好以后运行 banshi lint 审查。
# 已按规则库预先填好；照本部门实际的做法改，多的删去，少的补上。不知道的不要写。
# 时限写法：7个工作日、1.5个工作日、29日（自然日）、24小时、即时。
# after 是办完才开始的前置环节；issue_after 是出结果以前须办结的环节。
"""
_TAIL = """
# 下面各部分有就写，没有就不写。去掉行首的 # 再填。
# promises: [{{item: 承诺事项, duration: 2个工作日}}]
# fees: [{{name: 收费名称, amount: null, payer: 付费方, before_result: false, published: true}}]
# practices: [{{text: 其他做法, required: false}}]
# disclosures: [{{what: 公开内容, public: true, where: 公开位置}}]
# reports: [{{what: 报送内容, period: "2018-10", submitted: 2018-11-05, to: [接收单位]}}]
# decisions: [{{text: 个案决定, situation: {{{fact}}}}}]
# data_uses: [{{purpose: 用途, receiver: 接收方, consent: true}}]
# accept: [{{code: P401, at: 环节编号, reason: 保留的理由, until: 2019-12-31}}]
"""


def yaml_text(knowledge: Knowledge, data: Row) -> str:
    """The template as YAML."""
    service = knowledge.service(data["document"]["service"])
    body = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100)
    fact = next((f"{name}: 值" for name in service_facts(knowledge, data)), "")
    return _HEAD.format(title=f"{service.name}（{service.id}）") + body + _TAIL.format(fact=fact)


def csv_text(knowledge: Knowledge, data: Row) -> str:
    """The template as CSV with a byte order mark, which spreadsheet programs need to see Chinese."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([f"【{DOCUMENT.title}】"])
    writer.writerow(["项目", "内容", "说明"])
    writer.writerows([column.title, value, column.about] for column, value in head(data))
    writer.writerow([])
    writer.writerow([f"【{SITUATION.title}】"])
    writer.writerow(["情况", "值", "说明"])
    given = situation(data)
    writer.writerows([f"{fact.title}（{fact.id}）", _fact(given.get(fact.id)), fact.question]
                     for fact in facts_of(knowledge, data))
    for part in TABLE_PARTS:
        writer.writerow([])
        writer.writerow([f"【{part.title}】"])
        writer.writerow([column.title for column in part.columns])
        writer.writerows([row.get(column.key, "") for column in part.columns] for row in table(data, part))
    return "\ufeff" + out.getvalue()


def _fact(value: Any) -> Any:
    return "" if value is None else cell(value, Column("", ""))


def service_facts(knowledge: Knowledge, data: Row) -> list[str]:
    """The ids of the facts that matter for the document's service on its day."""
    return [each.id for each in facts_of(knowledge, data)]


def facts_of(knowledge: Knowledge, data: Row) -> list[Any]:
    """The facts that matter for the document's service on its day; whether a reform is done yet comes last."""
    program = knowledge.program(data["document"]["service"], data["document"]["as_of"])
    known = [fact for name, fact in program.facts.items() if name != "as_of"]
    return sorted(known, key=lambda fact: fact.id not in knowledge.facts)
