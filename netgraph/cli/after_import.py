"""What is printed at the end of an import: what it changed, and who in custody is to be seen."""

import datetime as dt
from collections.abc import Iterator

from netgraph.cli.changes import change_lines
from netgraph.cli.queue import queue_lines
from netgraph.safeguarding.after_import import AfterImport

__all__ = ["after_import_lines"]


def after_import_lines(after: AfterImport, day: dt.date) -> Iterator[str]:
    """Changes first, then the safeguarding queue; or how to ask for them."""
    since = day - dt.timedelta(days=1)
    if after.is_too_large:
        yield f"What it changed: netgraph changes --since {day}"
        if after.has_custody:
            yield f"Who in custody is to be seen: netgraph queue --since {since}"
        return
    if after.changes is not None:
        yield ""
        yield f"WHAT CHANGED BY IT (looked at from {after.changes.as_of})"
        yield from change_lines(after.changes)
    if after.queue is not None:
        yield ""
        yield from queue_lines(after.queue)
