import { expect, test } from 'vitest'
import { agreedName, nameIn, nameVoices, takeName, typedName, type AccountNames } from '#core/account-name.ts'

test('a visitor does not rename what a trusted source has named, whoever comes first', () => {
  const first: AccountNames = {}
  takeName(first, { name: 'Acme Inc.' }, 'import')
  takeName(first, { name: 'Poop' }, 'browser')
  const last: AccountNames = {}
  takeName(last, { name: 'Poop' }, 'browser')
  takeName(last, { name: 'Acme Inc.' }, 'server')
  expect(nameIn(first)).toEqual({ name: 'Acme Inc.', by: 'trusted' })
  expect(nameIn(last)).toEqual({ name: 'Acme Inc.', by: 'trusted' })
})

test('the latest of one namer counts, and a null takes it back', () => {
  const names: AccountNames = { people: 'acme' }
  takeName(names, { name: 'Acme' }, 'server')
  takeName(names, { name: 'Acme Group' }, 'import')
  takeName(names, { industry: 'steel' }, 'server')
  expect(nameIn(names)).toEqual({ name: 'Acme Group', by: 'trusted' })
  takeName(names, { name: null }, 'server')
  expect(nameIn(names)).toEqual({ name: 'acme', by: 'people' })
  expect(nameIn({})).toBeNull()
})

test('a colleague has the last word', () => {
  const names: AccountNames = { hand: 'Acme (Korea)' }
  takeName(names, { name: 'ACME' }, 'server')
  expect(nameIn(names)?.name).toBe('Acme (Korea)')
})

test('one person is enough where nobody says otherwise; of several the most count; a tie names nothing', () => {
  const of = (...typed: string[]) => agreedName(nameVoices(typed, ['acme.com']))
  expect(of('  Acme   Inc. ')).toBe('Acme Inc.')
  expect(of('Acme', 'Globex', 'ACME', 'Acme')).toBe('Acme')
  expect(of('Acme', 'Globex')).toBeNull()
  expect(of()).toBeNull()
})

test('what is no name is no voice', () => {
  for (const text of [
    '',
    '-',
    '123',
    'n/a',
    'Test',
    '없음',
    'нет',
    'acme.com',
    'a@acme.com',
    'https://acme.com',
    '<b>A</b>',
  ])
    expect(typedName(text, ['acme.com']), text).toBeNull()
  for (const text of ['3M', 'Booking.com', '주식회사 하늘', 'ООО «Ромашка»'])
    expect(typedName(text, ['acme.com']), text).toBe(text)
  expect(typedName('x'.repeat(121), [])).toBeNull()
})
