"""Findings written out by hand, as in tests/orders."""

from types import SimpleNamespace

import pytest

from netgraph.records import Finding, Reason


def _finding(claim, subject, reason):
    return Finding(
        claim=claim,
        subject=subject,
        label=f"Invented {subject}",
        support="moderate",
        points=5,
        independent_sources=2,
        last_act=None,
        reasons=(reason,),
    )


def _reason(links=(), reports=()):
    text = "Told 1 person what to do."
    return Reason(
        "told_others_what_to_do",
        5,
        text,
        tuple(links),
        tuple(reports),
        evidence_class="conduct",
    )


@pytest.fixture
def by_hand():
    """Makes findings and reasons without the rules: exploiter, likely_victim, cuckooed, reason."""
    return SimpleNamespace(
        exploiter=lambda subject, reason: _finding("exploiter", subject, reason),
        likely_victim=lambda subject: _finding("likely_victim", subject, _reason()),
        cuckooed=lambda subject: _finding("cuckooed_address", subject, _reason()),
        reason=_reason,
    )
