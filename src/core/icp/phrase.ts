/** What a phrase of theirs is about. */
export const phraseTags = ['problem', 'wish', 'objection', 'benefit', 'wording'] as const
export type PhraseTag = (typeof phraseTags)[number]

/** Where it was said or written. */
export const phraseSources = ['call', 'mail', 'review', 'meeting', 'deal', 'survey', 'other'] as const
export type PhraseSource = (typeof phraseSources)[number]
