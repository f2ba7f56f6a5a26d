"""Rows become tables: each row judged against the vocabulary, taken or rejected with its reason."""

from netgraph.intake.batch import BatchTable, ImportBatch
from netgraph.intake.check import check
from netgraph.intake.rejects import writing_rejects
from netgraph.intake.summary import summarise

__all__ = ["BatchTable", "ImportBatch", "check", "summarise", "writing_rejects"]
