import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { guessTimeFormat } from '#core/import/time-guess.ts'
import { type TimeReader, compileTimeReader } from '#core/import/time.ts'

function reader(format: string, zone = 'UTC'): TimeReader {
  const compiled = compileTimeReader(format, zone)
  if (typeof compiled !== 'function') throw new Error(compiled.error)
  return compiled
}
function read(format: string, text: string, zone = 'UTC'): string {
  const result = reader(format, zone)(text)
  return result.ok ? new Date(result.at).toISOString() : result.message
}

describe('a time in a named format', () => {
  test.each([
    ['iso', '2018-02-01', 'UTC', '2018-02-01T00:00:00.000Z'],
    ['iso', '2018-02-26 19:58:54', 'UTC', '2018-02-26T19:58:54.000Z'],
    ['iso', '2018-02-26T19:58:54.123456Z', 'Asia/Seoul', '2018-02-26T19:58:54.123Z'],
    ['iso', '2018-02-26T19:58:54+09:00', 'UTC', '2018-02-26T10:58:54.000Z'],
    ['iso', '2018-02-26 19:58:54+00', 'Asia/Seoul', '2018-02-26T19:58:54.000Z'],
    ['iso', '2018-02-26 19:58', 'Asia/Seoul', '2018-02-26T10:58:00.000Z'],
    ['iso', '2018-02-26', 'Asia/Seoul', '2018-02-25T15:00:00.000Z'],
    ['DD.MM.YYYY HH:mm', '05.03.2024 14:30', 'Europe/Moscow', '2024-03-05T11:30:00.000Z'],
    ['MM/DD/YYYY', '3/5/2024 2:30 PM', 'America/New_York', '2024-03-05T19:30:00.000Z'],
    ['MM/DD/YYYY hh:mm A', '03/05/2024 12:05 AM', 'UTC', '2024-03-05T00:05:00.000Z'],
    ['YYYY. M. D.', '2024. 3. 5. 오후 2:30', 'Asia/Seoul', '2024-03-05T05:30:00.000Z'],
    ['YYYY년 M월 D일', '2024년 3월 5일', 'Asia/Seoul', '2024-03-04T15:00:00.000Z'],
    ['D MMM YYYY', '5 марта 2024', 'UTC', '2024-03-05T00:00:00.000Z'],
    ['MMM D, YYYY', 'Mar 5, 2024, 9:15 am', 'UTC', '2024-03-05T09:15:00.000Z'],
    ['YYYYMMDD', '20240305', 'UTC', '2024-03-05T00:00:00.000Z'],
    ['YYYYMMDDHHmmss', '20240305143000', 'UTC', '2024-03-05T14:30:00.000Z'],
    ['epoch', '1709649000', 'Asia/Seoul', '2024-03-05T14:30:00.000Z'],
    ['epoch_ms', '1709649000123', 'UTC', '2024-03-05T14:30:00.123Z'],
    ['excel', '45356.604166666664', 'UTC', '2024-03-05T14:30:00.000Z'],
    ['excel', '45356', 'Asia/Seoul', '2024-03-04T15:00:00.000Z'],
  ])('%s reads %s in %s', (format, text, zone, expected) => {
    expect(read(format, text, zone)).toBe(expected)
  })

  test('a time that a clock change skips or repeats is read as Temporal does', () => {
    expect(read('iso', '2024-03-31 02:30', 'Europe/Berlin')).toBe('2024-03-31T01:30:00.000Z')
    expect(read('iso', '2024-10-27 02:30', 'Europe/Berlin')).toBe('2024-10-27T00:30:00.000Z')
    // midnight does not exist there: the day begins at one
    expect(read('iso', '2018-11-04', 'America/Sao_Paulo')).toBe('2018-11-04T03:00:00.000Z')
  })

  test('what is no time is said so', () => {
    expect(read('iso', '2024-02-30')).toMatch(/no such date/)
    expect(read('iso', '2024-02-03 25:00')).toMatch(/no such date or time/)
    expect(read('iso', '0000-01-01')).toMatch(/outside the years/)
    expect(read('iso', '1970-01-01')).toMatch(/outside the years/)
    expect(read('DD.MM.YYYY', '05.03.24')).toMatch(/year of two digits/)
    expect(read('iso', 'yesterday')).toMatch(/not a date of the format iso/)
    expect(read('MM/DD/YYYY hh:mm A', '03/05/2024 13:05 PM')).toMatch(/no such hour/)
  })

  test('formats and zones that are none', () => {
    expect(compileTimeReader('DD.MM.YY', 'UTC')).toMatchObject({ error: expect.stringMatching(/two digits/) })
    expect(compileTimeReader('HH:mm', 'UTC')).toMatchObject({ error: expect.stringMatching(/year, month and day/) })
    expect(compileTimeReader('YYYY-MM-DD MM', 'UTC')).toMatchObject({ error: expect.stringMatching(/twice/) })
    expect(compileTimeReader('iso', 'Mars/Olympus')).toMatchObject({ error: expect.stringMatching(/no time zone/) })
  })

  test('any moment written in any zone comes back', () => {
    const at = fc.integer({ min: 86_400_000, max: 4_102_444_800_000 }).map((ms) => ms - (ms % 1000))
    const zones = fc.constantFrom('UTC', 'Asia/Seoul', 'Europe/Moscow', 'Asia/Kolkata', 'America/Caracas')
    fc.assert(
      fc.property(at, zones, (ms, zone) => {
        const local = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone)
        const text = local.toPlainDateTime().toString({ smallestUnit: 'second' }).replace('T', ' ')
        // an hour that a clock change repeats is read as its first
        const again = local.toPlainDateTime().toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds
        expect(reader('iso', zone)(text)).toEqual({ ok: true, at: again })
        expect(reader('iso', zone)(local.toString({ timeZoneName: 'never', smallestUnit: 'second' }))).toEqual({
          ok: true,
          at: ms,
        })
      }),
    )
  })
})

