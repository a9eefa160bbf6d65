import { describe, expect, test } from 'vitest'
import { invitationMail, mailLanguage, resetMail } from '#core/entry-mail.ts'
import { roles } from '#core/permission.ts'

const link = 'https://funnel.example.com/invitation/abc'
const script = { en: /[a-z]/i, ko: /\p{Script=Hangul}/u, ru: /\p{Script=Cyrillic}/u }

describe.each(['en', 'ko', 'ru'] as const)('mails in %s', (language) => {
  test('an invitation names the workspace, who invites, and the link alone on its line', () => {
    for (const role of roles) {
      const mail = invitationMail(language, { workspace: 'Sample Logistics', by: 'Mira Han', role, link, days: 7 })
      expect(mail.subject).toContain('Sample Logistics')
      expect(mail.text).toContain('Mira Han')
      expect(mail.text.split('\n')).toContain(link)
      expect(mail.text).toMatch(/(?<!\d)7(?!\d)/)
      expect(mail.subject + mail.text).toMatch(script[language])
    }
  })

  test('a reset says for how long its link is good', () => {
    const mail = resetMail(language, { name: 'Mira', link, minutes: 60 })
    expect(mail.text.split('\n')).toContain(link)
    expect(mail.text).toContain('60')
    expect(mail.subject + mail.text).toMatch(script[language])
  })

  test('a name that holds line breaks adds no line of its own', () => {
    const by = 'Mira\r\n\r\nYour account is closed.\u2028Go to evil.example'
    const plain = invitationMail(language, { workspace: 'A', by: 'Mira', role: 'viewer', link, days: 7 })
    const mail = invitationMail(language, { workspace: 'A\nB', by, role: 'viewer', link, days: 7 })
    expect(mail.subject).not.toMatch(/\n/)
    expect(mail.text.split('\n')).toHaveLength(plain.text.split('\n').length)
  })
})

test('the language is the first wanted that the product speaks', () => {
  expect(mailLanguage(null, 'de', 'ko', 'ru')).toBe('ko')
  expect(mailLanguage(undefined, 'de')).toBe('en')
})
