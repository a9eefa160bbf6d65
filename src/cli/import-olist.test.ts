import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FunnelDocument } from '#contract/funnel.ts'
import type { ImportSummary } from '#contract/import.ts'
import type { Result } from '#contract/problem.ts'
import { firstContactToWon } from '#core/blueprint/default.ts'
import type { ImportKind } from '#core/import/mapping.ts'
import type { Actor } from '#actions/actor.ts'
import { createFlow } from '#actions/flow.ts'
import type { Flow } from '#actions/flow-types.ts'
import { readFunnel } from '#actions/funnel-read.ts'
import { dryRunImport } from '#actions/import-dry-run.ts'
import { runImport } from '#actions/import-run.ts'
import { undoImport } from '#actions/import-undo.ts'
import { readImportFlags } from '#cli/import-flags.ts'
import { type TestDatabase, testDatabase, testWorkspace } from '#test/database.ts'
import { applyBlueprint } from '#test/events.ts'

const data = process.env['OLIST_DATA']
if (data === undefined) {
  console.log('Skipped: the import of a real funnel; set OLIST_DATA to the folder of the two Olist files to run it.')
}

// the commands of docs/concepts/import.md
const leads = [
  '--event',
  'first_contact',
  '--key',
  'mql_id=userId',
  '--map',
  'first_contact_date=time',
  '--map',
  'origin=channel',
  '--map',
  'origin=traits.origin',
  '--zone',
  'UTC',
]
const deals = [
  '--event',
  'contract_signed',
  '--key',
  'mql_id=userId',
  '--map',
  'won_date=time',
  '--map',
  'business_segment=props.segment',
  '--zone',
  'UTC',
]

describe.skipIf(data === undefined)('a real marketing funnel', () => {
  let t: TestDatabase
  let flow: Flow
  let actor: Actor
  beforeAll(async () => {
    t = await testDatabase()
    const workspaceId = await testWorkspace(t.pool, 'UTC')
    await applyBlueprint(t.pool, workspaceId, firstContactToWon())
    flow = createFlow({ pool: t.pool })
    actor = { kind: 'operator', name: 'test', workspaceId }
  })
  afterAll(async () => {
    await flow.stop()
    await t.drop()
  })

  async function take(kind: ImportKind, file: string, args: string[]): Promise<ImportSummary> {
    const flags = await readImportFlags(kind, [join(data ?? '', file), ...args])
    const { path, mapping, guess } = flags
    const dry = good(await dryRunImport({ pool: t.pool }, actor, { path, mapping, guess }))
    expect(dry.setAside).toBe(0)
    return good(await runImport({ pool: t.pool, flow }, actor, { path, mapping, guess }))
  }
  async function funnel(by?: string): Promise<FunnelDocument> {
    return good(await readFunnel({ pool: t.pool }, actor, { model: 'simple', ...(by === undefined ? {} : { by }) }))
  }
  const leadsFile = 'olist_marketing_qualified_leads_dataset.csv'
  const dealsFile = 'olist_closed_deals_dataset.csv'

  test(
    '8,000 first contacts, 842 of them won, by origin, with the fault of the data',
    { timeout: 300_000 },
    async () => {
      const first = await take('events', leadsFile, leads)
      expect(first).toMatchObject({ state: 'done', read: 8_000, accepted: 8_000, duplicate: 0, setAside: 0 })
      const second = await take('events', dealsFile, deals)
      expect(second).toMatchObject({ state: 'done', read: 842, accepted: 842, setAside: 0 })

      const { total } = await funnel()
      expect(total.members).toBe(8_000)
      expect(total.steps[1]).toMatchObject({ stage: 'won', reached: 842 })
      const median = total.steps[1]?.fromPrevious?.time?.median ?? null
      expect((median ?? 0) / 86_400_000).toBeCloseTo(14.65, 2)
      expect(total.faults).toBe(1)

      const byOrigin = await funnel('person.origin')
      const origins = new Map(
        byOrigin.groups.map((group) => [group.value ?? group.kind, [group.members, group.steps[1]?.reached]]),
      )
      expect(origins.get('paid_search')).toEqual([1_586, 195])
      expect(origins.get('organic_search')).toEqual([2_296, 271])
      expect(origins.get('social')).toEqual([1_350, 75])
      expect(origins.get('unknown')).toEqual([1_099, 179])
      expect(origins.get('missing')).toEqual([60, 14])

      const byChannel = await funnel('channel')
      const channels = new Map(byChannel.groups.map((group) => [group.value ?? group.kind, group.members]))
      expect(channels.get('ppc')).toBe(1_586)
      expect(channels.get('search')).toBe(2_296)
      expect(channels.get('unknown')).toBe(1_099)
      expect(channels.get('missing')).toBe(60)

      expect(await take('events', leadsFile, leads)).toMatchObject({ accepted: 0, duplicate: 8_000 })
      good(await undoImport({ pool: t.pool }, actor, { id: second.id }))
      const without = await funnel()
      expect(without.total.members).toBe(8_000)
      expect(without.total.steps[1]?.reached).toBe(0)
    },
  )
})

function good<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problem.message)
  return result.value
}
