"""英文编号或者半角标点露在外面

查什么：读者看得到的字里，有没有规则库的英文编号，有没有夹在汉字中间的半角标点、连着两个的标点、空括号。

为什么：`planning-permit` 这样的编号，办事人看不懂；标点不对，印出来不像样。

怎样才合规：写中文名称；标点用全角。

不管什么：公文里习惯写英文字母的词。
"""

import re
from collections.abc import Iterator

from generator.gates.proof import Proof
from kb.findings import Finding

CODE, NAME = "G111", "foreign-text"
HAN = r"[\u4e00-\u9fff]"
USUAL = "PPP|EMS"
"""Words that Chinese officials write in Latin letters."""


def check(proof: Proof) -> Iterator[Finding]:
    """Ids and half-width punctuation in what a reader sees."""
    for chapter, text in proof.read():
        where = f"“{chapter.title}”" if chapter else "标题"
        if re.search(r"[A-Za-z]{2,}|\w_\w", re.sub(USUAL, "", text)):
            yield proof.finding(CODE, NAME, f"{where}里露出了英文编号：{text[:60]}", "写中文名称")
        if re.search(rf"{HAN}[,;:?!()]|[,;:?!()]{HAN}|[，；：、。]{{2}}|（）|的的", text):
            yield proof.finding(CODE, NAME, f"{where}里的标点不对：{text[:60]}", "用全角标点，去掉重复的")
