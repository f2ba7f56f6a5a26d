// [[[cog
//   import cog
//   from netgraph.in_database.question import question_file
//   cog.out(question_file("likely_victim"))
// ]]]
// Question: Who is recorded as used or harmed by others and may need protecting, and why?
// Answer: list
// Columns:
//   subject: id of the person
//   label: what people read beside it
//   support: strong, moderate or limited, by rule
//   points: sum of the points of the reasons for and against
//   independent_sources: how many independent sources tell of the reasons for
//   last_act: latest day of something that was done, happened or was told
//   reasons: what speaks for it: indicator, points, what it looks at, day, and the ids of the
//      links, reports, events and flags that it rests on
//   against: what speaks against it, in the same form
//   agencies: which agencies have reported
// On the demonstration case: p56 comes first: brought in by others, threatened, told what to do,
//   missing and found far from home. p76 is in this answer although exploiter.cypher shows p76 as
//   well: a child who acts for others may be made to.
//
// Each row is a lead for a person to judge. The rules are those of netgraph find, from what is
// recorded and not from stored findings, without the reasons that rest on other findings
// (docs/neo4j.md). Generated from netgraph/in_database: make docs writes it again.
//
// Parameters: run these lines first, with your values, and then the question below them.
// as_of: the day to look from
:param as_of => '2025-03-01';
// subject: id of one to look at; null for all
:param subject => null;
// limit: most rows of the answer, most points first
:param limit => 100;
// conduct_days: how many days back conduct, disclosures and events count
:param conduct_days => 1095;
// seen_days: how many days back visits, contacts and sightings count
:param seen_days => 180;
// halved_after_days: conduct, disclosures and events older than this weigh half
:param halved_after_days => 365;
// support: points and independent sources that each name of support needs
:param support => {strong: {points: 8, sources: 3}, moderate: {points: 5, sources: 2}, limited: {points: 3}};
// points: points of each indicator
:param points => {recorded_victim_of_exploitation: 4, found_far_or_with_suspects: 3, home_controlled_by_others: 3, in_debt_to_somebody: 3, recruited_by_somebody: 3, referred_to_nrm: 3, told_what_to_do: 3, travel_arranged_by_others: 3, arrested_holding_little: 2, disclosed_by_themselves: 2, given_drugs_to_hold: 2, harmed_by_recorded_people: 2, older_contacts_with_conduct: 2, robbed_near_supply_contact: 2, runs_for_line: 2, threatened_by_somebody: 2, travelled_far_from_home: 2, at_risk: 1, many_handsets: 1, missing_episodes: 1, found_with_family: 0, in_care: 0, referral_decided_negatively: 0, threats_were_answered: 0, arranged_by_a_firm_or_school: -2, travelled_with_a_group: -2};

WITH date($as_of) AS today
WITH today, today - duration({days: $conduct_days}) AS conduct_from,
  today - duration({days: $seen_days}) AS seen_from, COUNT { (:Import) } AS imports
