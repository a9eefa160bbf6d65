import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { DuplicateList, DuplicateSide } from '#contract/duplicate.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead } from '../ui/page.tsx'
import { PersonName } from '../ui/person-name.tsx'
import { EmptyState, ErrorState, LoadingLines } from '../ui/state.tsx'
import { personApi } from './api.ts'
import { Confidence, Why } from './duplicates.tsx'
import { MergeModal } from './merge.tsx'
import { usePersonName } from './names.tsx'
import styles from './person.module.css'
import { usePersonChange } from './queries.ts'

type Pair = DuplicateList['items'][number]

/** Everybody who is perhaps somebody else here too, the surest first. */
export function DuplicatesPage() {
  const say = useSay()
  const format = useFormat()
  const workspace = useWorkspace()
  const list = useInfiniteQuery({
    queryKey: ['duplicates', workspace.id],
    queryFn: ({ pageParam, signal }) => personApi.allDuplicates(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const first = list.data?.pages[0]
  const pairs = list.data?.pages.flatMap(({ items }) => items) ?? []
  const counted = ({ count, capped }: { count: number; capped: boolean }) => ({
    count,
    shown: `${format.number(count)}${capped ? '+' : ''}`,
  })
  return (
    <Page title={say('duplicates.page')}>
      <PageHead
        title={<Say id="duplicates.page" />}
        help="merge"
        sentence={first && <Say id="duplicates.page.sentence" values={counted(first.all)} />}
        actions={
          <Link to="/people" className="link">
            <Say id="duplicates.page.back" />
          </Link>
        }
      />
      {list.isPending && <LoadingLines lines={8} />}
      {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {first && first.waiting.count > 0 && (
        <p className="quiet small" role="status" style={{ marginBottom: 12 }}>
          <Say id="duplicates.page.waiting" values={counted(first.waiting)} />
        </p>
      )}
      {first && pairs.length === 0 && (
        <EmptyState title={<Say id="duplicates.page.none" />}>
          <p>
            <Say id="duplicates.page.none.next" />
          </p>
        </EmptyState>
      )}
      {pairs.length > 0 && (
        <section className="card" aria-label={say('duplicates.page')} aria-busy={list.isFetching}>
          <ul className={styles.pairs}>
            {pairs.map((pair) => (
              <PairLine key={`${pair.one.id} ${pair.other.id}`} pair={pair} />
            ))}
          </ul>
          {list.hasNextPage && (
            <Button
              variant="default"
              mt={12}
              loading={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              <Say id="duplicates.page.more" />
            </Button>
          )}
        </section>
      )}
    </Page>
  )
}

function PairLine({ pair }: { pair: Pair }) {
  const say = useSay()
  const nameOf = usePersonName()
  const mayMerge = useMay('person.merge')
  const change = usePersonChange()
  const [open, setOpen] = useState(false)
  const { one, other } = pair
  const names = { one: nameOf(one), other: nameOf(other) }
  const dismiss = () =>
    change.go({
      run: () => personApi.dismiss(one.id, other.id, false),
      said: () => say('duplicates.page.dismissed', names),
      undo: () => personApi.dismiss(one.id, other.id, true),
    })
  return (
    <li aria-label={say('duplicates.page.pair', names)}>
      <div className={styles.sides}>
        <Side side={one} />
        <Side side={other} />
      </div>
      <div>
        <Confidence likely={pair} />
        <Why likely={pair} />
        {mayMerge && (
          <div className={styles.doings} data-no-print>
            <button type="button" className="link" onClick={() => setOpen(true)}>
              <Say id="duplicates.compare" />
            </button>
            <button type="button" className="link" disabled={change.isPending} onClick={dismiss}>
              <Say id="duplicates.dismiss" />
            </button>
          </div>
        )}
      </div>
      {open && <MergeModal id={one.id} other={other.id} stay close={() => setOpen(false)} />}
    </li>
  )
}

function Side({ side }: { side: DuplicateSide }) {
  const format = useFormat()
  const facts = [side.title, side.account, side.name === null || side.name === '' ? null : side.email, side.phone]
  return (
    <div>
      <Link to="/people/$id" params={{ id: side.id }} className="link">
        <PersonName name={side.name} email={side.email} />
      </Link>
      {facts
        .filter((fact) => fact !== null && fact !== '')
        .map((fact) => (
          <div key={fact} className="quiet small">
            {fact}
          </div>
        ))}
      {side.lastAt !== null && (
        <div className="quiet small">
          <Say id="duplicates.page.last" values={{ at: format.date(side.lastAt) }} />
        </div>
      )}
    </div>
  )
}
