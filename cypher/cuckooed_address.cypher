// [[[cog
//   import cog
//   from netgraph.in_database.question import question_file
//   cog.out(question_file("cuckooed_address"))
// ]]]
// Question: Which homes may others have taken over, and why?
// Answer: list
// Columns:
//   subject: id of the address
//   label: what people read beside it
//   support: strong, moderate or limited, by rule
//   points: sum of the points of the reasons for and against
//   independent_sources: how many independent sources tell of the reasons for
//   last_act: latest day of something that was done, happened or was told
//   reasons: what speaks for it: indicator, points, what it looks at, day, and the ids of the
//      links, reports, events and flags that it rests on
//   against: what speaks against it, in the same form
//   agencies: which agencies have reported
// On the demonstration case: 26 Mariner Way, where three people who do not live there control
//   who enters and missing children were found; 43 Needle Lane, whose occupant told of it; three
//   more homes with less behind them.
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
:param points => {missing_child_found_there: 4, occupant_disclosure: 4, others_control_the_home: 4, deal_line_tied_to_address: 3, visitors_with_supply_history: 3, given_as_own_by_non_residents: 2, occupant_victim_there: 2, unusual_visitors: 2, lone_occupant_now_group: 1, nuisance: 1, occupant_not_seen: 1, occupant_at_risk: 0, visitors_are_family: 0, visitors_are_professionals: 0, child_of_same_age_lives_there: -2, single_complainant: -2, care_round: -3, licensed_hmo: -3, seen_well: -3, treatment_group: -3, shared_accommodation: -4};

WITH date($as_of) AS today
WITH today, today - duration({days: $conduct_days}) AS conduct_from,
  today - duration({days: $seen_days}) AS seen_from, COUNT { (:Import) } AS imports
CALL () {
  MATCH (address:Address {id: $subject})
  RETURN address
  UNION ALL
  WITH 1 AS all WHERE $subject IS NULL
  MATCH (address:Address)
  RETURN address
}
WITH * WHERE NOT coalesce(address.use IN ['business', 'public'], false)
// Only homes of which something is told that can carry a finding.
WITH * WHERE EXISTS { (address)<-[:CONTROLS|FOUND_AT|TIED_TO]-() }
  OR EXISTS { (address)<-[:VISITS]-()-[:SUPPLIES|DIRECTS|RECRUITED|ARRANGES_TRAVEL_FOR|THREATENS|CONTROLS|SUSPECT_IN|CHARGED_IN|CONVICTED_IN]->() }
  OR EXISTS { (address)<-[:VISITS]-()<-[:IN_DEBT_TO|ACCUSES]-() }
  OR EXISTS { (address)<-[:LIVES_AT]-()-[:VICTIM_IN|IN_DEBT_TO|ACCUSES]->() }
  OR EXISTS { (address)<-[:LIVES_AT]-()<-[:THREATENS]-() }
// Who is around it, and what happened there or to them.
CALL (*) {
  MATCH (address)<-[:LIVES_AT|VISITS|CONTROLS|GAVE_ADDRESS]-(near:Person)
  RETURN collect(DISTINCT near) AS near_people
}
CALL (*) {
  CALL (*) {
    MATCH (happening:Event)-[:OCCURRED_AT|FOUND_AT]->(address)
    RETURN happening
    UNION
    UNWIND near_people AS near
    MATCH (near)-[:SUSPECT_IN|CHARGED_IN|CONVICTED_IN|VICTIM_IN]->(happening:Event)
    WHERE happening.type IN ['violence', 'robbery', 'threat', 'exploitation', 'modern_slavery', 'drug_supply']
    RETURN happening
  }
  RETURN collect(happening) AS happenings
}
// Every link, flag and event of them that may be used.
CALL (*) {
  UNWIND [address] + near_people + happenings AS node
  MATCH (node)-[link:LIVES_AT|VISITS|CONTROLS|GAVE_ADDRESS|SEEN_AT|TIED_TO|RELATED_TO|SUPPORTS|SUPPLIES|DIRECTS|RECRUITED|ARRANGES_TRAVEL_FOR|THREATENS|IN_DEBT_TO|ACCUSES|SUSPECT_IN|CHARGED_IN|CONVICTED_IN|VICTIM_IN|WITNESS_IN|PRESENT_AT|OCCURRED_AT|FOUND_AT]-()
  WITH DISTINCT link
  MATCH (report:Report {id: link.report})
  WITH link, report, coalesce(link.start_day, report.date) AS day
  WHERE link.import_id <= imports AND report.date <= today AND day <= today
  WITH link, report, day, CASE WHEN coalesce(link.end_day, day) <= day THEN day
    WHEN link.end_day > today THEN today ELSE link.end_day END AS last
  RETURN collect({id: link.id, type: type(link), from: startNode(link), to: endNode(link),
        day: day, last: last, end_day: link.end_day, in_force: coalesce(link.end_day >= today, true),
        recent: CASE WHEN type(link) IN ['ASSOCIATES_WITH', 'CONTACTED', 'VISITS', 'GAVE_ADDRESS', 'TIED_TO', 'SEEN_AT'] THEN last >= seen_from
        WHEN type(link) IN ['DIRECTS', 'RECRUITED', 'SUPPLIES', 'PAYS', 'IN_DEBT_TO', 'THREATENS', 'ARRANGES_TRAVEL_FOR', 'ACCUSES', 'CONTROLS', 'SUSPECT_IN', 'CHARGED_IN', 'CONVICTED_IN'] THEN last >= conduct_from
        ELSE true END,
        count: coalesce(link.count, 1), detail: link.detail, report: report.id, origin: coalesce(trim(report.origin), report.id),
        source: report.source, information: report.information}) AS known
}
WITH *, [each IN known WHERE (each.information IN ['A', 'B', 'C']
      OR each.information = 'D' AND any(beside IN known WHERE beside.type = each.type
        AND beside.information IN ['A', 'B', 'C'] AND beside.origin <> each.origin
        AND (beside.from = each.from AND beside.to = each.to
          OR each.type IN ['ASSOCIATES_WITH', 'RELATED_TO'] AND beside.from = each.to AND beside.to = each.from)))
    AND NOT (each.type = 'TIED_TO' AND coalesce(each.detail, '') = 'cell')
    AND NOT (each.type IN ['SUSPECT_IN', 'CHARGED_IN', 'CONVICTED_IN'] AND (coalesce(each.detail, '') IN ['no_further_action', 'acquitted']
        OR any(cleared IN known WHERE cleared.from = each.from AND cleared.to = each.to
          AND cleared.type IN ['SUSPECT_IN', 'CHARGED_IN', 'CONVICTED_IN'] AND coalesce(cleared.detail, '') IN ['no_further_action', 'acquitted']
          AND cleared.information <> 'E')
        AND none(verdict IN known WHERE verdict.from = each.from AND verdict.to = each.to
          AND verdict.type = 'CONVICTED_IN' AND NOT coalesce(verdict.detail, '') IN ['no_further_action', 'acquitted']
          AND verdict.information IN ['A', 'B', 'C'])))] AS evidence
