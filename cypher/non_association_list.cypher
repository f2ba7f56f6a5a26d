// Question: With whom has this person taken part in what an order would stop?
// Answer: list and picture
// Columns:
//   person: id of somebody to keep apart from this person
//   name: their name
//   age: whole years on the last day
//   sources: how many independent sources, graded 1 or 2, tell of what they did together
//   shared: ids of the people, homes, phones and events through which it runs
//   latest: day of the latest of it
//   picture: who did what, to whom or where
// On the demonstration case: the six people whom netgraph non-association lists for Leon Sands.
//   The children through whom it runs are in the picture, and not on the list.
//
// Counted is conduct of both: towards one person, in one event, at a home that one of them controls,
// on one phone that both control, or of the other towards this person. Left out are family,
// professionals, children, people whose age is not known, who are at risk or referred, and those to
// whom this person did something. The full list, with reasons and exceptions, is that of
// netgraph non-association. What is shown is for lawyers and a court to judge.
//
// Parameters: run these lines first, with your values, and then the question below them.
// person: id of the person
:param person => 'p28';
// fewest: fewest independent sources
:param fewest => 2;
// from: first day that is looked at
:param from => '2024-03-01';
// to: last day that is looked at
:param to => '2025-03-01';
// grades: grades of information that count; add 'D' and 'E' to see what is doubted
:param grades => ['A', 'B', 'C'];

MATCH (subject:Person {id: $person})
MATCH path = (subject)-[links:DIRECTS|RECRUITED|SUPPLIES|PAYS|IN_DEBT_TO|THREATENS
                        |ARRANGES_TRAVEL_FOR|ACCUSES|CONTROLS|VISITS|SUSPECT_IN|CHARGED_IN
                        |CONVICTED_IN]-{1,2}(other:Person)
WHERE other <> subject
WITH *, links[0] AS one, links[-1] AS two, nodes(path)[1] AS between,
     [link IN links | CASE WHEN type(link) IN ['IN_DEBT_TO', 'ACCUSES']
                           THEN endNode(link) ELSE startNode(link) END] AS doers
WHERE CASE
        WHEN size(links) = 1 THEN doers = [other]
        WHEN between:Person THEN doers = [subject, other]
        WHEN between:Address THEN 'CONTROLS' IN [type(one), type(two)]
        WHEN between:Phone THEN type(one) = 'CONTROLS' AND type(two) = 'CONTROLS'
        ELSE NOT coalesce(one.detail IN ['no_further_action', 'acquitted'], false)
             AND NOT coalesce(two.detail IN ['no_further_action', 'acquitted'], false)
      END
  AND NOT EXISTS { (subject)-[:RELATED_TO|SUPPORTS]-(other) }
  AND NOT EXISTS {
    MATCH (flag:Flag)-[:ABOUT]->(other)
    WHERE flag.flag IN ['professional', 'at_risk']
       OR (flag.flag = 'nrm' AND flag.value IN ['pending', 'positive'])
  }
  AND NOT EXISTS { (subject)-[:RECRUITED|THREATENS|ARRANGES_TRAVEL_FOR]->(other) }
MATCH (report_1:Report {id: one.report})
MATCH (report_2:Report {id: two.report})
WITH *, coalesce(one.start_day, report_1.date) AS day_1,
     coalesce(two.start_day, report_2.date) AS day_2
WHERE substring(report_1.grade, 1, 1) IN $grades AND substring(report_2.grade, 1, 1) IN $grades
  AND date($from) <= day_1 <= date($to) AND date($from) <= day_2 <= date($to)
UNWIND [{report: report_1, day: day_1}, {report: report_2, day: day_2}] AS told
WITH other, path, CASE size(links) WHEN 2 THEN between.id END AS shared, told.day AS day,
     CASE WHEN left(told.report.grade, 1) IN ['1', '2']
          THEN coalesce(told.report.origin, told.report.id) END AS source
WITH other, count(DISTINCT source) AS sources, collect(DISTINCT shared) AS found,
     max(day) AS latest, collect(DISTINCT path) AS picture
WITH *, duration.between(other.date_of_birth, latest).years AS age
WHERE sources >= $fewest AND age >= 18
RETURN other.id AS person,
       coalesce(other.name, other.forenames + ' ' + other.surname) AS name,
       age, sources,
       COLLECT { UNWIND found AS id RETURN id ORDER BY id } AS shared, latest, picture
ORDER BY person
LIMIT 100;
