import { Button, NumberInput } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { backupDaysMost } from '#contract/privacy.ts'
import { useMay, useWorkspace } from '../../app/session.ts'
import { Say, useSay } from '../../app/words.tsx'
import { Section } from '../../ui/page.tsx'
import { EmptyState, ErrorState, LoadingLines } from '../../ui/state.tsx'
import { useUndo } from '../../ui/undo.tsx'
import { ConsentFrame } from '../tabs.tsx'
import { EraseList } from './erase-list.tsx'
import { Erasures } from './erasures.tsx'
import { privacyApi } from './privacy-api.ts'
import { Wipe } from './wipe.tsx'
import styles from './privacy.module.css'

/** Who asked to be erased, and what came of it. */
export function PrivacyPage() {
  const workspace = useWorkspace()
  const mayRead = useMay('erasure.read')
  const mayAsk = useMay('erasure.ask')
  const mayCarryOut = useMay('erasure.carry_out')
  const list = useInfiniteQuery({
    queryKey: ['erasure', workspace.id, 'list'],
    queryFn: ({ pageParam, signal }) => privacyApi.list(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: mayRead,
    // until it is done, whatever the stream of changes tells
    refetchInterval: (query) =>
      query.state.data?.pages.some((page) => page.items.some(({ state }) => state === 'running')) === true && 2000,
  })
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const days = list.data?.pages[0]?.backupDays
  return (
    <ConsentFrame tab="privacy" sentence={<Say id="privacy.sentence" />}>
      <div className={styles.columns}>
        <Section title={<Say id="privacy.erasures" />}>
          {!mayRead && (
            <p className="quiet">
              <Say id="privacy.notYours" />
            </p>
          )}
          {mayRead && list.isPending && <LoadingLines lines={4} />}
          {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
          {list.data && items.length === 0 && (
            <EmptyState title={<Say id="privacy.none" />}>
              <p>
                <Say id="privacy.none.next" />
              </p>
            </EmptyState>
          )}
          {items.length > 0 && <Erasures items={items} />}
          {list.hasNextPage && (
            <Button
              variant="default"
              mt={12}
              loading={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              <Say id="consent.more" />
            </Button>
          )}
        </Section>
        <div className="stack">
          {mayAsk && <EraseList />}
          {days !== undefined && <BackupDays days={days} />}
          {mayCarryOut && <Wipe />}
        </div>
      </div>
    </ConsentFrame>
  )
}

/** How long backups are kept: Hourglass cannot know, and says it wherever somebody is erased. */
function BackupDays({ days }: { days: number }) {
  const say = useSay()
  const client = useQueryClient()
  const may = useMay('erasure.carry_out')
  const { done, failed } = useUndo()
  const [typed, setTyped] = useState<number | string>(days)
  const save = useMutation({
    mutationFn: () => privacyApi.setBackups(Number(typed)),
    onSuccess: () => {
      done(say('privacy.backups.saved'))
      return client.invalidateQueries({ queryKey: ['erasure'] })
    },
    onError: failed,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (typeof typed === 'number') save.mutate()
  }
  return (
    <Section title={<Say id="privacy.backups.title" />} sub={<Say id="privacy.backups.about" />}>
      {may ? (
        <form className={styles.form} onSubmit={submit}>
          <NumberInput
            label={say('privacy.backups.days')}
            classNames={{ wrapper: styles.days ?? '' }}
            min={0}
            max={backupDaysMost}
            allowDecimal={false}
            hideControls
            value={typed}
            onChange={setTyped}
          />
          <div>
            <Button type="submit" variant="default" loading={save.isPending} disabled={typed === days || typed === ''}>
              <Say id="privacy.backups.save" />
            </Button>
          </div>
        </form>
      ) : (
        <p>
          <Say id="privacy.backups.now" values={{ days }} />
        </p>
      )}
    </Section>
  )
}
