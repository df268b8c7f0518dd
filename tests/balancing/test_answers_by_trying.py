"""Why somebody moves, who would come instead, why others stay: each exchange tried by itself."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from kinerja.balancing import People, TransferRules, explain_move, explain_stay, plan_transfers


@dataclass
class City:
    """A small problem with its rules, and what an exchange of two people would do."""

    unit: Any
    job: Any
    need: Any
    cost: Any
    able: Any
    months: Any
    ids: list[str]
    rules: dict[str, Any]

    @classmethod
    def drawn(cls, rng):
        n, units, jobs = (int(rng.integers(low, high)) for low, high in ((4, 8), (2, 4), (1, 3)))
        job = rng.integers(0, jobs, n)
        able = rng.random((n, jobs)) < 0.6
        able[np.arange(n), job] = True
        rules: dict[str, Any] = {
            "min_months": 24,
            "max_months": 60 if rng.random() < 0.5 else None,
            "ties": ("months", "order") if rng.random() < 0.5 else ("order",),
            "within_unit": bool(rng.random() < 0.5),
        }
        if rng.random() < 0.3:
            rules["max_moves"] = int(rng.integers(1, 3))
        if rng.random() < 0.3:
            rules["max_in"] = 1
        return cls(
            rng.integers(0, units, n),
            job,
            rng.integers(0, 4, (units, jobs)).astype(float),
            rng.integers(0, 3, (n, units)).astype(float),
            able,
            rng.integers(20, 80, n),
            [f"p{i}" for i in rng.permutation(n)],
            rules,
        )

    def plan(self):
        people = People(
            unit=self.unit, job=self.job, ids=self.ids, preference=self.cost,
            qualified=self.able, months_in_post=self.months,
        )  # fmt: skip
        return plan_transfers(people, self.need, TransferRules(**self.rules))

    def heads(self, moves):
        out = np.zeros(self.need.shape)
        np.add.at(out, (self.unit, self.job), 1)
        for person, post in moves.items():
            out[self.unit[person], self.job[person]] -= 1
            out[post] += 1
        return out

    def short(self, moves):
        return np.maximum(self.need - self.heads(moves), 0).sum()

    def keeps_the_rules(self, moves):
        before, after = self.heads({}), self.heads(moves)
        inside = {p for p, (v, _) in moves.items() if v == self.unit[p]}
        gave, got = np.zeros(self.need.shape), np.zeros(self.need.shape)
        for person, (v, d) in moves.items():
            own = (int(self.unit[person]), int(self.job[person]))
            if self.months[person] < 24 or not self.able[person, d]:
                return False
            if person in inside and (not self.rules["within_unit"] or own[1] == d):
                return False
            gave[own] += 1
            got[v, d] += 1
        arrivals = np.bincount([moves[p][0] for p in moves if p not in inside], minlength=1)
        lacks = before < self.need
        return (
            len(moves) <= self.rules.get("max_moves", 99)
            and arrivals.max(initial=0) <= self.rules.get("max_in", 99)
            and not ((gave > 0) & lacks).any()
            and not ((got > 0) & ~lacks).any()
            and not ((after < np.minimum(before, self.need)) & (gave > 0)).any()
        )

    def late(self, person):
        limit = self.rules["max_months"]
        return limit is not None and bool(self.months[person] > limit)

    def instead(self, moves, mover):
        """Everybody who stays and could come in the mover's place, with the plan that gives."""
        rest = {p: post for p, post in moves.items() if p != mover}
        for person in range(len(self.ids)):
            if person not in moves and self.keeps_the_rules({**rest, person: moves[mover]}):
                yield person, {**rest, person: moves[mover]}

    def decides(self, moves, mover, person, other):
        """First level at which the mover and a person in their place differ; "" if at none."""
        unit = moves[mover][0]
        if self.short(other) != self.short(moves):
            return "effect"
        if self.cost[person, unit] != self.cost[mover, unit]:
            return "cost" if self.cost[person, unit] > self.cost[mover, unit] else "together"
        if self.late(person) != self.late(mover):
            return "overdue" if self.late(mover) else "together"
        return ""

    def tie(self, mover, person):
        if "months" in self.rules["ties"] and self.months[mover] != self.months[person]:
            return "months" if self.months[mover] > self.months[person] else "together"
        return "order" if self.ids[mover] < self.ids[person] else "together"

    def rank(self, moves, mover, person, other):
        """What the next in line is chosen by: the smaller, the better."""
        months = self.months[person] if "months" in self.rules["ties"] else 0
        cost = self.cost[person, moves[mover][0]]
        return self.short(other), cost, not self.late(person), -months, self.ids[person]


def cities(seed, count):
    rng = np.random.default_rng(seed)
    for _ in range(count):
        city = City.drawn(rng)
        plan = city.plan()
        moves = {city.ids.index(m.staff): (int(m.to_unit), int(m.to_job)) for m in plan.moves}
        assert city.keeps_the_rules(moves)
        yield city, plan, moves


@pytest.mark.parametrize("seed", range(3))
def test_the_runner_up_is_the_best_of_all_who_could_come_instead(seed):
    tried = 0
    for city, plan, moves in cities(seed, 25):
        for mover in moves:
            others = {
                city.ids[person]: city.rank(moves, mover, person, other)
                for person, other in city.instead(moves, mover)
            }
            why = explain_move(plan, city.ids[mover])
            assert why.runner_up == min(others, key=others.__getitem__, default=None)
            assert why.candidates == len(others) + 1
            tried += 1
    assert tried > 10


@pytest.mark.parametrize("seed", range(3, 5))
def test_what_decided_is_true_of_every_exchange(seed):
    for city, plan, moves in cities(seed, 25):
        for mover in moves:
            alike = [
                person
                for person, other in city.instead(moves, mover)
                if not city.decides(moves, mover, person, other)
            ]
            decided = explain_move(plan, city.ids[mover]).decided_by
            if alike:
                ties = {city.tie(mover, person) for person in alike}
                assert decided == ("months" if ties == {"months"} else "order")
            else:
                assert decided in {None, "months_together", "order_together"}
        for person in set(range(len(city.ids))) - set(moves):
            for row in explain_stay(plan, city.ids[person]).considered:
                reasons = {
                    city.decides(moves, mover, person, other) or city.tie(mover, person)
                    for mover, post in moves.items()
                    for who, other in city.instead(moves, mover)
                    if who == person and post == (row.unit, row.job)
                }
                assert row.because in reasons
