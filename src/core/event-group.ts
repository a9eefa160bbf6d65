/** Kinds of events as people look for them in a history. `own` holds names that only this workspace uses. */
export const eventGroups = [
  'visit',
  'content',
  'form',
  'request',
  'mail',
  'talk',
  'sales',
  'consent',
  'profile',
  'stage',
  'own',
] as const
export type EventGroup = (typeof eventGroups)[number]

const members: Readonly<Record<Exclude<EventGroup, 'own'>, readonly string[]>> = {
  visit: [
    'page_viewed',
    'screen_viewed',
    'page_left',
    'outbound_clicked',
    'cta_clicked',
    'search_performed',
    'slot_shown',
    'signed_in',
  ],
  content: ['content_viewed', 'content_downloaded', 'video_watched', 'social_shared', 'social_liked'],
  form: ['form_viewed', 'form_started', 'form_submitted', 'signed_up', 'survey_answered', 'event_registered'],
  request: [
    'demo_requested',
    'callback_requested',
    'quote_requested',
    'sample_requested',
    'trial_started',
    'trial_completed',
    'price_asked',
    'implementation_asked',
    'support_asked',
    'proof_requested',
  ],
  mail: [
    'email_sent',
    'email_delivered',
    'email_opened',
    'email_clicked',
    'email_replied',
    'email_bounced',
    'email_complained',
  ],
  talk: [
    'first_contact',
    'call_logged',
    'question_answered',
    'meeting_booked',
    'meeting_attended',
    'meeting_missed',
    'meeting_moved',
    'meeting_cancelled',
    'deal_joined',
    'deal_stage_changed',
    'chat_started',
    'connection_requested',
    'connection_accepted',
    'message_replied',
    'event_attended',
  ],
  sales: [
    'lead_accepted',
    'lead_returned',
    'lead_disqualified',
    'opportunity_verified',
    'proposal_sent',
    'proposal_opened',
    'proposal_accepted',
    'proposal_declined',
    'product_misfit',
    'deal_lost',
    'contract_signed',
    'payment_received',
    'onboarding_started',
    'product_adopted',
    'contract_renewed',
    'customer_churned',
    'referral_given',
    'review_written',
    'third_party_intent',
  ],
  consent: ['consent_requested', 'consent_granted', 'consent_withdrawn', 'consent_reminded'],
  profile: ['profile_updated', 'account_updated', 'identity_aliased', 'suspect_listed', 'list_added', 'list_removed'],
  stage: ['stage_set', 'handoff_opened', 'handoff_closed'],
}

const byName = new Map<string, EventGroup>(
  Object.entries(members).flatMap(([group, names]) => names.map((name) => [name, group as EventGroup] as const)),
)

export function eventGroup(name: string): EventGroup {
  return byName.get(name) ?? 'own'
}

/** The names of a group; null for `own`, which holds all names that no other group does. */
export function namesOfGroup(group: EventGroup): readonly string[] | null {
  return group === 'own' ? null : members[group]
}

/** Every name that some group but `own` holds. */
export const groupedNames: readonly string[] = [...byName.keys()]

/** What tells a company's story: what people there asked for, said to us, and signed. */
export const milestones: readonly string[] = [...members.request, ...members.talk, ...members.sales]
