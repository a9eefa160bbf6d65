/** Acts that advertising is paid for, beside the stages of the lifecycle: keys of the catalogue (core/catalogue.ts). */
export const paidActions = [
  'demo_requested',
  'callback_requested',
  'quote_requested',
  'sample_requested',
  'trial_started',
  'trial_completed',
  'signed_up',
  'form_submitted',
  'content_downloaded',
  'event_registered',
  'meeting_booked',
  'meeting_attended',
  'contract_signed',
] as const
