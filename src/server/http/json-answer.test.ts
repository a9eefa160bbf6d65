import { gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { expect, test } from 'vitest'
import type { AppEnv } from './env.ts'
import { jsonAnswer } from './json-answer.ts'

const app = new Hono<AppEnv>()
app.use(compress())
app.get('/:size', (c) => jsonAnswer(c, { text: 'é'.repeat(Number(c.req.param('size'))) }))

async function ask(size: number, encoding?: string) {
  const answer = await app.request(
    `/${size}`,
    encoding === undefined ? {} : { headers: { 'accept-encoding': encoding } },
  )
  const bytes = Buffer.from(await answer.arrayBuffer())
  const packed = answer.headers.get('content-encoding') === 'gzip'
  const length = answer.headers.get('content-length')
  expect([null, String(bytes.length)]).toContain(length)
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
  expect(JSON.parse(String(packed ? gunzipSync(bytes) : bytes))).toEqual({ text: 'é'.repeat(size) })
  return { packed, vary: answer.headers.get('vary') }
}

test('answers are packed for whoever takes it, and only where that saves a packet', async () => {
  expect(await ask(10, 'gzip, deflate, br')).toEqual({ packed: false, vary: null })
  expect(await ask(5000, 'gzip, deflate, br')).toEqual({ packed: true, vary: 'Accept-Encoding' })
  expect(await ask(5000, 'br;q=1.0, *;q=0.5')).toEqual({ packed: true, vary: 'Accept-Encoding' })
  expect(await ask(5000)).toEqual({ packed: false, vary: 'Accept-Encoding' })
  expect(await ask(5000, 'identity')).toEqual({ packed: false, vary: 'Accept-Encoding' })
  expect(await ask(5000, 'gzip;q=0')).toEqual({ packed: false, vary: 'Accept-Encoding' })
})

test('long answers are packed as they go out', async () => {
  expect(await ask(300_000, 'gzip')).toEqual({ packed: true, vary: 'Accept-Encoding' })
  expect((await ask(300_000)).packed).toBe(false)
})
