import { z } from 'zod'
import { networkIds } from '#core/audience/network.ts'
import { isWholeText } from '#core/text.ts'

const time = z.iso.datetime()
const network = z.enum(networkIds)
const name = z.string().trim().min(1, 'give it a name').max(80).refine(isWholeText, 'holds a NUL or half a character')

/** `POST /api/audiences`: a saved segment, for a purpose of the consent room. */
export const audienceInput = z.strictObject({
  name,
  segmentId: z.uuid(),
  purpose: z
    .string()
    .regex(/^[a-z][a-z0-9_-]{0,59}$/, 'is no purpose')
    .default('ads'),
})
export type AudienceInput = z.input<typeof audienceInput>
export const audienceId = z.object({ id: z.uuid() })
/** `POST /api/audiences/:id` */
export const audienceChangeBody = z.strictObject({ name: name.optional(), archived: z.boolean().optional() })
export const audienceChangeInput = audienceChangeBody.extend(audienceId.shape)

const counts = z.record(z.string(), z.int())
export const audience = z.object({
  id: z.uuid(),
  name: z.string(),
  segment: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  purpose: z.string(),
  createdAt: time,
  archivedAt: time.nullable(),
  lookedAt: time.nullable(),
  /** by the condition, and of those the ones who may be reached; null before the first look */
  chosen: z.int().nullable(),
  members: z.int().nullable(),
  /** why the others may not be reached */
  barred: counts,
  trouble: z.string().nullable(),
  /** entries and exits of seven days */
  joined: z.int(),
  left: z.int(),
  lastExportAt: time.nullable(),
})
export type Audience = z.infer<typeof audience>
/** `GET /api/audiences` */
export const audienceList = z.object({ items: z.array(audience) })
export type AudienceList = z.infer<typeof audienceList>

export const audienceExport = z.object({
  id: z.uuid(),
  network,
  purpose: z.string(),
  madeAt: time,
  by: z.string(),
  expiresAt: time,
  included: z.int(),
  leftOut: counts,
  /** where the files are while they can be fetched; `removed`: who was in the one before and is not in this one */
  path: z.string().nullable(),
  removedPath: z.string().nullable(),
})
export type AudienceExport = z.infer<typeof audienceExport>

/** `GET /api/audiences/:id` */
export const audiencePage = z.object({
  audience,
  /** of the last thirty days, in the workspace’s zone */
  days: z.array(z.object({ day: z.iso.date(), joined: z.int(), left: z.int() })),
  exports: z.array(audienceExport),
  schedules: z.array(z.object({ network, every: z.enum(['day', 'week']), nextAt: time })),
})
export type AudiencePage = z.infer<typeof audiencePage>

/** `GET /api/audiences/:id/people`: who was in it at a moment. */
export const audiencePeopleQuery = z.object({
  id: z.uuid(),
  at: time.optional().describe('As of then; now when absent.'),
  day: z.iso.date().optional().describe('At the end of that day in the workspace’s zone.'),
  export: z.uuid().optional().describe('Who was in this file instead, and who was left out of it.'),
  cursor: z.string().max(1000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export const audiencePeople = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      name: z.string().nullable(),
      email: z.string().nullable(),
      enteredAt: time.nullable(),
      leftAt: time.nullable(),
      /** why they left, or were left out */
      why: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
})
export type AudiencePeople = z.infer<typeof audiencePeople>

/** `POST /api/audiences/:id/export` */
export const audienceExportBody = z.strictObject({ network })
export const audienceExportInput = audienceExportBody.extend(audienceId.shape)
/** `POST /api/audiences/:id/schedule`: a file by itself; null ends it. */
export const audienceScheduleBody = z.strictObject({ network, every: z.enum(['day', 'week']).nullable() })
export const audienceScheduleInput = audienceScheduleBody.extend(audienceId.shape)
export const audienceScheduled = z.object({ id: z.uuid(), network, every: z.enum(['day', 'week']).nullable() })

/** `GET /api/audiences/:id/exports/:export/file` */
export const audienceFileInput = z.object({
  id: z.uuid(),
  export: z.uuid(),
  part: z.enum(['all', 'removed']).default('all'),
})
