/**
 * On what ground we hold somebody's name before they came to us (GDPR, article 6 and 14; asked for with every list and
 * kept with every name on it). Leave that an organiser passed on is consent, and is kept as such.
 */
export const lawfulBases = ['legitimate_interest', 'consent_passed_on', 'public_source', 'own_contact'] as const
export type LawfulBasis = (typeof lawfulBases)[number]

/** Whom we leave alone. */
export const exclusionKinds = ['do_not_contact', 'competitor', 'customer'] as const
export type ExclusionKind = (typeof exclusionKinds)[number]

/** What an entry may be about. */
export const exclusionSubjects = ['person', 'company', 'domain'] as const
export type ExclusionSubject = (typeof exclusionSubjects)[number]

/** Why somebody is not added to a list of new business. */
export const suspectRefusals = [
  'invalid',
  'repeated',
  'listed',
  'customer',
  'competitor',
  'do_not_contact',
  'suppressed',
  'withdrawn',
] as const
export type SuspectRefusal = (typeof suspectRefusals)[number]

/**
 * How far somebody on a list has come with us since they were put on it. Who had agreed to marketing mail, or was
 * connected, by then has made no such step and stands apart.
 */
export const suspectSteps = [
  'listed',
  'requested',
  'accepted',
  'opted_in',
  'connected_before',
  'agreed_before',
] as const
export type SuspectStep = (typeof suspectSteps)[number]
