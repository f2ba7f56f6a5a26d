// Question: Where was this vehicle seen, and who had it then?
// Answer: list and picture
// Columns:
//   day: the day on which it was seen
//   address: id of the address
//   line: the address
//   use: what the address is
//   drivers: ids of those recorded as its keeper or user by then
//   visitors: ids of people recorded at that address within some days of it
//   report: the report that says so
//   grade: its grade
//   picture: the sighting
// On the demonstration case: the car of Carl Foxley, seen at a home that was taken over and at
//   the station. He is a licensed driver: his passengers are more likely to be of interest than
//   he is.
//
// Parameters: run these lines first, with your values, and then the question below them.
// vehicle: id of the vehicle
:param vehicle => 'v05';
// days: how many days before and after somebody counts as having been there as well
:param days => 3;
// from: first day that is looked at
:param from => '2024-08-01';
// to: last day that is looked at
:param to => '2025-03-01';
// grades: grades of information that count; add 'D' and 'E' to see what is doubted
:param grades => ['A', 'B', 'C'];

MATCH path = (vehicle:Vehicle {id: $vehicle})-[seen:SEEN_AT]->(address:Address)
MATCH (report:Report {id: seen.report})
WITH *, coalesce(seen.start_day, report.date) AS day
WHERE substring(report.grade, 1, 1) IN $grades AND date($from) <= day <= date($to)
RETURN day, address.id AS address, address.line AS line, address.use AS use,
       COLLECT {
         MATCH (vehicle)<-[has:KEEPS|USES]-(driver:Person)
         MATCH (told:Report {id: has.report})
         WHERE substring(told.grade, 1, 1) IN $grades AND coalesce(has.start_day, told.date) <= day
           AND coalesce(has.end_day >= day, true)
         RETURN DISTINCT driver.id ORDER BY driver.id
       } AS drivers,
       COLLECT {
         MATCH (address)<-[visit:VISITS]-(visitor:Person)
         MATCH (told:Report {id: visit.report})
         WHERE substring(told.grade, 1, 1) IN $grades
           AND day - duration({days: $days}) <= coalesce(visit.start_day, told.date)
               <= day + duration({days: $days})
         RETURN DISTINCT visitor.id ORDER BY visitor.id
       } AS visitors,
       report.id AS report, report.grade AS grade, path AS picture
ORDER BY day DESC, address, seen.id
LIMIT 200;
