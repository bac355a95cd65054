"""The rest of the catalogue: what is asked for, charged, told, published, decided; and the document's quality."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from defects import ANY, Case, Seed, _changed, _clauses, _firm, _with

from kb.engine.answer import ItemAnswer, plain

PRACTICES = frozenset({"P901", "P902", "P903", "P904", "P905", "P906", "P907", "P908", "P909"})


def _items(case: Case, keyword: str) -> Iterator[ItemAnswer]:
    for each in (each for section in case.answer.items.values() for each in section):
        if each.keyword == keyword and each.status == "applies" and _firm(each.because):
            yield each


def _asked(case: Case, status: str) -> Iterator[tuple[Any, Any, Any]]:
    """Materials of a status at listed steps, with the document that asks for one and the path of the demand."""
    listed = {step["is"]: index for index, step, _ in case.steps()}
    for each in case.answer.materials:
        if each.status != status or each.step not in listed or each.any_of or not _firm(each.because):
            continue
        index = listed[each.step]
        held = case.tree["steps"][index].get("materials", [])
        tree = _changed(case, index, materials=[*held, {"name": each.name, "is": each.id}])
        yield each, tree, ("steps", index, "materials", len(held))


# materials

def waived_paper(case: Case) -> Iterator[Seed]:
    """A paper is asked for that nobody has to bring."""
    for status in ("waived", "forbidden"):
        for each, tree, part in _asked(case, status):
            yield Seed(tree, "P308/P303/P304/P305/P306/P307", part, _clauses(each.because))


def fetched_paper(case: Case) -> Iterator[Seed]:
    """A paper is asked for that the authority gets itself."""
    for each, tree, part in _asked(case, "fetched"):
        yield Seed(tree, "P303/P304/P305", part, _clauses(each.because))


# window and notice

def told_in_pieces(case: Case) -> Iterator[Seed]:
    """Where everything is taken in, what is missing is told bit by bit."""
    rules = [each for each in _items(case, "disclose") if each.data.get("told") and "one-time-notice" in (
        each.data.get("id"), each.data["what"])]
    for index, _, answer in case.steps():
        if rules and answer.kind == "acceptance":
            tree = _changed(case, index, notice={"form": "书面", "complete": False, "times": 1})
            yield Seed(tree, "P702", ("steps", index, "notice", "complete"), ANY)


def not_deferred(case: Case) -> Iterator[Seed]:
    """A paper that may follow later is wanted at once."""
    listed = {step["is"]: index for index, step, _ in case.steps()}
    for each in case.answer.materials:
        if each.status == "later" and each.step in listed and not each.any_of and _firm(each.because):
            index = listed[each.step]
            held = case.tree["steps"][index].get("materials", [])
            later = [one for one in case.tree["steps"][index].get("accepts_with", []) if one["name"] != each.name]
            tree = _changed(case, index, materials=[*held, {"name": each.name, "is": each.id}], accepts_with=later)
            yield Seed(tree, "P704", ("steps", index, "materials", len(held)), _clauses(each.because))


# prerequisites

def countersigned(case: Case) -> Iterator[Seed]:
    """Another department's opinion, without a basis, comes before a step whose prerequisites are listed."""
    closed = {name for each in _items(case, "closed_set") if each.data.get("of") == "prerequisites"
              for name in each.data.get("for", ())}
    for index, step, _ in case.steps():
        if step["is"] in closed:
            tree, _ = _with(case, "steps", {"id": "seeded", "name": "交通影响会签", "kind": "review",
                                               "authority": "交警部门", "legal_basis": "惯例"})
            tree["steps"][index]["after"] = [*step.get("after", []), "seeded"]
            yield Seed(tree, "P201/P203", ("steps", index, "after"), ANY,
                       also=frozenset({"P103", "P110", "P402", "P601", "P645"}))


def paid_first(case: Case) -> Iterator[Seed]:
    """The road permit is given only after the repair is paid."""
    for index, step, _ in case.steps():
        if case.answer.service == "power.connect" and step["is"] == "road-excavation":
            tree = _changed(case, index, fees=[{"name": "路面修复费", "before_result": True}])
            yield Seed(tree, "P204", ("steps", index, "fees", 0), ANY)


# money

