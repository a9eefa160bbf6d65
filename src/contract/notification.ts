import { z } from 'zod'

/** What happened; other kinds may come, and are shown by their link. */
export const notificationKinds = [
  'handoff',
  'handoff_overdue',
  'hot',
  'hot_many',
  'form_sent',
  'form_sent_many',
  'import_done',
  'import_failed',
  'set_aside_grew',
  'mail_trouble',
  'proposal_opened',
  'proposal_accepted',
  'proposal_declined',
  'review_decided',
  'erasure_asked',
] as const

export const digestFrequencies = ['daily', 'weekly', 'off'] as const
export type DigestFrequency = (typeof digestFrequencies)[number]

/** `GET /api/notifications` */
export const notificationQuery = z.object({
  unread: z.enum(['true', 'false']).default('false'),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
})

export const notificationRow = z.object({
  id: z.uuid(),
  /** one of notificationKinds, or a later one */
  kind: z.string(),
  person: z.object({ id: z.uuid(), name: z.string().nullable(), account: z.string().nullable() }).nullable(),
  /** address within the app */
  link: z.string().nullable(),
  /** what the sentence is filled with */
  data: z.record(z.string(), z.json()),
  at: z.iso.datetime(),
  readAt: z.iso.datetime().nullable(),
})
export type NotificationRow = z.infer<typeof notificationRow>

export const notificationList = z.object({
  items: z.array(notificationRow),
  next: z.string().nullable(),
  /** not read yet; 100 says 100 or more */
  unread: z.int(),
})
export type NotificationList = z.infer<typeof notificationList>

export const unreadCount = z.object({ unread: z.int() })

/** `POST /api/notifications/read`: these, or all; `read: false` takes it back for these. */
export const markReadInput = z
  .object({ ids: z.array(z.uuid()).max(200).optional(), read: z.boolean().default(true) })
  .refine(({ ids, read }) => read || ids !== undefined, { error: 'Name those to make unread again.', path: ['ids'] })
export const markedRead = z.object({ changed: z.int(), unread: z.int() })
export type MarkedRead = z.infer<typeof markedRead>

/** `GET` and `POST /api/notification-settings`: one's own digest by mail. */
/** What is left out stays as it is. */
export const digestChoice = z.object({
  digest: z.enum(digestFrequencies).exactOptional(),
  /** mails about what forms brought; the app tells of it in any case */
  forms: z.boolean().exactOptional(),
})
export const notificationSettings = digestChoice.required().extend({
  /** where it would go */
  email: z.string(),
  zone: z.string(),
  /** whether this workspace can send mail at all */
  sends: z.boolean(),
})
export type NotificationSettings = z.infer<typeof notificationSettings>
