import type { Trust } from '#core/event.ts'

/** What we know of an event name of the field. Labels live in core/rule/words, read by `eventLabel`. */
export interface CatalogueEntry {
  key: string
  /** who may say it: sales facts need a secret key, an import or a signed-in user */
  trust: Trust
  /** one English sentence: when to send it */
  about: string
  /** properties that rules and screens read */
  props?: readonly string[]
  /** the properties that name what it was about, first found wins; absent: the path of the page */
  object?: readonly string[]
  /** handed over on purpose (a form, a request, a consent): counts under Do-Not-Track too, without the anonymous id */
  given?: true
  /** its `email` property is somebody else's address, and identifies nobody */
  othersEmail?: true
  /** other names it travels under, any spelling */
  aliases?: readonly string[]
}

/** The field's event names (docs/concepts/events.md). Any other name is welcome and is kept as sent. */
export const catalogue: readonly CatalogueEntry[] = [
  {
    key: 'page_viewed',
    trust: 'public',
    about: 'A page was shown.',
    props: ['path', 'title', 'referrer'],
    object: ['path'],
    aliases: ['page view', 'pageview', '$pageview', 'loaded a page'],
  },
  {
    key: 'screen_viewed',
    trust: 'public',
    about: 'A screen of an app was shown.',
    props: ['title'],
    object: ['name', 'title'],
    aliases: ['screen view'],
  },
  {
    key: 'page_left',
    trust: 'public',
    about: 'A page was left; says how long it was looked at.',
    props: ['path', 'seconds', 'scroll'],
    object: ['path'],
    aliases: ['time on page', 'page leave', '$pageleave'],
  },
  {
    key: 'content_viewed',
    trust: 'public',
    about: 'A piece of content was read or looked at.',
    props: ['asset', 'content', 'path'],
    object: ['asset', 'path', 'url'],
    aliases: ['content read', 'article read', 'article viewed'],
  },
  {
    key: 'content_downloaded',
    trust: 'public',
    about: 'A file or gated asset was taken.',
    props: ['path', 'asset', 'content'],
    object: ['asset', 'path', 'url', 'file'],
    aliases: ['file downloaded', 'download', 'asset downloaded', 'ebook downloaded', 'whitepaper downloaded'],
  },
  {
    key: 'outbound_clicked',
    trust: 'public',
    about: 'A link to another site was followed.',
    props: ['url'],
    object: ['url', 'href'],
    aliases: ['outbound link clicked', 'link clicked'],
  },
  {
    key: 'cta_clicked',
    trust: 'public',
    about: 'A call to action was used.',
    props: ['cta', 'path'],
    object: ['cta', 'path'],
    aliases: ['button clicked', 'call to action clicked'],
  },
  {
    key: 'form_viewed',
    trust: 'public',
    about: 'A form came into view.',
    props: ['form'],
    object: ['form', 'formId', 'form_id', 'id'],
  },
  {
    key: 'form_started',
    trust: 'public',
    about: 'The first field of a form was touched.',
    props: ['form'],
    object: ['form', 'formId', 'form_id', 'id'],
  },
  {
    key: 'form_submitted',
    trust: 'public',
    given: true,
    about: 'A form was sent.',
    props: ['form'],
    object: ['form', 'formId', 'form_id', 'id'],
    aliases: ['form submit', 'form completed'],
  },
  {
    key: 'slot_shown',
    trust: 'public',
    about: 'A personalised slot came into view; says which variant, or that it was held back.',
    props: ['slot', 'version', 'variant', 'arm'],
    object: ['slot'],
  },
  {
    key: 'video_watched',
    trust: 'public',
    about: 'A video was watched.',
    props: ['video', 'seconds'],
    object: ['video', 'title'],
    aliases: ['video playback completed'],
  },
  {
    key: 'search_performed',
    trust: 'public',
    about: 'The site was searched.',
    props: ['query'],
    object: ['query'],
    aliases: ['site searched', 'products searched'],
  },
  {
    key: 'consent_requested',
    trust: 'public',
    given: true,
    about: 'Agreed to a purpose, which the owner of the address has yet to confirm.',
    props: ['purpose', 'wording', 'source'],
    object: ['purpose'],
  },
  {
    key: 'consent_granted',
    trust: 'public',
    given: true,
    about: 'Agreed to a purpose, in the words shown.',
    props: ['purpose', 'wording', 'source'],
    object: ['purpose'],
    aliases: ['opted in', 'subscribed', 'newsletter subscribed'],
  },
  {
    key: 'consent_withdrawn',
    trust: 'public',
    given: true,
    about: 'Took an agreement back.',
    props: ['purpose', 'source'],
    object: ['purpose'],
    aliases: ['opted out', 'unsubscribed', 'newsletter unsubscribed', 'email unsubscribed'],
  },
  {
    key: 'consent_reminded',
    trust: 'secret',
    about: 'Was told what they agreed to, and how to take it back.',
    props: ['purpose'],
    object: ['purpose'],
  },
  {
    key: 'demo_requested',
    trust: 'public',
    given: true,
    about: 'Asked for a demo.',
    object: ['product', 'form', 'path'],
    aliases: ['demo request', 'request a demo'],
  },
  {
    key: 'callback_requested',
    trust: 'public',
    given: true,
    about: 'Asked to be called.',
    object: ['product', 'form', 'path'],
    aliases: ['call back requested', 'call requested', 'contact requested', 'contact sales'],
  },
  {
    key: 'quote_requested',
    trust: 'public',
    given: true,
    about: 'Asked for a quote.',
    object: ['product', 'form', 'path'],
    aliases: ['quote request', 'proposal requested'],
  },
  {
    key: 'sample_requested',
    trust: 'public',
    given: true,
    about: 'Ordered a sample.',
    object: ['product', 'form', 'path'],
    aliases: ['sample ordered'],
  },
  {
    key: 'trial_started',
    trust: 'public',
    given: true,
    about: 'Started a trial.',
    object: ['product', 'form', 'path'],
    aliases: ['free trial started'],
  },
  {
    key: 'trial_completed',
    trust: 'public',
    about: 'Completed a trial.',
    object: ['product', 'form', 'path'],
    aliases: ['trial ended'],
  },
  {
    key: 'price_asked',
    trust: 'public',
    given: true,
    about: 'Asked a price, or looked a price up with a person in view.',
    object: ['product', 'form', 'path'],
    aliases: ['pricing asked', 'price requested'],
  },
  {
    key: 'implementation_asked',
    trust: 'public',
    given: true,
    about: 'Asked how it is put to work.',
    object: ['product', 'form', 'path'],
    aliases: ['implementation guide requested'],
  },
  {
    key: 'support_asked',
    trust: 'public',
    given: true,
    about: 'Asked for support terms.',
    object: ['product', 'form', 'path'],
    aliases: ['support terms requested'],
  },
  {
    key: 'proof_requested',
    trust: 'public',
    given: true,
    about: 'Asked for a proof of compatibility, security or service.',
    props: ['proof'],
    object: ['proof'],
    aliases: ['security review requested'],
  },
  {
    key: 'survey_answered',
    trust: 'public',
    given: true,
    about: 'Answered a survey.',
    props: ['survey', 'question', 'answer'],
    object: ['survey'],
    aliases: ['survey completed', 'survey response'],
  },
  {
    key: 'social_shared',
    trust: 'public',
    about: 'Shared something of ours on a network.',
    props: ['network', 'url'],
    object: ['url', 'network'],
    othersEmail: true,
    aliases: ['shared', 'content shared'],
  },
  {
    key: 'social_liked',
    trust: 'public',
    about: 'Liked something of ours on a network.',
    props: ['network', 'url'],
    object: ['url', 'network'],
  },
  {
    key: 'chat_started',
    trust: 'public',
    given: true,
    about: 'Started a chat with us.',
    aliases: ['live chat started', 'chat conversation started'],
  },
  {
    key: 'signed_up',
    trust: 'public',
    given: true,
    about: 'Made an account in the product.',
    aliases: ['user signed up', 'account created', 'sign up'],
  },
  { key: 'signed_in', trust: 'public', about: 'Came back to the product.', aliases: ['user signed in', 'logged in'] },
  {
    key: 'event_registered',
    trust: 'public',
    given: true,
    about: 'Registered for a webinar, fair or conference.',
    props: ['event'],
    object: ['event'],
    aliases: ['webinar registered'],
  },
  {
    key: 'event_attended',
    trust: 'secret',
    about: 'Came to a webinar, fair or conference.',
    props: ['event'],
    object: ['event'],
    aliases: ['webinar attended'],
  },
  {
    key: 'email_sent',
    trust: 'secret',
    about: 'A mail was sent to them.',
    props: ['campaign', 'subject'],
    object: ['campaign', 'subject'],
  },
  {
    key: 'email_delivered',
    trust: 'secret',
    about: 'A mail was accepted by their server.',
    props: ['campaign'],
    object: ['campaign', 'subject'],
  },
  {
    key: 'email_opened',
    trust: 'secret',
    about: 'A mail was opened, or a proxy fetched its images.',
    props: ['campaign'],
    object: ['campaign', 'subject'],
    aliases: ['email open'],
  },
  {
    key: 'email_clicked',
    trust: 'secret',
    about: 'A link in a mail was followed.',
    props: ['campaign', 'url'],
    object: ['campaign', 'subject'],
    aliases: ['email link clicked', 'email click'],
  },
  {
    key: 'email_replied',
    trust: 'secret',
    about: 'Answered a mail.',
    props: ['campaign'],
    object: ['campaign', 'subject'],
    aliases: ['email reply'],
  },
  {
    key: 'email_bounced',
    trust: 'secret',
    about: 'A mail came back.',
    props: ['campaign', 'kind'],
    object: ['campaign', 'subject'],
    aliases: ['email bounce'],
  },
  {
    key: 'email_complained',
    trust: 'secret',
    about: 'Marked a mail as spam.',
    props: ['campaign'],
    object: ['campaign', 'subject'],
    aliases: ['email marked as spam'],
  },
  {
    key: 'connection_requested',
    trust: 'secret',
    about: 'We asked to connect on a network.',
    props: ['network'],
    object: ['network'],
  },
  {
    key: 'connection_accepted',
    trust: 'secret',
    about: 'Accepted a connection on a network (consent to messages there only).',
    props: ['network'],
    object: ['network'],
  },
  {
    key: 'message_replied',
    trust: 'secret',
    about: 'Answered a message on a network or in a chat.',
    props: ['network'],
    object: ['network'],
  },
  { key: 'suspect_listed', trust: 'secret', about: 'Put on an outbound list.', props: ['list'], object: ['list'] },
  { key: 'list_added', trust: 'secret', about: 'Put on a list.', props: ['list'], object: ['list'] },
  { key: 'list_removed', trust: 'secret', about: 'Taken off a list.', props: ['list'], object: ['list'] },
  {
    key: 'first_contact',
    trust: 'secret',
    about: 'The first contact that another system knows of.',
    props: ['origin'],
    object: ['origin'],
    aliases: ['lead created'],
  },
  {
    key: 'call_logged',
    trust: 'secret',
    about: 'A call took place.',
    props: ['direction', 'outcome', 'seconds'],
    aliases: ['call completed', 'phone call'],
  },
  {
    key: 'question_answered',
    trust: 'secret',
    about: 'They answered a question of ours; a deal that is opened with them takes it over.',
    props: ['question', 'answer', 'letter', 'playbook', 'source', 'confidence', 'met'],
    object: ['question'],
  },
  {
    key: 'meeting_booked',
    trust: 'secret',
    about: 'A meeting was booked.',
    props: ['with', 'at'],
    aliases: ['meeting scheduled'],
  },
  {
    key: 'meeting_attended',
    trust: 'secret',
    about: 'They came to the meeting.',
    props: ['with'],
    aliases: ['meeting held', 'meeting completed'],
  },
  {
    key: 'meeting_missed',
    trust: 'secret',
    about: 'They did not come.',
    props: ['with'],
    aliases: ['no show', 'meeting no show'],
  },
  {
    key: 'meeting_moved',
    trust: 'secret',
    about: 'The meeting got another time.',
    props: ['at'],
    aliases: ['meeting rescheduled'],
  },
  { key: 'meeting_cancelled', trust: 'secret', about: 'The meeting was called off.', aliases: ['meeting canceled'] },
  {
    key: 'lead_accepted',
    trust: 'secret',
    about: 'Sales or an SDR took the lead on (sets SQL).',
    props: ['by'],
    aliases: ['lead qualified', 'sql set'],
  },
  {
    key: 'lead_returned',
    trust: 'secret',
    about: 'Sales gave the lead back.',
    props: ['reason', 'by'],
    aliases: ['lead rejected', 'lead recycled'],
  },
  {
    key: 'lead_disqualified',
    trust: 'secret',
    about: 'Out of the question, with the reason.',
    props: ['reason', 'by'],
  },
  {
    key: 'opportunity_verified',
    trust: 'secret',
    about: 'Worth pursuing; amount and close date are set.',
    props: ['amount', 'currency', 'closeDate'],
    aliases: ['opportunity created', 'sqo set'],
  },
  {
    key: 'deal_joined',
    trust: 'secret',
    about: 'Became part of the buying group of a deal.',
    props: ['deal', 'pipeline', 'to'],
    object: ['deal'],
  },
  {
    key: 'deal_stage_changed',
    trust: 'secret',
    about: 'A deal of theirs went on, back, or out of its pipeline.',
    props: ['deal', 'pipeline', 'from', 'to', 'outcome', 'reason'],
    object: ['deal'],
  },
  { key: 'proposal_sent', trust: 'secret', about: 'A proposal went out.', props: ['amount', 'currency'] },
  { key: 'proposal_opened', trust: 'secret', about: 'The proposal was opened by a person.' },
  { key: 'proposal_accepted', trust: 'secret', about: 'They accepted the proposal.', props: ['amount', 'currency'] },
  { key: 'proposal_declined', trust: 'secret', about: 'They declined the proposal.', props: ['reason'] },
  {
    key: 'product_misfit',
    trust: 'secret',
    about: 'The product was found not to fit.',
    props: ['reason'],
    aliases: ['product does not fit'],
  },
  {
    key: 'deal_lost',
    trust: 'secret',
    about: 'The deal was lost.',
    props: ['reason', 'amount', 'currency'],
    aliases: ['opportunity lost', 'closed lost'],
  },
  {
    key: 'contract_signed',
    trust: 'secret',
    about: 'A purchase order or binding contract was signed.',
    props: ['amount', 'currency', 'term'],
    aliases: ['deal won', 'opportunity won', 'closed won', 'purchase order received'],
  },
  {
    key: 'payment_received',
    trust: 'secret',
    about: 'A payment came in.',
    props: ['amount', 'currency'],
    aliases: ['invoice paid', 'order completed'],
  },
  { key: 'onboarding_started', trust: 'secret', about: 'Onboarding began.' },
  { key: 'product_adopted', trust: 'secret', about: 'The product is in regular use.' },
  {
    key: 'contract_renewed',
    trust: 'secret',
    about: 'The contract was renewed.',
    props: ['amount', 'currency'],
    aliases: ['renewed'],
  },
  {
    key: 'customer_churned',
    trust: 'secret',
    about: 'The customer left.',
    props: ['reason'],
    aliases: ['contract cancelled', 'subscription cancelled', 'churned'],
  },
  {
    key: 'referral_given',
    trust: 'secret',
    about: 'Recommended us to someone.',
    props: ['to'],
    object: ['to'],
    othersEmail: true,
    aliases: ['referred'],
  },
  { key: 'review_written', trust: 'secret', about: 'Wrote a review.', props: ['site'], object: ['site'] },
  {
    key: 'third_party_intent',
    trust: 'secret',
    about: 'Another source saw them look for suppliers.',
    props: ['topic', 'source'],
    object: ['topic'],
  },
  {
    key: 'handoff_opened',
    trust: 'secret',
    about: 'A hand-off was opened (written by the flow).',
    props: ['team', 'reason'],
  },
  {
    key: 'handoff_closed',
    trust: 'secret',
    about: 'A hand-off was closed without acceptance or return.',
    props: ['reason'],
  },
  {
    key: 'stage_set',
    trust: 'secret',
    about: 'A person moved a stage by hand.',
    props: ['model', 'stage', 'outcome', 'reason', 'newPass'],
    object: ['model'],
  },
  { key: 'profile_updated', trust: 'public', about: 'Facts about a person arrived (identify).' },
  { key: 'account_updated', trust: 'public', about: 'Facts about a company arrived (group).' },
  { key: 'identity_aliased', trust: 'public', about: 'One identifier took over another (alias).' },
]

/**
 * Letters and digits of a name, lower-cased: `Form Submitted`, `form_submitted` and `formSubmitted` are one.
 * Also the form in which names of one's own are compared with the catalogue, never how they are kept.
 */
function squash(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}$]+/gu, '')
}

const byKey = new Map<string, CatalogueEntry>()
const bySquash = new Map<string, CatalogueEntry>()
for (const entry of catalogue) {
  byKey.set(entry.key, entry)
  bySquash.set(squash(entry.key), entry)
  for (const alias of entry.aliases ?? []) bySquash.set(squash(alias), entry)
}

/** The catalogue entry a sent name stands for, in any usual spelling, or null for a name of one's own. */
export function findCatalogueEntry(name: string): CatalogueEntry | null {
  return byKey.get(name) ?? bySquash.get(squash(name)) ?? null
}

/** Whether only a secret key, an import or a signed-in user may say it. */
export function needsSecretKey(name: string): boolean {
  return findCatalogueEntry(name)?.trust === 'secret'
}
