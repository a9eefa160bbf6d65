import { expect, test } from 'vitest'
import { Load } from './load.ts'

test('large bodies share a room, small ones always have some, and what is answered makes room', () => {
  const load = new Load(100_000)
  const large = load.share()
  expect([large.take(60_000), large.take(40_000), load.held]).toEqual([true, true, 100_000])
  const late = load.share()
  expect([late.take(16_000), late.take(1000), load.held]).toEqual([true, false, 116_000])
  large.giveBack()
  large.giveBack()
  expect([late.take(1000), load.held]).toEqual([true, 17_000])
  late.giveBack()
  expect(load.held).toBe(0)
})
