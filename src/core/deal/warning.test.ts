import { expect, test } from 'vitest'
import { silentDays, type Warned, warningsOf } from '#core/deal/warning.ts'

const now = Date.UTC(2026, 10, 22, 9)
const day = 86_400_000
const begins = Date.UTC(2026, 10, 22)
const fine: Warned = {
  status: 'open',
  closeDate: '2026-11-22',
  nextStepAt: now,
  theirsAt: now - silentDays * day,
  openedAt: now - 90 * day,
  people: 2,
  first: false,
  stuck: false,
}
const warned = (change: Partial<Warned>) =>
  warningsOf({ ...fine, ...change }, { now, today: '2026-11-22', begins, silence: silentDays * day })

test('a deal that is looked after is not warned of', () => {
  expect(warned({})).toEqual([])
  expect(warned({ closeDate: null })).toEqual([])
})

test('what is due today is overdue by its clock only, else tomorrow', () => {
  expect(warned({ nextStepAt: begins })).toEqual([])
  expect(warned({ nextStepAt: begins + 1 })).toEqual(['step_overdue'])
  expect(warned({ nextStepAt: begins - day })).toEqual(['step_overdue'])
})

test('each fault is named, the gravest first', () => {
  expect(warned({ closeDate: '2026-11-21' })).toEqual(['past_close'])
  expect(warned({ nextStepAt: null })).toEqual(['no_step'])
  expect(warned({ nextStepAt: now - 1 })).toEqual(['step_overdue'])
  expect(warned({ theirsAt: now - silentDays * day - 1 })).toEqual(['silent'])
  expect(warned({ stuck: true })).toEqual(['stuck'])
  expect(warned({ theirsAt: null })).toEqual(['silent'])
  expect(warned({ theirsAt: null, openedAt: now - day })).toEqual([])
  expect(warned({ people: 1 })).toEqual(['single'])
  expect(warned({ people: 1, first: true })).toEqual([])
  expect(warned({ closeDate: '2020-01-01', nextStepAt: null, theirsAt: null, people: 0, stuck: true })).toEqual([
    'past_close',
    'stuck',
    'no_step',
    'silent',
    'single',
  ])
})

test('what is over is not warned of', () => {
  for (const status of ['won', 'lost'] as const) {
    expect(warned({ status, closeDate: '2020-01-01', nextStepAt: null })).toEqual([])
  }
})
