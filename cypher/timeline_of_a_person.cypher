// Question: What is recorded of this person, in order of time?
// Answer: list
// Columns:
//   day: the day of it
//   what: what is recorded, as a link or a flag
//   direction: from this person, or towards this person
//   other: id of the other person, place, thing or event; the value of a flag
//   detail: the type of an event, the number of contacts, or further detail
//   report: the report that says so
//   grade: its grade
//   source: its origin: what has the same origin counts once
// On the demonstration case: Tyler Tarn, 14: recruited by Nathan Sands, four missing episodes,
//   four journeys that others arranged for him, drugs, and a threat by Molly Heath.
//
// Parameters: run these lines first, with your values, and then the question below them.
// person: id of the person
:param person => 'p56';
// from: first day that is looked at
:param from => '2024-09-01';
// to: last day that is looked at
:param to => '2025-03-01';
// grades: grades of information that count; add 'D' and 'E' to see what is doubted
:param grades => ['A', 'B', 'C'];

CALL () {
  MATCH (person:Person {id: $person})-[link]-(other)
  WHERE link.report IS NOT NULL
  RETURN link.report AS said_by, link.start_day AS start, type(link) AS what,
         CASE WHEN startNode(link) = person THEN 'from' ELSE 'towards' END AS direction,
         other.id AS other, coalesce(link.detail, toString(link.count), other.type) AS detail
  UNION ALL
  MATCH (:Person {id: $person})<-[:ABOUT]-(flag:Flag)
  RETURN flag.report AS said_by, flag.start_day AS start, flag.flag AS what,
         'towards' AS direction, flag.value AS other, NULL AS detail
}
MATCH (report:Report {id: said_by})
WITH *, coalesce(start, report.date) AS day
WHERE substring(report.grade, 1, 1) IN $grades AND date($from) <= day <= date($to)
RETURN day, what, direction, other, detail, report.id AS report, report.grade AS grade,
       coalesce(report.origin, report.id) AS source
ORDER BY day DESC, what, other, report, detail, direction
LIMIT 500;
