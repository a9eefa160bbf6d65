import { describe, expect, it } from 'vitest'
import type { TimelineEvent } from '#contract/person.ts'
import { visitsOf } from './visits.ts'

const at = (minutes: number, more: Partial<TimelineEvent> = {}): TimelineEvent => ({
  messageId: `m${minutes}`,
  name: 'page_viewed',
  group: 'visit',
  type: 'page',
  time: new Date(Date.UTC(2026, 10, 22, 9, minutes)).toISOString(),
  source: 'browser',
  channel: null,
  object: `/${minutes}`,
  content: null,
  verdict: 'human',
  verdictReason: null,
  props: {},
  traits: null,
  points: 1,
  ...more,
})

describe('visitsOf', () => {
  it('puts pages with no long pause between them into one visit, however long it lasts', () => {
    const events = [at(59), at(40), at(12, { channel: 'search', name: 'demo_requested', group: 'request' }), at(0)]
    expect(visitsOf(events)).toEqual([
      {
        kind: 'visit',
        events,
        from: Date.parse(at(0).time),
        to: Date.parse(at(59).time),
        points: 4,
        channel: 'search',
        landing: '/0',
        notable: ['demo_requested'],
      },
    ])
  })

  it('begins a new visit after half an hour, and leaves what came from elsewhere alone', () => {
    const mail = at(50, { source: 'mail' })
    expect(visitsOf([at(59), mail, at(45), at(14), at(10)]).map((group) => group.kind)).toEqual([
      'event',
      'event',
      'event',
      'visit',
    ])
    expect(visitsOf([])).toEqual([])
  })
})
