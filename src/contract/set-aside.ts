import { z } from 'zod'

const time = z.iso.datetime()

/** `GET /api/set-aside?…`: why is my event missing? */
export const setAsideQuery = z.object({
  code: z.string().max(50).optional(),
  messageId: z.string().max(100).optional(),
  importId: z.uuid().optional(),
  /** received at or after; with an offset or Z */
  from: z.iso.datetime({ offset: true }).optional(),
  /** received before */
  to: z.iso.datetime({ offset: true }).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
})
export type SetAsideQueryInput = z.infer<typeof setAsideQuery>

export const setAsideItem = z.object({
  id: z.uuid(),
  receivedAt: time,
  source: z.string(),
  /** a stable code; screens translate it under `rejection.<code>` */
  code: z.string(),
  field: z.string().nullable(),
  /** one English sentence that says what to do */
  message: z.string(),
  messageId: z.string().nullable(),
  /** what was sent, cut at 32 KB; null where a visitor asked not to be tracked */
  raw: z.string().nullable(),
  importId: z.uuid().nullable(),
  rowNumber: z.int().nullable(),
})

export const setAsideList = z.object({
  items: z.array(setAsideItem),
  /** absent from the last page */
  next: z.string().nullable(),
  counts: z.array(z.object({ code: z.string(), count: z.int(), lastAt: time })),
  /** when asked for a messageId that was received: the event is not missing, and this is what it counts as */
  received: z
    .object({
      receivedAt: time,
      name: z.string(),
      verdict: z.string(),
      verdictReason: z.string().nullable(),
      personId: z.uuid().nullable(),
    })
    .nullable(),
})
export type SetAsideList = z.infer<typeof setAsideList>
