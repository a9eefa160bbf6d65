import type { ObjectionKind, ObjectionState } from '#core/deal/objection.ts'
import type { DealStatus } from '#core/deal/status.ts'
import { day, hour, minute } from '#core/demo/calendar.ts'
import { chance } from '#core/demo/random.ts'
import type { PrepStep } from '#core/meeting/meeting.ts'

/** A deal of the sample company, as what was done in it is made up. Times in epoch ms. */
export interface WorkedDeal {
  /** its place among the deals, from the oldest on: names it once and for all */
  place: number
  status: DealStatus
  openedAt: number
  closedAt: number | null
  /** they talk of a proposal, or are past it */
  late: boolean
}

export interface DemoObjection {
  kind: ObjectionKind
  said: string
  answer: string | null
  next: string | null
  state: ObjectionState
  raisedAt: number
  answeredAt: number
  /** null: nobody knows yet */
  endedAt: number | null
}

export interface DemoProof {
  what: string
  askedAt: number
  /** null: still owed */
  givenAt: number | null
  link: string | null
  /** days from the end of the sample; null: no day was named */
  dueInDays: number | null
}

const doubts: readonly (readonly [kind: ObjectionKind, said: string, answer: string, next: string])[] = [
  [
    'price',
    'The other offer is a fifth cheaper.',
    'Theirs has no arrival times at the sites; with them the difference is gone after four months.',
    'They asked for the sum in writing and took it to finance.',
  ],
  [
    'timing',
    'We cannot start anything before the peak season.',
    'One site runs within two weeks and needs nobody of yours for more than an hour.',
    'They chose one site for the time before the peak.',
  ],
  [
    'trust',
    'The last vendor promised the same and never connected our carriers.',
    'Call the dispatcher at our customer of the same size; she was there before you.',
    'They called her the same week.',
  ],
  [
    'product',
    'Half of our carriers have no tracking at all.',
    'Drivers need a phone and a link, nothing to install; we showed it with two of yours.',
    'The pilot ran with twelve such carriers.',
  ],
  [
    'risk',
    'Our drivers will feel watched.',
    'Only the way from gate to gate is seen, and the works council gets to see what we keep.',
    'The works council agreed after a talk of half an hour.',
  ],
  [
    'authority',
    'Our head office decides such things.',
    'We wrote the page for head office together with them.',
    'Head office joined the next call.',
  ],
  [
    'competitor',
    'CargoEye is in the house already.',
    'It stays: we read its positions and add the arrival times.',
    'Their IT confirmed the interface.',
  ],
  [
    'need',
    'Our customers do not complain.',
    'We counted the calls of one week together: 214 asked where the truck was.',
    'They showed the count to their director.',
  ],
]

/** What they doubted in a deal, what was answered, and what came of it. */
export function objectionsOf(seed: string, deal: WorkedDeal, end: number): DemoObjection[] {
  const luck = chance(`${seed}:objections:${deal.place}`)
  const until = deal.closedAt ?? end
  const count = until - deal.openedAt < 3 * day ? 0 : luck.weighted([[0, 5] as const, [1, 4] as const, [2, 2] as const])
  const first = luck.int(0, doubts.length - 1)
  return Array.from({ length: count }, (_, index) => {
    const [kind, said, answer, next] = doubts[(first + index * 3) % doubts.length] as (typeof doubts)[number]
    const raisedAt = Math.round(deal.openedAt + (0.25 + 0.3 * index) * (until - deal.openedAt))
    const answeredAt = Math.min(until - minute, raisedAt + hour)
    const endsAt = Math.min(until - minute, raisedAt + Math.round(luck.between(1, 6) * day))
    const state: ObjectionState =
      deal.status === 'won' || (deal.status === 'open' ? luck.hit(0.4) : luck.hit(0.25))
        ? 'settled'
        : deal.status === 'lost'
          ? 'stands'
          : 'open'
    const known = state === 'open' ? null : Math.max(answeredAt + minute, endsAt)
    return {
      kind,
      said,
      answer: state === 'open' && luck.hit(0.5) ? null : answer,
      next: state === 'settled' ? next : null,
      state,
      raisedAt,
      answeredAt,
      endedAt: known,
    }
  })
}

