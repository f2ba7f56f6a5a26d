"""What is asked of a screening: which orders, whose device, under which authority and how far."""

from dataclasses import dataclass
from datetime import date

from netgraph.errors import AuthorityMissing

__all__ = ["Authority", "Question"]


@dataclass(frozen=True, slots=True)
class Authority:
    """What makes it lawful to look at a device, and how far.

    ``text`` is the power and who authorised it; ``owner`` the id of the person whose device it is
    (empty: not stated); ``since`` and ``until`` bound the days, ``apps`` the applications
    (empty: all). What lies outside is dropped and counted.
    """

    text: str = ""
    owner: str = ""
    since: date | None = None
    until: date | None = None
    apps: tuple[str, ...] = ()

    def check(self) -> None:
        """Refuse a device without an authority.

        Raises:
            AuthorityMissing: The text is empty.
        """
        if not self.text.strip():
            raise AuthorityMissing(
                "this comes out of a device: it is not screened without a lawful authority",
                hint="Give --authority with the power and who authorised it, and its limits with "
                "--scope-from, --scope-to, --apps and --owner.",
            )

    def lines(self) -> tuple[tuple[str, str], ...]:
        """What it says, as (name, value), for the page and the log."""
        apps = ", ".join(self.apps) or "all"
        days = f"{self.since or 'no first day'} to {self.until or 'no last day'}"
        return (
            ("Authority", self.text.strip() or "none stated: nothing out of a device was screened"),
            ("Owner of the device", self.owner or "not stated"),
            ("Days in scope", days if self.since or self.until else "all"),
            ("Applications in scope", apps),
        )


@dataclass(frozen=True, slots=True)
class Question:
    """Which orders are screened (empty: all in force and served), and under which authority.

    ``since_import`` screens the store's own rows of later imports; None screens what was given.
    ``owner_name`` is the name under which the owner of a device writes in an exported chat.
    """

    orders: tuple[str, ...] = ()
    authority: Authority = Authority()
    owner_name: str = ""
    since_import: int | None = None

    @property
    def one_order(self) -> str:
        """The only order asked about; empty if there are several, or none is named."""
        return self.orders[0] if len(self.orders) == 1 else ""
