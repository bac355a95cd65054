"""同一句话写了两遍

查什么：同一张表里有没有两行一模一样，同一个列表里有没有两句一模一样，章节的编号有没有重复。

为什么：重复的材料会让人准备两份；重复的句子让人以为有什么不同。

怎样才合规：合并成一行；确实不同的，把不同写出来。

不管什么：不同章节里为了方便再说一次的。
"""

from collections import Counter
from collections.abc import Iterator

from generator.content.model import Bullets, Table
from generator.gates.proof import Proof
from kb.findings import Finding

CODE, NAME = "G104", "said-twice"


def check(proof: Proof) -> Iterator[Finding]:
    """Rows and items that stand twice in one block, chapters that stand twice in one guide."""
    for name, times in Counter(each.id for each in proof.guide.chapters).items():
        if times > 1:
            yield proof.finding(CODE, NAME, f"章节 {name} 出现了{times}次", "合成一章")
    for chapter in proof.guide.chapters:
        for block in chapter.blocks:
            if isinstance(block, Table):
                numbered = block.head[0] == "序号"
                lines = [(row.cells[1:] if numbered else row.cells, row.mark) for row in block.rows]
                grounds = [row.ground for row in block.rows]
            elif isinstance(block, Bullets):
                lines = [((each.text,), each.mark) for each in block.items]
                grounds = [each.ground for each in block.items]
            else:
                continue
            for place, (cells, mark) in enumerate(lines):
                if (cells, mark) in lines[:place]:
                    yield proof.finding(CODE, NAME, f"“{chapter.title}”里写了两遍：{'，'.join(cells)[:60]}",
                                        "合并成一行，或者写出不同", grounds[place].rules)
