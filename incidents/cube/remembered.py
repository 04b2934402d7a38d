"""Answers to whole questions, remembered until an incident changes: a page asks the same of the same set again and again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, TypeVar

from incidents.cube.question import Question

T = TypeVar("T")


class Remembered:
    """By what was asked; of each kind of answer the latest."""

    def __init__(self) -> None:
        self._held: dict[str, OrderedDict[Hashable, Any]] = {}

    def told(self, kind: str, asked: Hashable, most: int, answer: Callable[[], Any]) -> Any:
        held = self._held.setdefault(kind, OrderedDict())
        if asked not in held:
            held[asked] = answer()
            if len(held) > most:
                held.popitem(last=False)
        held.move_to_end(asked)
        return held[asked]

    def known(self, kind: str, question: Question) -> Any:
        """What was answered to the question alone; None if it was not asked lately, or has words that only SQL can answer."""
        return None if question.told is not None else self._held.get(kind, {}).get((question, ()))

    def forget(self) -> None:
        self._held.clear()


def remembered(most: int) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """Not for words that only SQL can answer: texts change without a trace in the columns."""

    def keeping(answer: Callable[..., T]) -> Callable[..., T]:
        @wraps(answer)
        def told(self: Any, question: Question, *more: Any, **named: Any) -> T:
            def fresh() -> T:
                return answer(self, question, *more, **named)

            if question.told is not None:
                return fresh()
            return self.remembered.told(answer.__name__, (question, more, *named.items()), most, fresh)  # type: ignore[no-any-return]

        return told

    return keeping
