"""CPSV-AP 3.2 as JSON-LD: the service for catalogues of public services, with every name it uses in the file.

`processingTime` is left out: an xsd:duration knows calendar days only, and our limits are in working days. The rules
say them in words.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from generator.content.entry import Entry
from generator.content.model import Publication
from kb.findings import KbError, problem

NAME = "cpsv"
EXTENSION = "jsonld"
LANGUAGE = "zh"
CONTEXT: dict[str, Any] = {
    "cpsv": "http://purl.org/vocab/cpsv#", "cv": "http://data.europa.eu/m8g/", "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#", "skos": "http://www.w3.org/2004/02/skos/core#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id", "type": "@type", "issued": {"@id": "dct:issued", "@type": "xsd:date"},
    "valid": {"@id": "dct:valid", "@type": "xsd:date"}}
STATUS = {"bring": "申请人提交", "fetched": "办理单位自己调取，申请人不用交", "later": "可以承诺以后补交",
          "waived": "免交", "forbidden": "不得要求交", "depends": "看情形要不要交"}
UNASKED = ("waived", "forbidden")
COSTS = {"allowed": "可以收", "restricted": "严格限制", "forbidden": "不得收"}


def render(publication: Publication) -> str:
    """The service as one JSON-LD document. KbError S648 for a publication that carries no service."""
    if publication.entry is None:
        raise KbError(problem("S648", "no-entry", "这份文件里没有事项的目录数据", hint="从 banshi guide 生成"))
    graph = list(_graph(publication.entry))
    return json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=2) + "\n"


def _graph(entry: Entry) -> Iterator[dict[str, Any]]:
    yield _service(entry)
    yield from _authority(entry)
    for source in entry.sources:
        yield _node("instrument", source.id, "eli:LegalResource", title=source.title) | {
            "issued": source.issued.isoformat(), "dct:publisher": {"rdfs:label": _said(source.issuer)}}
    for each in entry.inputs:
        said = "；".join(part for part in (STATUS[each.status], each.note) if part)
        yield _node("material", each.id, "cv:Evidence", title=each.name, text=said)
    for name, title in entry.outputs:
        yield _node("material", name, "cv:Output", title=title)
    yield _node("result", entry.id, "cv:Output", title=entry.result)
    for number, cost in enumerate(entry.costs, 1):
        said = "；".join(part for part in (f"{cost.name}：{COSTS[cost.status]}", cost.note) if part)
        yield _node("cost", f"{entry.id}.{number}", "cv:Cost", text=said)
    for rule in entry.provisions:
        yield _node("rule", rule.id, "cpsv:Rule", title=rule.title, text=rule.text) | {
            "cpsv:implements": _ids("instrument", dict.fromkeys(each.partition("/")[0] for each in rule.clauses)),
            "dct:source": list(rule.clauses)}


def _service(entry: Entry) -> dict[str, Any]:
    made = _node("service", entry.id, "cpsv:PublicService", title=entry.name, text=entry.description)
    outputs = dict.fromkeys(name for name, _ in entry.outputs)
    return made | {
        "cv:hasCompetentAuthority": {"id": _iri("authority", entry.authority[0])},
        "cv:hasLegalResource": _ids("instrument", (each.id for each in entry.sources)),
        "cpsv:hasInput": _ids("material", (each.id for each in entry.inputs if each.status not in UNASKED)),
        "cpsv:produces": [*_ids("material", outputs), {"id": _iri("result", entry.id)}],
        "cv:hasCost": _ids("cost", (f"{entry.id}.{number}" for number, _ in enumerate(entry.costs, 1))),
        "cpsv:follows": _ids("rule", (each.id for each in entry.provisions)),
        "valid": entry.as_of.isoformat(), "dct:hasVersion": f"{entry.version} {entry.fingerprint}"}


def _authority(entry: Entry) -> Iterator[dict[str, Any]]:
    """The competent authority; where it is competent is where those are who issued the sources."""
    key, name = entry.authority
    places = {each.issuer: _iri("area", each.id) for each in entry.sources}
    yield {"id": _iri("authority", key), "type": "cv:PublicOrganisation", "skos:prefLabel": _said(name),
           "dct:spatial": [{"id": each} for each in places.values()]}
    for issuer, iri in places.items():
        yield {"id": iri, "type": "dct:Location", "rdfs:label": _said(f"{issuer}管辖的区域")}


def _node(kind: str, key: str, type_: str, *, title: str = "", text: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {"id": _iri(kind, key), "type": type_, "dct:identifier": key}
    if title:
        found["dct:title"] = _said(title)
    if text:
        found["dct:description"] = _said(text)
    return found


def _iri(kind: str, key: str) -> str:
    return f"urn:banshi:{kind}:{key}"


def _ids(kind: str, keys: Any) -> list[dict[str, str]]:
    return [{"id": _iri(kind, each)} for each in keys]


def _said(text: str) -> dict[str, str]:
    return {"@value": text, "@language": LANGUAGE}
