"""Values that stay packed until somebody asks for them: most questions need one service of a rule base."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from threading import Lock
from typing import Any, Generic, TypeVar

Key = TypeVar("Key")
Item = TypeVar("Item")
_opening = Lock()


class Sealed(Generic[Item]):
    """One value. Pickled by itself, and unpickled when first opened; everybody gets the same one."""

    __slots__ = ("_packed", "_value")

    def __init__(self, value: Item) -> None:
        self._packed: bytes | None = None
        self._value = value

    def open(self) -> Item:
        """The value."""
        if self._packed is not None:
            with _opening:
                if self._packed is not None:
                    self._value = pickle.loads(self._packed)  # noqa: S301  part of an entry that the cache has checked
                    self._packed = None
        return self._value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and bool(self.open() == other.open())

    def __hash__(self) -> int:
        return hash(self.open())

    def __getstate__(self) -> bytes:
        return self._packed or pickle.dumps(self._value, protocol=pickle.HIGHEST_PROTOCOL)

    def __setstate__(self, state: bytes) -> None:
        self._packed = state


class Shelf(Mapping[Key, Item]):
    """A mapping of sealed values: looking one up opens that one only."""

    def __init__(self, items: Mapping[Key, Item]) -> None:
        self._items = {key: Sealed(each) for key, each in items.items()}

    def __getitem__(self, key: Key) -> Item:
        return self._items[key].open()

    def __contains__(self, key: Any) -> bool:
        return key in self._items

    def __iter__(self) -> Iterator[Key]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)
