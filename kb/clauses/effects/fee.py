"""`fee`: what may be charged, only within limits, or not at all."""

from kb.clauses.keyword import ID, TEXT, Data, Say, closed, listing

STATUS = {"allowed": "可以收取", "restricted": "严格限制收取", "forbidden": "不得收取"}


def _say(data: Data, say: Say) -> str:
    payer = ""
    if "payer" in data and data["status"] != "forbidden":
        payer = f"，由{say('authority', str(data['payer']))}缴纳"
    text = f"；{data['text']}" if "text" in data else ""
    return f"{STATUS[str(data['status'])]}{data['name']}{payer}{text}"


KEYWORD = listing(
    "fees", "fee", "收费", "什么费可以收、限制收或者不得收，由谁缴。",
    closed(("name", "status"), name=TEXT, status={"enum": list(STATUS)}, payer=ID, basis=TEXT, when_paid=TEXT,
           text=TEXT),
    _say, authorities=("payer",))
