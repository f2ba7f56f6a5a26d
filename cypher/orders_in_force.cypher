// Question: Which orders are in force on this day, on whom, and what do they forbid?
// Answer: list and picture
// Columns:
//   order: id of the order
//   type: its type
//   person: id of the person whom it is on
//   name: their name
//   court: the court that made it
//   made: the day on which it was made
//   served: the day on which it was served; empty if no service is recorded: nobody can be held to it
//   ends: its last day; empty means until further order
//   days_left: days from the day asked about to its last day
//   conditions: number and words of each condition in force on that day
//   picture: the order, whom it is on, its conditions and whom these name
// On the demonstration case: order d1 on Molly Heath, with five conditions and 985 days left.
//   The order d2 on somebody else ended in January 2024 and is not shown.
//
// Parameters: run these lines first, with your values, and then the question below them.
// day: the day that is asked about
:param day => '2025-03-01';
// types: types of order that are looked at
:param types => ['STRO', 'STPO', 'interim_STRO', 'CCEPO', 'gang_injunction', 'SCPO', 'other'];

MATCH on = (court_order:Order)-[:ON]->(person:Person)
WHERE court_order.type IN $types
  AND coalesce(court_order.made_day <= date($day), true)
  AND coalesce(court_order.ends >= date($day), true)
  AND NOT EXISTS {
    MATCH (step:OrderStep {kind: 'discharge'})-[:STEP_OF]->(court_order)
    WHERE step.date_day <= date($day)
  }
OPTIONAL MATCH part = (condition:Condition)-[:OF]->(court_order)
WHERE coalesce(condition.starts <= date($day), true)
  AND coalesce(condition.ends >= date($day), true)
  // Varied conditions: the old words until the day of the variation, the new ones from it.
  AND NOT EXISTS {
    MATCH (step:OrderStep {kind: 'variation'})-[:STEP_OF]->(court_order)
    WHERE (step.condition = condition.id AND step.date_day <= date($day))
       OR (step.new_condition = condition.id AND step.date_day > date($day))
  }
OPTIONAL MATCH aim = (condition)-[:AIMED_AT]->()
WITH court_order, person, on, condition, part, collect(aim) AS aims
ORDER BY condition.number, condition.id
WITH court_order, person, on,
     collect(condition.number + '. ' + condition.text) AS conditions,
     collect(part) AS parts, collect(aims) AS aims
RETURN court_order.id AS order, court_order.type AS type, person.id AS person,
       coalesce(person.name, person.forenames + ' ' + person.surname) AS name,
       court_order.court AS court,
       court_order.made_day AS made,
       coalesce(court_order.served_day, COLLECT {
         MATCH (step:OrderStep {kind: 'service'})-[:STEP_OF]->(court_order)
         RETURN step.date_day ORDER BY step.date_day
       }[0]) AS served, court_order.ends AS ends,
       duration.inDays(date($day), court_order.ends).days AS days_left,
       conditions, [on] + parts + aims AS picture
ORDER BY ends, order
LIMIT 200;
