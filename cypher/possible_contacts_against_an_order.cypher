// Question: Which recorded contacts might be against the conditions of this order?
// Answer: list and picture
// Columns:
//   day: the day of the contact, after the order was served
//   condition: number of the condition
//   with: id of the other person
//   name: their name
//   age: whole years on that day; empty if no date of birth is recorded
//   contact: what is recorded
//   report: the report that says so
//   grade: its grade
//   family: the recorded relation between the two, if there is one
//   not_if: exceptions of the condition: check these first
//   picture: the contact
// On the demonstration case: four contacts to look into. Molly Heath was seen twice with Nathan
//   Sands, whom condition 2 names; she is said to have threatened Tyler Tarn, 14; and her phone
//   was in touch with that of a baby, whose parent will have used it. Whether a condition was
//   broken is for a person, and in the end for a court, to say.
//
// Parameters: run these lines first, with your values, and then the question below them.
// order: id of the order
:param order => 'd1';
// to: last day that is looked at
:param to => '2025-03-01';
// grades: grades of information that count; add 'D' and 'E' to see what is doubted
:param grades => ['A', 'B', 'C'];

MATCH (court_order:Order {id: $order})-[:ON]->(subject:Person)
MATCH (condition:Condition)-[:OF]->(court_order)
WHERE condition.category IN ['contact_named', 'contact_class']
WITH court_order, subject, condition, coalesce(court_order.served_day, COLLECT {
  MATCH (step:OrderStep {kind: 'service'})-[:STEP_OF]->(court_order)
  RETURN step.date_day ORDER BY step.date_day
}[0]) AS served
MATCH path = (subject)-[links:ASSOCIATES_WITH|CONTACTED|DIRECTS|RECRUITED|SUPPLIES|PAYS|IN_DEBT_TO
                        |THREATENS|ARRANGES_TRAVEL_FOR|USES|CONTROLS]-{1,3}(other:Person)
// Directly, or by two phones: the subject's, which was in touch with the other person's.
WHERE size(links) = 1
   OR [link IN links | type(link)] IN [['USES', 'CONTACTED', 'USES'], ['CONTROLS', 'CONTACTED', 'USES']]
WITH *, CASE size(links) WHEN 1 THEN links[0] ELSE links[1] END AS link
MATCH (report:Report {id: link.report})
WITH *, coalesce(link.start_day, report.date) AS day
WHERE substring(report.grade, 1, 1) IN $grades
  AND served <= day <= date($to)
  AND coalesce(day <= court_order.ends, true)
  AND coalesce(condition.starts <= day, true) AND coalesce(day <= condition.ends, true)
  AND NOT EXISTS {
    MATCH (step:OrderStep {kind: 'discharge'})-[:STEP_OF]->(court_order)
    WHERE step.date_day <= day
  }
WITH *, duration.between(other.date_of_birth, day).years AS age
WHERE EXISTS { (condition)-[:AIMED_AT]->(other) }
   OR (coalesce('under_18' IN condition.targets, condition.text CONTAINS 'under 18')
       AND coalesce(age < 18, true))
RETURN day, condition.number AS condition, other.id AS with,
       coalesce(other.name, other.forenames + ' ' + other.surname) AS name,
       age, type(link) AS contact,
       report.id AS report, report.grade AS grade,
       COLLECT {
         MATCH (subject)-[kin:RELATED_TO]-(other) RETURN kin.detail ORDER BY kin.detail
       }[0] AS family,
       condition.exceptions AS not_if, path AS picture
ORDER BY day DESC, condition, with, link.id
LIMIT 200;
