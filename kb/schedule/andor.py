"""Forward and backward pass over an AND/OR network of numbered activities.

Alternatives are settled as in Dijkstra's algorithm extended to AND/OR graphs (D. E. Knuth, "A generalization
of Dijkstra's algorithm", 1977): activities are finished in the order of their times, and the first finished
member satisfies its group. So an alternative may even lie on a cycle. Nothing here recurses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from heapq import heapify, heappop, heappush


class AndOr:
    """A network by number: activity `i` is the i-th added, group `g` the g-th any-of group of all.

    Add every activity, then let `weighed` make a network to plan, and call its `run`, `choose`, `trim` and
    `delay` in this order. Times are integers.
    """

    def __init__(self, size: int) -> None:
        self.weight: list[int] = []                               # activity -> time it takes
        self.groups: list[Sequence[int]] = []                     # group -> its members
        self.alternatives = False                                 # some group has several members
        self.owner: list[int] = []                                # group -> activity that needs it
        self.needs: list[range] = []                              # activity -> its groups
        self.member_of: list[list[int]] = [[] for _ in range(size)]   # activity -> groups it is in
        self.awaits: list[Sequence[int]] = []                     # activity -> those its result waits for
        self.holds_up: list[list[int]] = [[] for _ in range(size)]    # activity -> those awaiting it
        self.start = [0] * size
        self.finish = [-1] * size                                 # -1 = never
        self.first: list[int] = []                                # group -> first finished member, -1 = none
        self.chosen: list[int] = []                               # group -> member that the plan uses
        self.order: list[int] = []                                # every activity after those it uses
        self.used = [False] * size                                # activity -> the plan uses it
        self.latest = [0] * size                                  # activity -> latest finish, if used
        self.total = 0

    def add(self, groups: Iterable[Sequence[int]], awaits: Sequence[int]) -> None:
        """Add the next activity. Members of a group and of `awaits` are distinct."""
        i = len(self.needs)
        known = len(self.groups)
        self.groups += groups
        self.needs.append(range(known, len(self.groups)))
        self.awaits.append(awaits)
        for group in self.needs[i]:
            self.owner.append(i)
            members = self.groups[group]
            self.alternatives = self.alternatives or len(members) > 1
            for member in members:
                self.member_of[member].append(group)
        for awaited in awaits:
            self.holds_up[awaited].append(i)

    def weighed(self, weight: list[int]) -> AndOr:
        """The same network, to be planned with these times. The two share the links and nothing else."""
        made, size = copy(self), len(weight)
        made.weight, made.order, made.total = weight, [], 0
        made.start, made.finish, made.used, made.latest = [0] * size, [-1] * size, [False] * size, [0] * size
        return made

    def run(self) -> bool:
        """Forward pass: `start`, `finish`, `first`, `order`. False if something can never be finished."""
        weight, start, finish, order = self.weight, self.start, self.finish, self.order
        first = self.first = [-1] * len(self.groups)
        waiting = self._waiting()
        heap = [(weight[i], i) for i, count in enumerate(waiting) if not count]
        heapify(heap)
        while heap:
            now, i = heappop(heap)
            finish[i] = now
            order.append(i)
            for group in self.member_of[i]:
                if first[group] < 0:
                    first[group] = i
                    owner = self.owner[group]
                    start[owner] = now
                    waiting[owner] -= 1
                    if not waiting[owner]:
                        heappush(heap, (now + weight[owner], owner))
            for other in self.holds_up[i]:
                waiting[other] -= 1
                if not waiting[other]:
                    heappush(heap, (max(start[other] + weight[other], now), other))
        return len(order) == len(weight)

    def choose(self) -> None:
        """Settle each group on its earliest member, ties by the order listed."""
        if not self.alternatives:
            self.chosen = self.first
            return
        finish = self.finish.__getitem__
        self.chosen = [members[0] if len(members) == 1 else min(members, key=finish)
                       for members in self.groups]
        if self.chosen == self.first:
            return
        # A tie may hold only because the member follows from the choice itself: such choices are taken back.
        followers = [list(held) for held in self.holds_up]
        for group, member in enumerate(self.chosen):
            followers[member].append(self.owner[group])
        waiting = self._waiting()
        order = [i for i, count in enumerate(waiting) if not count]
        for i in order:  # grows while it is read
            for follower in followers[i]:
                waiting[follower] -= 1
                if not waiting[follower]:
                    order.append(follower)
        for i in self.order:
            if waiting[i]:
                order.append(i)
                for group in self.needs[i]:
                    self.chosen[group] = self.first[group]
        self.order = order

    def trim(self) -> None:
        """Find what the plan uses: all but the alternatives not chosen and what only they need."""
        size = len(self.weight)
        if not self.alternatives:
            self.used = [True] * size
            return
        spare = {member for group, members in enumerate(self.groups) if len(members) > 1
                 for member in members if member != self.chosen[group]}
        if not spare:
            self.used = [True] * size
            return
        goals = [i for i in range(size) if not self.member_of[i] and not self.holds_up[i]]
        covered = [False] * size
        self._reach(goals, covered, everything=True)
        for candidates in (set(range(size)) - spare, spare):  # ends on a cycle through an alternative
            further = [i for i in sorted(candidates) if not covered[i]]
            goals += further
            self._reach(further, covered, everything=True)
        self._reach(goals, self.used, everything=False)

    def delay(self) -> None:
        """Backward pass over what is used: `total` and `latest`."""
        weight, latest, used, chosen = self.weight, self.latest, self.used, self.chosen
        self.total = max((self.finish[i] for i in self.order if used[i]), default=0)
        latest[:] = [self.total] * len(weight)
        for i in reversed(self.order):
            if used[i]:
                finish = latest[i]
                start = finish - weight[i]
                for group in self.needs[i]:
                    member = chosen[group]
                    if start < latest[member]:
                        latest[member] = start
                for awaited in self.awaits[i]:
                    if finish < latest[awaited]:
                        latest[awaited] = finish

    def longest_path(self) -> list[int]:
        """One longest path, first to last, without what takes no time on it."""
        path: list[int] = []
        now, candidates = self.total, [i for i, used in enumerate(self.used) if used]
        while now:
            i = next(each for each in candidates if self.finish[each] == now)
            if self.start[i] + self.weight[i] == now:
                if self.weight[i]:
                    path.append(i)
                now = self.start[i]
                candidates = [self.chosen[group] for group in self.needs[i]]
            else:  # only its result waited
                candidates = list(self.awaits[i])
        return path[::-1]

    def circles(self) -> list[list[int]]:
        """After a run that got stuck: disjoint circles, each member before the next."""
        blocker: dict[int, int] = {}
        for i, finish in enumerate(self.finish):
            if finish < 0:
                stuck = [self.groups[group][0] for group in self.needs[i] if self.first[group] < 0]
                stuck += [awaited for awaited in self.awaits[i] if self.finish[awaited] < 0]
                blocker[i] = stuck[0]
        seen: set[int] = set()
        circles = []
        for each in blocker:
            trail: dict[int, None] = {}
            while each not in seen:
                seen.add(each)
                trail[each] = None
                each = blocker[each]
            if each in trail:
                path = list(trail)
                circle = path[path.index(each):][::-1]
                lowest = circle.index(min(circle))
                circles.append(circle[lowest:] + circle[:lowest])
        return circles

    def _waiting(self) -> list[int]:
        return [len(needs) + len(awaits) for needs, awaits in zip(self.needs, self.awaits, strict=True)]

    def _before(self, i: int, everything: bool) -> Iterator[int]:
        for group in self.needs[i]:
            if everything:
                yield from self.groups[group]
            else:
                yield self.chosen[group]
        yield from self.awaits[i]

    def _reach(self, sources: Iterable[int], reached: list[bool], *, everything: bool) -> None:
        """Mark the sources and what they need, with every alternative or with the chosen ones only."""
        stack = list(sources)
        for i in stack:
            reached[i] = True
        while stack:
            for before in self._before(stack.pop(), everything):
                if not reached[before]:
                    reached[before] = True
                    stack.append(before)
