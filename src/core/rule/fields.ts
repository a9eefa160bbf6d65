/** Facts about a person that the product itself sets or asks for. Any other may arrive as a trait. */
export const personFacts = [
  'email',
  'mailKind',
  'name',
  'firstName',
  'lastName',
  'title',
  'seniority',
  'function',
  'company',
  'country',
  'city',
  'language',
  'industry',
  'phone',
  'website',
  'linkedin',
  'age',
  'gender',
  'avatar',
  'birthday',
  'description',
  'username',
  'createdAt',
] as const

/** Facts about an account, likewise. */
export const accountFacts = [
  'name',
  'domain',
  'industry',
  'employees',
  'country',
  'city',
  'relationship',
  'owner',
  'tier',
  'website',
  'phone',
  'plan',
  'revenue',
  'description',
] as const

/** Facts of an account that follow from its people; only the rules of account models read them. */
export const derivedAccountFacts = ['people', 'engagedPeople', 'rolesMet', 'coverage'] as const

const scoreFields = ['score.fit', 'score.engagement', 'score.total', 'pass.engagement'] as const
const firstTouch = ['first.channel', 'first.campaign', 'first.object'] as const
const eventFields = [
  'event.name',
  'event.object',
  'event.content',
  'event.channel',
  'event.source',
  'event.verdict',
] as const

/** What a field name stands for; `unknown` is none that any reader of rules knows. */
export type FieldScope =
  | 'person'
  | 'account'
  | 'persona'
  | 'icp'
  | 'consent'
  | 'list'
  | 'first'
  | 'score'
  | 'pass'
  | 'stage'
  | 'handoff'
  | 'event'
  | 'props'
  | 'unknown'

/** The scope of a field and what comes after the dot (`person.job.title` → person, `job.title`). */
export function readField(field: string): { scope: FieldScope; name: string } {
  const dot = field.indexOf('.')
  const head = dot < 0 ? field : field.slice(0, dot)
  const name = dot < 0 ? '' : field.slice(dot + 1)
  if (field === 'persona' || field === 'icp') return { scope: field, name }
  if (name === '') return { scope: 'unknown', name: field }
  if (head === 'person' || head === 'account' || head === 'consent' || head === 'list' || head === 'props') {
    return { scope: head, name }
  }
  if ((firstTouch as readonly string[]).includes(field)) return { scope: 'first', name }
  if (field === 'pass.engagement') return { scope: 'pass', name }
  if ((scoreFields as readonly string[]).includes(field)) return { scope: 'score', name }
  if (head === 'stage' || head === 'furthest' || head === 'outcome') return { scope: 'stage', name }
  if (field === 'handoff.open') return { scope: 'handoff', name }
  if ((eventFields as readonly string[]).includes(field)) return { scope: 'event', name }
  return { scope: 'unknown', name: field }
}