CALL (*) {
  UNWIND [address] + near_people + [each IN evidence WHERE each.type = 'PRESENT_AT' | each.from] + [each IN evidence WHERE each.type = 'TIED_TO' | each.from] + [each IN evidence WHERE each.type = 'CONTROLS' | each.to] AS node
  WITH DISTINCT node
  MATCH (node)<-[:ABOUT]-(flag:Flag)
  WHERE flag.flag IN ['professional', 'at_risk', 'deal_line', 'care_round', 'licensed_hmo', 'treatment_group', 'seen_well'] AND flag.import_id <= imports
    AND coalesce(flag.start_day <= today, true) AND coalesce(flag.end_day >= today, true)
  MATCH (report:Report {id: flag.report})
  WHERE report.date <= today
  RETURN collect({id: flag.id, subject: node, flag: flag.flag, value: flag.value,
        day: coalesce(flag.start_day, report.date), report: report.id, origin: coalesce(trim(report.origin), report.id),
        source: report.source, information: report.information}) AS known_marks
}
WITH *, [each IN known_marks WHERE each.information IN ['A', 'B', 'C']
    OR each.information = 'D' AND any(beside IN known_marks WHERE beside.subject = each.subject
      AND beside.flag = each.flag AND coalesce(beside.value, '') = coalesce(each.value, '')
      AND beside.origin <> each.origin AND beside.information IN ['A', 'B', 'C'])] AS marks
CALL (*) {
  UNWIND happenings AS event
  WITH DISTINCT event
  WITH event, [each IN known WHERE each.from = event OR each.to = event] AS ties
  WITH event, ties, coalesce(event.report, substring(
        reduce(least = null, each IN ties |
          CASE WHEN least IS NULL OR each.information + toString(each.source) + each.report < least THEN each.information + toString(each.source) + each.report ELSE least END), 2)) AS told_by
  MATCH (report:Report {id: told_by})
  WITH event, ties, report, coalesce(trim(report.origin), report.id) AS origin
  WHERE event.start_day <= today AND report.date <= today AND (report.information IN ['A', 'B', 'C']
      OR report.information = 'D' AND any(tie IN ties WHERE tie.information IN ['A', 'B', 'C']
        AND tie.origin <> origin))
  RETURN collect({event: event, id: event.id, type: event.type, day: event.start_day,
        recent: event.start_day >= conduct_from, detail: event.detail, report: report.id,
        origin: origin, source: report.source, information: report.information,
        address: substring(reduce(least = null, each IN [each IN evidence WHERE each.type = 'OCCURRED_AT' AND each.from = event] |
            CASE WHEN least IS NULL OR toString(each.day) + each.to.id < least THEN toString(each.day) + each.to.id ELSE least END), 10)}) AS happened
}
// Who lives or lived there, their families, and who is expected there.
WITH *, [each IN evidence WHERE each.type = 'LIVES_AT' AND each.to = address | {person: each.from,
      id: each.from.id, born: each.from.date_of_birth, day: each.day, end_day: each.end_day,
      in_force: each.in_force, link: each.id, report: each.report}] AS residents,
  [each IN happened WHERE each.address = address.id] AS here
