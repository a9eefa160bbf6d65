import { expect, test } from 'vitest'
import { Kept } from '#actions/kept.ts'

test('what was found is kept for its time, by key, and the oldest goes when there are too many', async () => {
  let now = 0
  let finds = 0
  const kept = new Kept<string>(100, 2, () => now)
  const find = (key: string) => kept.of(key, async () => `${key} ${++finds}`)
  expect(await find('a')).toBe('a 1')
  now = 99
  expect(await find('a')).toBe('a 1')
  expect(await find('b')).toBe('b 2')
  now = 100
  expect(await find('a')).toBe('a 3')
  expect(await find('c')).toBe('c 4')
  expect(await find('a')).toBe('a 3')
  expect(await find('b')).toBe('b 5')
})

test('what could not be found is asked again', async () => {
  const kept = new Kept<string>(100, 2, () => 0)
  await expect(kept.of('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away')
  expect(await kept.of('a', async () => 'back')).toBe('back')
})
