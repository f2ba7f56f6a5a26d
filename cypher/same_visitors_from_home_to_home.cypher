// Question: To which other homes did the visitors of this home go, together?
// Answer: list and picture
// Columns:
//   home: id of the other home
//   line: its address
//   visitors: ids of those who were seen at both
//   sources: how many independent sources tell of it
//   first_here: first day on which one of them was seen here
//   last_here: last day on which one of them was seen here
//   first_there: first day on which one of them was seen there
//   last_there: last day on which one of them was seen there
//   picture: the visits
// On the demonstration case: three visitors of a12 were seen at a07 as well, and two at a04:
//   one home after the other was used.
//
// Left out are people who live in one of the two, professionals, and places that many people come
// to. Friends who visit each other leave the same picture.
//
// Parameters: run these lines first, with your values, and then the question below them.
// address: id of the home
:param address => 'a12';
// fewest: fewest visitors in common
:param fewest => 2;
// from: first day that is looked at
:param from => '2024-07-01';
// to: last day that is looked at
:param to => '2025-03-01';
// grades: grades of information that count; add 'D' and 'E' to see what is doubted
:param grades => ['A', 'B', 'C'];

MATCH path = (here:Address {id: $address})<-[visit:VISITS]-(person:Person)
             -[later:VISITS]->(there:Address)
WHERE there <> here
  AND NOT coalesce(there.use IN ['public', 'hostel', 'hotel', 'hmo', 'business'], false)
  AND NOT EXISTS { (person)-[:LIVES_AT]->(here) }
  AND NOT EXISTS { (person)-[:LIVES_AT]->(there) }
  AND NOT EXISTS { (:Flag {flag: 'professional'})-[:ABOUT]->(person) }
MATCH (report:Report {id: visit.report})
MATCH (report_there:Report {id: later.report})
WITH *, coalesce(visit.start_day, report.date) AS day_here,
     coalesce(later.start_day, report_there.date) AS day_there
WHERE substring(report.grade, 1, 1) IN $grades AND substring(report_there.grade, 1, 1) IN $grades
  AND date($from) <= day_here <= date($to) AND date($from) <= day_there <= date($to)
UNWIND [report, report_there] AS told
WITH there, collect(DISTINCT person.id) AS found,
     count(DISTINCT coalesce(told.origin, told.id)) AS sources,
     min(day_here) AS first_here, max(day_here) AS last_here,
     min(day_there) AS first_there, max(day_there) AS last_there,
     collect(DISTINCT path) AS picture
WHERE size(found) >= $fewest
RETURN there.id AS home, there.line AS line,
       COLLECT { UNWIND found AS id RETURN id ORDER BY id } AS visitors,
       sources, first_here, last_here, first_there, last_there, picture
ORDER BY size(visitors) DESC, first_there, home
LIMIT 20;
