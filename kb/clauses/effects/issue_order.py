"""`issue_order`: accepted together, results issued one after the other."""

from kb.clauses.keyword import IDS, Keyword, closed, listed, pair_refs, pairs

KEYWORD = Keyword(
    "issue_order", "依次发证", "可以同时受理，但后一个环节的结果要等前一个环节的结果。",
    closed(("first", "then"), first=IDS, then=IDS),
    slots=pairs("issue"), refs=pair_refs,
    say=lambda data, say: (f"{'、'.join(say('step', each) for each in listed(data['then']))}可以同时受理，"
                           f"结果在{'、'.join(say('step', each) for each in listed(data['first']))}之后发出"),
)
