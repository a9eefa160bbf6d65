import { z } from 'zod'
import { erasureReasons } from '#core/privacy/erase.ts'

const time = z.iso.datetime()

/** What goes, or is cleaned, as it is counted for people. */
export const erasedThingNames = [
  'events',
  'submissions',
  'consents',
  'mails',
  'notes',
  'tasks',
  'touches',
  'meetings',
  'handoffs',
  'deals',
  'proposals',
  'lists',
  'audiences',
  'links',
  'set_aside',
  'elsewhere',
] as const

const counts = z.partialRecord(z.enum(erasedThingNames), z.int())

/** How long backups are kept, in days: until then the erased stand in them. */
export const backupDaysMost = 3650

export const erasurePersonId = z.object({ id: z.uuid() })

/** `GET /api/people/:id/erasure`: what would go, what would stay and why. */
export const erasurePreview = z.object({
  person: z.object({
    id: z.uuid(),
    name: z.string().nullable(),
    email: z.string().nullable(),
    /** ids that were merged into this one: they go too */
    merged: z.int(),
  }),
  /** to be typed by whoever means it: the address, else the name, else the beginning of the id */
  confirm: z.string(),
  goes: counts,
  stays: z.object({
    /** deals they are in: name, company and amounts stay, the person does not */
    deals: z.array(z.object({ id: z.uuid(), name: z.string() })),
    company: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    /** the company goes too: nobody else and no deal is there */
    companyGoes: z.boolean(),
    /** keyed hashes: addresses and numbers, by which they are not written to and not known again */
    hashes: z.int(),
    /** a key or a name that others have too is left to them */
    shared: z.int(),
  }),
  /** networks that were given files with them: they have to be told */
  recipients: z.array(z.string()),
  backupDays: z.int(),
  /** whoever asks may do it at once; otherwise an admin decides */
  atOnce: z.boolean(),
  /** an erasure of them that waits or runs already */
  open: z.uuid().nullable(),
})
export type ErasurePreview = z.infer<typeof erasurePreview>

const ground = {
  reason: z.enum(erasureReasons),
  note: z.string().trim().max(1000).default(''),
  confirm: z.string().trim().min(1, 'Type what you were asked to type: there is no way back.').max(320),
}

/** `POST /api/people/:id/erasure` */
export const erasureInput = z.object({ id: z.uuid(), ...ground })
export type ErasureInput = z.input<typeof erasureInput>
export const erasureBody = erasureInput.omit({ id: true })

const most = 2000
const listText = z.string().min(1, 'Give a mail address a line.').max(400_000)

/** `POST /api/erasures/check`: what a list of addresses would come to. The first address of each line counts. */
export const erasureListCheckInput = z.object({ text: listText })
export const erasureListCheck = z.object({
  /** addresses, each once */
  addresses: z.int(),
  /** of these, those of people who are here */
  people: z.int(),
  /** lines without an address, as they stand, at most a hundred */
  wrong: z.array(z.string()),
  /** to be typed by whoever means it */
  confirm: z.string(),
  backupDays: z.int(),
  atOnce: z.boolean(),
})
export type ErasureListCheck = z.infer<typeof erasureListCheck>
export const erasureListMost = most

/** `POST /api/erasures` */
export const erasureListInput = z.object({ text: listText, ...ground })
export type ErasureListInput = z.input<typeof erasureListInput>

export const erasureId = z.object({ id: z.uuid() })
export const erasureDecideInput = z.object({ id: z.uuid(), start: z.boolean() })
export const erasureDecideBody = erasureDecideInput.omit({ id: true })

export const erasureRow = z.object({
  id: z.uuid(),
  kind: z.enum(['person', 'list']),
  reason: z.enum(erasureReasons),
  note: z.string(),
  /** asked: an admin decides; running: in the background */
  state: z.enum(['asked', 'running', 'done', 'declined']),
  askedAt: time,
  askedBy: z.string(),
  decidedAt: time.nullable(),
  decidedBy: z.string().nullable(),
  doneAt: time.nullable(),
  targets: z.int(),
  /** targets that are done */
  reached: z.int(),
  people: z.int(),
  counts,
  recipients: z.array(z.string()),
  /** when the last backup that holds them is gone, as long as backups are kept now; null until it is done */
  backupsUntil: time.nullable(),
  /** of one person, while it waits: who */
  person: z.object({ id: z.uuid(), name: z.string().nullable() }).nullable(),
})
export type Erasure = z.infer<typeof erasureRow>

/** `GET /api/erasures`, newest first. */
export const erasureQuery = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export const erasureList = z.object({
  items: z.array(erasureRow),
  next: z.string().nullable(),
  backupDays: z.int(),
})
export type ErasureList = z.infer<typeof erasureList>

/** `POST /api/erasures/backups` */
export const backupDaysInput = z.object({ days: z.int().min(0).max(backupDaysMost) })
export const backupDaysSaved = z.object({ days: z.int() })
