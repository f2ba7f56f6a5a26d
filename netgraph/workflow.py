"""READ FIRST: one straight-line function for each thing that a person asks for.

    sources → intake → store → network → findings → orders → report

Each function takes an open store (or opens nothing itself), a day to look from, and options; it
returns records. Nothing here reads the clock, the environment or the terminal: cli does.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from netgraph.actions import Demonstration, ImportOptions, ReportOptions, ScreeningFiles
from netgraph.errors import OrderRefused, StoreError
from netgraph.records import (
    Explanation,
    Finding,
    ImportSummary,
    NonAssociation,
    PersonMeasures,
    Proposal,
)
from netgraph.store import joins
from netgraph.store.base import Store
from netgraph.workflow_findings import findings_of

if TYPE_CHECKING:
    from netgraph.orders.application_records import ApplicationFile, Cover
    from netgraph.orders.changes import Making
    from netgraph.orders.decisions import Contrary, NewDecision
    from netgraph.orders.entries import Expiry, RegisteredOrder
    from netgraph.publish import Imprint, Publication
    from netgraph.screening import Question, Screening
    from netgraph.simulate import CaseOptions, Simulated
    from netgraph.sources.inspected import InspectedFile

__all__ = [
    "Demonstration",
    "ImportOptions",
    "ReportOptions",
    "ScreeningFiles",
    "change_order",
    "contrary_evidence",
    "decide_breach",
    "decide_candidate",
    "demo",
    "expiring_orders",
    "explain",
    "export_orders",
    "find",
    "find_in_database",
    "import_files",
    "inspect_files",
    "measure",
    "non_association",
    "order_calendar",
    "orders_in_force",
    "propose",
    "publish",
    "screen",
    "screen_imports",
    "show_order",
    "simulate",
    "write_application",
    "write_report",
]


def import_files(store: Store, paths: Sequence[Path], options: ImportOptions) -> ImportSummary:
    """Read case files, or files of another shape through a mapping, into the store.

    All accepted rows are kept in one transaction, or none; rejected rows go to the rejects file.
    """
    from netgraph import intake, sources

    tables, imports, progress = store.tables(), store.imports(), options.progress
    stated = sources.Stated(options.report, options.authority)
    with sources.open_sources(paths, options.mapping, tables, progress, stated) as raw:
        batch = intake.check(raw, tables, options, is_new=not imports)
        number = len(imports) + 1
        with intake.writing_rejects(tables, batch, options, number) as rejects_file:
            keep = batch.has_changes and not options.dry_run
            record = store.write_import(batch) if keep else None
        summary = intake.summarise(tables, batch, record, rejects_file)
    return _with_limits(store, summary, options.today)


def inspect_files(paths: Sequence[Path]) -> "tuple[InspectedFile, ...]":
    """What an import would read each file as; nothing is read into a store."""
    from netgraph.sources import inspected

    return inspected.inspect_files(paths)


def _with_limits(store: Store, summary: ImportSummary, today: date) -> ImportSummary:
    """The summary with a note for each imported order whose days do not keep the law's limits."""
    brought = {table for table, new, changed, _, _ in summary.counts if new or changed}
    if summary.record is None or not brought & {"orders", "conditions"}:
        return summary
    from netgraph.orders import register

    notes = register.limits_to_look_at(store.tables(), summary.record.id, today)
    return replace(summary, notes=(*summary.notes, *notes))


def find(store: Store, as_of: date, claim: str | None = None) -> tuple[Finding, ...]:
    """What the case suggests: leads of one claim or of all, strongest first within each."""
    found = findings_of(store, as_of)
    return tuple(finding for finding in found if claim is None or finding.claim == claim)


def find_in_database(store: Store, as_of: date, claim: str | None = None) -> tuple[Finding, ...]:
    """What the server that holds the case finds itself, without the case being read here.

    Pass one only: no reason rests on another finding.

    Raises:
        StoreError: The case is not on a server.
    """
    from netgraph.in_database import answer

    if not isinstance(store, answer.Answering):
        raise StoreError(
            "only a store on a server can find in the database",
            hint="Give --store bolt://…, or leave --in-database out.",
        )
    return answer.find_there(store, as_of, claim)


def explain(store: Store, subject: str, as_of: date) -> Explanation:
    """Everything that the findings on one subject rest on, for and against."""
    from netgraph import findings

    tables = store.tables()
    found = findings.explain(tables, joins.read_as(tables, subject), as_of)
    return replace(found, also_recorded=joins.recorded_as(tables, subject))


