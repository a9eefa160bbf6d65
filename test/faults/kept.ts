import { expect } from 'vitest'
import type { Pool } from 'pg'
import { expectFresh } from '#test/fresh.ts'
import type { Traffic } from './served.ts'

/** Everything acknowledged is there once, invalid ones are set aside, and all that was folded equals a fresh fold. */
export async function expectKept(pool: Pool, workspaceId: string, traffic: readonly Traffic[]): Promise<void> {
  const { rows } = await pool.query<{ message_id: string; n: number }>(
    `select message_id, count(*)::int as n from event
     where workspace_id = $1 and source <> 'system' group by message_id`,
    [workspaceId],
  )
  const events = new Map(rows.map((row) => [row.message_id, row.n]))
  const { rows: aside } = await pool.query<{ message_id: string; code: string }>(
    'select distinct message_id, code from set_aside where workspace_id = $1',
    [workspaceId],
  )
  expect(aside.filter(({ code }) => code === 'poisonous')).toEqual([])
  const setAside = new Set(aside.map((row) => row.message_id))
  const lost: string[] = []
  for (const { acknowledged, wrong } of traffic) {
    expect(wrong).toEqual([])
    for (const [messageId, status] of acknowledged) {
      const kept =
        status === 'set_aside' ? setAside.has(messageId) && !events.has(messageId) : events.get(messageId) === 1
      if (!kept) lost.push(`${messageId} ${status}: ${events.get(messageId) ?? 0} times`)
    }
  }
  expect(lost).toEqual([])
  await expectFresh(pool, workspaceId)
}
