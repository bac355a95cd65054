"""Names that lead nowhere: each told once, at its place, with what was probably meant."""

from __future__ import annotations

import pytest

SERVICE, RULES, FACTS = "demo/service.yaml", "demo/clauses/more.yaml", "demo/facts.yaml"
PRACTICES = "practices:\n  - {id: tied-sale, name: 搭售, group: tied-sale}\n"


def place(finding):
    return finding.place.file, finding.place.line, finding.place.column


def test_a_sound_base_has_no_findings(base):
    assert base.findings() == []


@pytest.mark.parametrize(("then", "wrong", "meant"), [
    ("require: chek", "chek", "check"),
    ("waive: aply", "aply", "apply"),
    ("merge: {step: chek, into: issue}", "chek", "check"),
    ("merge: {step: check, into: isue}", "isue", "issue"),
    ("precede: {first: check, then: isue}", "isue", "issue"),
    ("precede: {first: check, then: [issue, aply]}", "aply", "apply"),
    ("parallel: [check, isue]", "isue", "issue"),
    ("issue_order: {first: chek, then: issue}", "chek", "check"),
    ("limit: {step: chek, value: 3}", "chek", "check"),
    ("limit: {span: al, value: 3}", "al", "all"),
    ("exclude: {step: chek}", "chek", "check"),
    ("exclude: {what: 等待, from: [al]}", "al", "all"),
    ("material: {id: fom, step: apply}", "fom", "form"),
    ("material: {id: form, step: aply}", "aply", "apply"),
    ("waive_material: {id: fom}", "fom", "form"),
    ("fetch: {id: fom, step: apply, from: bureau}", "fom", "form"),
    ("fetch: {id: form, step: apply, from: burea}", "burea", "bureau"),
    ("defer: {id: fom, step: apply}", "fom", "form"),
    ("not_prerequisite: {what: chek, of: issue}", "chek", "check"),
    ("not_prerequisite: {what: {material: fom}, of: issue}", "fom", "form"),
    ("closed_set: {of: approvals, members: [issue, chek]}", "chek", "check"),
    ("closed_set: {of: prerequisites, members: [check], for: [isue]}", "isue", "issue"),
    ("duty: {who: burea, text: 办理}", "burea", "bureau"),
    ("duty: {who: [applicant, burea], text: 办理}", "burea", "bureau"),
    ("duty: {who: bureau, text: 办理, step: chek}", "chek", "check"),
    ("fee: {name: 工本费, status: allowed, payer: aplicant}", "aplicant", "applicant"),
    ("forbid: {who: burea, practice: tied-sale, text: 不得搭售}", "burea", "bureau"),
    ("forbid: {who: bureau, practice: tide-sale, text: 不得搭售}", "tide-sale", "tied-sale"),
    ("entitle: {who: burea, text: 得到答复}", "burea", "bureau"),
    ("disclose: {who: burea, what: fees}", "burea", "bureau"),
    ("forbid_material: {id: fom, text: 不得要求}", "fom", "form"),
    ("forbid_material: {issuer: burea, text: 不得要求}", "burea", "bureau"),
    ("forbid_material: {id: form, step: chek, text: 不得要求}", "chek", "check"),
    ("undetermined: {step: issue, holder: burea, what: 不知道}", "burea", "bureau"),
    ("report: {who: applicant, to: burea, what: 报表}", "burea", "bureau"),
])
def test_names_in_effects(base, then, wrong, meant):
    base.put("vocabulary/practices.yaml", PRACTICES)
    base.rules(f"""\
        - id: demo.more
          title: 更多
          then:
            - {then}
        """)
    found = [each for each in base.findings() if each.code == "C102"]
    assert len(found) == 1, [str(each) for each in base.findings()]
    assert f"`{wrong}`" in found[0].message
    assert f"`{meant}`" in found[0].hint
    assert place(found[0]) == base.place(RULES, wrong)


@pytest.mark.parametrize(("file", "old", "new", "code", "wrong", "meant"), [
    (SERVICE, "after: [apply]", "after: [aply]", "C102", "aply", "apply"),
    (SERVICE, "after: [check]", "after: [{any_of: [check, chek]}]", "C102", "chek", "check"),
    (SERVICE, "after: [check]", "issue_after: [chek]", "C102", "chek", "check"),
    (SERVICE, "after: [check]", "produces: [fom]", "C102", "fom", "form"),
    (SERVICE, "kind: review, authority: bureau", "kind: review, authority: burea", "C102", "burea", "bureau"),
    (SERVICE, "    authority: bureau", "    authority: burea", "C102", "burea", "bureau"),
    (SERVICE, "steps: [apply, check, issue]", "steps: [apply, chek]", "C102", "chek", "check"),
    (SERVICE, "{id: check,", "{id: apply,", "S310", "apply", ""),
    (FACTS, "who: bureau", "who: burea", "C102", "burea", "bureau"),
    ("demo/materials.yaml", "issuer: applicant", "issuer: aplicant", "C102", "aplicant", "applicant"),
    ("demo/clauses/base.yaml", "when: wet", "when: wett", "S202", "wett", "wet"),
    ("demo/clauses/base.yaml", "clause: law-1/a/2", "clause: law-1/a/3", "C102", "law-1/a/3", "law-1/a/2"),
    ("demo/clauses/base.yaml", "clause: law-1/a/2", "clause: law-2/a/2", "S311", "law-2", "law-1"),
])
def test_names_elsewhere(base, file, old, new, code, wrong, meant):
    base.edit(file, old, new)
    found = [each for each in base.findings() if each.code == code and f"`{wrong}`" in each.message]
    assert found, [str(each) for each in base.findings()]
    assert found[0].place.file == f"rules/{file}"
    assert found[0].place.line
    assert found[0].place.column
    if meant:
        assert f"`{meant}`" in found[0].hint


