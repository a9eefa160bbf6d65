import { expect, test } from 'vitest'
import { initials } from './avatar.tsx'

test('initials are what people of each script would write', () => {
  expect(initials('Jonas Ohlsson')).toBe('JO')
  expect(initials('дмитрий павлов')).toBe('ДП')
  expect(initials('김서연')).toBe('서연')
  expect(initials('kim@muster.example')).toBe('KE')
  expect(initials('Madonna')).toBe('M')
  expect(initials('  ')).toBe('·')
  expect(initials(null)).toBe('·')
})