const proofs = [
  ['Answers to their security questionnaire', 'https://lodestrand.example/security'],
  ['That our interface works with their transport system', 'https://lodestrand.example/integrations'],
  ['A customer of their trade whom they may call', null],
  ['Where the data lie, and who may read them', 'https://lodestrand.example/data'],
] as const

/** What they wanted to see before they buy, and whether they got it. */
export function proofsOf(seed: string, deal: WorkedDeal, end: number): DemoProof[] {
  if (!deal.late) return []
  const luck = chance(`${seed}:proofs:${deal.place}`)
  const until = deal.closedAt ?? end
  const count = luck.weighted([[0, 3] as const, [1, 4] as const, [2, 2] as const])
  const first = luck.int(0, proofs.length - 1)
  return Array.from({ length: count }, (_, index) => {
    const [what, link] = proofs[(first + index) % proofs.length] as (typeof proofs)[number]
    const askedAt = Math.round(deal.openedAt + (0.6 + 0.1 * index) * (until - deal.openedAt))
    // what was not won still waits for the first, or never got it
    const given = deal.status === 'won' || index > 0
    return {
      what,
      askedAt,
      givenAt: given ? Math.round(askedAt + luck.between(0.3, 0.8) * (until - askedAt)) : null,
      link: given ? link : null,
      dueInDays: deal.status === 'open' && !given && luck.hit(0.75) ? luck.int(-2, 9) : null,
    }
  })
}

const agendas = [
  'How a day at your busiest site goes; where the phones ring; what a pilot would have to show.',
  'Which carriers cannot be seen today; the interface; who decides, and by when.',
  'Results of the pilot; the sites after it; the contract.',
]
const outcomes = [
  'They showed us a morning of calls. The head of logistics wants the pilot at two sites and asked for the price of both.',
  'Good talk. Their IT asks for the interface description before they go on.',
  'They compare us with what they have built themselves. Next: a call with their dispatchers.',
]

/** What a meeting is about, how it was prepared, and what came of it. */
export function meetingOf(
  seed: string,
  place: number,
): { agenda: string; note: string; minutes: number; how: 'video' | 'in_person'; done: PrepStep[]; notes: string } {
  const luck = chance(`${seed}:meeting:${place}`)
  const steps: readonly PrepStep[] = ['research', 'review', 'questions', 'answers', 'rehearsal']
  return {
    agenda: luck.pick(agendas),
    note: luck.pick(outcomes),
    minutes: luck.pick([30, 45, 60]),
    how: luck.hit(0.7) ? 'video' : 'in_person',
    done: steps.slice(0, luck.int(1, steps.length)),
    notes: 'They opened a second site in spring; the new one has no dispatcher of its own yet.',
  }
}

export type DemoDecision = 'keep' | 'push' | 'close_date' | 'coach' | 'skip'

/** What a weekly review decided of the deal at this place. */
export function decisionOf(seed: string, place: number, status: DealStatus): { decision: DemoDecision; note: string } {
  const luck = chance(`${seed}:review:${place}`)
  if (status !== 'open') return { decision: luck.hit(0.5) ? 'coach' : 'keep', note: luck.pick(lessons[status]) }
  const decision = luck.weighted<DemoDecision>([
    ['push', 4],
    ['close_date', 2],
    ['keep', 2],
    ['coach', 1],
    ['skip', 1],
  ])
  return { decision, note: decision === 'skip' || decision === 'keep' ? '' : luck.pick(pushes[decision]) }
}

const pushes: Record<'push' | 'close_date' | 'coach', readonly string[]> = {
  push: [
    'Ask them who signs besides the head of logistics.',
    'Call this week, whatever the mails say.',
    'Offer the smaller first step; the large one frightens them.',
  ],
  close_date: ['Their budget round ends later than we thought.', 'They say it themselves: not before the peak.'],
  coach: ['Go through the BANT questions together before the next call.'],
}
const lessons: Record<'won' | 'lost', readonly string[]> = {
  won: ['The pilot did it. Offer it earlier.', 'Their dispatchers asked for us: invite them from the start.'],
  lost: [
    'We knew of the second supplier too late: ask in the first talk.',
    'Nobody spoke with finance before the end.',
  ],
}

export const reviewNote =
  'Too many deals hang on one person. Until next week everybody names a second one for each deal past the meeting.'