def test_an_unknown_fact_in_a_condition_is_placed_at_its_column(base):
    base.rules("""\
        - id: demo.more
          title: 更多
          when: wet and (cold or lenth_m > 10)
          then: [{waive: check}]
          overrides: [demo.check]
        """)
    finding = base.only("S202")
    assert place(finding) == base.place(RULES, "lenth_m")
    assert "`length_m`" in finding.hint


def test_an_effect_is_placed_at_its_name(base):
    base.rules("""\
        - id: demo.more
          title: 更多
          then:
            - duty: {who: bureau, text: 办理}
            - parallel:
              - check
              - isue
        """)
    assert place(base.only("C102")) == base.place(RULES, "isue")


def test_dangling_override_with_suggestion(base):
    base.rules("""\
        - id: demo.more
          title: 更多
          when: wet
          then: [{waive: check}]
          overrides: [demo.chek]
        """)
    finding = next(each for each in base.findings() if each.code == "C101")
    assert "`demo.check`" in finding.hint
    assert finding.place.file == "rules/demo/clauses/more.yaml"
    assert finding.place.line == 3


def test_names_in_tensions_gaps_and_touches(base):
    base.put("demo/clauses/other.yaml", """\
        clause: law-1/a/1
        tensions:
          - id: demo.tension
            title: 矛盾
            readings: [{text: 甲, clause: law-1/a/1}, {text: 乙, clause: law-1/a/9}]
            used: 甲
            because: 更具体
            touches: [chek]
        unavailable:
          - {what: 附表, holder: burea, touches: [lenth_m]}
        """)
    found = [each for each in base.findings() if each.code == "C102"]
    told = {(each.message.partition("`")[2].rstrip("`"), each.hint) for each in found}
    assert {name for name, _ in told} == {"law-1/a/9", "chek", "burea", "lenth_m"}
    assert all("是不是" in hint for _, hint in told)
    assert all(each.place.line for each in found)


def test_several_slips_are_told_at_once_in_the_order_of_the_files(base):
    base.edit(SERVICE, "after: [apply]", "after: [aply]")
    base.edit("demo/clauses/base.yaml", "step: check, value: 5", "step: chek, value: 5")
    base.edit("demo/materials.yaml", "issuer: applicant", "issuer: nobody")
    found = base.findings()
    assert len(found) == 3
    assert [each.place for each in found] == sorted(each.place for each in found)


@pytest.mark.parametrize(("file", "old", "new", "code"), [
    (FACTS, "  - {id: wet,", "  - {id: spare, type: boolean, title: 多余, question: 多余吗？}\n  - {id: wet,",
     "C201"),
    (SERVICE, "    spans:", "      - {id: spare, name: 多余, kind: review, authority: bureau}\n    spans:",
     "C202"),
    ("demo/materials.yaml", "  - {id: form,", "  - {id: spare, name: 多余}\n  - {id: form,", "C203"),
    ("demo/clauses/base.yaml", "when: wet or cold or length_m > 10 or approved",
     "when: [wet or cold or approved, length_m > 10, length_m < 5]", "C204"),
    ("instruments/law-1.yaml", "    - {locator: a/1,",
     "    - {locator: a/3, title: 三, digest: '" + "0" * 64 + "', status: encoded}\n    - {locator: a/1,",
     "C205"),
])
def test_what_nothing_uses(base, file, old, new, code):
    base.edit(file, old, new)
    finding = base.only(code)
    assert finding.severity == "warning"
    assert finding.place.file == f"rules/{file}"


def test_a_practice_that_nothing_forbids(base):
    base.put("vocabulary/practices.yaml", PRACTICES)
    finding = base.only("C207")
    assert (finding.severity, finding.place.file) == ("warning", "rules/vocabulary/practices.yaml")


def test_a_step_only_ordered_is_unreachable(base):
    base.edit(SERVICE, "    spans:", "      - {id: spare, name: 多余, kind: review, authority: bureau}\n    spans:")
    base.rules("""\
        - id: demo.more
          title: 更多
          then: [{precede: {first: spare, then: issue}}]
        """)
    assert "`spare`" in base.only("C202").message


@pytest.mark.parametrize(("file", "code"), [(SERVICE, "S107"), (FACTS, "S107"), ("instruments/law-1.yaml", "S107")])
def test_what_an_unreadable_file_may_define_is_not_called_unknown(base, file, code):
    base.rules("""\
        - id: demo.more
          title: 更多
          when: wet and nothing
          then:
            - waive: chek
        """)
    (base.root / file).write_bytes(b"\0")
    assert {each.code for each in base.findings()} - {"C102", "S202"} == {code}
    assert len([each for each in base.findings() if each.code in ("C102", "S202")]) <= 1  # what the others are sure of
