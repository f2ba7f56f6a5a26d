// Question: Where were missing young people found, and with whom?
// Answer: list and picture
// Columns:
//   person: id of the young person
//   name: their name
//   age: whole years on the day they went missing; empty if no date of birth is recorded
//   missing_since: that day
//   found_at: id of the address or person where or with whom they were found
//   line: the address, or the person's name
//   others_there: ids of people recorded at that address within some days of it
//   picture: the young person, the episode and where it ended
// On the demonstration case: eight episodes. Six ended at the same two homes, a07 and a12,
//   where others of the case were recorded in those days; one ended with Robbie Wren, who is a
//   child himself; and one at a home that has nothing to do with the line.
//
// Parameters: run these lines first, with your values, and then the question below them.
// under: people younger than this; those whose age is not recorded are shown as well
:param under => 18;
// days: how many days before and after somebody counts as having been there as well
:param days => 7;
// from: first day that is looked at
:param from => '2024-09-01';
// to: last day that is looked at
:param to => '2025-03-01';
// grades: grades of information that count; add 'D' and 'E' to see what is doubted
:param grades => ['A', 'B', 'C'];

MATCH (missing:Event {type: 'missing'})
WHERE date($from) <= missing.start_day <= date($to)
MATCH path = (person:Person)-[:PRESENT_AT]->(missing)-[found:FOUND_AT]->(place)
MATCH (report:Report {id: found.report})
WITH *, duration.between(person.date_of_birth, missing.start_day).years AS age,
     coalesce(found.start_day, report.date) AS day
WHERE substring(report.grade, 1, 1) IN $grades AND coalesce(age < $under, true)
RETURN person.id AS person,
       coalesce(person.name, person.forenames + ' ' + person.surname) AS name,
       age,
       missing.start_day AS missing_since, place.id AS found_at,
       coalesce(place.line, place.name, place.forenames + ' ' + place.surname) AS line,
       COLLECT {
         MATCH (place)<-[there:VISITS|CONTROLS|LIVES_AT]-(other:Person)
         MATCH (told:Report {id: there.report})
         WHERE other <> person AND substring(told.grade, 1, 1) IN $grades
           AND ((type(there) = 'LIVES_AT' AND coalesce(there.start_day, told.date) <= day
                 AND coalesce(there.end_day >= day, true))
                OR day - duration({days: $days}) <= coalesce(there.start_day, told.date)
                   <= day + duration({days: $days}))
         RETURN DISTINCT other.id ORDER BY other.id
       } AS others_there,
       path AS picture
ORDER BY missing_since DESC, person, found_at, missing.id, found.id
LIMIT 200;
