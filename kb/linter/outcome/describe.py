"""What was checked, in short: the document, and what each of its names was taken for."""

from __future__ import annotations

from collections.abc import Iterable

from kb.findings import Place
from kb.linter.match import Match, Named
from kb.linter.review import Review
from kb.linter.stated import StatedMaterial


def taken(review: Review) -> tuple[str, ...]:
    """The step names that were taken for another name in the rule base, each with that name."""
    return tuple(f"{each.name} = {match.step.name}" for each in review.procedure.steps
                 if (match := review.matches[each.id]).how in ("alias", "wording") and match.step)


def described(review: Review, unheard: Iterable[Place] = ()) -> dict[str, object]:
    """The document, what its steps and materials were taken for, and the sentences nothing was made of, as JSON."""
    stated = review.procedure
    return {"file": stated.file, "service": stated.service.id, "title": stated.title,
            "as_of": stated.as_of.isoformat(),
            "steps": [{"id": each.id, "name": each.name,
                       "is": match.step.id if (match := review.matches[each.id]).step else None, "by": match.how,
                       "candidates": _candidates(match), "authority": each.authority,
                       "materials": [_material(review, one) for one in each.materials]}
                      for each in stated.steps],
            "unheard": [{"line": each.line, "column": each.column, "sheet": each.sheet, "cell": each.cell}
                        for each in unheard]}


def _material(review: Review, stated: StatedMaterial) -> dict[str, object]:
    match = review.material(stated)
    return {"name": stated.name, "is": match.id, "by": match.how, "candidates": _candidates(match)}


def _candidates(match: Match | Named) -> list[dict[str, object]]:
    return [{"is": name, "score": score} for name, score in match.candidates]
