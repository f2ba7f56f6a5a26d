"""A connection to a Neo4j server: work in transactions, and what its failures mean.

No message here holds a password, a query or a value: a server's own words may, so only the code
of what it refused is passed on.
"""

import logging
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from netgraph.errors import NetgraphError, NotAStore, StoreBusy, StoreError, StoreUnreachable
from netgraph.store import SERVER_SCHEMES

if TYPE_CHECKING:
    import neo4j

__all__ = ["Connection"]

_Result = TypeVar("_Result")

# Seconds for which a lost connection is tried again. SOURCE: [decision-0012].
_RETRY_SECONDS = 20.0

# Seconds until a server that does not answer counts as unreachable.
_CONNECT_SECONDS = 10.0

# Seconds that new indexes of a database may take to fill.
_INDEX_SECONDS = 600

# Ends of the codes of a server on which somebody else holds what is wanted for too long.
_WAITED_FOR_LOCK = ("TransactionTimedOutClientConfiguration", "LockClientStopped")

# In the codes of a server whose memory does not suffice.
_OUT_OF_MEMORY = "OutOfMemory"

_ADDRESS = re.compile(r"(?P<scheme>[a-z+0-9]+)://(?P<host>[^/?#@\s]+)/?")

_CREDENTIALS = (
    "Set NETGRAPH_NEO4J_USER and NETGRAPH_NEO4J_PASSWORD, or give the password when asked."
)


class Connection:
    """One driver to one server; every failure comes out as a StoreError.

    Args:
        address: ``bolt://host:port`` and the like.
        credentials: User and password; None where none are known.
    """

    def __init__(self, address: str, credentials: tuple[str, str] | None) -> None:
        self.address = checked_address(address)
        if credentials is None:
            raise StoreError(f"{self.address}: a password is needed", hint=_CREDENTIALS)
        import neo4j

        # The driver's warnings repeat the server's words; a handler keeps them off the terminal.
        logging.getLogger("neo4j").addHandler(logging.NullHandler())

        def connect() -> "neo4j.Driver":
            driver = neo4j.GraphDatabase.driver(
                self.address,
                auth=credentials,
                max_transaction_retry_time=_RETRY_SECONDS,
                connection_timeout=_CONNECT_SECONDS,
                connection_acquisition_timeout=_CONNECT_SECONDS * 2,
                keep_alive=True,
                telemetry_disabled=True,
                notifications_min_severity="OFF",
                user_agent="netgraph",
            )
            try:
                driver.verify_connectivity()
            except BaseException:
                driver.close()
                raise
            return driver

        self._driver = self._explained(connect)

    def read(self, work: "Callable[[neo4j.ManagedTransaction], _Result]") -> _Result:
        """What the work gives in one reading transaction, begun again after a lost connection."""

        def run() -> _Result:
            with self._driver.session() as session:
                return session.execute_read(work)

        return self._explained(run)

    def write(
        self,
        work: "Callable[[neo4j.ManagedTransaction], _Result]",
        is_kept: "Callable[[neo4j.ManagedTransaction], bool]",
    ) -> _Result:
        """What the work gives in one transaction: all of it is kept, or nothing.

        After a lost connection it is begun again. Where the connection was lost while the server
        was committing, ``is_kept`` looks whether it had.
        """
        from neo4j.exceptions import IncompleteCommit, TransientError

        done: list[_Result] = []

        def attempt(tx: "neo4j.ManagedTransaction") -> _Result:
            try:
                done.append(work(tx))
            except TransientError as error:
                if _OUT_OF_MEMORY in str(error.code):  # passing for the driver, not for us
                    raise _meaning(self.address, error) from None
                raise
            return done[-1]

        def run() -> _Result:
            with self._driver.session() as session:
                try:
                    return session.execute_write(attempt)
                except IncompleteCommit:
                    if session.execute_read(is_kept):
                        return done[-1]
                    raise

        return self._explained(run)

    def run(self, statement: str, *, seconds: float | None = None, **parameters: Any) -> list[Any]:
        """Rows of one statement in a transaction of its own, ended after that many seconds."""
        import neo4j

        def run() -> list[Any]:
            with self._driver.session() as session:
                query = neo4j.Query(statement, timeout=seconds)
                return [tuple(row) for row in session.run(query, parameters)]

        return self._explained(run)

    def define(self, statements: list[str]) -> None:
        """Make constraints and indexes, and wait until they can be used."""

        def run() -> None:
            with self._driver.session() as session:
                with session.begin_transaction() as tx:
                    for statement in statements:
                        tx.run(statement).consume()
                    tx.commit()
                session.run("CALL db.awaitIndexes($seconds)", seconds=_INDEX_SECONDS).consume()

        self._explained(run)

    def close(self) -> None:
        """End the connection; safe to call twice."""
        self._driver.close()

    def _explained(self, work: Callable[[], _Result]) -> _Result:
        """What the work gives; failures of the driver or server as errors of ours."""
        from neo4j.exceptions import DriverError, Neo4jError

        try:
            return work()
        except NetgraphError:
            raise
        except (DriverError, Neo4jError, OSError, ValueError) as error:
            raise _meaning(self.address, error) from None