CALL () {
  MATCH (person:Person {id: $subject})
  RETURN person
  UNION ALL
  WITH 1 AS all WHERE $subject IS NULL
  MATCH (person:Person)
  RETURN person
}
WITH * WHERE NOT coalesce(false, false)
WITH today, conduct_from, seen_from, imports, collect(person) AS looked_for
// Links that may not be used: not known on the day, graded E, or D and not confirmed.
CALL (today, imports) {
  MATCH (report:Report)
  WHERE report.date > today OR report.information IN ['D', 'E']
  WITH collect(report.id) AS looked_at
  MATCH (one)-[link]->(other)
  WHERE link.report IN looked_at OR link.start_day > today OR link.import_id > imports
    OPTIONAL MATCH (report:Report {id: link.report})
  WITH * WHERE NOT coalesce(link.import_id <= imports AND report.date <= today AND coalesce(link.start_day <= today, true), false)
    OR report.information = 'E'
    OR report.information = 'D' AND NOT EXISTS {
    MATCH (one)-[beside]-(other)
    WHERE type(beside) = type(link)
      AND (startNode(beside) = one OR type(beside) IN ['ASSOCIATES_WITH', 'RELATED_TO'])
    MATCH (second:Report {id: beside.report})
    WHERE beside.import_id <= imports AND second.date <= today AND coalesce(beside.start_day <= today, true) AND second.information IN ['A', 'B', 'C']
      AND coalesce(trim(second.origin), second.id) <> coalesce(trim(report.origin), report.id)
  }
  RETURN collect(link) AS doubtful
}
// Roles in an event of which the person was cleared, and not convicted.
CALL (today, imports) {
  MATCH (accused:Person)-[link:SUSPECT_IN|CHARGED_IN|CONVICTED_IN]->(event:Event)
  WHERE link.detail IN ['no_further_action', 'acquitted']
  WITH *, link.report AS told_by
  MATCH (report:Report {id: told_by})
  WHERE link.import_id <= imports AND report.date <= today AND coalesce(link.start_day <= today, true) AND report.information <> 'E'
  WITH DISTINCT accused, event
  WITH *, EXISTS {
    MATCH (accused)-[verdict:CONVICTED_IN]->(event)
    MATCH (judging:Report {id: verdict.report})
    WHERE verdict.import_id <= imports AND judging.date <= today AND coalesce(verdict.start_day <= today, true) AND judging.information IN ['A', 'B', 'C']
      AND NOT coalesce(verdict.detail, '') IN ['no_further_action', 'acquitted']
  } AS convicted
  MATCH (accused)-[link:SUSPECT_IN|CHARGED_IN|CONVICTED_IN]->(event)
  WHERE link.detail IN ['no_further_action', 'acquitted'] OR NOT convicted
  RETURN collect(link) AS cleared
}
// Events that may not be used: by their own report, or without one by the best that tells of them.
CALL (today, imports) {
  MATCH (event:Event)
    OPTIONAL MATCH (own:Report {id: event.report})
  WITH * WHERE NOT coalesce(own.date <= today AND own.information IN ['A', 'B', 'C'], false)
  WITH * WHERE own.date > today OR own.information = 'E' OR NOT EXISTS {
    MATCH (event)-[link:SUSPECT_IN|CHARGED_IN|CONVICTED_IN|VICTIM_IN|WITNESS_IN|PRESENT_AT|OCCURRED_AT|FOUND_AT]-()
    MATCH (report:Report {id: link.report})
    WHERE link.import_id <= imports AND report.date <= today AND coalesce(link.start_day <= today, true) AND report.information IN ['A', 'B', 'C']
      AND coalesce(coalesce(trim(own.origin), own.id) <> coalesce(trim(report.origin), report.id), true)
  }
  RETURN collect(event) AS doubtful_events
}
WITH *, doubtful + cleared + doubtful_events AS set_aside
// Flags in force, and whom they mark.
CALL (today, imports) {
  MATCH (flag:Flag)-[:ABOUT]->(subject)
  WITH *, flag.report AS told_by
  MATCH (report:Report {id: told_by})
  WHERE flag.import_id <= imports AND report.date <= today AND coalesce(flag.start_day <= today, true) AND coalesce(flag.end_day >= today, true)
    AND (report.information IN ['A', 'B', 'C'] OR report.information = 'D' AND EXISTS {
      MATCH (beside:Flag)-[:ABOUT]->(subject)
      WHERE beside.flag = flag.flag AND coalesce(beside.value, '') = coalesce(flag.value, '')
      MATCH (second:Report {id: beside.report})
      WHERE beside.import_id <= imports AND second.date <= today AND coalesce(beside.start_day <= today, true) AND coalesce(beside.end_day >= today, true) AND second.information IN ['A', 'B', 'C']
        AND coalesce(trim(second.origin), second.id) <> coalesce(trim(report.origin), report.id)
  })
  WITH *, coalesce(flag.start_day, report.date) AS day
  ORDER BY day DESC, flag.value DESC
  RETURN collect({flag: flag.flag, value: flag.value, id: flag.id, subject: subject, day: day,
        report: report.id, origin: coalesce(trim(report.origin), report.id)}) AS marks
}
CALL (marks) {
  UNWIND marks AS mark
  WITH mark.flag AS flag, mark.subject AS subject, collect([mark.value])[0][0] AS latest
  RETURN collect(CASE WHEN flag = 'professional' THEN subject END) AS professionals,
    collect(CASE WHEN flag = 'nrm' AND latest IN ['pending', 'positive'] THEN subject END) AS referred,
    collect(CASE WHEN flag = 'at_risk' AND latest IS NOT NULL THEN subject END) AS at_risk,
    collect(CASE WHEN flag = 'deal_line' THEN subject END) AS lines
}
WITH *, at_risk + referred AS exposed
// People recorded for exploiting others.
CALL (today, conduct_from, set_aside, lines, professionals) {
  CALL (*) {
    MATCH (doer:Person)-[link:DIRECTS|RECRUITED|SUPPLIES|THREATENS]->(other:Person)
    WHERE doer <> other AND NOT link IN set_aside
    WITH *, link.report AS told_by
    MATCH (report:Report {id: told_by})
    WITH *, coalesce(link.start_day, report.date) AS day
    WITH *, CASE WHEN coalesce(link.end_day, day) <= day THEN day
      WHEN link.end_day > today THEN today ELSE link.end_day END AS last
    WHERE last >= conduct_from
    RETURN doer
    UNION
    MATCH (doer:Person)<-[link:IN_DEBT_TO]-(other:Person)
    WHERE doer <> other AND NOT link IN set_aside
    WITH *, link.report AS told_by
    MATCH (report:Report {id: told_by})
    WITH *, coalesce(link.start_day, report.date) AS day
    WITH *, CASE WHEN coalesce(link.end_day, day) <= day THEN day
      WHEN link.end_day > today THEN today ELSE link.end_day END AS last
    WHERE last >= conduct_from
    RETURN doer
    UNION
    MATCH (doer:Person)-[link:CONTROLS]->(thing)
    WHERE NOT link IN set_aside
      AND (thing IN lines OR thing:Address AND NOT EXISTS { (doer)-[stay:LIVES_AT]->(thing) WHERE NOT stay IN set_aside })
    WITH *, link.report AS told_by
    MATCH (report:Report {id: told_by})
    WITH *, coalesce(link.start_day, report.date) AS day
    WITH *, CASE WHEN coalesce(link.end_day, day) <= day THEN day
      WHEN link.end_day > today THEN today ELSE link.end_day END AS last
    WHERE last >= conduct_from
    RETURN doer
    UNION
    MATCH (doer:Person)-[link:SUSPECT_IN|CHARGED_IN|CONVICTED_IN]->(event:Event)
    WHERE event.type IN ['exploitation', 'modern_slavery', 'drug_supply'] AND conduct_from <= event.start_day <= today
      AND NOT link IN set_aside AND NOT event IN set_aside
    WITH *, link.report AS told_by
    MATCH (report:Report {id: told_by})
    WITH *, coalesce(link.start_day, report.date) AS day
    WITH *, CASE WHEN coalesce(link.end_day, day) <= day THEN day
      WHEN link.end_day > today THEN today ELSE link.end_day END AS last
    WHERE last >= conduct_from
    RETURN doer
  }
  WITH doer WHERE NOT doer IN professionals
  RETURN collect(doer) AS recorded
}
// Where drugs were supplied, and homes that somebody else controls.
CALL (today, conduct_from, set_aside) {
  CALL (*) {
    MATCH (event:Event)
    WHERE event.type = 'drug_supply' AND conduct_from <= event.start_day <= today
      AND NOT event IN set_aside
    CALL (*) {
        OPTIONAL MATCH (event)-[scene:OCCURRED_AT]->(address:Address)
      WHERE NOT scene IN set_aside
        OPTIONAL MATCH (said:Report {id: scene.report})
      RETURN address AS scene ORDER BY coalesce(scene.start_day, said.date), address.id LIMIT 1
    }
    RETURN scene
    UNION
    MATCH (doer:Person)-[link:CONTROLS]->(scene:Address)
    WHERE NOT link IN set_aside AND NOT EXISTS { (doer)-[stay:LIVES_AT]->(scene) WHERE NOT stay IN set_aside }
    WITH *, link.report AS told_by
    MATCH (report:Report {id: told_by})
    WITH *, coalesce(link.start_day, report.date) AS day
    WITH *, CASE WHEN coalesce(link.end_day, day) <= day THEN day
      WHEN link.end_day > today THEN today ELSE link.end_day END AS last
    WHERE last >= conduct_from
    RETURN scene
  }
  RETURN collect(scene) AS supplied
}
UNWIND looked_for AS person
// What they are recorded to have done to others, and others to them.
CALL (*) {
  MATCH (person)-[link:DIRECTS|RECRUITED|SUPPLIES|PAYS|IN_DEBT_TO|THREATENS|ARRANGES_TRAVEL_FOR|ACCUSES]-(fellow:Person)
  WHERE fellow <> person AND NOT link IN set_aside
  WITH *, link.report AS told_by
  MATCH (report:Report {id: told_by})
  WITH *, coalesce(link.start_day, report.date) AS day
  WITH *, CASE WHEN coalesce(link.end_day, day) <= day THEN day
    WHEN link.end_day > today THEN today ELSE link.end_day END AS last
  WHERE last >= conduct_from
  WITH *, (startNode(link) = person) <> (type(link) IN ['ACCUSES', 'IN_DEBT_TO', 'PAYS']) AS did
  WITH *, CASE WHEN did THEN person ELSE fellow END AS doer,
    CASE WHEN did THEN fellow ELSE person END AS other
  WITH *, coalesce((day.year - other.date_of_birth.year - CASE WHEN day.month * 100 + day.day < other.date_of_birth.month * 100 + other.date_of_birth.day THEN 1 ELSE 0 END) < 18, false) AS young
  RETURN collect({kind: type(link), did: did, fellow: fellow.id, link: link.id, report: report.id,
        origin: coalesce(trim(report.origin), report.id), day: last,
        dependable: report.source IN [1, 2] AND report.information IN ['A', 'B', 'C'],
        young: young, age_unknown: other.date_of_birth IS NULL, at_risk: other IN exposed,
        family: EXISTS { (person)-[tie:RELATED_TO]-(fellow) WHERE NOT tie IN set_aside AND NOT (young AND coalesce(tie.detail, '') = 'partner') },
        helper: EXISTS { (person)-[help:SUPPORTS]-(fellow) WHERE NOT help IN set_aside }, by_professional: doer IN professionals}) AS between
}
WITH *, [each IN between | each {.*, both_ways: any(back IN between WHERE back.kind = each.kind
        AND back.fellow = each.fellow AND back.did <> each.did)}] AS deeds
