"""Files read safely: what is converted, what is refused, and where."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kb.clauses.located import Data, Located, Mark
from kb.clauses.source import read_data, read_text, read_yaml
from kb.findings import Finding, KbError, Place

Refusal = tuple[str, int, int]


def refused(text: str, name: str = "a.yaml") -> list[Refusal]:
    return [(each.code, each.place.line, each.place.column) for each in findings(text, name)]


def findings(text: str, name: str = "a.yaml") -> tuple[Finding, ...]:
    with pytest.raises(KbError) as caught:
        read_text(text, name)
    assert all(each.place.file == name and each.message and each.hint for each in caught.value.findings)
    return caught.value.findings


def refused_file(path: Path) -> Finding:
    with pytest.raises(KbError) as caught:
        read_yaml(path)
    assert len(caught.value.findings) == 1
    return caught.value.findings[0]


@pytest.mark.parametrize(("typed", "meant"), [
    ("true", True), ("false", False), ("True", "True"), ("yes", "yes"), ("no", "no"), ("on", "on"),
    ("off", "off"),
    ("null", None), ("~", None), ("", None), ("Null", "Null"),
    ("0", 0), ("-3", -3), ("150", 150), ("010", "010"), ("+5", "+5"), ("1_000", "1_000"), ("0x10", "0x10"),
    ("0o7", "0o7"), ("1:30", "1:30"), ("12:30:45", "12:30:45"), ("1e5", "1e5"), (".5", ".5"), ("5.", "5."),
    (".inf", ".inf"), (".nan", ".nan"), ("149.90", Decimal("149.90")), ("-0.5", Decimal("-0.5")),
    ("00.5", "00.5"),
    ("2018-09-14", date(2018, 9, 14)), ("2018-9-14", "2018-9-14"), ("2018-10", "2018-10"),
    ("2018-09-14 10:00:00", "2018-09-14 10:00:00"), ("'2018-09-14'", "2018-09-14"), ('"150"', "150"),
    ("'true'", "true"), ("10kv", "10kv"), ("10千伏", "10千伏"),
    ("“放管服”改革", "“放管服”改革"), ("=", "="),
    ("注：见附件", "注：见附件"), ("PDF：一份", "PDF：一份"), ("id：x", "id：x"), ("<", "<"),
    ("a, b", "a, b"),
])
def test_only_what_is_certain_is_converted(typed: str, meant: object) -> None:
    value = read_text(f"a: {typed}\n", "a.yaml").value
    assert isinstance(value, dict)
    assert (value["a"], type(value["a"])) == (meant, type(meant))


def test_decimals_are_exact() -> None:
    assert str(read_text("[0.1, 149.900, 12345678901234567890]", "a.yaml").value) == (
        "[Decimal('0.1'), Decimal('149.900'), 12345678901234567890]")


REFUSALS: list[tuple[str, str, list[Refusal]]] = [
    ("tab indentation, every line", "a:\n\tb: 1\n\tc: 2\n", [("S120", 2, 1), ("S120", 3, 1)]),
    ("tab after a value", "a: 1\n\tb: 2\n", [("S120", 2, 1)]),
    ("colon inside a value", "a: b: c\n", [("S120", 1, 5)]),
    ("no colon", "a: 1\nb\nc: 2\n", [("S120", 2, 1)]),
    ("no space after the colon", "a:1\nb: 2\n", [("S120", 2, 2)]),
    ("quote left open", "x: 1\na: \"b\nc: 1\n", [("S120", 2, 4)]),
    ("bracket left open", "a: [1, 2\nb: 3\n", [("S120", 1, 4)]),
    ("brace left open", "a: {b: 1\n", [("S120", 1, 4)]),
    ("bracket too many", "a: 1}\nb: ]\n", [("S120", 2, 4)]),
    ("indentation too small", "a:\n  b: 1\n c: 2\n", [("S120", 3, 2)]),
    ("list and mapping mixed", "- a\nb: 1\n", [("S120", 2, 1)]),
    ("text after a quoted text", "a: \"x\" y\n", [("S120", 1, 8)]),
    ("value begins with @", "a: @x\n", [("S120", 1, 4)]),
    ("value begins with %", "a: %x\n", [("S120", 1, 4)]),
    ("value begins with *", "a: *.md\n", [("S120", 1, 5)]),
    ("unknown escape", 'a: "\\q"\n', [("S120", 1, 4)]),
    ("list on the key's line", "a: - b\n", [("S120", 1, 4)]),
    ("text on the block's line", "a: |x\n b\n", [("S120", 1, 5)]),
    ("several documents", "a: 1\n---\nb: 2\n", [("S125", 2, 1)]),
    ("duplicate key", "a: 1\nb: 2\na: 3\n", [("S121", 3, 1)]),
    ("duplicate key once quoted", "{a: 1, \"a\": 2}", [("S121", 1, 8)]),
    ("alias bomb", "a: &x [1, 1]\nb: &y [*x, *x]\nc: [*y]\n",
     [("S122", 1, 4), ("S122", 2, 4), ("S122", 2, 8), ("S122", 2, 12), ("S122", 3, 5)]),
    ("alias to itself", "a: &x [*x]\n", [("S122", 1, 4), ("S122", 1, 8)]),
    ("merge key", "a: {b: 1}\nc:\n  <<: {d: 1}\n", [("S122", 3, 3)]),
    ("tags", "a: !!python/object:os.system x\nb: !mine {c: 1}\nc: !!str 5\n",
     [("S123", 1, 4), ("S123", 2, 4), ("S123", 3, 4)]),
    ("keys that are no text", "1: a\ntrue: b\n2018-09-14: c\n~: d\n[x]: e\n1.5: f\n",
     [("S124", 1, 1), ("S124", 2, 1), ("S124", 3, 1), ("S124", 4, 1), ("S124", 5, 1), ("S124", 6, 1)]),
    ("no such day", "a: 2018-02-30\nb: 2018-13-01\n", [("S128", 1, 4), ("S128", 2, 4)]),
    ("number too long", f"a: {'9' * 25}\n", [("S129", 1, 4)]),
    ("full-width colon", "service：power.connect\n", [("S111", 1, 8)]),
    ("full-width colons", "steps：\n  - id: s1\n    name：x\n", [("S111", 1, 6), ("S111", 3, 9)]),
    ("full-width colon among keys", "id: s1\nname：用电\nx: 1\n", [("S111", 2, 5)]),
    ("full-width colon swallowed", "note: 说明\n  name：用电\n", [("S111", 2, 7)]),
    ("full-width colon in a list", "- id：s1\n- {id: s2}\n", [("S111", 1, 5)]),
    ("full-width space after a colon", "- id:　s1\n", [("S111", 1, 6)]),
    ("full-width indentation", "a:\n　b: 1\n", [("S111", 2, 1)]),
    ("full-width key", "ｉｄ: 1\n", [("S111", 1, 1)]),
    ("full-width comma", "a: [s1，s2、s3]\n", [("S111", 1, 7)]),
    ("Chinese quotes for quotes", "a: “x”\nb: [‘y’]\n", [("S111", 1, 4), ("S111", 2, 5)]),
    ("NUL", "a: 1\nb: \x00\n", [("S110", 2, 4)]),
    ("control and unseen characters", "a: \x07\nb: x\u200by\n\ufeffc: 1\n",
     [("S110", 1, 4), ("S110", 2, 5), ("S110", 3, 1)]),
    ("escaped control character", 'a: "\\0"\n', [("S110", 1, 4)]),
    ("another line break", "a: 1\u2028b: 2\n", [("S110", 1, 5)]),
    ("too deep", "a:\n  " + "[" * 41, [("S126", 2, 42)]),
    ("empty", "", [("S106", 0, 0)]), ("only space", " \n\n", [("S106", 0, 0)]),
    ("only a comment", "# x\n", [("S106", 0, 0)]),
    ("only null", "---\nnull\n", [("S106", 0, 0)]),
    ("all at once", "a: 1\na: 2\nb: &x 2018-02-31\nc: !t x\n1: 2\nd: e: f\n",
     [("S121", 2, 1), ("S122", 3, 4), ("S128", 3, 4), ("S123", 4, 4), ("S124", 5, 1), ("S120", 6, 5)]),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in REFUSALS],
                         ids=[case[0] for case in REFUSALS])
def test_refused_yaml(text: str, expected: list[Refusal]) -> None:
    assert sorted(refused(text)) == sorted(expected)


@pytest.mark.parametrize("text", [case[1] for case in REFUSALS if case[2][0][0] == "S120"])
def test_complaints_are_chinese_with_pyyaml_alone_too(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def told() -> list[tuple[str, int, str]]:
        return [(each.code, each.place.line, each.message) for each in findings(text)]

    fast = told()
    monkeypatch.setattr("kb.clauses.yamltree._LOADER", yaml.SafeLoader)
    slow = told()
    assert [each[:2] for each in slow] == [each[:2] for each in fast]
    for _, _, message in fast + slow:
        assert any("一" <= char <= "鿿" for char in message)
        assert not any(word in message for word in ("found", "expected", "while"))


@pytest.mark.parametrize(("text", "part"), [
    ("a: 1\n\n  \na: 2\n", "第一次在第 1 行第 1 列"), ("steps：\n", "全角冒号"), ("a: “x”\n", "中文引号"),
    ("a:\n\tb: 1\n", "Tab"), ("a: [1\n", "没有配上 `]`"),
    ("a: *b\n", "引用 `*b`"), ("a: !!str 5\n", "`!!str`"),
])
def test_messages_name_the_slip(text: str, part: str) -> None:
    assert part in findings(text)[0].message


REFUSED_JSON: list[tuple[str, list[Refusal]]] = [
    ('{"a": 1, "a": 2}', [("S121", 1, 10)]), ('{"a": 1,}', [("S130", 1, 8)]), ('[1, 2,\n]', [("S130", 1, 6)]),
    ("{a: 1}", [("S130", 1, 2)]), ("{'a': 1}", [("S130", 1, 2)]), ('{"a"：1}', [("S111", 1, 5)]),
    ('{“a”: 1}', [("S111", 1, 2)]), ('{"a": 1，"b": 2}', [("S111", 1, 8)]), ('{"a": 1e5}', [("S130", 1, 7)]),
    ('{"a": NaN}', [("S130", 1, 7)]), ('{"a": "x\ny"}', [("S130", 1, 9)]), ('{"a": "x', [("S130", 1, 7)]),
    ("[1 2]", [("S130", 1, 4)]), ('{"a": 1', [("S130", 1, 8)]), ("// x\n{}", [("S130", 1, 1)]),
    ("{}\n{}", [("S130", 2, 1)]), ('["\\ud800"]', [("S110", 1, 2)]), ('["\\q"]', [("S130", 1, 3)]),
    (f'["x", {"9" * 25}]', [("S129", 1, 7)]), ("[" * 41, [("S126", 1, 41)]), ("", [("S106", 0, 0)]),
    ("null", [("S106", 0, 0)]), ('{"a": 01}', [("S130", 1, 8)]), ('{"a": tru}', [("S130", 1, 7)]),
]


@pytest.mark.parametrize(("text", "expected"), REFUSED_JSON)
def test_refused_json(text: str, expected: list[Refusal]) -> None:
    assert refused(text, "a.json") == expected


def test_json_is_read_with_places_and_tabs() -> None:
    found = read_text('{\n\t"a": [1, {"b": 0.10}],\r\n\t"c": "2018-09-14"\n}', "a.JSON")
    assert found.value == {"a": [1, {"b": Decimal("0.10")}], "c": "2018-09-14"}
    assert found.place_of(("a", 1, "b")) == Place("a.JSON", 2, 17)
    assert found.key_place_of(("c",)) == Place("a.JSON", 3, 2)
    assert found.text_place_of(("c",)) == Place("a.JSON", 3, 8)


def test_json_in_a_yaml_file_is_yaml() -> None:
    assert read_text('{"a": [1, "x"], "b": null}', "a.yaml").value == {"a": [1, "x"], "b": None}


TEXT = """\
# 说明
rules:
  - id: 一
    when: "a = 1"
    then: [x, {y: 1}]
  -
    id: 二
