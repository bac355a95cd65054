"""Sentences of practices that keep from the public what a rule wants given out: 材料样本仅供内部掌握，不对外提供."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kb.compiler.knowledge import Program
from kb.linter.conduct import practices_of
from kb.linter.denied import denied, free
from kb.linter.practices import plain
from kb.linter.review import Review
from kb.linter.stated import StatedPractice
from kb.linter.topics import Topic, topics

_SHORTEST = 3
"""How many characters a topic's name needs to be looked for in a sentence: 收费 and 服务 stand in many."""
_NEAR = 4
"""How many characters more may stand between a topic and what is said of it."""
_FILL = re.compile("的|各类|有关|窗口|一律|均|也|都|目前|暂时|由|仅|只|属于?|列为|作为|填写|要求"
                   "|我[局司行]|本[局司行]|公司")
_NO = "(?:不|不予|不再|暂不|概不|从不|未|没有)(?:对外|向社会|向公众|向[^,。;]{2,6})?"
_GIVE = "(?:公开|公布|公示|发放|外借|外传|张贴|披露|上网|提供(?=$|[,。;!?]|给|查阅|索取|下载))"
_KEPT = re.compile(f"{_NO}{_GIVE}|不对外(?!收)|不外借|不外传|拒绝提供|内部$"
                   "|内部(?:资料|留存|保管|掌握|使用|参考|执行|传阅)"
                   "|[仅只](?:供|限|作)[^,。;]{0,6}(?:内部|掌握|使用)|予以保密")
_BEFORE = re.compile("(?:不|不予|不再|暂不|概不)(?:对外|向社会|向[^,。;]{2,6})?(?:公开|公布|公示|发放|提供"
                     "|张贴|设|备|备有|制作|编印)"
                     "(?:各类|各项|任何|相关)?$")
_OPENED = re.compile("可以?[^,。;不]{0,8}(?:索取|领取|取用|下载|查看|查询|查阅)"
                     "|(?<![不未])(?<!不对外)(?<!不予)(?:公开|免费)(?:提供|下载|发放|索取)")
_MEANS = re.compile("的|以前|之前|前|时|期间")
"""After it: what is kept back is only told to name something else."""
_TURNS = re.compile("^(?:的|[属为由系仅只][^,。;]*)?$")
_SENTENCE = re.compile("[。;!?]")


def kept_back(review: Review) -> Iterator[tuple[StatedPractice, list[Topic]]]:
    """The practices that keep back what must be public, with the topics they keep back."""
    pattern, owners = _named(review.run.program)
    for stated in review.procedure.practices:
        if pattern is None or stated.required is False or practices_of(review).meant(stated).shown:
            continue  # a practice that a rule forbids by name is told as that
        text = plain(stated.text)
        found = [topic for each in pattern.finditer(text) if _kept(text, each.start(), each.end())
                 for topic in owners[each.group()]]
        if found:
            yield stated, found


def _kept(text: str, start: int, end: int) -> bool:
    """Whether what stands at a place is said not to be given out: in its clause, or in the next about the same."""
    if _OPENED.search(_SENTENCE.split(text[end:])[0]) or free(text, start, end):
        return False
    before = _SENTENCE.split(text[:start])[-1]
    if (said := _BEFORE.search(before)) is not None:
        return not denied(text, start - len(before) + said.start(), start)
    clause, _, rest = _SENTENCE.split(text[end:])[0].partition(",")
    said = _KEPT.search(clause)
    if said is not None:
        between = _FILL.sub("", clause[:said.start()])
        return len(between) <= _NEAR and not _MEANS.match(clause, said.end()) and not denied(text, end, end)
    after = rest.partition(",")[0]
    said = _KEPT.search(after) if _TURNS.match(clause) else None
    return said is not None and not _FILL.sub("", after[:said.start()])


@lru_cache(maxsize=64)
def _named(program: Program) -> tuple[re.Pattern[str] | None, dict[str, list[Topic]]]:
    owners: dict[str, list[Topic]] = {}
    for topic in topics(program, "disclose").all:
        for name in topic.names if "told" not in topic.data else ():
            if len(plain(name)) >= _SHORTEST and not name.isascii():
                owners.setdefault(plain(name), []).append(topic)
    words = sorted(owners, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words))) if words else None, owners
