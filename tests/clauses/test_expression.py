"""Parsing: what is accepted, how it reads back, and where and how mistakes are reported."""

from __future__ import annotations

import pickle
import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest
from condition_strategies import conditions
from hypothesis import given, settings

from kb.clauses.expression import (
    ALWAYS,
    NEVER,
    And,
    Arithmetic,
    Compare,
    FactRef,
    Literal,
    Not,
    OneOf,
    Or,
    Within,
    atoms,
    both,
    conjunction,
    facts_in,
    negate,
    negation,
    parse,
    thresholds,
    unparse,
    walk,
)
from kb.findings import KbError, Place

A, B, C = FactRef("a"), FactRef("b"), FactRef("c")


@given(conditions)
@settings(max_examples=400, deadline=None)
def test_unparse_and_parse_are_inverse(node):
    assert parse(unparse(node)) == node


@pytest.mark.parametrize(("text", "node"), [
    ('voltage = "10kv" and n >= 150', And((Compare("=", FactRef("voltage"), Literal("10kv")),
                                           Compare(">=", FactRef("n"), Literal(150))))),
    ("a or b and not(c)", Or((A, And((B, Not(C)))))),
    ("(a or b) and c", And((Or((A, B)), C))),
    ('a in ("x", "y")', OneOf(A, (Literal("x"), Literal("y")))),
    ("a in [1..10]", Within(A, Literal(1), Literal(10))),
    ("a in (0..100]", Within(A, Literal(0), Literal(100), low_open=True)),
    ("a in [0..1.5)", Within(A, Literal(0), Literal(Decimal("1.5")), high_open=True)),
    ("a in (1..2)", Within(A, Literal(1), Literal(2), True, True)),
    ("a in (1)", OneOf(A, (Literal(1),))),
    ("a - b - c > -1", Compare(">", Arithmetic("-", Arithmetic("-", A, B), C), Literal(-1))),
    ("a + b * c = 3", Compare("=", Arithmetic("+", A, Arithmetic("*", B, C)), Literal(3))),
    ('a < date("2018-09-30")', Compare("<", A, Literal(date(2018, 9, 30)))),
    ("order = 5 and android", And((Compare("=", FactRef("order"), Literal(5)), FactRef("android")))),
    ("true", ALWAYS),
    ("（a ＝ “x”） and b≤150 and c ≥ 1 or a≠２", Or((And((
        Compare("=", A, Literal("x")), Compare("<=", B, Literal(150)), Compare(">=", C, Literal(1)))),
        Compare("!=", A, Literal(2))))),
    ('a in ("x"、"y"，"z")', OneOf(A, (Literal("x"), Literal("y"), Literal("z")))),
])
def test_reads(text, node):
    assert parse(text) == node


def test_columns_count_what_was_typed():
    node = parse("a≥3 and（b≤4 or c＝“x”）")
    columns = {each.name: each.column for each in walk(node) if isinstance(each, FactRef)}
    assert columns == {"a": 1, "b": 9, "c": 16}


