export const meetingWays = ['in_person', 'phone', 'video', 'chat'] as const
export type MeetingWay = (typeof meetingWays)[number]

export const meetingStates = ['planned', 'attended', 'missed', 'cancelled'] as const
export type MeetingState = (typeof meetingStates)[number]

/** What is done before a meeting (FIELD §3, meeting preparation). */
export const prepSteps = ['research', 'review', 'questions', 'answers', 'rehearsal'] as const
export type PrepStep = (typeof prepSteps)[number]

export interface Attendee {
  /** a person known here, or null */
  person: string | null
  name: string
  email: string | null
  /** whether they came; null until it is known */
  came: boolean | null
}

export interface Prep {
  notes: Partial<Record<PrepStep, string>>
  done: Partial<Record<PrepStep, { at: string; by: string }>>
}

/** How many business days before a meeting it is rehearsed. */
export const rehearseBefore = 2
