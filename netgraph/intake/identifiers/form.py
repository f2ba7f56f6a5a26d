"""What a module of one kind of identifier gives: how a text is read, as SQL over whole columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

__all__ = ["Form"]


@dataclass(frozen=True, slots=True)
class Form:
    """How the texts of one kind of identifier are read.

    ``steps`` are (name, SQL), each over ``text`` and the steps before it. Two of them are asked
    for: ``normal``, the one way of writing that identifier, NULL where the text is not a sound
    one; and ``why_not``, what is wrong with it then, without content. A step ``candidate``, if
    there is one, is what the text may stand for if it is not sound; it is shown, never used.

    ``library`` reads what SQL cannot: given texts of the step ``asked`` (NULL where SQL knows by
    itself), the normal of each, or None.
    """

    steps: tuple[tuple[str, str], ...]
    library: Callable[[Sequence[str]], list[str | None]] | None = None