note: |
  文字
"""


@pytest.mark.parametrize(("path", "value", "key"), [
    ((), (2, 1), (2, 1)), (("rules",), (3, 3), (2, 1)), (("rules", 0), (3, 5), (3, 5)),
    (("rules", 0, "id"), (3, 9), (3, 5)),
    (("rules", 0, "then", 1, "y"), (5, 19), (5, 16)),
    (("rules", 1), (7, 5), (7, 5)), (("note",), (8, 7), (8, 1)),
    (("rules", 0, "absent", "deeper"), (3, 5), (3, 5)),
    (("rules", 9), (3, 3), (3, 3)), (("rules", "x"), (3, 3), (3, 3)),
])
def test_places(path: tuple[str | int, ...], value: tuple[int, int], key: tuple[int, int]) -> None:
    found = read_text(TEXT, "a.yaml")
    assert found.place_of(path) == Place("a.yaml", *value)
    assert found.key_place_of(path) == Place("a.yaml", *key)


def test_text_place_is_after_the_quote() -> None:
    found = read_text(TEXT, "a.yaml")
    assert found.text_place_of(("rules", 0, "when")) == Place("a.yaml", 4, 12)
    assert found.text_place_of(("rules", 0, "id")) == Place("a.yaml", 3, 9)


def test_columns_count_characters_and_lines_any_line_end() -> None:
    found = read_text("名: {𠮷𠮷: 1, b: 2}\r\nc: 3\rd: 4\n", "a.yaml")
    assert found.place_of(("名", "b")) == Place("a.yaml", 1, 15)
    assert found.place_of(("c",)) == Place("a.yaml", 2, 4)
    assert found.place_of(("d",)) == Place("a.yaml", 3, 4)


def test_a_value_without_marks_stands_in_its_file() -> None:
    assert Located({"a": 1}, "b.xlsx").place_of(("a",)) == Place("b.xlsx")
    assert Located({"a": 1}, "b.xlsx").text_place_of(("a",)) == Place("b.xlsx")
    assert Mark(1, 1).part("a") is None


GB = "服务: 用电报装\n名称: 肥城市供电公司\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "gb2312"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(GB.encode(encoding))
    found = read_yaml(path, "a.yaml")
    assert found.value == {"服务": "用电报装", "名称": "肥城市供电公司"}
    assert found.place_of(("服务",)) == Place("a.yaml", 1, 5)
    notes = [(each.code, each.severity, str(each.place)) for each in found.notes]
    assert notes == ([("S109", "note", "a.yaml:1:1")] if encoding.startswith("gb") else [])


@pytest.mark.parametrize(("data", "code", "line", "column"), [
    (GB.encode("utf-16"), "S108", 1, 1), (GB.encode("utf-16-le"), "S108", 1, 1),
    ("a: 1\nb: 2\n".encode("utf-16-be"), "S108", 1, 1),
    (GB.encode("utf-32"), "S108", 1, 1), (GB.encode("utf-8")[:-3] + b"\xe5\n", "S108", 2, 11),
    ("a: 1\nb: é\n".encode("latin-1"), "S108", 2, 4),
    (b"a: 1\nb: \x00\x01" + b"x" * 50, "S107", 2, 4),
    (b"PK\x03\x04rest", "S107", 1, 1), (b"%PDF-1.7", "S107", 1, 1),
    (b"\xd0\xcf\x11\xe0\xa1\xb1", "S107", 1, 1),
    (b"", "S106", 0, 0), (b"\xef\xbb\xbf\n", "S106", 0, 0),
])
def test_refused_bytes(tmp_path: Path, data: bytes, code: str, line: int, column: int) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(data)
    found = refused_file(path)
    assert (found.code, found.place.line, found.place.column) == (code, line, column)
    with pytest.raises(KbError, match=code):
        read_data(data, "-")


def test_refused_files(tmp_path: Path) -> None:
    (tmp_path / "service.yaml").write_text("a: 1\n")
    missing = refused_file(tmp_path / "servise.yaml")
    assert missing.code == "S102"
    assert "`service.yaml`" in missing.hint
    assert refused_file(tmp_path / "none" / "a.yaml").code == "S102"
    assert refused_file(tmp_path).code == "S104"
    assert refused_file(tmp_path / "service.yaml" / "x").code == "S103"
    assert refused_file(tmp_path / ("x" * 300)).code == "S103"
    assert refused_file(Path("a\0b")).code == "S103"
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert refused_file(tmp_path / "loop").code == "S103"
    assert refused_file(Path("/dev/zero")).code == "S105"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\n")
    path.chmod(0)
    assert "权限" in refused_file(path).message


def test_too_large_says_sizes_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: 1\n" * 2_100_000)
    begun = time.process_time()
    found = refused_file(path)
    assert time.process_time() - begun < 1
    assert found.code == "S105"
    assert "10.0 MB" in found.message
    assert "2 MB" in found.message
    with pytest.raises(KbError, match="S105"):
        read_yaml(path, limit_bytes=10)
    with pytest.raises(KbError, match="S105"):
        read_text("a" * 3_000_000, "a.yaml")


def hostile() -> Iterator[tuple[str, str]]:
    yield "[" * 2_000_000, "S126"
    yield "{" * 2_000_000, "S126"
    yield "- " * 1_000_000, "S126"
    yield "{a: " * 500_000, "S126"
    yield "[" + "[]," * 600_000 + "]", "S127"
    yield "".join(f"k{index}: 1\n" for index in range(150_000)), "S127"
    yield "a: 1\n" * 400_000, "S119"
    yield "- a：1\n" * 200_000, "S119"
    yield "a: [\n" + "b：1\n" * 200_000, "S111"
    yield "a: \"" + "x\n" * 900_000, "S120"
    yield "\u200b" * 600_000, "S110"
    yield "&a " * 600_000, "S122"


@pytest.mark.parametrize(("text", "code"), list(hostile()), ids=lambda each: each if len(each) == 4 else "")
@pytest.mark.parametrize("name", ["a.yaml", "a.json"])
def test_hostile_files_are_refused_soon(text: str, code: str, name: str) -> None:
    begun = time.process_time()
    found = findings(text, name)
    assert time.process_time() - begun < 10
    assert len(found) <= 101
    assert name == "a.json" or code in {each.code for each in found}


def test_deep_enough() -> None:
    assert read_text("[" * 40 + "]" * 40, "a.yaml").value
    assert read_text("[" * 40 + "]" * 40, "a.json").value


PRINTED = st.characters(exclude_categories=["C"], exclude_characters="\u2028\u2029")
JSON_VALUES: st.SearchStrategy[Data] = st.recursive(
    st.none() | st.booleans() | st.integers(-10**20, 10**20)
    | st.text(PRINTED, max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(PRINTED, max_size=8),
    inner, max_size=4),
    max_leaves=20)


@given(JSON_VALUES.filter(lambda value: value is not None))
def test_json_round_trip_by_both_readers(value: Data) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=2)
    assert read_text(text, "a.json").value == value
    assert read_text(text, "a.yaml").value == value


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_by_findings(text: str) -> None:
    for name in ("a.yaml", "a.json"):
        try:
            assert read_text(text, name).value is not None
        except KbError as error:
            assert error.findings


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused_by_findings(data: bytes) -> None:
    try:
        read_data(data, "a.yaml")
    except KbError as error:
        assert error.findings


@given(st.lists(st.sampled_from(list("a: \n-[]{}“：,，'\"\t#|>&*!?1　%\\")), max_size=25).map("".join))
def test_any_punctuation_is_read_or_refused_with_a_place(text: str) -> None:
    try:
        read_text(text, "a.yaml")
    except KbError as error:
        lines = text.split("\n")
        for found in error.findings:
            assert found.code == "S106" or (1 <= found.place.line <= len(lines) + 1 and found.place.column)