// Who controls their home without living there, and is neither family nor a carer.
CALL (*) {
  MATCH (person)-[living:LIVES_AT]->(thing:Address)<-[link:CONTROLS]-(doer:Person)
  WHERE NOT living IN set_aside AND coalesce(living.end_day >= today, true)
    AND NOT link IN set_aside AND NOT doer IN professionals
    AND coalesce(thing.use, 'home') IN ['home', 'supported_living', 'unknown']
    AND NOT EXISTS { (doer)-[stay:LIVES_AT]->(thing) WHERE NOT stay IN set_aside }
    AND NOT EXISTS { (thing)<-[stay:LIVES_AT]-(:Person)-[tie:RELATED_TO]-(doer)
    WHERE NOT stay IN set_aside AND NOT tie IN set_aside AND coalesce(tie.detail, '') <> 'partner' }
    AND NOT EXISTS { (thing)<-[stay:LIVES_AT]-(:Person)-[help:SUPPORTS]-(doer)
    WHERE NOT stay IN set_aside AND NOT help IN set_aside }
  WITH *, link.report AS told_by
  MATCH (report:Report {id: told_by})
  WITH *, coalesce(link.start_day, report.date) AS day
  WITH *, CASE WHEN coalesce(link.end_day, day) <= day THEN day
    WHEN link.end_day > today THEN today ELSE link.end_day END AS last
  WHERE last >= conduct_from
  RETURN collect({fellow: doer.id, home: thing.id, link: link.id, report: report.id,
        origin: coalesce(trim(report.origin), report.id), day: last}) AS held
}
// Whom nothing is told of that a lead could rest on cannot be in the answer.
WITH * WHERE size(held) > 0 OR person IN referred OR any(each IN deeds WHERE NOT each.did)
  OR EXISTS { (person)-[:PRESENT_AT|VICTIM_IN|SUSPECT_IN|CHARGED_IN|CONVICTED_IN]->() }
