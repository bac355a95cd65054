"""One sound file of every kind, each with nearly every key its schema knows."""

from __future__ import annotations

INSTRUMENT = """\
instrument:
  id: city-2018
  title: 某市实施意见
  issuer: 某市人民政府
  number: null
  rank: normative
  issued: 2018-09-14
  from: 2018-09-14
  until: null
  outline:
    - {locator: annex5/3/3/2, title: 规划许可, digest: DIGEST, status: encoded}
    - {locator: annex5/2/3, title: 供电可靠性, digest: DIGEST, status: management, reason: 内部管理}
""".replace("DIGEST", "0a" * 32)

VOCABULARY = """\
authorities:
  - {id: power-company, name: 市供电公司, aliases: [供电公司], kind: enterprise, note: 甲}
materials:
  - {id: completion-survey, name: 竣工测量资料, aliases: [测绘资料], issuer: applicant, note: 甲}
facts:
  - {id: voltage, type: enum, title: 电压等级, question: 哪个?, who: applicant, note: 甲,
     values: [{id: low, name: 低压, aliases: [220伏]}, {id: 10kv, name: 10千伏}]}
  - {id: line_length_m, type: number, unit: m, minimum: 0, maximum: 1000.5, integer: false, decimals: 2, title: 长度,
     question: 多少米?}
  - {id: green, type: boolean, title: 占绿, question: 占不占?,
     yes: 占用, no: 不占用, who: power-company, discretion: true}
  - {id: applied_on, type: date, title: 申请日, question: 哪天?}
implies:
  - {if: line_length_m > 0, then: {external_line: true, on: 2018-09-14}, note: 常理}
  - {if: not(dual_source), then: {voltage: 10kv}, presume: true, tension: power.user, note: 甲}
calendar:
  - {date: 2018-09-24, working: false, reason: 甲}
"""

SERVICES = """\
domain: {id: power, name: 获得电力, note: 甲}
services:
  - id: power.connect
    name: 用电报装
    aliases: [获得电力]
    audience: 企业和群众
    result: 送电
    authority: power-company
    covers: voltage in ("low", "10kv")
    not_covered: 没有规定
    note: 甲
    steps:
      - {id: apply, name: 申请, kind: applicant, authority: applicant}
      - id: review
        name: 受理
        aliases: [审核]
        kind: acceptance
        authority: power-company
        after: [apply, {any_of: [a, b]}]
        issue_after: [apply]
        produces: [slip]
        note: 甲
    spans:
      - {id: approvals, name: 审批, steps: [review], starts: 甲, ends: 乙, note: 丙}
"""

CLAUSES = """\
clause: city-2018/annex5/3/3/2
rules:
  - id: power.permit.short-line
    title: 短的不办
    when: line_length_m < 150
    then:
      - waive: permit
      - require: review
      - abolish: a
      - merge: {step: a, into: b}
      - undetermined: {step: a, holder: b, what: 甲}
      - precede: {first: a, then: [b, c]}
      - issue_order: {first: a, then: b}
      - parallel: [a, b]
      - not_prerequisite: {what: {material: a}, of: b}
      - closed_set: {of: approvals, members: [a], for: [b]}
      - limit: {step: a, value: 0.5, unit: working_day, measure: max, starts: 甲, ends: 乙, includes: 丙}
      - limit: {span: a, value: 24, unit: hour}
      - exclude: {what: 甲, from: [a], reason: 乙}
      - material: {id: a, step: b, any_of: c, form: 原件, copies: 1, basis: verified, note: 甲}
      - fetch: {id: a, step: b, from: c}
      - defer: {id: a, step: b, on: 承诺}
      - waive_material: {id: a, step: b}
      - forbid_material: {form: photocopy, text: 甲}
      - fee: {name: 甲, status: forbidden, payer: a, basis: 乙, when_paid: 丙, text: 丁}
      - entitle: {who: applicant, text: 甲}
      - duty: {who: a, text: 甲, within: 24小时}
      - disclose: {who: [a, b], what: 甲}
      - report: {who: a, to: b, what: 甲, period: monthly, within: {value: 15, unit: day}}
      - forbid: {who: a, practice: b, text: 甲}
    overrides: [power.permit.needed]
    also: [city-2018/main/1]
    services: [power.connect]
    force: promise
    from: 2018-09-14
    until: 2020-01-01
    due: 2018-09-30
    group: permits
    clause: city-2018/annex5/3/3/1
    note: 甲
  - {id: power.always, title: 总是, then: [{require: a}], when: [a, b > 1]}
tensions:
  - id: power.week
    title: 两种写法
    readings: [{text: 甲, clause: city-2018/annex5/3/2}, {text: 乙, clause: city-2018/annex5/1}]
    used: 甲
    because: 乙
    arithmetic: 1+7+5=13
    when: dual_source
    touches: [a, b]
unavailable:
  - {what: 一览表, holder: a, touches: [], when: voltage = "10kv", clauses: [city-2018/main/1]}
"""

CASES = """\
cases:
  - id: short-line-149
    title: 管线149.9米
    service: power.connect
    as_of: 2018-11-05
    facts: {voltage: 10kv, line_length_m: 149.9, green: true, day: 2018-09-14, other: null, done_annex5_1: true}
    expect:
      outcome: depends
      steps: {permit: waived}
      limits: {reply: 5, other: {min: 0.5, max: 7}}
      spans: {approvals: {min: 0, max: 7}, internal: 11}
      declared: {internal: 11}
      needs: {reply: [permit]}
      issue_after: {reply: [permit]}
      materials: {slip: bring}
      rules: [a.b]
      not_rules: [a.c]
      depends_rules: []
      missing: [dual_source]
      not_missing: [road]
      tensions: [a.d]
      not_tensions: []
    note: 甲
"""

