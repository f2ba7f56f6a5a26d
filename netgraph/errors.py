"""Everything that can go wrong, as one tree, with the exit code that each gives.

NetgraphError                 1   the base: a failure that the message explains
├── InputError                2   a file that cannot be used as what it was given as
│   ├── MappingError          2   a mapping file is wrong; the message names the key
│   └── CaseError             2   a case file's header, encoding or content cannot be read
├── AuthorityMissing          2   a device is to be screened without a lawful authority
├── UnknownId                 1   no such person, address, order … in this store
├── StoreError                1   the store cannot do what was asked
│   ├── StoreBusy             1   another process holds the store
│   ├── StoreUnreachable      1   no store answers at that address
│   └── NotAStore             2   the file or server is something else
├── LogError                  1   the log cannot be written or read, so nothing was done
├── OutputError               1   the result cannot be written: disk full, no permission
├── DecisionError             1   a decision without what it must carry, or against a rule
├── OrderRefused              1   an order, or a step of one, that the law or register does not allow
└── VocabularyError           1   the vocabulary contradicts itself (a fault of netgraph)

A message says what is wrong with which record, by id, file, line or column. It never holds a
name or the content of a row: messages end up in logs. The hint says what to do next.
"""

__all__ = [
    "AuthorityMissing",
    "CaseError",
    "DecisionError",
    "InputError",
    "LogError",
    "MappingError",
    "NetgraphError",
    "NotAStore",
    "OrderRefused",
    "OutputError",
    "StoreBusy",
    "StoreError",
    "StoreUnreachable",
    "UnknownId",
    "VocabularyError",
]

EXIT_FAILURE = 1
EXIT_USAGE = 2
EXIT_REJECTS = 3


class NetgraphError(Exception):
    """A failure that its message explains; the base of every error here."""

    exit_code = EXIT_FAILURE

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n{self.hint}" if self.hint else self.message


class InputError(NetgraphError):
    """A file cannot be used as what it was given as."""

    exit_code = EXIT_USAGE


class MappingError(InputError):
    """A mapping file is wrong; the message names the key."""


class CaseError(InputError):
    """A case file's header, encoding or content cannot be read."""


class AuthorityMissing(NetgraphError):
    """A device is to be screened, and no lawful authority was given."""

    exit_code = EXIT_USAGE


class UnknownId(NetgraphError):
    """The store holds nothing with that id."""


class StoreError(NetgraphError):
    """The store cannot do what was asked."""


class StoreBusy(StoreError):
    """Another process holds the store."""


class StoreUnreachable(StoreError):
    """No store answers at that address."""


class NotAStore(StoreError):
    """The file or server is something other than a netgraph store."""

    exit_code = EXIT_USAGE


class LogError(NetgraphError):
    """The log cannot be written or read, so that nothing was done."""


class OutputError(NetgraphError):
    """The result cannot be written: the disk is full, or writing there is not allowed."""


class DecisionError(NetgraphError):
    """A decision lacks what it must carry, or a rule forbids it."""


class OrderRefused(NetgraphError):
    """The law, or the register, does not allow an order or a step to be recorded like that."""


class VocabularyError(NetgraphError):
    """The vocabulary contradicts itself: a fault of netgraph, not of the input."""
