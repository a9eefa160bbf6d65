import { z } from 'zod'

const mail = z
  .string()
  .trim()
  .toLowerCase()
  .max(320)
  .regex(/^[^\s@]+@[^\s@]+$/, 'is a mail address such as ann@company.com')

const asked = {
  format: z.enum(['json', 'html']).describe('For machines, or a readable sheet.'),
  language: z.enum(['en', 'ko', 'ru']).default('en').describe('Of the words around what is kept.'),
  because: z.enum(['request', 'own']).describe('The person asked for it, or a colleague needs it.'),
}

/** `POST /api/person-file`: leave to download everything about one person, by id, or by an address that is nobody’s yet. */
export const personFileInput = z.union([
  z.strictObject({ id: z.uuid(), ...asked }),
  z.strictObject({ email: mail, ...asked }),
])
export type PersonFileInput = z.input<typeof personFileInput>
export const personFileReady = z.object({
  id: z.uuid(),
  /** null: nobody is known by the address */
  person: z.uuid().nullable(),
  path: z.string(),
  expiresAt: z.iso.datetime(),
})
export type PersonFileReady = z.infer<typeof personFileReady>

/** `POST /api/person-file/find` */
export const personFileFindInput = z.strictObject({ email: mail })
export const personFileFound = z.object({
  people: z.array(z.object({ id: z.uuid(), name: z.string().nullable(), email: z.string().nullable() })),
  trace: z.boolean().describe('Nobody is known by it, yet something is kept under it.'),
})
export type PersonFileFound = z.infer<typeof personFileFound>

/** `GET /api/person-file`: the files that were given out last. */
export const personFileListQuery = z.object({})
export const personFileList = z.object({
  items: z.array(
    z.object({
      at: z.iso.datetime(),
      by: z.string(),
      format: z.enum(['json', 'html']),
      because: z.enum(['request', 'own']),
      person: z.object({ id: z.uuid(), name: z.string().nullable(), email: z.string().nullable() }).nullable(),
    }),
  ),
})
export type PersonFileList = z.infer<typeof personFileList>

/** What leave was given for, as it is kept for ten minutes. */
export const personFileLeave = z.object({
  kind: z.literal('person_file'),
  id: z.uuid().nullable(),
  email: z.string().nullable(),
  format: asked.format,
  language: z.enum(['en', 'ko', 'ru']),
})
