"""Files against their schemas: every error in one run, each at its place, in Chinese."""

from __future__ import annotations

import copy
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from schema_samples import CLAUSES, DOCUMENT, SAMPLES

from kb.clauses import locate
from kb.clauses import schema as module
from kb.clauses.dialect import compiled
from kb.clauses.fits import fits, written_out
from kb.clauses.keyword import keywords
from kb.clauses.locate import default_rules
from kb.clauses.located import Located
from kb.clauses.rulebook import sources
from kb.clauses.schema import MOST, kinds, schema, validate
from kb.clauses.source import read_text, read_yaml
from kb.findings import KbError, Place, problem

IDS = [f"{kind}-{place}" for place, (kind, _) in enumerate(SAMPLES)]


def told(kind: str, text: str) -> list[str]:
    found = validate(kind, read_text(text, "a.yaml"))
    assert all(each.severity == "error" and each.place.file == "a.yaml" for each in found)
    return [f"{each.place.line}:{each.place.column} {each.code} {each.message}|{each.hint}" for each in found]


def test_kinds() -> None:
    assert set(kinds()) == {"instrument", "vocabulary", "services", "clauses", "cases", "facts-file", "document",
                            "answer", "finding", "handed-in", "publication", "baseline", "lint"}
    assert {*kinds()} - {"lint"} == {kind for kind, _ in SAMPLES}  # lint: made of findings, held against by its reports


@pytest.mark.parametrize("kind", kinds())
def test_schemas_are_schemas(kind: str) -> None:
    found = schema(kind)
    Draft202012Validator.check_schema(found)
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert found["$id"] == f"urn:banshi:schema:{kind}"
    assert found["title"]
    assert found["description"]


@pytest.mark.parametrize("kind", [kind for kind in kinds() if kind not in ("answer", "finding", "lint")])
def test_mappings_are_closed(kind: str) -> None:
    def walk(node: Any, trail: str) -> None:
        if isinstance(node, dict):
            if "properties" in node and node.get("type") == "object":
                assert node.get("additionalProperties") is False, trail
            for name, each in node.items():
                walk(each, f"{trail}/{name}")
        elif isinstance(node, list):
            for each in node:
                walk(each, trail)

    walk(schema(kind), kind)


def test_every_effect_keyword_is_in_the_clauses_schema() -> None:
    effects = schema("clauses")["$defs"]["effects"]
    assert set(effects["properties"]) == set(keywords())
    assert effects["additionalProperties"] is False
    used = {name for rule in dict(read(CLAUSES))["rules"] for effect in rule["then"] for name in effect}
    assert used == set(keywords()), "the sample uses every keyword"


def read(text: str) -> Any:
    return read_text(text, "a.yaml").value


@pytest.mark.parametrize(("kind", "text"), SAMPLES, ids=IDS)
def test_sound_samples(kind: str, text: str) -> None:
    assert told(kind, text) == []
    assert compiled(plain(kind)).is_valid(read(text))


@pytest.mark.parametrize("source", sources(default_rules()), ids=lambda source: source.shown)
def test_the_rule_base_fits(source: Any) -> None:
    assert validate(source.kind, read_yaml(source.path, source.shown)) == []


def test_a_json_document_fits() -> None:
    text = '{"document": {"service": "power.connect", "as_of": "2018-11-05"}, "steps": [{"id": "1", "name": "x"}]}'
    assert validate("document", read_text(text, "a.json")) == []


def test_a_finding_fits_its_schema() -> None:
    found: Any = problem("S301", "wrong-type", "甲", Place("a.yaml", 1, 1)).to_json()
    assert validate("finding", Located(found)) == []


WRONG = """\
clause: city-2018/annex5/3/2
rulez: []
rules:
  - id: Power.X
    title: 2018
    then:
      - requre: a
      - require: a
        waive: b
      - limit: {value: 0.3, step: x, span: y}
      - limit: {value: 3}
      - parallel: [a]
      - precede: {first: A, then: [b, 1]}
    force: promis
    from: 2018-9-14
    overrides: {a: b}
    when: false
    due: "2018-09-31"
  - then: []
    id: b:c
    title:
    when: 5
tensions:
  - "id：x"
"""


