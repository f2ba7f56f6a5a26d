"""A case as a file for another graph tool: GraphML, GEXF, an i2 chart (ANX), i2-friendly tables.

    tables → chart → text

Everything that is known on a day, or what is around some ids, with the names that the report's own
export uses. Each file carries the marking and the day. What is not known is left out, lists are one
text, days and times are ISO 8601.
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from netgraph.errors import OutputError
from netgraph.exchange.chart import Chart, ChartPart, read_chart

if TYPE_CHECKING:
    import duckdb

__all__ = ["FORMATS", "Chart", "ChartPart", "export_chart", "read_chart"]

# Name of each format, and what it is.
FORMATS = {
    "graphml": "GraphML, for NetworkX, yEd and Gephi",
    "gexf": "GEXF, for Gephi",
    "anx": "an i2 Analyst's Notebook chart",
    "i2-csv": "a folder of chart_entities.csv and chart_links.csv, for i2 import specifications",
}


def export_chart(
    con: "duckdb.DuckDBPyConnection", path: Path, form: str, as_of: date, part: ChartPart
) -> Chart:
    """Write what is known on that day in one of the ``FORMATS``; gives what was written.

    Raises:
        OutputError: The file or folder cannot be written.
    """
    from netgraph.exchange import anx, gexf, graphml, i2_tables

    chart = read_chart(con, as_of, part)
    try:
        if form == "i2-csv":
            path.mkdir(parents=True, exist_ok=True)
            for name, text in i2_tables.tables_text(chart):
                (path / name).write_text(text, encoding="utf-8-sig", newline="")
        else:
            writers = {
                "graphml": graphml.graphml_text,
                "gexf": gexf.gexf_text,
                "anx": anx.anx_text,
            }
            path.write_text(writers[form](chart), encoding="utf-8", newline="")
    except OSError as error:
        raise OutputError(f"{path}: cannot be written", hint="Check folder and room.") from error
    return chart
