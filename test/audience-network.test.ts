import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type AudiencePerson, googleMail, type Hash, networkIds, networks } from '#core/audience/network.ts'
import { e164 } from '#core/audience/phone.ts'

const hash: Hash = (algorithm, text) => createHash(algorithm).update(text).digest('hex')
const anna: AudiencePerson = {
  id: '01890000-0000-7000-8000-000000000001',
  email: ' Mary@Example.com ',
  phone: '010-1234-5678',
  name: null,
  firstName: 'Mary',
  lastName: 'O’Neil',
  title: 'CFO',
  company: 'Acme, Inc.',
  domain: 'acme.com',
  country: 'KR',
}
// sha256 and md5 of mary@example.com, as sha256sum and md5sum print them
const mary = {
  sha256: 'f1904cf1a9d73a55fa5de0ac823c4403ded71afd4c3248d00bdcd0866552bb79',
  md5: 'c96da02bba97aedfd26136e980ae3761',
}

describe('phones', () => {
  test.each([
    ['010-1234-5678', 'KR', '+821012345678'],
    ['8 (912) 345-67-89', 'RU', '+79123456789'],
    ['+44 (0)20 7183 8750', null, '+442071838750'],
    ['0082 10 1234 5678', null, '+821012345678'],
    ['(800) 555-0100', 'US', '+18005550100'],
    ['333 123 4567', 'IT', '+393331234567'],
  ])('%s of %s is %s', (text, country, expected) => expect(e164(text, country)).toBe(expected))

  test.each([
    ['010-1234-5678', null],
    ['1234-5678', 'KR'],
    ['ask Anna', 'KR'],
    ['+12', null],
    ['+0123456789', null],
  ])('%s of %s cannot be told', (text, country) => expect(e164(text, country)).toBeNull())
})

test('dots go where Google says so, and nowhere else', () => {
  expect(googleMail('Jane.Doe@GMail.com')).toBe('janedoe@gmail.com')
  expect(googleMail('j.d+a@googlemail.com')).toBe('jd+a@googlemail.com')
  expect(googleMail('jane.doe@acme.com')).toBe('jane.doe@acme.com')
})

describe('rows', () => {
  const rowOf = (id: (typeof networkIds)[number], person = anna) => networks[id].row(person, hash)
  test('each network gets its own columns', () => {
    expect(rowOf('linkedin_contacts')).toEqual([
      hash('sha256', 'mary@example.com'),
      'Mary',
      'O’Neil',
      'CFO',
      'Acme, Inc.',
      'KR',
    ])
    expect(rowOf('linkedin_companies')).toEqual(['Acme, Inc.', 'acme.com', 'KR'])
    expect(rowOf('meta')).toEqual(
      ['mary@example.com', '821012345678', 'mary', 'oneil', 'kr'].map((text) => hash('sha256', text)),
    )
    expect(rowOf('google')).toEqual([
      hash('sha256', 'mary@example.com'),
      hash('sha256', '+821012345678'),
      '',
      '',
      'KR',
      '',
    ])
    expect(rowOf('x')).toEqual([hash('sha256', 'mary@example.com')])
    expect(rowOf('yandex')).toEqual([
      '01890000000070008000000000000001',
      hash('md5', '821012345678'),
      hash('md5', 'mary@example.com'),
    ])
    expect(rowOf('vk_email')).toEqual([hash('md5', 'mary@example.com')])
    expect(rowOf('vk_phone')).toEqual([hash('md5', '821012345678')])
    expect(rowOf('kakao_phone')).toEqual(['01012345678'])
  })

  test('known vectors', () => {
    expect(rowOf('x')?.[0]).toBe(mary.sha256)
    expect(rowOf('vk_email')?.[0]).toBe(mary.md5)
    // Yandex’s own example: 79876543210 and mail@yandex.ru
    const own = { ...anna, email: 'mail@yandex.ru', phone: '+79876543210' }
    expect(rowOf('yandex', own)?.slice(1)).toEqual([
      '5c5259938ed3e632bc5e3f94731090af',
      '3c56ff8fef0f6c65b36b2d25720fe276',
    ])
  })

  test('rows are as wide as their header; whoever cannot be matched has none', () => {
    const nobody = { ...anna, email: null, phone: null, company: null }
    for (const id of networkIds) {
      const { header } = networks[id]
      if (header) expect([id, rowOf(id)?.length]).toEqual([id, header.length])
      expect([id, rowOf(id, nobody)]).toEqual([id, null])
    }
  })
})
