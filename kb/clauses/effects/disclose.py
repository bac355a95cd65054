"""`disclose`: what must be public or (`told`) told to the applicant; `fees`: the fees it makes known, or all."""

from kb.clauses.keyword import ID, IDS, TEXT, WORDS, Data, Say, closed, listed, listing
from kb.clauses.standards import STANDARDS, standard_refs


def _say(data: Data, say: Say) -> str:
    who = "、".join(say("authority", each) for each in listed(data["who"]))
    return f"{who}：{data.get('text') or '公开' + str(data['what'])}"


KEYWORD = listing(
    "disclosures", "disclose", "公开告知", "必须向社会公开或者告诉申请人的内容。",
    closed(("who", "what"), who=IDS, what=TEXT, text=TEXT, id=ID, aliases=WORDS,
           told={"const": True}, fees={"oneOf": [{"const": "all"}, WORDS]}, **STANDARDS),
    _say, more=standard_refs)
