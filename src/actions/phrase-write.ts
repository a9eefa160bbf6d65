import { randomUUIDv7 } from 'node:crypto'
import type { PoolClient } from 'pg'
import { phraseOf } from '#actions/phrase-list.ts'
import { actorName, type Verb, writeVerb } from '#actions/verb.ts'
import { type Phrase, phraseChangeInput, phraseInput } from '#contract/icp.ts'
import { ok, refuse } from '#contract/problem.ts'
import { foldText } from '#core/text.ts'
import { actorNames } from '#store/actor-name.ts'
import { dealHeads } from '#store/deal/read.ts'
import { findPhrase, hasOrigin, insertPhrase, updatePhrase } from '#store/icp-phrase.ts'
import { findPerson } from '#store/person-read.ts'

const missing = refuse('not_found', 'There is no such phrase here.')

/** Keeps a phrase with where it comes from. What comes from a deal is kept once. */
export const keepPhrase: Verb<Phrase> = writeVerb({
  permission: 'phrase.write',
  input: phraseInput,
  async run({ db, workspaceId, actor, input, now }) {
    const { person, deal, ...rest } = input
    if (person !== null && !(await findPerson(db, workspaceId, person)))
      return refuse('invalid', 'person: there is no such person here.')
    if (deal !== null && !(await dealHeads(db, workspaceId, [deal])).has(deal))
      return refuse('invalid', 'deal: there is no such deal here.')
    if (rest.origin !== null && !(await hasOrigin(db, workspaceId, rest.origin)))
      return refuse('invalid', 'origin: there is no such objection or answer here.')
    const id = randomUUIDv7()
    const words = foldText(rest.said)
    const row = { ...rest, id, words, personId: person, dealId: deal, by: actorName(actor), at: now }
    if (!(await insertPhrase(db, workspaceId, row))) return refuse('conflict', 'Somebody has kept this phrase already.')
    return written(db, workspaceId, id)
  },
  audit: ({ id, tag, source }) => ({ verb: 'phrase.keep', subject: `phrase:${id}`, detail: { tag, source } }),
})

/** Changes a phrase, takes it out, or brings it back. */
export const changePhrase: Verb<Phrase> = writeVerb({
  permission: 'phrase.write',
  input: phraseChangeInput,
  async run({ db, workspaceId, input, now }) {
    const before = await findPhrase(db, workspaceId, input.id)
    if (!before) return missing
    const { said = before.said, tag = before.tag, source = before.source, removed } = input
    const done = await updatePhrase(db, workspaceId, {
      id: input.id,
      said,
      words: foldText(said),
      tag,
      source,
      removed,
      at: now,
    })
    return done ? written(db, workspaceId, input.id) : refuse('conflict', 'Somebody has kept this phrase anew.')
  },
  audit: ({ id }, { removed }) => ({
    verb: 'phrase.change',
    subject: `phrase:${id}`,
    detail: removed === undefined ? {} : { removed },
  }),
})

async function written(db: PoolClient, workspaceId: string, id: string) {
  const row = await findPhrase(db, workspaceId, id)
  return row ? ok(phraseOf(row, await actorNames(db, [row.createdBy]))) : missing
}
