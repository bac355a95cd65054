"""Sentences of practices that report more seldom than a rule wants: 台账不再逐月上报，改为每季度末报送一次."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kb.clauses.effects.report import PERIODS
from kb.compiler.knowledge import Program
from kb.linter.conduct import practices_of
from kb.linter.denied import denied
from kb.linter.practices import plain
from kb.linter.review import Breach, Review
from kb.linter.stated import StatedPractice
from kb.linter.topics import Topic, topics

_SHORTEST, _BRIEF = 2, 3
_OFTEN = (("monthly", re.compile("[每按逐]个?月|月月|月报|月度")),
          ("quarterly", re.compile("[每按逐]个?季|季[度]?[末底]|季报|季度")),
          ("half", re.compile("半年")),
          ("yearly", re.compile("[每按逐](?:一)?年|年[末底]|年报|年终|(?<!半)年度")))
"""Words by which a sentence says how often, from the most often on."""
_RANK = {name: number for number, (name, _) in enumerate(_OFTEN)}
_SAID = {"quarterly": "每季度", "half": "每半年", "yearly": "每年"}
_REPORTS = re.compile("报送|上报|呈报|报(?![告装名修价警建关停刊])"
                      "(?=[^。;]{0,10}(?:部门|局|办|机关|一次|$|[,。;]))|(?<=[月季年])报")
_NEW = re.compile("改为|改成|改按|调整为|变更为|延长为|改(?=[每按季年半])|由[^,。;]{1,8}(?:改|调)[^,。;]{0,2}")
_STOPPED = re.compile("(?:不再|停止|取消|不用|无需|不)$")
_BEFORE = re.compile("(?:^|[,:的把将对至于起]|办理|报装|各类|全部|所有|信贷|统计|燃气|供水|供热|停止|取消)$")
"""What may stand before a short name: 设备台账 is no 台账 of the matters handled."""
_SENTENCE = re.compile("[。;!?]")


def seldom(review: Review) -> Iterator[tuple[StatedPractice, Topic, str, str, Breach]]:
    """The practices by which a report is made more seldom, with how often, and how often the rule wants it."""
    pattern, owners = _named(review.run.program)
    if pattern is None:
        return
    for stated in review.procedure.practices:
        if practices_of(review).meant(stated).shown:
            continue  # a practice that a rule forbids by name is told as that
        for sentence in _SENTENCE.split(plain(stated.text)):
            match = pattern.search(sentence)
            if match is None or (len(match.group()) <= _BRIEF and not _BEFORE.search(sentence[:match.start()])):
                continue
            if denied(sentence, match.start(), match.end()):
                continue
            own = _own(sentence.replace(match.group(), ""))
            for topic in owners[match.group()] if own else ():
                if _RANK[own] > _RANK[str(topic.data["period"])]:
                    breach = review.breach([(topic.index, review.judge.holds(topic.index))])
                    if breach is not None:
                        yield stated, topic, _SAID[own], PERIODS[str(topic.data["period"])][0], breach


def _own(sentence: str) -> str:
    """How often a sentence says that a report is made: what it is changed to, else the most often that is not ended."""
    changed = _NEW.search(sentence)
    heard = [(name, each.end()) for name, words in _OFTEN for each in words.finditer(sentence)
             if not _STOPPED.search(sentence[:each.start()]) and not sentence.startswith("不", each.end())
             and _REPORTS.search(_clause(sentence, each.start()))]
    told = [name for name, at in heard if changed is None or at > changed.end()]
    return told[0] if told else ""


def _clause(sentence: str, at: int) -> str:
    """The clause around a place."""
    return sentence[sentence.rfind(",", 0, at) + 1:].partition(",")[0]


@lru_cache(maxsize=64)
def _named(program: Program) -> tuple[re.Pattern[str] | None, dict[str, list[Topic]]]:
    owners: dict[str, list[Topic]] = {}
    for topic in topics(program, "report", 2).all:
        for name in topic.names if topic.data.get("period") in _RANK else ():
            if len(plain(name)) >= _SHORTEST and not name.isascii():
                owners.setdefault(plain(name), []).append(topic)
    words = sorted(owners, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words))) if words else None, owners
