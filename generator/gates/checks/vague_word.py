"""含糊的词没有人认定

查什么：指南里有没有“及时”“必要时”“符合条件”“等”这类词，却没有写明由谁来定。

为什么：含糊的词给了办事的人一条理由，可以随时多要一样、晚办一天。

怎样才合规：写成具体的数字和条件；文件本来就含糊的，在“要由主管部门认定或者确认的”一章写明由谁掌握。

不管什么：加引号指出含糊本身的；说“是多久，文件没有写”的。
"""

from collections.abc import Iterator

from generator.gates.proof import Proof
from kb.findings import Finding
from kb.linter.vague import vague

CODE, NAME = "G110", "vague-word"


def check(proof: Proof) -> Iterator[Finding]:
    """Vague words in our own sentences; in the rules' sentences, those whose owner no chapter names."""
    confirmed = "\n".join(text for _, text, _ in proof.said("confirmations"))
    for chapter, text, ground in proof.said():
        if chapter.id in ("confirmations", "basis", "tensions"):
            continue
        words = [word for word in vague(text) if ground.editorial or (f"“{word}”" not in confirmed
                 and f"”“{word}”" not in confirmed)]
        if words and (ground.editorial or "文件没有写" not in text):
            yield proof.finding(CODE, NAME, f"“{chapter.title}”里的“{'”“'.join(words)}”没有写明由谁认定：{text[:60]}",
                                "写具体，或者写明由谁认定", ground.rules)