WITH *, EXISTS {
  MATCH (person)-[link:VICTIM_IN]->(event:Event)
  WHERE event.type IN ['exploitation', 'modern_slavery'] AND event.start_day <= today
    AND NOT link IN set_aside
    AND NOT EXISTS { MATCH (later:Report {id: event.report}) WHERE later.date > today }
} AS recorded_as_victim
// Professionals, unless recorded or referred as victims of exploitation.
WITH * WHERE NOT person IN professionals OR person IN referred OR recorded_as_victim
CALL (*) {
    OPTIONAL MATCH (person)-[stay:LIVES_AT]->(address:Address)
  WHERE NOT stay IN set_aside AND coalesce(stay.end_day >= today, true)
    OPTIONAL MATCH (said:Report {id: stay.report})
  RETURN address AS lived ORDER BY coalesce(stay.start_day, said.date) DESC, address.id DESC LIMIT 1
}
// What happened to them or around them.
CALL (*) {
  MATCH (person)-[link:PRESENT_AT|VICTIM_IN|SUSPECT_IN|CHARGED_IN|CONVICTED_IN]->(event:Event)
  WHERE conduct_from <= event.start_day <= today AND NOT event IN set_aside
    AND NOT link IN doubtful
  MATCH (report:Report {id: link.report})
  WITH *, NOT link IN set_aside AS usable
  WHERE usable OR report.information IN ['A', 'B', 'C']
  CALL (*) {
      OPTIONAL MATCH (event)-[scene:OCCURRED_AT]->(address:Address)
    WHERE NOT scene IN set_aside
      OPTIONAL MATCH (said:Report {id: scene.report})
    RETURN address AS scene ORDER BY coalesce(scene.start_day, said.date), address.id LIMIT 1
  }
  RETURN collect({event: event, id: event.id, type: event.type, kind: type(link),
        day: event.start_day, link: link.id, report: report.id, origin: coalesce(trim(report.origin), report.id),
        usable: usable, detail: coalesce(event.detail, '') + ' ' + coalesce(link.detail, ''),
        young: coalesce((event.start_day.year - person.date_of_birth.year - CASE WHEN event.start_day.month * 100 + event.start_day.day < person.date_of_birth.month * 100 + person.date_of_birth.day THEN 1 ELSE 0 END) < 18, false),
        far: 2 * 6371 * asin(sqrt(CASE WHEN haversin(radians(scene.lat - lived.lat)) + cos(radians(lived.lat)) * cos(radians(scene.lat)) * haversin(radians(scene.lon - lived.lon)) > 1 THEN 1 ELSE haversin(radians(scene.lat - lived.lat)) + cos(radians(lived.lat)) * cos(radians(scene.lat)) * haversin(radians(scene.lon - lived.lon)) END)) > 30}) AS episodes
}
// One reason for each indicator that holds; named as in docs/findings.md.
CALL (*) {
  // recorded_victim_of_exploitation
  UNWIND episodes AS each
  WITH * WHERE each.kind = 'VICTIM_IN' AND each.usable AND each.type IN ['exploitation', 'modern_slavery']
  WITH count(*) AS rows,
    max(each.day) AS day,
    collect(DISTINCT each.link) AS links,
    collect(DISTINCT each.report) AS reports,
    collect(DISTINCT each.id) AS events,
    [] AS flags,
    [] AS others,
    count(DISTINCT each.id) AS happened,
    count(DISTINCT each.origin) AS sources
  WHERE rows > 0
  RETURN {indicator: 'recorded_victim_of_exploitation', class: 'event',
      meaning: 'Recorded as the victim in an event of exploitation or modern slavery.',
      against: false, carries: true, amount: CASE WHEN happened < sources THEN happened ELSE sources END,
      points: $points.recorded_victim_of_exploitation,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {sources: sources}} AS reason
  UNION ALL
  // found_far_or_with_suspects
  UNWIND episodes AS episode
  WITH *, episode.event AS event
  WHERE episode.kind = 'PRESENT_AT' AND episode.usable AND episode.type = 'missing'
  MATCH (event)-[link:FOUND_AT]->(found)
  WHERE NOT link IN set_aside
  WITH *, EXISTS { (person)-[tie:RELATED_TO]-(found) WHERE NOT tie IN set_aside }
    OR EXISTS { (person)-[tie:RELATED_TO]-(:Person)-[stay:LIVES_AT]->(found)
    WHERE NOT tie IN set_aside AND NOT stay IN set_aside
      AND coalesce(stay.end_day >= today, true) }
    OR EXISTS { (person)-[stay:LIVES_AT]->(found) WHERE NOT stay IN set_aside } AS with_family
  WHERE NOT with_family AND (found IN recorded OR found IN supplied
      OR found:Address AND 2 * 6371 * asin(sqrt(CASE WHEN haversin(radians(found.lat - lived.lat)) + cos(radians(lived.lat)) * cos(radians(found.lat)) * haversin(radians(found.lon - lived.lon)) > 1 THEN 1 ELSE haversin(radians(found.lat - lived.lat)) + cos(radians(lived.lat)) * cos(radians(found.lat)) * haversin(radians(found.lon - lived.lon)) END)) > 30)
  WITH *, CASE WHEN found IN recorded THEN 'with somebody recorded for exploiting others'
    WHEN found IN supplied THEN 'where drugs were supplied or a home is controlled'
    ELSE 'far from home' END AS how
  MATCH (report:Report {id: link.report})
  UNWIND [{link: link.id, report: report.id, origin: coalesce(trim(report.origin), report.id)}, episode] AS part
  WITH part {.link, .report, .origin, id: episode.id, day: episode.day, place: found.id,
      how: how} AS each
  WITH count(*) AS rows,
    max(each.day) AS day,
    collect(DISTINCT each.link) AS links,
    collect(DISTINCT each.report) AS reports,
    collect(DISTINCT each.id) AS events,
    [] AS flags,
    collect(DISTINCT each.place) AS others,
    count(DISTINCT each.id) AS happened,
    count(DISTINCT each.origin) AS sources,
    collect(DISTINCT each.how) AS ways
  WHERE rows > 0
  RETURN {indicator: 'found_far_or_with_suspects', class: 'event',
      meaning: 'Missing, then found far from home, with somebody recorded for exploitation, or where drugs are supplied.',
      against: false, carries: true, amount: CASE WHEN happened < sources THEN happened ELSE sources END,
      points: $points.found_far_or_with_suspects,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {sources: sources, how: ways}} AS reason
  UNION ALL
  // home_controlled_by_others
  UNWIND held AS each
  WITH count(*) AS rows,
    max(each.day) AS day,
    collect(DISTINCT each.link) AS links,
    collect(DISTINCT each.report) AS reports,
    [] AS events,
    [] AS flags,
    collect(DISTINCT each.fellow) AS others,
    count(DISTINCT each.fellow) AS people,
    count(DISTINCT each.origin) AS sources,
    collect(DISTINCT each.home) AS homes
  WHERE rows > 0
  RETURN {indicator: 'home_controlled_by_others', class: 'conduct',
      meaning: 'Somebody who does not live there, no relative or carer, controls this person\'s home.',
      against: false, carries: true, amount: CASE WHEN people < sources THEN people ELSE sources END,
      points: $points.home_controlled_by_others,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {sources: sources, homes: homes}} AS reason
  UNION ALL
  // in_debt_to_somebody
  UNWIND deeds AS each
  WITH each WHERE NOT each.did AND each.kind = 'IN_DEBT_TO' AND NOT each.family AND NOT each.helper AND NOT each.by_professional
  WITH count(*) AS rows,
    max(each.day) AS day,
    collect(DISTINCT each.link) AS links,
    collect(DISTINCT each.report) AS reports,
    [] AS events,
    [] AS flags,
    collect(DISTINCT each.fellow) AS others,
    count(DISTINCT each.fellow) AS people,
    count(DISTINCT each.origin) AS sources
  WHERE rows > 0
  RETURN {indicator: 'in_debt_to_somebody', class: 'conduct',
      meaning: 'A debt is held over this person by somebody outside the family.',
      against: false, carries: true, amount: CASE WHEN people < sources THEN people ELSE sources END,
      points: $points.in_debt_to_somebody,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {sources: sources}} AS reason
  UNION ALL
  // recruited_by_somebody
  UNWIND deeds AS each
  WITH each WHERE NOT each.did AND each.kind = 'RECRUITED'
  WITH count(*) AS rows,
    max(each.day) AS day,
    collect(DISTINCT each.link) AS links,
    collect(DISTINCT each.report) AS reports,
    [] AS events,
    [] AS flags,
    collect(DISTINCT each.fellow) AS others,
    count(DISTINCT each.fellow) AS people,
    count(DISTINCT each.origin) AS sources,
    max(each.young) AS any_young
  WHERE rows > 0
  RETURN {indicator: 'recruited_by_somebody', class: 'conduct',
      meaning: 'Others brought this person into it; one point more if under 18 at the time.',
      against: false, carries: true, amount: CASE WHEN people < sources THEN people ELSE sources END,
      points: CASE WHEN any_young THEN 4 ELSE 3 END,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {sources: sources, child_words: CASE WHEN any_young THEN '; under 18 at the time' ELSE '' END}} AS reason
  UNION ALL
  // referred_to_nrm
  UNWIND marks AS each WITH each WHERE each.subject = person AND each.flag = 'nrm' AND each.value IN ['pending', 'positive']
  WITH count(*) AS rows,
    max(each.day) AS day,
    [] AS links,
    collect(DISTINCT each.report) AS reports,
    [] AS events,
    collect(DISTINCT each.id) AS flags,
    [] AS others,
    count(DISTINCT each.origin) AS sources,
    collect(DISTINCT each.value) AS values
  WHERE rows > 0
  RETURN {indicator: 'referred_to_nrm', class: 'context',
      meaning: 'Referred to the National Referral Mechanism, pending or decided positively.',
      against: false, carries: true, amount: sources,
      points: $points.referred_to_nrm,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {values: values}} AS reason
  UNION ALL
  // told_what_to_do
  UNWIND deeds AS each
  WITH each WHERE NOT each.did AND each.kind = 'DIRECTS'
  WITH count(*) AS rows,
    max(each.day) AS day,
    collect(DISTINCT each.link) AS links,
    collect(DISTINCT each.report) AS reports,
    [] AS events,
    [] AS flags,
    collect(DISTINCT each.fellow) AS others,
    count(DISTINCT each.fellow) AS people,
    count(DISTINCT each.origin) AS sources,
    max(each.young) AS any_young,
    max(each.age_unknown) AS any_age_unknown,
    max(each.at_risk) AS any_at_risk
  WHERE rows > 0
  RETURN {indicator: 'told_what_to_do', class: 'conduct',
      meaning: 'Others tell this person what to do for the line; a point less for an adult not at risk.',
      against: false, carries: true, amount: CASE WHEN people < sources THEN people ELSE sources END,
      points: CASE WHEN any_young OR any_age_unknown OR any_at_risk THEN 3 ELSE 2 END,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {sources: sources, child_words: CASE WHEN any_young THEN '; under 18 at the time' ELSE '' END}} AS reason
  UNION ALL
  // travel_arranged_by_others
  UNWIND deeds AS each
  WITH each WHERE NOT each.did AND each.kind = 'ARRANGES_TRAVEL_FOR' AND NOT each.family AND NOT each.helper AND NOT each.by_professional AND (each.young OR each.at_risk)
  WITH count(*) AS rows,
    max(each.day) AS day,
    collect(DISTINCT each.link) AS links,
    collect(DISTINCT each.report) AS reports,
    [] AS events,
    [] AS flags,
    collect(DISTINCT each.fellow) AS others,
    count(DISTINCT each.fellow) AS people,
    count(DISTINCT each.origin) AS sources,
    max(each.young) AS any_young
  WHERE rows > 0
  RETURN {indicator: 'travel_arranged_by_others', class: 'conduct',
      meaning: 'Somebody outside the family arranges a child\'s journeys; 2 points for an adult at risk.',
      against: false, carries: true, amount: CASE WHEN people < sources THEN people ELSE sources END,
      points: CASE WHEN any_young THEN 3 ELSE 2 END,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {sources: sources, child_words: CASE WHEN any_young THEN '; under 18 at the time' ELSE '' END}} AS reason
  UNION ALL
  // arrested_holding_little
  UNWIND episodes AS each
  WITH * WHERE each.kind IN ['SUSPECT_IN', 'CHARGED_IN', 'CONVICTED_IN'] AND each.young AND (each.type = 'drug_supply'
      OR each.type = 'drug_possession' AND coalesce(each.far, false))
  WITH count(*) AS rows,
    max(each.day) AS day,
    collect(DISTINCT each.link) AS links,
    collect(DISTINCT each.report) AS reports,
    collect(DISTINCT each.id) AS events,
    [] AS flags,
    [] AS others,
    count(DISTINCT each.id) AS happened,
    count(DISTINCT each.origin) AS sources,
    max(coalesce(each.far, false)) AS any_far,
    max(toLower(each.detail) =~ '(?s).*(small (amount|quantity)|a few wraps|little).*') AS any_little
  WHERE rows > 0
  RETURN {indicator: 'arrested_holding_little', class: 'event',
      meaning: 'Suspected of drug supply under 18; more when far from home, repeated, or holding little.',
      against: false, carries: true, amount: CASE WHEN happened < sources THEN happened ELSE sources END,
      points: CASE WHEN any_far THEN 3 ELSE 2 END + CASE WHEN CASE WHEN happened < sources THEN happened ELSE sources END < 2 THEN 0 WHEN any_far THEN 2 ELSE 1 END + CASE WHEN any_little THEN 1 ELSE 0 END,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {sources: sources, far_words: CASE WHEN any_far THEN ', far from home,' ELSE '' END, little_words: CASE WHEN any_little THEN ', holding little' ELSE '' END}} AS reason
  UNION ALL
  // disclosed_by_themselves
  UNWIND deeds AS each
  WITH * WHERE NOT each.did AND each.kind = 'ACCUSES' AND NOT person IN professionals
    AND (coalesce((each.day.year - person.date_of_birth.year - CASE WHEN each.day.month * 100 + each.day.day < person.date_of_birth.month * 100 + person.date_of_birth.day THEN 1 ELSE 0 END) < 18, false) OR person IN referred
      OR recorded_as_victim
      OR any(harm IN deeds WHERE NOT harm.did AND harm.fellow = each.fellow
        AND harm.kind IN ['DIRECTS', 'RECRUITED', 'SUPPLIES', 'THREATENS', 'ARRANGES_TRAVEL_FOR', 'IN_DEBT_TO']))
  WITH count(*) AS rows,
    max(each.day) AS day,
    collect(DISTINCT each.link) AS links,
    collect(DISTINCT each.report) AS reports,
    [] AS events,
    [] AS flags,
    collect(DISTINCT each.fellow) AS others,
    count(DISTINCT each.fellow) AS people,
    count(DISTINCT each.origin) AS sources
  WHERE rows > 0
  RETURN {indicator: 'disclosed_by_themselves', class: 'disclosure',
      meaning: 'Names an exploiter and is a child, referred, recorded as a victim, or acted upon by them.',
      against: false, carries: true, amount: CASE WHEN people < sources THEN people ELSE sources END,
      points: $points.disclosed_by_themselves,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {sources: sources}} AS reason
  UNION ALL
  // given_drugs_to_hold
  UNWIND deeds AS each
  WITH each WHERE NOT each.did AND each.kind = 'SUPPLIES' AND (each.young OR each.at_risk)
  WITH count(*) AS rows,
    max(each.day) AS day,
    collect(DISTINCT each.link) AS links,
    collect(DISTINCT each.report) AS reports,
    [] AS events,
    [] AS flags,
    collect(DISTINCT each.fellow) AS others,
    count(DISTINCT each.fellow) AS people,
    count(DISTINCT each.origin) AS sources,
    max(each.young) AS any_young
  WHERE rows > 0
  RETURN {indicator: 'given_drugs_to_hold', class: 'conduct',
      meaning: 'Drugs are handed to a child, or to an adult at risk (1 point); to others it says nothing.',
      against: false, carries: true, amount: CASE WHEN people < sources THEN people ELSE sources END,
      points: CASE WHEN any_young THEN 2 ELSE 1 END,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {sources: sources, child_words: CASE WHEN any_young THEN '; under 18 at the time' ELSE '' END}} AS reason
  UNION ALL
  // harmed_by_recorded_people
  UNWIND episodes AS harm
  WITH *, harm.event AS event
  WHERE harm.kind = 'VICTIM_IN' AND harm.usable AND harm.type IN ['violence', 'robbery', 'threat']
  MATCH (event)<-[link:SUSPECT_IN|CHARGED_IN|CONVICTED_IN]-(fellow:Person)
  WHERE fellow <> person AND fellow IN recorded AND NOT link IN set_aside
    AND NOT EXISTS { (person)-[tie:RELATED_TO]-(fellow) WHERE NOT tie IN set_aside }
  MATCH (report:Report {id: link.report})
  UNWIND [{link: link.id, report: report.id, origin: coalesce(trim(report.origin), report.id)}, harm] AS part
  WITH part {.link, .report, .origin, id: harm.id, day: harm.day, other: fellow.id} AS each
  WITH count(*) AS rows,
    max(each.day) AS day,
    collect(DISTINCT each.link) AS links,
    collect(DISTINCT each.report) AS reports,
    collect(DISTINCT each.id) AS events,
    [] AS flags,
    collect(DISTINCT each.other) AS others,
    count(DISTINCT each.id) AS happened,
    count(DISTINCT each.origin) AS sources
  WHERE rows > 0
  RETURN {indicator: 'harmed_by_recorded_people', class: 'event',
      meaning: 'Victim of violence, robbery or threats by a suspect who is recorded for exploitation.',
      against: false, carries: true, amount: CASE WHEN happened < sources THEN happened ELSE sources END,
      points: $points.harmed_by_recorded_people,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {sources: sources}} AS reason
  UNION ALL
  // older_contacts_with_conduct
  WITH * WHERE coalesce(((today - duration({days: 180})).year - person.date_of_birth.year - CASE WHEN (today - duration({days: 180})).month * 100 + (today - duration({days: 180})).day < person.date_of_birth.month * 100 + person.date_of_birth.day THEN 1 ELSE 0 END) < 18, false)
  CALL (*) {
    MATCH (person)-[link:ASSOCIATES_WITH|CONTACTED]-(fellow:Person)
    WHERE NOT link IN set_aside
    RETURN link, fellow
    UNION ALL
    MATCH (person)-[own:USES|CONTROLS]->(phone:Phone)
    WHERE NOT own IN set_aside
    WITH phone, max(own.end_day) AS until
    MATCH (phone)-[link:CONTACTED]-(called:Phone)
    WHERE NOT link IN set_aside
    MATCH (said:Report {id: link.report})
    WITH *, coalesce(link.start_day, said.date) AS call_day
    WHERE coalesce(until >= call_day, true)
    MATCH (called)<-[theirs:USES|CONTROLS]-(fellow:Person)
    WHERE NOT theirs IN set_aside
    WITH link, fellow, call_day, called, max(theirs.end_day) AS until
    WHERE coalesce(until >= call_day, true)
    RETURN link, fellow
  }
  WITH * WHERE fellow <> person
    AND fellow IN recorded AND (person.date_of_birth.year - fellow.date_of_birth.year - CASE WHEN person.date_of_birth.month * 100 + person.date_of_birth.day < fellow.date_of_birth.month * 100 + fellow.date_of_birth.day THEN 1 ELSE 0 END) >= 5
    AND NOT EXISTS { (person)-[tie:RELATED_TO]-(fellow) WHERE NOT tie IN set_aside AND coalesce(tie.detail, '') <> 'partner' } AND NOT EXISTS { (person)-[help:SUPPORTS]-(fellow) WHERE NOT help IN set_aside }
  WITH *, link.report AS told_by
  MATCH (report:Report {id: told_by})
  WITH *, coalesce(link.start_day, report.date) AS day
  WITH *, CASE WHEN coalesce(link.end_day, day) <= day THEN day
    WHEN link.end_day > today THEN today ELSE link.end_day END AS last
  WHERE last >= seen_from
  WITH * WHERE coalesce((last.year - person.date_of_birth.year - CASE WHEN last.month * 100 + last.day < person.date_of_birth.month * 100 + person.date_of_birth.day THEN 1 ELSE 0 END) < 18, false) AND NOT coalesce((last.year - fellow.date_of_birth.year - CASE WHEN last.month * 100 + last.day < fellow.date_of_birth.month * 100 + fellow.date_of_birth.day THEN 1 ELSE 0 END) < 18, false)
  WITH {fellow: fellow.id, link: link.id, report: report.id, origin: coalesce(trim(report.origin), report.id),
      day: last} AS each
  WITH count(*) AS rows,
    max(each.day) AS day,
    collect(DISTINCT each.link) AS links,
    collect(DISTINCT each.report) AS reports,
    [] AS events,
    [] AS flags,
    collect(DISTINCT each.fellow) AS others,
    count(DISTINCT each.fellow) AS people,
    count(DISTINCT each.origin) AS sources
  WHERE rows > 0
  RETURN {indicator: 'older_contacts_with_conduct', class: 'association',
      meaning: 'While a child, in touch with unrelated older adults who are recorded for exploitation.',
      against: false, carries: false, amount: CASE WHEN people < sources THEN people ELSE sources END,
      points: $points.older_contacts_with_conduct,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {sources: sources}} AS reason
  UNION ALL
  // robbed_near_supply_contact
  UNWIND episodes AS harm
  WITH * WHERE harm.kind = 'VICTIM_IN' AND harm.usable AND harm.type IN ['robbery', 'violence']
  CALL (*) {
    MATCH (person)-[link:ASSOCIATES_WITH|CONTACTED]-(fellow:Person)
    WHERE NOT link IN set_aside
    RETURN link, fellow
    UNION ALL
    MATCH (person)-[own:USES|CONTROLS]->(phone:Phone)
    WHERE NOT own IN set_aside
    WITH phone, max(own.end_day) AS until
    MATCH (phone)-[link:CONTACTED]-(called:Phone)
    WHERE NOT link IN set_aside
    MATCH (said:Report {id: link.report})
    WITH *, coalesce(link.start_day, said.date) AS call_day
    WHERE coalesce(until >= call_day, true)
    MATCH (called)<-[theirs:USES|CONTROLS]-(fellow:Person)
    WHERE NOT theirs IN set_aside
    WITH link, fellow, call_day, called, max(theirs.end_day) AS until
    WHERE coalesce(until >= call_day, true)
    RETURN link, fellow
  }
  WITH * WHERE fellow <> person
    AND fellow IN recorded
    AND NOT EXISTS { (person)-[tie:RELATED_TO]-(fellow) WHERE NOT tie IN set_aside } AND NOT EXISTS { (person)-[help:SUPPORTS]-(fellow) WHERE NOT help IN set_aside }
  WITH *, link.report AS told_by
  MATCH (report:Report {id: told_by})
  WITH *, coalesce(link.start_day, report.date) AS day
  WITH *, CASE WHEN coalesce(link.end_day, day) <= day THEN day
    WHEN link.end_day > today THEN today ELSE link.end_day END AS last
  WHERE harm.day - duration({days: 14}) <= last <= harm.day + duration({days: 14})
  UNWIND [{link: link.id, report: report.id, origin: coalesce(trim(report.origin), report.id)}, harm] AS part
  WITH part {.link, .report, .origin, id: harm.id, day: harm.day, other: fellow.id} AS each
  WITH count(*) AS rows,
    max(each.day) AS day,
    collect(DISTINCT each.link) AS links,
    collect(DISTINCT each.report) AS reports,
    collect(DISTINCT each.id) AS events,
    [] AS flags,
    collect(DISTINCT each.other) AS others,
    count(DISTINCT each.id) AS happened,
    count(DISTINCT each.origin) AS sources
  WHERE rows > 0
  RETURN {indicator: 'robbed_near_supply_contact', class: 'event',
      meaning: 'Victim of robbery or violence near contact with somebody recorded for exploitation.',
      against: false, carries: true, amount: CASE WHEN happened < sources THEN happened ELSE sources END,
      points: $points.robbed_near_supply_contact,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {sources: sources}} AS reason
  UNION ALL
  // runs_for_line
  UNWIND episodes AS move
  WITH * WHERE move.usable AND move.far AND move.kind <> 'VICTIM_IN'
    AND move.type IN ['stop_search', 'custody', 'travel', 'drug_supply', 'drug_possession']
  MATCH (person)-[own:USES|CONTROLS]->(phone:Phone)-[link:CONTACTED]-(line:Phone)
  WHERE line IN lines AND NOT own IN set_aside AND NOT link IN set_aside
    AND NOT EXISTS {
    MATCH (person)-[holding:USES|CONTROLS]->(line) WHERE NOT holding IN set_aside }
  MATCH (report:Report {id: link.report})
  WITH *, coalesce(link.start_day, report.date) AS day
  WHERE day <= move.day <= day + duration({days: 3})
  UNWIND [{link: link.id, report: report.id, origin: coalesce(trim(report.origin), report.id)}, move] AS part
  WITH part {.link, .report, .origin, id: move.id, day: move.day, line: line.id} AS each
  WITH count(*) AS rows,
    max(each.day) AS day,
    collect(DISTINCT each.link) AS links,
    collect(DISTINCT each.report) AS reports,
    collect(DISTINCT each.id) AS events,
    [] AS flags,
    collect(DISTINCT each.line) AS others,
    count(DISTINCT each.id) AS happened,
    count(DISTINCT each.origin) AS sources
  WHERE rows > 0
  RETURN {indicator: 'runs_for_line', class: 'association',
      meaning: 'Calls between a drug line and this person\'s telephone, then a journey far from home.',
      against: false, carries: false, amount: CASE WHEN happened < sources THEN happened ELSE sources END,
      points: $points.runs_for_line,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {sources: sources}} AS reason
  UNION ALL
  // threatened_by_somebody
  UNWIND deeds AS each
  WITH each WHERE NOT each.did AND each.kind = 'THREATENS' AND NOT each.both_ways
  WITH count(*) AS rows,
    max(each.day) AS day,
    collect(DISTINCT each.link) AS links,
    collect(DISTINCT each.report) AS reports,
    [] AS events,
    [] AS flags,
    collect(DISTINCT each.fellow) AS others,
    count(DISTINCT each.fellow) AS people,
    count(DISTINCT each.origin) AS sources,
    max(NOT each.family) AS any_outside,
    max(NOT each.family AND (each.young OR each.at_risk)) AS any_exposed,
    max(each.young) AS any_young
  WHERE rows > 0
  RETURN {indicator: 'threatened_by_somebody', class: 'conduct',
      meaning: 'Threatened or punished by somebody: 2 points, 3 for a child, a person at risk or by several.',
      against: false, carries: true, amount: CASE WHEN people < sources THEN people ELSE sources END,
      points: CASE WHEN any_outside AND (any_exposed OR CASE WHEN people < sources THEN people ELSE sources END >= 2) THEN 3 WHEN any_outside THEN 2 ELSE 1 END,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {sources: sources, child_words: CASE WHEN any_young THEN '; under 18 at the time' ELSE '' END}} AS reason
  UNION ALL
  // travelled_far_from_home
  UNWIND episodes AS each
  WITH * WHERE each.kind = 'PRESENT_AT' AND each.usable AND each.far AND each.type IN ['stop_search', 'custody', 'travel'] AND (each.young OR person IN at_risk)
  WITH count(*) AS rows,
    max(each.day) AS day,
    collect(DISTINCT each.link) AS links,
    collect(DISTINCT each.report) AS reports,
    collect(DISTINCT each.id) AS events,
    [] AS flags,
    [] AS others,
    count(DISTINCT each.id) AS happened,
    count(DISTINCT each.origin) AS sources
  WHERE rows > 0
  RETURN {indicator: 'travelled_far_from_home', class: 'event',
      meaning: 'A child or person at risk stopped, in custody or travelling far from home.',
      against: false, carries: true, amount: CASE WHEN happened < sources THEN happened ELSE sources END,
      points: $points.travelled_far_from_home,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {sources: sources}} AS reason
  UNION ALL
  // at_risk
  UNWIND marks AS each WITH each WHERE each.subject = person AND each.flag = 'at_risk'
  WITH count(*) AS rows,
    max(each.day) AS day,
    [] AS links,
    collect(DISTINCT each.report) AS reports,
    [] AS events,
    collect(DISTINCT each.id) AS flags,
    [] AS others,
    count(DISTINCT each.origin) AS sources,
    collect(DISTINCT each.value) AS values
  WHERE rows > 0
  RETURN {indicator: 'at_risk', class: 'context',
      meaning: 'Known to an agency to be at risk: context beside other reasons, never alone.',
      against: false, carries: false, amount: sources,
      points: $points.at_risk,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {values: values}} AS reason
  UNION ALL
  // many_handsets
  MATCH (person)-[link:USES]->(phone:Phone)
  WHERE NOT link IN set_aside
  WITH *, link.report AS told_by
  MATCH (report:Report {id: told_by})
  WITH *, coalesce(link.start_day, report.date) AS day
  WITH *, CASE WHEN coalesce(link.end_day, day) <= day THEN day
    WHEN link.end_day > today THEN today ELSE link.end_day END AS last
  WHERE last >= today - duration({days: 90})
  WITH * WHERE coalesce((day.year - person.date_of_birth.year - CASE WHEN day.month * 100 + day.day < person.date_of_birth.month * 100 + person.date_of_birth.day THEN 1 ELSE 0 END) < 18, false)
  WITH {fellow: phone.id, link: link.id, report: report.id, origin: coalesce(trim(report.origin), report.id),
      day: last} AS each
  WITH count(*) AS rows,
    max(each.day) AS day,
    collect(DISTINCT each.link) AS links,
    collect(DISTINCT each.report) AS reports,
    [] AS events,
    [] AS flags,
    collect(DISTINCT each.fellow) AS others,
    count(DISTINCT each.fellow) AS people,
    count(DISTINCT each.origin) AS sources
  WHERE rows > 0 AND people >= 3
  RETURN {indicator: 'many_handsets', class: 'context',
      meaning: 'A child uses three or more telephones within three months.',
      against: false, carries: false, amount: people,
      points: $points.many_handsets,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {sources: sources}} AS reason
  UNION ALL
  // missing_episodes
  UNWIND episodes AS each
  WITH * WHERE each.kind = 'PRESENT_AT' AND each.usable AND each.type = 'missing'
    AND each.day >= today - duration({days: 365})
  WITH count(*) AS rows,
    max(each.day) AS day,
    collect(DISTINCT each.link) AS links,
    collect(DISTINCT each.report) AS reports,
    collect(DISTINCT each.id) AS events,
    [] AS flags,
    [] AS others,
    count(DISTINCT each.id) AS happened,
    count(DISTINCT each.origin) AS sources,
    max(each.young) AS any_young
  WHERE rows > 0
  RETURN {indicator: 'missing_episodes', class: 'event',
      meaning: 'Went missing within a year: 1 point; for a child 2 for two episodes and 3 for four.',
      against: false, carries: true, amount: CASE WHEN happened < sources THEN happened ELSE sources END,
      points: CASE WHEN NOT any_young OR CASE WHEN happened < sources THEN happened ELSE sources END < 2 THEN 1 WHEN CASE WHEN happened < sources THEN happened ELSE sources END < 4 THEN 2 ELSE 3 END,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {sources: sources}} AS reason
  UNION ALL
  // found_with_family
  UNWIND episodes AS episode
  WITH *, episode.event AS event
  WHERE episode.kind = 'PRESENT_AT' AND episode.usable AND episode.type = 'missing'
  MATCH (event)-[link:FOUND_AT]->(found)
  WHERE NOT link IN set_aside
  WITH *, EXISTS { (person)-[tie:RELATED_TO]-(found) WHERE NOT tie IN set_aside }
    OR EXISTS { (person)-[tie:RELATED_TO]-(:Person)-[stay:LIVES_AT]->(found)
    WHERE NOT tie IN set_aside AND NOT stay IN set_aside
      AND coalesce(stay.end_day >= today, true) }
    OR EXISTS { (person)-[stay:LIVES_AT]->(found) WHERE NOT stay IN set_aside } AS with_family
  WHERE with_family
  WITH *, CASE WHEN found IN recorded THEN 'with somebody recorded for exploiting others'
    WHEN found IN supplied THEN 'where drugs were supplied or a home is controlled'
    ELSE 'far from home' END AS how
  MATCH (report:Report {id: link.report})
  UNWIND [{link: link.id, report: report.id, origin: coalesce(trim(report.origin), report.id)}, episode] AS part
  WITH part {.link, .report, .origin, id: episode.id, day: episode.day, place: found.id,
      how: how} AS each
  WITH count(*) AS rows,
    max(each.day) AS day,
    collect(DISTINCT each.link) AS links,
    collect(DISTINCT each.report) AS reports,
    collect(DISTINCT each.id) AS events,
    [] AS flags,
    collect(DISTINCT each.place) AS others,
    count(DISTINCT each.id) AS happened,
    count(DISTINCT each.origin) AS sources
  WHERE rows > 0
  RETURN {indicator: 'found_with_family', class: 'event',
      meaning: 'Missing, then found with relatives or at home.',
      against: true, carries: false, amount: CASE WHEN happened < sources THEN happened ELSE sources END,
      points: $points.found_with_family,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {sources: sources}} AS reason
  UNION ALL
  // in_care
  UNWIND marks AS each WITH each WHERE each.subject = person AND each.flag = 'in_care'
  WITH count(*) AS rows,
    max(each.day) AS day,
    [] AS links,
    collect(DISTINCT each.report) AS reports,
    [] AS events,
    collect(DISTINCT each.id) AS flags,
    [] AS others,
    count(DISTINCT each.origin) AS sources,
    collect(DISTINCT each.value) AS values
  WHERE rows > 0
  RETURN {indicator: 'in_care', class: 'context',
      meaning: 'Looked after by a local authority: shown for the reader, worth no points.',
      against: false, carries: false, amount: sources,
      points: $points.in_care,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {values: values}} AS reason
  UNION ALL
  // referral_decided_negatively
  UNWIND marks AS each WITH each WHERE each.subject = person AND each.flag = 'nrm' AND each.value IN ['negative']
  WITH count(*) AS rows,
    max(each.day) AS day,
    [] AS links,
    collect(DISTINCT each.report) AS reports,
    [] AS events,
    collect(DISTINCT each.id) AS flags,
    [] AS others,
    count(DISTINCT each.origin) AS sources,
    collect(DISTINCT each.value) AS values
  WHERE rows > 0
  RETURN {indicator: 'referral_decided_negatively', class: 'context',
      meaning: 'A negative referral decision: shown, never subtracted.',
      against: true, carries: false, amount: sources,
      points: $points.referral_decided_negatively,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {values: values}} AS reason
  UNION ALL
  // threats_were_answered
  UNWIND deeds AS each
  WITH each WHERE NOT each.did AND each.kind = 'THREATENS' AND each.both_ways
  WITH count(*) AS rows,
    max(each.day) AS day,
    collect(DISTINCT each.link) AS links,
    collect(DISTINCT each.report) AS reports,
    [] AS events,
    [] AS flags,
    collect(DISTINCT each.fellow) AS others,
    count(DISTINCT each.fellow) AS people,
    count(DISTINCT each.origin) AS sources
  WHERE rows > 0
  RETURN {indicator: 'threats_were_answered', class: 'conduct',
      meaning: 'Threats that this person answered with threats, which may be a quarrel between equals.',
      against: true, carries: false, amount: CASE WHEN people < sources THEN people ELSE sources END,
      points: $points.threats_were_answered,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {sources: sources}} AS reason
  UNION ALL
  // arranged_by_a_firm_or_school
  UNWIND deeds AS each
  WITH * WHERE NOT each.did AND each.kind = 'ARRANGES_TRAVEL_FOR' AND NOT each.family
    AND NOT each.helper AND NOT each.by_professional AND (each.young OR each.at_risk)
  WITH DISTINCT person, each.fellow AS fellow
  WITH fellow, COLLECT {
    MATCH (:Person {id: fellow})-[link:MEMBER_OF]->(firm:Organisation)
    WHERE firm.type IN ['business', 'agency', 'school', 'other'] AND NOT link IN set_aside
      AND coalesce(link.end_day >= today, true)
    RETURN link } AS memberships
  WITH count(*) AS rows,
    null AS day,
    reduce(all = [], some IN collect([each IN memberships | each.id]) | all + some) AS links,
    reduce(all = [], some IN collect([each IN memberships | each.report]) | all + some) AS reports,
    [] AS events,
    [] AS flags,
    collect(DISTINCT fellow) AS others,
    count(DISTINCT fellow) AS people,
    min(size(memberships) > 0) AS explained
  WHERE rows > 0 AND explained
  RETURN {indicator: 'arranged_by_a_firm_or_school', class: 'context',
      meaning: 'Everybody who arranged this person\'s journeys may have done it as work or for a school.',
      against: true, carries: false, amount: people,
      points: $points.arranged_by_a_firm_or_school,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {}} AS reason
  UNION ALL
  // travelled_with_a_group
  UNWIND episodes AS each
  WITH *, each.event AS event
  WHERE each.kind = 'PRESENT_AT' AND each.usable AND each.far AND each.type IN ['stop_search', 'custody', 'travel'] AND (each.young OR person IN at_risk)
  WITH *, COLLECT {
    MATCH (event)<-[beside:PRESENT_AT]-(there:Person)
    WHERE NOT beside IN set_aside
    RETURN DISTINCT there } AS company
  WITH *, size(company) >= 6 OR any(there IN company WHERE there <> person AND
      (there IN professionals OR EXISTS { (person)-[tie:RELATED_TO]-(there) WHERE NOT tie IN set_aside AND coalesce(tie.detail, '') <> 'partner' } OR EXISTS {
          (person)-[own:MEMBER_OF]->(team:Organisation)<-[theirs:MEMBER_OF]-(there)
        WHERE team.type IN ['school', 'other'] AND NOT own IN set_aside AND NOT theirs IN set_aside
  })) AS explained
  WITH count(*) AS rows,
    max(each.day) AS day,
    collect(DISTINCT each.link) AS links,
    collect(DISTINCT each.report) AS reports,
    collect(DISTINCT each.id) AS events,
    [] AS flags,
    [] AS others,
    count(DISTINCT each.id) AS happened,
    min(explained) AS all_explained
  WHERE rows > 0 AND all_explained
  RETURN {indicator: 'travelled_with_a_group', class: 'event',
      meaning: 'All far journeys were outings: six people or more, a relative, a professional or a team.',
      against: true, carries: false, amount: happened,
      points: $points.travelled_with_a_group,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {}} AS reason
}
// Conduct, events and disclosures older than a year weigh half.
WITH person, today, reason, CASE WHEN reason.class IN ['conduct', 'event', 'disclosure'] AND NOT reason.against
  AND reason.points > 1 AND reason.day < today - duration({days: $halved_after_days})
  THEN reason.points / 2 ELSE reason.points END AS points
