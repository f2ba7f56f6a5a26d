"""The SQL that a checked mapping becomes: templates, value tables, dates, conditions, rules.

Column names are always quoted and words always escaped literals; nothing runs here. Every cell
gives text or NULL. What a rule cannot make sense of stays as it was written, so that the import
check rejects the row with its line.
"""

from netgraph.sources.csv_rows import literal, quoted
from netgraph.sources.mapping import Cell, Condition, FileRules, Mapping, Rule
from netgraph.sources.raw import raw_columns
from netgraph.tables import case_file

__all__ = [
    "LINK_ENDS",
    "cells_sql",
    "distinct_sql",
    "joined_sql",
    "judgement_sql",
    "rule_sql",
    "wide_sql",
]

# How a link's id names the two ends of its own link, after undirected has put them in order.
LINK_ENDS = ("link.from", "link.to")

# Why a row that cannot be split is not mapped; its own reason stands beside its line.
_BROKEN = "not the fields of the header, see the rejected rows"

_TIME_PARTS = ("%H", "%I", "%-H", "%-I")


def _template_sql(cell: Cell, mapping: Mapping) -> str:
    """Text of a template; NULL if any column in it is empty."""
    report = {f"report.{name}": value for name, value in mapping.report}
    pieces = [
        part
        if isinstance(part, str)
        else report.get(part.column, part)  # the default report's own words are constants
        for part in cell.parts
    ]
    words = [
        literal(piece)
        if isinstance(piece, str)
        else "NULL::VARCHAR"  # the report is not stated
        if piece.column.startswith("report.")
        else quoted(piece.column)
        for piece in pieces
    ]
    return f"({' || '.join(words)})" if words else "NULL::VARCHAR"


def _date_sql(text: str, cell: Cell) -> str:
    """A date or time as the contract writes it; text that is neither becomes NULL."""
    moment = f"try_strptime({text}, {literal(cell.format)})"
    if not any(part in cell.format for part in _TIME_PARTS):
        return f"strftime({moment}, '%Y-%m-%d')"
    if "%z" in cell.format:
        return f"strftime({moment} AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%SZ')"
    if not cell.timezone:
        return f"strftime({moment}, '%Y-%m-%dT%H:%M:%S')"
    zone = literal(cell.timezone)
    return f"strftime({moment} AT TIME ZONE {zone} AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%SZ')"


def _cell_sql(cell: Cell, mapping: Mapping, *, last: bool) -> str:
    """Value of one cell; only the last of several keeps what it does not know."""
    text = _template_sql(cell, mapping)
    if cell.format:
        day = _date_sql(text, cell)
        return f"coalesce({day}, {text})" if last else day
    if not cell.table:
        return text
    table = next(each for each in mapping.tables if each.name == cell.table)
    whens = " ".join(f"WHEN {literal(a)} THEN {literal(b)}" for a, b in table.values)
    other = text if last else "NULL"
    if table.otherwise is not None:
        other = f"CASE WHEN {text} IS NOT NULL THEN {literal(table.otherwise)} END"
    return f"CASE {text} {whens} ELSE {other} END" if whens else other


def cells_sql(cells: tuple[Cell, ...], mapping: Mapping) -> str:
    """Value of a contract column: the first of its cells that is not empty."""
    values = [_cell_sql(cell, mapping, last=cell is cells[-1]) for cell in cells]
    return f"nullif({values[0]}, '')" if len(values) == 1 else f"coalesce({', '.join(values)})"


def _condition_sql(condition: Condition) -> str:
    column = quoted(condition.column)
    if not condition.values:
        return f"{column} IS {'NOT ' if condition.negated else ''}NULL"
    words = ", ".join(literal(value) for value in condition.values)
    return f"{'NOT ' if condition.negated else ''}coalesce({column} IN ({words}), false)"


def _where_sql(rule: Rule) -> str:
    return " AND ".join(f"({_condition_sql(each)})" for each in rule.where) or "true"


