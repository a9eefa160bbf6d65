import { randomUUIDv7 } from 'node:crypto'
import { z } from 'zod'
import { addressHash } from '#actions/consent/secret.ts'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { actorName, readVerb, writeVerb, type Verb } from '#actions/verb.ts'
import {
  suppressInput,
  suppressionFindInput,
  suppressionId,
  suppressionQuery,
  type Suppressed,
  type SuppressionFound,
  type SuppressionList,
} from '#contract/consent.ts'
import { invalid, ok, refuse } from '#contract/problem.ts'
import { readAddress } from '#core/consent/address.ts'
import { consentSecret } from '#store/consent.ts'
import { countSuppressions, listSuppressions } from '#store/consent-ledger.ts'
import { deleteSuppression, findSuppression, insertSuppressions } from '#store/consent-reach.ts'

const place = z.tuple([z.int(), z.uuid()])
const mostAtOnce = 10_000

/** Who is never written to: when, why and by whom. The addresses themselves are not kept. */
export const listSuppressed: Verb<SuppressionList> = readVerb({
  permission: 'consent.read',
  input: suppressionQuery,
  async run({ db, workspaceId, input }) {
    const { limit, cursor } = input
    const question = ['suppression']
    const went = cursor === undefined ? null : readCursor(question, cursor, place)
    if (cursor !== undefined && went === null) return badCursor
    const rows = await listSuppressions(db, workspaceId, went && { at: went[0], id: went[1] }, limit + 1)
    const last = rows.length > limit ? rows[limit - 1] : undefined
    return ok({
      items: rows.slice(0, limit).map((row) => ({ ...row, at: row.at.toISOString() })),
      next: last ? writeCursor(question, [last.at.getTime(), last.id]) : null,
      total: await countSuppressions(db, workspaceId),
    })
  },
})

/** Puts mail addresses and phone numbers, one a line, on the list; only their keyed hashes are kept. */
export const suppressAddresses: Verb<Suppressed> = writeVerb({
  permission: 'consent.write',
  input: suppressInput,
  async run({ db, workspaceId, actor, input, now }) {
    const lines = input.addresses
      .split(/[\n;]+/)
      .map((line) => line.trim())
      .filter((line) => line !== '')
    if (lines.length > mostAtOnce) return refuse('too_large', `addresses: at most ${mostAtOnce} at once.`)
    const secret = await consentSecret(db)
    const wrong: string[] = []
    const rows = new Map<string, { id: string; kind: 'email' | 'phone'; hash: Buffer }>()
    for (const line of lines) {
      const read = readAddress(line)
      if (!read) wrong.push(line.slice(0, 100))
      else {
        const hash = addressHash(secret, workspaceId, read.kind, read.address)
        rows.set(hash.toString('hex'), { id: randomUUIDv7(), kind: read.kind, hash })
      }
    }
    const more = { reason: input.reason, at: now, by: actorName(actor) }
    const added = await insertSuppressions(db, workspaceId, [...rows.values()], more)
    return ok({ added, there: rows.size - added, wrong: wrong.slice(0, 100) })
  },
  audit: ({ added }, { reason }) => ({ verb: 'consent.suppress', detail: { added, reason } }),
})

/** Whether an address is on the list. */
export const findSuppressed: Verb<SuppressionFound> = readVerb({
  permission: 'consent.read',
  input: suppressionFindInput,
  async run({ db, workspaceId, input }) {
    const read = readAddress(input.address)
    if (!read) return notAnAddress
    const hash = addressHash(await consentSecret(db), workspaceId, read.kind, read.address)
    const found = await findSuppression(db, workspaceId, hash)
    return ok({ found: found && { id: found.id, reason: found.reason, at: found.at.toISOString() } })
  },
})

const notAnAddress = invalid(
  new z.ZodError([
    { code: 'custom', path: ['address'], message: 'is no mail address and no phone number', input: undefined },
  ]),
)

/** Takes an entry off the list: the address may be written to again, where it agreed to that. */
export const liftSuppressed: Verb<{ id: string }> = writeVerb({
  permission: 'consent.write',
  input: suppressionId,
  async run({ db, workspaceId, input }) {
    const gone = await deleteSuppression(db, workspaceId, input.id)
    return gone ? ok({ id: gone.id }) : refuse('not_found', 'There is no such entry on the list.')
  },
  audit: ({ id }) => ({ verb: 'consent.lift', subject: `suppression:${id}` }),
})
