import { Button, Drawer } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { ErrorState, LoadingScreen } from '../ui/state.tsx'
import { contentApi, libraryQuery } from './content-api.ts'
import { useLanguageName } from './names.ts'
import type { ReadingSearch } from './search.ts'
import styles from './content.module.css'

/** The people behind a number, from the side; each leads on to the person. */
export function Readers({ search, onClose }: { search: ReadingSearch; onClose(): void }) {
  const say = useSay()
  const format = useFormat()
  const workspace = useWorkspace()
  const { days = 90, persona, language, of, key } = search
  const asked = {
    days,
    persona,
    language,
    ...(of !== undefined && of !== 'all' && key !== undefined ? { [of]: key } : {}),
  }
  const list = useInfiniteQuery({
    queryKey: ['content', workspace.id, 'readers', asked],
    queryFn: ({ pageParam, signal }) => contentApi.readers({ ...asked, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const items = list.data?.pages.flatMap((page) => page.items)
  const about = useAbout(search)
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={480}
      title={say('content.readers')}
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      <p className="quiet small">
        {about !== '' && `${about} · `}
        <Say id="content.days" values={{ count: days }} />
        {list.data && (
          <>
            {' · '}
            <Say id="content.people.of" values={{ count: list.data.pages[0]?.total ?? 0 }} />
          </>
        )}
      </p>
      {list.isPending && <LoadingScreen />}
      {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {items?.length === 0 && (
        <p className="quiet">
          <Say id="content.readers.none" />
        </p>
      )}
      <ul className={styles.people}>
        {items?.map((person) => (
          <li key={person.id}>
            <Link to="/people/$id" params={{ id: person.id }}>
              {person.name ?? person.email ?? say('content.someone')}
            </Link>
            <p className="quiet small">
              {[person.company, person.persona && format.text(person.persona.name)].filter(Boolean).join(' · ')}
            </p>
            <p className="quiet small">
              <Say
                id="content.readers.last"
                values={{ count: person.assets, title: person.lastTitle, at: format.date(person.lastAt) }}
              />
            </p>
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button variant="default" mt={12} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          <Say id="content.readers.more" />
        </Button>
      )}
    </Drawer>
  )
}

/** What the number is of, in words. */
function useAbout({ of, key }: ReadingSearch): string {
  const say = useSay()
  const format = useFormat()
  const workspace = useWorkspace()
  const languageName = useLanguageName()
  const library = useQuery(libraryQuery(workspace.id)).data
  if (of === undefined || of === 'all' || key === undefined) return ''
  if (of === 'language') return languageName(key)
  if (of === 'band') return (['TOFU', 'MOFU', 'BOFU', 'CUSTOMER'] as const).some((one) => one === key) ? key : ''
  if (of === 'asset') return library?.items.find(({ id }) => id === key)?.title ?? ''
  if (key === 'none') return say(of === 'persona' ? 'content.noPersona' : 'content.noStage')
  const named = { kind: library?.kinds, persona: library?.personas, stage: library?.stages }[of]
  const found = named?.find(({ id }) => id === key)
  return found ? format.text(found.name) : ''
}
