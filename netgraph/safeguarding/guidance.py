"""What to ask somebody in custody who may be exploited, and what to do: from guidance, as data.

Questions are for a conversation of safeguarding, not for an interview about an offence: open ones,
away from whoever made the arrest, and asked again later when nothing is said at first.
"""

from dataclasses import dataclass

__all__ = ["ALWAYS_ASK", "Facts", "questions", "steps"]

# Asked of everybody. SOURCE: [home-office-county-lines], [thurrock-custody-review].
ALWAYS_ASK = (
    "Who asked you to be there, and what would have happened if you had said no?",
    "Is there anybody whom you are afraid of, or who will be waiting when you leave?",
    "Does anybody say that you owe them, and will what was taken today be held against you?",
)

# What each reason asks further. SOURCE: [home-office-county-lines].
_ASK = {
    "told_what_to_do": "Who tells you what to do, and how do they reach you?",
    "recruited_by_somebody": "How did you come to know the people whom you do this for?",
    "threatened_by_somebody": "Has anybody hurt or threatened you, your family or your friends?",
    "harmed_by_recorded_people": "Has anybody hurt or threatened you, your family or your friends?",
    "travel_arranged_by_others": "Who booked and paid for the journey, and where were you to stay?",
    "travelled_far_from_home": "Who booked and paid for the journey, and where were you to stay?",
    "travelled_with_a_group": "Who booked and paid for the journey, and where were you to stay?",
    "in_debt_to_somebody": "How did the debt begin, who says how high it is, and how is it to be paid?",
    "robbed_near_supply_contact": "When you were robbed, who said that you had to make it good?",
    "given_drugs_to_hold": "Who gave you what you were carrying, and for whom was it?",
    "arrested_holding_little": "Who gave you what you were carrying, and for whom was it?",
    "runs_for_line": "Whose phone rings before you go out, and who else is sent?",
    "many_handsets": "Whose phones have you had, and who gave them to you?",
    "older_contacts_with_conduct": "Who are the older people around you, and what do they want of you?",
    "home_controlled_by_others": "Who else comes to your home, who has keys, can you ask them to go?",
    "home_taken_over": "Who else comes to your home, who has keys, can you ask them to go?",
    "missing_episodes": "Where were you when you were away, and has anybody talked with you about it since?",
    "found_far_or_with_suspects": "Where were you when you were away, and who was with you?",
    "disclosed_by_themselves": "Read what was disclosed before, in private: is it still so, or worse?",
}  # fmt: skip

# SOURCE: [pace-code-c], [nrm-guidance], [msa-2015-s45], [msa-2015-s52], [thurrock-custody-review].
_CHILD = (
    "An appropriate adult who is not under the influence of anybody suspected of exploiting the child.",
    "Children's social care today: safety first, then the referral.",
    "Where exploitation is suspected, a first responder refers to the National Referral Mechanism; a "
    "child's consent is not needed.",
)
_UNKNOWN_AGE = (
    "Find out the age now; until then treat as under 18: appropriate adult, children's social care.",
)
_ADULT = (
    "Ask whether an appropriate adult is needed: dependence, learning disability, fear.",
    "Where exploitation is suspected, a first responder offers a referral to the National Referral "
    "Mechanism; without consent, the duty to notify remains (section 52, Modern Slavery Act 2015).",
)
_AT_RISK_ADULT = ("Tell adult social care: recorded as an adult at risk.",)
_PENDING = "A referral is being decided: tell the case worker of the arrest; do not refer twice."
_POSITIVE = "A positive decision is recorded: tell the case worker of the arrest."
_NEGATIVE = (
    "A negative decision is recorded. It is not evidence that nobody exploits this person: with what is "
    "new, ask for it to be reconsidered."
)
_EVERYBODY = (
    "Tell the investigating officer that section 45 of the Modern Slavery Act 2015 may apply.",
    "Plan the release: who collects, where to, and what becomes of a debt for what was seized.",
)
_HOME = "Have the home looked at before the release: {home} is recorded as their home."


@dataclass(frozen=True, slots=True)
class Facts:
    """What is recorded of a person that decides what is to be done; ``age`` on the day of custody."""

    age: int | None
    nrm: str = ""
    at_risk: str = ""
    in_care: bool = False
    home: str = ""
    home_may_be_taken: bool = False

    @property
    def under_18(self) -> bool | None:
        """Whether the person was under 18; None where no date of birth is recorded."""
        return None if self.age is None else self.age < _ADULT_FROM


# SOURCE: [msa-2015-s45].
_ADULT_FROM = 18


def questions(indicators: tuple[str, ...]) -> tuple[str, ...]:
    """What to ask: what everybody is asked, then what the reasons ask, each once."""
    further = (_ASK[name] for name in indicators if name in _ASK)
    return tuple(dict.fromkeys((*ALWAYS_ASK, *further)))


def steps(facts: Facts) -> tuple[str, ...]:
    """What to do, in this order; the referral as it stands."""
    is_child = facts.under_18 or facts.at_risk == "child"
    todo = list(_CHILD if is_child else _UNKNOWN_AGE if facts.age is None else _ADULT)
    if facts.in_care:
        todo.append("In care: tell the placement, and the social worker who knows the child.")
    if facts.at_risk == "adult":
        todo += _AT_RISK_ADULT
    told = {"pending": _PENDING, "positive": _POSITIVE, "negative": _NEGATIVE}
    if facts.nrm in told:
        if facts.nrm != "negative":
            todo = [each for each in todo if "first responder" not in each]
        todo.append(told[facts.nrm])
    todo += _EVERYBODY
    if facts.home and facts.home_may_be_taken:
        todo.append(_HOME.format(home=facts.home))
    return tuple(todo)
