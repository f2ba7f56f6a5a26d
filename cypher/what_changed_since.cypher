// Question: What have the imports since this day brought, and what did they change?
// Answer: list and picture
// Columns:
//   import: number of the import
//   imported: when it was made
//   by: who made it
//   change: new, or changed
//   what: the kind of link, or the label of what else it is
//   id: id of the link or row
//   joins: ids of the two that a link joins
//   was: for a changed row each value that is now another one, as it was before
//   picture: the link, or what else it is
// On the demonstration case: one import, which brought everything. Correct a case file and import it
//   again, and ask with the day of that second import.
//
// Starts from: Import, a short list by design.
//
// Parameters: run these lines first, with your values, and then the question below them.
// since: first day of the imports that are looked at
:param since => '2025-03-01';

MATCH (batch:Import)
WHERE date(datetime(batch.imported_at)) >= date($since)
CALL (batch) {
  MATCH path = (start)-[row:ASSOCIATES_WITH|CONTACTED|RELATED_TO|SUPPORTS|DIRECTS|RECRUITED
                          |SUPPLIES|PAYS|IN_DEBT_TO|THREATENS|ARRANGES_TRAVEL_FOR|ACCUSES
                          |LIVES_AT|VISITS|GAVE_ADDRESS|CONTROLS|USES|KEEPS|TIED_TO|SEEN_AT
                          |MEMBER_OF|SUSPECT_IN|CHARGED_IN|CONVICTED_IN|VICTIM_IN|WITNESS_IN
                          |PRESENT_AT|OCCURRED_AT|FOUND_AT]->(end)
  WHERE row.import_id = batch.id
  RETURN row, type(row) AS what, [start.id, end.id] AS joins, path AS picture
  UNION ALL
  MATCH (row:Report|Person|Address|Phone|Vehicle|Organisation|Account|Event|Flag|Order|Condition
             |OrderStep|Post)
  WHERE row.import_id = batch.id
  RETURN row, labels(row)[0] AS what, NULL AS joins, row AS picture
}
OPTIONAL MATCH (old:Version {id: row.id, version: row.version - 1})
WHERE old.table IN ['reports', 'people', 'addresses', 'phones', 'vehicles', 'organisations',
                    'accounts', 'events', 'flags', 'orders', 'conditions', 'order_steps', 'posts',
                    'links']
RETURN batch.id AS import, batch.imported_at AS imported, batch.imported_by AS by,
       CASE WHEN row.version > 1 THEN 'changed' ELSE 'new' END AS change, what, row.id AS id, joins,
       COLLECT {
         UNWIND keys(old) AS key
         WITH key, old[key] AS value
         WHERE NOT key IN ['table', 'kind', 'version', 'import_id', 'source_file', 'source_line',
                           'row_hash', 'start_at', 'end_at']
           AND coalesce(value <> CASE key WHEN 'from_id' THEN joins[0] WHEN 'to_id' THEN joins[1]
                                          ELSE row[key] END, true)
         RETURN key + ': ' + coalesce(toStringOrNull(value), '(several)') AS text ORDER BY text
       } AS was,
       picture
ORDER BY import DESC, change, what, id
LIMIT 500;
