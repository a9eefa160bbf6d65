import { z } from 'zod'
import { rate } from '#contract/funnel.ts'
import { exclusionKinds, exclusionSubjects, lawfulBases, suspectRefusals, suspectSteps } from '#core/suspect/basis.ts'
import { isWholeText } from '#core/text.ts'

const time = z.iso.datetime()
const whole = (text: z.ZodString) => text.refine(isWholeText, 'holds a NUL or half a character')
const words = (longest: number, message: string) => whole(z.string().trim().min(3, message).max(longest))
const about = whole(z.string().trim().max(500))
const basis = z.enum(lawfulBases)
const source = words(200, 'say where the names come from')
const reason = words(500, 'say why')

/** `POST /api/suspects`: a list, with the ground on which we hold its names. */
export const suspectListInput = z.strictObject({
  name: whole(z.string().trim().min(1, 'give it a name').max(80)),
  about: about.default(''),
  ownerId: z.uuid().nullable().default(null).describe('A member of the workspace.'),
  source,
  basis,
  reason: reason.describe('Why that basis holds: the interest that was weighed, who passed the leave on.'),
})
export type SuspectListInput = z.input<typeof suspectListInput>
export const suspectListId = z.object({ id: z.uuid() })
/** `POST /api/suspects/:id`: what is left out stays; who is on it keeps the ground they were added on. */
export const suspectListChangeBody = suspectListInput.partial().extend({ archived: z.boolean().optional() })
export type SuspectListChange = z.input<typeof suspectListChangeBody>
export const suspectListChangeInput = suspectListChangeBody.extend(suspectListId.shape)

export const suspectList = z.object({
  id: z.uuid(),
  /** what events and rules call it */
  key: z.string(),
  name: z.string(),
  about: z.string(),
  owner: z.object({ id: z.string(), name: z.string() }).nullable(),
  source: z.string(),
  basis,
  reason: z.string(),
  createdAt: time,
  archivedAt: time.nullable(),
  people: z.int(),
  /** of those, since they were put on it: asked to connect, connected, agreed to marketing mail */
  requested: z.int(),
  accepted: z.int(),
  optedIn: z.int(),
  /** connected, or agreed to marketing mail, before they were put on it: no step of this list's */
  connectedBefore: z.int(),
  agreedBefore: z.int(),
  acceptedRate: rate.describe('Connected, of those asked to connect.'),
  optInRate: rate.describe('Opted in, of those who had not agreed before.'),
})
export type SuspectList = z.infer<typeof suspectList>
/** `GET /api/suspects` */
export const suspectLists = z.object({ items: z.array(suspectList) })
export type SuspectLists = z.infer<typeof suspectLists>

