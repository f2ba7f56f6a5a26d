// Question: What does this one report say?
// Answer: picture
// Columns:
//   path: each thing that the report says: a link, a flag, an event or a post
// On the demonstration case: report r503, graded 1AC, tells of the line's phone: that Leon
//   Sands controls it, that it is tied to the home a12, and that it was in touch with the
//   phones of three adults and of a child.
//
// Parameters: run these lines first, with your values, and then the question below them.
// report: id of the report
:param report => 'r503';

CALL () {
  MATCH path = ()-[link:ASSOCIATES_WITH|CONTACTED|RELATED_TO|SUPPORTS|DIRECTS|RECRUITED|SUPPLIES
                   |PAYS|IN_DEBT_TO|THREATENS|ARRANGES_TRAVEL_FOR|ACCUSES|LIVES_AT|VISITS
                   |GAVE_ADDRESS|CONTROLS|USES|KEEPS|TIED_TO|SEEN_AT|MEMBER_OF|SUSPECT_IN
                   |CHARGED_IN|CONVICTED_IN|VICTIM_IN|WITNESS_IN|PRESENT_AT|OCCURRED_AT|FOUND_AT]->()
  WHERE link.report = $report
  RETURN path, link.id AS id
  UNION ALL
  MATCH (flag:Flag {report: $report})
  MATCH path = (flag)-[:ABOUT]->()
  RETURN path, flag.id AS id
  UNION ALL
  MATCH (event:Event {report: $report})
  MATCH path = (event)
  RETURN path, event.id AS id
  UNION ALL
  MATCH (post:Post {report: $report})
  MATCH path = (post)-[:POSTED_ON]->()
  RETURN path, post.id AS id
}
RETURN path
ORDER BY id
LIMIT 500;
