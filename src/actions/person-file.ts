import { readVerb, writeVerb, type Verb } from '#actions/verb.ts'
import {
  personFileFindInput,
  personFileInput,
  personFileListQuery,
  type PersonFileFound,
  type PersonFileList,
  type PersonFileReady,
} from '#contract/person-file.ts'
import { giveLeave } from '#actions/export-leave.ts'
import { ok, refuse } from '#contract/problem.ts'
import { colleagueRoles, hasTraceOf, listFilesGiven, peopleOfMail } from '#store/person-file.ts'
import { findPerson } from '#store/person-read.ts'

/** Leave to download everything about one person, good for ten minutes; the audit keeps who took it out and why. */
export const allowPersonFile: Verb<PersonFileReady> = writeVerb({
  permission: 'person.file',
  input: personFileInput,
  async run({ db, workspaceId, actor, input, now }) {
    const { format, language, because } = input
    const of = 'id' in input ? await ofId(input.id) : await ofMail(input.email)
    if (of === null) return refuse('not_found', 'There is nobody here by that, and nothing is kept under it.')
    const query = { kind: 'person_file', ...of, format, language, because }
    return ok({ ...(await giveLeave({ db, workspaceId, actor, now }, '/api/person-file', query)), person: of.id })

    async function ofId(person: string): Promise<{ id: string; email: null } | null> {
      const found = await findPerson(db, workspaceId, person)
      return found && { id: found.id, email: null }
    }
    async function ofMail(email: string): Promise<{ id: null; email: string } | null> {
      return (await hasTraceOf(db, workspaceId, email)) ? { id: null, email } : null
    }
  },
  audit: ({ id, person }, { format, because }) => ({
    // of whoever is known by an address alone the record keeps no address
    ...(person === null ? {} : { subject: `person:${person}` }),
    detail: { file: id, format, because },
  }),
})

/** Who is known by a mail address, for somebody who asks what is kept of them. Changes nothing. */
export const findForFile: Verb<PersonFileFound> = readVerb({
  permission: 'person.file',
  input: personFileFindInput,
  async run({ db, workspaceId, input }) {
    const people = await peopleOfMail(db, workspaceId, input.email)
    return ok({ people, trace: people.length === 0 && (await hasTraceOf(db, workspaceId, input.email)) })
  },
})

const mostShown = 20

/** The files that were given out last, as the audit has it. */
export const listPersonFiles: Verb<PersonFileList> = readVerb({
  permission: 'person.file',
  input: personFileListQuery,
  async run({ db, workspaceId }) {
    const names = new Map((await colleagueRoles(db, workspaceId)).map(({ id, name }) => [`user:${id}`, name]))
    const rows = await listFilesGiven(db, workspaceId, mostShown)
    return ok({
      items: rows.map(({ at, actor, ...row }) => ({ ...row, at: at.toISOString(), by: names.get(actor) ?? actor })),
    })
  },
})
