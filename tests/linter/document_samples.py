"""What two documents say, apart from where they say it; and workbooks as clerks make them."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from kb.findings import Finding
from kb.linter.document import Procedure

FULL = """\
document: {service: power.connect, department: 市供电公司, title: 办电流程, as_of: 2018-11-05}
situation: {voltage: 10kv}
steps:
  - id: s1
    name: 用电受理
    materials:
      - 占用申请表
      - {name: 营业执照复印件（一式两份）, from: 申请人, required: false, legal_basis: null, any_of: 主体}
    accepts_with: [承诺书, {name: 立项文件, on: 书面承诺, within: 5工作日}]
    notice: {form: written, complete: true, times: 1}
  - id: s2
    name: 占用绿地审批
    situation: {occupies_green: true}
    after: [s1]
    duration: 7工作日
    average: true
    starts: 收齐材料
    fees: [{name: 路面修复费, amount: null, payer: 项目单位, before_result: true, published: false}]
    seals: [{by: 原主管部门}, 财务章]
    legal_basis: 城市绿化条例
    channel: [窗口, 网上]
promises: [{item: 抵押登记, duration: 2工作日, for: {dual_source: true}, average: true}]
fees: [{name: 高可靠性费, amount: 12.5, basis: 价目表}]
practices: [{text: 须购买理财产品, kind: tied_sale, required: true, by: 市供电公司}]
disclosures: [{what: step_times, public: false, since: 2018-10-01}]
reports: [{what: monthly_statistics, period: 2018-10, submitted: 2018-11-15, to: [市金融服务中心]}]
decisions: [{text: 不予低压接入, situation: {requested_capacity_kva: 100}, denies: [low-voltage], grants: agent}]
data_uses: [{purpose: 推销, receiver: 保险公司, data: [电话], consent: false}]
accept: [{code: P401, at: s2, reason: 已报批, until: 2019-01-01}]
"""
"""A document with every part."""

PLACES = {"at", "data", "file", "index"}


def said(value: Any) -> Any:
    """A document's values without places."""
    if isinstance(value, Procedure) or is_dataclass(value):
        return {each.name: said(getattr(value, each.name)) for each in fields(value) if each.name not in PLACES}
    if isinstance(value, dict):
        return {key: said(each) for key, each in value.items()}
    return [said(each) for each in value] if isinstance(value, list | tuple) else value


def told(found: Sequence[Finding]) -> list[tuple[object, ...]]:
    """Findings without places."""
    return sorted((each.code, each.severity, each.at, each.message, each.depends_on) for each in found)


def book(path: Path, merged: dict[str, list[str]] | None = None, /, **sheets: list[list[Any]]) -> Path:
    """A workbook with these sheets and merged cells."""
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for each in (merged or {}).get(name, ()):
            sheet.merge_cells(each)
    made.save(path)
    return path
