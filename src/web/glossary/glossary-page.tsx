import { getRouteApi } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead, Section } from '../ui/page.tsx'
import { EmptyState } from '../ui/state.tsx'
import styles from './glossary.module.css'
import { type Term, type TermGroup, termGroups } from './terms.ts'

const route = getRouteApi('/inside/glossary')
const groups = Object.keys(termGroups) as TermGroup[]

/** Every word and figure, defined; a search looks in the names and in the definitions. */
export function GlossaryPage() {
  const say = useSay()
  const { q = '' } = route.useSearch()
  const navigate = route.useNavigate()
  useAnchor()

  const wanted = q.trim().toLocaleLowerCase()
  const matches = (term: Term): boolean =>
    wanted === '' || `${say(`term.${term}`)} ${say(`define.${term}`)}`.toLocaleLowerCase().includes(wanted)
  const found = groups
    .map((group) => ({ group, terms: (termGroups[group] as readonly Term[]).filter(matches) }))
    .filter(({ terms }) => terms.length > 0)

  return (
    <Page title={say('glossary.title')}>
      <PageHead title={<Say id="glossary.title" />} sentence={<Say id="glossary.sentence" />} />
      <form className={styles.search} role="search" onSubmit={(event) => event.preventDefault()} data-no-print>
        <label className="field">
          <Say id="glossary.search" />
          <input
            className="plain"
            type="search"
            defaultValue={q}
            onChange={(event) => {
              const typed = event.currentTarget.value
              void navigate({ search: typed === '' ? {} : { q: typed }, replace: true })
            }}
          />
        </label>
      </form>
      {found.length === 0 && (
        <EmptyState title={<Say id="glossary.none" />}>
          <p>
            <Say id="glossary.none.next" />
          </p>
        </EmptyState>
      )}
      {found.map(({ group, terms }) => (
        <Section key={group} title={<Say id={`glossary.group.${group}`} />}>
          <dl className={styles.terms}>
            {terms.map((term) => (
              <div key={term} id={term} className={styles.term} tabIndex={-1}>
                <dt>
                  <Say id={`term.${term}`} />
                </dt>
                <dd>
                  <Say id={`define.${term}`} />
                </dd>
              </div>
            ))}
          </dl>
        </Section>
      ))}
    </Page>
  )
}

/** A link with #term leads to that term, once the page stands. */
function useAnchor(): void {
  useEffect(() => {
    const id = decodeURIComponent(location.hash.slice(1))
    const target = id === '' ? null : document.getElementById(id)
    target?.scrollIntoView({ block: 'center' })
    target?.focus({ preventScroll: true })
  }, [])
}
