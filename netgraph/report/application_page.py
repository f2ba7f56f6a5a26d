"""The application file as one offline HTML page: the same words as the document, escaped."""

from netgraph.orders.application_records import ApplicationFile, Statement
from netgraph.report import page

__all__ = ["GAP_WORDS", "application_html", "gap_of"]

# What stands before everything that a person has to fill in.
GAP_WORDS = "To be completed"

_CELL_GAP = "GAP: "


def gap_of(cell: str) -> str:
    """What is to be filled into a cell; empty for a cell that is filled.

    Example:
        >>> gap_of("GAP: place"), gap_of("12 Example Road")
        ('place', '')
    """
    return cell.removeprefix(_CELL_GAP) if cell.startswith(_CELL_GAP) else ""


def application_html(file: ApplicationFile) -> str:
    """The whole page as text."""
    values = {
        "file": file,
        "cover": file.cover,
        "gap_words": GAP_WORDS,
        "gap_of": gap_of,
        "is_statement": lambda each: isinstance(each, Statement),
    }
    return page.plain_page("application.html.j2", ("page.css", "application.css"), (), values)
