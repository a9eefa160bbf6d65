import { randomUUIDv7 } from 'node:crypto'
import { actorName, writeVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import { signalInput, type SignalAdded } from '#contract/signal.ts'
import { dayOf } from '#core/report/period.ts'
import { keyOfSignal, readNetwork, type SignalCount } from '#core/signal/signal.ts'
import { findBatch, insertBatch, insertSignals } from '#store/signal.ts'

const firstDay = '2000-01-01'
const dayMs = 86_400_000
/** how long pieces of one batch may follow each other */
const piecesMs = 3_600_000

/**
 * Keeps what networks counted on days: typed, of a file, or sent by a program. Said again for the same day, kind,
 * network, campaign and page, the newer holds; nothing is added up twice.
 */
export const addSignals: Verb<SignalAdded> = writeVerb({
  permission: 'capture.write',
  input: signalInput,
  async run({ db, workspaceId, actor, input, now }) {
    // in every zone that day has begun
    const lastDay = dayOf(now + dayMs, 'UTC')
    const wrong = input.items.findIndex(({ day }) => day < firstDay || day > lastDay)
    if (wrong >= 0)
      return refuse('invalid', `items: ${input.items[wrong]?.day} lies in the future, or long ago.`, {
        fields: [{ path: `items.${wrong}.day`, message: 'in the future, or long ago' }],
      })
    const by = actorName(actor)
    const id = input.batch ?? randomUUIDv7()
    const source = actor.kind === 'user' && actor.key === undefined ? input.source : 'api'
    if (!(await insertBatch(db, workspaceId, { id, source, name: input.name.trim(), by }, now))) {
      const known = await findBatch(db, workspaceId, id)
      const mine = known !== null && known.createdBy === by && known.undoneAt === null
      if (!mine || now - known.createdAt.getTime() > piecesMs)
        return refuse('conflict', 'There is a batch of that id already, which takes no more: give this one another id.')
    }
    const items = new Map<string, SignalCount>()
    for (const item of input.items) {
      const one = { ...item, network: readNetwork(item.network), campaign: item.campaign.trim(), url: item.url.trim() }
      items.set(keyOfSignal(one), one)
    }
    await insertSignals(db, workspaceId, id, [...items.values()])
    return ok({ id, rows: items.size })
  },
  audit: ({ id, rows }, { source, name }) => ({
    verb: 'signal.add',
    subject: `signal_batch:${id}`,
    detail: { rows, source, name },
  }),
})
