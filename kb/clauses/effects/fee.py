"""`fee`: what may be charged, only within limits, or not at all.

`aliases` are other names of the fee; `borne_by` bears what may not be charged; `amount` is the most in yuan; `after` is
the step before which it may not be collected; `once`: all fees of these names are collected at one step;
`unless_law`: a fee for which a document names its legal basis is not meant.
"""

from kb.clauses.keyword import ID, TEXT, WORDS, Data, Say, closed, listing

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
           text=TEXT, aliases=WORDS, borne_by=ID, amount={"type": "number", "minimum": 0}, after=ID,
           once={"const": True}, unless_law={"const": True}),
    _say, authorities=("payer", "borne_by"), steps=("after",))
