// Question: What is the shortest way from one person to the other, by links of this time?
// Answer: picture
// Columns:
//   path: each shortest way from the first to the second person, at most six links long
// On the demonstration case: Ian Stone, whose home was taken over, does not know Jamal Vale.
//   Three links join them: Nathan Sands supplies Stone and holds a debt over him, was seen with
//   Leon Sands, and Leon Sands pays Vale and is directed by him. To be on a way says nothing
//   against anybody.
//
// Ways do not lead through professionals, nor through public places, hostels and hotels.
//
// Parameters: run these lines first, with your values, and then the question below them.
// person: id of the first person
:param person => 'p12';
// other: id of the second person
:param other => 'p36';
// from: first day that is looked at
:param from => '2024-09-01';
// to: last day that is looked at
:param to => '2025-03-01';
// grades: grades of information that count; add 'D' and 'E' to see what is doubted
:param grades => ['A', 'B', 'C'];

MATCH (person:Person {id: $person})
MATCH (other:Person {id: $other})
MATCH path = ALL SHORTEST (person)(
  (near)-[link]-(far)
  WHERE EXISTS {
    MATCH (report:Report {id: link.report})
    WHERE substring(report.grade, 1, 1) IN $grades
      AND date($from) <= coalesce(link.start_day, report.date) <= date($to)
  }
  // Not by a suspicion that ended with nothing, nor by what many people share.
  AND NOT coalesce(link.detail IN ['no_further_action', 'acquitted', 'cell'], false)
  AND NOT coalesce(far.use IN ['public', 'hostel', 'hotel'], false)
  AND NOT EXISTS { (:Flag {flag: 'professional'})-[:ABOUT]->(far) }
){1,6} (other)
RETURN path
ORDER BY [link IN relationships(path) | link.id]
LIMIT 20;
