"""What the map is drawn from: addresses that lie together, journeys from home, places in orders."""

import json

import pytest

from netgraph.report.places import areas

TOWN = [
    (51.700, 0.500, "1 Kestrel Walk, Saltmere", "CM99 1AA"),
    (51.705, 0.505, "2 Kestrel Walk, Saltmere", "CM99 1AB"),
    (51.700, 0.510, "3 Plover Court, Saltmere", "CM99 1AC"),
    (51.702, 0.505, "4 Plover Court, Saltmere", "CM99 1AD"),
]
FAR = (51.2, 0.9, "9 Heron Way, Farholm", "CM99 2BB")


def _on_the_page(text, name):
    return json.loads(text.split('id="things">')[1].split("</script>")[0])[name]


def test_addresses_near_each_other_are_an_area_with_the_name_that_they_share():
    made, of_point = areas([*TOWN, FAR])

    assert [each.name for each in made] == ["Saltmere"]
    assert of_point == (0, 0, 0, 0, -1)


def test_the_outline_goes_around_the_outer_addresses_alone():
    [area] = areas(TOWN)[0]

    assert set(area.outline) == {(51.7, 0.5), (51.705, 0.505), (51.7, 0.51)}


def test_areas_do_not_depend_on_the_order_of_the_addresses():
    assert areas([*TOWN, FAR])[0] == areas([FAR, *reversed(TOWN)])[0]


def test_an_area_without_a_town_is_named_by_its_postcodes_and_two_of_a_name_are_told_apart():
    one = [(lat, lon, "1 Road", code) for lat, lon, _, code in TOWN]
    other = [(lat - 1, lon, "1 Road", code) for lat, lon, _, code in TOWN[:3]]

    assert [each.name for each in areas([*one, *other])[0]] == ["CM99", "CM99 (2)"]


def test_two_addresses_are_no_area():
    assert areas(TOWN[:2]) == ((), (-1, -1))


def test_a_missing_child_s_way_leads_from_the_home_of_that_day(small_case, written):
    text = written(small_case)
    ids = [row[1] for row in _on_the_page(text, "things")]
    ways = [[ids[place] for place in way] for way in _on_the_page(text, "map")["journeys"]]

    assert ways == [["e-missing", "p-child", "a-child", "a-home"]]


def test_a_place_that_an_order_names_is_on_the_map(case, written):
    text = written(
        case(
            people="id\np1",
            addresses="id,line,lat,lon\na1,1 Kestrel Walk,51.7,0.5",
            reports="id,date,grade\nr1,2025-05-01,1AP",
            links="id,kind,from,to,report\nl1,visits,p1,a1,r1",
            orders="id,type,person,made,served,ends\no1,STRO,p1,2025-01-10,2025-01-12,2028-01-09",
            conditions="id,order,number,category,text,targets\nc1,o1,3,place,Not to go there.,a1",
        )
    )

    [zone] = _on_the_page(text, "map")["zones"]
    assert (zone[0], zone[2], zone[3]) == ("o1", "3", "Not to go there.")


@pytest.mark.parametrize("audience", ["partner", "court"])
def test_a_shared_copy_has_no_map_and_no_coordinates(audience, small_case, written):
    text = written(small_case, "p-child", audience=audience)

    assert _on_the_page(text, "map") == {"spots": [], "areas": [], "journeys": [], "zones": []}
    assert _on_the_page(text, "orders") == []
    assert '<section id="map"' not in text
    assert '<section id="timeline"' in text


def test_addresses_without_coordinates_are_counted(case, written):
    text = written(
        case(
            people="id\np1",
            addresses="id,line\na1,1 Kestrel Walk",
            reports="id,date,grade\nr1,2025-05-01,1AP",
            links="id,kind,from,to,report\nl1,visits,p1,a1,r1",
        )
    )

    assert "1 address without coordinates cannot be placed." in text
    assert "Nothing to place" in text
