// Question: Through whom did these people first come into contact with the line?
// Answer: list and picture
// Columns:
//   person: id of the first contact: somebody of the line, or who knew one of them by that day
//   name: their name
//   age: whole years on the first day; empty if no date of birth is recorded
//   first_to: for how many of the people this was the first contact
//   victims: ids of these
//   first_day: the earliest of these first days
//   last_day: the latest of them
//   picture: the first links
// On the demonstration case: a different first contact for each of the seven: Leon Sands for
//   Tyler Tarn, by a journey that he arranged; Nathan Sands for Lucy Foxley, whom he is said to
//   have recruited; Jade Winter for Joan Foxley, by a debt. Nobody is first for two.
//
// Left out are family and professionals. A first contact may be a friend, a neighbour, or another
// victim. Only links between people are looked at, not phones and homes.
//
// Parameters: run these lines first, with your values, and then the question below them.
// victims: ids of people who are now known to be victims, or are likely victims by the findings
:param victims => ['p06', 'p07', 'p12', 'p19', 'p32', 'p56', 'p76'];
// line: ids of those who run the line
:param line => ['p28', 'p29', 'p30', 'p36', 'p72', 'p77', 'p80'];
// from: first day that is looked at
:param from => '2024-03-01';
// to: last day that is looked at
:param to => '2025-03-01';
// grades: grades of information that count; add 'D' and 'E' to see what is doubted
:param grades => ['A', 'B', 'C'];

MATCH path = (victim:Person)-[link]-(person:Person)
WHERE victim.id IN $victims
  AND NOT EXISTS { (victim)-[:RELATED_TO|SUPPORTS]-(person) }
  AND NOT EXISTS { (:Flag {flag: 'professional'})-[:ABOUT]->(person) }
MATCH (report:Report {id: link.report})
WITH *, coalesce(link.start_day, report.date) AS day
WHERE substring(report.grade, 1, 1) IN $grades AND date($from) <= day <= date($to)
  AND (person.id IN $line OR EXISTS {
    MATCH (person)-[known]-(one:Person)
    MATCH (told:Report {id: known.report})
    WHERE one.id IN $line AND one <> victim AND substring(told.grade, 1, 1) IN $grades
      AND coalesce(known.start_day, told.date) <= day
  })
WITH victim, person, min(day) AS first_day, collect({day: day, path: path}) AS links
// The earliest of each victim's contacts; all of them if there are several on one day.
ORDER BY first_day
WITH victim, collect({person: person, day: first_day, links: links}) AS contacts
UNWIND [each IN contacts WHERE each.day = contacts[0].day] AS first
WITH victim, first.person AS person, first.day AS day,
     [link IN first.links WHERE link.day = first.day | link.path] AS paths
ORDER BY victim.id
WITH person, collect(victim.id) AS victims, min(day) AS first_day, max(day) AS last_day,
     collect(paths) AS picture
RETURN person.id AS person,
       coalesce(person.name, person.forenames + ' ' + person.surname) AS name,
       duration.between(person.date_of_birth, first_day).years AS age,
       size(victims) AS first_to, victims, first_day, last_day, picture
ORDER BY first_to DESC, first_day, person
LIMIT 50;