def test_every_error_of_a_clause_file_in_one_run() -> None:
    assert told("clauses", WRONG) == [
        "2:1 S303 不认识键 `rulez`|是不是 `rules`？",
        "4:9 S305 `id` 的写法不对：`Power.X`|编号只用小写字母、数字和 - _ .，以字母或数字开头",
        '5:12 S301 `title` 要写文字，写的是数 `2018`|若是文字，加上引号："2018"',
        "7:9 S303 不认识键 `requre`|是不是 `require`、`merge`、`report`？",
        "8:9 S306 `then` 的第 2 项只能写 1 个键|",
        "10:16 S302 `limit` 里的 `step`、`span` 只能写其中一个|",
        "10:24 S308 `value` 要是 0.5 的整数倍，写的是 0.3|",
        "11:16 S302 `limit` 里的 `step`、`span` 要写其中一个|",
        "12:19 S306 `parallel` 至少要有 2 项|",
        "13:26 S305 `first` 的写法不对：`A`|编号只用小写字母、数字和 - _ .，以字母或数字开头",
        '13:39 S301 `then` 的第 2 项要写文字，写的是数 `1`|若是文字，加上引号："1"',
        "14:12 S304 `force` 不能是文字 `promis`|是不是 `promise`？可写：law、promise、plan、kpi、principle",
        "15:11 S307 `from` 要写日期，写的是 `2018-9-14`|写成 2018-09-14",
        "16:16 S301 `overrides` 要写文字或列表，写的是映射|写成 `[…]`，或另起一行，每项以 `- ` 开头",
        '17:11 S301 `when` 要写文字或列表，写的是`false`|若是文字，加上引号："false"',
        "18:10 S307 `due` 要写日期，写的是 `2018-09-31`|写成 2018-09-14",
        "19:11 S306 `then` 至少要有 1 项|",
        "20:9 S305 `id` 的写法不对：`b:c`|编号只用小写字母、数字和 - _ .，以字母或数字开头",
        "21:11 S301 `title` 要写文字，写的是空值|补上值，或删掉这个键",
        '22:11 S301 `when` 要写文字或列表，写的是数 `5`|若是文字，加上引号："5"',
        "24:5 S301 `tensions` 的第 1 项要写映射（`键: 值`），写的是文字 `id：x`|冒号要用半角，后面空一格",
    ]


@pytest.mark.parametrize(("kind", "text", "expected"), [
    ("clauses", "clause: a/b\n", ["1:1 S302 `rules`、`tensions`、`unavailable` 要写其中一个"]),
    ("clauses", "rules: [{id: a, title: b, then: [{require: a}]}]", ["1:9 S302 `rules` 的第 1 项里缺 `clause`"]),
    ("clauses", "- a\n", ["1:1 S301 文件内容要写映射（`键: 值`），写的是列表"]),
    ("clauses", "clause: a/b\nrules: [{id: a, title: 2018-09-14, then: [require]}]",
     ["2:24 S301 `title` 要写文字，写的是日期 `2018-09-14`",
      "2:43 S301 `then` 的第 1 项要写映射（`键: 值`），写的是文字 `require`"]),
    ("vocabulary", "{}", ["1:1 S306 文件内容至少要写 1 个键"]),
    ("vocabulary", "facts: [{id: a-b, type: number, title: a, question: b, values: [], yes: x, decimals: 5}]",
     ["1:14 S305 `id` 的写法不对：`a-b`", "1:56 S303 `values` 只用于 enum 类型", "1:64 S306 `values` 至少要有 1 项",
      "1:68 S303 `yes` 只用于 boolean 类型", "1:86 S308 `decimals` 要不大于 4，写的是 5"]),
    ("vocabulary", "facts: [{id: a, type: enum, title: a, question: b, minimum: 1}]",
     ["1:9 S302 `facts` 的第 1 项里缺 `values`", "1:52 S303 `minimum` 只用于 number 类型"]),
    ("vocabulary", "facts: [{id: a, type: boolean, title: a, question: b, discretion: yes}]",
     ["1:67 S301 `discretion` 要写 true 或 false，写的是文字 `yes`"]),
    ("vocabulary", "implies: [{if: a, then: {A: 1, b: [1]}}]",
     ["1:26 S305 键 `A` 的写法不对",
      "1:35 S301 `b` 只能写一个值，不能写列表"]),
    ("vocabulary", "authorities: [{id: a, name: x, aliases: [y, y]}]", ["1:41 S306 `aliases` 有重复的项"]),
    ("services", "domain: x\nservices: 3", ["1:9 S301 `domain` 要写映射（`键: 值`），写的是文字 `x`",
                                         "2:11 S301 `services` 要写列表，写的是数 `3`"]),
    ("services", "domain: {id: a, name: b}\nservices: [{id: a, name: b, authority: c, steps: [{id: a, name: b, "
                 "kind: approve, authority: c, after: [{any: [x]}]}]}]",
     ["2:74 S304 `kind` 不能是文字 `approve`",
      "2:105 S302 `after` 的第 1 项里缺 `any_of`", "2:106 S303 不认识键 `any`"]),
    ("cases", "cases: [{id: a, title: b, service: c, as_of: 2018, "
              "expect: {limits: {a: {min: 0}, b: x}, spans: {c: -1}}}]",
     ["1:46 S301 `as_of` 要写文字，写的是数 `2018`", "1:73 S302 `a` 里缺 `max`",
      "1:86 S301 `b` 要写数或映射（`键: 值`），写的是文字 `x`",
      "1:101 S308 `c` 要不小于 0，写的是 -1"]),
    ("cases", "cases: [{id: a, title: b, service: c, as_of: 2018-01-01, expect: {steps: {a: waive}}}]",
     ["1:78 S304 `a` 不能是文字 `waive`"]),
    ("facts-file", "{a: 1, b: [1], C: 2}", ["1:11 S301 `b` 只能写一个值，不能写列表", "1:16 S305 键 `C` 的写法不对"]),
    ("facts-file", "{servce: a, facts: {a: 1}}", ["1:2 S303 不认识键 `servce`"]),
    ("document", "documnt: {service: a}\n", ["1:1 S302 缺 `document`", "1:1 S303 不认识键 `documnt`"]),
    ("document", "document: {service: a}\nsteps:\n  - id: 1\n    name: a\n    materials: [{nam: x}, 5]\n"
                 "    seals: 章\n",
     ["3:9 S301 `id` 要写文字，写的是数 `1`", "5:17 S302 `materials` 的第 1 项里缺 `name`", "5:18 S303 不认识键 `nam`",
      "5:27 S301 `materials` 的第 2 项要写文字或映射（`键: 值`），写的是数 `5`",
      "6:12 S301 `seals` 要写列表，写的是文字 `章`"]),
    ("instrument", "instrument: {id: a, title: b, issuer: c, rank: law, issued: 2018-01-01, from: 2018-01-01, "
                   "outline: [{locator: a, title: b, digest: x, status: goal}]}",
     ["1:101 S302 `outline` 的第 1 项里缺 `reason`", "1:132 S305 `digest` 的写法不对：`x`"]),
])
def test_errors_stand_where_they_are(kind: str, text: str, expected: list[str]) -> None:
    assert [each.split("|")[0] for each in told(kind, text)] == expected


