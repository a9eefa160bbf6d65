import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CsvRecord, createRecordReader } from '#core/import/records.ts'

function readAll(text: string, delimiter = ',', size = text.length || 1, limit?: number): CsvRecord[] {
  const reader = createRecordReader(limit === undefined ? { delimiter } : { delimiter, limit })
  const records: CsvRecord[] = []
  for (let i = 0; i < text.length; i += size) records.push(...reader.push(text.slice(i, i + size)))
  records.push(...reader.end())
  return records
}
const cellsOf = (records: CsvRecord[]) => records.map((record) => record.cells)

describe('records', () => {
  test('whatever a writer of the format writes comes back, in chunks of any size', () => {
    const cell = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('"', ',', ';', '\n', '\r', ' ', 'a', '가', 'я') }),
    )
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(',', ';', '\t', '|'),
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom('\n', '\r\n'),
        (rows, delimiter, size, newline) => {
          const text = stringify(rows, { delimiter, quoted: true, quoted_empty: true, record_delimiter: newline })
          expect(cellsOf(readAll(text, delimiter, size))).toEqual(rows)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('the size of the chunks never matters, whatever the text', () => {
    const text = fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', ' ', 'a', 'b') })
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 7 }), (value, size) => {
        expect(readAll(value, ',', size)).toEqual(readAll(value))
      }),
      { numRuns: 1000 },
    )
  })

  test('line ends of every system, blank lines kept in the count, no end after the last', () => {
    expect(readAll('a,b\r\n1,2\r3,4\n\n5,6')).toEqual([
      { row: 1, cells: ['a', 'b'], broken: null },
      { row: 2, cells: ['1', '2'], broken: null },
      { row: 3, cells: ['3', '4'], broken: null },
      { row: 4, cells: [''], broken: null },
      { row: 5, cells: ['5', '6'], broken: null },
    ])
  })

  test('a stray quote inside a cell is text', () => {
    expect(cellsOf(readAll('5" pipe,x\n'))).toEqual([['5" pipe', 'x']])
  })

  test('a malformed record costs one line', () => {
    expect(readAll('a,b\n1,"x"y\n2,z\n')).toEqual([
      { row: 1, cells: ['a', 'b'], broken: null },
      { row: 2, cells: null, broken: 'text_after_quote', text: '1,"x"y' },
      { row: 3, cells: ['2', 'z'], broken: null },
    ])
  })

  test('a quote that never closes costs one line, at the end and beyond the limit', () => {
    expect(readAll('1,"open\n2,z\n3,ok\n').map((record) => record.cells ?? record.broken)).toEqual([
      'quote_not_closed',
      ['2', 'z'],
      ['3', 'ok'],
    ])
    const many = '1,"open\n' + '2,z\n'.repeat(100)
    const records = readAll(many, ',', 16, 64)
    expect(records).toHaveLength(101)
    expect(records[0]).toMatchObject({ broken: 'quote_not_closed', text: '1,"open' })
    expect(records.slice(1).every((record) => record.cells?.[1] === 'z')).toBe(true)
  })

  test('a line beyond the limit is set aside whole, and cut', () => {
    const text = `a,b\n${'x'.repeat(500)},1\nc,d\n`
    expect(readAll(text, ',', 10, 64).map((record) => record.cells ?? record.broken)).toEqual([
      ['a', 'b'],
      'too_long',
      ['c', 'd'],
    ])
  })
})