CALL (*) {
  UNWIND residents AS living
  WITH living WHERE living.in_force
  WITH living.person AS occupant, min(living.day) AS moved_in
  RETURN collect({person: occupant, id: occupant.id, day: moved_in,
        child: coalesce(occupant.date_of_birth <= today
          AND (today.year - occupant.date_of_birth.year - CASE WHEN today.month * 100 + today.day < occupant.date_of_birth.month * 100 + occupant.date_of_birth.day THEN 1 ELSE 0 END) < 18, false)}) AS occupants
}
CALL (*) {
  UNWIND residents AS living
  WITH living.person AS resident, any(now IN collect(living.in_force) WHERE now) AS in_force
  UNWIND [kin IN evidence WHERE kin.type = 'RELATED_TO' AND resident IN [kin.from, kin.to]] AS kin
  RETURN collect({resident: resident, in_force: in_force,
        person: CASE WHEN kin.from = resident THEN kin.to ELSE kin.from END,
        relation: coalesce(kin.detail, 'other')}) AS families
}
CALL (*) {
  UNWIND occupants AS living
  UNWIND [help IN evidence WHERE help.type = 'SUPPORTS' AND living.person IN [help.from, help.to]]
    AS help
  RETURN collect(CASE WHEN help.from = living.person THEN help.to ELSE help.from END) AS helpers
}
WITH *, helpers + [kin IN families WHERE kin.in_force AND kin.relation <> 'partner' | kin.person]
  AS expected,
  [kin IN families WHERE kin.in_force AND kin.relation = 'partner' | kin.person] AS partners
// Who was seen there lately, and what explains it; visitors are those whom nothing explains.
WITH *, [each IN evidence WHERE each.type = 'VISITS' AND each.to = address AND each.recent |
    {person: each.from, id: each.from.id, link: each.id, report: each.report, origin: each.origin,
      day: each.last, partner: each.from IN partners, helper: each.from IN helpers,
      professional: any(mark IN marks WHERE mark.subject = each.from AND mark.flag = 'professional'),
      relative: any(kin IN families WHERE kin.in_force AND kin.relation <> 'partner'
        AND kin.person = each.from),
      resident: any(living IN residents WHERE living.person = each.from),
      at_home: any(living IN residents WHERE living.person = each.from AND coalesce(living.end_day >= each.last, true))}] AS callers
WITH *, [each IN callers WHERE NOT each.professional AND NOT each.helper AND NOT each.relative
    AND NOT each.at_home] AS visits
// Threats, debts and accusations of people where that visitor visits: not a history besides.
CALL (*) {
  UNWIND [act IN evidence WHERE act.recent AND act.type IN ['THREATENS', 'IN_DEBT_TO', 'ACCUSES']] AS act
  WITH act, CASE act.type WHEN 'THREATENS' THEN act.from ELSE act.to END AS doer,
    CASE act.type WHEN 'THREATENS' THEN act.to ELSE act.from END AS towards
  WHERE any(visit IN visits WHERE visit.person = doer)
  MATCH (doer)-[:VISITS]->(place:Address)<-[:LIVES_AT]-(towards)
  WITH DISTINCT act.id AS act_id, doer, towards, place
  CALL (*) {
    UNWIND [place] AS node
    MATCH (node)-[link:LIVES_AT]-()
    WITH DISTINCT link
    MATCH (report:Report {id: link.report})
    WITH link, report, coalesce(link.start_day, report.date) AS day
    WHERE link.import_id <= imports AND report.date <= today AND day <= today
    WITH link, report, day, CASE WHEN coalesce(link.end_day, day) <= day THEN day
      WHEN link.end_day > today THEN today ELSE link.end_day END AS last
    RETURN collect({id: link.id, type: type(link), from: startNode(link), to: endNode(link),
          day: day, last: last, end_day: link.end_day, in_force: coalesce(link.end_day >= today, true),
          recent: CASE WHEN type(link) IN ['ASSOCIATES_WITH', 'CONTACTED', 'VISITS', 'GAVE_ADDRESS', 'TIED_TO', 'SEEN_AT'] THEN last >= seen_from
          WHEN type(link) IN ['DIRECTS', 'RECRUITED', 'SUPPLIES', 'PAYS', 'IN_DEBT_TO', 'THREATENS', 'ARRANGES_TRAVEL_FOR', 'ACCUSES', 'CONTROLS', 'SUSPECT_IN', 'CHARGED_IN', 'CONVICTED_IN'] THEN last >= conduct_from
          ELSE true END,
          count: coalesce(link.count, 1), detail: link.detail, report: report.id, origin: coalesce(trim(report.origin), report.id),
          source: report.source, information: report.information}) AS known_there
  }
  WITH *, [each IN known_there WHERE (each.information IN ['A', 'B', 'C']
        OR each.information = 'D' AND any(beside IN known_there WHERE beside.type = each.type
          AND beside.information IN ['A', 'B', 'C'] AND beside.origin <> each.origin
          AND (beside.from = each.from AND beside.to = each.to
            OR each.type IN ['ASSOCIATES_WITH', 'RELATED_TO'] AND beside.from = each.to AND beside.to = each.from)))
      AND NOT (each.type = 'TIED_TO' AND coalesce(each.detail, '') = 'cell')
      AND NOT (each.type IN ['SUSPECT_IN', 'CHARGED_IN', 'CONVICTED_IN'] AND (coalesce(each.detail, '') IN ['no_further_action', 'acquitted']
          OR any(cleared IN known_there WHERE cleared.from = each.from AND cleared.to = each.to
            AND cleared.type IN ['SUSPECT_IN', 'CHARGED_IN', 'CONVICTED_IN'] AND coalesce(cleared.detail, '') IN ['no_further_action', 'acquitted']
            AND cleared.information <> 'E')
          AND none(verdict IN known_there WHERE verdict.from = each.from AND verdict.to = each.to
            AND verdict.type = 'CONVICTED_IN' AND NOT coalesce(verdict.detail, '') IN ['no_further_action', 'acquitted']
            AND verdict.information IN ['A', 'B', 'C'])))] AS homes
  WHERE any(home IN homes WHERE home.from = towards)
    AND any(visit IN evidence WHERE visit.type = 'VISITS' AND visit.recent AND visit.from = doer
      AND visit.to = place AND none(home IN homes WHERE home.from = doer
        AND coalesce(home.end_day >= visit.last, true)))
    AND none(home IN homes WHERE home.in_force AND any(kin IN evidence
      WHERE (kin.type = 'SUPPORTS'
          OR kin.type = 'RELATED_TO' AND coalesce(kin.detail, '') <> 'partner')
        AND (kin.from = doer AND kin.to = home.from OR kin.to = doer AND kin.from = home.from)))
  RETURN collect(DISTINCT act_id) AS explained
}
// What these visitors are recorded for: supplying drugs, or using others for it.
CALL (*) {
  UNWIND visits AS visit
  WITH DISTINCT visit.person AS visitor
  UNWIND [act IN evidence WHERE act.recent AND NOT act.id IN explained AND (
        act.from = visitor AND act.type IN ['SUPPLIES', 'DIRECTS', 'RECRUITED', 'ARRANGES_TRAVEL_FOR', 'THREATENS']
        OR act.to = visitor AND act.type IN ['IN_DEBT_TO', 'ACCUSES']
        OR act.from = visitor AND act.type = 'CONTROLS' AND any(mark IN marks WHERE mark.subject = act.to AND mark.flag = 'deal_line')
        OR act.from = visitor AND act.type IN ['SUSPECT_IN', 'CHARGED_IN', 'CONVICTED_IN'] AND any(deed IN happened
        WHERE deed.event = act.to AND deed.recent AND deed.type IN ['exploitation', 'modern_slavery', 'drug_supply']))] AS act
  WITH visitor, act, [deed IN happened WHERE deed.event = act.to][0] AS deed
  RETURN collect({person: visitor, id: visitor.id, link: act.id, event: deed.id,
        report: act.report, origin: act.origin, day: coalesce(deed.day, act.last)}) AS history
}
// Who gave it as their own without living there or being expected.
WITH *, [each IN evidence WHERE each.type = 'GAVE_ADDRESS' AND each.to = address AND each.recent
    AND NOT each.from IN expected AND NOT any(living IN residents WHERE living.person = each.from AND coalesce(living.end_day >= each.last, true))
    AND NOT any(mark IN marks WHERE mark.subject = each.from AND mark.flag = 'professional') | {id: each.from.id, link: each.id,
      report: each.report, origin: each.origin, day: each.last}] AS given