@pytest.mark.parametrize(("text", "code", "column", "words"), [
    ("a == 3", "S201", 3, "写一个 `=`"),
    ("a && b", "S201", 3, "`and`"),
    ("a || b", "S201", 3, "`or`"),
    ("a 且 b", "S201", 3, "`and`"),
    ("n ≤ 3 且 b", "S201", 7, "`and`"),
    ("a 或者 b", "S201", 3, "`or`"),
    ("!a", "S201", 1, "not(...)"),
    ("n <> 3", "S201", 3, "`!=`"),
    ("n => 3", "S201", 3, "`>=`"),
    ("not a", "S201", 1, "not(...)"),
    ("a AND b", "S201", 3, "小写"),
    ("Line > 3", "S201", 1, "小写"),
    ("v = 10kv", "S201", 5, "双引号"),
    ("v = '10kv'", "S201", 5, "双引号"),
    ('v = "10kv', "S201", 5, "成对"),
    ("n > 150米", "S201", 5, "单位"),
    ("n > 30%", "S201", 5, "单位"),
    ("n > 1_000", "S201", 5, "下划线"),
    ("d > 2018-09-14", "S201", 5, 'date("'),
    ('d > date("2018-9-14")', "S201", 10, "不是日期"),
    ('d > date("2018-02-30")', "S201", 10, "不是日期"),
    ("d > date(3)", "S201", 10, 'date("'),
    ("1 < n < 3", "S201", 7, "连着比较"),
    ("n between 1", "S201", 3, "[1..10]"),
    ("(a and b", "S201", 9, "右括号"),
    ("a and b)", "S201", 8, "多了"),
    ("a b", "S201", 3, "少了"),
    ("a and", "S201", 6, "没有写完"),
    ("n = and", "S201", 5, "不该出现"),
    ("n in 3", "S201", 6, "in"),
    ("n in (a, b)", "S201", 7, "in"),
    ("n in [1..10", "S201", 12, "区间"),
    ("n @ 3", "S201", 3, "不认识的字符"),
    ("管线 < 3", "S201", 1, "不写中文"),
    ("  ", "S201", 1, "空的"),
    ("(a and b) = 3", "S203", 2, "是条件"),
    ("n + (a or b) > 3", "S203", 6, "是条件"),
    ("(" * 31 + "a" + ")" * 31, "S206", 31, "太深"),
    (" or ".join(["a"] * 600), "S206", 1, "太长"),
    ("n" + " + n" * 51 + " > 3", "S206", 203, "太多"),
    ("n > 1234567890123456", "S206", 5, "太长"),
    ("（a ＝＝ 3）", "S201", 4, "写一个 `=`"),
])
def test_mistakes_are_placed_and_explained(text, code, column, words):
    with pytest.raises(KbError) as caught:
        parse(text, Place("rules/x.yaml", 7, 11))
    [finding] = caught.value.findings
    assert (finding.code, finding.place) == (code, Place("rules/x.yaml", 7, 10 + column))
    assert words in str(finding)


def test_the_largest_accepted_condition_survives_every_walk():
    text = "not(" * 29 + "(" + "n + " * 50 + "n > 3)" + ")" * 29
    node = parse(text)
    assert parse(unparse(node)) == node
    assert facts_in(negation(node)) == {"n"}


def test_pickles_small_and_without_the_parser():
    node = parse('voltage = "10kv" and n >= 150')
    data = pickle.dumps(node)
    assert pickle.loads(data) == node  # noqa: S301
    assert b"lark" not in data
    assert len(data) < 300


def test_lark_is_imported_only_to_parse():
    code = "import sys, kb.clauses.expression; sys.exit('lark' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0  # noqa: S603


def test_true_and_one_are_different_constants():
    assert Literal(True) != Literal(1)
    assert Literal(1) == Literal(Decimal("1.0"))
    assert len({Literal(1), Literal(Decimal("1.0")), Literal(True)}) == 2


def test_facts_atoms_and_thresholds():
    node = parse('a and n < 150 and (150 <= n or not(v in ("x", "y"))) and n + m > 7 and m in [1..2] and a')
    assert facts_in(node) == {"a", "n", "v", "m"}
    assert [unparse(atom) for atom in atoms(node)] == [
        "a", "n < 150", "150 <= n", 'v in ("x", "y")', "n + m > 7", "m in [1..2]"]
    assert thresholds(node) == {"n": {150}, "v": {"x", "y"}, "m": {1, 2}}


def test_constructors_simplify():
    assert conjunction([]) == ALWAYS
    assert conjunction([A]) == A
    assert conjunction([A, And((B, C)), A, ALWAYS]) == And((A, B, C))
    assert both(A, NEVER) == NEVER
    assert negate(negate(A)) == A
    assert unparse(negate(parse("n < 3"))) == "n >= 3"
    assert unparse(negation(parse("a and n in (1..3] or not(b)"))) == "(not(a) or n <= 1 or n > 3) and b"
