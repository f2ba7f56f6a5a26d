"""Other tools beside a risk order: what each is for and its rule, since necessity is weighed against them.

Data, each with its source. That a tool is listed says that somebody ought to think of it; whether it
would do, and whether its test could be met, is for the lawyers.
"""

from dataclasses import dataclass

__all__ = ["TOOLS", "Tool"]


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool that may do instead, or beside: its rule, its longest period, and what to heed.

    ``key`` is the word by which alternatives.py knows it.
    """

    key: str
    name: str
    statute: str
    age: str
    rule: str
    longest: str
    heed: str


# SOURCE: [domain-1.5], [crime-and-policing-act-2026], [pca-2009-s34], [sca-2007-s16],
# [domestic-abuse-act-2021].
TOOLS = (
    Tool(
        "closure",
        "Closure notice or order, also partial",
        "Anti-social Behaviour, Crime and Policing Act 2014, sections 76 to 80",
        "premises",
        "nuisance or disorder linked with the premises, now or likely soon",
        "notice 48 hours; order up to 3 months",
        "A partial closure keeps others out and the tenant in. A notice cannot exclude somebody who "
        "lives there. An order can open the way to possession: ask whom that would make homeless.",
    ),
    Tool(
        "telecommunications",
        "Drug dealing telecommunications restriction order",
        "Drug Dealing Telecommunications Restriction Orders Regulations 2017",
        "devices",
        "the device was used, or is likely to be, in connection with drug dealing, and restricting "
        "it would restrict that use",
        "as specified",
        "Restricts a line, not a person. By itself the effect is short: lines come back.",
    ),
    Tool(
        "child_exploitation_order",
        "Child criminal exploitation prevention order",
        "Crime and Policing Act 2026, Part 4",
        "18 and over",
        "conduct of child criminal exploitation, a risk of it, and necessity; once commenced",
        "as specified",
        "Can contain requirements, which a risk order cannot. For adult victims it does not serve.",
    ),
    Tool(
        "gang_injunction",
        "Gang injunction",
        "Policing and Crime Act 2009, section 34",
        "14 and over",
        "has engaged in, encouraged or assisted gang-related violence or drug dealing",
        "2 years",
        "Contempt, not an offence. Can contain requirements and support.",
    ),
    Tool(
        "serious_crime_order",
        "Serious crime prevention order",
        "Serious Crime Act 2007",
        "18 and over",
        "involved in serious crime, and reasonable grounds that it would protect the public",
        "5 years",
        "High Court, or Crown Court on conviction; on application of the prosecution.",
    ),
    Tool(
        "abduction_notice",
        "Child abduction warning notice",
        "no Act: a warning that is later evidence",
        "against adults",
        "a child is with an adult against the will of those who are responsible",
        "no period",
        "Not an order: breaking it is no offence by itself.",
    ),
    Tool(
        "domestic_abuse",
        "Domestic abuse protection notice or order",
        "Domestic Abuse Act 2021, Part 3, where it is in force",
        "18 and over, towards somebody of 16 or over who is personally connected",
        "has been abusive, and the order is necessary and proportionate to protect",
        "notice 48 hours; order as specified",
        "For harm between partners, former partners and relatives. Can contain requirements.",
    ),
    Tool(
        "bail",
        "Bail conditions",
        "Bail Act 1976",
        "any",
        "a criminal investigation or case is going on",
        "as long as that lasts",
        "Ends with the case. Say what protects afterwards.",
    ),
    Tool(
        "safeguarding",
        "Safeguarding of those harmed without any order",
        "Children Act 1989; Care Act 2014",
        "any",
        "a child in need or at risk; an adult with care and support needs",
        "no period",
        "Moving, locks, support, a trusted adult. Comes first, and goes on beside any order.",
    ),
)
