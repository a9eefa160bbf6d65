/** Which companies, as it stands in the address. */
export interface CompaniesSearch {
  q?: string
  /** by name; by the most engaged person when absent */
  sort?: 'name'
}

export function parseCompaniesSearch({ q, sort }: Record<string, unknown>): CompaniesSearch {
  return {
    // a search for digits reads as a number
    ...(typeof q === 'string' || typeof q === 'number' ? (String(q) === '' ? {} : { q: String(q) }) : {}),
    ...(sort === 'name' ? { sort } : {}),
  }
}
