import type { RetentionRule } from './rule.ts'
import { peopleTables } from './tables-people.ts'
import { workTables } from './tables-work.ts'

/** What personal data is processed for: the lines of the records of processing (GDPR, article 30). */
export const activities = [
  'visits',
  'profiles',
  'consent',
  'capture',
  'content',
  'outreach',
  'sales',
  'mail',
  'imports',
  'team',
  'log',
  'counts',
  'settings',
] as const
export type Activity = (typeof activities)[number]

/**
 * One table of the database: what it is kept for, the columns that say or may say something of a person (typed texts and
 * data among them, since people write what they like), and those that cannot. Columns are separated by spaces; numbers,
 * times and yes or no need not be named. test/records.test.ts fails for a column that is not here.
 */
export interface TableRecord {
  activity: Activity
  personal?: string
  plain?: string
}

/** Every table of ours; partitions go by the name of the whole. */
export const tableRecords: Readonly<Record<string, TableRecord>> = { ...peopleTables, ...workTables }

export function columnsOf(list: string | undefined): string[] {
  return list === undefined ? [] : list.split(' ')
}

/** Whom it is about. */
export const subjects = ['visitors', 'contacts', 'colleagues'] as const
export type Subject = (typeof subjects)[number]

/** Kinds of data. */
export const dataKinds = [
  'names',
  'addresses',
  'online',
  'visits',
  'work',
  'answers',
  'consents',
  'scores',
  'words',
  'deals',
  'access',
] as const
export type DataKind = (typeof dataKinds)[number]

/** On what ground it usually rests (GDPR, article 6): where it depends on the workspace, that is said. */
export const grounds = ['consent', 'interest', 'contract', 'duty', 'none'] as const
export type Ground = (typeof grounds)[number]

/** Who gets it beside the team and whoever runs this server. */
export const receivers = ['nobody', 'mail_server', 'networks', 'tags', 'buyers', 'site_visitors'] as const
export type Receiver = (typeof receivers)[number]

/** How long: a period that the workspace may set, one that holds for all, or as long as something else lives. */
export type Keeping =
  | { rule: RetentionRule }
  | { fixed: 'notification' | 'request' | 'audience_file' }
  | { as: 'person' | 'deal' | 'colleague' | 'hash' | 'anonymous' | 'file' | 'workspace' }

export interface ActivityRecord {
  subjects: readonly Subject[]
  data: readonly DataKind[]
  grounds: readonly Ground[]
  receivers: readonly Receiver[]
  keeping: readonly Keeping[]
}

export const activityRecords: Readonly<Record<Activity, ActivityRecord>> = {
  visits: {
    subjects: ['visitors', 'contacts'],
    data: ['online', 'visits', 'addresses', 'names'],
    grounds: ['consent', 'interest'],
    receivers: ['nobody'],
    keeping: [{ rule: 'anonymous' }, { rule: 'machine' }, { rule: 'form_look' }, { as: 'person' }],
  },
  profiles: {
    subjects: ['contacts', 'visitors'],
    data: ['names', 'addresses', 'work', 'scores', 'words'],
    grounds: ['interest', 'consent'],
    receivers: ['nobody'],
    keeping: [{ as: 'person' }, { rule: 'inactive' }],
  },
  consent: {
    subjects: ['contacts'],
    data: ['consents', 'addresses', 'online'],
    grounds: ['duty'],
    receivers: ['mail_server'],
    keeping: [{ as: 'person' }, { fixed: 'request' }, { as: 'hash' }],
  },
  capture: {
    subjects: ['visitors', 'contacts', 'colleagues'],
    data: ['names', 'addresses', 'answers', 'online'],
    grounds: ['consent', 'interest'],
    receivers: ['tags'],
    keeping: [{ as: 'person' }, { rule: 'submission' }, { rule: 'form_look' }, { rule: 'spam' }],
  },
  content: {
    subjects: ['contacts', 'colleagues'],
    data: ['visits', 'names'],
    grounds: ['interest', 'consent'],
    receivers: ['site_visitors'],
    keeping: [{ as: 'person' }],
  },
  outreach: {
    subjects: ['contacts'],
    data: ['names', 'addresses', 'work'],
    grounds: ['consent', 'interest'],
    receivers: ['networks'],
    keeping: [{ as: 'person' }, { fixed: 'audience_file' }],
  },
  sales: {
    subjects: ['contacts', 'colleagues'],
    data: ['names', 'addresses', 'work', 'deals', 'words'],
    grounds: ['contract', 'interest', 'duty'],
    receivers: ['buyers', 'mail_server'],
    keeping: [{ as: 'deal' }, { as: 'person' }],
  },
  mail: {
    subjects: ['contacts', 'colleagues'],
    data: ['names', 'addresses', 'words'],
    grounds: ['contract', 'consent', 'interest'],
    receivers: ['mail_server'],
    keeping: [{ rule: 'mail' }, { fixed: 'notification' }],
  },
  imports: {
    subjects: ['contacts', 'colleagues'],
    data: ['names', 'addresses', 'work'],
    grounds: ['interest'],
    receivers: ['nobody'],
    keeping: [{ as: 'file' }],
  },
  team: {
    subjects: ['colleagues'],
    data: ['names', 'addresses', 'access', 'online'],
    grounds: ['contract'],
    receivers: ['mail_server'],
    keeping: [{ as: 'colleague' }],
  },
  log: {
    subjects: ['colleagues', 'contacts'],
    data: ['names', 'words', 'access'],
    grounds: ['duty', 'interest'],
    receivers: ['nobody'],
    keeping: [{ rule: 'audit' }, { rule: 'set_aside' }],
  },
  counts: {
    subjects: ['visitors', 'contacts'],
    data: ['scores'],
    grounds: ['none'],
    receivers: ['nobody'],
    keeping: [{ as: 'anonymous' }],
  },
  settings: {
    subjects: ['colleagues'],
    data: ['names', 'words'],
    grounds: ['interest'],
    receivers: ['nobody'],
    keeping: [{ as: 'workspace' }],
  },
}
