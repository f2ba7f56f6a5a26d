"""A guide through the demonstration case, a step a slide: cypher/guide.md.

One Markdown file serves the classic Browser, which shows it beside the pictures (``:guide``) and
runs a question at a click, and everybody else as a page: the new Browser opens no guides, and the
questions are copied from the page. Slides are parted by a line of three dashes.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from netgraph.neo4j_browser.questions import Question

__all__ = ["GUIDE_HOST", "guide_page"]

# Where docker-compose.yml hands out the folder cypher/.
GUIDE_HOST = "http://localhost:8001"


@dataclass(frozen=True, slots=True)
class _Step:
    """One slide: what to ask, the question, and what to see in its answer.

    ``question`` names a file of cypher/, whose parameters ``values`` may replace; a step that asks
    what only a published copy holds has its own ``statement``.
    """

    title: str
    before: str
    see: str
    question: str = ""
    values: tuple[tuple[str, str], ...] = ()
    statement: str = ""


_FIRST = f"""[//]: # (<title>A first look at the case</title>)

# A first look at the case

This guide leads through a published copy of the invented demonstration case: from its banner to one
finding and its reasons, to a home, to a young person and to an order. It takes ten minutes. Everything that you will see is a **lead to judge**, and rests on
reports: nothing here says that somebody did something.

Two commands first. Click each, and press the blue arrow.

Load the colours:

```cypher
:style {GUIDE_HOST}/style.grass
```

Draw only what a question finds, not every further link between the same people, and tell the
makers of Browser nothing:

```cypher
:config {{autoComplete: false, allowUserStats: false, allowCrashReports: false}}
```

The new Browser knows neither: there, add `style.grass` under the graph's own settings, and copy the
questions from this page.

In a picture a **wide red** line is something that was done to somebody, a **thinner blue** one that
two were together or in touch, a **thin grey** one what the relation is. A click on a line shows its
day and the report that says so; a click on a person, all that is known.
"""

_BANNER = """MATCH (banner:Banner)
RETURN banner"""

_FINDINGS = """MATCH (found:Finding)-[:ABOUT]->(subject)
RETURN subject.name AS about, found.name AS finding, found.support AS support,
       found.independent_sources AS sources, found.last_act AS last_act, subject.id AS id
ORDER BY found.claim = 'likely_victim' DESC, finding, sources DESC, id
LIMIT 100"""

_REASONS = """MATCH path = (:Address {id: 'a12'})<-[:ABOUT]-(:Finding)-[:RESTS_ON|WEAKENED_BY]->(:Reason)
RETURN path
LIMIT 50"""

_WHAT_A_REASON_RESTS_ON = """MATCH path = (:Finding {id: 'cuckooed_address:a12'})-[:RESTS_ON]->(:Reason)
             -[:NAMES|RESTS_ON]->()
RETURN path
LIMIT 100"""

_STEPS = (
    _Step(
        "The banner",
        "Begin with what you have in front of you. Click the question below, press the blue arrow, "
        "and click the circle.",
        "The banner says for whom this copy is, from which day it looks, and when it must no longer "
        "be used; what is left out of it, too. Stop here if the day of expiry has passed.",
        statement=_BANNER,
    ),
    _Step(
        "The findings",
        "What was found?",
        "Likely victims stand first. Support is strong, moderate or limited; sources are those that "
        "know nothing of each other.",
        statement=_FINDINGS,
    ),
    _Step(
        "One finding and its reasons",
        "Take the home at 26 Mariner Way, which may have been taken over. Why?",
        "Each pale circle is one reason: click it, and read its sentence. Lines that say *is "
        "weakened by* lead to what speaks against it.",
        statement=_REASONS,
    ),
    _Step(
        "What a reason rests on",
        "Who is named by these reasons, and which reports say so?",
        "A report shows its grade, such as 2BP: the first figure is how the source is judged, the "
        "letter how the information is. Reports of one source count once.",
        statement=_WHAT_A_REASON_RESTS_ON,
    ),
    _Step(
        "The home",
        "Now past the finding, to all that is recorded around that home.",
        "Freya Heath lives there. Follow the red lines: who controls her home, and who is suspected "
        "of violence there; the grey line beside it leads to the victim. Three children who were "
        "missing were found here.",
        question="around_an_address",
    ),
    _Step(
        "Who came there",
        "A picture has no before and after. Ask for a list.",
        "Choose Table at the left, if it is not chosen. Many visits by one person in one month are "
        "often recorded by one operation: see how many sources tell of them.",
        question="visitors_of_an_address_over_time",
        values=(("address", "a12"), ("from", "2024-07-01")),
    ),
    _Step(
        "A young person",
        "One of the three who were found there is Robbie Wren, who is 16.",
        "He owes money, and a referral is pending. Red lines lead away from him as well: he is said "
        "to make others work. Somebody may be used, and made to use others; being suspected takes "
        "nothing away from that.",
        question="around_a_person",
    ),
    _Step(
        "Orders",
        "Which orders are in force?",
        "One, on Molly Heath, who is suspected of the violence at Mariner Way. Its conditions, and "
        "the person whom one of them names, hang on it.",
        question="orders_in_force",
    ),
    _Step(
        "Contacts against an order",
        "Which recorded contacts might be against it?",
        "Two: both with Nathan Sands, whom condition 2 names. They are to be looked into, and the "
        "exceptions under *not_if* to be ruled out first. Whether a condition was broken is for a "
        "person, and in the end for a court, to say.",
        question="possible_contacts_against_an_order",
    ),
)

_LAST = """# Your own questions

In the editor, put another id into a question, in quotes, or other days. An id stands in the report,
and in every picture: click a circle.

Each file in `cypher/` is one question. To ask one as it is, run its lines that begin with `:param`
first, with your values; then the question below them.

{table}
"""


def guide_page(questions: Mapping[str, Question]) -> str:
    """The whole guide, as Markdown.

    Args:
        questions: Every question by its name.
    """
    slides = [_FIRST, *(_slide(step, questions) for step in _STEPS), _last(questions)]
    return "\n---\n\n".join(slides)


def _slide(step: _Step, questions: Mapping[str, Question]) -> str:
    asked = step.statement or questions[step.question].filled(dict(step.values))
    parts = [f"# {step.title}", step.before, step.see, f"```cypher\n{asked}\n```"]
    return "\n\n".join(part for part in parts if part) + "\n"


def _last(questions: Mapping[str, Question]) -> str:
    lines = [f"- **{name}**: {each.question}" for name, each in sorted(questions.items())]
    return _LAST.format(table="\n".join(lines))