def test_hints_name_what_may_be_written() -> None:
    assert "是不是 `department`" in told("document", "document: {service: a, departmnt: b}\n")[0]
    assert "可写：service、" in told("document", "document: {service: a, qqq: b}\n")[0]
    assert "用自己的话写的条款标题" in told("instrument", SAMPLES[0][1].replace("title: 规划许可, ", ""))[0]


def test_a_file_of_another_kind_ends_soon() -> None:
    text = "steps: [" + "{q: 1}, " * 20_000 + "]"
    begun = time.perf_counter()
    found = told("document", text)
    assert time.perf_counter() - begun < 5
    assert MOST <= len(found) <= MOST + 3
    assert any("S309 只列出前" in each for each in found)


def test_unknown_kind() -> None:
    with pytest.raises(KbError, match="S101"):
        validate("nonsense", read_text("a: 1", "a.yaml"))


def test_sound_files_need_no_jsonschema(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_validator", lambda kind: pytest.fail("asked jsonschema"))
    assert told("document", DOCUMENT) == []


def test_default_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (default_rules() / "schema" / "clauses.json").is_file()
    package = tmp_path / "kb"
    package.mkdir()
    monkeypatch.setattr(locate, "__file__", str(package / "clauses" / "locate.py"))
    with pytest.raises(KbError, match="S101"):
        default_rules()
    (tmp_path / "rules").mkdir()
    assert default_rules() == tmp_path / "rules"
    (package / "_rules").mkdir()
    assert default_rules() == package / "_rules"


def plain(kind: str) -> Any:
    found = schema(kind)
    return written_out(found, found.get("$defs", {}))


ODD: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 3),
    st.sampled_from([Decimal("0.5"), Decimal("1.0"), Decimal("0.3")]),
    st.dates(), st.text(max_size=3),
    st.sampled_from(["a", "A", "a/b", "2018-09-14", "2018-02-30", "low", "x_a", "P201"]),
    st.lists(st.sampled_from(["a", "b", 1, True]), max_size=3),
    st.dictionaries(st.sampled_from(["a", "step", "id"]), st.just("a"), max_size=2))


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[str, Any]:
    """A sample with one to three things changed somewhere."""
    kind, text = draw(st.sampled_from(SAMPLES))
    value = copy.deepcopy(read(text))
    for _ in range(draw(st.integers(1, 3))):
        inner = value
        while True:
            names = list(inner) if isinstance(inner, dict) else list(range(len(inner)))
            if not names:
                break
            name = draw(st.sampled_from(names))
            if isinstance(inner[name], dict | list) and draw(st.integers(0, 3)):
                inner = inner[name]
                continue
            if draw(st.booleans()):
                inner[name] = draw(ODD)
            elif isinstance(inner, dict):
                if draw(st.booleans()):
                    del inner[name]
                else:
                    inner[draw(st.sampled_from(["a", "note", "x_own", "when", "value", "facts"]))] = draw(ODD)
            break
    return kind, value


QUICK = {kind: fits(plain(kind)) for kind, _ in SAMPLES}
THOROUGH = {kind: compiled(plain(kind)) for kind, _ in SAMPLES}


@settings(max_examples=600, deadline=None)
@given(spoilt())
def test_the_quick_answer_is_the_thorough_one(sample: tuple[str, Any]) -> None:
    kind, value = sample
    assert QUICK[kind](value) == THOROUGH[kind].is_valid(value)
    found = validate(kind, Located(value))
    assert bool(found) == (not QUICK[kind](value))
    assert all("（" not in each.message or "不合格式" not in each.message for each in found), "every keyword has words"