def checked_address(address: str) -> str:
    """The address, if it is one of a server and holds no credentials.

    Raises:
        NotAStore: It is not; the message never repeats what may be a password.
    """
    scheme = address.split("://", 1)[0]
    if scheme not in SERVER_SCHEMES:
        raise NotAStore(
            f"no store for {scheme}://",
            hint=f"Give the path of a file, or an address with {', '.join(SERVER_SCHEMES)}.",
        )
    if "@" in address:
        raise NotAStore(
            f"{scheme}://: an address must not hold user or password", hint=_CREDENTIALS
        )
    if _ADDRESS.fullmatch(address) is None:
        raise NotAStore(
            f"{scheme}://: not the address of a server", hint=f"Such as {scheme}://localhost:7687"
        )
    return address


def _meaning(address: str, error: Exception) -> StoreError:
    """What a failure of the driver or of the server means to the person who waits."""
    from neo4j import exceptions

    code = str(getattr(error, "code", "") or "")
    if isinstance(error, exceptions.AuthError) or ".Security." in code:
        return _refused(address, code)
    if code.endswith(_WAITED_FOR_LOCK):
        return StoreBusy(
            f"{address}: somebody else is writing to the store",
            hint="Wait until that is done and try again.",
        )
    if _OUT_OF_MEMORY in code:
        return StoreError(
            f"{address}: too much for the server's memory in one import; nothing was kept",
            hint="Give the server more heap (NETGRAPH_NEO4J_HEAP in .env), or import in parts.",
        )
    if isinstance(error, exceptions.Neo4jError) and not code.startswith("Neo.TransientError"):
        return StoreError(
            f"{address}: the server refused ({code}); nothing was kept",
            hint="The server's own log says more.",
        )
    if isinstance(error, exceptions.ConfigurationError | ValueError) and not isinstance(
        error, exceptions.ServiceUnavailable
    ):
        return NotAStore(
            f"{address}: not an address that can be used", hint="Such as bolt://localhost:7687"
        )
    return StoreUnreachable(
        f"{address}: no Neo4j server answers there, or it went away",
        hint="Is it running, and is this the Bolt port (7687), not the Browser's? "
        "An import is kept whole or not at all; importing again does no harm.",
    )


def _refused(address: str, code: str) -> StoreError:
    """The server did not let us in."""
    if "RateLimit" in code:
        return StoreError(
            f"{address}: too many wrong passwords", hint="Wait some seconds, then try again."
        )
    if "CredentialsExpired" in code:
        return StoreError(
            f"{address}: the password must be changed first", hint="Log in to Neo4j Browser once."
        )
    return StoreError(f"{address}: user or password is wrong", hint=_CREDENTIALS)
