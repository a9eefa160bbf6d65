import { expect, test } from 'vitest'
import { fieldKey } from '#core/field-key.ts'

test('a label of any script makes a key of its own', () => {
  expect(fieldKey('  Contract Type! ', [])).toBe('contract_type')
  expect(fieldKey('계약 유형', [])).toBe('계약_유형')
  expect(fieldKey('Тип договора', ['тип_договора'])).toBe('тип_договора_2')
  expect(fieldKey('2nd site', [])).toBe('nd_site')
  expect(fieldKey('!!!', ['field', 'field_2'])).toBe('field_3')
})
