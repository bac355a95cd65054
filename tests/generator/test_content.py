"""What must be true of every guide, whatever the rules say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from guide_samples import DAY, DEMO_DAY, SITUATIONS, demo, guide_for, loaded

from generator.content.book import compose
from generator.content.desk import lay
from generator.content.model import Block, Bullets, Chain, Chapter, Chart, Heading, Paragraph, Publication, Table
from generator.content.order import before, shown
from generator.content.vague import vague
from kb import KbError, Knowledge
from kb.findings import problem

Guides = list[tuple[str, Publication]]
HAN = r"[\u4e00-\u9fff]"


def texts(guide: Publication, *, version: bool = False) -> Iterator[str]:
    """All a reader sees, without the version chapter unless wanted."""
    yield guide.title
    yield from (value for pair in guide.meta[:-1] for value in pair)
    for chapter in guide.chapters:
        if chapter.id == "version" and not version:
            continue
        yield chapter.title
        yield from (text for text, _ in chapter.sentences())
        for block in chapter.blocks:
            yield from captions(block)


def captions(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield block.text
    elif isinstance(block, Table):
        yield from (*block.head, block.title)
    elif not isinstance(block, Paragraph):
        yield block.title


def test_every_sentence_rests_on_something_or_is_marked_editorial(guides: Guides, knowledge: Knowledge) -> None:
    rules = {rule.id for each in (knowledge, demo()) for rule in each.rulebook.rules}
    clauses = {*knowledge.clause_titles, *demo().clause_titles}
    for name, guide in guides:
        for chapter in guide.chapters:
            for text, ground in chapter.sentences():
                assert ground.editorial != bool(ground.rules or ground.clauses), (name, text)
                assert set(ground.rules) <= rules and set(ground.clauses) <= clauses, text


def test_every_clause_cited_has_a_number(guides: Guides) -> None:
    for name, guide in guides:
        cited = {clause for each in guide.chapters for _, ground in each.sentences() for clause in ground.clauses}
        assert cited <= guide.citations.keys(), name
        assert list(guide.citations.values()) == list(range(1, len(guide.citations) + 1)), name


FOREIGN = "PPP|EMS"
"""Words that Chinese officials write in Latin letters."""


def test_no_english_id_leaks_into_the_text(guides: Guides) -> None:
    for name, guide in guides:
        for text in texts(guide):
            assert not re.search(r"[A-Za-z]{2,}|\w_\w", re.sub(FOREIGN, "", text)), (name, text)


def test_punctuation_is_full_width(guides: Guides) -> None:
    for name, guide in guides:
        for text in texts(guide, version=True):
            assert not re.search(rf"{HAN}[,;:?!()]|[,;:?!()]{HAN}", text), (name, text)
            assert not re.search("[，；：、。]{2}|（）|的的|办办", text.removeprefix("企业开办")), (name, text)


def test_every_duration_has_its_unit(guides: Guides) -> None:
    unit = "个工作日|个自然日|小时|个月"
    for name, guide in guides:
        for text in duration_texts(guide):
            bare = re.sub(r"[\d.]+(?:\+[\d.]+)+=", "", text)
            for found in re.finditer(r"[\d.]+", bare):
                rest = bare[found.end():]
                assert re.match(rf"(?:[至、或][\d.]+)*(?:{unit})", rest), (name, text)


def duration_texts(guide: Publication) -> Iterator[str]:
    for chapter in guide.chapters:
        if chapter.id == "situations":
            yield from (cell for block in chapter.blocks if isinstance(block, Table)
                        for row in block.rows for cell in row.cells[1:])
        if chapter.id == "process":
            yield from (re.sub("^.*的，", "", row.cells[3]) for block in chapter.blocks if isinstance(block, Table)
                        for row in block.rows)
        if chapter.id == "clock":
            yield from (each.text for block in chapter.blocks if isinstance(block, Bullets) for each in block.items
                        if re.match("各环节相加|最长的走法|决定总时间", each.text))


def test_nothing_is_empty(guides: Guides) -> None:
    for name, guide in guides:
        assert guide.chapters
        for chapter in guide.chapters:
            assert chapter.title and chapter.blocks, (name, chapter.id)
            assert any(True for _ in chapter.sentences()), (name, chapter.id)
            for block in chapter.blocks:
                assert _filled(block), (name, chapter.id, block)


def _filled(block: Block) -> bool:
    match block:
        case Heading(text=text):
            return bool(text)
        case Paragraph(sentences=lines) | Bullets(items=lines):
            return bool(lines) and all(each.text.strip("。 ") for each in lines)
        case Chain(stages=stages):
            return bool(stages) and all(stages)
        case Chart(lanes=lanes, caption=caption):
            return bool(caption) and all(lane.bars for lane in lanes)
        case Table(head=head, rows=rows):
            return bool(rows) and all(len(each.cells) == len(head) and each.cells[0] for each in rows)


def test_chapters_have_one_id_each_and_headings_a_following(guides: Guides) -> None:
    for name, guide in guides:
        ids = [each.id for each in guide.chapters]
        assert len(ids) == len(set(ids)), name
        for chapter in guide.chapters:
            for first, second in zip(chapter.blocks, (*chapter.blocks[1:], None), strict=True):
                assert not (isinstance(first, Heading) and (second is None or isinstance(second, Heading))), name


def test_our_own_sentences_are_free_of_vague_words(guides: Guides) -> None:
    for name, guide in guides:
        for chapter in guide.chapters:
            for text, ground in chapter.sentences():
                if ground.editorial:
                    assert not vague(text), (name, text)


def test_steps_stand_after_what_they_need(knowledge: Knowledge) -> None:
    for case in knowledge.rulebook.cases:
        desk = lay(knowledge, case.service, case.facts, case.as_of, "python")
        steps = {each.id: each for each in shown(desk)}
        needs = before(desk, steps)
        seen: set[str] = set()
        for name in steps:
            assert needs[name] <= seen, (case.id, name)
            seen.add(name)


def test_the_same_question_gives_the_same_guide() -> None:
    for name, (service, facts) in SITUATIONS.items():
        if name == "demo":
            continue
        again = compose(loaded(), service, dict(reversed(facts.items())), DAY)
        assert again.chapters[1:-1] == guide_for(name).chapters[1:-1], name


def test_a_full_situation_leaves_one_path() -> None:
    guide = guide_for("power-10kv-120m")
    assert {"branches", "situations"}.isdisjoint(each.id for each in guide.chapters)
    clock = " ".join(text for text, _ in guide.chapter("clock").sentences())
    assert "5+7+20+5=37个工作日" in clock


def test_reasons_that_do_not_hold_are_not_given(knowledge: Knowledge) -> None:
    service, facts = SITUATIONS["power-10kv-120m"]
    desk = lay(knowledge, service, facts, DAY, "python")
    given = {rule for each in guide_for("power-10kv-120m").chapters for _, ground in each.sentences()
             for rule in ground.rules}
    assert not {rule for rule in given if desk.truths[rule] == "false"}
    lines = [text for text, _ in guide_for("power-10kv-120m").chapter("process").sentences()]
    assert "规划许可：有外线工程且管线长度小于150米的，不办。" in lines


def test_without_facts_every_branch_stands_as_a_sentence() -> None:
    lines = [text for text, _ in guide_for("power").chapter("branches").sentences()]
    assert any("管线长度小于150米的，不办规划许可" in line for line in lines)
    assert any(line.startswith("10千伏且双电源的，供电方案答复不超过7个工作日") for line in lines)


def test_plans_and_averages_carry_their_label() -> None:
    guide = guide_for("power")
    titles = [block.title for block in guide.chapter("rights").blocks if isinstance(block, Bullets)]
    assert "计划（2018年12月31日前完成）" in titles
    marks = {each.mark for block in guide.chapter("clock").blocks if isinstance(block, Bullets) for each in block.items}
    assert "平均值" in marks


def test_a_time_that_only_some_situations_have_is_not_promised_to_all() -> None:
    rows = [row for block in guide_for("heat").chapter("process").blocks if isinstance(block, Table)
            for row in block.rows]
    assert rows[0].cells[3] == "新建建筑的，承诺1个工作日"
    table = _table(guide_for("heat").chapter("situations"))
    assert table.rows[1].cells == ("既有建筑", "文件没有写各环节时限")


def test_materials_stand_in_three_lists() -> None:
    blocks = guide_for("demo").chapter("materials").blocks
    assert [each.title for each in blocks if isinstance(each, Table)] == [
        "自己带、自己填", "由我们调取，不用带", "可以承诺以后补交", "免交和不得要求的材料"]
    boxes = [each for each in blocks if isinstance(each, Bullets) and each.boxed]
    assert [each.text for each in boxes[0].items] == ["租赁合同", "房产证"]


def test_half_days_and_at_once_are_spelled_out() -> None:
    rows = {row.cells[1]: row.cells[3] for row in _table(guide_for("demo").chapter("process")).rows}
    assert rows["登记审查"] == "法定0.5个工作日"
    assert rows["税务报到"] == "法定即时"
    assert rows["公示"].startswith("法定3个自然日")


def test_a_plan_is_said_without_its_reform_and_becomes_a_promise_on_its_day() -> None:
    def rights(day: date) -> dict[str, list[str]]:
        guide = compose(demo(), "licence.shop", {}, day, engine="python")
        return {block.title: [each.text for each in block.items] for block in guide.chapter("rights").blocks
                if isinstance(block, Bullets)}

    assert rights(DEMO_DAY)["计划（2020年12月31日前完成）"] == ["可以网上登记。"]
    assert rights(date(2020, 12, 31)) == {"": ["可以网上登记。", "只跑一趟。"]}


def test_only_contradictions_are_passed_over(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = lay(knowledge, "power.connect", {}, DAY, "python")
    assert desk.again({"external_line": False, "line_length_m": 10}) is None
    assert desk.again({"voltage": "35kv_plus"}) is None

    def disagree(*_: object, **__: object) -> None:
        raise KbError(problem("S590", "engines-disagree", "两个引擎结论不同"))

    monkeypatch.setattr("generator.content.desk.ask", disagree)
    with pytest.raises(KbError):
        desk.again({})


def test_law_and_promise_are_told_apart() -> None:
    table = _table(guide_for("demo").chapter("basis"))
    assert [row.cells[3] for row in table.rows][:2] == ["法律规定、承诺", "承诺"]


def _table(chapter: Chapter) -> Table:
    return next(each for each in chapter.blocks if isinstance(each, Table))


def test_outside_its_range_a_guide_says_so_and_nothing_else(knowledge: Knowledge) -> None:
    guide = compose(knowledge, "power.connect", {"voltage": "35kv_plus"}, DAY)
    assert [each.id for each in guide.chapters] == ["audience", "version"]
    assert any("不适用" in text for text, _ in guide.chapters[0].sentences())


def test_gaps_are_counted_and_have_a_holder(knowledge: Knowledge) -> None:
    guide = compose(knowledge, "power.connect", {}, DAY, gaps=True)
    table = _table(guide.chapter("gaps"))
    assert all(row.cells[2] for row in table.rows)
    assert any(f"共{len(table.rows)}项" in text for text, _ in guide.chapter("gaps").sentences())
    assert "process" not in [each.id for each in guide.chapters]
