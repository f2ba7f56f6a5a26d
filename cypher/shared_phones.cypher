// Question: Which phones do these people share, with each other or with somebody else?
// Answer: list and picture
// Columns:
//   phone: id of the phone
//   number: its number
//   deal_line: whether it is flagged as the number of a drug line
//   held_by: ids of those who are recorded as using or controlling it, in order of time
//   days: the first day on which each was recorded with it
//   picture: the phone and who holds it
// On the demonstration case: one phone, t66, the number of the line: Jamal Vale is recorded
//   with it from October, Leon Sands from February. Who holds it changes.
//
// Parameters: run these lines first, with your values, and then the question below them.
// people: ids of the people
:param people => ['p28', 'p29', 'p30', 'p36', 'p72', 'p76'];
// from: first day that is looked at
:param from => '2024-09-01';
// to: last day that is looked at
:param to => '2025-03-01';
// grades: grades of information that count; add 'D' and 'E' to see what is doubted
:param grades => ['A', 'B', 'C'];

MATCH (person:Person)-[:USES|CONTROLS]->(phone:Phone)
WHERE person.id IN $people
WITH DISTINCT phone
MATCH path = (holder:Person)-[held:USES|CONTROLS]->(phone)
MATCH (report:Report {id: held.report})
WHERE substring(report.grade, 1, 1) IN $grades
WITH phone, holder, collect(path) AS paths, min(coalesce(held.start_day, report.date)) AS day,
     max(coalesce(held.end_day, date($to))) AS end_day
WHERE day <= date($to) AND end_day >= date($from)
ORDER BY day, holder.id
WITH phone, collect(holder.id) AS held_by, collect(day) AS days, collect(paths) AS picture
WHERE size(held_by) > 1
RETURN phone.id AS phone, phone.number AS number,
       EXISTS { (:Flag {flag: 'deal_line'})-[:ABOUT]->(phone) } AS deal_line,
       held_by, days, picture
ORDER BY phone
LIMIT 50;
