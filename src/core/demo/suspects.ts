import type { LawfulBasis } from '#core/suspect/basis.ts'

/** The lists by which the sample company's suspects came (core/demo/stories/outbound.ts names them by key). */
export const demoSuspectLists: readonly {
  key: string
  name: string
  about: string
  source: string
  basis: LawfulBasis
  reason: string
}[] = [
  {
    key: 'outbound-1',
    name: 'Heads of supply chain',
    about: '',
    source: 'LinkedIn search by the SDRs, spring',
    basis: 'legitimate_interest',
    reason: 'They buy freight visibility in their daily work; one message each, with a way to say no.',
  },
  {
    key: 'outbound-2',
    name: 'Exhibitors of Freight Forum',
    about: '',
    source: 'Catalogue of exhibitors, published by the fair',
    basis: 'public_source',
    reason: 'Published by the companies themselves; the first message says where we found them.',
  },
  {
    key: 'outbound-3',
    name: 'Cards of the summer tour',
    about: '',
    source: 'Business cards given to our sellers',
    basis: 'own_contact',
    reason: 'Each gave a card to one of us and asked to hear more.',
  },
]
