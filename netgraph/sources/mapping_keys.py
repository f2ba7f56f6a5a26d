"""Reading of TOML keys with their path, so that every message about a mapping names its key."""

from collections.abc import Iterable
from typing import Any

from netgraph.errors import MappingError

__all__ = ["Keys"]


class Keys:
    """One TOML table and where it stands; remembers which keys were asked for.

    ``finish`` refuses the keys that nobody asked for: a misspelt key is never ignored.
    """

    def __init__(self, content: dict[str, Any], path: str, origin: str) -> None:
        self.content = content
        self.path = path
        self.origin = origin
        self._known: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self.content

    def below(self, key: str) -> str:
        """Path of a key of this table."""
        return f"{self.path}.{key}" if self.path else key

    def error(self, key: str, problem: str, hint: str) -> MappingError:
        """What to raise about a key: the mapping's file, the key's path, the problem."""
        return MappingError(f"{self.origin}: {self.below(key)}: {problem}", hint=hint)

    def take(self, key: str) -> Any:
        """Value of a key as TOML gives it; None where it is absent."""
        self._known.add(key)
        return self.content.get(key)

    def text(self, key: str, *, required: bool = True, default: str | None = None) -> str:
        """Text of a key; numbers and dates of TOML count as text, a table does not."""
        value = self.take(key)
        if value is None:
            if default is not None:
                return default
            if required:
                raise self.error(key, "missing", f'Add: {key} = "…"')
            return ""
        if isinstance(value, bool | dict | list):
            raise self.error(key, "not a text", f'Write: {key} = "…"')
        return str(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """Several texts of a key, or one alone; empty where it is absent."""
        value = self.take(key)
        if value is None:
            return ()
        several = value if isinstance(value, list) else [value]
        if any(isinstance(each, bool | dict | list) for each in several):
            raise self.error(key, "not a list of texts", f'Write: {key} = ["…", "…"]')
        return tuple(str(each) for each in several)

    def yes_no(self, key: str) -> bool:
        """True or false of a key; false where it is absent."""
        value = self.take(key)
        if value is None:
            return False
        if not isinstance(value, bool):
            raise self.error(key, "neither true nor false", "Allowed: true, false.")
        return value

    def choice(self, key: str, allowed: Iterable[str]) -> str:
        """Text of a key that must be one of those allowed."""
        value = self.text(key)
        words = tuple(allowed)
        if value not in words:
            raise self.error(key, f"{value} is not known", f"Allowed: {', '.join(words)}.")
        return value

    def mapping(self, key: str) -> dict[str, Any]:
        """TOML table of a key as it is; empty where it is absent."""
        value = self.take(key)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise self.error(key, "not a table", f"Write: {key} = {{ … }}")
        return value

    def words(self, key: str) -> tuple[tuple[str, str], ...]:
        """Pairs of word and text in the table of a key, in the order written."""
        pairs = []
        for word, value in self.mapping(key).items():
            if isinstance(value, bool | dict | list):
                raise self.error(f"{key}.{word}", "not a text", f'Write: {word} = "…"')
            pairs.append((word, str(value)))
        return tuple(pairs)

    def table(self, key: str) -> "Keys | None":
        """The table of a key with its path, or None where it is absent."""
        if key not in self.content:
            self.take(key)
            return None
        return Keys(self.mapping(key), self.below(key), self.origin)

    def named_tables(self, key: str) -> tuple[tuple[str, "Keys"], ...]:
        """The tables within the table of a key, with their names."""
        found = []
        for name, value in self.mapping(key).items():
            if not isinstance(value, dict):
                raise self.error(f"{key}.{name}", "not a table", f"Write: [{key}.{name}]")
            found.append((name, Keys(value, self.below(f"{key}.{name}"), self.origin)))
        return tuple(found)

    def tables(self, key: str, *, required: bool = False) -> tuple["Keys", ...]:
        """The tables of an array such as ``[[files]]``, each with its place from 0."""
        value = self.take(key)
        if value is None and not required:
            return ()
        heading = f"{self.path.split('[', 1)[0]}.{key}" if self.path else key
        hint = f"Write each under [[{heading}]]."
        if not isinstance(value, list) or not value:
            raise self.error(key, "missing" if value is None else "not a list of tables", hint)
        if not all(isinstance(each, dict) for each in value):
            raise self.error(key, "not a list of tables", hint)
        return tuple(
            Keys(each, self.below(f"{key}[{place}]"), self.origin)
            for place, each in enumerate(value)
        )

    def finish(self, allowed: Iterable[str] = ()) -> None:
        """Refuse a key that was never asked for, naming those that may stand here."""
        known = sorted(self._known | set(allowed))
        for key in self.content:
            if key not in self._known:
                raise self.error(key, "unknown key", f"Allowed: {', '.join(known)}.")