def _left_out_sql(cells: tuple[Cell, ...], mapping: Mapping) -> str:
    """Why a value table leaves a row out, or NULL; follows the cells as their value does."""
    reason = "NULL::VARCHAR"
    for cell in reversed(cells):
        text = _template_sql(cell, mapping)
        tables = [each for each in mapping.tables if each.name == cell.table]
        whens = [
            f"WHEN {text} = {literal(word)} THEN {literal(why)}"
            for table in tables
            for word, why in table.left_out
        ]
        if cell is not cells[-1]:
            whens.append(f"WHEN {_cell_sql(cell, mapping, last=False)} IS NOT NULL THEN NULL")
        if whens:
            reason = f"CASE {' '.join(whens)} ELSE {reason} END"
    return reason


def _reason_sql(rule: Rule, mapping: Mapping) -> str:
    """Why a rule leaves out a row that its conditions allow, or NULL."""
    tables = {table.name for table in mapping.tables if table.left_out}
    reasons = [
        _left_out_sql(cells, mapping)
        for _, cells in rule.cells
        if any(cell.table in tables for cell in cells)
    ]
    return f"coalesce({', '.join(reasons)})" if reasons else "NULL::VARCHAR"


def wide_sql(file: FileRules, relations: dict[str, str], mapping: Mapping) -> str:
    """A SELECT of a file's rows with the joined and the computed columns beside them.

    ``relations`` gives the relation of each file by its name in the mapping.
    """
    base = quoted(file.name)
    columns = [f"{base}.*"]
    joins = ""
    for join in file.joins:
        name = quoted(join.name)
        used = sorted(_columns_of(file, join.name))
        columns += [f"{name}.{quoted(each)} AS {quoted(f'{join.name}.{each}')}" for each in used]
        keys = " AND ".join(
            f"{base}.{quoted(here)} = {name}.{quoted(there)}" for here, there in join.keys
        )
        joins += f" LEFT JOIN {relations[join.file]} AS {name} ON {keys}"
    inner = f"SELECT {', '.join(columns)} FROM {relations[file.name]} AS {base}{joins}"
    computed = "".join(
        f", {cells_sql(cells, mapping)} AS {quoted(name)}" for name, cells in file.computed
    )
    return f"SELECT *{computed} FROM ({inner})"


def _columns_of(file: FileRules, alias: str) -> set[str]:
    """Columns of a joined file that the rules, conditions or computed cells name."""
    named = {
        column
        for cells in (*(cells for _, cells in file.computed), *(r.all_cells for r in file.rules))
        for cell in cells
        for column in cell.columns
    }
    named |= {condition.column for rule in file.rules for condition in rule.where}
    start = f"{alias}."
    return {column.removeprefix(start) for column in named if column.startswith(start)}


def rule_sql(rule: Rule, wide: str, mapping: Mapping) -> str:
    """A SELECT of the raw rows that a rule makes of a file; ``wide`` is its relation."""
    cells = dict(rule.cells)
    rows = f"SELECT * FROM {wide} WHERE _reason IS NULL AND {_where_sql(rule)}"
    reason = _reason_sql(rule, mapping)
    if reason != "NULL::VARCHAR":
        rows += f" AND {reason} IS NULL"
    if rule.table == "links":
        ends = [cells_sql(cells[end], mapping) for end in ("from", "to")]
        if rule.undirected:
            ends = [f"least({ends[0]}, {ends[1]})", f"greatest({ends[0]}, {ends[1]})"]
        named = ", ".join(
            f"{end} AS {quoted(name)}" for end, name in zip(ends, LINK_ENDS, strict=True)
        )
        rows = f"SELECT *, {named} FROM ({rows})"
    values = ", ".join(
        f"{_column_sql(column, cells, rule, mapping)} AS {quoted(column)}"
        for column in case_file(rule.table).column_names
    )
    selected = f"SELECT {values}, _file, _line, _reason FROM ({rows})"
    return _aggregated_sql(selected, rule) if rule.aggregate else selected


