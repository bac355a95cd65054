"""A finding's `fix` as changes to a document's tree, so that nothing lawful is lost with what is removed.

Steps that waited for a removed step wait for what it waited for. Where one step no longer waits for another, it still
waits for what that one waited for, and those after it still wait for both. An `after` that becomes empty vanishes.
Where two steps change places, the one no longer waits for the other, and the other waits for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, cast

from kb.clauses.located import Data
from kb.linter.outcome.fingerprint import Path, path_at, value_at

WAITS = ("after", "issue_after")
_NAMED = {"materials": "name", "accepts_with": "name", "fees": "name", "seals": "by"}
"""Lists whose entries may be bare names, and the key under which the name stands otherwise."""

Step = Mapping[str, Data]


class UnfitError(Exception):
    """A fix that cannot be carried out in this file; the message says why, for people."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: an entry dropped, or a value put where there is another, none yet, or past a list's end."""

    path: Path
    value: Data = None
    drop: bool = False


def changes(tree: Data, fix: Mapping[str, object], spared: Collection[str] = ()) -> list[Change]:
    """The changes that a fix means, to be made in this order. UnfitError when it does not fit the document.

    Of a wait that goes, `spared` are steps that may not come to wait for its step themselves; those after them do.
    """
    path = path_at(str(fix.get("path", "")))
    if fix.get("op") == "remove":
        if not path or not _present(tree, path):
            raise UnfitError("要删去的内容不在文件里")
        return list(_removed(tree, path, spared))
    if fix.get("op") == "reverse":
        return list(_reversed(tree, path))
    if fix.get("op") == "replace" and "value" in fix and path:
        return [_put(tree, path, cast(Data, fix["value"]))]
    raise UnfitError("不认识这种改法")


def applied(tree: Data, done: Iterable[Change]) -> Data:
    """The tree after these changes; the one given stays as it is."""
    root = deepcopy(tree)
    for each in done:
        around: Any = value_at(root, each.path[:-1])
        last: Any = each.path[-1]
        if each.drop:
            del around[last]
        elif isinstance(around, list) and last == len(around):
            around.append(deepcopy(each.value))
        elif isinstance(around, dict | list):
            around[last] = deepcopy(each.value)
        else:
            raise UnfitError("要改的地方不在文件里")
    return root


def _present(tree: Data, path: Path) -> bool:
    around, last = value_at(tree, path[:-1]), path[-1]
    if isinstance(around, dict):
        return last in around
    return isinstance(around, list) and isinstance(last, int) and last < len(around)


def _put(tree: Data, path: Path, value: Data) -> Change:
    """Put a value; what is missing on the way to it is made, a bare name becomes an entry with a name."""
    known = 0
    while known < len(path) and _present(tree, path[:known + 1]):
        known += 1
    if known == len(path):
        return Change(path, value)
    around = value_at(tree, path[:known])
    made: Data = value
    for part in reversed(path[known + 1:]):
        if isinstance(part, int):
            raise UnfitError("要改的地方不在文件里")
        made = {part: made}
    if isinstance(around, dict) or (isinstance(around, list) and path[known] == len(around)):
        return Change(path[:known + 1], made)
    if isinstance(around, str) and known > 1 and path[known - 2] in _NAMED:
        return Change(path[:known], {_NAMED[str(path[known - 2])]: around, str(path[known]): made})
    raise UnfitError("要改的地方不在文件里")


def _removed(tree: Data, path: Path, spared: Collection[str] = ()) -> Iterator[Change]:
    steps = _steps(tree)
    own = steps[path[1]] if len(path) > 1 and path[0] == "steps" and isinstance(path[1], int) else None
    if own is not None and len(path) == 2:
        name = str(own.get("id"))
        more = [*_names(own.get("after")), *_names(own.get("issue_after"))]
        for index, key in _waiting_for(steps, name):
            yield from _without(steps, ("steps", index, key), name, more)
        yield Change(path, drop=True)
    elif own is not None and (earlier := _waited_for(own, path)):
        gone = next((each for each in steps if str(each.get("id")) == earlier), {})
        through = _through(steps, str(own.get("id")), spared)
        for index, key in dict.fromkeys(each for name in through for each in _waiting_for(steps, name)):
            if str(steps[index].get("id")) not in through:  # it waited for the earlier step through this one
                yield from _with(steps, ("steps", index, key), earlier, through)
        yield from _without(steps, path[:3], earlier, [*_names(gone.get("after")), *_names(gone.get("issue_after"))])
    else:
        yield Change(path, drop=True)