export const suspectQuery = z.object({
  id: z.uuid(),
  step: z.enum(suspectSteps).optional().describe('Only those who came so far and no further.'),
  q: z.string().trim().max(100).optional().describe('Words of a name, an address or a profile, each by its beginning.'),
  cursor: z.string().max(1000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export const suspectQueryRest = suspectQuery.omit({ id: true })

export const suspectPerson = z.object({
  id: z.uuid(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  linkedin: z.string().nullable(),
  title: z.string().nullable(),
  company: z.string().nullable(),
  stage: z.string().nullable(),
  step: z.enum(suspectSteps),
  addedAt: time,
  source: z.string(),
  basis,
  reason: z.string(),
  /** in the way of writing to them, since they were added */
  barred: z.enum(suspectRefusals).nullable(),
})
export type SuspectPerson = z.infer<typeof suspectPerson>
/** `GET /api/suspects/:id` */
export const suspectPage = z.object({
  list: suspectList,
  items: z.array(suspectPerson),
  next: z.string().nullable(),
})
export type SuspectPage = z.infer<typeof suspectPage>

/** `POST /api/suspects/:id/check` and `…/add`: names as lines or CSV, at most 2,000 at once. */
export const suspectTextBody = z.strictObject({
  text: z.string().min(1, 'there is nothing in it').max(2_000_000),
  source: source.optional(),
  basis: basis.optional(),
  reason: reason.optional(),
})
export const suspectTextInput = suspectTextBody.extend(suspectListId.shape)

export const suspectLine = z.object({
  line: z.int(),
  text: z.string(),
  email: z.string().nullable(),
  linkedin: z.string().nullable(),
  name: z.string().nullable(),
  /** new: nobody we know; known: somebody we know, who is put on the list as they are; refused: see `why` */
  verdict: z.enum(['new', 'known', 'refused']),
  why: z.enum(suspectRefusals).nullable(),
  /** whom we know already */
  person: z.object({ id: z.uuid(), name: z.string().nullable(), stage: z.string().nullable() }).nullable(),
})
export type SuspectLineRead = z.infer<typeof suspectLine>
export const suspectCheck = z.object({ lines: z.array(suspectLine), new: z.int(), known: z.int(), refused: z.int() })
export type SuspectCheck = z.infer<typeof suspectCheck>
export const suspectAdded = suspectCheck.extend({ bulk: z.uuid().nullable() })
export type SuspectAdded = z.infer<typeof suspectAdded>

/** `POST /api/suspects/additions/:bulk/undo` */
export const suspectBulk = z.object({ bulk: z.uuid() })
export const suspectUndone = z.object({ bulk: z.uuid(), people: z.int() })
export type SuspectUndone = z.infer<typeof suspectUndone>

/** `POST /api/suspects/:id/remove` */
export const suspectRemoveBody = z.strictObject({ people: z.array(z.uuid()).min(1).max(500) })
export const suspectRemoveInput = suspectRemoveBody.extend(suspectListId.shape)
export const suspectRemoved = z.object({ id: z.uuid(), removed: z.int() })
export type SuspectRemoved = z.infer<typeof suspectRemoved>

/** `POST /api/suspects/step`: we asked to connect, they accepted, or they opted in to marketing mail. */
export const suspectStepInput = z.strictObject({
  step: z.enum(['requested', 'accepted', 'opted_in']),
  people: z.array(z.uuid()).max(500).default([]),
  text: z
    .string()
    .max(2_000_000)
    .optional()
    .describe('Mail addresses or profiles, as lines or CSV: LinkedIn’s own file of connections, for instance.'),
  reason: reason.optional().describe('How we know; needed for an opt-in.'),
})
export const suspectStepDone = z.object({
  bulk: z.uuid().nullable(),
  changed: z.int(),
  /** had come so far already */
  there: z.int(),
  /** lines of the text that are nobody we know */
  unknown: z.int(),
  /** refused: took their consent back, or are not to be contacted */
  barred: z.int(),
  /** refused: an opt-in to mail of people of whom no address is known */
  noAddress: z.int(),
})
export type SuspectStepDone = z.infer<typeof suspectStepDone>

/** `GET /api/exclusions` */
export const exclusionQuery = z.object({
  kind: z.enum(exclusionKinds).default('do_not_contact'),
  q: z.string().trim().max(100).optional(),
  cursor: z.string().max(1000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export const exclusion = z.object({
  id: z.uuid(),
  kind: z.enum(exclusionKinds),
  subject: z.enum(exclusionSubjects),
  value: z.string(),
  /** of the person or company */
  name: z.string().nullable(),
  reason: z.string(),
  addedAt: time,
  by: z.string().nullable(),
})
export type Exclusion = z.infer<typeof exclusion>
export const exclusionPage = z.object({
  items: z.array(exclusion),
  next: z.string().nullable(),
  counts: z.record(z.enum(exclusionKinds), z.int()),
  /** companies that are left alone for what is known of them (deals, contracts, imports) and have no entry here */
  recognised: z.object({ competitor: z.int(), customer: z.int() }),
})
export type ExclusionPage = z.infer<typeof exclusionPage>

/** `POST /api/exclusions`: domains, mail addresses or names of companies, one a line; or somebody by id. */
export const exclusionInput = z.strictObject({
  kind: z.enum(exclusionKinds),
  entries: z.string().max(200_000).default(''),
  personIds: z.array(z.uuid()).max(500).default([]),
  companyIds: z.array(z.uuid()).max(500).default([]),
  reason,
})
export type ExclusionInput = z.input<typeof exclusionInput>
export const exclusionsAdded = z.object({
  ids: z.array(z.uuid()),
  there: z.int(),
  /** lines that name nobody we know and no domain */
  wrong: z.array(z.string()),
})
export type ExclusionsAdded = z.infer<typeof exclusionsAdded>
/** `POST /api/exclusions/remove` */
export const exclusionsRemove = z.strictObject({ ids: z.array(z.uuid()).min(1).max(500) })
export const exclusionsRemoved = z.object({ removed: z.int() })
export type ExclusionsRemoved = z.infer<typeof exclusionsRemoved>