def measure(store: Store, as_of: date, *, stability: bool = False) -> tuple[PersonMeasures, ...]:
    """Place of each person in the network, each measure with its rank."""
    from netgraph import measures, network

    graph = network.people_network(store.tables(), as_of)
    return measures.measure_people(graph, stability=stability)


def propose(store: Store, as_of: date) -> tuple[Proposal, ...]:
    """People proposed for a new order, and people who are not, with the reason."""
    from netgraph.orders import candidates, decisions

    proposals = candidates.propose(store.tables(), findings_of(store, as_of), as_of)
    return decisions.decided(proposals, store.decisions(), as_of)


def contrary_evidence(store: Store, person: str, as_of: date) -> "Contrary":
    """Everything that speaks against proposing that person, to be read before it is decided."""
    from netgraph.orders import decisions

    proposal = decisions.proposal_of(person, propose(store, as_of))
    return decisions.contrary(proposal, explain(store, person, as_of))


def decide_candidate(
    store: Store, new: "NewDecision", against: "Contrary", as_of: date, now: str
) -> dict[str, str]:
    """Keep a decision on somebody who is proposed, made with what speaks against it."""
    from netgraph.orders import decisions

    kept = decisions.kept_decision(new, against.proposal, as_of, now)
    store.write_decision(kept)
    return kept


def non_association(store: Store, person: str, as_of: date) -> NonAssociation:
    """Whom an order on that person should keep apart, who is left out, and why."""
    from netgraph.orders import non_association as lists

    tables = store.tables()
    person = joins.read_as(tables, person)
    return lists.non_association(tables, person, findings_of(store, as_of), as_of)


def change_order(store: Store, make: "Making", options: ImportOptions) -> "RegisteredOrder":
    """Record an order, or what happened to one, as an import of rows; the order as it then stands.

    ``make`` turns the case as it is held into the rows to keep (orders/new_order.py,
    orders/later_steps.py). Everything is kept, or nothing.
    """
    from netgraph import intake
    from netgraph.orders import register
    from netgraph.sources.entered import open_entered

    tables = store.tables()
    change = make(tables)
    with open_entered(change.rows, change.name, tables) as raw:
        batch = intake.check(raw, tables, options)
        if batch.rejected:
            rejected = intake.summarise(tables, batch, None, "").rejected
            told = "\n".join(f"  {row.table} row {row.line}: {row.reason}" for row in rejected)
            raise OrderRefused(
                f"order {change.order} is not recorded:\n{told}",
                hint="Correct what is named, and record it again.",
            )
        store.write_import(batch)
    return register.registered_order(store.tables(), change.order, options.today)


def orders_in_force(store: Store, as_of: date) -> "tuple[RegisteredOrder, ...]":
    """Orders in force on that day, served or not, each with its conditions in force."""
    from netgraph.orders import register

    return register.in_force(store.tables(), as_of)


def expiring_orders(store: Store, as_of: date, within: int) -> "tuple[Expiry, ...]":
    """What of the orders in force ends, or is to be reviewed, within that many days."""
    from netgraph.orders import register

    return register.expiring(store.tables(), as_of, within)


def show_order(store: Store, order: str, as_of: date) -> "RegisteredOrder":
    """One order as it stands on that day, with all its conditions and steps."""
    from netgraph.orders import register

    return register.registered_order(store.tables(), order, as_of)


def order_calendar(store: Store, as_of: date) -> str:
    """Last days and reviews of all orders in force, as the text of an iCalendar file."""
    from netgraph.orders import calendar, register

    whole = (date.max - as_of).days
    return calendar.calendar(register.expiring(store.tables(), as_of, whole), as_of)


def export_orders(store: Store, folder: Path, *, named: bool = False) -> tuple[Path, ...]:
    """Write the register as case files; with ``named``, also what its rows name."""
    from netgraph.orders import changes
    from netgraph.sources import writing

    return writing.write_case_files(folder, changes.register_rows(store.tables(), named=named))


def screen(
    store: Store,
    paths: Sequence[Path],
    question: "Question",
    options: ImportOptions,
    files: ScreeningFiles,
    as_of: date,
) -> "Screening":
    """What is in those files against the conditions in force and served at each moment.

    Nothing of the files is kept. A device is refused without a lawful authority.
    """
    from netgraph import intake, report, screening
    from netgraph.sources.devices import open_observed
    from netgraph.sources.lexicon import read_lexicon
    from netgraph.sources.zones import read_zones

    zones = read_zones(files.zones) if files.zones else ()
    aids = screening.Aids(read_lexicon(files.lexicon), zones, store.decisions())
    tables = store.tables()
    with open_observed(paths, tables, question.authority.check) as observed:
        batch = intake.check(observed.raw, tables, options)
        given = tuple(table.table for table in batch.tables if sum(table.counts[1:]))
        found = screening.screen(tables, question, observed, given, aids)
        rejected = intake.summarise(tables, batch, None, "").rejected
    unread = tuple((row.file, row.line, row.reason) for row in rejected)
    found = replace(found, unread=(*found.unread, *unread))
    if files.output is not None:
        report.write_screening(tables, files.output, found, as_of)
    return found


