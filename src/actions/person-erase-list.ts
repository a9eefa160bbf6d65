import { randomUUIDv7 } from 'node:crypto'
import { begin } from '#actions/person-erase.ts'
import { maysErase } from '#actions/person-erase-view.ts'
import { actorName, readVerb, writeVerb, type Verb } from '#actions/verb.ts'
import {
  erasureListCheckInput,
  erasureListInput,
  erasureListMost,
  type Erasure,
  type ErasureListCheck,
} from '#contract/privacy.ts'
import { ok, refuse } from '#contract/problem.ts'
import { normaliseMail } from '#core/mail-domain.ts'
import { backupDays } from '#store/erasure.ts'
import { countPeopleBehind } from '#store/erasure-find.ts'

/** What a list of addresses would come to, before anything is done. */
export const checkErasureList: Verb<ErasureListCheck> = readVerb({
  permission: 'erasure.ask',
  input: erasureListCheckInput,
  async run({ db, workspaceId, actor, input }) {
    const { addresses, wrong } = readList(input.text)
    if (addresses.length > erasureListMost) return tooMany(addresses.length)
    return ok({
      addresses: addresses.length,
      people: await countPeopleBehind(db, workspaceId, addresses),
      wrong,
      confirm: String(addresses.length),
      backupDays: await backupDays(db, workspaceId),
      atOnce: maysErase(actor),
    })
  },
})

/** Erases everybody behind a list of addresses, whether they are people here or only stand somewhere, or asks to. */
export const askListErasure: Verb<Erasure> = writeVerb({
  permission: 'erasure.ask',
  input: erasureListInput,
  async run({ db, workspaceId, actor, input, now }) {
    const { addresses } = readList(input.text)
    if (addresses.length === 0) return refuse('invalid', 'text: there is no mail address in it. Give one a line.')
    if (addresses.length > erasureListMost) return tooMany(addresses.length)
    if (input.confirm !== String(addresses.length))
      return refuse('invalid', `confirm: type ${addresses.length}, the number of addresses, to say that you mean them.`)
    return begin(
      db,
      workspaceId,
      {
        id: randomUUIDv7(),
        kind: 'list',
        reason: input.reason,
        note: input.note,
        names: input.names,
        state: maysErase(actor) ? 'running' : 'asked',
        at: now,
        by: actorName(actor),
        targets: addresses.map((address) => ({ address })),
      },
      actor,
    )
  },
  audit: ({ id, state, targets }, { reason, names }) => ({
    verb: 'erasure.ask',
    subject: `erasure:${id}`,
    detail: { reason, names, state, addresses: targets },
  }),
})

/** The first mail address of each line, each once, in lines of text or of a CSV; lines without one are wrong. */
function readList(text: string): { addresses: string[]; wrong: string[] } {
  const addresses = new Set<string>()
  const wrong: string[] = []
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') continue
    const cells = line.split(/[,;\t<>"\s]+/)
    const mail = cells.map((cell) => (cell.includes('@') ? normaliseMail(cell) : null)).find((one) => one !== null)
    if (mail) addresses.add(mail)
    // the first line may name the columns
    else if (addresses.size > 0 || wrong.length > 0 || !/mail|почт|메일/i.test(line)) wrong.push(line.slice(0, 200))
  }
  return { addresses: [...addresses], wrong: wrong.slice(0, 100) }
}

function tooMany(count: number): ReturnType<typeof refuse> {
  return refuse(
    'too_large',
    `text: ${count} addresses; at most ${erasureListMost} at once. Send the rest in another go.`,
  )
}
