// Question: What is said by low-grade reports of this time and confirmed by no better one?
// Answer: list and picture
// Columns:
//   says: what is said
//   from: id of the one end
//   to: id of the other end
//   reports: ids of the reports that say so, with their grades
//   sources: how many independent sources these are
//   latest: date of the latest of them
//   picture: the links
// On the demonstration case: 22 things that were said once by a report graded D or E, among
//   them that Leon Hartwell, who is a youth worker, exploits somebody. They carry no finding,
//   and are no ground to act on.
//
// Parameters: run these lines first, with your values, and then the question below them.
// low: grades of information that count as low
:param low => ['D', 'E'];
// from: date of the first report that is looked at
:param from => '2024-12-01';
// to: date of the last report that is looked at
:param to => '2025-03-01';

MATCH (report:Report)
WHERE date($from) <= report.date <= date($to) AND substring(report.grade, 1, 1) IN $low
MATCH path = (start)-[link:ASSOCIATES_WITH|CONTACTED|RELATED_TO|SUPPORTS|DIRECTS|RECRUITED
                        |SUPPLIES|PAYS|IN_DEBT_TO|THREATENS|ARRANGES_TRAVEL_FOR|ACCUSES|LIVES_AT
                        |VISITS|GAVE_ADDRESS|CONTROLS|USES|KEEPS|TIED_TO|SEEN_AT|MEMBER_OF
                        |SUSPECT_IN|CHARGED_IN|CONVICTED_IN|VICTIM_IN|WITNESS_IN|PRESENT_AT
                        |OCCURRED_AT|FOUND_AT]->(end)
WHERE link.report = report.id
  // Not where any report of a better grade, of whatever date, says the same of the same two.
  AND NOT EXISTS {
    MATCH (start)-[same]-(end)
    MATCH (better:Report {id: same.report})
    WHERE type(same) = type(link) AND NOT substring(better.grade, 1, 1) IN $low
  }
WITH type(link) AS says, start.id AS from, end.id AS to, report, path
ORDER BY report.date, report.id
RETURN says, from, to, collect(DISTINCT report.id + ' ' + report.grade) AS reports,
       count(DISTINCT coalesce(report.origin, report.id)) AS sources,
       max(report.date) AS latest, collect(path) AS picture
ORDER BY latest DESC, says, from, to
LIMIT 200;