WITH person, today, collect(reason {.*, points: points}) AS found
WITH *, reduce(total = 0, each IN found | total + each.points) AS points,
  any(each IN found WHERE each.carries AND each.points > 0) AS carried,
  [each IN found WHERE each.carries AND each.points > 0 AND each.class IN ['conduct', 'event', 'disclosure']] AS acts
WHERE carried AND points >= $support.limited.points
// Independent sources: origins of the reports behind the reasons for.
CALL (*) {
  UNWIND found AS each
  WITH each WHERE each.points > 0
  UNWIND each.reports AS cited
  WITH DISTINCT cited
  MATCH (report:Report {id: cited})
  WHERE report.date <= today AND report.information <> 'E'
  RETURN count(*) AS reports, collect(DISTINCT report.agency) AS agencies,
    count(DISTINCT CASE WHEN report.source IN [1, 2]
      THEN coalesce(trim(report.origin), report.id) END) AS independent_sources
}
WITH *, CASE
  WHEN points >= $support.strong.points AND independent_sources >= $support.strong.sources
  AND size(acts) > 0 THEN 'strong'
  WHEN points >= $support.moderate.points AND independent_sources >= $support.moderate.sources
  AND size(acts) > 0 THEN 'moderate'
  ELSE 'limited' END AS support
