"""矛盾说明看不到

查什么：一条矛盾说明有没有说明采用哪种读法、为什么，涉及的环节、时间段或规则在它的事项里有没有。

为什么：写了却没有答复会显示它，等于没有提醒使用者。

怎样才合规：写上 used 和 because，touches 指到答复里会出现的东西。

不管什么：条件一时不成立的矛盾说明。
"""

from collections.abc import Iterator

from kb.clauses.model import Tension
from kb.findings import Finding
from kb.linter.rulebase.base import Base, Stretch, slots_of

CODE, NAME = "R110", "silent-tension"


def check(base: Base) -> Iterator[Finding]:
    """Tensions without a reason, and tensions that touch nothing of their services."""
    shown: dict[str, bool] = {}
    for stretch in base.stretches:
        known = _known(stretch)
        for tension in stretch.program.tensions:
            meets = not tension.touches or bool(known & set(tension.touches))
            shown[tension.id] = shown.get(tension.id, False) or meets
    for tension in base.knowledge.rulebook.tensions:
        for fault, hint in _faults(tension, shown.get(tension.id, False)):
            yield base.finding(CODE, NAME, tension.place, f"矛盾说明 `{tension.id}` {fault}", hint,
                               about=f"{tension.id} {fault}")


def _faults(tension: Tension, shown: bool) -> Iterator[tuple[str, str]]:
    if not tension.because:
        yield "没有写为什么采用这种读法", "写上 because"
    if len(tension.readings) < 2:
        yield "只有一种读法", "写出两种读法，各带条款"
    if not shown:
        yield "涉及的东西在它的事项里都没有，不会显示", "让 touches 指到环节、时间段、情况或规则"


def _known(stretch: Stretch) -> set[str]:
    service = stretch.program.service
    return {service.id, *stretch.program.steps, *stretch.program.facts, *(span.id for span in service.spans),
            *(each.rule.id for each in stretch.program.rules),
            *(slot.target.partition("/")[2] for each in stretch.program.rules for slot in slots_of(each)
              if slot.kind == "material")}
