/**
 * The data dictionary: every table, view and column of the file in a line each, for `prm schema` and for people who
 * open the file with other tools. A test compares it with a real file.
 */
import { FIELDS, isField } from '../model/fields.ts'
import { COMPANY_VALUES } from './companies.ts'
import { LEAD_COLUMNS, leadColumn } from './lead-columns.ts'
import { PERSON_DERIVED, PERSON_VALUES } from './people.ts'

/** `date` is an ISO date, `time` an ISO time in UTC, `json` JSON: all kept as TEXT; `boolean` is kept as 0 or 1. */
export type ColumnType = 'text' | 'integer' | 'real' | 'boolean' | 'date' | 'time' | 'json' | 'blob'

export interface ColumnDoc {
  name: string
  type: ColumnType
  doc: string
}

export interface TableDoc {
  name: string
  kind: 'table' | 'view'
  /** `durable`: read or decided, never recomputed. `derived`: follows from that and can be rebuilt. */
  nature: 'durable' | 'derived'
  doc: string
  columns: readonly ColumnDoc[]
}

type Columns = Record<string, readonly [ColumnType, string]>

const list = (columns: Columns): ColumnDoc[] =>
  Object.entries(columns).map(([name, [type, doc]]) => ({ name, type, doc }))

const durable = (name: string, doc: string, columns: Columns): TableDoc => ({
  name,
  kind: 'table',
  nature: 'durable',
  doc,
  columns: list(columns),
})

const derived = (name: string, doc: string, columns: readonly ColumnDoc[]): TableDoc => ({
  name,
  kind: 'table',
  nature: 'derived',
  doc,
  columns,
})

const RUN = ['integer', 'the run that wrote it'] as const
const ACTIVE = ['boolean', 'counts; 0 after its run was undone'] as const
const PERSON = ['text', 'the person'] as const
const RECORD = ['integer', 'the record it comes from'] as const

/** Columns that carry the vocabulary and what `lead` shows of it mean there what they mean in `lead`. */
const asInLead = (names: readonly string[]): ColumnDoc[] =>
  names.flatMap((name) => {
    const known = leadColumn.get(name)
    return known === undefined
      ? []
      : [{ name, type: known.type, doc: isField(name) ? FIELDS[name].doc : known.doc }]
  })

const DIMENSION_COLUMNS: Columns = {
  firmographic: ['integer', 'points for what the company is'],
  technographic: ['integer', 'points for what the company uses'],
  person: ['integer', 'points for who the person is'],
  behavioural: ['integer', 'points for what the person did'],
  intent: ['integer', 'points for signals of intent'],
}

const SCORE_COLUMNS: Columns = {
  run_id: RUN,
  as_of: ['date', 'the clock by which it was judged'],
  score: ['integer', 'the sum of the dimensions, 0 to 100'],
  grade: ['text', 'A to D, by the cut points of the model'],
  fit: ['text', 'A, the best, to C or further: how well the person and the company fit'],
  heat: ['integer', '1 to 3: how much points to a purchase now; 1 is hottest'],
  route: ['text', 'the first route whose condition holds'],
  ...DIMENSION_COLUMNS,
  mvl: ['boolean', 'passes the gate mvl'],
  missing: ['text', 'what the gate mvl still asks for, separated by commas'],
}

const LEAD: TableDoc = {
  name: 'lead',
  kind: 'view',
  nature: 'derived',
  doc: 'one row a person as the sales side sees them: the columns of --where, rules, gates and exports',
  columns: LEAD_COLUMNS.flatMap(({ name, type, doc }) =>
    name === 'suppressed'
      ? [
          {
            name: 'answers',
            type: 'json' as const,
            doc: 'the newest answers as one object; in rules answer.<key>',
          },
          { name, type, doc },
        ]
      : name === 'guessed'
        ? [
            {
              name: 'custom',
              type: 'json' as const,
              doc: 'own columns of the lists as one object, those of the company included; in rules custom.<name>',
            },
            { name, type, doc },
          ]
        : [{ name, type, doc }],
  ),
}

