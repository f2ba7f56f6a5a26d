// Question: Which newer numbers reach the same phones as this one: has it been swapped?
// Answer: list and picture
// Columns:
//   phone: id of the newer phone
//   number: its number
//   deal_line: whether it is flagged as the number of a drug line
//   in_common: how many phones both numbers were in contact with
//   share: what part of the newer number's contacts that is, from 0 to 1
//   first_day: first contact of the newer number
//   old_last_day: last contact of the old number with the phones in common; a swap if it is earlier
//   picture: the contacts in common
// On the demonstration case: the line's number t66 was never given up, and two newer numbers
//   that are flagged as a line's, t43 and t36, each reached one of its customers once. One
//   contact in common is little: read it with who holds the phones.
//
// Parameters: run these lines first, with your values, and then the question below them.
// phone: id of the old phone
:param phone => 't66';
// in_common: fewest contacts in common that are shown
:param in_common => 1;
// share: smallest part of the newer number's contacts that are the same
:param share => 0.5;
// from: first day that is looked at
:param from => '2024-03-01';
// to: last day that is looked at
:param to => '2025-03-01';
// grades: grades of information that count; add 'D' and 'E' to see what is doubted
:param grades => ['A', 'B', 'C'];

MATCH (old:Phone {id: $phone})-[call:CONTACTED]-(contact:Phone)
MATCH (report:Report {id: call.report})
WHERE substring(report.grade, 1, 1) IN $grades
  AND date($from) <= coalesce(call.start_day, report.date) <= date($to)
WITH old, contact, min(coalesce(call.start_day, report.date)) AS old_first_day,
     max(coalesce(call.start_day, report.date)) AS old_last_day
MATCH path = (contact)-[call:CONTACTED]-(new:Phone)
WHERE new <> old
MATCH (report:Report {id: call.report})
WHERE substring(report.grade, 1, 1) IN $grades
  AND date($from) <= coalesce(call.start_day, report.date) <= date($to)
WITH old, new, min(coalesce(call.start_day, report.date)) AS first_day,
     min(old_first_day) AS old_first_day, max(old_last_day) AS old_last_day,
     count(DISTINCT contact) AS in_common, collect(path) AS picture
WHERE in_common >= $in_common AND first_day > old_first_day
WITH *, toFloat(in_common) / COUNT { MATCH (new)-[:CONTACTED]-(any:Phone) RETURN DISTINCT any }
     AS share
WHERE share >= $share
RETURN new.id AS phone, new.number AS number,
       EXISTS { (:Flag {flag: 'deal_line'})-[:ABOUT]->(new) } AS deal_line,
       in_common, share, first_day, old_last_day, picture
ORDER BY in_common DESC, share DESC, first_day, phone
LIMIT 20;
