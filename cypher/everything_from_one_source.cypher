// Question: What rests on this one source, over all its reports?
// Answer: list and picture
// Columns:
//   report: id of the report
//   date: its date
//   grade: its grade
//   says: the kind of each thing that it says
//   about: ids of the people, places and things that it names
//   picture: the links
// On the demonstration case: source-b told, in two reports, of journeys that Beth Alder
//   arranged for two children, of drugs and of a threat. All of it counts as one source,
//   however often it is told.
//
// Parameters: run these lines first, with your values, and then the question below them.
// origin: the origin that the reports name; for a report that names none, the id of the report
:param origin => 'source-b';
// grades: grades of information that are shown
:param grades => ['A', 'B', 'C', 'D', 'E'];

CALL () {
  MATCH (report:Report {origin: $origin}) RETURN report
  UNION
  MATCH (report:Report {id: $origin}) RETURN report
}
WITH report
WHERE substring(report.grade, 1, 1) IN $grades
MATCH path = (start)-[link:ASSOCIATES_WITH|CONTACTED|RELATED_TO|SUPPORTS|DIRECTS|RECRUITED
                        |SUPPLIES|PAYS|IN_DEBT_TO|THREATENS|ARRANGES_TRAVEL_FOR|ACCUSES|LIVES_AT
                        |VISITS|GAVE_ADDRESS|CONTROLS|USES|KEEPS|TIED_TO|SEEN_AT|MEMBER_OF
                        |SUSPECT_IN|CHARGED_IN|CONVICTED_IN|VICTIM_IN|WITNESS_IN|PRESENT_AT
                        |OCCURRED_AT|FOUND_AT]->(end)
WHERE link.report = report.id
WITH report, link, path, [start.id, end.id] AS ends
ORDER BY link.id
WITH report, collect(DISTINCT type(link)) AS says, collect(ends) AS ends, collect(path) AS picture
RETURN report.id AS report, report.date AS date, report.grade AS grade, says,
       COLLECT { UNWIND ends AS pair UNWIND pair AS id RETURN DISTINCT id ORDER BY id } AS about,
       picture
ORDER BY date, report
LIMIT 500;
