"""`precede`: a step starts only after another is finished."""

from kb.clauses.keyword import IDS, Keyword, closed, listed, pair_refs, pairs

KEYWORD = Keyword(
    "precede", "先后顺序", "前一个环节办完，后一个环节才开始。",
    closed(("first", "then"), first=IDS, then=IDS),
    slots=pairs("order"), refs=pair_refs,
    say=lambda data, say: (f"先办{'、'.join(say('step', each) for each in listed(data['first']))},"
                           f"再办{'、'.join(say('step', each) for each in listed(data['then']))}"),
)
