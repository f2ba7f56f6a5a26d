"""Text that is safe in XML: escaped, without the characters that XML does not allow."""

import re
from xml.sax.saxutils import escape

__all__ = ["in_xml"]

_NOT_ALLOWED = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_QUOTES = {'"': "&quot;", "'": "&#39;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


def in_xml(value: object) -> str:
    r"""A value as it may stand between tags or in an attribute.

    Example:
        >>> in_xml('a "b" <c>\x00')
        'a &quot;b&quot; &lt;c&gt;'
    """
    return escape(_NOT_ALLOWED.sub("", str(value)), _QUOTES)
