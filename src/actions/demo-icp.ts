import type { Pool } from 'pg'
import type { Actor } from '#actions/actor.ts'
import { addWorksheet, changeWorksheet, listWorksheets } from '#actions/icp-worksheet.ts'
import { keepPhrase } from '#actions/phrase-write.ts'
import type { Result } from '#contract/problem.ts'
import { demoPhrases, demoWorksheet } from '#core/demo/icp.ts'

/**
 * The sample company knows whom it wants: a worksheet, and what its customers say, in three languages. `end` is the last
 * moment of its half year, in epoch ms. What is there already is left alone.
 */
export async function loadDemoIcp(
  pool: Pool,
  workspaceId: string,
  { end, zone }: { end: number; zone: string },
): Promise<void> {
  const actor: Actor = { kind: 'operator', name: 'demo', workspaceId }
  const at = (ago: number) => ({ pool, now: () => end - ago * day })
  if (value(await listWorksheets(at(0), actor, {})).items.length > 0) return
  const { name, scope, answers } = demoWorksheet
  const { id } = value(await addWorksheet(at(80), actor, { name, scope }))
  value(await changeWorksheet(at(24), actor, { id, answers }))
  for (const { said, tag, source, ago } of demoPhrases) {
    const saidOn = Temporal.Instant.fromEpochMilliseconds(end - ago * day)
      .toZonedDateTimeISO(zone)
      .toPlainDate()
      .toString()
    value(await keepPhrase(at(ago), actor, { said, tag, source, saidOn }))
  }
}

const day = 86_400_000

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problem.message)
  return result.value
}
