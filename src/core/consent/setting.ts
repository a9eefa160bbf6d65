/** Who speaks to people: the name in mails and on pages, the postal address and the way to ask that laws want named. */
export interface Sender {
  name: string
  postal: string
  contact: string
}

/** What later mail sends, lists and checks ask of the country's law. */
export interface ConsentRules {
  /** stands before the subject of every mail for the purposes named: «(광고)» in Korea */
  subjectPrefix: { text: string; purposes: string[] } | null
  /** months after which whoever agreed has to be reminded that they did: 24 in Korea */
  reminderMonths: number | null
  /** what was agreed to or taken back is answered by a mail: within 14 days in Korea */
  receipts: boolean
  /** the postal address stands in every mail: United States */
  postalInMail: boolean
}

export const bannerPlaces = ['bottom', 'left', 'right'] as const
export type BannerPlace = (typeof bannerPlaces)[number]

/** How the banner of the site looks. */
export interface BannerSetting {
  place: BannerPlace
  /** #rrggbb of the buttons; both the same */
  accent: string
  /** where the privacy notice stands; empty: no link */
  notice: string
}

export interface ConsentSetting {
  sender: Sender
  rules: ConsentRules
  banner: BannerSetting
}

export interface KeptSetting {
  sender: Partial<Sender>
  rules: Partial<ConsentRules>
  banner: Partial<BannerSetting>
}

export const plainRules: ConsentRules = {
  subjectPrefix: null,
  reminderMonths: null,
  receipts: true,
  postalInMail: false,
}

/** What is kept, with everything that was not set. */
export function readSetting(kept: KeptSetting | null, workspaceName: string): ConsentSetting {
  const sender = { name: '', postal: '', contact: '', ...kept?.sender }
  return {
    sender: { ...sender, name: sender.name.trim() === '' ? workspaceName : sender.name },
    rules: { ...plainRules, ...kept?.rules },
    banner: { place: 'bottom', accent: '#3d5a80', notice: '', ...kept?.banner },
  }
}

/** A subject as the rules of the country want it for a purpose; a prefix that is there already is not doubled. */
export function subjectFor(rules: ConsentRules, purpose: string, subject: string): string {
  const prefix = rules.subjectPrefix
  if (prefix === null || !prefix.purposes.includes(purpose) || subject.startsWith(prefix.text)) return subject
  return `${prefix.text} ${subject}`
}