def screen_imports(
    store: Store,
    question: "Question",
    options: ImportOptions,
    files: ScreeningFiles,
    as_of: date,
) -> "Screening":
    """What was imported since the last such screening, against every order asked about.

    Which imports were screened is kept, so that the next one goes on from there.
    """
    from netgraph.screening import decided

    since = decided.last_screened(store.decisions())
    found = screen(store, (), replace(question, since_import=since), options, files, as_of)
    latest = max((record.id for record in store.imports()), default=0)
    store.write_decision(decided.screened(latest, options.now, options.by))
    return found


def write_application(store: Store, person: str, path: Path, cover: "Cover") -> "ApplicationFile":
    """Write the application file on one person: what the store says, and every gap as a gap."""
    from netgraph import findings, report
    from netgraph.orders import application, candidates, decisions
    from netgraph.orders import non_association as lists

    tables, day = store.tables(), cover.as_of
    found = findings_of(store, day)
    proposals = decisions.decided(candidates.propose(tables, found, day), store.decisions(), day)
    proposal = decisions.proposal_of(person, proposals)
    kept_apart = lists.non_association(tables, person, found, day)
    explanation = findings.explain(tables, person, day)
    against = decisions.contrary(proposal, explanation)
    basis = application.Basis(proposal, against, explanation, kept_apart)
    file = application.application(tables, basis, cover)
    report.write_application(path, file)
    return file


def decide_breach(store: Store, card: str, outcome: str, decision: dict[str, str]) -> None:
    """Keep what an officer decided of one card of a screening, with who, when and why.

    Raises:
        DecisionError: It has no reason, names nobody, or the card is none.
    """
    from netgraph.screening import decided

    store.write_decision(decided.card_decision(card, outcome, decision))


def write_report(store: Store, path: Path, as_of: date, options: ReportOptions) -> str:
    """Write one offline HTML file with what was found, the graph, and what rests on what.

    What the store keeps of where things were drawn stays; gives what it should keep for the next.
    """
    from netgraph import report

    kept = "" if options.anew else store.layout(options.scope)
    tables = store.tables()
    about = tuple(joins.read_as(tables, each) for each in options.about)
    asked = replace(options, kept=kept, about=about)
    return report.write_copy(tables, path, as_of, asked, lambda: findings_of(store, as_of))


def publish(
    store: Store,
    target: tuple[str, tuple[str, str] | None],
    as_of: date,
    imprint: "Imprint",
    about: Iterable[str] = (),
) -> "Publication":
    """Put a copy for officers or partners in place of the one that a second Neo4j holds."""
    from netgraph import publish

    return publish.publish(store.tables(), target, as_of, imprint, about)


def simulate(folder: Path, options: "CaseOptions") -> "Simulated":
    """Write an invented case with known answers: the case files and truth.csv."""
    from netgraph import simulate

    return simulate.simulate(folder, options)


def demo(folder: Path, log: Callable[[Store], None] = lambda _: None) -> Demonstration:
    """Write the invented demonstration case, import it, find, propose and write the report.

    Beside the case lies a small file of call data to screen.

    The day looked from is the case's own, so that two runs give the same. ``log`` is told of the
    new store before anything is written to it.
    """
    from netgraph import report
    from netgraph.orders import candidates
    from netgraph.simulate import demonstration, phone_extract
    from netgraph.store import open_store

    as_of = demonstration.DEMONSTRATION_DAY
    now, by = f"{as_of}T09:00:00Z", "netgraph demo"
    options = ImportOptions(today=as_of, now=now, by=by, source=demonstration.SOURCE)
    case, address, page = folder / "case", folder / "netgraph.duckdb", folder / "report.html"
    demonstration.clear(case, address)
    demonstration.write_demonstration(case)
    phone_extract.write_phone_extract(case, folder / phone_extract.EXTRACT)
    store = open_store(str(address), create=True)
    try:
        log(store)
        import_files(store, [case], options)
        found = find(store, as_of)
        store.write_findings(found, as_of)
        proposals = candidates.propose(store.tables(), found, as_of)
        store.write_layout("", report.write(store.tables(), page, as_of, findings=found))
    finally:
        store.close()
    return Demonstration(case, address, page, as_of, found, proposals)