// Missing children who were found there, and neither live nor have family there.
CALL (*) {
  UNWIND [each IN evidence WHERE each.type = 'FOUND_AT' AND each.to = address] AS trace
  UNWIND [each IN happened WHERE each.event = trace.from AND each.type = 'missing' AND each.recent]
    AS missing
  UNWIND [each IN evidence WHERE each.type = 'PRESENT_AT' AND each.to = missing.event] AS presence
  WITH trace, missing, presence, presence.from AS child
  WITH *, (missing.day.year - child.date_of_birth.year - CASE WHEN missing.day.month * 100 + missing.day.day < child.date_of_birth.month * 100 + child.date_of_birth.day THEN 1 ELSE 0 END) AS age
  WHERE (10 <= age < 18
      OR child.date_of_birth IS NULL AND reduce(latest = null, mark IN [mark IN marks WHERE mark.subject = child AND mark.flag = 'at_risk'] |
        CASE WHEN latest IS NULL OR mark.day > latest.day OR mark.day = latest.day AND mark.value > latest.value THEN mark ELSE latest END).value = 'child')
    AND NOT any(living IN residents WHERE living.person = child AND coalesce(living.end_day >= missing.day, true))
    AND none(kin IN families WHERE kin.person = child)
  RETURN collect({event: missing.id, day: missing.day, id: child.id, age: age,
        links: [trace.id, presence.id], reports: [trace.report, presence.report, missing.report],
        origin: trace.origin}) AS found_children
}
// One reason for each indicator that holds; named as in docs/findings.md.
CALL (*) {
  // missing_child_found_there
  UNWIND found_children AS each
  WITH count(*) AS rows,
    max(each.day) AS day,
    reduce(all = [], some IN collect(each.links) | all + some) AS links,
    reduce(all = [], some IN collect(each.reports) | all + some) AS reports,
    collect(each.event) AS events,
    [] AS flags,
    collect(each.id) AS others,
    count(DISTINCT each.event) AS found,
    count(DISTINCT each.origin) AS origins
  WHERE rows > 0
  RETURN {indicator: 'missing_child_found_there', class: 'event',
      meaning: 'A missing child was found there, who does not live there and has no family there.',
      against: false, carries: true, amount: CASE WHEN found < origins THEN found ELSE origins END,
      points: $points.missing_child_found_there,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {}} AS reason
  UNION ALL
  // occupant_disclosure
  UNWIND occupants AS living
  CALL (*) {
    UNWIND [each IN evidence WHERE each.type = 'ACCUSES' AND each.recent AND each.from = living.person
        AND any(trace IN evidence WHERE trace.from = each.to AND trace.to = address
          AND trace.type IN ['VISITS', 'CONTROLS', 'GAVE_ADDRESS', 'LIVES_AT'])] AS each
    RETURN each.id AS link, null AS event, each.report AS report, each.origin AS origin,
      each.last AS day
    UNION ALL
    UNWIND [deed IN here WHERE deed.recent AND deed.type IN ['exploitation', 'modern_slavery']] AS deed
    UNWIND [each IN evidence WHERE each.type = 'VICTIM_IN' AND each.from = living.person
        AND each.to = deed.event] AS each
    RETURN each.id AS link, deed.id AS event, each.report AS report, each.origin AS origin,
      deed.day AS day
  }
  WITH *
  WITH count(*) AS rows,
    max(day) AS day,
    collect(link) AS links,
    collect(report) AS reports,
    collect(event) AS events,
    [] AS flags,
    collect(living.id) AS others,
    count(DISTINCT origin) AS origins
  WHERE rows > 0
  RETURN {indicator: 'occupant_disclosure', class: 'disclosure',
      meaning: 'The occupant names somebody linked to the home, or is a victim of exploitation there.',
      against: false, carries: true, amount: origins,
      points: $points.occupant_disclosure,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {}} AS reason
  UNION ALL
  // others_control_the_home
  UNWIND [each IN evidence WHERE each.type = 'CONTROLS' AND each.to = address AND each.recent
      AND NOT any(mark IN marks WHERE mark.subject = each.from AND mark.flag = 'professional')
      AND (NOT each.from IN expected AND NOT any(living IN residents WHERE living.person = each.from AND coalesce(living.end_day >= each.last, true))
        OR any(living IN occupants WHERE living.person = each.from
          AND any(other IN occupants WHERE other.person <> living.person
            AND other.day < living.day)))] AS each
  WITH each, each.from.id AS holder
  WITH count(*) AS rows,
    max(each.last) AS day,
    collect(each.id) AS links,
    collect(each.report) AS reports,
    [] AS events,
    [] AS flags,
    collect(holder) AS others,
    count(DISTINCT holder) AS people,
    count(DISTINCT each.origin) AS origins,
    collect(each.detail) AS details
  WHERE rows > 0
  RETURN {indicator: 'others_control_the_home', class: 'conduct',
      meaning: 'Somebody who is no tenant, relative or professional decides who enters or how it is used.',
      against: false, carries: true, amount: CASE WHEN people < origins THEN people ELSE origins END,
      points: $points.others_control_the_home,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {people: people, headings: CASE WHEN size([each IN ['(a)', '(b)', '(c)', '(d)'] WHERE any(said IN details WHERE said CONTAINS each)]) > 0 THEN '; headings of control named: ' + reduce(all = [each IN ['(a)', '(b)', '(c)', '(d)'] WHERE any(said IN details WHERE said CONTAINS each)][0], each IN [each IN ['(a)', '(b)', '(c)', '(d)'] WHERE any(said IN details WHERE said CONTAINS each)][1..] | all + ', ' + each) ELSE '' END}} AS reason
  UNION ALL
  // deal_line_tied_to_address
  UNWIND [each IN evidence WHERE each.type = 'TIED_TO' AND each.recent AND each.to = address
      AND none(hold IN evidence WHERE hold.type = 'CONTROLS' AND hold.to = each.from
        AND any(living IN occupants WHERE living.person = hold.from))] AS each
  UNWIND [mark IN marks WHERE mark.flag = 'deal_line' AND mark.subject = each.from] AS mark
  WITH each, mark, each.from.id AS line
  WITH count(*) AS rows,
    max(each.last) AS day,
    collect(each.id) AS links,
    collect(each.report) + collect(mark.report) AS reports,
    [] AS events,
    collect(mark.id) AS flags,
    collect(line) AS others,
    count(DISTINCT line) AS phones,
    count(DISTINCT each.origin) AS origins
  WHERE rows > 0
  RETURN {indicator: 'deal_line_tied_to_address', class: 'context',
      meaning: 'A drug line\'s number was delivered, topped up or on Wi-Fi there; never by cell alone.',
      against: false, carries: true, amount: CASE WHEN phones < origins THEN phones ELSE origins END,
      points: $points.deal_line_tied_to_address,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {phones: phones}} AS reason
  UNION ALL
  // visitors_with_supply_history
  UNWIND [each IN visits WHERE each.person IN [past IN history | past.person] |
      {id: each.id, link: each.link, event: null, report: each.report, origin: each.origin,
        day: null, past: false}]
    + [each IN history | each {.id, .link, .event, .report, .origin, .day, past: true}] AS each
  WITH count(*) AS rows,
    max(each.day) AS day,
    collect(each.link) AS links,
    collect(each.report) AS reports,
    collect(each.event) AS events,
    [] AS flags,
    collect(each.id) AS others,
    count(DISTINCT each.id) AS people,
    count(DISTINCT each.origin) AS origins,
    count(DISTINCT CASE WHEN each.past THEN each.origin END) AS history_origins
  WHERE rows > 0
  RETURN {indicator: 'visitors_with_supply_history', class: 'conduct',
      meaning: 'Visitors, no residents or relatives, recorded for supplying drugs or exploiting others.',
      against: false, carries: coalesce(origins >= 2 AND (people >= 2 OR history_origins >= 2), true), amount: CASE WHEN people < origins THEN people ELSE origins END,
      points: CASE WHEN origins >= 2 AND (people >= 2 OR history_origins >= 2) THEN 3 ELSE 2 END,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {people: people}} AS reason
  UNION ALL
  // given_as_own_by_non_residents
  UNWIND given AS each
  WITH count(*) AS rows,
    max(each.day) AS day,
    collect(each.link) AS links,
    collect(each.report) AS reports,
    [] AS events,
    [] AS flags,
    collect(each.id) AS others,
    count(DISTINCT each.id) AS people,
    count(DISTINCT each.origin) AS origins
  WHERE rows > 0
  RETURN {indicator: 'given_as_own_by_non_residents', class: 'association',
      meaning: 'People who are not recorded as living there gave it as their own, in custody or for a parcel.',
      against: false, carries: false, amount: CASE WHEN people < origins THEN people ELSE origins END,
      points: CASE WHEN people > 1 AND origins > 1 THEN 2 ELSE 1 END,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {people: people}} AS reason
  UNION ALL
  // occupant_victim_there
  UNWIND occupants AS living
  CALL (*) {
    UNWIND [harm IN evidence WHERE harm.type = 'VICTIM_IN' AND harm.from = living.person] AS harm
    UNWIND [deed IN happened WHERE deed.event = harm.to AND deed.recent AND (
          deed.type IN ['violence', 'robbery', 'threat'] OR deed.type IN ['exploitation', 'modern_slavery']
          AND coalesce(deed.address <> address.id, true))] AS deed
    WITH harm, deed
    WHERE none(part IN known WHERE part.type IN ['SUSPECT_IN', 'CHARGED_IN'] AND part.to = deed.event
        AND any(kin IN families WHERE kin.resident = living.person AND kin.person = part.from))
    RETURN harm.id AS link, deed.id AS event, harm.report AS report, harm.origin AS origin,
      deed.day AS day, coalesce(deed.address = address.id, false) AS there
    UNION ALL
    UNWIND [act IN evidence WHERE act.recent AND (act.type = 'THREATENS' AND act.to = living.person
          OR act.type = 'IN_DEBT_TO' AND act.from = living.person)] AS act
    WITH act, CASE act.type WHEN 'THREATENS' THEN act.from ELSE act.to END AS doer
    WHERE none(kin IN families WHERE kin.resident = living.person AND kin.person = doer
        AND kin.relation <> 'partner')
    RETURN act.id AS link, null AS event, act.report AS report, act.origin AS origin,
      act.last AS day, any(trace IN evidence WHERE trace.from = doer AND trace.to = address
        AND trace.type IN ['VISITS', 'CONTROLS', 'GAVE_ADDRESS']) AS there
  }
  WITH * WHERE there OR NOT living.child
  WITH count(*) AS rows,
    max(day) AS day,
    collect(link) AS links,
    collect(report) AS reports,
    collect(event) AS events,
    [] AS flags,
    collect(living.id) AS others,
    count(DISTINCT origin) AS origins,
    any(each IN collect(there) WHERE each) AS some_there
  WHERE rows > 0
  RETURN {indicator: 'occupant_victim_there', class: 'event',
      meaning: 'The occupant is a victim of violence, robbery, threats or debt, there or of its visitors.',
      against: false, carries: coalesce(some_there, true), amount: origins,
      points: CASE WHEN some_there THEN 2 ELSE 1 END,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {place: CASE WHEN some_there THEN ', there or by people seen there' ELSE '' END}} AS reason
  UNION ALL
  // unusual_visitors
  CALL (*) {
    UNWIND [each IN visits WHERE NOT each.partner] AS each
    WITH duration.inDays(each.day, today).days / 28 AS block, count(DISTINCT each.id) AS people, count(DISTINCT each.origin) AS origins
    WITH block, CASE WHEN people < origins THEN people ELSE origins END AS seen
    ORDER BY seen DESC, block
    WITH collect({block: block, seen: seen}) AS weeks
    WITH weeks[0].block AS busiest, weeks[0].seen AS most,
      (reduce(total = 0, each IN weeks | total + each.seen) - weeks[0].seen)
      / (180.0 / 28 - 1) AS usual
    WHERE most >= 3 AND most > usual + 2 * sqrt(usual)
    RETURN busiest, most, usual
  }
  UNWIND visits AS each
  WITH * WHERE NOT each.partner AND duration.inDays(each.day, today).days / 28 = busiest
  WITH count(*) AS rows,
    max(each.day) AS day,
    collect(each.link) AS links,
    collect(each.report) AS reports,
    [] AS events,
    [] AS flags,
    collect(each.id) AS others,
    count(DISTINCT each.id) AS people,
    count(DISTINCT each.origin) AS origins,
    max(most) AS most_seen,
    toInteger(round(max(usual))) AS usually
  WHERE rows > 0
  RETURN {indicator: 'unusual_visitors', class: 'association',
      meaning: 'More people who do not live there within four weeks than is usual for that address.',
      against: false, carries: false, amount: most_seen,
      points: $points.unusual_visitors,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {people: people, origins: origins, usual: usually}} AS reason
  UNION ALL
  // lone_occupant_now_group
  UNWIND CASE WHEN size(occupants) = 1
    THEN given + [each IN visits WHERE NOT each.partner] ELSE [] END AS each
  WITH * WHERE each.day >= today - duration({days: 30})
  WITH count(*) AS rows,
    max(each.day) AS day,
    collect(each.link) AS links,
    collect(each.report) AS reports,
    [] AS events,
    [] AS flags,
    collect(each.id) AS others,
    count(DISTINCT each.id) AS people,
    count(DISTINCT each.origin) AS origins,
    collect(occupants[0].id)[0] AS alone
  WHERE rows > 0 AND people >= 3 AND origins >= 3
  RETURN {indicator: 'lone_occupant_now_group', class: 'association',
      meaning: 'One person lives there, and a group used the home within a month.',
      against: false, carries: false, amount: CASE WHEN people < origins THEN people ELSE origins END,
      points: $points.lone_occupant_now_group,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {people: people, occupant: alone}} AS reason
  UNION ALL
  // nuisance
  UNWIND here AS each
  WITH * WHERE each.type IN ['antisocial', 'repair']
    AND each.day >= today - duration({days: 365})
  WITH count(*) AS rows,
    max(each.day) AS day,
    [] AS links,
    collect(each.report) AS reports,
    collect(each.id) AS events,
    [] AS flags,
    [] AS others,
    count(DISTINCT each.origin) AS origins
  WHERE rows > 0 AND origins >= 2
  RETURN {indicator: 'nuisance', class: 'event',
      meaning: 'Nuisance and repairs there, counted by who reported them and not by how often.',
      against: false, carries: false, amount: origins,
      points: $points.nuisance,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {}} AS reason
  UNION ALL
  // occupant_not_seen
  UNWIND here AS each
  WITH each WHERE each.type = 'welfare_check' AND each.day >= seen_from AND size(occupants) > 0
  WITH each, any(presence IN evidence WHERE presence.type = 'PRESENT_AT' AND presence.to = each.event
      AND any(living IN occupants WHERE living.person = presence.from)) AS seen
  WITH collect({check: each, seen: seen}) AS checks
  UNWIND checks AS checked
  WITH checked.check AS each, checked.seen AS seen, checks
  WHERE NOT seen AND none(other IN checks WHERE other.seen AND other.check.day >= each.day)
  WITH count(*) AS rows,
    max(each.day) AS day,
    [] AS links,
    collect(each.report) AS reports,
    collect(each.id) AS events,
    [] AS flags,
    [] AS others,
    count(DISTINCT each.origin) AS origins
  WHERE rows > 0
  RETURN {indicator: 'occupant_not_seen', class: 'event',
      meaning: 'Welfare checks at the home at which the occupant was not present, with no sight since.',
      against: false, carries: false, amount: origins,
      points: $points.occupant_not_seen,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {}} AS reason
  UNION ALL
  // occupant_at_risk
  UNWIND occupants AS living
  UNWIND [mark IN marks WHERE mark.subject = living.person AND mark.flag = 'at_risk'
      AND mark.value = 'adult'] AS mark
  WITH count(*) AS rows,
    null AS day,
    [] AS links,
    collect(mark.report) AS reports,
    [] AS events,
    collect(mark.id) AS flags,
    collect(living.id) AS others,
    count(DISTINCT living.id) AS people
  WHERE rows > 0
  RETURN {indicator: 'occupant_at_risk', class: 'context',
      meaning: 'An adult at risk lives there: context, worth no points.',
      against: false, carries: false, amount: people,
      points: $points.occupant_at_risk,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {}} AS reason
  UNION ALL
  // visitors_are_family
  UNWIND [each IN callers WHERE each.relative AND NOT each.resident] AS each
  WITH count(*) AS rows,
    max(each.day) AS day,
    collect(each.link) AS links,
    collect(each.report) AS reports,
    [] AS events,
    [] AS flags,
    collect(each.id) AS others,
    count(DISTINCT each.id) AS people
  WHERE rows > 0
  RETURN {indicator: 'visitors_are_family', class: 'context',
      meaning: 'Visitors who are relatives of a resident; they are left out of every count.',
      against: true, carries: false, amount: people,
      points: $points.visitors_are_family,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {}} AS reason
  UNION ALL
  // visitors_are_professionals
  UNWIND [each IN callers WHERE each.professional OR each.helper] AS each
  WITH count(*) AS rows,
    max(each.day) AS day,
    collect(each.link) AS links,
    collect(each.report) AS reports,
    [] AS events,
    [] AS flags,
    collect(each.id) AS others,
    count(DISTINCT each.id) AS people
  WHERE rows > 0
  RETURN {indicator: 'visitors_are_professionals', class: 'context',
      meaning: 'Visitors who are professionals or support a resident; they are left out of every count.',
      against: true, carries: false, amount: people,
      points: $points.visitors_are_professionals,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {}} AS reason
  UNION ALL
  // child_of_same_age_lives_there
  UNWIND found_children AS each
  WITH each.event AS event, each.day AS day, [living IN residents
    WHERE coalesce(living.end_day >= each.day, true)
      AND abs((each.day.year - living.born.year - CASE WHEN each.day.month * 100 + each.day.day < living.born.month * 100 + living.born.day THEN 1 ELSE 0 END) - each.age) <= 3
      | {id: living.id, link: living.link, report: living.report}] AS peers
  WITH event, day, reduce(all = [], some IN collect(peers) | all + some) AS peers
  WITH count(*) AS rows,
    max(day) AS day,
    reduce(all = [], some IN collect([peer IN peers | peer.link]) | all + some) AS links,
    reduce(all = [], some IN collect([peer IN peers | peer.report]) | all + some) AS reports,
    [] AS events,
    [] AS flags,
    reduce(all = [], some IN collect([peer IN peers | peer.id]) | all + some) AS others,
    count(CASE WHEN size(peers) = 0 THEN 1 END) AS alone
  WHERE rows > 0 AND alone = 0
  RETURN {indicator: 'child_of_same_age_lives_there', class: 'context',
      meaning: 'Every child found there may have been at a friend\'s, who lives there and is as old.',
      against: true, carries: false, amount: COUNT { UNWIND others AS other RETURN DISTINCT other },
      points: $points.child_of_same_age_lives_there,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {}} AS reason
  UNION ALL
  // single_complainant
  UNWIND [each IN evidence WHERE each.recent AND each.to = address AND each.type IN ['VISITS', 'CONTROLS', 'GAVE_ADDRESS', 'SEEN_AT', 'TIED_TO']
      | each.report] + [each IN here WHERE each.recent | each.report] AS cited
  WITH DISTINCT cited
  MATCH (report:Report {id: cited})
  WITH report, coalesce(trim(report.origin), report.id) AS origin
  WITH count(*) AS rows,
    max(report.date) AS day,
    [] AS links,
    collect(report.id) AS reports,
    [] AS events,
    [] AS flags,
    [] AS others,
    count(report) AS told_by,
    collect(DISTINCT origin) AS origins,
    all(each IN collect(coalesce(report.agency, 'public')) WHERE each = 'public') AS public
  WHERE rows > 0 AND told_by >= 3 AND size(origins) = 1 AND public
  RETURN {indicator: 'single_complainant', class: 'context',
      meaning: 'Everything told about the home comes from one origin that is no agency.',
      against: true, carries: false, amount: told_by,
      points: $points.single_complainant,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {origin: origins[0]}} AS reason
  UNION ALL
  // care_round
  UNWIND [mark IN marks WHERE mark.subject = address AND mark.flag = 'care_round'] AS mark
  WITH count(*) AS rows,
    max(mark.day) AS day,
    [] AS links,
    collect(mark.report) AS reports,
    [] AS events,
    collect(mark.id) AS flags,
    [] AS others,
    count(DISTINCT mark.origin) AS origins
  WHERE rows > 0
  RETURN {indicator: 'care_round', class: 'context',
      meaning: 'Carers visit the home by roster.',
      against: true, carries: false, amount: origins,
      points: $points.care_round,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {}} AS reason
  UNION ALL
  // licensed_hmo
  UNWIND [mark IN marks WHERE mark.subject = address AND mark.flag = 'licensed_hmo'] AS mark
  WITH count(*) AS rows,
    max(mark.day) AS day,
    [] AS links,
    collect(mark.report) AS reports,
    [] AS events,
    collect(mark.id) AS flags,
    [] AS others,
    count(DISTINCT mark.origin) AS origins
  WHERE rows > 0
  RETURN {indicator: 'licensed_hmo', class: 'context',
      meaning: 'The house is licensed for several households.',
      against: true, carries: false, amount: origins,
      points: $points.licensed_hmo,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {}} AS reason
  UNION ALL
  // seen_well
  UNWIND [mark IN marks WHERE mark.subject = address AND mark.flag = 'seen_well' AND mark.day >= today - duration({days: 90})] AS mark
  WITH count(*) AS rows,
    max(mark.day) AS day,
    [] AS links,
    collect(mark.report) AS reports,
    [] AS events,
    collect(mark.id) AS flags,
    [] AS others,
    count(DISTINCT mark.origin) AS origins
  WHERE rows > 0
  RETURN {indicator: 'seen_well', class: 'context',
      meaning: 'A direct check within 90 days found the occupant in control.',
      against: true, carries: false, amount: origins,
      points: $points.seen_well,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {}} AS reason
  UNION ALL
  // treatment_group
  UNWIND [mark IN marks WHERE mark.subject = address AND mark.flag = 'treatment_group'] AS mark
  WITH count(*) AS rows,
    max(mark.day) AS day,
    [] AS links,
    collect(mark.report) AS reports,
    [] AS events,
    collect(mark.id) AS flags,
    [] AS others,
    count(DISTINCT mark.origin) AS origins
  WHERE rows > 0
  RETURN {indicator: 'treatment_group', class: 'context',
      meaning: 'A treatment or peer-support group meets at the address.',
      against: true, carries: false, amount: origins,
      points: $points.treatment_group,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {}} AS reason
  UNION ALL
  // shared_accommodation
  WITH address.use AS used
  WHERE used IN ['hotel', 'hostel', 'supported_living', 'care_home']
    OR used = 'hmo' AND NOT any(mark IN marks WHERE mark.subject = address AND mark.flag = 'licensed_hmo')
  WITH count(*) AS rows,
    null AS day,
    [] AS links,
    [] AS reports,
    [] AS events,
    [] AS flags,
    [] AS others,
    max(used) AS kept_as
  WHERE rows > 0
  RETURN {indicator: 'shared_accommodation', class: 'context',
      meaning: 'A hotel, hostel, shared house, supported living or care home, where many people stay.',
      against: true, carries: false, amount: 1,
      points: CASE kept_as WHEN 'hotel' THEN -8 ELSE -4 END,
      day: day, links: links, reports: reports, events: events, flags: flags, others: others, words: {use: CASE kept_as WHEN 'hotel' THEN 'a hotel' WHEN 'hostel' THEN 'a hostel' WHEN 'hmo' THEN 'a house in multiple occupation' WHEN 'supported_living' THEN 'supported living' ELSE 'a care home' END}} AS reason
}
// Conduct, events and disclosures older than a year weigh half.
WITH address, today, reason, CASE WHEN reason.class IN ['conduct', 'event', 'disclosure'] AND NOT reason.against
  AND reason.points > 1 AND reason.day < today - duration({days: $halved_after_days})
  THEN reason.points / 2 ELSE reason.points END AS points
WITH address, today, collect(reason {.*, points: points}) AS found
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
WITH * ORDER BY points DESC, address.id LIMIT toInteger($limit)
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
RETURN address.id AS subject, coalesce(address.line + ', ' + address.postcode, address.line, address.postcode, address.id) AS label, support, points, independent_sources,
  last_act, reasons, against, agencies
ORDER BY points DESC, subject;
// [[[end]]]
