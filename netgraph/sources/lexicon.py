"""The lexicon by which posts are marked for a person to read: a TOML file, versioned, with its source."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from netgraph.errors import InputError

__all__ = ["Lexicon", "Mark", "read_lexicon"]

_KIND = re.compile("[a-z][a-z_]{0,40}")
_SHIPPED = Path(__file__).parent / "lexicons" / "posts.toml"


@dataclass(frozen=True, slots=True)
class Mark:
    """Kinds of word that must meet for a mark, and the question that a reader should ask.

    ``unless`` is a kind that takes the mark away where none of ``despite`` is there too.
    """

    name: str
    together: tuple[str, ...]
    question: str
    unless: str = ""
    despite: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words and emoji by kind, the marks that they make together, and where the words are from."""

    name: str
    version: str
    source: str
    words: tuple[tuple[str, tuple[str, ...]], ...]
    emoji: tuple[tuple[str, tuple[str, ...]], ...]
    marks: tuple[Mark, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        """Names of all kinds of word, in order."""
        return tuple(sorted({kind for kind, _ in (*self.words, *self.emoji)}))


def read_lexicon(path: Path | None = None) -> Lexicon:
    """The lexicon in that file, or the shipped one.

    Raises:
        InputError: The file cannot be read, or a mark names a kind that has no words.
    """
    file = path or _SHIPPED
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: cannot be read", hint="Give a lexicon in TOML.") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(f"{file}: not TOML: {error}", hint="Give a lexicon in TOML.") from error
    try:
        lexicon = _lexicon(found)
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"{file}: lacks {error}", hint="It needs name, version, source, kinds and marks."
        ) from error
    unknown = {
        kind
        for mark in lexicon.marks
        for kind in (*mark.together, *mark.despite, *filter(None, [mark.unless]))
        if kind not in lexicon.kinds
    }
    if unknown:
        raise InputError(
            f"{file}: a mark names {', '.join(sorted(unknown))}, for which there are no words",
            hint="Add the kind under [kinds], or take it out of the mark.",
        )
    return lexicon


def _lexicon(found: dict[str, Any]) -> Lexicon:
    return Lexicon(
        str(found["name"]),
        str(found["version"]),
        str(found["source"]),
        _by_kind(found["kinds"]),
        _by_kind(found.get("emoji", {})),
        tuple(
            Mark(
                str(mark["name"]),
                tuple(mark["together"]),
                str(mark["question"]),
                mark.get("unless", ""),
                tuple(mark.get("despite", ())),
            )
            for mark in found["marks"]
        ),
    )


def _by_kind(found: dict[str, list[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    odd = next((kind for kind in found if not _KIND.fullmatch(kind)), None)
    if odd is not None:
        raise KeyError(f"a plain name for the kind {odd}")
    return tuple((kind, tuple(map(str, words))) for kind, words in sorted(found.items()))
