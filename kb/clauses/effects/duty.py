"""`duty`: what an authority or enterprise owes."""

from kb.clauses.keyword import ID, IDS, TEXT, WORDS, Data, Say, closed, listed, listing
from kb.clauses.standards import STANDARDS, standard_refs


def _say(data: Data, say: Say) -> str:
    who = "、".join(say("authority", each) for each in listed(data["who"]))
    within = f"(时限：{data['within']})" if "within" in data else ""
    return f"{who}：{data['text']}{within}"


KEYWORD = listing(
    "duties", "duty", "单位职责", "办理单位必须做到的事。",
    closed(("who", "text"), who=IDS, text=TEXT, within=TEXT, step=ID, called=WORDS, **STANDARDS),
    _say, more=standard_refs)
