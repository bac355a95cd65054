"""没有依据的句子

查什么：指南里的每一句、每一行，是不是写明了出自哪条规则或者哪一条文件；写明的，规则库里是不是真有。

为什么：指南不自己立规矩。说不出依据的条件、材料和时限，不能写给办事人看。

怎样才合规：给句子写上它说的规则；编辑自己的话（怎样看表、怎样联系）标成编辑的话，里面不写条件和时限。

不管什么：编辑的话本身说得对不对。
"""

from collections.abc import Iterator

from generator.gates.proof import Proof
from kb.findings import Finding

CODE, NAME = "G101", "unfounded-sentence"


def check(proof: Proof) -> Iterator[Finding]:
    """Sentences that rest on nothing, or on rules and clauses that there are not."""
    clauses = proof.desk.knowledge.clause_titles
    for chapter, text, ground in proof.said():
        where = f"“{chapter.title}”里的“{text[:40]}”"
        unknown = [*(each for each in ground.rules if each not in proof.desk.rules),
                   *(each for each in ground.clauses if each not in clauses)]
        if unknown:
            yield proof.finding(CODE, NAME, f"{where}的依据在规则库里没有：{'、'.join(unknown)}",
                                "写上真有的规则或条款")
        elif ground.editorial == bool(ground.rules or ground.clauses):
            what = "标成编辑的话，却又有依据" if ground.editorial else "没有依据"
            yield proof.finding(CODE, NAME, f"{where}{what}", "写上它出自哪条规则", ground.rules)
        elif any(each not in proof.guide.citations for each in ground.clauses):
            yield proof.finding(CODE, NAME, f"{where}的依据没有列进依据表", "让依据表列全", ground.rules)
