"""How each kind of happening comes to notice: how often, through whom, and how it is graded.

The same recipe holds for everybody, whatever part they play: nothing here or in intelligence.py
knows who exploits and who is exploited. The figures are a storyteller's. SOURCE: [benchmark-accuracy].
"""

from dataclasses import dataclass

__all__ = ["CHANNELS", "OLD_GRADES", "RECIPES", "Channel", "Recipe"]


@dataclass(frozen=True, slots=True)
class Channel:
    """A way by which something comes to be reported.

    ``origin`` is single (each report for itself), operation, informant or caller: of the last
    three one origin gives several reports. ``mistaken`` is the share in which the wrong person
    is named.
    """

    agency: str
    origin: str
    grades: tuple[str, ...]
    mistaken: float = 0.0


@dataclass(frozen=True, slots=True)
class Recipe:
    """How often one kind of happening is reported, and through which channels.

    ``watched`` says that attention to the place makes it more likely.
    """

    chance: float
    channels: tuple[str, ...]
    watched: bool = True


CHANNELS = {
    "patrol": Channel("police", "single", ("1AP", "1BP", "1BP", "2BP"), 0.02),
    "operation": Channel("police", "operation", ("1AP", "1BP", "2BP"), 0.01),
    "informant": Channel(
        "police", "informant", ("1BC", "2BC", "2BC", "2CC", "2CC", "3CC", "2DC", "3DC"), 0.04
    ),
    "public": Channel("public", "single", ("2CP", "3CP", "3DP", "2DP", "2DP"), 0.06),
    "caller": Channel("public", "caller", ("3DP", "3EP", "3EP", "2DP", "3EP", "3CP"), 0.0),
    "statement": Channel("police", "single", ("2AP", "2AP", "1AP", "2BC"), 0.0),
    "custody": Channel("police", "single", ("1AP", "1AP", "1BP"), 0.0),
    "phones": Channel("police", "single", ("1AC", "1BC"), 0.03),
    "social_care": Channel("social_care", "single", ("1AP", "1BP", "2BP", "2CP"), 0.01),
    "school": Channel("school", "single", ("1BP", "2BP", "2CP"), 0.02),
    "housing": Channel("housing", "single", ("1AP", "1BP", "2BP", "2CP"), 0.01),
    "health": Channel("health", "single", ("1AC", "1BC"), 0.0),
    "charity": Channel("charity", "single", ("2BP", "2AP", "2CP"), 0.0),
    "register": Channel("other", "single", ("1AP",), 0.0),
}

# In the first months some reports still carry the older 5x5x5 grade.
OLD_GRADES = ("B21", "B24", "A11", "C31", "E31", "E41", "D45", "B31")

RECIPES = {
    "visit": Recipe(0.045, ("patrol", "patrol", "operation", "public", "informant", "housing")),
    "together": Recipe(0.06, ("patrol", "patrol", "operation", "school", "social_care")),
    "call": Recipe(0.05, ("phones",), watched=False),
    "line_call": Recipe(0.03, ("phones",), watched=False),
    "direct": Recipe(0.055, ("informant", "statement", "social_care", "phones"), watched=False),
    "recruit": Recipe(0.35, ("informant", "social_care", "school", "statement"), watched=False),
    "supply": Recipe(0.025, ("patrol", "informant", "operation", "public")),
    "pay": Recipe(0.05, ("informant", "phones", "statement"), watched=False),
    "debt": Recipe(0.3, ("informant", "social_care", "charity", "statement"), watched=False),
    "threat": Recipe(0.2, ("statement", "informant", "public", "social_care"), watched=False),
    "journey": Recipe(0.08, ("patrol", "operation", "social_care", "informant", "school")),
    "control_home": Recipe(0.08, ("housing", "informant", "statement", "public", "patrol")),
    "hold_phone": Recipe(0.15, ("phones", "informant"), watched=False),
    "line_phone": Recipe(0.12, ("phones",), watched=False),
    "drive_by": Recipe(0.05, ("patrol", "operation")),
    "disclose": Recipe(0.7, ("statement", "social_care", "charity"), watched=False),
    "malicious": Recipe(0.7, ("caller",), watched=False),
    "malicious_visit": Recipe(0.7, ("caller", "public"), watched=False),
    "missing": Recipe(0.4, ("custody", "social_care"), watched=False),
    "arrest": Recipe(0.6, ("custody",)),
    "stop": Recipe(0.6, ("patrol", "operation")),
    "cleared": Recipe(0.9, ("custody",), watched=False),
    "convicted": Recipe(0.95, ("register",), watched=False),
    "robbery": Recipe(0.5, ("statement", "health", "public"), watched=False),
    "assault": Recipe(0.4, ("statement", "health", "public"), watched=False),
    "welfare_check": Recipe(0.8, ("housing", "patrol", "social_care"), watched=False),
    "repair": Recipe(0.8, ("housing",), watched=False),
    "antisocial": Recipe(0.5, ("housing", "public")),
    "refer": Recipe(0.8, ("social_care", "charity"), watched=False),
    "register": Recipe(1.0, ("register",), watched=False),
    "licence": Recipe(1.0, ("register",), watched=False),
    "at_risk": Recipe(0.9, ("social_care", "health"), watched=False),
    "family": Recipe(0.9, ("social_care", "school", "patrol"), watched=False),
    "partner": Recipe(0.3, ("statement", "housing", "informant"), watched=False),
    "work_with": Recipe(0.9, ("social_care", "charity"), watched=False),
    "join": Recipe(0.95, ("register",), watched=False),
    "move_in": Recipe(0.9, ("housing",), watched=False),
    "post": Recipe(0.5, ("patrol", "phones"), watched=False),
}
