// Question: Who stands between these two groups of people?
// Answer: list and picture
// Columns:
//   person: id of somebody who is in neither group and has links to both
//   name: their name
//   professional: whether they work with people in this case
//   in_group_1: how many of the first group they have links to
//   in_group_2: how many of the second group they have links to
//   sources: how many independent sources tell of these links
//   picture: the links
// On the demonstration case: Robbie Wren stands between the four who run the line and all three
//   children, from nine sources, and is a child himself. Lee Pike is their social worker.
//
// Parameters: run these lines first, with your values, and then the question below them.
// group_1: ids of the people of the first group
:param group_1 => ['p28', 'p29', 'p30', 'p36'];
// group_2: ids of the people of the second group
:param group_2 => ['p06', 'p07', 'p56'];
// from: first day that is looked at
:param from => '2024-09-01';
// to: last day that is looked at
:param to => '2025-03-01';
// grades: grades of information that count; add 'D' and 'E' to see what is doubted
:param grades => ['A', 'B', 'C'];

MATCH path = (first:Person)-[one]-(person:Person)-[two]-(second:Person)
WHERE first.id IN $group_1 AND second.id IN $group_2
  AND NOT person.id IN $group_1 + $group_2
MATCH (report_1:Report {id: one.report})
MATCH (report_2:Report {id: two.report})
WHERE substring(report_1.grade, 1, 1) IN $grades AND substring(report_2.grade, 1, 1) IN $grades
  AND date($from) <= coalesce(one.start_day, report_1.date) <= date($to)
  AND date($from) <= coalesce(two.start_day, report_2.date) <= date($to)
UNWIND [report_1, report_2] AS report
RETURN person.id AS person,
       coalesce(person.name, person.forenames + ' ' + person.surname) AS name,
       EXISTS { (:Flag {flag: 'professional'})-[:ABOUT]->(person) } AS professional,
       count(DISTINCT first) AS in_group_1, count(DISTINCT second) AS in_group_2,
       count(DISTINCT coalesce(report.origin, report.id)) AS sources,
       collect(DISTINCT path) AS picture
ORDER BY in_group_1 + in_group_2 DESC, sources DESC, person
LIMIT 20;
