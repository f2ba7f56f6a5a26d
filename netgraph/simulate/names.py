"""Invented names of people, streets, places and numbers: small lists and forms, no real ones.

Phone numbers are those that the regulator keeps for drama; when they run out, a token
that cannot be dialled stands in. Postcode areas are ones that are not allocated.
"""

from dataclasses import dataclass

__all__ = [
    "COLOURS",
    "DRAMA_NUMBERS",
    "FEMALE",
    "HANDLES",
    "MAKES",
    "MALE",
    "STREETS",
    "SURNAMES",
    "TOWNS",
    "Town",
]


@dataclass(frozen=True, slots=True)
class Town:
    """An invented town at coordinates around Essex, or the remote city."""

    name: str
    latitude: float
    longitude: float
    outcode: str
    share: float


# The last is the remote city. The coordinates lie in or near towns of the county; names are made up.
TOWNS = (
    Town("Marlinsea", 51.79, 1.15, "CO99", 0.24),
    Town("Hythebury", 51.89, 0.90, "CO99", 0.22),
    Town("Oakmere", 51.73, 0.47, "CM99", 0.20),
    Town("Thornfleet", 51.54, 0.71, "SS99", 0.18),
    Town("Barrowlow", 51.77, 0.10, "CM99", 0.10),
    Town("Eastgate", 51.53, -0.06, "SS99", 0.06),
)


def _listed(text: str, separator: str = " ") -> tuple[str, ...]:
    """The names in a text, so that long lists read as text."""
    return tuple(text.split(separator))


SURNAMES = _listed(
    "Abbot Alder Amble Arden Ashby Attwell Barrow Beck Birch Blackmore Bramley Bright Brook "
    "Burnell Calder Carr Chase Clifton Coombe Corbett Cray Dale Dayton Denholm Drake Dunmore "
    "Eaves Elmstead Farrow Fenner Finch Fleet Foxley Garland Gates Glade Gorse Grange Hale "
    "Harding Hartwell Hazel Heath Hollis Hurst Ivory Jessop Keane Kestrel Kirby Lacey Lark Linden "
    "Lowe Marden Marsh Mead Merrow Mill Moss Nash Norwell Oakes Orchard Osgood Paget Parr Penrose "
    "Pike Quill Radley Reed Rook Rowan Sadler Sands Sedge Shaw Sparrow Stone Strand Tanner Tarn "
    "Thorne Tilney Underhill Vale Vickers Wade Wells Whitmore Willow Winter Wren Yardley Yew"
)
MALE = _listed(
    "Adam Alfie Ben Callum Carl Connor Dan Dean Declan Eddie Eli Finn Frank Gary George Harvey "
    "Ian Isaac Jack Jamal Jay Joe Jordan Kai Kieran Lee Leon Liam Luca Marcus Mark Mason Nathan "
    "Noah Omar Owen Paul Reece Robbie Ryan Sam Sean Steve Theo Tom Toby Tyler Will Zac Zayn"
)
FEMALE = _listed(
    "Abbie Aisha Alice Amber Amy Anna Beth Carol Chloe Clara Demi Donna Elena Ella Emma Erin Esme "
    "Faith Freya Gemma Grace Hannah Holly Imani Iris Jade Jess Joan June Kayla Keira Leah Lily "
    "Lucy Maya Megan Mia Molly Nadia Nell Orla Paige Rosa Ruby Sara Skye Tara Tess Violet Zoe"
)
STREETS = _listed(
    "Almond Rd;Anchor St;Baker Close;Beacon Rd;Canal Walk;Chapel Lane;Cherry Ave;Corn St;Dock Rd;"
    "Dover Close;Eagle Way;Estuary Rd;Fairfield Rd;Ferry Lane;Garrison Rd;Glebe Ave;Harbour St;"
    "Heron Way;Ivy Close;Jubilee Rd;Kiln Lane;Lantern St;Magnolia Ave;Mariner Way;Needle Lane;"
    "Orchard Rise;Pier Ave;Pump Lane;Quay St;Ravens Way;Ropewalk;Saltings Rd;Spinney Close;"
    "Station Rd;Tide St;Tower Rd;Union St;Viaduct Rd;Warren Ave;Windmill Lane",
    ";",
)
MAKES = ("Corra", "Delmar", "Fenix", "Halden", "Orbis", "Tavola")
COLOURS = ("black", "blue", "grey", "red", "silver", "white")
HANDLES = ("ash", "blaze", "coast", "drift", "echo", "flint", "grime", "haze", "ink", "jinx")

# Phone numbers kept for drama by the regulator: 07700 900000 to 07700 900999.
DRAMA_NUMBERS = 1000
