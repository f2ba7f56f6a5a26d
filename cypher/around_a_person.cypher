// Question: Who and what is one step away from this person, and when?
// Answer: picture
// Columns:
//   path: the person, what joins the two, and the person, place, thing, event, flag or order there
// On the demonstration case: Robbie Wren, 16. He owes money to Jade Winter and Leon Sands, was
//   missing twice, gave the address of a home that was taken over as his own, and a referral is
//   pending (flag f22). He is also said to direct, recruit and threaten two other children:
//   somebody who is used, and made to use others.
//
// Parameters: run these lines first, with your values, and then the question below them.
// person: id of the person
:param person => 'p76';
// from: first day that is looked at
:param from => '2024-12-01';
// to: last day that is looked at
:param to => '2025-03-01';
// grades: grades of information that count; add 'D' and 'E' to see what is doubted
:param grades => ['A', 'B', 'C'];

MATCH path = (person:Person {id: $person})-[link]-(other)
// An order rests on no report; everything else does.
OPTIONAL MATCH (report:Report {id: coalesce(link.report, other.report)})
WITH path, link, report,
     coalesce(link.start_day, other.start_day, other.made_day, report.date) AS day,
     coalesce(link.end_day, other.end_day, other.ends) AS end_day
WHERE (report IS NULL OR substring(report.grade, 1, 1) IN $grades)
  AND day <= date($to)
  // A suspicion that ended with nothing is not drawn; timeline_of_a_person lists it.
  AND NOT coalesce(link.detail IN ['no_further_action', 'acquitted'], false)
  // What began earlier is shown if it is of a kind that lasts, unless its end is recorded.
  AND (day >= date($from)
       OR (type(link) IN ['RELATED_TO', 'SUPPORTS', 'LIVES_AT', 'USES', 'KEEPS', 'MEMBER_OF',
                          'CONTROLS', 'ABOUT', 'ON']
           AND coalesce(end_day >= date($from), true)))
RETURN path
ORDER BY day DESC, link.id
LIMIT 200;
