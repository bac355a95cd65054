"""The typed Procedure: every part of a document as values, each with its own place."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from document_samples import FULL

from kb.compiler.load import load
from kb.findings import KbError
from kb.linter.document import Procedure, read_procedure
from kb.linter.wording import form_of, taken_apart

KNOWLEDGE = load()
def read(tmp_path: Path, text: str = FULL) -> Procedure:
    path = tmp_path / "d.yaml"
    path.write_text(text, encoding="utf-8")
    return read_procedure(KNOWLEDGE, path)


def test_steps_with_all_their_fields(tmp_path: Path) -> None:
    found = read(tmp_path)
    first, second = found.steps
    assert [each.name for each in first.accepts_with] == ["承诺书", "立项文件"]
    assert (first.accepts_with[1].on, first.accepts_with[1].within.value) == ("书面承诺", 5)
    assert (first.notice.form, first.notice.complete, first.notice.times) == ("written", True, 1)
    assert (second.duration.measure, second.duration.starts) == ("average", "收齐材料")
    assert [each.by for each in second.seals] == ["原主管部门", "财务章"]
    assert (second.legal_basis, second.channels, first.legal_basis) == ("城市绿化条例", ("窗口", "网上"), None)
    [fee] = second.fees
    assert (fee.amount, fee.payer) == (None, "项目单位")
    assert (fee.before_result, fee.published, fee.required) == (True, False, None)


def test_material_names_are_taken_apart(tmp_path: Path) -> None:
    plain, licence = read(tmp_path).steps[0].materials
    assert (plain.core, plain.form, plain.copies, plain.required) == ("占用申请表", "", None, True)
    assert (licence.core, licence.form, licence.copies, licence.required) == ("营业执照", "copy", 2, False)
    assert (licence.source_id, licence.any_of) == ("applicant", "主体")


def test_every_other_part(tmp_path: Path) -> None:
    found = read(tmp_path)
    [promise], [fee], [practice] = found.promises, found.fees, found.practices
    assert (promise.item, promise.duration.measure) == ("抵押登记", "average")
    assert dict(promise.situation) == {"dual_source": True}
    assert (fee.amount, fee.basis) == (Decimal("12.5"), "价目表")
    assert (practice.kind, practice.required, practice.by_id) == ("tied_sale", True, found.department_id)
    assert (found.disclosures[0].public, found.disclosures[0].since) == (False, date(2018, 10, 1))
    assert (found.reports[0].period, found.reports[0].submitted, found.reports[0].to) == (
        "2018-10", date(2018, 11, 15), ("市金融服务中心",))
    assert dict(found.decisions[0].situation) == {"requested_capacity_kva": 100}
    assert (found.decisions[0].denies, found.decisions[0].grants) == (("low-voltage",), ("agent",))
    assert (found.data_uses[0].consent, found.data_uses[0].data) == (False, ("电话",))
    assert (found.accept[0].where, found.accept[0].until) == (("s2",), date(2019, 1, 1))
    fees = [(step and step.id, each.name) for step, each in found.all_fees()]
    assert fees == [(None, "高可靠性费"), ("s2", "路面修复费")]


def test_each_value_has_its_own_place(tmp_path: Path) -> None:
    found = read(tmp_path)
    first, second = found.steps
    assert (found.place_of(first.materials[1], "from").line, found.place_of(first.materials[0]).line) == (8, 7)
    assert found.place_of(second.fees[0], "payer").line == found.place_of(second.fees[0], "nowhere").line == 18
    assert found.place_of(found.decisions[0], "situation", "requested_capacity_kva").line == 27
    assert (found.place_of(second, "duration").line, found.place_of(first.notice, "times").line) == (15, 10)


def test_null_is_a_statement(tmp_path: Path) -> None:
    found = read(tmp_path)
    plain, licence = found.steps[0].materials
    assert found.states(licence, "legal_basis") and not found.states(plain, "legal_basis")
    assert licence.legal_basis is None and plain.legal_basis is None


@pytest.mark.parametrize(("line", "code", "number"), [
    ("promises: [{item: 甲, duration: 下周三}]\n", "S402", 2),
    ("promises: [{item: 甲, for: {voltage: 11kv}}]\n", "S416", 2),
    ("decisions: [{text: 甲, situation: {voltag: 10kv}}]\n", "S504", 2),
    ("decisions:\n- {text: 甲, denies: low-voltag}\n", "S608", 3),
    ("decisions:\n- {text: 甲, grants: [power.low-voltage.up-to-100,\n    power.no-such-rule]}\n", "S608", 4),
    ("reports: [{what: 甲, submitted: 2018-13-01}]\n", "S128", 2),
    ("steps: [{id: a, name: 甲, materials: [{name: 乙, is: no-such-thing}]}]\n", "S606", 2),
    ("steps:\n- {id: a, name: 甲, accepts_with: [{name: 乙, within: 礼拜七}]}\n", "S402", 3),
])
def test_wrong_values_of_every_part(tmp_path: Path, line: str, code: str, number: int) -> None:
    with pytest.raises(KbError) as caught:
        read(tmp_path, "document: {service: power.connect, as_of: 2018-11-05}\n" + line)
    assert [(each.code, each.place.line) for each in caught.value.findings] == [(code, number)]


@pytest.mark.parametrize(("name", "core", "form", "copies"), [
    ("身份证复印件", "身份证", "copy", None), ("身份证（原件及复印件）", "身份证", "", None),
    ("申请表（一式三份，加盖公章）", "申请表", "", 3), ("营业执照副本", "营业执照", "duplicate", None),
    ("营业执照（副本）复印件", "营业执照", "copy", None), ("公章", "公章", "", None),
    ("2份申请表", "2份申请表", "", None), ("土地证 原件 1份", "土地证", "original", 1),
    ("身份证明（居民身份证、护照）", "身份证明(居民身份证、护照)", "", None),
    ("复印件", "复印件", "", None), ("平面图电子版", "平面图", "electronic", None), ("", "", "", None),
])
def test_what_a_name_says(name: str, core: str, form: str, copies: int | None) -> None:
    said = taken_apart(name)
    assert (said.core, said.form, said.copies) == (core, form, copies)


def test_forms() -> None:
    assert [form_of(each) for each in ("复印件", "copy", "原件", "蓝图")] == ["copy", "copy", "original", "蓝图"]
