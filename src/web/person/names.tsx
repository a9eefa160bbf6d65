import { useSay } from '../app/words.tsx'

interface Known {
  name: string | null
  email: string | null
}

/** What somebody is called: by name, else by mail address, else as nobody known yet. */
export function usePersonName(): (person: Known) => string {
  const say = useSay()
  return ({ name, email }) => (name !== null && name !== '' ? name : (email ?? say('person.unknown')))
}

/** What a company is called: by name, else by its domain. */
export function useCompanyName(): (company: { name: string; domain: string | null }) => string {
  const say = useSay()
  return ({ name, domain }) => (name !== '' ? name : (domain ?? say('company.unnamed')))
}
