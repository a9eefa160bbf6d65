import { Link } from '@tanstack/react-router'
import { ProblemError } from '../app/api.ts'
import { isMac } from '../app/shortcuts.ts'
import { Say, useSay } from '../app/words.tsx'
import { Page } from './page.tsx'
import { EmptyState, ErrorState } from './state.tsx'

/** What has pages of its own, each under an id; and where its list is. */
const lists = {
  deal: '/deals',
  person: '/people',
  company: '/companies',
  segment: '/segments',
  meeting: '/meetings',
  proposal: '/proposals',
  template: '/proposals/templates',
  review: '/review',
  import: '/imports',
  survey: '/capture/surveys',
  slot: '/capture/slots',
} as const

export type Thing = keyof typeof lists

interface PageErrorInput {
  /** what the page is about */
  what: Thing
  error: unknown
  retry?: () => void
}

/** Instead of a page with an id that could not be read: where nothing stands under that id, where to look for it. */
export function PageError({ what, error, retry }: PageErrorInput) {
  if (isMissing(error)) return <Missing what={what} />
  return <ErrorState error={error} {...(retry ? { retry } : {})} />
}

/** A page with an id under which nothing stands. */
export function Missing({ what }: { what: Thing }) {
  const say = useSay()
  return (
    <Page title={say(`state.no.${what}`)}>
      <EmptyState title={<Say id={`state.no.${what}`} />}>
        <p>
          <Say id="state.no.next" values={{ keys: isMac ? '⌘K' : 'Ctrl K' }} />
        </p>
        <Link to={lists[what]} className="link">
          <Say id="state.no.list" />
        </Link>
      </EmptyState>
    </Page>
  )
}

/** The address holds no id, or one of what is gone, of another workspace, or never was. */
export function isMissing(error: unknown): boolean {
  if (!(error instanceof ProblemError)) return false
  const { code, fields } = error.problem
  return code === 'not_found' || code === 'gone' || (code === 'invalid' && fields?.[0]?.path === 'id')
}