def _column_sql(
    column: str, cells: dict[str, tuple[Cell, ...]], rule: Rule, mapping: Mapping
) -> str:
    if rule.table == "links" and column in {"from", "to"}:
        return quoted(f"link.{column}")
    if column in cells:
        return cells_sql(cells[column], mapping)
    if column == "report" and mapping.report:
        return literal(dict(mapping.report)["id"])
    return "NULL::VARCHAR"


def _aggregated_sql(selected: str, rule: Rule) -> str:
    """One row of all that differ in count and times only; earliest start, latest end.

    A count that is no whole number is kept as it is, for the import check to reject.
    """
    number = "try_cast(count AS BIGINT)"
    total = "count(*)::VARCHAR"
    if rule.aggregate == "sum":
        bad = f"min(count) FILTER (count IS NOT NULL AND {number} IS NULL)"
        total = f"coalesce({bad}, sum({number})::BIGINT::VARCHAR)"
    special = {"count": total, "start": 'min("start")', "end": 'max("end")'}
    columns = case_file(rule.table).column_names
    values = ", ".join(f"{special.get(name, quoted(name))} AS {quoted(name)}" for name in columns)
    keys = ", ".join(quoted(name) for name in columns if name not in special)
    first = "arg_min(_file, (_file, _line)) AS _file, arg_min(_line, (_file, _line)) AS _line"
    return f"SELECT {values}, {first}, min(_reason) AS _reason FROM ({selected}) GROUP BY {keys}"


def distinct_sql(selects: list[str], table: str) -> str:
    """All raw rows of one table, each once however often it was said, where it was said first."""
    columns = ", ".join(quoted(name) for name in raw_columns(table))
    keys = ", ".join(quoted(name) for name in case_file(table).column_names)
    every = " UNION ALL ".join(f"SELECT {columns} FROM ({select})" for select in selects)
    return (
        f"SELECT {keys}, arg_min(_file, (_file, _line)) AS _file,"
        f" arg_min(_line, (_file, _line)) AS _line, _reason FROM ({every})"
        f" GROUP BY {keys}, _reason, CASE WHEN _reason IS NULL THEN 0 ELSE _line END"
        " ORDER BY _file, _line, id"
    )


def judgement_sql(file: FileRules, wide: str, mapping: Mapping) -> str:
    """Rows of a file by what became of them: NULL for mapped, else the reason, with counts.

    A row that any rule takes is mapped; one that a value table leaves out has its reason.
    """
    applies, reasons = [], []
    for rule in file.rules:
        reason = _reason_sql(rule, mapping)
        applies.append(f"(({_where_sql(rule)}) AND {reason} IS NULL)")
        reasons.append(f"CASE WHEN {_where_sql(rule)} THEN {reason} END")
    return (
        "SELECT CASE WHEN taken THEN NULL ELSE coalesce(why, 'no rule is for such rows') END"
        " AS reason, count(*) AS amount FROM (SELECT _file, _line,"
        f" bool_or(_reason IS NULL AND ({' OR '.join(applies)})) AS taken,"
        f" min(CASE WHEN _reason IS NOT NULL THEN {literal(_BROKEN)}"
        f" ELSE coalesce({', '.join(reasons)}, NULL) END) AS why"
        f" FROM {wide} GROUP BY _file, _line) GROUP BY reason ORDER BY reason"
    )


def joined_sql(file: FileRules, relations: dict[str, str], mapping: Mapping) -> str:
    """Rows of a file that others only join, by whether a row there has their key."""
    partners = [
        f"EXISTS (SELECT 1 FROM {relations[other.name]} AS other WHERE "
        + " AND ".join(f"other.{quoted(here)} = own.{quoted(there)}" for here, there in join.keys)
        + ")"
        for other in mapping.files
        if other.name in relations
        for join in other.joins
        if join.file == file.name
    ]
    return (
        f"SELECT CASE WHEN {' OR '.join(partners) or 'false'} THEN NULL"
        f" WHEN _reason IS NOT NULL THEN {literal(_BROKEN)}"
        " ELSE 'no row has their key' END AS reason, count(*) AS amount"
        f" FROM {relations[file.name]} AS own GROUP BY reason ORDER BY reason"
    )
