"""含糊的词

查什么：环节、条件、收费、承诺、做法和备注里，有没有“必要时”“原则上”“视情况”“按规定”这类没有说死的词。

为什么：同一句话，各人理解不一样；什么时候算、由谁定，都成了窗口说了算。

怎样才合规：写明数字、情形或者由谁按什么认定；规则本来就留给部门判断的，写明由哪个部门认定。

不管什么：只作提示，一个词一条，写第一处和共几处。时间写成“尽快”“约”的由 P641 报告；材料名称里的“其他材料”由 P311 报告。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.quality import Said, texts
from kb.linter.review import Review
from kb.linter.vague import vague

CODE, NAME = "P640", "vague-word"
LONGEST = 24


def check(review: Review) -> Iterator[Finding]:
    """Vague words, each with its first place and how often it stands."""
    found: dict[str, list[Said]] = {}
    for each in texts(review.procedure):
        for word in vague(each.text):
            found.setdefault(word, []).append(each)
    for word, said in found.items():
        first = said[0].text if len(said[0].text) <= LONGEST else f"{said[0].text[:LONGEST]}…"
        count = f"；共{len(said)}处" if len(said) > 1 else ""
        yield Finding(CODE, NAME, "note", said[0].place, f"“{word}”没有说清楚：“{first}”{count}",
                      "写明数字、情形，或者由谁认定", at=tuple(dict.fromkeys(each.at for each in said)))
