"""Machine-readable zones of place conditions: streets by name, or an area by its corners (TOML).

    [c7]
    streets = ["High Street, Oakmere"]
    area = [[51.88, 0.90], [51.89, 0.90], [51.89, 0.92]]
    leaves_out = "the car park behind the station"

The wording of the order counts; a zone is an aid and says what it leaves out.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from netgraph.errors import InputError

__all__ = ["Zone", "read_zones"]

_CORNERS = 3


@dataclass(frozen=True, slots=True)
class Zone:
    """One condition's zone: streets, corners as (latitude, longitude), and what it leaves out."""

    condition: str
    streets: tuple[str, ...]
    area: tuple[tuple[float, float], ...]
    leaves_out: str


def read_zones(path: Path) -> tuple[Zone, ...]:
    """The zones of a TOML file, by condition.

    Raises:
        InputError: The file cannot be read, or a zone has neither streets nor three corners.
    """
    hint = "Each condition needs streets, or an area of at least three [latitude, longitude]."
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read", hint=hint) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(f"{path}: not TOML: {error}", hint=hint) from error
    zones = []
    for condition, rule in sorted(found.items()):
        try:
            zone = Zone(
                condition,
                tuple(map(str, rule.get("streets", ()))),
                tuple((float(lat), float(lon)) for lat, lon in rule.get("area", ())),
                str(rule.get("leaves_out", "")),
            )
        except (AttributeError, TypeError, ValueError) as error:
            raise InputError(f"{path}: {condition} is no zone", hint=hint) from error
        if not zone.streets and len(zone.area) < _CORNERS:
            raise InputError(f"{path}: {condition} has neither streets nor an area", hint=hint)
        zones.append(zone)
    return tuple(zones)
