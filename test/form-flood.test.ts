import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/app.ts'
import { publishedForm, sendScript } from '#test/form-help.ts'
import { until } from '#test/server-process.ts'

let t: TestApp
beforeAll(async () => {
  t = await startTestApp({ trustProxy: true })
})
afterAll(() => t.stop())

test('a flood of forms is taken in first, and all of it counted after', async () => {
  const { workspaceId } = await t.workspace()
  const form = await publishedForm(await t.member(workspaceId, 'marketer'), 'contact')
  const asked = (n: number) => ({
    name: `Flood ${n}`,
    company: `Flood ${n} Ltd`,
    email: `flood${n}@flood-${n}.example`,
    message: `Question ${n}`,
  })
  const sent = Array.from({ length: 200 }, (_, n) =>
    sendScript(
      t,
      form.slug,
      { values: asked(n), page: randomUUID(), language: 'en' },
      { headers: { 'x-forwarded-for': `10.7.${n}.1` } },
    ),
  )
  expect(new Set((await Promise.all(sent)).map(({ status }) => status))).toEqual(new Set([200]))
  await until(async () => {
    const { rows } = await t.pool.query<{ counted: number }>(
      `select count(*)::int as counted from event
       where workspace_id = $1 and name = 'form_submitted' and object = $2 and person_id is not null`,
      [workspaceId, form.slug],
    )
    return rows[0]?.counted === 200
  }, 30)
})
