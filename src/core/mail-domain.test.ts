import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judgeMail, normaliseMail, registrableDomain } from '#core/mail-domain.ts'

describe('a mail address', () => {
  test.each([
    [' Anna.Petrova@Example.COM ', 'anna.petrova@example.com'],
    ['kim@회사.한국', 'kim@xn--vf4b131b.xn--3e0b707e'],
    ['иван@пример.рф', 'иван@xn--e1afmkfd.xn--p1ai'],
    ['ivan@пример.рф.', 'ivan@xn--e1afmkfd.xn--p1ai'],
    ['ＫＩＭ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'kim@example.com'],
    ["o'hara+news@mail.example.co.kr", "o'hara+news@mail.example.co.kr"],
  ])('%s is stored as %s', (sent, stored) => {
    expect(normaliseMail(sent)).toBe(stored)
  })

  test.each([
    '',
    '@',
    'a@',
    '@b.com',
    'a b@c.com',
    'a@b',
    'a@b..com',
    'a..b@c.com',
    '.a@c.com',
    'a@-b.com',
    'a@[127.0.0.1]',
    'a@127.0.0.1',
    '"a"@b.com',
    'a@b.com, c@d.com',
    'Anna <a@b.com>',
    'a@b_c.com',
    `${'x'.repeat(65)}@b.com`,
    `${'가'.repeat(22)}@b.com`,
    `a@${'b.'.repeat(130)}com`,
    'a@b.c',
    'a@\u0000.com',
    'a\u0000@b.com',
    'a@b@c d.com',
    'a@exa%20mple.com',
    'a@пример/рф',
    'a@пример:8080',
  ])('%j is none', (sent) => {
    expect(normaliseMail(sent)).toBeNull()
  })

  test('normalising is idempotent, whatever is sent', () => {
    const anything = fc.oneof(
      fc.emailAddress(),
      fc.string({ unit: 'binary' }),
      fc.string().map((s) => `${s}@example.com`),
    )
    fc.assert(
      fc.property(anything, (text) => {
        const once = normaliseMail(text)
        if (once !== null) expect(normaliseMail(once)).toBe(once)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('the kind of a mail address', () => {
  test.each([
    'hanmail.net',
    'kakao.com',
    'nate.com',
    'naver.com',
    'list.ru',
    'inbox.ru',
    'ya.ru',
    'yandex.kz',
    'rambler.ru',
    'gmail.com',
    'outlook.com',
    'yahoo.co.kr',
    'proton.me',
    'qq.com',
  ])('%s is free mail and makes no account', (domain) => {
    expect(judgeMail(`kim@${domain}`)).toEqual({ kind: 'free', role: false, accountDomain: null })
  })

  test.each(['mailinator.com', 'guerrillamail.com', 'sub.mailinator.com'])('%s is disposable', (domain) => {
    expect(judgeMail(`kim@${domain}`)).toEqual({ kind: 'disposable', role: false, accountDomain: null })
  })

  test.each([
    ['kim@samsung.com', 'samsung.com'],
    ['kim@mail.team.co.kr', 'team.co.kr'],
    ['kim@dept.snu.ac.kr', 'snu.ac.kr'],
    ['kim@acme.onmicrosoft.com', 'acme.onmicrosoft.com'],
    ['kim@acme.uk.com', 'acme.uk.com'],
    ['ivan@почта.пример.рф', 'xn--e1afmkfd.xn--p1ai'],
  ])('%s is work mail of %s', (address, accountDomain) => {
    expect(judgeMail(normaliseMail(address) ?? '')).toEqual({ kind: 'work', role: false, accountDomain })
  })

  test.each(['info', 'sales', 'admin', 'no-reply', 'support+eu', 'zakupki'])('%s@ is a role', (local) => {
    expect(judgeMail(`${local}@acme.com`)).toEqual({ kind: 'role', role: true, accountDomain: 'acme.com' })
  })

  test('a role of a free domain stays free, and a role', () => {
    expect(judgeMail('info@gmail.com')).toEqual({ kind: 'free', role: true, accountDomain: null })
  })

  test('a bare public suffix is nobody’s domain', () => {
    expect(registrableDomain('co.kr')).toBeNull()
    expect(judgeMail('a@onmicrosoft.com').accountDomain).toBeNull()
  })
})
