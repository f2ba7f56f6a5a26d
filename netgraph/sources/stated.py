"""What is stated with an import that no file says: the report that rows rest on, the authority."""

from dataclasses import dataclass

from netgraph.errors import AuthorityMissing

__all__ = ["Stated"]


@dataclass(frozen=True, slots=True)
class Stated:
    """The report (columns of reports.csv), in place of a mapping's own, and a device's authority."""

    report: tuple[tuple[str, str], ...] = ()
    authority: str = ""

    def allow_devices(self) -> None:
        """Refuse what comes out of a device where no authority was stated.

        Raises:
            AuthorityMissing: None was.
        """
        if not self.authority.strip():
            raise AuthorityMissing(
                "this comes out of a device: it is not imported without a lawful authority",
                hint="Give --authority with the power and who authorised it.",
            )
