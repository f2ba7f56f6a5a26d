"""XML read as a stream, element by element, with everything refused that makes XML dangerous.

No document type, no entities, nothing fetched, and no deeper than any real export: a hostile file
ends in a clear error before it costs memory.
"""

import zipfile
import zlib
from collections.abc import Callable
from typing import IO
from xml.parsers import expat

from netgraph.errors import CaseError

__all__ = ["DEEPEST", "UNPACKING", "Closed", "Opened", "Texts", "read_xml"]

# What the library that unpacks raises for damaged, encrypted or strangely packed archives.
UNPACKING = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)

# Deepest nesting of elements that is read; phone reports reach about twenty. SOURCE: [decision-0009].
DEEPEST = 200

_BLOCK = 1 << 16

# The longest tag, and the longest text of one element, in bytes. SOURCE: [decision-0009].
_LONGEST = 16 << 20

Opened = Callable[[str, dict[str, str]], None]
Closed = Callable[[str], None]
Texts = Callable[[str], None]


def read_xml(file: IO[bytes], name: str, opened: Opened, closed: Closed, text: Texts) -> None:
    """Call ``opened``, ``closed`` and ``text`` for what a document holds, names without prefix.

    Args:
        file: The bytes, read in blocks.
        name: Name for messages.
        opened: Called with each element's local name and attributes.
        closed: Called with each element's local name when it ends.
        text: Called with pieces of text.

    Raises:
        CaseError: It is no well-formed XML, or holds what is refused; with the line.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = length = unread = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth, length, unread
        depth, length, unread = depth + 1, 0, 0
        if depth > DEEPEST:
            raise refused(f"elements more than {DEEPEST} deep")
        opened(tag.rpartition(" ")[2], attributes)

    def end(tag: str) -> None:
        nonlocal depth, length, unread
        depth, length, unread = depth - 1, 0, 0
        closed(tag.rpartition(" ")[2])

    def pieces(piece: str) -> None:
        nonlocal length, unread
        length, unread = length + len(piece), 0
        if length > _LONGEST:
            raise refused("a text that is far too long")
        text(piece)

    def refused(what: str) -> CaseError:
        return _refused(f"{name} line {parser.CurrentLineNumber}: {what}")

    def refuse(*_: object) -> None:
        raise refused("a document type or entities, which no phone report needs")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = pieces
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        while block := file.read(_BLOCK):
            parser.Parse(block, False)
            unread += len(block)
            if unread > _LONGEST:
                raise refused("an element that is far too long")
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise CaseError(
            f"{name} line {error.lineno}: not well-formed XML",
            hint="Is the file complete? Export the report again.",
        ) from error


def _refused(what: str) -> CaseError:
    return CaseError(what, hint="Export the report again with the tool that made it.")
