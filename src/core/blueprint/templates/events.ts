import { did } from '#core/blueprint/write.ts'

/** Said in so many words: they want to talk to us. Intent without any score (FIELD 2.1, MQL). */
export const askedToTalk = did(['demo_requested', 'callback_requested', 'quote_requested', 'meeting_booked'])

/** What sales has said about them in this lap: from then on people, not rules, decide. */
export const salesFact = did(['lead_accepted', 'opportunity_verified', 'contract_signed'])

/** Signs of a visit to our own pages or product. */
export const visited = did([
  'page_viewed',
  'screen_viewed',
  'form_submitted',
  'content_downloaded',
  'signed_up',
  'demo_requested',
  'callback_requested',
  'quote_requested',
  'trial_started',
])

/** Intent they stated (FIELD 2.4), kept apart from what pages and content imply. */
export const statedIntent = did([
  'price_asked',
  'quote_requested',
  'implementation_asked',
  'support_asked',
  'proof_requested',
  'demo_requested',
  'callback_requested',
])

export const signed = did(['contract_signed'])
export const signedOrPaid = did(['contract_signed', 'payment_received'])
