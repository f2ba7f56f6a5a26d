// Question: Who and what has to do with this address, and when?
// Answer: picture
// Columns:
//   path: the address, what joins the two, and the person, phone, vehicle, event or flag there;
//     for an event the people in it as well
// On the demonstration case: the home of Freya Heath, who is known to be at risk. George Lowe
//   controls it, the line's phone is tied to it, three missing children were found there, and
//   she was the victim of violence there.
//
// Parameters: run these lines first, with your values, and then the question below them.
// address: id of the address
:param address => 'a12';
// from: first day that is looked at
:param from => '2024-12-01';
// to: last day that is looked at
:param to => '2025-03-01';
// grades: grades of information that count; add 'D' and 'E' to see what is doubted
:param grades => ['A', 'B', 'C'];

MATCH path = (address:Address {id: $address})-[link]-(other)
             (()-[:PRESENT_AT|VICTIM_IN|SUSPECT_IN|CHARGED_IN|CONVICTED_IN]-(:Person)){0,1}
OPTIONAL MATCH (report:Report {id: coalesce(link.report, other.report)})
WITH path, link, report, coalesce(link.start_day, other.start_day, report.date) AS day,
     coalesce(link.end_day, other.end_day) AS end_day
WHERE (report IS NULL OR substring(report.grade, 1, 1) IN $grades)
  // Not what is tied to it by a telephone cell alone, nor a suspicion that ended with nothing.
  AND NOT coalesce(link.detail = 'cell', false)
  AND NONE(step IN relationships(path)
           WHERE coalesce(step.detail IN ['no_further_action', 'acquitted'], false))
  AND coalesce(day <= date($to), true)
  // What began earlier is shown if it is of a kind that lasts, unless its end is recorded.
  AND (day >= date($from)
       OR (type(link) IN ['LIVES_AT', 'CONTROLS', 'ABOUT', 'AIMED_AT']
           AND coalesce(end_day >= date($from), true)))
RETURN path
ORDER BY day DESC, link.id, length(path), [node IN nodes(path) | node.id]
LIMIT 200;
