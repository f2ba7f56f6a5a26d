"""What is said at the end of an import: what it changed, and who is to be seen in custody."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netgraph.provenance.changes import Changes
    from netgraph.safeguarding.queue import Queue

__all__ = ["AfterImport"]


@dataclass(frozen=True, slots=True)
class AfterImport:
    """Changes and queue of an import; None where there is nothing to compare, or nobody in custody.

    ``is_too_large``: the case is so large that both are left to be asked for.
    """

    changes: "Changes | None" = None
    queue: "Queue | None" = None
    is_too_large: bool = False
    has_custody: bool = False