def forbidden_fee(case: Case) -> Iterator[Seed]:
    """A fee is charged that may not be."""
    for each in _items(case, "fee"):
        if each.data["status"] == "forbidden" and not each.data.get("unless_law"):
            tree, part = _with(case, "fees", {"name": each.data["name"], "payer": "申请人"})
            yield Seed(tree, "P801/P806", part, _clauses(each.because))


def unpublished_fee(case: Case) -> Iterator[Seed]:
    """A fee is charged that no list has."""
    for each in _items(case, "forbid"):
        if str(each.data.get("practice", "")).startswith("fee-outside"):
            tree, part = _with(case, "fees", {"name": "接电协调费", "amount": 500, "published": False})
            yield Seed(tree, "P803", part, ANY)
            return


# practices

def forbidden_practice(case: Case) -> Iterator[Seed]:
    """A practice of a kind that is forbidden."""
    for each in _items(case, "forbid"):
        kind = str(each.data.get("practice", ""))
        if kind in ("tied_sale", "channel_limited", "deposit_for_loan"):
            tree, part = _with(case, "practices", {"text": "另有要求，见窗口说明", "kind": kind, "required": True})
            yield Seed(tree, "/".join(sorted(PRACTICES)), part, _clauses(each.because))


def posted_only(case: Case) -> Iterator[Seed]:
    """Certificates come by post whether one likes it or not."""
    for each in _items(case, "forbid"):
        if each.data.get("practice") == "compulsory-delivery":
            tree, part = _with(case, "practices", {"text": "证书一律邮寄送达"})
            yield Seed(tree, "P906", part, _clauses(each.because))


# treatment

def right_denied(case: Case) -> Iterator[Seed]:
    """In a case of this very kind a right is denied."""
    for each in _items(case, "entitle"):
        if each.data.get("id"):
            row = {"text": "不予同意", "denies": [each.data["id"]], "situation": plain(case.answer.facts),
                   "date": case.answer.as_of}
            tree, part = _with(case, "decisions", row)
            yield Seed(tree, "P751", part, _clauses(each.because), "error/warning")


def held_back(case: Case) -> Iterator[Seed]:
    """A case is refused for lack of a paper that the authority gets itself, or that is waived."""
    for each in case.answer.materials:
        if each.status == "fetched" and not each.any_of and _firm(each.because):
            row = {"text": f"没有{each.name}，不予受理", "situation": plain(case.answer.facts),
                   "date": case.answer.as_of}
            tree, part = _with(case, "decisions", row)
            yield Seed(tree, "P756", part, ANY)


# publication and reports

def kept_secret(case: Case) -> Iterator[Seed]:
    """Something is not published that has to be."""
    for each in _items(case, "disclose"):
        if not each.data.get("told"):
            tree, part = _with(case, "disclosures", {"what": each.data.get("id") or each.data["what"], "public": False})
            yield Seed(tree, "P951", part, _clauses(each.because))


def late_report(case: Case) -> Iterator[Seed]:
    """A month's report is handed in on the last day of the next."""
    for each in _items(case, "report"):
        if each.data.get("period") == "monthly" and each.data.get("within"):
            tree, part = _with(case, "reports", {"what": each.data["what"], "period": "2018-10",
                                                 "submitted": "2018-11-30"})
            tree["document"]["as_of"] = "2018-12-03"
            yield Seed(tree, "P952", part, _clauses(each.because))


# quality

def dangling(case: Case) -> Iterator[Seed]:
    """A step waits for none that there is."""
    for index, step, _ in case.steps():
        yield Seed(_changed(case, index, after=[*step.get("after", []), "没有的环节"]), "P650",
                   ("steps", index, "after", len(step.get("after", []))), ANY)


def no_number(case: Case) -> Iterator[Seed]:
    """A step that has a limit is done as soon as possible."""
    for index, _, answer in case.steps():
        if answer.limit and _firm(answer.because):
            yield Seed(_changed(case, index, duration="尽快"), "P641", ("steps", index, "duration"), ANY, "warning")


def twice(case: Case) -> Iterator[Seed]:
    """A step is listed twice."""
    for _, step, _ in case.steps():
        tree, part = _with(case, "steps", {**step, "id": "seeded", "materials": []})
        yield Seed(tree, "P649", (*part, "name"), ANY, "note", also=frozenset({"P106", "P504"}))
