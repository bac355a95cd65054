"""空的章节、表格或者格子

查什么：每一章有没有内容，表格的每一行格数对不对、头一格有没有字，标题下面有没有东西。

为什么：空的表格印出来，人以为漏了东西。

怎样才合规：没有内容的章节不写。

不管什么：通知单里留给人填的空格。
"""

from collections.abc import Iterator

from generator.content.model import Block, Bullets, Chain, Chart, Heading, Paragraph, Table
from generator.gates.proof import Proof
from kb.findings import Finding

CODE, NAME = "G112", "empty-block"


def check(proof: Proof) -> Iterator[Finding]:
    """Chapters, blocks and rows with nothing in them."""
    for chapter in proof.guide.chapters:
        follows = (*chapter.blocks[1:], None)
        hollow = not chapter.blocks or not all(map(_filled, chapter.blocks)) or any(
            isinstance(first, Heading) and (then is None or isinstance(then, Heading))
            for first, then in zip(chapter.blocks, follows, strict=False))
        if hollow:
            yield proof.finding(CODE, NAME, f"“{chapter.title}”里有空的部分", "没有内容就不写")


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
        case _:
            return True
