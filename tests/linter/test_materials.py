"""Materials against rules that the shipped rule base does not have yet: closed lists, numbers, issuers."""

import shutil
from pathlib import Path

import pytest

from kb import Knowledge, load
from kb.linter.materials.words import again, catch_all, photocopy
from kb.linter.run import lint

DEMO = Path(__file__).parents[1] / "generator" / "rules"
MORE = """clause: demo-2020/main/2
rules:
  - id: licence.materials.more
    title: 不要税务部门的证明，材料只收一套
    then:
      - forbid_material: {issuer: tax, text: 不得要税务部门的证明}
      - material: {id: photo, step: review, copies: 3}
      - forbid_material: {kind: extra-copies, text: 只收一份}
"""


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    rules = tmp_path_factory.mktemp("rules") / "rules"
    shutil.copytree(DEMO, rules)
    (rules / "licence" / "clauses" / "more.yaml").write_text(MORE, encoding="utf-8")
    return load(rules)


@pytest.mark.parametrize(("step", "material", "codes"), [
    ("提交登记申请", "登记申请表", []),
    ("提交登记申请", "担保书", ["P301"]),
    ("提交登记申请", "{name: 担保书, required: false}", []),
    ("提交登记申请", "其他材料", ["P311"]),
    ("提交登记申请", "无违法证明", ["P308"]),
    ("提交登记申请", "税务部门出具的完税说明", ["P301"]),
    ("提交登记申请", "{name: 登记申请表, copies: 1}", []),
    ("提交登记申请", "{name: 登记申请表, copies: 2}", ["P312"]),
    ("登记审查", "{name: 店面照片, copies: 3}", []),
    ("登记审查", "{name: 店面照片, copies: 4}", ["P312"]),
    ("登记审查", "{name: 租赁合同, copies: 2}", ["P312"]),
    ("登记审查", "{name: 租赁合同, form: 复印件}", ["P302"]),
])
def test_rules_of_another_base(knowledge: Knowledge, tmp_path: Path, step: str, material: str,
                               codes: list[str]) -> None:
    path = tmp_path / "d.yaml"
    path.write_text("document: {service: licence.shop, as_of: 2020-06-01}\nsteps:\n"
                    f"  - {{id: a, name: {step}, materials: [{material}]}}\n", encoding="utf-8")
    found = [each for each in lint(knowledge, path) if each.code.startswith("P3")]
    assert [each.code for each in found] == codes
    assert all(each.severity == "error" and not each.depends_on for each in found)


@pytest.mark.parametrize(("name", "vague"), [
    ("其他材料", True), ("其它相关资料", True), ("相关证明文件", True), ("法律、法规规定的其他材料", True),
    ("身份证等相关材料", True), ("户口簿等", True), ("登记机构要求提交的有关材料", True), ("视情补充的材料", True),
    ("其他权利人同意书", False), ("相关权利人身份证", False), ("高等学校毕业证", False), ("材料清单", False),
    ("等级证书", False), ("申请材料真实性承诺书", False), ("有关部门批准文件", False), ("其他共有人的身份证明", False),
])
def test_catch_all(name: str, vague: bool) -> None:
    assert catch_all(name) is vague


@pytest.mark.parametrize(("name", "form", "note", "asked"), [
    ("身份证", "copy", "", True), ("身份证影印件", "", "", True), ("身份证", "原件及复印件", "", True),
    ("身份证", "原件", "由窗口复印留存", False), ("身份证", "copy", "窗口工作人员代为复印", False),
    ("身份证", "无需复印件", "", False), ("身份证", "原件或复印件", "", False), ("营业执照副本", "", "", False),
])
def test_photocopy(name: str, form: str, note: str, asked: bool) -> None:
    assert photocopy(name, form, note) is asked


@pytest.mark.parametrize(("text", "before"), [
    ("窗口已交过", True), ("重新提交", True), ("审过的图纸", True), ("没有交过的", False), ("未提交过的", False),
    ("审查合格的图纸", False), ("经审定的方案", False), ("不重复收取", False), ("不得重复提交", False),
])
def test_again(text: str, before: bool) -> None:
    assert again(text) is before
