import { z } from 'zod'

const day = z.iso.date('Write a day such as 2026-11-22.')

/** `GET /api/audit`: days are of the workspace's zone, both included. */
export const auditQuery = z.object({
  /** as an entry names its actor: `user:…`, `key:…`, `api_key:…`, `operator:…` */
  actor: z.string().max(200).optional(),
  verb: z.string().max(100).optional(),
  from: day.optional(),
  to: day.optional(),
  cursor: z.string().max(1000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

export const auditEntry = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  actor: z.string(),
  /** whose name it is; null when nobody of that id is left */
  actorName: z.string().nullable(),
  /** the API key by which a member asked */
  byKey: z.string().nullable(),
  /** row of the table of permissions, or a deed of its own such as `member.invite` */
  verb: z.string(),
  subject: z.string().nullable(),
  subjectName: z.string().nullable(),
  detail: z.record(z.string(), z.json()),
})
export type AuditEntry = z.infer<typeof auditEntry>

export const auditList = z.object({
  items: z.array(auditEntry),
  next: z.string().nullable(),
  /** who and what there is to choose from */
  actors: z.array(z.object({ actor: z.string(), name: z.string().nullable() })),
  verbs: z.array(z.string()),
})
export type AuditList = z.infer<typeof auditList>
