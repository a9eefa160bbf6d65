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

/** `tied`: a name that others bear goes where it is about the person; `everywhere`: wherever it is not theirs by an id. */
export const sharedNames = ['tied', 'everywhere'] as const

/** In what a name may stay. */
export const keptKinds = [
  'event',
  'note',
  'task',
  'touch',
  'meeting',
  'deal',
  'proposal',
  'company',
  'audit',
  'segment',
  'list',
  'form',
  'content',
  'page',
  'mail',
  'import',
  'other',
] as const
export type KeptKind = (typeof keptKinds)[number]

const stands = z.object({ id: z.uuid(), name: z.string() }).nullable()

/** A text in which a name stays, and with whom it stands. */
export const keptPlace = z.object({
  kind: z.enum(keptKinds),
  /** of the row, where it has an id of its own */
  id: z.uuid().nullable(),
  person: stands,
  company: stands,
  deal: stands,
})
export type KeptPlace = z.infer<typeof keptPlace>

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
    /** a key that others have too is left to them */
    shared: z.int(),
    /** somebody else is called so: the name stays in others' texts; null: nobody is */
    names: z
      .object({
        namesakes: z.array(
          z.object({ kind: z.enum(['person', 'company', 'colleague']), id: z.string(), name: z.string() }),
        ),
        texts: z.int(),
        /** the first of them */
        places: z.array(keptPlace),
      })
      .nullable(),
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
  names: z.enum(sharedNames).default('tied'),
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
  names: z.enum(sharedNames),
  /** texts in which a name stayed that somebody else bears too */
  kept: z.int(),
  /** of these, those that are remembered, to be looked through */
  places: z.int(),
  /** when the last backup that holds them is gone, as long as backups are kept now; null until it is done */
  backupsUntil: time.nullable(),
  /** when freed space of the database's files, and its write-ahead log, were written over after it; null: not yet */
  spaceWiped: time.nullable(),
  logWiped: time.nullable(),
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

/** `GET /api/erasures/:id/places`: where a name stayed, at most 500. */
export const erasurePlaces = z.object({ items: z.array(keptPlace) })
export type ErasurePlaces = z.infer<typeof erasurePlaces>
/** `POST /api/erasures/:id/places/done`: they were looked through, and are forgotten */
export const erasurePlacesDone = z.object({ forgotten: z.int() })

/** `GET /api/erasures/wipe`, `POST /api/erasures/wipe`: freed space of the database's files, of the whole server. */
export const wipeInput = z.object({})
export const wipeStateBody = z.object({
  state: z.enum(['idle', 'asked', 'running']),
  /** somebody was erased since it was written over */
  needed: z.boolean(),
  /** what was deleted before is in no file of a table any more */
  cleanSince: time.nullable(),
  /** likewise of the write-ahead log; null where the server keeps that by its own rules */
  logCleanSince: time.nullable(),
  /** why tables were left out the last time */
  left: z.array(z.enum(['busy', 'large', 'refused'])),
  /** about how long it takes, and how long the largest table is locked */
  seconds: z.int(),
  longest: z.int(),
})
export type WipeState = z.infer<typeof wipeStateBody>

/** `POST /api/erasures/backups` */
export const backupDaysInput = z.object({ days: z.int().min(0).max(backupDaysMost) })
export const backupDaysSaved = z.object({ days: z.int() })
