import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { invitationText, type Invitation } from '#core/meeting/invitation.ts'

const meeting: Invitation = {
  uid: 'a1@hourglass',
  sequence: 0,
  title: 'Demo, with "quotes"; and 데모 미팅 약속: встреча с командой по логистике и закупкам на площадке',
  agenda: 'One\nTwo\\three',
  place: 'https://meet.example/x',
  startsAt: Date.parse('2026-12-01T01:30:00Z'),
  minutes: 45,
  organizer: { name: 'Kim, Minsu', email: 'kim@ours.example' },
  attendees: [
    { person: null, name: 'Anna "A" Berg', email: 'anna@muster.example', came: null },
    { person: null, name: 'No mail', email: null, came: null },
  ],
  writtenAt: Date.parse('2026-11-22T00:00:00Z'),
}

/** Lines unfolded, as a reader of RFC 5545 does it first. */
const lines = (text: string): string[] =>
  text
    .replaceAll(/\r\n[ \t]/g, '')
    .split('\r\n')
    .filter((line) => line !== '')
const value = (text: string, name: string): string | undefined =>
  lines(text)
    .find((line) => line.startsWith(`${name}:`) || line.startsWith(`${name};`))
    ?.replace(/^[^:]*?:/, '')

describe('an invitation', () => {
  test('is an iTIP request with UTC times, organizer, attendees that answer, and its sequence', () => {
    const text = invitationText('REQUEST', meeting)
    expect(lines(text)[0]).toBe('BEGIN:VCALENDAR')
    expect(value(text, 'METHOD')).toBe('REQUEST')
    expect(value(text, 'UID')).toBe('a1@hourglass')
    expect(value(text, 'SEQUENCE')).toBe('0')
    expect(value(text, 'DTSTART')).toBe('20261201T013000Z')
    expect(value(text, 'DTEND')).toBe('20261201T021500Z')
    expect(value(text, 'STATUS')).toBe('CONFIRMED')
    const attendees = lines(text).filter((line) => line.startsWith('ATTENDEE'))
    expect(attendees).toHaveLength(1)
    expect(attendees[0]).toMatch(/RSVP=TRUE/)
    expect(attendees[0]?.toLowerCase()).toMatch(/mailto:anna@muster\.example$/)
    expect(lines(text).find((line) => line.startsWith('ORGANIZER'))).toContain('kim@ours.example')
  })

  test('of a later version has a higher sequence under the same id, and a cancellation says so', () => {
    const moved = invitationText('REQUEST', { ...meeting, sequence: 2, startsAt: meeting.startsAt + 86_400_000 })
    expect([value(moved, 'UID'), value(moved, 'SEQUENCE'), value(moved, 'DTSTART')]).toEqual([
      'a1@hourglass',
      '2',
      '20261202T013000Z',
    ])
    const off = invitationText('CANCEL', { ...meeting, sequence: 3 })
    expect([value(off, 'METHOD'), value(off, 'STATUS'), value(off, 'SEQUENCE')]).toEqual(['CANCEL', 'CANCELLED', '3'])
  })

  test('keeps lines to 75 octets and inside its event, whatever is written in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ maxLength: 100 }), (title, agenda) => {
        const evil = `${agenda}\r\nEND:VEVENT\r\nBEGIN:VALARM`
        const text = invitationText('REQUEST', { ...meeting, title, agenda: evil, place: title })
        for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
        const all = lines(text)
        expect(all.filter((line) => line === 'END:VEVENT')).toHaveLength(1)
        expect(all.filter((line) => line === 'BEGIN:VALARM')).toHaveLength(1)
      }),
    )
  })
})
