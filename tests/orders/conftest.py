"""Findings as they would be made, written out for tests of what follows from them."""

from types import SimpleNamespace

import pytest

from netgraph.records import Finding, Reason


def _reason(links=(), reports=(), *, indicator="told_others_what_to_do", points=5, **options):
    options = {"evidence_class": "conduct"} | options
    text = "Told 1 person what to do."
    return Reason(indicator, points, text, tuple(links), tuple(reports), **options)


def _finding(claim, subject, reasons, options):
    options = {"support": "moderate", "independent_sources": 2, "last_act": None} | options
    options.setdefault("points", sum(each.points for each in reasons))
    return Finding(
        claim=claim, subject=subject, label=f"Invented {subject}", reasons=tuple(reasons), **options
    )


def _exploiter(subject, *reasons, **options):
    return _finding("exploiter", subject, reasons, options)


def _likely_victim(subject, support="limited"):
    told = _reason(indicator="found_far_from_home", points=3, evidence_class="event")
    return _finding("likely_victim", subject, [told], {"support": support})


def _cuckooed(subject, *others, support="moderate"):
    told = _reason(indicator="control_by_visitors", others=tuple(others))
    return _finding("cuckooed_address", subject, [told], {"support": support})


@pytest.fixture
def by_hand():
    """Makes findings and reasons without the rules: exploiter, likely_victim, cuckooed, reason."""
    return SimpleNamespace(
        exploiter=_exploiter, likely_victim=_likely_victim, cuckooed=_cuckooed, reason=_reason
    )