FACTS = "voltage: 10kv\nline_length_m: 149.9米\ngreen: unknown\nroad:\n"
FACTS_WITH_SERVICE = "service: power.connect\nas_of: 2018-11-05\nfacts: {voltage: 10kv}\n"

DOCUMENT = """\
document:
  service: power.connect
  department: 市供电公司
  title: 办理流程
  as_of: 2018-11-05
  x_file_number: 12
situation: {voltage: 10kv, line_length_m: 300, green: true}
steps:
  - id: s3
    name: 临时占用绿地审批
    is: green-permit
    authority: 绿化部门
    after: [s1, s2]
    issue_after: []
    duration: 7工作日
    counted: true
    materials: [占用申请表, {name: 同意书, copies: 1, form: copy, from: applicant, required: true, legal_basis: null}]
    accepts_with: [承诺书, {name: 资料, on: 承诺}]
    fees: [{name: 修复费, amount: null, payer: 项目单位, before_result: true, published: true}]
    seals: [{by: 原主管部门}, 公章]
    notice: {form: written, complete: true, times: 1}
    x_window: [3, 4]
  - {id: s4, name: 甲, duration: null}
promises: [{item: 抵押登记, duration: 2工作日, for: {}}]
fees: []
practices: [{text: 须购买理财产品, kind: tied_sale, required: true}]
disclosures: [{what: step_times, public: true}]
reports: [{what: monthly_statistics, period: 2018-10, submitted: 2018-11-15, to: [市金融服务中心]}]
decisions: [{text: 不予接入, situation: {requested_capacity_kva: 100}}]
data_uses: [{purpose: 甲, receiver: 乙}]
accept: [{code: P201, at: s3, reason: 甲, until: 2019-01-01}]
"""

ANSWER = """\
{"service": "power.connect", "as_of": "2018-11-05", "facts": {"line_length_m": 120.5, "green": true},
 "knowledge": {"fingerprint": "sha256:DIGEST", "version": "0.1.0", "instruments": ["city-2018"]},
 "outcome": "depends", "more": {"later": 1},
 "steps": [{"id": "permit", "name": "许可", "authority": "a", "status": "required", "kind": "approval",
            "limit": {"value": 5, "unit": "working_day", "measure": "max",
            "counted": true}, "needs": ["apply"],
            "because": [{"rule": "a", "clause": "b", "force": "promise", "if": "长度 < 150 米"}]},
           {"id": "b", "name": "乙", "authority": "a", "status": "depends", "kind": "notice", "limit": null,
            "needs": [], "because": []}],
 "materials": [{"id": "a", "name": "甲", "step": "b", "status": "bring", "any_of": null, "from": "applicant",
                "basis": "to_confirm", "because": []}],
 "spans": [{"id": "approvals", "name": "审批", "total": {"min": 7, "max": 12.5}, "unit": "working_day",
            "critical_path": ["permit"], "slack": {"permit": 0}, "declared": {"value": 12, "measure": "max"},
            "dates": null}],
 "duties": [], "entitlements": [], "prohibitions": [], "fees": [], "disclosures": [],
 "missing": [{"fact": "a", "question": "甲", "who": "applicant", "discretion": false, "affects": ["b"]}],
 "tensions": [{"id": "a", "note": "甲", "clauses": ["b"]}],
 "unavailable": [{"what": "甲", "holder": "b", "clauses": ["c"]}]}
""".replace("DIGEST", "0a" * 32)

FINDING = """\
{"code": "P201", "name": "illegal-prerequisite", "severity": "error", "file": "a.yaml",
"line": 12, "column": 5,
 "at": ["s3"], "message": "甲", "why": "乙", "clauses": ["a/b"], "rules": ["c"], "depends_on": [],
 "hint": "丙",
 "fix": {"op": "remove", "path": "/steps/1"}}
"""

HANDED_IN = """\
service: power.connect
as_of: 2018-11-05
facts: {voltage: 10kv, line_length_m: 120}
steps: [apply]
applicant: 某厂
number: 甲1
received: 2018-11-06
clerk: 张某
handed_in:
  - application-form
  - {id: starting-document, wrong: 看不清}
"""

PUBLICATION = """\
{"title": "甲", "meta": [{"label": "乙", "value": "丙"}], "chapters": [{"id": "a", "title": "丁", "blocks": []}],
 "citations": {"a/b": 1}, "kind": "guide", "entry": null}
"""

BASELINE = """\
{"version": 1, "documents": {"a.yaml": {"0123456789abcdef:1": "P201 甲"}}}
"""

SAMPLES = [
    ("instrument", INSTRUMENT), ("vocabulary", VOCABULARY), ("services", SERVICES), ("clauses", CLAUSES),
    ("cases", CASES), ("facts-file", FACTS), ("facts-file", FACTS_WITH_SERVICE), ("document", DOCUMENT),
    ("answer", ANSWER), ("finding", FINDING), ("handed-in", HANDED_IN), ("publication", PUBLICATION),
    ("baseline", BASELINE),
]