/** Every table and view, `lead` first, then what follows from the facts, then the facts. */
export const TABLES: readonly TableDoc[] = [
  LEAD,
  {
    name: 'account',
    kind: 'view',
    nature: 'derived',
    doc: 'one row a company, with its best score',
    columns: list({
      id: ['text', 'the stable id of the company'],
      company: ['text', 'company name, without its legal form'],
      domain: ['text', 'registrable domain: what a company is known by'],
      industry: ['text', 'industry'],
      employees: ['integer', 'head count; of a range, its lower end'],
      revenue: ['real', 'annual revenue, in the currency of the list'],
      country: ['text', 'ISO 3166-1 alpha-2 code'],
      customer: ['boolean', 'stands in a list of customers'],
      people: ['integer', 'how many people are known at the company'],
      stakeholders: ['integer', 'how many different functions these people have'],
      signals_90d: ['integer', 'signals of intent in the last 90 days'],
      best_score: ['integer', 'the highest score among its people'],
      in_market: ['boolean', 'among the accounts most likely to buy now; NULL: never asked for'],
      in_market_because: ['text', 'why: signals and fit'],
      in_market_until: ['date', 'the last day on which this holds'],
    }),
  },
  {
    name: 'source_quality',
    kind: 'view',
    nature: 'derived',
    doc: 'one row a source: its people, what came of them, and what that cost; prm sources says more',
    columns: list({
      source: ['text', 'name of the source'],
      kind: ['text', 'list, hand or service'],
      people: ['integer', 'people who stand in it'],
      unreachable: ['integer', 'of these: without an e-mail address or phone number that could work'],
      qualified: ['integer', 'of these: pass the gate mvl'],
      pushed: ['integer', 'of these: were given to a target'],
      replied: ['integer', 'of these: replied'],
      meeting: ['integer', 'of these: met us'],
      won: ['integer', 'of these: are customers or have bought'],
      cost: ['real', 'what the source has cost'],
      currency: ['text', 'of the cost, ISO 4217'],
      cost_per_qualified: ['real', 'the cost by the people who are qualified'],
      cost_per_won: ['real', 'the cost by the customers'],
    }),
  },
  derived('person', 'people, as they follow from their records', [
    { name: 'id', type: 'text', doc: 'the stable id of the person; the oldest record’s id survives merges' },
    ...asInLead(PERSON_VALUES),
    ...asInLead([...PERSON_DERIVED, 'last_touch', 'next_step_on']),
    ...list({
      custom: ['json', 'the lists’ own columns as one object'],
      answers: ['json', 'the newest answers to the questions of discovery as one object'],
      signals: ['integer', 'how many signals there are about the person'],
      has_events: ['integer', '1 where there is any event of the person'],
      records: ['integer', 'how many records stand behind the person'],
    }),
  ]),
  derived('company', 'companies, as they follow from the records of their people', [
    { name: 'id', type: 'text', doc: 'the stable id of the company' },
    {
      name: 'key',
      type: 'text',
      doc: 'd: and the domain, or n:, the name, @ and the country: what makes it one company',
    },
    ...asInLead(COMPANY_VALUES),
    ...list({
      custom: [
        'json',
        'own columns of lists and services about companies as one object; their people have them too',
      ],
      country: ['text', 'ISO 3166-1 alpha-2 code'],
      customer: ['boolean', 'stands in a list of customers'],
      people: ['integer', 'how many people are known there'],
      stakeholders: ['integer', 'how many different functions these people have'],
      functions: ['integer', 'these functions, one bit each; -1: not counted yet'],
      signals: ['integer', 'how many signals there are about the company'],
    }),
  ]),
  derived(
    'role',
    'people at companies, present and past',
    list({
      person_id: PERSON,
      company_id: ['text', 'the company'],
      title: ['text', 'job title there'],
      seniority: ['text', 'as read or derived from the title'],
      department: ['text', 'as read or derived from the title'],
      stint: ['integer', 'counts up from 1 where somebody came back to a company'],
      since: ['date', 'when it began, where a list tells or a newer list told of the move'],
      until: ['date', 'when it ended'],
      buying_role: ['text', 'economic_buyer, champion, technical, user, blocker: as somebody said it'],
      is_current: ['boolean', 'held now, as far as is known; lead shows one of them'],
      record_id: RECORD,
    }),
  ),
  derived(
    'email',
    'e-mail addresses of people',
    list({
      person_id: PERSON,
      address: ['text', 'the address'],
      position: ['integer', '1 is the one to write to'],
      record_id: RECORD,
    }),
  ),
  derived(
    'phone',
    'phone numbers of people',
    list({
      person_id: PERSON,
      number: ['text', 'in E.164 where it could be read, +14155550132'],
      kind: ['text', 'the field of the list: phone, mobile, phone_home, phone_other'],
      position: ['integer', '1 is the best'],
      record_id: RECORD,
    }),
  ),
  derived(
    'profile',
    'profile pages of people',
    list({
      person_id: PERSON,
      url: ['text', 'the address of the page'],
      network: ['text', 'linkedin, twitter'],
      record_id: RECORD,
    }),
  ),
  derived(
    'duplicate',
    'pairs of people who look alike and wait for somebody to judge',
    list({
      a_id: ['text', 'one person'],
      b_id: ['text', 'the other'],
      reason: ['text', 'what they share'],
      record_id: ['integer', 'the record that fits both'],
    }),
  ),
  derived('latest_score', 'the score of each person in force', list({ person_id: PERSON, ...SCORE_COLUMNS })),
  derived(
    'assignment',
    'the owner that prm assigned to each company, and to people without one',
    list({
      id: ['text', 'the company, or the person'],
      owner: ['text', 'as under team: in the config; what a list or a hand says of a person goes before it'],
      decision_id: ['integer', 'the decision, which says by which rule'],
    }),
  ),
  derived(
    'score_state',
    'by what the latest scores were given',
    list({
      id: ['integer', 'always 1'],
      fingerprint: ['text', 'hash of the model, the gate, the settings and the day'],
      measured: ['json', 'of what the gates read: whether the file holds data for it'],
      circumstances: ['text', 'hash of what that depends on besides the facts'],
    }),
  ),
  derived(
    'score_count',
    'how many people have each result of scoring',
    list({
      grade: ['text', 'A to D'],
      fit: ['text', 'A, B, C, …'],
      heat: ['integer', '1 to 3'],
      score: ['integer', '0 to 100'],
      mvl: ['integer', '1: passes the gate mvl'],
      route: ['text', 'empty where there is none'],
      missing: ['text', 'names of the unmet requirements; empty for who passes the gate mvl'],
      people: ['integer', 'how many'],
    }),
  ),
  derived(
    'score_due',
    'who has changed since the latest scores were given',
    list({ id: ['text', 'a person, or a company whose people are meant'] }),
  ),
  derived(
    'market',
    'the accounts most likely to buy now, as many as the purchase cycle lets expect',
    list({
      company_id: ['text', 'the company'],
      place: ['integer', '1 is the most likely'],
      fit: ['integer', 'points of fit of the person there who fits best'],
      intent: ['integer', 'points of intent of the person there who shows most'],
      because: ['text', 'why: signals and fit'],
      since: ['date', 'the first day on which it was so judged'],
      until: ['date', 'the last day on which this holds'],
    }),
  ),
  derived(
    'record_key',
    'the exact keys by which records are recognised as one person',
    list({
      key: ['text', 'e: an e-mail, p: a profile, x: an id of a source'],
      record_id: ['integer', 'the record'],
    }),
  ),
  derived(
    'match_state',
    'how far the file has been matched',
    list({
      about: ['text', 'person'],
      model_id: ['integer', 'the model behind keys and pairs'],
      upto: ['integer', 'the last record that was looked at'],
      cut: ['real', 'log2 of the odds from which on pairs were merged'],
    }),
  ),
  derived(
    'match_key',
    'the keys under which units may meet, packed in order',
    list({
      segment: ['integer', 'the layer; new units open a new one'],
      first: ['integer', 'the first key in it'],
      entries: ['blob', 'keys as 64-bit floats, then the units as 32-bit integers'],
    }),
  ),
  derived(
    'match_edge',
    'pairs of units that may be one person',
    list({
      a: ['integer', 'the first record of one unit'],
      b: ['integer', 'the first record of the other'],
      bits: ['real', 'log2 of the odds that they are one'],
      is_open: ['boolean', 'matching did not make one person of them'],
      refused: ['text', 'what kept them apart'],
    }),
  ),
  derived(
    'match_shared',
    'phones and mailboxes that several people have, as hashes',
    list({ key: ['integer', 'the hash'] }),
  ),
  derived(
    'match_case',
    'pairs of people that wait for an answer',
    list({
      a: ['integer', 'the first record of one'],
      b: ['integer', 'the first record of the other, the later one'],
      people: ['integer', 'a hash of the two: pairs of records can be about the same people'],
    }),
  ),
  derived(
    'match_due',
    'records to be matched again: what they say, or what was decided of them, has changed',
    list({ record_id: ['integer', 'the record'] }),
  ),
  derived(
    'match_company',
    'what companies may have in common with others, as it is compared',
    list({
      key: ['text', 'the key of the company'],
      name: ['text', 'its name without the legal form'],
      word: ['text', 'the first word of its domain'],
      page: ['text', 'its LinkedIn page'],
      phone: ['text', 'its phone'],
    }),
  ),
  derived(
    'match_company_edge',
    'pairs of companies that may be one',
    list({
      a: ['text', 'the key of one'],
      b: ['text', 'the key of the other'],
      bits: ['real', 'what speaks for one company, in bits'],
      is_named: ['boolean', 'their names are equal'],
      is_backed: ['boolean', 'more than names speaks for it'],
      is_elsewhere: ['boolean', 'they are known to be in different places'],
    }),
  ),
  derived(
    'match_company_due',
    'companies to be compared again: something of them, or what their records say, has changed',
    list({ key: ['text', 'the key of the company'] }),
  ),
  durable('record', 'single observations: a row of a list, an edit by hand; kept as read', {
    id: ['integer', 'numbered in the order of reading'],
    batch_id: ['integer', 'the list in which it was read first'],
    line: ['integer', 'the row number that a spreadsheet shows'],
    hash: ['integer', 'of the cells and how they were read, to find repeats'],
    observed_at: ['date', 'the day of the observation, where the list gives one'],
    cells: ['json', 'the cells exactly as read'],
    fields: ['json', 'what they say: field → value'],
    active: ACTIVE,
    tail: ['text', 'the random part of the id that a person takes from it'],
    group_id: ['integer', 'the oldest record of those that share keys'],
    person_id: ['text', 'the person; NULL where it describes only a company'],
    company_key: ['text', 'the key of its company'],
    domain: ['text', 'the company domain that it names'],
    name_key: ['text', 'the company name for comparing'],
    country: ['text', 'the country of a company known by its name alone'],
  }),
  durable(
    'sighting',
    'rows of lists and what became of each; a row read again is one more sighting of its record',
    {
      batch_id: ['integer', 'the list'],
      line: ['integer', 'the row number that a spreadsheet shows'],
      record_id: ['integer', 'the record; NULL for rows that make none'],
      outcome: ['text', 'created, updated, unchanged, repeat, rejected'],
      reason: ['text', 'why a row was rejected'],
      changed: ['json', 'the fields that it changed'],
      cells: ['json', 'the cells of a rejected row, and of a row of signals or events'],
    },
  ),
  durable('batch', 'lists as read: one row a file and run', {
    id: ['integer', 'numbered in the order of reading'],
    run_id: RUN,
    source_id: ['integer', 'the source'],
    kind: ['text', 'people, companies, signals, events, suppressions, customers'],
    file: ['text', 'the file as named on the command line; - is stdin'],
    sha256: ['text', 'of the bytes of the file'],
    reading: ['json', 'how it was read: encoding, delimiter, header, mapping of the columns'],
    signature: ['text', 'hash of all that decides what a row says besides its cells'],
    on_match: ['text', 'what it does to known people: fill, overwrite, refresh, skip; hand for edits'],
    rows: ['integer', 'rows committed'],
    finished: ['boolean', 'read to the end'],
    active: ACTIVE,
  }),
  durable('source', 'where records come from', {
    id: ['integer', 'the number of the source'],
    name: ['text', 'by default the name of the file'],
    kind: ['text', 'list, hand or service'],
    trust: ['integer', 'place in the order of trust; smaller is more trusted'],
    cost: ['real', 'what it cost'],
    currency: ['text', 'the currency of the cost'],
    created_at: ['time', 'when it was first used'],
  }),
  durable('max_age', 'how long a check holds; after that the address counts as not checked at that level', {
    level: ['text', 'how deep the check went: syntax, domain, mailbox; number, line'],
    depth: ['integer', 'a deeper check outranks a shallower one'],
    days: ['integer', 'from the configuration with which addresses were checked last'],
  }),
  derived(
    'dns',
    'what the DNS said of mail domains, for as long as it said that this holds',
    list({
      name: ['text', 'the domain'],
      reply: ['json', 'its mail exchangers or addresses, or that there are none'],
      until: ['time', 'asked again after this'],
    }),
  ),
  durable('score_model', 'the models by which scores were given; runs name them by their hash', {
    hash: ['text', 'of the model'],
    model: ['json', 'dimensions, rules, half-lives and cut points'],
  }),
  durable('run', 'executions of commands that changed something', {
    id: ['integer', 'what prm history and prm undo take'],
    command: ['text', 'import, enrich, validate, dedupe, score, push, edit, undo …'],
    parent_id: ['integer', 'the prm run of which it is a step'],
    undoes: ['integer', 'the run that it takes back'],
    undone_by: ['integer', 'the run that took it back'],
    status: ['text', 'running, done, failed, interrupted'],
    started_at: ['time', 'when it began'],
    finished_at: ['time', 'when it ended'],
    as_of: ['date', 'the clock of its rules'],
    input: ['json', 'what the command was asked'],
    counts: ['json', 'what it did, in numbers'],
    version: ['text', 'the version of prm'],
    pid: ['integer', 'the process'],
    host: ['text', 'the machine'],
  }),
  durable(
    'decision',
    'links of records and companies, stages, owners, permission to derive; they name records and keys, never people',
    {
      id: ['integer', 'numbered in the order of deciding'],
      run_id: RUN,
      kind: [
        'text',
        'must_link, cannot_link, unsure; company_link, company_cannot_link, company_unsure; about (edit), stage, enrich, assign',
      ],
      record_id: ['integer', 'one record'],
      other_id: ['integer', 'the other record'],
      value: [
        'json',
        'of stage: which, since when, by hand or rule; of enrich: the records that it covers; of assign: owner, rule',
      ],
      because: ['text', 'why'],
      decided_by: ['text', 'prm, or who'],
      decided_at: ['time', 'when'],
      active: ACTIVE,
      ended_by: [
        'integer',
        'the run that took back an automatic link; it holds again where that run is undone',
      ],
      company_key: ['text', 'of a decision about companies: the key of the one that was known first'],
      other_key: ['text', 'the key of the other company'],
    },
  ),
  durable(
    'match_model',
    'by which weights the same person was recognised; the newest that was not undone is used',
    {
      id: ['integer', 'numbered in the order of fitting'],
      run_id: ['integer', 'the run that fitted it; without one where it merged nobody'],
      about: ['text', 'person'],
      units: ['integer', 'how many were in the file then: records that share an exact key count as one'],
      fitted_at: ['time', 'when'],
      model: ['json', 'priors, weights, and how unequal the frequencies of values are'],
    },
  ),
  durable(
    'match_count',
    'how often values occurred when a model was fitted: a rare name that agrees tells more',
    {
      model_id: ['integer', 'the model that it belongs to'],
      kind: ['text', 'given, family or company'],
      value: ['text', 'as it is compared: without titles, legal forms and accents'],
      count: ['integer', 'how many had it; of those that three or more had'],
    },
  ),
  durable('activity', 'what was done with people, as it was logged', {
    id: ['integer', 'numbered in the order of logging'],
    run_id: RUN,
    record_id: ['integer', 'the oldest record of the person at the time'],
    kind: ['text', 'note, call, email, meeting, message, done (a step), or a word of your own'],
    at: ['time', 'when; only the day where no time was told'],
    detail: ['text', 'what it was about'],
    done_by: ['text', 'who did it'],
    answered: ['boolean', 'the person answered: that makes a prospect, as a meeting does'],
    shared: ['boolean', 'shared with the buyer'],
    step_id: ['integer', 'the step that it completes'],
    active: ACTIVE,
  }),
  durable('step', 'what is to be done next; open until an activity completes it', {
    id: ['integer', 'what prm log --done takes'],
    run_id: RUN,
    record_id: ['integer', 'the oldest record of the person at the time'],
    due_on: ['date', 'the day on which it is due'],
    detail: ['text', 'what is to be done'],
    done_by: ['text', 'who is to do it'],
    shared: ['boolean', 'shared with the buyer'],
    active: ACTIVE,
  }),
  durable('answer', 'what people told when they were asked; the newest of each question holds', {
    id: ['integer', 'numbered in the order of telling'],
    run_id: RUN,
    record_id: ['integer', 'the oldest record of the person at the time'],
    question: ['text', 'the key of the question'],
    type: ['text', 'text, number, date, boolean'],
    value: ['text', 'the answer; NULL: taken back'],
    answered_on: ['date', 'the day on which it was told'],
    told_by: ['text', 'who wrote it down'],
    active: ACTIVE,
  }),
  durable(
    'relationship',
    'ties of people to people and companies, said by hand; they name records, never people',
    {
      id: ['integer', 'numbered in the order of saying'],
      run_id: RUN,
      record_id: ['integer', 'a record of the person it is said of'],
      other_id: ['integer', 'a record of the other person; NULL: the tie is to a company'],
      company_key: ['text', 'the key of the company; NULL: the tie is to a person'],
      kind: [
        'text',
        'reports_to, works_with, introduced_by, knows, former_colleague, adviser_of, investor_in, …',
      ],
      since: ['text', 'from when: a year, a month or a day'],
      until: ['text', 'until when; NULL: still, or unknown'],
      because: ['text', 'why, or how one knows'],
      decided_by: ['text', 'hand, or who'],
      decided_at: ['time', 'when it was said'],
      removes: ['integer', 'the row that this one takes away; NULL: it says a tie'],
      active: ACTIVE,
    },
  ),
  durable('verdict', 'checks of addresses; about the address, never about a person', {
    id: ['integer', 'numbered in the order of checking'],
    run_id: RUN,
    kind: ['text', 'email or phone'],
    address: ['text', 'the address or number'],
    verdict: ['text', 'valid, plausible, risky, invalid, unknown'],
    level: ['text', 'how deep the check went: syntax, domain, mailbox; number, line'],
    reason: ['text', 'why, from a closed list'],
    suggestion: ['text', 'what was probably meant'],
    checked_by: ['text', 'prm or a service'],
    checked_at: ['time', 'when'],
    evidence: ['json', 'what the service said'],
    active: ACTIVE,
  }),
  durable('signal', 'dated evidence of intent about people and companies; each once', {
    id: ['integer', 'numbered in the order of arrival'],
    run_id: RUN,
    about: ['text', 'd: a domain, n: a company name, e: p: x: the key of a person, r: a record'],
    kind: ['text', 'funding, hiring, job_posting, tech_change, job_change, leadership_change, news, …'],
    observed_on: ['date', 'the day of the signal; of an intent topic without a date, the day of the import'],
    detail: ['text', 'what happened'],
    url: ['text', 'where it is told'],
    hash: ['integer', 'of what it says, to find repeats'],
    active: ['boolean', 'counts; 0 when all its evidence was taken back'],
    person_id: ['text', 'the person it is about; NULL: none, or not in the file yet; derived'],
    company_id: ['text', 'the company it is about; NULL: none, or not in the file yet; derived'],
  }),
  durable('event', 'what people did, and what befell messages to them; each once', {
    id: ['integer', 'numbered in the order of arrival'],
    run_id: RUN,
    about: ['text', 'e: an e-mail, p: a profile, x: an id of a source, r: a record'],
    kind: ['text', 'visit, sign_up, open, click, reply, meeting, form, purchase, unsubscribe, bounce, …'],
    at: ['time', 'when; only the day where the list tells no time'],
    detail: ['text', 'what happened'],
    url: ['text', 'the page or link'],
    campaign: ['text', 'the campaign it belongs to'],
    external_id: ['text', 'the id that the source gave to the event'],
    machine: [
      'integer',
      'not 0: done by a program, not by the person; 1: as the source says, 2: by its timing',
    ],
    hash: ['integer', 'of what it says, to find repeats'],
    active: ['boolean', 'counts; 0 when all its evidence was taken back'],
    person_id: ['text', 'the person; NULL: not in the file yet; derived'],
  }),
  durable('evidence', 'where signals and events were read; one that was read twice has two', {
    batch_id: ['integer', 'the list'],
    line: ['integer', 'the row number that a spreadsheet shows'],
    fact: ['text', 'signal or event'],
    fact_id: ['integer', 'which'],
    record_id: ['integer', 'the record that tells of it; NULL for a row of signals or events'],
  }),
  durable(
    'suppression',
    'addresses that must never leave the file, as keyed hashes; they survive undo and erasure',
    {
      hash: ['text', 'keyed hash of the address'],
      kind: ['text', 'email, domain or phone'],
      reason: ['text', 'why'],
      created_at: ['time', 'since when'],
      batch_id: ['integer', 'the list that brought it; NULL: another way'],
    },
  ),
  durable('score', 'scores as given, kept where they changed', {
    person_id: PERSON,
    ...SCORE_COLUMNS,
    active: ACTIVE,
  }),
  durable('segment', 'segments of the config, as scoring saw them', {
    name: ['text', 'its name'],
    condition: ['text', 'its condition when it was seen last'],
    since: ['date', 'seen first'],
    seen_on: ['date', 'seen last'],
  }),
  durable('segment_change', 'who entered and left segments, as scoring saw it', {
    segment: ['text', 'name of the segment'],
    person_id: PERSON,
    run_id: RUN,
    seen_on: ['date', 'the day on which it was seen'],
    change: ['text', 'entered, left'],
    active: ACTIVE,
  }),
  durable('push', 'the ledger of pushes: what each target was given', {
    target: ['text', 'csv:qualified.csv, hubspot …'],
    person_id: PERSON,
    run_id: RUN,
    outcome: ['text', 'created, updated, removed'],
    remote_id: ['text', 'the id at the target'],
    content: ['json', 'the values that the target has from us by now'],
    pushed_at: ['time', 'when'],
    changes: ['json', 'at a CRM: field → [what stood there, what was written]'],
  }),
  durable('push_company', 'the same ledger of companies, at CRMs', {
    target: ['text', 'hubspot …'],
    company_id: ['text', 'the company'],
    run_id: RUN,
    outcome: ['text', 'created, updated, removed'],
    remote_id: ['text', 'the id at the target'],
    content: ['json', 'the values that the target has from us by now'],
    changes: ['json', 'field → [what stood there, what was written]'],
    pushed_at: ['time', 'when'],
  }),
  durable('push_open', 'what was being written to a CRM and has no outcome, and what it would not take', {
    target: ['text', 'hubspot …'],
    kind: ['text', 'person or company'],
    entity_id: ['text', 'its id'],
    run_id: RUN,
    state: ['text', 'sent (nobody knows what came of it), failed'],
    action: ['text', 'create, update'],
    remote_id: ['text', 'the id at the target, where it was known'],
    content: ['json', 'the values'],
    changes: ['json', 'field → [what stood there, what is written]'],
    code: ['text', 'of the failure, by the target'],
    message: ['text', 'its words'],
    retry: ['boolean', 'the next push tries again'],
    at: ['time', 'when'],
  }),
  durable('push_tie', 'ties between people that a CRM was told of', {
    target: ['text', 'hubspot …'],
    from_id: PERSON,
    to_id: PERSON,
    relationship: ['text', 'reports_to, introduced_by …'],
    run_id: RUN,
  }),
  durable('connection', 'the account of each CRM that this file belongs to', {
    target: ['text', 'hubspot …'],
    account_id: ['text', "the CRM's own"],
    account: ['text', 'its name'],
    connected_at: ['time', 'since when'],
  }),
  durable('change', 'what a derived value was, what it is, which run did it and why', {
    id: ['integer', 'numbered in the order of changing'],
    run_id: RUN,
    entity: ['text', 'person or company'],
    entity_id: ['text', 'its id'],
    field: ['text', 'the column'],
    old: ['text', 'before; NULL: unknown'],
    new: ['text', 'after; NULL: unknown'],
    why: ['text', 'list, newer, hand, rule, enrich, verdict, merge, split, undo, rederive'],
  }),
  durable(
    'service_answer',
    'the newest answer of each service about each subject: paid once, kept through undo',
    {
      service: ['text', 'who answered: zerobounce, hunter …'],
      question: ['text', 'what was asked: email, phone'],
      subject: ['text', 'about what: the address'],
      kind: ['text', 'answer, none (it has nothing), unknown (it could not tell)'],
      answer: ['json', 'what it said'],
      charged: ['boolean', 'it cost a unit'],
      cost: ['real', 'by the prices of the config; NULL: none was named'],
      currency: ['text', 'of the cost'],
      asked_at: ['time', 'when'],
      good_until: ['time', 'asked again after that; NULL: as old as the asker allows'],
    },
  ),
  durable('service_job', 'jobs that services work on by themselves', {
    id: ['integer', 'numbered in the order of sending'],
    service: ['text', 'who works on it'],
    question: ['text', 'what was asked: email, phone'],
    job: ['text', 'the id at the service; NULL: none came back'],
    state: ['text', 'sending, open, done, failed, lost (sent, but its id never came)'],
    subjects: ['integer', 'how many inputs it has'],
    inputs: ['json', 'the inputs, until it has ended'],
    pid: ['integer', 'the process that sent it'],
    host: ['text', 'its machine'],
    sent_at: ['time', 'when it was sent'],
    ended_at: ['time', 'when its answers were taken, or it was given up'],
  }),
  durable('lease', 'long work that one process at a time may do, and which does it now', {
    name: ['text', 'the work: run'],
    token: ['text', 'of the process that does it'],
    pid: ['integer', 'the process'],
    host: ['text', 'the machine'],
    taken_at: ['time', 'since when'],
    beat_at: ['time', 'its last sign of life'],
  }),
  durable('meta', 'facts about the file itself', {
    key: ['text', 'file_key (of the hashes of suppressions), erased:… (keyed hashes of who was erased), …'],
    value: ['text', 'the value'],
  }),
  durable('migration', 'steps of the schema that this file has been through', {
    number: ['integer', 'the number of the step'],
    name: ['text', 'its name'],
    hash: ['text', 'of its SQL'],
    applied_at: ['time', 'when'],
  }),
]
