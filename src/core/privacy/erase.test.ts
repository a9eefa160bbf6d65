import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { anyPattern, erasePatterns, isFullName, namedByFacts } from './erase.ts'

const nothing = { ids: [], mails: [], keys: [], phones: [], profiles: [], names: [] }
const finds = (named: Partial<typeof nothing> & object, text: string): boolean =>
  new RegExp(anyPattern(erasePatterns({ ...nothing, ...named })) ?? '(?!)', 'iu').test(text)

describe('what is looked for', () => {
  test('a mail address, in addresses of pages too, and never as a part of another', () => {
    const mails = ['kim@acme.test'] as never[]
    expect(finds({ mails }, 'write to Kim@Acme.test, please.')).toBe(true)
    expect(finds({ mails }, 'https://a.test/?mail=kim%40acme.test&x')).toBe(true)
    expect(finds({ mails }, 'joakim@acme.test')).toBe(false)
    for (const other of ['kim@acme.test.example', 'kim@acme.test.co.uk', 'kim@acme.test.sub.com.', 'kim@acme.testing'])
      expect([other, finds({ mails }, other)]).toEqual([other, false])
    for (const text of [
      'from kim@acme.test.Then he called',
      'kim@acme.test.pdf',
      'kim@acme.test.csv',
      'kim@acme.test.',
    ])
      expect([text, finds({ mails }, text)]).toEqual([text, true])
  })

  test('a name in any case, decomposed, before particles, and not within longer words', () => {
    expect(finds({ names: ['Ann Lee'] as never[] }, 'met ANN LEE today')).toBe(true)
    expect(finds({ names: ['Ann Lee'] as never[] }, 'Joann Leeds')).toBe(false)
    expect(finds({ names: ['Ann Lee'] as never[] }, '?q=ann+lee')).toBe(true)
    expect(finds({ names: ['김민수'] as never[] }, '김민수님과 통화')).toBe(true)
    expect(finds({ names: ['김민수'] as never[] }, '김민수'.normalize('NFD'))).toBe(true)
    expect(finds({ names: ['Иван Петров'] as never[] }, 'звонил иван петров')).toBe(true)
  })

  test('short user ids are not met by chance in amounts and dates', () => {
    expect(finds({ keys: ['20261'] as never[] }, 'amount 20261')).toBe(false)
    expect(finds({ keys: ['u-20261'] as never[] }, 'seen u-20261 there')).toBe(true)
    expect(anyPattern(erasePatterns(nothing))).toBeNull()
  })

  test('a phone number as written and as digits, a profile by its name', () => {
    expect(finds({ phones: ['+82 10-1234-5678'] as never[] }, 'call 821012345678')).toBe(true)
    expect(finds({ profiles: ['https://www.linkedin.com/in/kim-minsu-77/'] as never[] }, 'linkedin:kim-minsu-77')).toBe(
      true,
    )
  })

  test('expressions hold for any characters that names are made of', () => {
    const names = ['A. (B) [C] *d', 'x\\y "q" z'] as never[]
    expect(finds({ names }, 'so A. (B) [C] *d said')).toBe(true)
    expect(finds({ names }, JSON.stringify({ said: 'x\\y "q" z' }))).toBe(true)
  })
})

test('facts name somebody by their keys; companies are nobody', () => {
  const named = namedByFacts([
    ['name', 'Kim Minsu'],
    ['firstName', 'Minsu'],
    ['lastName', 'Kim'],
    ['companyName', 'Acme Trading House'],
    ['work_email', 'kim@acme.test'],
    ['phone', '+82 10 1234 5678'],
    ['linkedin', 'https://linkedin.com/in/kimminsu'],
    ['title', 'Head of Name Tags'],
    ['managerEmail', 'boss@acme.test'],
    ['campaignName', 'Spring Fair Seoul'],
  ])
  expect(named.names.toSorted()).toEqual(['Kim Minsu', 'Kim, Minsu', 'Minsu Kim'])
  expect(
    namedByFacts([
      ['firstName', '지우'],
      ['lastName', '류'],
    ]).names.toSorted(),
  ).toEqual(['류 지우', '류, 지우', '류지우', '지우 류'].filter(isFullName).toSorted())
  expect(isFullName('류 지우')).toBe(true)
  expect(named.mails).toEqual(['kim@acme.test'])
  expect(named.phones).toEqual(['+82 10 1234 5678'])
  expect(named.profiles).toEqual(['https://linkedin.com/in/kimminsu'])
})

test.each([
  ['Kim', false],
  ['Ann Lee', true],
  ['김민수', true],
  ['이수', false],
  ['[erased]', false],
])('%s is a full name: %s', (name, is) => expect(isFullName(name)).toBe(is))

test('what the exact expressions find, the fast question finds first', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', minLength: 3, maxLength: 12 }),
    fc.constantFrom('Ann Lee', '김민수', 'Иван Петров', "O'Neil B"),
  )
  fc.assert(
    fc.property(text, text, fc.constantFrom('a.b', 'kim', 'long.local', 'x_y'), (name, around, local) => {
      const named = {
        ...nothing,
        names: [name],
        mails: [`${local}@acme.test`],
        ids: ['01a2046d-2e83-757e-b615-cb19a187720c'],
      }
      const patterns = erasePatterns(named as never)
      const spelled = [
        name,
        name.toUpperCase(),
        name.normalize('NFD'),
        encodeURIComponent(name.toWellFormed()),
        named.mails[0],
        encodeURIComponent(`${local}@acme.test`),
      ]
      for (const one of spelled) {
        const said = `${around} ${one ?? ''} ${around}`
        if (!new RegExp(anyPattern(patterns) ?? '(?!)', 'iu').test(said)) continue
        expect([said, patterns.loose.some((part) => said.toLowerCase().includes(part))]).toEqual([said, true])
      }
    }),
  )
})
