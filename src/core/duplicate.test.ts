import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compare, lookFor } from '#core/duplicate.ts'
import type { Comparable } from '#core/duplicate.ts'

const nobody: Comparable = {
  id: '1',
  name: null,
  email: null,
  phone: null,
  linkedin: null,
  title: null,
  accountId: null,
  user: false,
}
const who = (more: Partial<Comparable>): Comparable => ({ ...nobody, ...more })

describe('compare', () => {
  it.each<[string, Partial<Comparable>, Partial<Comparable>, ReturnType<typeof compare>]>([
    [
      'the same name in one company',
      { name: '김민수', accountId: 'a' },
      { name: '김 민수', accountId: 'a' },
      { confidence: 'likely', reasons: ['same_name', 'same_company'], against: [] },
    ],
    [
      'names in another order and case',
      { name: 'KIM Minsu', accountId: 'a' },
      { name: 'minsu kim', accountId: 'a' },
      { confidence: 'likely', reasons: ['same_name', 'same_company'], against: [] },
    ],
    [
      'namesakes in one company with addresses of their own',
      { name: '김민수', accountId: 'a', email: 'minsu1@acme.com' },
      { name: '김민수', accountId: 'a', email: 'kms@acme.com' },
      { confidence: 'possible', reasons: ['same_name', 'same_company'], against: ['other_mail'] },
    ],
    ['namesakes elsewhere', { name: 'Anna Berg', accountId: 'a' }, { name: 'Anna Berg', accountId: 'b' }, null],
    [
      'one mailbox in two spellings',
      { email: 'anna.berg@acme.com' },
      { email: 'annaberg+fair@mail.acme.com' },
      { confidence: 'likely', reasons: ['same_mailbox'], against: [] },
    ],
    [
      'the parts of a mailbox swapped',
      { email: 'anna.berg@acme.com', accountId: 'a' },
      { email: 'berg.anna@acme.com', accountId: 'a' },
      { confidence: 'likely', reasons: ['swapped_mailbox', 'same_company'], against: [] },
    ],
    [
      'a private and a work address',
      { name: 'Anna Berg', email: 'anna.berg@acme.com' },
      { name: 'A. Berg', email: 'anna.berg@gmail.com' },
      { confidence: 'possible', reasons: ['same_local_part', 'initial_name'], against: [] },
    ],
    [
      'namesakes whose addresses are made of their names',
      { name: 'Anna Berg', email: 'anna.berg@acme.com', accountId: 'a' },
      { name: 'Anna Berg', email: 'anna.berg@other.com', accountId: 'b' },
      null,
    ],
    ['a shared box', { email: 'info@acme.com' }, { email: 'info+kr@acme.com' }, null],
    [
      'one phone, written two ways, one name',
      { name: '이서연', phone: '+82 10-1234-5678' },
      { name: '이서연', phone: '010 1234 5678' },
      { confidence: 'likely', reasons: ['same_phone', 'same_name'], against: [] },
    ],
    [
      'one phone alone may be a switchboard',
      { phone: '02-555-0100 0', accountId: 'a' },
      { phone: '0255501000', accountId: 'a' },
      { confidence: 'possible', reasons: ['same_phone', 'same_company'], against: [] },
    ],
    [
      'one profile',
      { linkedin: 'https://www.linkedin.com/in/Anna-Berg/' },
      { linkedin: 'linkedin.com/in/anna-berg' },
      { confidence: 'likely', reasons: ['same_linkedin'], against: [] },
    ],
    [
      'two users',
      { name: 'Anna Berg', accountId: 'a', user: true },
      { name: 'Anna Berg', accountId: 'a', user: true },
      { confidence: 'possible', reasons: ['same_name', 'same_company'], against: ['other_user'] },
    ],
    ['nothing known', {}, {}, null],
    [
      'different names at one company',
      { name: 'Anna Berg', accountId: 'a' },
      { name: 'Ben Roth', accountId: 'a' },
      null,
    ],
    ['first names in one company', { name: 'Anna', accountId: 'a' }, { name: 'Anna', accountId: 'a' }, null],
    ['given names in one company', { name: '가은', accountId: 'a' }, { name: '가은', accountId: 'a' }, null],
    ['one letter', { name: 'A', accountId: 'a' }, { name: 'A', accountId: 'a' }, null],
  ])('%s', (_title, one, other, expected) => {
    expect(compare(who(one), who(other))).toEqual(expected)
  })

  it('does not depend on who is asked first', () => {
    const names = fc.constantFrom(null, '김민수', '김 민수', 'Minsu Kim', 'kim minsu', 'M Kim')
    const anybody = fc.record({
      id: fc.constant('x'),
      name: names,
      email: fc.constantFrom(null, 'kim.min@acme.com', 'min.kim@acme.com', 'kimmin@gmail.com', 'info@acme.com'),
      phone: fc.constantFrom(null, '+82 10 1234 5678', '010-1234-5678', '12345678'),
      linkedin: fc.constantFrom(null, 'in/kim', 'https://linkedin.com/in/kim/'),
      title: fc.constantFrom(null, 'CTO', 'cto'),
      accountId: fc.constantFrom(null, 'a', 'b'),
      user: fc.boolean(),
    })
    fc.assert(
      fc.property(anybody, anybody, (one, other) => {
        expect(compare(one, other)).toEqual(compare(other, one))
      }),
    )
  })
})

describe('lookFor', () => {
  it('asks for words that only few people share', () => {
    expect(lookFor(who({ name: 'Anna Berg', email: 'anna.berg+x@acme.com', phone: '+82 10-1234-5678' }))).toEqual([
      ['anna', 'berg'],
      ['anna', 'berg'],
      ['821012345678'],
      ['1234', '5678'],
    ])
    expect(lookFor(who({ name: '김민수' }))).toEqual([['김민수']])
    expect(lookFor(who({ name: 'Anna', email: 'info@acme.com', phone: '12' }))).toEqual([])
  })
})
