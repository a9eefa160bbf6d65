import type { Condition } from '#core/rule.ts'

/** What the guide asks to make the ideal customer narrower. */
export interface Narrowing {
  industries: string[]
  countries: string[]
  /** at least so many people work there */
  employees: number | null
}

const industry = 'account.industry'
const country = 'person.country'
const employees = 'account.employees'

/** What of a rule the guide can show and change: whole conditions of its outermost «all». */
export function narrowing(when: Condition): Narrowing {
  const parts = partsOf(when)
  const listOf = (field: string): string[] => {
    const part = parts.find((one) => 'field' in one && one.field === field && one.op === 'in')
    return part && 'value' in part && Array.isArray(part.value) ? part.value.map(String) : []
  }
  const size = parts.find((one) => 'field' in one && one.field === employees && one.op === 'gte')
  return {
    industries: listOf(industry),
    countries: listOf(country),
    employees: size && 'value' in size && typeof size.value === 'number' ? size.value : null,
  }
}

/** The rule with those conditions in place of what it had of them; everything else in it stays. */
export function withNarrowing(when: Condition, narrow: Narrowing): Condition {
  const kept = partsOf(when).filter(
    (part) =>
      !('field' in part) ||
      !(
        ((part.field === industry || part.field === country) && part.op === 'in') ||
        (part.field === employees && part.op === 'gte')
      ),
  )
  const added: Condition[] = []
  if (narrow.industries.length > 0) added.push({ field: industry, op: 'in', value: narrow.industries })
  if (narrow.countries.length > 0) added.push({ field: country, op: 'in', value: narrow.countries })
  if (narrow.employees !== null) added.push({ field: employees, op: 'gte', value: narrow.employees })
  return { all: [...kept, ...added] }
}

function partsOf(when: Condition): Condition[] {
  return 'all' in when ? when.all : [when]
}
