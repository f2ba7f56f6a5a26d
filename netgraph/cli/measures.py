"""The command ``measures``: where each person stands in the network, with ranks."""

import datetime as dt
from collections.abc import Iterator

import click

from netgraph import workflow
from netgraph.cli.options import as_of_option, json_option, opened, print_json, today_if_absent
from netgraph.records import PersonMeasures

__all__ = ["measures"]

_HEADINGS = ("degree", "betweenness", "effective size", "PageRank")


@click.command()
@click.option(
    "--stability",
    is_flag=True,
    help="Re-run with 10 % of ties and 2 % of people left out; give each rank's interval.",
)
@click.option(
    "--top",
    type=click.IntRange(min=1),
    default=25,
    show_default=True,
    help="People in the table; --json always prints all.",
)
@as_of_option
@json_option
@click.pass_obj
def measures(
    store: str, stability: bool, top: int, as_of: dt.datetime | None, json_lines: bool
) -> None:
    """Print the place of each person in the network.

    One line a person, highest betweenness first: degree, betweenness, effective size, PageRank
    and community, each measure with its rank (1 is the highest; equals share the better rank).
    Professionals are left out, and so are ties that are only family or work. Where somebody
    stands is context for a reader, never a finding.

    \b
    Example:
        netgraph measures --stability --as-of 2025-03-01
    """
    with opened(store) as opened_store:
        found = workflow.measure(opened_store, today_if_absent(as_of), stability=stability)
    for note in _notes(found, stability):
        click.echo(note, err=True)
    if json_lines:
        print_json(found)
    else:
        click.echo("\n".join(_table(found, top)))


def _notes(found: tuple[PersonMeasures, ...], stability: bool) -> Iterator[str]:
    """How the figures were come by, where that is not plain."""
    from netgraph.measures import EXACT_PEOPLE, STARTING_PEOPLE, stability_runs

    tied = sum(each.degree > 0 for each in found)
    if stability:
        ties = sum(each.degree for each in found) // 2
        yield f"Rank intervals from {stability_runs(len(found), ties)} re-runs."
    if tied > EXACT_PEOPLE:
        yield (
            f"Betweenness is estimated from {STARTING_PEOPLE} starting people in every connected "
            f"part of more than {EXACT_PEOPLE:,} people."
        )


def _table(found: tuple[PersonMeasures, ...], top: int) -> Iterator[str]:
    if not found:
        yield "Nobody to measure: the store holds no people, or only professionals."
        return
    rows = [_cells(each) for each in found[:top]]
    heading = ("person", *(f"{name} (rank)" for name in _HEADINGS), "community")
    widths = [max(len(row[column]) for row in (heading, *rows)) for column in range(len(heading))]
    for row in (heading, *rows):
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()
    yield ""
    if len(found) > top:
        yield f"{len(found) - top:,} more people: --top N, or --json for all."
    yield "Where somebody stands in the network is context, never a finding."


def _cells(each: PersonMeasures) -> tuple[str, ...]:
    values = {
        "degree": str(each.degree),
        "betweenness": f"{each.betweenness:.4g}",
        "effective_size": f"{each.effective_size:.4g}",
        "pagerank": f"{each.pagerank:.4g}",
    }
    measured = (f"{value} ({_rank(each, name)})" for name, value in values.items())
    return (each.person, *measured, each.community)


def _rank(each: PersonMeasures, name: str) -> str:
    """The rank, and the interval where there is one: ``3, 2–5``."""
    rank = str(each.rank[name])
    if name not in each.rank_interval:
        return rank
    low, high = each.rank_interval[name]
    return f"{rank}, {low}–{high}"
