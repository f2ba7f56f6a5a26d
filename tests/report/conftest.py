"""A small case in which every sort of finding, proposal and list comes about, and its report."""

import csv
import io
from datetime import date

import pytest

from netgraph import report
from netgraph.store import open_store
from netgraph.vocabulary import CASE_FILES
from netgraph.workflow import ImportOptions, import_files

AS_OF = date(2025, 6, 1)

PEOPLE = """
id,surname,forenames,aliases,date_of_birth
p-holder,Quillby,Rosalind,Quill;Roz,1990-02-03
p-second,Harrowgate,Milo,,1988-05-06
p-child,Pennistone,Wren,,2010-04-04
p-occupant,Ashcombe,Delphine,,1951-01-01
p-friend,Fairweather,Osric,,2010-07-07
p-worker,Stillwater,Imogen,,1980-01-01
"""
ADDRESSES = """
id,line,postcode,lat,lon,use
a-home,12 Kestrel Walk,CM99 1AA,51.70,0.50,home
a-child,3 Plover Court,CM99 2BB,51.20,0.90,home
"""
PHONES = """
id,number
t-line,07700 900123
"""
VEHICLES = """
id,vrm
v-car,ZZ99 ABC
"""
REPORTS = """
id,date,grade,origin,agency,handling
r-1,2025-03-01,1AP,source-heron,police,
r-2,2025-03-10,1BP,,social_care,
r-3,2025-04-02,2BP,,housing,
r-4,2025-04-20,1AP,,school,
r-5,2025-05-01,1AC,source-osprey,police,only with the originator
r-6,2025-05-10,2BP,,police,
r-7,2025-05-12,1BP,,police,
"""
EVENTS = """
id,type,start,report,detail
e-missing,missing,2025-04-02T22:00:00Z,r-3,
e-supply,drug_supply,2025-03-10T20:00:00Z,r-2,
e-secret,threat,2025-05-01T20:00:00Z,r-5,heard from the cormorant
"""
LINKS = """
id,kind,from,to,start,report,detail
l-1,directs,p-holder,p-child,2025-03-01,r-1,
l-2,directs,p-holder,p-child,2025-04-20,r-4,
l-3,recruited,p-holder,p-child,2025-03-10,r-2,
l-4,threatens,p-holder,p-occupant,2025-04-02,r-3,
l-5,controls,p-holder,a-home,2025-04-02,r-3,
l-6,controls,p-second,a-home,2025-05-10,r-6,
l-7,accuses,p-child,p-second,2025-04-20,r-4,
l-8,directs,p-second,p-child,2025-05-12,r-7,
l-9,lives_at,p-occupant,a-home,2024-01-01,r-2,
l-10,lives_at,p-child,a-child,2024-01-01,r-2,
l-11,found_at,e-missing,a-home,2025-04-02,r-3,
l-12,present_at,p-child,e-missing,2025-04-02,r-3,
l-13,visits,p-holder,a-home,2025-05-10,r-6,
l-14,visits,p-second,a-home,2025-05-10,r-6,
l-15,threatens,p-second,p-child,2025-05-01,r-5,with a heron feather
l-16,uses,p-holder,t-line,2025-03-01,r-1,
l-17,associates_with,p-friend,p-child,2025-05-10,r-6,
l-18,supports,p-worker,p-child,2025-03-10,r-2,
l-19,suspect_in,p-child,e-supply,2025-03-10,r-2,
l-20,suspect_in,p-second,e-secret,2025-05-01,r-5,
l-21,occurred_at,e-supply,a-home,2025-03-10,r-2,
l-22,seen_at,v-car,a-home,2025-05-10,r-6,
l-23,keeps,p-second,v-car,2025-05-10,r-6,
"""
FLAGS = """
id,subject,flag,value,report
f-1,t-line,deal_line,,r-1
f-2,p-worker,professional,social_worker,r-2
f-3,p-child,nrm,pending,r-2
f-4,p-occupant,at_risk,adult,r-3
"""
ORDERS = """
id,type,person,court,made,served,ends
o-1,STRO,p-second,Saltmere,2025-01-10,2025-01-12,2025-07-01
"""
CONDITIONS = """
id,order,number,category,text,targets,exceptions
c-1,o-1,1,contact_named,Not to contact the person named in the schedule <in any way>.,p-child,court;custody
"""
SMALL_CASE = {
    "people": PEOPLE,
    "addresses": ADDRESSES,
    "phones": PHONES,
    "vehicles": VEHICLES,
    "reports": REPORTS,
    "events": EVENTS,
    "links": LINKS,
    "flags": FLAGS,
    "orders": ORDERS,
    "conditions": CONDITIONS,
}


def imported(folder, tables):
    """A store in memory that holds those tables, rows that are rejected left out."""
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text.strip() + "\n", encoding="utf-8")
    store = open_store(":memory:")
    options = ImportOptions(today=AS_OF, now="2025-06-01T09:00:00Z", by="tests")
    import_files(store, [folder], options)
    return store


@pytest.fixture(scope="session")
def small_case(tmp_path_factory):
    """The connection of the small case; reports only read it."""
    store = imported(tmp_path_factory.mktemp("small-case"), SMALL_CASE)
    yield store.tables()
    store.close()


@pytest.fixture
def written(tmp_path):
    """A function that writes a report and gives its text."""

    def write(con, *about, audience="analyst", as_of=AS_OF):
        path = tmp_path / f"report-{audience}.html"
        report.write(con, path, as_of, about, audience)
        return path.read_text(encoding="utf-8")

    return write


def as_csv(name, rows):
    """Rows as the text of a case file; columns that a row leaves out are empty."""
    columns = next(file.column_names for file in CASE_FILES if file.name == name)
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
