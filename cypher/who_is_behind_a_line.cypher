// Question: Who holds this phone, whom is it in contact with, and where is it tied to?
// Answer: picture
// Columns:
//   path: a holder, a contact with the people who use that phone, or an address
// On the demonstration case: the line's phone, t66: held by Jamal Vale and Leon Sands, tied to
//   the home a12, and in touch with six phones, one of them used by a child, Tyler Tarn.
//
// Parameters: run these lines first, with your values, and then the question below them.
// phone: id of the phone
:param phone => 't66';
// from: first day that is looked at
:param from => '2024-09-01';
// to: last day that is looked at
:param to => '2025-03-01';
// grades: grades of information that count; add 'D' and 'E' to see what is doubted
:param grades => ['A', 'B', 'C'];

MATCH (phone:Phone {id: $phone})
MATCH path = (phone)-[link:USES|CONTROLS|CONTACTED|TIED_TO]-(other)
             (()<-[:USES]-(:Person)){0,1}
MATCH (report:Report {id: link.report})
WITH path, link, other, report, coalesce(link.start_day, report.date) AS day
// A telephone cell covers many homes, and says nothing of one.
WHERE substring(report.grade, 1, 1) IN $grades AND date($from) <= day <= date($to)
  AND NOT coalesce(link.detail = 'cell', false)
RETURN path
ORDER BY day DESC, link.id, length(path)
LIMIT 200;
