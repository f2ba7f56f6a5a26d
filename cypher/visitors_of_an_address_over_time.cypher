// Question: Who came to this address, month by month?
// Answer: list
// Columns:
//   month: the month, as YYYY-MM
//   person: id of the visitor
//   name: their name
//   who: visitor, lives there, professional, or which relation of somebody who lives there
//   age: whole years at the first visit of the month; empty if no date of birth is recorded
//   times: how many visits are recorded
//   sources: how many independent sources tell of them
//   first_day: day of the first visit of the month
//   last_day: day of the last visit of the month
// On the demonstration case: the home of Jay Gorse, who is 78. George Lowe, 23, is recorded as
//   his partner and comes in most months; guests come and go; in February a child of 17, Joan
//   Foxley.
//
// Parameters: run these lines first, with your values, and then the question below them.
// address: id of the address
:param address => 'a07';
// from: first day that is looked at
:param from => '2024-09-01';
// to: last day that is looked at
:param to => '2025-03-01';
// grades: grades of information that count; add 'D' and 'E' to see what is doubted
:param grades => ['A', 'B', 'C'];

MATCH (address:Address {id: $address})<-[visit:VISITS]-(person:Person)
MATCH (report:Report {id: visit.report})
WITH address, person, visit, report, coalesce(visit.start_day, report.date) AS day
WHERE substring(report.grade, 1, 1) IN $grades AND date($from) <= day <= date($to)
WITH address, person, substring(toString(day), 0, 7) AS month, count(visit) AS times,
     count(DISTINCT coalesce(report.origin, report.id)) AS sources,
     min(day) AS first_day, max(day) AS last_day
RETURN month, person.id AS person,
       coalesce(person.name, person.forenames + ' ' + person.surname) AS name,
       CASE
         WHEN EXISTS { (person)-[:LIVES_AT]->(address) } THEN 'lives there'
         WHEN EXISTS { (:Flag {flag: 'professional'})-[:ABOUT]->(person) } THEN 'professional'
         ELSE coalesce(
           'relation: ' + COLLECT {
             MATCH (person)-[kin:RELATED_TO]-(:Person)-[:LIVES_AT]->(address)
             RETURN coalesce(kin.detail, 'other') AS relation ORDER BY relation
           }[0],
           'visitor')
       END AS who,
       duration.between(person.date_of_birth, first_day).years AS age,
       times, sources, first_day, last_day
ORDER BY month, times DESC, person
LIMIT 500;
