import { Drawer } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { PageDetail } from '#contract/page.ts'
import type { Query } from '../app/api.ts'
import { useFormat } from '../app/format.ts'
import { besides } from '../app/isolate.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { EmptyState, Loaded } from '../ui/state.tsx'
import { pageApi } from './api.ts'
import styles from './pages.module.css'

interface PeopleDrawerInput {
  page: PageDetail
  asked: Query
  /** `all`, `converted`, `channel.search`, `variant.b` */
  who: string
  onClose(): void
}

/** The people behind a number. */
export function PeopleDrawer({ page, asked, who, onClose }: PeopleDrawerInput) {
  const say = useSay()
  const format = useFormat()
  const wordFor = useWordFor()
  const workspace = useWorkspace()
  const [part, value] = who.split('.', 2)
  const parameters: Query = {
    ...asked,
    ...(part === 'converted' ? { converted: 'true' } : {}),
    ...((part === 'channel' || part === 'variant') && value !== undefined ? { [part]: value } : {}),
  }
  const query = useQuery({
    queryKey: ['page-statistics', workspace.id, page.id, 'people', parameters],
    queryFn: ({ signal }) => pageApi.people(page.id, parameters, signal),
  })
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={say('pages.people.title')}
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      <Loaded query={query}>
        {({ items, more }) =>
          items.length === 0 ? (
            <EmptyState title={<Say id="pages.people.none" />}>
              <p>
                <Say id="pages.people.none.next" />
              </p>
            </EmptyState>
          ) : (
            <>
              <ul className={styles.people}>
                {items.map((person) => (
                  <li key={person.id}>
                    <Link to="/people/$id" params={{ id: person.id }} className="link">
                      {person.name ?? person.email ?? say('pages.people.nobody')}
                    </Link>
                    <span className={`quiet small ${styles.under}`}>
                      {besides([
                        person.account,
                        say('pages.people.seen', { at: format.dateTime(person.at) }),
                        person.channel !== null && wordFor('channel', person.channel),
                        person.variant !== null &&
                          page.document.variants.length > 1 &&
                          say('pages.people.variant', { key: person.variant.toUpperCase() }),
                      ])}
                    </span>
                    {person.convertedAt !== null && (
                      <span className={`small ${styles.under}`}>
                        <span aria-hidden="true">✓ </span>
                        <Say id="pages.people.converted" values={{ at: format.dateTime(person.convertedAt) }} />
                      </span>
                    )}
                  </li>
                ))}
              </ul>
              {more && (
                <p className="quiet small">
                  <Say id="pages.people.more" values={{ count: items.length }} />
                </p>
              )}
            </>
          )
        }
      </Loaded>
    </Drawer>
  )
}