def _reversed(tree: Data, path: Path) -> Iterator[Change]:
    """One step no longer waits for another, which waits for it."""
    steps = _steps(tree)
    own = steps[path[1]] if len(path) > 2 and isinstance(path[1], int) and path[1] < len(steps) else {}
    name, earlier = str(own.get("id")), _waited_for(own, path)
    there = next((index for index, each in enumerate(steps) if str(each.get("id")) == earlier), None)
    if there is None:
        raise UnfitError("要改的等待不在文件里")
    others: list[Data] = [each for each in _names(own.get("after")) if each != earlier]
    if earlier in _reached(steps, {"id": name, "after": others}, set()):
        raise UnfitError("两个环节还隔着别的环节互相等，换了以后成了一个环")
    yield from _removed(tree, path)
    stated = steps[there].get(str(path[2]))
    end: Path = ("steps", there, path[2])
    if isinstance(stated, list):
        yield Change((*end, len(stated)), name)
    else:
        yield Change(end, [*_names(stated), name])


def _waited_for(step: Step, path: Path) -> str:
    """The step that the wait at a path is for; "" when the path is no single wait."""
    if len(path) < 3 or path[2] not in WAITS:
        return ""
    names = _names(step.get(str(path[2])))
    if len(path) == 4 and isinstance(path[3], int) and path[3] < len(names):
        return names[path[3]]
    return names[0] if len(path) == 3 and len(names) == 1 else ""


def _waiting_for(steps: Sequence[Step], name: str) -> Iterator[tuple[int, str]]:
    """Where the steps that wait for one say so."""
    yield from ((index, key) for index, step in enumerate(steps) for key in WAITS
                if str(step.get("id")) != name and name in _names(step.get(key)))


def _without(steps: Sequence[Step], path: Path, gone: str, instead: Iterable[str]) -> Iterator[Change]:
    """One step's list of waits without one of them, and with what else must now be waited for directly."""
    step = steps[int(path[1])]
    stated = step.get(str(path[2]))
    names = _names(stated)
    rest = [each for each in names if each != gone]
    reached = _reached(steps, step, {gone})
    more = [each for each in dict.fromkeys(instead) if each not in reached and each not in rest]
    if not isinstance(stated, list):
        yield Change(path, cast(Data, more if len(more) > 1 else more[0])) if more else Change(path, drop=True)
    elif not more:
        yield Change((*path, names.index(gone)) if rest else path, drop=True)
    else:
        yield Change((*path, names.index(gone)), more[0])
        yield from (Change((*path, len(names) + index), each) for index, each in enumerate(more[1:]))


def _through(steps: Sequence[Step], name: str, spared: Collection[str]) -> set[str]:
    """A step, and the spared ones that wait for it or for each other."""
    found, todo = {name}, [name]
    while todo:
        waiting = {str(steps[index].get("id")) for index, _ in _waiting_for(steps, todo.pop())}
        fresh = (waiting & set(spared)) - found
        found |= fresh
        todo += sorted(fresh)
    return found


def _with(steps: Sequence[Step], path: Path, name: str, through: set[str]) -> Iterator[Change]:
    """One step's list of waits with one more, which it reached only through others."""
    step = steps[int(path[1])]
    stated = step.get(str(path[2]))
    if name in _reached(steps, step, through) or name in _names(stated):
        return
    if isinstance(stated, list):
        yield Change((*path, len(stated)), name)
    else:
        yield Change(path, [*_names(stated), name])


def _reached(steps: Sequence[Step], step: Step, without: set[str]) -> set[str]:
    """A step and all it waits for to start, not going through some."""
    by_id = {str(each.get("id")): each for each in steps}
    found: set[str] = {str(step.get("id"))}
    todo = [each for each in _names(step.get("after")) if each not in without]
    while todo:
        name = todo.pop()
        if name not in found and name not in without:
            found.add(name)
            todo += _names(by_id.get(name, {}).get("after"))
    return found


def _steps(tree: Data) -> list[Step]:
    rows = value_at(tree, ("steps",))
    return [each if isinstance(each, dict) else {} for each in rows] if isinstance(rows, list) else []


def _names(stated: Data) -> list[str]:
    if stated is None:
        return []
    return [str(each) for each in (stated if isinstance(stated, list) else [stated])]
