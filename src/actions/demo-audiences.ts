import { randomUUIDv7 } from 'node:crypto'
import type { Pool } from 'pg'
import { makeExport } from '#actions/audience/file.ts'
import { transaction } from '#actions/verb.ts'
import { ok } from '#contract/problem.ts'
import type { Condition } from '#core/rule.ts'
import { audiencesOf, insertAudience } from '#store/audience.ts'
import { enteredWith } from '#store/audience-demo.ts'
import { insertSegment } from '#store/segment-saved.ts'

const day = 86_400_000
const by = 'operator:demo'

const audiences: readonly { name: string; about: string; purpose: string; condition: Condition }[] = [
  {
    name: 'Newsletter readers who are no customers yet',
    about: 'For feature news beside the newsletter',
    purpose: 'marketing',
    condition: {
      all: [
        { field: 'consent.marketing', op: 'is', value: 'granted' },
        { field: 'account.relationship', op: 'is_not', value: 'customer' },
      ],
    },
  },
  {
    name: 'Supply chain heads, for LinkedIn',
    about: 'The ideal customers whom an advertisement may reach',
    purpose: 'marketing',
    condition: {
      all: [
        { field: 'icp', op: 'is', value: true },
        { field: 'persona', op: 'exists' },
      ],
    },
  },
]

/** Two audiences of the sample company, with who came when, and a file of the first. Once. `end` in epoch ms. */
export async function loadDemoAudiences(pool: Pool, workspaceId: string, end: number): Promise<void> {
  await transaction(pool, 'begin', async (db) => {
    if ((await audiencesOf(db, workspaceId, end)).length > 0) return ok(null)
    for (const [index, { name, about, purpose, condition }] of audiences.entries()) {
      const [segmentId, id, at] = [randomUUIDv7(), randomUUIDv7(), end - 40 * day]
      await insertSegment(db, workspaceId, { id: segmentId, name, about, condition, by, at })
      await insertAudience(db, workspaceId, { id, name, segmentId, condition, purpose, by, at })
      const network = index === 0 ? 'google' : 'linkedin_contacts'
      const made = await makeExport(db, workspaceId, { audienceId: id, network, by, now: end })
      if (!made.ok) return made
      await enteredWith(db, workspaceId, id, purpose, at)
    }
    return ok(null)
  })
}
