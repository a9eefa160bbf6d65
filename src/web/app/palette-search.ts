import { besides } from './isolate.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { PersonList } from '#contract/person.ts'
import { get } from './api.ts'
import type { Entry } from './palette-entries.ts'
import { useMay, useWorkspace } from './session.ts'
import { useSay } from './words.tsx'

interface Companies {
  items: { id: string; name: string; domain: string | null }[]
}

interface Found {
  entries: Entry[]
  isFetching: boolean
  failed: boolean
}

/** People and companies that begin so, as the server finds them. */
export function useFound(typed: string): Found {
  const say = useSay()
  const workspace = useWorkspace()
  const listsPeople = useMay('person.list')
  const asked = typed !== ''
  const people = useQuery({
    queryKey: ['palette-people', workspace.id, typed],
    queryFn: ({ signal }) => get<PersonList>('/api/people', { q: typed, limit: 7 }, signal),
    enabled: asked && listsPeople,
    placeholderData: keepPreviousData,
    retry: false,
  })
  const accounts = useQuery({
    queryKey: ['palette-companies', workspace.id, typed],
    queryFn: ({ signal }) => get<Companies>('/api/companies', { q: typed, limit: 5 }, signal),
    enabled: asked && listsPeople,
    placeholderData: keepPreviousData,
    retry: false,
  })
  if (!asked) return { entries: [], isFetching: false, failed: false }
  return {
    entries: [
      ...(people.data?.items ?? []).map((person): Entry => {
        const note = besides([person.title, person.account?.name])
        const name = person.name ?? person.email ?? say('person.unknown')
        return { id: person.id, group: 'person', name, note, href: `/people/${person.id}` }
      }),
      ...(accounts.data?.items ?? []).map((account): Entry => ({
        id: account.id,
        group: 'company',
        name: account.name === '' ? (account.domain ?? account.id) : account.name,
        ...(account.domain === null ? {} : { note: account.domain }),
        href: `/companies/${account.id}`,
      })),
    ],
    isFetching: people.isFetching || accounts.isFetching,
    failed: people.isError,
  }
}
