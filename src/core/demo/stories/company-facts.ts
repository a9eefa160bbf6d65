import { type Company, companies } from '#core/demo/companies.ts'
import { iso } from '#core/demo/pen.ts'
import { put, type World } from '#core/demo/world.ts'
import type { JsonObject } from '#core/json.ts'

/** What the customer database says about a company at that time (a trusted group call). */
export function companyFacts(
  world: World,
  company: Company,
  at: number,
  facts: JsonObject,
  receivedAt = at + 800,
): void {
  put(world, 'server', 'secret', receivedAt, {
    type: 'group',
    messageId: `demo-company-${company.slug}-${Math.round(at)}`,
    groupId: company.domain,
    traits: { name: company.name, domain: company.domain, ...facts },
    timestamp: iso(at),
  })
}

/** What was known of the companies before the six months: size, trade, place, and what they are to us. */
export function companiesKnown(world: World, cast: ReadonlySet<string>): void {
  companies.forEach((company, index) => {
    if (!cast.has(company.slug)) return
    const { industry, employees, country, standing } = company
    const facts: JsonObject = { industry, employees, country }
    // The newest competitor is not known as one until somebody notices.
    if (standing === 'customer' || standing === 'partner') facts.relationship = standing
    if (standing === 'competitor' && company.slug !== 'hwamulnun') facts.relationship = standing
    if (standing === 'prospect' && index % 4 === 0) facts.tier = index % 8 === 0 ? 1 : 2
    companyFacts(world, company, world.start + index * 1000, facts)
  })
}
