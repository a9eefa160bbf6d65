/**
 * Which queries (by the first word of their key) a change makes stale. What the flow brings changes all the time on a
 * busy site, so that heavy reports are asked again at longer intervals, in milliseconds; what colleagues do is rare.
 */
const byEvents: Readonly<Record<string, number>> = {
  person: 2000,
  handoffs: 3000,
  tasks: 5000,
  timeline: 2000,
  events: 2000,
  'event-facets': 5000,
  'set-aside': 5000,
  'setup-guide': 5000,
  people: 10_000,
  segment: 10_000,
  segments: 15_000,
  home: 15_000,
  accounts: 15_000,
  funnel: 20_000,
  sources: 20_000,
  channels: 20_000,
  spend: 20_000,
  pages: 15_000,
  'page-tests': 15_000,
  'page-statistics': 15_000,
  slots: 15_000,
  'slot-lift': 15_000,
  'go-to-market': 20_000,
}

const byChange: Readonly<Record<string, readonly string[]>> = {
  account: ['accounts', 'person', 'people', 'timeline', 'deal', 'deals', 'home'],
  person: ['person', 'people', 'timeline', 'accounts', 'home'],
  effect: ['home', 'person', 'people', 'timeline'],
  workspace: ['session', 'setup-guide'],
  member: ['team', 'session'],
  blueprint: ['blueprint', 'models', 'person', 'people', 'funnel', 'go-to-market', 'home'],
  import: ['import', 'imports', 'import-tasks', 'people', 'deals', 'deal', 'home', 'pipeline'],
  segment: ['segment', 'segments', 'views'],
  suspect: ['suspects', 'exclusions', 'person', 'people', 'timeline', 'accounts'],
  consent: ['consent', 'person', 'people', 'timeline'],
  retention: ['retention', 'person', 'people', 'timeline', 'mail', 'set-aside', 'audit'],
  erasure: ['erasure', 'consent', 'person', 'people', 'timeline', 'accounts', 'deal', 'deals', 'tasks', 'home'],
  target: ['go-to-market'],
  spend: ['spend', 'sources'],
  task: ['tasks', 'home', 'deal', 'deals'],
  touch: ['tasks', 'person', 'people', 'timeline', 'deal', 'deals', 'home'],
  handoff: ['tasks', 'handoffs', 'person', 'people', 'timeline', 'home'],
  deal: ['deal', 'deals', 'pipeline', 'person', 'people', 'timeline', 'accounts', 'tasks', 'home'],
  meeting: ['meeting', 'meetings', 'deal', 'deals', 'tasks'],
  proposal: ['proposal', 'proposals', 'deal', 'deals', 'pipeline'],
  capture: [
    'form',
    'forms',
    'page',
    'pages',
    'page-tests',
    'page-settings',
    'pictures',
    'content',
    'survey',
    'surveys',
    'awareness',
    'slot',
    'slots',
    'slot-lift',
  ],
  review: ['review', 'reviews', 'deal', 'deals', 'tasks'],
}

const soonMs = 300

/** Each query that a topic concerns, with the least time between two askings; null: all of them. */
export function concerned(topic: string): ReadonlyMap<string, number> | null {
  if (topic === '*') return null
  if (topic === 'event') return new Map(Object.entries(byEvents))
  // a feature's queries begin with its name, in the singular or the plural
  const words = byChange[topic] ?? [topic, `${topic}s`, topic.replaceAll('_', '-'), `${topic.replaceAll('_', '-')}s`]
  return new Map(words.map((word) => [word, soonMs]))
}
