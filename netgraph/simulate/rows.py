"""Columns of numbers that grow by blocks or row by row, and the words that the numbers stand for.

A case of a million people is kept as a few numeric columns; text is made only on writing.
"""

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.integer[Any]]

__all__ = ["EPOCH", "NOTHING", "UNKNOWN_BIRTH", "Rows", "Words"]

# Stands for an empty cell in a column of numbers.
NOTHING = -1

# The ordinal of the day from which days are counted.
EPOCH = date(1970, 1, 1).toordinal()

# Stands for an unknown day of birth: -1 is a day in 1969.
UNKNOWN_BIRTH = -(2**31)


class Rows:
    """A table of whole numbers, one column each; a row's number is its place.

    Example:
        >>> rows = Rows("day", "count")
        >>> rows.add(day=3), rows.add(day=4, count=2)
        (0, 1)
        >>> rows.column("count").tolist()
        [-1, 2]
    """

    def __init__(self, *columns: str) -> None:
        self.columns = columns
        self._blocks: list[dict[str, Numbers]] = []
        self._single: list[tuple[int, ...]] = []
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def add(self, **values: int) -> int:
        """Append one row; columns that are not given stay empty. Gives its number."""
        self._single.append(tuple(values.get(name, NOTHING) for name in self.columns))
        self._length += 1
        return self._length - 1

    def extend(self, how_many: int, /, **values: Any) -> "Numbers":
        """Append many rows at once, from arrays or single numbers. Gives their numbers."""
        import numpy as np

        self._flush()
        self._blocks.append(
            {
                name: np.broadcast_to(np.asarray(values.get(name, NOTHING), np.int32), (how_many,))
                for name in self.columns
            }
        )
        first = self._length
        self._length += how_many
        return np.arange(first, first + how_many, dtype=np.int32)

    def column(self, name: str) -> "Numbers":
        """One whole column, in the order of the rows."""
        import numpy as np

        self._flush()
        if not self._blocks:
            return np.empty(0, np.int32)
        return np.concatenate([block[name] for block in self._blocks])

    def _flush(self) -> None:
        import numpy as np

        if self._single:
            table = np.array(self._single, np.int32).T
            self._blocks.append(dict(zip(self.columns, table, strict=True)))
            self._single = []


class Words:
    """Texts, each with a number: the same text always gets the same one.

    Example:
        >>> words = Words()
        >>> words.code("seen"), words.code("heard"), words.code("seen")
        (0, 1, 0)
    """

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._codes: dict[str, int] = {}

    def code(self, text: str) -> int:
        """The number of a text, a new one where it was not seen before."""
        if text not in self._codes:
            self._codes[text] = len(self.texts)
            self.texts.append(text)
        return self._codes[text]

    def codes(self, texts: tuple[str, ...]) -> "Numbers":
        """The numbers of several texts, as an array to pick from."""
        import numpy as np

        return np.array([self.code(text) for text in texts], np.int32)