describe('the format of a column', () => {
  test.each([
    [['2018-02-01', '2017-10-20'], 'iso'],
    [['2018-02-26 19:58:54', '2018-05-08 20:17:59'], 'iso'],
    [['13/02/2024', '01/03/2024'], 'D/M/YYYY'],
    [['02/13/2024 1:30 PM', '01/03/2024 2:00 AM'], 'M/D/YYYY'],
    [['01.02.2024', '03.04.2024'], 'D.M.YYYY'],
    [['2024. 3. 5.', '2024. 12. 25.'], 'YYYY. M. D.'],
    [['2024년 3월 5일'], 'YYYY년 M월 D일'],
    [['5 марта 2024', '12 января 2023'], 'D MMM YYYY'],
    [['1709649000', '1609649000'], 'epoch'],
    [['1709649000123'], 'epoch_ms'],
    [['20240305', '20231231'], 'YYYYMMDD'],
    [['2024-03-05', 'n/a', '2024-03-06'], 'iso'],
    [[], 'iso'],
  ])('%j', (values, format) => {
    expect(guessTimeFormat(values, '--date-format')).toEqual({ format })
  })

  test('day and month that could change places are asked about', () => {
    const guess = guessTimeFormat(['03/04/2024', '05/06/2024'], '--date-format')
    expect(guess).toMatchObject({
      error: expect.stringContaining('--date-format DD/MM/YYYY or --date-format MM/DD/YYYY'),
    })
  })

  test('years of two digits and words are refused with a sentence', () => {
    expect(guessTimeFormat(['03/14/24'], '--date-format')).toMatchObject({ error: expect.stringMatching(/two digits/) })
    expect(guessTimeFormat(['last week'], '--date-format')).toMatchObject({
      error: expect.stringMatching(/No known date format/),
    })
  })
})
