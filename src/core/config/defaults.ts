/**
 * What serves without a config, and what `prm init` writes out for editing. The model has to say something useful of
 * any B2B list with no tuning: who decides, can be reached, works for a company that we know, and shows interest.
 */
import type { Config } from './config.ts'

export const DEFAULT_CONFIG: Config = {
  builtIn: true,
  path: null,
  database: null,
  country: 'US',
  as_of: null,
  strict: false,
  inbox: null,
  customers: null,
  me: [],
  import: { on_match: 'fill', map: {}, ignore: [], sources: [] },
  validate: {
    extra_tlds: [],
    max_age: { syntax: 365, domain: 90, mailbox: 90, number: 365, line: 180 },
    resolver: [],
  },
  enrich: {
    ...{ company: [], person: [], need: [], older_than: 90, not_found: 30 },
    ...{ stop_if: null, max_cost: null, max_cost_each: null },
  },
  lists: { disposable: null, not_disposable: null },
  services: {},
  http: {},
  collect: [],
  prices: { currency: 'USD', of: {} },
  model_file: null,
  in_market: null,
  model: {
    dimensions: {
      firmographic: {
        cap: 40,
        rules: [
          { when: 'domain is not null', points: 10, because: 'the company and its domain are known' },
          { when: 'industry is not null', points: 5, because: 'the industry is known' },
          { when: 'employees between 10 and 49', points: 10, because: 'a small company, quick to decide' },
          {
            when: 'employees between 50 and 1000',
            points: 15,
            because: 'big enough to buy, small enough to decide',
          },
          { when: 'employees > 1000', points: 10, because: 'a large company: larger deals, longer talks' },
          { when: 'employees < 3', points: -5, because: 'one or two people: hardly a budget' },
          { when: 'revenue >= 1000000', points: 5, because: 'a revenue of a million or more' },
          {
            when: 'stakeholders >= 2',
            points: 5,
            because: 'people in several functions are known at the company',
          },
          {
            when: 'stakeholders >= 4',
            points: 3,
            because: 'people in four or more functions are known there',
          },
        ],
      },
      technographic: {
        cap: 15,
        rules: [
          {
            when: 'technologies is not null',
            points: 5,
            because: 'we know what they work with: something to talk about',
          },
        ],
      },
      person: {
        cap: 45,
        rules: [
          { when: "seniority = 'c_level'", points: 20, because: 'head of the company: decides' },
          { when: "seniority = 'vp'", points: 18, because: 'vice president: holds a budget' },
          { when: "seniority = 'director'", points: 15, because: 'director: decides or is asked' },
          { when: "seniority = 'manager'", points: 9, because: 'manager: uses it and recommends it' },
          { when: "seniority = 'senior'", points: 4, because: 'senior: is listened to' },
          { when: "seniority = 'junior'", points: -5, because: 'junior: seldom decides' },
          { when: 'title is not null', points: 3, because: 'the job title is known' },
          { when: 'department is not null', points: 4, because: 'the department is known' },
          {
            when: "lower(email) like '%@%' || lower(domain)",
            points: 6,
            because: 'a work e-mail at the company’s own domain',
          },
          {
            when: "email_status in ('valid', 'plausible')",
            points: 7,
            because: 'the e-mail address passed every check so far',
          },
          {
            when: "phone_status in ('valid', 'plausible')",
            points: 5,
            because: 'the phone number passed every check so far',
          },
          {
            when: 'linkedin_url is not null',
            points: 2,
            because: 'has a profile that can be read before the call',
          },
          {
            when: "lower(email) not like '%@%' || lower(domain)",
            points: -4,
            because: 'the e-mail is not at the company’s domain: probably a private mailbox',
          },
          {
            when: "email_reason = 'role_account'",
            points: -8,
            because: 'a shared mailbox: nobody in person',
          },
          { when: "email_reason = 'disposable'", points: -10, because: 'a throw-away address' },
          { when: "email_status = 'invalid'", points: -10, because: 'the e-mail address cannot work' },
        ],
      },
      behavioural: {
        cap: 25,
        rules: [
          { when: 'product_interest is not null', points: 10, because: 'asked about a product' },
          { when: "buying_stage = 'search'", points: 5, because: 'is looking for solutions' },
          { when: "buying_stage = 'evaluation'", points: 15, because: 'is comparing offers' },
          { when: "source ilike '%referr%'", points: 10, because: 'was referred by someone' },
          {
            when: "source ilike '%demo%' or source ilike '%trial%' or source ilike '%contact%form%'",
            points: 10,
            because: 'came to us by themselves',
          },
          { when: 'created_at >= today - 90', points: 5, because: 'came in during the last 90 days' },
          { when: 'unsubscribed', points: -50, because: 'asked not to be written to' },
        ],
      },
      intent: { cap: 30, rules: [] },
    },
    decay: {
      signals: {
        funding: { points: 20, half_life: 90 },
        hiring: { points: 10, half_life: 45 },
        job_posting: { points: 8, half_life: 30, cap: 16 },
        tech_change: { points: 10, half_life: 120 },
        job_change: { points: 15, half_life: 90 },
        leadership_change: { points: 15, half_life: 120 },
        news: { points: 5, half_life: 30, cap: 10 },
        expansion: { points: 12, half_life: 90 },
        product_launch: { points: 8, half_life: 60 },
        research: { points: 20, half_life: 30 },
        referral: { points: 20, half_life: 180 },
        other: { points: 5, half_life: 45, cap: 10 },
      },
      // Opens count nothing: mail programs make most of them.
      events: {
        meeting: { points: 25, half_life: 90 },
        reply: { points: 20, half_life: 60 },
        form: { points: 15, half_life: 60 },
        sign_up: { points: 15, half_life: 60 },
        click: { points: 4, half_life: 30, cap: 8 },
        visit: { points: 2, half_life: 14, cap: 10 },
      },
      saturation: { signals: 40, events: 40 },
    },
    grades: { A: 60, B: 40, C: 20 },
    fit: { A: 45, B: 25 },
    heat: { 1: 20, 2: 5 },
  },
  routes: [
    { route: 'personal', when: 'score >= 60' },
    { route: 'automation', when: 'true' },
  ],
  team: [],
  // Those who are worth somebody's time, and may leave the file.
  assign: { when: "route = 'personal' and mvl = 1" },
  gates: {
    mvl: [
      { name: 'firmographics', when: 'domain is not null or industry is not null or employees is not null' },
      {
        name: 'reachable',
        when: "email_status in ('valid', 'plausible') or phone_status in ('valid', 'plausible')",
      },
      { name: 'stakeholders', when: 'stakeholders >= 2' },
      { name: 'intent', when: 'signals_90d >= 1' },
      { name: 'score', when: 'score >= 50' },
    ],
  },
  stages: [],
  segments: [],
  objectives: [],
  discovery: [
    { key: 'need', text: 'What do they need?', type: 'text' },
    { key: 'budget', text: 'How much have they set aside for it?', type: 'number' },
    { key: 'use', text: 'Who will use it, and for what?', type: 'text' },
    { key: 'timing', text: 'When do they want to have it?', type: 'text' },
    { key: 'decides', text: 'Who decides?', type: 'text' },
  ],
  agenda: { quiet_after: 30 },
  push: {
    to: 'csv:qualified.csv',
    gate: 'mvl',
    route: null,
    columns: [
      ...['full_name', 'title', 'company', 'email', 'email_status', 'phone', 'phone_status', 'linkedin_url'],
      ...[
        'domain',
        'industry',
        'employees',
        'city',
        'country',
        'score',
        'grade',
        'fit',
        'heat',
        'route',
        'owner',
        'source',
        'reasons',
      ],
    ],
  },
  targets: {},
  run: { push: 'csv' },
}
