"""`report`: what is reported to whom, how often and by when."""

from kb.clauses.keyword import ID, IDS, TEXT, Data, Say, closed, listed, listing


def _say(data: Data, say: Say) -> str:
    who = "、".join(say("authority", each) for each in listed(data["who"]))
    to = "、".join(say("authority", each) for each in listed(data["to"]))
    period = str(data.get("period") or "")
    within = f",{data['within']}内" if "within" in data else ""
    return f"{who}{period}向{to}报送{data['what']}{within}"


KEYWORD = listing(
    "reports", "report", "报送", "向谁报送什么、多久一次、何时以前。",
    closed(("who", "to", "what"), who=IDS, to=IDS, what=TEXT, period=TEXT, within=TEXT, id=ID), _say,
    authorities=("who", "to"))
