"""Putting together the tree a YAML file would have, with a mark for every part."""

from __future__ import annotations

from collections.abc import Callable

from kb.clauses.located import Data, Mark

MarkMaker = Callable[[], Mark]


class Branch:
    """A mapping under construction with its mark. Marks are made anew for each use: they carry their parts."""

    __slots__ = ("mark", "value")

    def __init__(self, mark: Mark) -> None:
        self.value: dict[str, Data] = {}
        self.mark = mark
        mark.parts = {}

    def put(self, key: str, value: Data, mark: MarkMaker, title: MarkMaker | None = None) -> None:
        """Set a value; `title` is where its name stands, such as a column's title."""
        own = mark()
        if isinstance(value, list):
            own.items = [_marked(each, mark) for each in value]
        elif isinstance(value, dict):
            own = _marked(value, mark)
        self._set(key, value, own, title or mark)

    def add(self, key: str, values: list[Data], mark: MarkMaker) -> None:
        """Append values to a list, which begins where its first value stands."""
        listed = self.value.get(key)
        held = self.parts.get(key)
        if not isinstance(listed, list) or held is None or held.items is None:
            self.put(key, values, mark)
            return
        listed += values
        held.items += [_marked(each, mark) for each in values]

    def branch(self, key: str, mark: MarkMaker) -> Branch:
        """The mapping under a key, made when there is none."""
        held = self.value.get(key)
        if isinstance(held, dict):
            found = Branch.__new__(Branch)
            found.value, found.mark = held, self.parts[key]
            return found
        found = Branch(mark())
        self._set(key, found.value, found.mark, mark)
        return found

    def row(self, key: str, mark: MarkMaker) -> Branch:
        """A new mapping at the end of a list."""
        found = Branch(mark())
        listed = self.value.get(key)
        held = self.parts.get(key)
        if not isinstance(listed, list) or held is None or held.items is None:
            listed, held = [], mark()
            held.items = []
            self._set(key, listed, held, mark)
        listed.append(found.value)
        assert held.items is not None  # noqa: S101  # set just above
        held.items.append(found.mark)
        return found

    @property
    def parts(self) -> dict[str, Mark]:
        """The marks of the values so far."""
        assert self.mark.parts is not None  # noqa: S101  # set when it was made
        return self.mark.parts

    def _set(self, key: str, value: Data, mark: Mark, title: MarkMaker) -> None:
        self.value[key] = value
        self.parts[key] = mark
        self.mark.keys[key] = title()


def _marked(value: Data, mark: MarkMaker) -> Mark:
    own = mark()
    if isinstance(value, dict):
        own.parts = {key: mark() for key in value}
        own.keys = {key: mark() for key in value}
    return own
