import { expect, test } from 'vitest'
import { paceOf } from './pace.ts'

test('a target is reached, on the way, behind, or missed once the period is over', () => {
  expect(paceOf(50, 50, 0.1)).toBe('reached')
  expect(paceOf(25, 50, 0.5)).toBe('on')
  expect(paceOf(24, 50, 0.5)).toBe('behind')
  expect(paceOf(49, 50, 1)).toBe('missed')
  expect(paceOf(0, 50, 0)).toBe('on')
})
