import { describe, expect, test } from 'vitest'
import { catalogue, findCatalogueEntry, needsSecretKey } from '#core/catalogue.ts'

describe('the catalogue', () => {
  test.each([
    ['Form Submitted', 'form_submitted'],
    ['formSubmitted', 'form_submitted'],
    ['FORM-SUBMITTED', 'form_submitted'],
    ['$pageview', 'page_viewed'],
    ['Call back requested', 'callback_requested'],
    ['Closed Won', 'contract_signed'],
    ['newsletter unsubscribed', 'consent_withdrawn'],
    ['No-show', 'meeting_missed'],
  ])('%s is %s', (sent, key) => {
    expect(findCatalogueEntry(sent)?.key).toBe(key)
  })

  test.each(['', '견적 계산기 사용', 'toString', '__proto__', 'form submitted twice'])(
    '%j is a name of one’s own',
    (sent) => {
      expect(findCatalogueEntry(sent)).toBeNull()
      expect(needsSecretKey(sent)).toBe(false)
    },
  )

  test('each spelling stands for one entry', () => {
    const owners = new Map<string, string>()
    for (const { key, aliases = [] } of catalogue) {
      for (const name of [key, ...aliases]) {
        const spelling = name.toLowerCase().replace(/[^a-z0-9$]+/g, '')
        expect(owners.get(spelling) ?? key, name).toBe(key)
        owners.set(spelling, key)
        expect(findCatalogueEntry(name)?.key).toBe(key)
      }
    }
  })

  test('keys are words of rules, and each entry says when to send it', () => {
    for (const { key, about } of catalogue) {
      expect(key).toMatch(/^[a-z]+(_[a-z]+)*$/)
      expect(about).toMatch(/^[A-Z].*\.$/)
    }
  })

  test('facts of sales need a secret key, what a visitor does on a page does not', () => {
    for (const key of ['contract_signed', 'lead_accepted', 'meeting_attended', 'payment_received', 'stage_set'])
      expect(needsSecretKey(key)).toBe(true)
    for (const key of ['page_viewed', 'form_submitted', 'demo_requested', 'consent_granted'])
      expect(needsSecretKey(key)).toBe(false)
  })
})
