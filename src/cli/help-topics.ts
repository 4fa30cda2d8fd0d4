/** Texts of `prm help <topic>`, for what is not a command. Lines of at most 80 columns, as they are printed. */

export interface HelpTopic {
  name: string
  summary: string
  text: string
}

export const HELP_TOPICS: readonly HelpTopic[] = [
  {
    name: 'exit-codes',
    summary: 'What the exit code says to a script.',
    text: `What the exit code says to a script.

  0    done; also "nothing to do" and "nothing found"
  1    a bug in prm, or a Node that is too old
  2    your command line, configuration or input file: mend it and run again;
       nothing was written
  3    finished, but more rows were rejected than --max-rejects allows, or some
       remote records failed; the details are in the result
  4    a key is missing or was refused
  5    a service is down or limits us; progress is kept, run the same again
  6    the database is missing, locked, not ours, or from a newer prm
  130  interrupted (Ctrl-C); the last batch is committed, run the same again

Rejected rows alone do not fail a command: they are counted and warned of.
A reader that leaves early (prm list | head) is no failure either.
With --json or --ndjson, an error is one JSON document on stderr, and stdout
stays empty:
  {"error":{"code":"store.missing","message":"…","hint":"…"}}`,
  },
  {
    name: 'environment',
    summary: 'The environment variables that prm reads.',
    text: `The environment variables that prm reads. A flag wins over the environment,
the environment over the configuration.

  PRM_DB        the prospect file, where --db is not given
  PRM_DEBUG     1: show details of errors, as --debug does
  PRM_NOW       an ISO time at which the clock stands still, such as
                2026-11-21T09:00:00Z; for tests and for writing documents
  PRM_NO_COLOR  not empty: no colour in prm
  NO_COLOR      not empty: no colour in any program
  FORCE_COLOR   colour even when not on a terminal; 0 is no colour
  TERM          dumb: no colour, nothing animated

--color and --no-color win over all of these.

Keys of services are read from variables whose names end in _KEY, _TOKEN,
_SECRET or _PASSWORD, and from a file .env beside the configuration, which sets
nothing else and never overrides the environment. No flag takes a key.

  PRM_<SERVICE>_KEY  the key of a service: PRM_ZEROBOUNCE_KEY
  PRM_<SERVICE>_URL  where a service is, such as a server of your own:
                     PRM_REACHER_URL=http://localhost:8080`,
  },
  {
    name: 'formats',
    summary: 'What goes to stdout, and in which form.',
    text: `What goes to stdout, and in which form. The result is the only thing on stdout;
progress, warnings, questions and hints go to stderr. With --json and --ndjson
progress is shown on a terminal only.

  (none)    text for people. On a terminal: aligned, coloured, cut to its width.
            Elsewhere: no colour, nothing cut, tables separated by tabs.
  --json    one JSON document. It carries schemaVersion, run (the id of the run,
            null where nothing changed) and counts. Keys are only ever added.
  --ndjson  one JSON document a row, for commands that produce rows
  --csv     rows as CSV with a header, for commands that produce rows; true and
            false as words, unknown values empty, lists and objects as JSON
  --quiet   nothing on success. Rows and documents that were asked for still come.

Times are ISO 8601 in UTC, dates are 2026-11-21, countries are ISO codes (US),
phone numbers are E.164 (+14155550132).`,
  },
  {
    name: 'cron',
    summary: 'prm in a crontab, with mail when it matters.',
    text: `prm in a crontab. The commands are the same: without a terminal nothing is asked
and nothing is animated. --quiet says nothing on success, and cron mails whatever
is said. The folder holds prm.yaml, which names an inbox (inbox: inbox) and, where
it is to be another one than prospects.db here, the database.

Every quarter of an hour, do all steps with what was dropped into the inbox; every
morning, give the newsletter those who are not for somebody's own time and who
pass the gate nurture, as gates: in prm.yaml has it; on Mondays, a mail that says
what is new, and none where nothing is:

  */15 * * * *  cd /srv/prm && prm run --skip-if-running --max-minutes 50 --quiet
  30 5 * * 1-5  cd /srv/prm && prm push --route automation --gate nurture --to csv:newsletter.csv --quiet
  0 8 * * 1     cd /srv/prm && prm digest

The inbox: a file is taken once it has not changed for five seconds. Names that end
in .part, .crdownload, .tmp or ~, and those that begin with a dot, are left alone.
What is imported is moved to inbox/done, and the rows that could not be kept are in
inbox/rejects, as is a file that is no list at all, with the reason beside it.

One at a time: while a run is at work, another one exits with 6, or with 0 where
--skip-if-running stands. What a killed run left behind is taken over, and its work
is gone on with; a list that was read before changes nothing. --max-minutes stops
between two bits of work, with exit 0; the next run goes on.

Money: services that enrich: names in prm.yaml are asked if they are free, or if
enrich: {max_cost: 5} says how much one run may spend.

Exit 3 means: finished, but look at the inbox. Mail that to one person and wake
another for the rest:

  #!/bin/sh
  cd /srv/prm || exit 1
  prm run --skip-if-running --quiet 2>prm.log
  case $? in
    0) ;;
    3) ls inbox/rejects | mail -s 'prm: rows to mend' lists@acme.example ;;
    *) mail -s 'prm: the run failed' oncall@acme.example <prm.log ;;
  esac`,
  },
  {
    name: 'rules',
    summary: 'How --where, scores and gates say whom they mean.',
    text: `How --where, scores and gates say whom they mean: SQL conditions over lead, which
has one row a person. prm schema lists its columns.

  employees between 20 and 500 and country in ('US', 'GB')
  seniority in ('c_level', 'vp') and department = 'sales'
  email_status = 'plausible' and suppressed = 0
  title like '%growth%' or technologies like '%kubernetes%'
  custom.budget > 20000

A rule is one condition without subqueries; an unknown column is refused, with the
one that was probably meant. Text is compared as it is written, so codes matter:
countries are US, GB; seniorities are c_level, vp and so on. custom.<name> is a
column of your own lists.

Unknown is neither true nor false: employees > 20 leaves out people whose company
size is not known. Say employees is null to find them.

In prm.yaml a rule of the score is a condition, points and the reason people read:

  - when: seniority in ('c_level', 'vp')
    points: 20
    because: decides on budgets

Dates are compared with the run's clock, not with the day of the machine: --as-of
and as_of in the configuration set it.`,
  },
]
