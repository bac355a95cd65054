"""The service as data, from the same answer as the chapters."""

from __future__ import annotations

from generator.content.desk import Desk
from generator.content.effects import said
from generator.content.entry import Cost, Entry, Input, Provision, Source
from generator.content.order import shown
from generator.content.words import ended, tidy, when
from kb.compiler.knowledge import Fired

STRONGEST = ("bring", "later", "depends", "fetched", "waived", "forbidden")


def record(desk: Desk) -> Entry:
    """The entry for a catalogue: authority, sources, materials, results, fees, rules."""
    service, knowledge = desk.service, desk.knowledge
    return Entry(
        service.id, service.name, ended(f"本事项给{service.audience}用，办成的结果是{service.result}"),
        (service.authority, knowledge.who(service.authority)), service.result,
        desk.answer.as_of, knowledge.version, knowledge.fingerprint, _sources(desk), _inputs(desk), _outputs(desk),
        _costs(desk), tuple(_provision(desk, each) for each in desk.live()))


def _sources(desk: Desk) -> tuple[Source, ...]:
    found = (desk.knowledge.instruments[each] for each in desk.answer.knowledge["instruments"])
    return tuple(Source(each.id, each.title, each.issuer, each.rank, each.issued) for each in found)


def _inputs(desk: Desk) -> tuple[Input, ...]:
    """Each material once, with the strongest of its states."""
    found: dict[str, Input] = {}
    for each in sorted(desk.answer.materials, key=lambda each: STRONGEST.index(each.status)):
        found.setdefault(each.id, Input(each.id, each.name, each.status, tidy(each.note)))
    return tuple(found[name] for name in sorted(found))


def _outputs(desk: Desk) -> tuple[tuple[str, str], ...]:
    made = dict.fromkeys(each for step in shown(desk) for each in desk.program.steps[step.id].produces)
    return tuple((each, desk.name("material", each)) for each in made)


def _costs(desk: Desk) -> tuple[Cost, ...]:
    found = (Cost(str(each.data["name"]), str(each.data["status"]),
                  when(desk.condition(each.rule), tidy(str(each.data.get("text") or ""))))
             for each in desk.answer.items.get("fees", ()))
    return tuple(dict.fromkeys(found))


def _provision(desk: Desk, fired: Fired) -> Provision:
    rule = fired.rule
    text = said(desk, rule.effects) or rule.title
    return Provision(rule.id, tidy(rule.title), ended(when(desk.condition(rule.id), text)), (rule.clause, *rule.also))
