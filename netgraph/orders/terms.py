"""Facts of law and drafting that proposals and lists rest on: data, each with its source.

Here: which orders stand in the way of a new one, who counts as a child, what an act of
exploitation is, the exceptions that courts write in. Not here: points and windows of findings
(findings/). Nothing here says that a legal test is met; that is for lawyers and the court.
"""

from datetime import timedelta

from netgraph.vocabulary import LINK_KINDS

__all__ = [
    "ACTS_AT_EVENTS",
    "ACTS_TOWARDS_SOMEBODY",
    "ADULT_AGE",
    "ALWAYS_EXCEPTED",
    "DONE_BY_THE_SECOND",
    "EVENTS_OF_EXPLOITATION",
    "EXCEPTION_WORDING",
    "MINIMUM_SOURCES",
    "ORDERS_THAT_STAND",
    "PRESSURE",
    "RECENT_ACT",
    "SCHOOL_AGE",
    "SHARED_CRIMES",
    "TRADE",
    "save_clause",
]

# Years of age from which a person is an adult; below it the youth court and, before any court,
# safeguarding. SOURCE: [msa-2015-s23], [decision-0006].
ADULT_AGE = 18

# Years of age below which somebody may still be at school or college.
# SOURCE: [education-skills-act-2008].
SCHOOL_AGE = 19

# How old the latest act of exploitation may be on the day of a proposal. SOURCE: [decision-0004].
RECENT_ACT = timedelta(days=730)

# Sources of different origin that a proposal, and each name on a list, must rest on; a source
# graded 3 (not reliable) is none of them. SOURCE: [domain-gate], [domain-grades].
MINIMUM_SOURCES = 2

# Orders that already protect against exploitation: while one is in force, it is varied or renewed
# rather than joined by a second. SOURCE: [msa-2015-s27], [crime-and-policing-act-2026].
ORDERS_THAT_STAND = ("STRO", "STPO", "interim_STRO", "CCEPO")

# Conduct towards somebody that may be part of exploiting them, or of their home.
# Drugs and money that only change hands are not; see TRADE. SOURCE: [msa-2015-s23], [domain-gate].
ACTS_TOWARDS_SOMEBODY = (
    "accuses",
    "arranges_travel_for",
    "directs",
    "in_debt_to",
    "recruited",
    "threatens",
)

# Threats and debts: exploitation where they are held over somebody who needs protecting, outside the
# family and household. SOURCE: [domain-x8], [decision-0025].
PRESSURE = ("in_debt_to", "threatens")

# Conduct between dealers and customers alike: no act of exploitation by itself.
# SOURCE: [domain-gate], [decision-0025].
TRADE = ("pays", "supplies")

# Kinds of link that tell of something that their second end did.
DONE_BY_THE_SECOND = frozenset(kind.name for kind in LINK_KINDS if kind.conduct_of == "to")

# The part in an event that is somebody's own conduct, by stage.
ACTS_AT_EVENTS = ("charged_in", "convicted_in", "suspect_in")

# Events that are exploitation by their nature. SOURCE: [msa-2015-s23].
EVENTS_OF_EXPLOITATION = ("exploitation", "modern_slavery")

# Events in which two suspects are recorded as acting together; possession and nuisance are not
# among them, since customers and neighbours share those. SOURCE: [domain-gate].
SHARED_CRIMES = (
    "drug_supply",
    "exploitation",
    "modern_slavery",
    "robbery",
    "threat",
    "violence",
    "weapon",
)

# What courts have let co-subjects of an order do all the same. SOURCE: [thurrock-injunction-2018].
ALWAYS_EXCEPTED = ("court", "agency_appointment", "custody", "written_permission")

# How each exception reads in a condition: the vocabulary's EXCEPTION_WORDS, and one for homes.
# SOURCE: [thurrock-injunction-2018], [west-mercia-stro-2024].
EXCEPTION_WORDING = {
    "court": "at a court hearing that both must attend",
    "school_or_college": "while attending lessons on the premises of a school or college",
    "agency_appointment": "at an appointment arranged by a public body or a support agency",
    "custody": "while detained in custody",
    "written_permission": "with the prior written permission of the police",
    "immediate_family": "where that person is a member of your immediate family",
    "home_of_family": "the home of a member of your immediate family",
}


def save_clause(words: tuple[str, ...]) -> str:
    """The exceptions of a condition as one clause that begins with ``save``.

    Example:
        >>> save_clause(("custody", "written_permission"))
        'save (a) while detained in custody; or (b) with the prior written permission of the police'
    """
    parts = [f"({chr(ord('a') + i)}) {EXCEPTION_WORDING[word]}" for i, word in enumerate(words)]
    return "save " + "; or ".join(["; ".join(parts[:-1]), parts[-1]] if parts[1:] else parts)
