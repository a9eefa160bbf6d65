import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { domainOf, headerLine, isMailAddress } from './header.ts'
import { mostAttempts, nextAttempt, outcomeOf, pauseAfter } from './retry.ts'

describe('what stands in a header', () => {
  test('is one line, whatever was written, and no longer than asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.integer({ min: 1, max: 120 }), (text, longest) => {
        const line = headerLine(text, longest)
        expect(line).not.toMatch(/[\r\n\0\u2028\u2029]/)
        expect([...line].length).toBeLessThanOrEqual(longest)
      }),
    )
  })

  test.each(['kim@example.com', 'o.brien+x@mail.example.co.kr', "a'b@c.example", '김@회사.example', 'я@почта.example'])(
    '%s is an address',
    (address) => expect(isMailAddress(address)).toBe(true),
  )

  test.each([
    '',
    'kim',
    '@example.com',
    'a@',
    'a@b@c.example',
    'a b@c.example',
    'a@b.example,c@d.example',
    'Kim <a@b.example>',
    'a@b.example\r\nRCPT TO:<x@y.example>',
    '"a"@b.example',
    'a..b@c.example',
    '.a@c.example',
    'a@-b.example',
    'a@b..example',
    `${'a'.repeat(65)}@b.example`,
    'a\u200b@b.example',
  ])('%j is none', (address) => expect(isMailAddress(address)).toBe(false))

  test('the domain is what follows the @', () => expect(domainOf('Kim@Example.COM')).toBe('example.com'))
})

describe('retries', () => {
  test('wait longer each time, four hours at most, and end after about three days', () => {
    const pauses = Array.from({ length: mostAttempts - 1 }, (_, n) => pauseAfter(n + 1))
    expect(pauses.slice(0, 4)).toEqual([60_000, 120_000, 240_000, 480_000])
    expect(Math.max(...pauses)).toBe(4 * 3_600_000)
    const days = pauses.reduce((sum, pause) => sum + pause, 0) / 86_400_000
    expect(days).toBeGreaterThan(2.5)
    expect(days).toBeLessThan(3.5)
    expect(nextAttempt(1, 1000)).toBe(61_000)
    expect(nextAttempt(mostAttempts, 1000)).toBe(null)
  })

  test.each([
    [550, 'recipient', 'permanent'],
    [554, 'message', 'permanent'],
    [450, 'recipient', 'temporary'],
    [451, 'message', 'temporary'],
    [535, 'sign_in', 'temporary'],
    [553, 'sender', 'temporary'],
    [554, 'connect', 'temporary'],
    [null, 'connect', 'temporary'],
  ] as const)('%s at %s is %s', (code, step, outcome) => expect(outcomeOf(code, step)).toBe(outcome))
})
