import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusedList } from '#actions/import-refused.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hourglass-refused-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    row: index + 2,
    rejection: index % 2 === 0 ? { code: 'bad_email', field: 'email', message: 'Not an address.' } : null,
    raw: JSON.stringify({ Name: `Person ${index}`, Email: 'a@@b' }),
  }))

test('lists the refused rows and no others, however many', async () => {
  const path = join(folder, 'list.csv')
  const list = refusedList(path)
  for (let part = 0; part < 20; part++) await list.take(rows(500), ['Name', 'Email'])
  await list.end()
  const lines = (await readFile(path, 'utf8')).trim().split('\n')
  expect(lines).toHaveLength(1 + 20 * 250)
})

test('says that the disk failed instead of waiting for it, or of giving half a list as the whole', async () => {
  const list = refusedList(join(folder, 'gone', 'list.csv'))
  const all = (async () => {
    for (let part = 0; part < 20; part++) await list.take(rows(5000), ['Name', 'Email'])
    await list.end()
  })()
  await expect(all).rejects.toThrow(/ENOENT/)
  const short = refusedList(join(folder, 'gone', 'short.csv'))
  await short.take(rows(2), ['Name', 'Email']).catch(() => {})
  await expect(short.end()).rejects.toThrow(/ENOENT/)
})
