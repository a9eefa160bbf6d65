import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultBlueprint } from '#core/blueprint/default.ts'
import { compileProgram } from '#core/fold/program.ts'
import { emptyState } from '#core/fold/state.ts'
import { armOf, compileSlot, decideSlot, type Looker } from '#core/slot/decide.ts'
import { emptySlotVariant, isPictureAddress, isPlain, isSlotKey, slotFaultsOf } from '#core/slot/document.ts'
import { toldState } from '#core/slot/known.ts'

const program = compileProgram(defaultBlueprint(), 1, 0, 'Asia/Seoul')
const looker: Looker = {
  id: 'somebody',
  state: emptyState(1),
  time: 0,
  channel: null,
  returning: false,
  languages: ['en'],
}

test('the control group is the share that was asked for, the same for ever, and another in another slot', () => {
  const ids = Array.from({ length: 20_000 }, (_, n) => `visitor${n}`)
  const held = (slot: string) => ids.filter((id) => armOf(slot, id, 10) === 'control')
  expect(Math.abs(held('one').length / ids.length - 0.1)).toBeLessThan(0.01)
  expect(held('one')).toEqual(held('one'))
  const other = new Set(held('other'))
  expect(held('one').filter((id) => other.has(id)).length / held('one').length).toBeLessThan(0.15)
  // whoever was held back stays so when the group grows
  expect(held('one').every((id) => armOf('one', id, 20) === 'control')).toBe(true)
})

describe('a decision', () => {
  const bare = emptySlotVariant('a')
  const slot = compileSlot({
    id: 's',
    key: 'hero',
    version: 3,
    content: {
      control: 10,
      variants: [
        {
          ...bare,
          when: { field: 'stage.lifecycle', op: 'is', value: 'customer' },
          content: { ...bare.content, title: 'Yours' },
        },
        { ...emptySlotVariant('b'), visit: { channels: ['fair'], returning: null, languages: ['ko'] } },
      ],
    },
  })

  test('is the first variant that holds, else the default', () => {
    const customer = emptyState(1)
    customer.models['lifecycle'] = { ...Object.create(null), stage: 'customer' }
    expect(decideSlot(slot, looker, program)).toBeNull()
    expect(decideSlot(slot, { ...looker, id: null, state: customer }, program)).toMatchObject({
      variant: 'a',
      arm: 'free',
      content: { title: 'Yours' },
    })
    const fair = { ...looker, id: null, channel: 'fair' }
    expect(decideSlot(slot, fair, program)).toBeNull()
    expect(decideSlot(slot, { ...fair, languages: ['ko', 'en'] }, program)).toMatchObject({ variant: 'b' })
  })

  test('a link that leads nowhere safe is no link', () => {
    const content = { ...bare.content, title: 'x', href: 'javascript:alert(1)' }
    const bad = compileSlot({
      id: 's',
      key: 'k',
      version: 1,
      content: { control: 5, variants: [{ ...bare, content }] },
    })
    expect(decideSlot(bad, { ...looker, id: null }, program)?.content?.href).toBe('')
  })
})

test('what was told gives what follows from it; of a company only what anybody can read', () => {
  const whole = {
    ...emptyState(1),
    account: 'a1',
    accountBy: 'domain' as const,
    persona: 'secret',
    icp: true,
    fitPoints: 99,
  }
  whole.accounts = { a1: { industry: 'retail', employees: 40, tier: 'gold', relationship: 'customer', owner: 'kim' } }
  whole.facts = { email: 'x@y.example', salary: 7 }
  whole.lists = { vip: true }
  const state = toldState(
    program,
    [{ title: 'CTO' }, { title: 'Chief Technology Officer', __proto__: { a: 1 } }],
    whole,
    0,
  )
  expect(state.facts).toEqual({ title: 'Chief Technology Officer' })
  expect(state.derived).toMatchObject({ seniority: 'c_level' })
  expect(state.accounts).toEqual({ a1: { industry: 'retail', employees: 40 } })
  expect([state.lists, state.models, state.engagement, state.persona === 'secret']).toEqual([{}, {}, null, false])
})

test('keys, pictures and conditions that a slot takes', () => {
  expect(['hero', 'a', 'price-2_b'].every(isSlotKey)).toBe(true)
  expect(['', 'Hero', '1a', '-a', 'a b', 'a"', 'x'.repeat(61)].some(isSlotKey)).toBe(false)
  expect(isPictureAddress('https://img.example/a.png?b=1')).toBe(true)
  const wrong = [
    'http://x.example/a',
    'data:image/png,1',
    '//x.example/a',
    'https://',
    'https://x.example/a b',
    'https:\\\\x',
  ]
  expect(wrong.filter(isPictureAddress)).toEqual([])
  expect(
    isPlain({
      all: [{ not: { field: 'icp', op: 'is', value: true } }, { inStage: 'lifecycle', op: 'gte', value: '1d' }],
    }),
  ).toBe(true)
  expect(isPlain({ any: [{ count: {}, op: 'gte', value: 1 }] })).toBe(false)
  expect(isPlain({ field: 'pass.engagement', op: 'gte', value: 1 })).toBe(false)
})

test('whatever is written, what passes as sound is text, a safe link and a picture by https', () => {
  const words = fc.string({ unit: 'binary', maxLength: 40 })
  const address = fc.oneof(
    words,
    fc.constantFrom('javascript:1', 'https://x.example', '/a', ' data:text/html,1', 'HTTPS://x/\u0000'),
  )
  fc.assert(
    fc.property(words, address, address, (title, href, url) => {
      const variant = {
        ...emptySlotVariant('a'),
        content: { title, text: title, label: 'x', href, picture: { url, alt: 'x' } },
      }
      if (slotFaultsOf({ variants: [variant] }).some(({ must }) => must)) return
      expect(new URL(url).protocol).toBe('https:')
      const content = compileSlot({ id: 's', key: 'k', version: 1, content: { control: 5, variants: [variant] } })
        .variants[0]?.content
      expect(content?.href ?? '').toMatch(/^$|^(https?:|mailto:|tel:)|^\/(?!\/)|^#/)
    }),
    { numRuns: 100 },
  )
})
