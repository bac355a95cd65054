"""`report`: what is reported to whom, how often and by when.

With a `period` the time runs from its end, else from what `starts` says. `ended` is the fact that says that a period
is over; `aliases` are other names of the report.
"""

from collections.abc import Mapping

from kb.clauses.keyword import FACT, ID, IDS, TEXT, WORDS, Data, Say, closed, listed, listing, named

PERIODS = {"monthly": ("每月", "月后"), "quarterly": ("每季度", "季后"), "yearly": ("每年", "年后")}
"""How often, in words, and what the time runs from."""

UNITS = {"day": "日", "working_day": "个工作日", "month": "个月"}
WITHIN = closed(("value",), value={"type": "number", "multipleOf": 1, "minimum": 1},
                unit={"enum": list(UNITS)})


def _say(data: Data, say: Say) -> str:
    who = "、".join(say("authority", each) for each in listed(data["who"]))
    to = "、".join(say("authority", each) for each in listed(data["to"]))
    often, after = PERIODS.get(str(data.get("period")), ("", str(data.get("starts") or "")))
    within = data.get("within")
    by = f"，{after}{within['value']}{UNITS[str(within.get('unit', 'day'))]}内" if isinstance(within, Mapping) else ""
    return f"{who}{often}向{to}报送{data['what']}{by}"


KEYWORD = listing(
    "reports", "report", "报送", "向谁报送什么、多久一次、何时以前。",
    closed(("who", "to", "what"), who=IDS, to=IDS, what=TEXT, aliases=WORDS, period={"enum": list(PERIODS)},
           within=WITHIN, starts=TEXT, ended=FACT, id=ID), _say,
    authorities=("who", "to"), more=lambda data, at: named("fact", data, at, "ended"))
