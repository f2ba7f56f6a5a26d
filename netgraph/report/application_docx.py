"""The application file as a document for a word processor, on A4, marked on every page.

The same file gives the same bytes: days come from the file, and the parts of the archive bear no time.
"""

import io
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING, Any

from netgraph.orders.application_records import ApplicationFile, Statement, Table
from netgraph.report.application_page import GAP_WORDS, gap_of

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

__all__ = ["application_docx"]

# Background of what a person has to fill in, and of the heads of tables, as RGB.
_GAP_COLOUR, _HEAD_COLOUR = "FFF3C4", "E8EDF2"

# Millimetres of A4 on its long side, and of the margins.
_LONG, _SHORT, _MARGIN = 297, 210, 15

# Characters of the longest text in a column beyond which, and below which, its width is the same; and
# the two columns of a table of facts.
_NARROWEST, _WIDEST, _FACTS = 14, 60, (25, 100)

# Characters that XML cannot hold.
_NOT_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535))


def application_docx(file: ApplicationFile) -> bytes:
    """The document as the bytes of a .docx file."""
    import docx

    document = docx.Document()
    _page(document, file)
    document.add_heading(f"Application file: {file.person}", 0)
    for part in file.parts:
        document.add_heading(f"{part.number}. {part.title}", 1)
        for each in part.content:
            if isinstance(each, Statement):
                _statement(document, each)
            else:
                _table(document, each)
    written = io.BytesIO()
    document.save(written)
    return _without_times(written.getvalue())


def _page(document: "Document", file: ApplicationFile) -> None:
    """Paper, language, properties, and what stands on every page."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    cover = file.cover
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(_LONG), Mm(_SHORT)
    section.left_margin = section.right_margin = Mm(_MARGIN)
    section.top_margin = section.bottom_margin = Mm(_MARGIN + 5)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(10)
    stands = (
        f"{cover.marking} · {cover.version} · copy {cover.copy} · destroy after {cover.expires}"
    )
    _centred(section.header.paragraphs[0], stands)
    footer = section.footer.paragraphs[0]
    _centred(footer, f"{cover.marking} · {file.person} · recorded as on {cover.as_of} · page ")
    _field(footer, "PAGE")
    footer.add_run(" of ")
    _field(footer, "NUMPAGES")
    properties = document.core_properties
    day = datetime.combine(cover.as_of, datetime.min.time())
    properties.created = properties.modified = properties.last_printed = day
    properties.title = f"{cover.marking}: application file {file.person}"
    properties.author = properties.last_modified_by = _clean(cover.author)
    properties.comments, properties.language = "", "en-GB"


def _centred(paragraph: "Paragraph", text: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(_clean(text)).bold = True


def _field(paragraph: "Paragraph", name: str) -> None:
    """A number that the word processor fills in."""
    from docx.oxml import OxmlElement

    field = OxmlElement("w:fldSimple")
    field.set(_qualified("w:instr"), name)
    paragraph._p.append(field)


def _qualified(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(name))


def _statement(document: "Document", each: Statement) -> None:
    if each.sort == "heading":
        document.add_heading(_clean(each.text), 2)
        return
    paragraph = document.add_paragraph()
    if each.sort == "gap":
        run = paragraph.add_run(_clean(f"▢ {GAP_WORDS}: {each.text}"))
        run.bold = True
        _shade(paragraph._p.get_or_add_pPr(), _GAP_COLOUR)
        return
    paragraph.add_run(_clean(each.text)).italic = each.sort == "note"
    if each.sort == "assessment":
        paragraph.add_run(" (assessment)").italic = True
    if each.sources:
        paragraph.add_run(_clean(f" [{', '.join(each.sources)}]"))


def _table(document: "Document", each: Table) -> None:
    if not each.rows:
        document.add_paragraph("Nothing is recorded.")
        return
    headed = bool(each.columns[0])
    table = document.add_table(rows=int(headed), cols=len(each.columns), style="Table Grid")
    if headed:
        for cell, name in zip(table.rows[0].cells, each.columns, strict=True):
            _fill(cell, name, bold=True, colour=_HEAD_COLOUR)
        _mark(table.rows[0], "w:tblHeader")
    for row in each.rows:
        added = table.add_row()
        _mark(added, "w:cantSplit")
        for place, (cell, text) in enumerate(zip(added.cells, row, strict=True)):
            gap = gap_of(text)
            first = place == 0 and not headed
            colour = _GAP_COLOUR if gap else _HEAD_COLOUR if first else ""
            _fill(cell, f"▢ {GAP_WORDS}: {gap}" if gap else text, bold=first, colour=colour)
    _widths(table, each)
    document.add_paragraph()


def _widths(table: Any, each: Table) -> None:
    """Columns as wide as what is in them asks for, within bounds, over the whole width."""
    from docx.shared import Mm

    longest = [
        max(_NARROWEST, min(_WIDEST, max(len(row[place]) for row in (each.columns, *each.rows))))
        for place in range(len(each.columns))
    ]
    if not each.columns[0]:
        longest = list(_FACTS)
    whole = _LONG - 2 * _MARGIN
    table.autofit = False
    for place, column in enumerate(table.columns):
        column.width = Mm(whole * longest[place] / sum(longest))
        for cell in column.cells:
            cell.width = column.width


def _fill(cell: "_Cell", text: str, *, bold: bool, colour: str) -> None:
    from docx.shared import Pt

    run = cell.paragraphs[0].add_run(_clean(text))
    run.bold, run.font.size = bold, Pt(9)
    if colour:
        _shade(cell._tc.get_or_add_tcPr(), colour)


def _shade(properties: Any, colour: str) -> None:
    from docx.oxml import OxmlElement

    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour)):
        shade.set(_qualified(name), value)
    properties.append(shade)


def _mark(row: Any, name: str) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _clean(text: str) -> str:
    return text.translate(_NOT_XML)


def _without_times(content: bytes) -> bytes:
    """The same archive with its parts in order and no time of writing."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as made,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as kept,
    ):
        for name in made.namelist():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            kept.writestr(info, made.read(name))
    return written.getvalue()
