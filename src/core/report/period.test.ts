import fc from 'fast-check'
import { expect, it } from 'vitest'
import { dayOf, endOfDay, isDay, startOfDay } from './period.ts'

const hour = 3_600_000
const zones = ['UTC', 'Asia/Seoul', 'Europe/Berlin', 'America/Sao_Paulo', 'Asia/Beirut', 'Australia/Lord_Howe']

it('days are cut in the zone, and are shorter and longer where the clock changes', () => {
  expect(startOfDay('2026-01-01', 'Asia/Seoul')).toBe(Date.parse('2025-12-31T15:00:00Z'))
  const length = (day: string, zone: string) => (endOfDay(day, zone) - startOfDay(day, zone)) / hour
  expect(length('2026-03-29', 'Europe/Berlin')).toBe(23)
  expect(length('2026-10-25', 'Europe/Berlin')).toBe(25)
  expect(length('2026-10-04', 'Australia/Lord_Howe')).toBe(23.5)
  // midnight did not exist: the day began at one o'clock
  expect(startOfDay('2017-10-15', 'America/Sao_Paulo')).toBe(Date.parse('2017-10-15T03:00:00Z'))
  expect(startOfDay('2017-10-14', 'America/Sao_Paulo')).toBe(Date.parse('2017-10-14T03:00:00Z'))
})

it('every moment lies within its own day', () => {
  const moment = fc.integer({ min: Date.parse('1990-01-01'), max: Date.parse('2040-01-01') })
  fc.assert(
    fc.property(moment, fc.constantFrom(...zones), (time, zone) => {
      const day = dayOf(time, zone)
      expect(isDay(day)).toBe(true)
      expect(startOfDay(day, zone)).toBeLessThanOrEqual(time)
      expect(endOfDay(day, zone)).toBeGreaterThan(time)
    }),
  )
})

it('knows what is no day', () => {
  for (const text of ['2026-02-30', '2026-13-01', '26-01-01', '2026-01-01T00:00', '', '2026-1-1']) {
    expect(isDay(text)).toBe(false)
  }
})
