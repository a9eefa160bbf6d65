import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PageDetail } from '#contract/page.ts'
import { pageCalls, pageLanguages, type Block, type PageDocument } from '#core/page/document.ts'
import { type Browser, startTestApp, type TestApp } from '#test/app.ts'
import { filled } from '#test/page/fill.ts'

let t: TestApp
let workspaceId: string
let admin: Browser
beforeAll(async () => {
  t = await startTestApp()
  workspaceId = (await t.workspace()).workspaceId
  admin = await t.member(workspaceId, 'marketer')
})
afterAll(() => t.stop())

async function create(name: string, more: object = {}): Promise<PageDetail> {
  const { status, body } = await admin.post('/api/pages', { name, call: 'demo', language: 'en', ...more })
  expect([status, body]).toMatchObject([200, {}])
  return detail(body['id'] as string)
}

async function detail(id: string): Promise<PageDetail> {
  return (await admin.get(`/api/pages/${id}`)).body as unknown as PageDetail
}

async function change(page: PageDetail, document: PageDocument) {
  const { id, revision, name } = page
  const { status, body } = await admin.post(`/api/pages/${id}/change`, { revision, name, document })
  expect([status, body]).toMatchObject([200, { revision: revision + 1 }])
  return detail(id)
}

async function publish(page: PageDetail) {
  return admin.post(`/api/pages/${page.id}/publish`, { revision: page.revision })
}

/** A page on the web, with what its author would fill in. */
async function live(name: string, edit: (document: PageDocument) => PageDocument = (one) => one, more: object = {}) {
  const page = await create(name, more)
  const changed = await change(page, edit(filled(page.document)))
  expect(await publish(changed)).toMatchObject({ status: 200, body: { state: 'live' } })
  return detail(page.id)
}

const look = (slug: string, headers: Record<string, string> = {}) =>
  fetch(`${t.base}/l/${encodeURIComponent(slug)}`, { headers, redirect: 'manual' })

describe('a page', () => {
  test.each(pageCalls.flatMap((call) => pageLanguages.map((language) => ({ call, language }))))(
    'for $call in $language comes from its template, is refused while it has gaps, and is served',
    async ({ call, language }) => {
      const page = await create(`${call} ${language}`, { call, language })
      const refused = await publish(page)
      expect(refused).toMatchObject({ status: 400, body: { code: 'invalid' } })
      const kinds = (refused.body['fields'] as { message: string }[]).map(({ message }) => message)
      expect(new Set(kinds)).toEqual(new Set(['gap', 'no_form']))
      expect((await look(page.slug)).status).toBe(404)
      const changed = await change(page, filled(page.document))
      expect(await publish(changed)).toMatchObject({ status: 200, body: { version: 1, state: 'live' } })
      const answer = await look(page.slug)
      const html = await answer.text()
      expect([answer.status, answer.headers.get('set-cookie')]).toEqual([200, null])
      expect(html).toContain(`<html lang="${language}"`)
      expect(html.match(/<h1>/g)).toHaveLength(1)
      expect(Buffer.byteLength(html)).toBeLessThan(30 * 1024)
    },
  )

  test('with all that there is, it weighs under 30 KB, before it is compressed', async () => {
    const every: Block[] = [
      {
        id: 'n',
        kind: 'numbers',
        title: 'In figures',
        items: Array.from({ length: 4 }, (_, n) => ({ value: `${n}0 %`, label: 'less waiting at the gate' })),
      },
      { id: 't', kind: 'text', title: 'More', body: 'A paragraph **of text** that goes on and on.\n\n'.repeat(20) },
      {
        id: 'v',
        kind: 'video',
        title: 'See it',
        text: 'In two minutes.',
        label: '',
        href: 'https://video.example/watch?v=1',
        picture: null,
      },
      { id: 'a', kind: 'action', title: 'Now', text: 'Talk to us.', label: 'Request a demo', href: '/demo' },
    ]
    await admin.post('/api/page-settings', {
      tags: {
        linkedin: '1234567',
        meta: '1234567890',
        x: 'o1abc',
        google: 'AW-123456789',
        kakao: '12345678901',
        naver: 's_1a2b3c4d',
        vk: '3456789',
        yandex: '98765432',
      },
    })
    const page = await live('Everything', (document) => ({
      ...document,
      variants: document.variants.map((one) => ({ ...one, blocks: [...one.blocks, ...every] })),
    }))
    const html = await (await look(page.slug)).text()
    await admin.post('/api/page-settings', { tags: {} })
    expect(html).toContain('id="ask"')
    expect(Buffer.byteLength(html)).toBeLessThan(30 * 1024)
    expect(gzipSync(html).length).toBeLessThan(10 * 1024)
  })
})
