import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { scrubber, somebodyElse, withoutOthers } from '#core/privacy/scrub.ts'

const sven = { id: '01890000-0000-7000-8000-000000000001', name: 'Sven Holt', email: 'sven@ours.test', role: 'seller' }
const kim = { id: '01890000-0000-7000-8000-000000000002', name: '김민아', email: 'mina@ours.test', role: 'manager' }
const anna = '01890000-0000-7000-8000-000000000011'
const boris = '01890000-0000-7000-8000-000000000012'
const scrub = scrubber({
  ids: [anna],
  mails: ['anna@west.test'],
  names: ['Anna Vogel'],
  colleagues: [sven, kim],
  others: ['Boris Klein', 'Li'],
  roleWord: (role) => role,
})

test('who did something is a role, whatever they are called by', () => {
  expect(scrub.actor(`user:${sven.id}`)).toBe('seller')
  expect(scrub.actor(sven.id)).toBe('seller')
  expect(scrub.actor('sven  HOLT')).toBe('seller')
  expect(scrub.actor('mina@ours.test')).toBe('manager')
  expect(scrub.actor(`user:${boris}`)).toBe('former')
  expect(scrub.actor(`api_key:${boris}`)).toBe('program')
  expect(scrub.actor('operator:root')).toBe('operator')
  expect(scrub.actor('system')).toBe('system')
  expect(scrub.actor('Somebody Unknown')).toBe('colleague')
  expect(scrub.actor(null)).toBeNull()
})

describe('words', () => {
  test('keep one’s own address and nobody else’s, also within the address of a page', () => {
    expect(scrub.text('from Anna@West.test to boris@west.test')).toBe(`from Anna@West.test to ${somebodyElse}`)
    expect(scrub.text('/unsubscribe?mail=boris%40west.test&x=1')).toBe(`/unsubscribe?mail=${somebodyElse}&x=1`)
    expect(scrub.text('Почта: борис@почта.рф')).toBe(`Почта: ${somebodyElse}`)
  })

  test('name colleagues by their role, and others not at all; short words stay', () => {
    expect(scrub.text('Sven Holt met Boris  Klein and Anna Vogel, said 김민아님')).toBe(
      `[seller] met ${somebodyElse} and Anna Vogel, said [manager]님`,
    )
    expect(scrub.text('Sven Holterman, Li, Svenja')).toBe('Sven Holterman, Li, Svenja')
  })
})

test('values lose ids of colleagues and of other people, at any depth', () => {
  expect(
    scrub.value({
      by: 'Sven Holt',
      byId: `user:${sven.id}`,
      person: boris,
      inner: [{ person: anna, owner: kim.id, others: [{ name: 'Boris Klein' }], note: 'ask boris@west.test' }],
      amount: 7,
      'boris@west.test': true,
    }),
  ).toEqual({
    by: 'seller',
    inner: [{ person: anna, owner: 'manager', note: `ask ${somebodyElse}` }],
    amount: 7,
    [somebodyElse]: true,
  })
})

test('a recommendation says nothing of whom it is about', () => {
  expect(withoutOthers({ to: 'b@x.test', email: 'b@x.test', name: 'B', campaign: 'spring', utm_source: 'x' })).toEqual({
    campaign: 'spring',
    utm_source: 'x',
  })
})

test('whatever stands around it, an address of somebody else does not get through', () => {
  const word = fc.stringMatching(/^[a-z0-9 ,;:<>()"'/=&?-]{0,20}$/)
  fc.assert(
    fc.property(
      word,
      word,
      fc.constantFrom('boris@west.test', 'Boris@West.Test', 'boris%40west.test'),
      (a, b, mail) => {
        const said = JSON.stringify(scrub.value({ text: `${a} ${mail} ${b}`, list: [[`${a}<${mail}>${b}`]] }))
        expect(said.toLowerCase()).not.toMatch(/boris(@|%40)west/)
      },
    ),
    { numRuns: 300, seed: 7 },
  )
})