WHERE reports > 0
WITH * ORDER BY points DESC, person.id LIMIT toInteger($limit)
CALL (*) {
  UNWIND found AS each
  WITH each ORDER BY abs(each.points) DESC, each.indicator
  WITH each.against AS against, each {.indicator, .points, .meaning, .amount, .day,
      links: COLLECT { UNWIND each.links AS id WITH DISTINCT id ORDER BY id RETURN id }, reports: COLLECT { UNWIND each.reports AS id WITH DISTINCT id ORDER BY id RETURN id }, events: COLLECT { UNWIND each.events AS id WITH DISTINCT id ORDER BY id RETURN id }, flags: COLLECT { UNWIND each.flags AS id WITH DISTINCT id ORDER BY id RETURN id }, others: COLLECT { UNWIND each.others AS id WITH DISTINCT id ORDER BY id RETURN id },
      .words, .class} AS shown
  RETURN [each IN collect({against: against, shown: shown}) WHERE NOT each.against | each.shown]
    AS reasons,
    [each IN collect({against: against, shown: shown}) WHERE each.against | each.shown] AS against
}
CALL (*) {
  UNWIND acts AS act
  RETURN max(act.day) AS last_act
}
RETURN person.id AS subject, coalesce(nullIf(trim(coalesce(trim(person.forenames) + ' ', '') + coalesce(trim(person.surname), '')), ''), person.id) AS label, support, points, independent_sources,
  last_act, reasons, against, agencies
ORDER BY points DESC, subject;
// [[[end]]]
