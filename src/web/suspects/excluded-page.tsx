import { Button, Textarea, TextInput } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { Exclusion } from '#contract/suspect.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import styles from '../audiences/audiences.module.css'
import { AudienceFrame } from '../audiences/tabs.tsx'
import { Section } from '../ui/page.tsx'
import { SearchField } from '../ui/search-field.tsx'
import { EmptyState, ErrorState, LoadingLines } from '../ui/state.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { useUndo } from '../ui/undo.tsx'
import { type ExcludedSearch, kinds } from './search.ts'
import { suspectApi } from './suspect-api.ts'

const route = getRouteApi('/inside/audiences/excluded')

/** Who is left alone: do-not-contact, competitors, customers. */
export function ExcludedPage() {
  const say = useSay()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const workspace = useWorkspace()
  const mayWrite = useMay('suspect.write')
  const kind = search.kind ?? 'do_not_contact'
  const query = useInfiniteQuery({
    queryKey: ['exclusions', workspace.id, search],
    queryFn: ({ pageParam, signal }) => suspectApi.excluded(search, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })
  const counts = query.data?.pages[0]?.counts
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  const change = (part: { [Key in keyof ExcludedSearch]: ExcludedSearch[Key] | undefined }) =>
    void navigate({
      search: (before) =>
        Object.fromEntries(Object.entries({ ...before, ...part }).filter(([, value]) => value !== undefined)),
      replace: true,
      resetScroll: false,
    })
  return (
    <AudienceFrame tab="excluded" title={<Say id="excluded.head" />} sentence={<Say id="excluded.sentence" />}>
      <form className="filters" onSubmit={(event) => event.preventDefault()}>
        <label className="field">
          <Say id="excluded.kind" />
          <select
            className="plain"
            value={kind}
            onChange={(event) => change({ kind: kinds.find((one) => one === event.currentTarget.value) })}
          >
            {kinds.map((one) => (
              <option key={one} value={one}>
                {say(`excluded.kind.${one}`, { count: counts?.[one] ?? 0 })}
              </option>
            ))}
          </select>
        </label>
        <div style={{ alignSelf: 'end' }}>
          <SearchField
            label={say('excluded.search')}
            hint={say('excluded.search')}
            value={search.q ?? ''}
            onChange={(q) => change({ q: q === '' ? undefined : q })}
          />
        </div>
      </form>
      <div className={mayWrite ? styles.columns : 'stack'}>
        <Section
          title={say(`excluded.kind.${kind}`, { count: counts?.[kind] ?? 0 })}
          sub={<Say id={`excluded.about.${kind}`} />}
        >
          {kind !== 'do_not_contact' && <Recognised kind={kind} count={query.data?.pages[0]?.recognised[kind] ?? 0} />}
          {query.isPending && <LoadingLines lines={4} />}
          {query.error && <ErrorState error={query.error} retry={() => void query.refetch()} />}
          {query.data && items.length === 0 && <Nothing filtered={search.q !== undefined} />}
          {items.length > 0 && <Entries items={items} />}
          {query.hasNextPage && (
            <Button
              variant="default"
              mt={12}
              loading={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              <Say id="suspects.more" />
            </Button>
          )}
        </Section>
        {mayWrite && <Add kind={kind} />}
      </div>
    </AudienceFrame>
  )
}

/** Companies that are left alone without an entry: their deals or the facts about them say so. */
function Recognised({ kind, count }: { kind: 'competitor' | 'customer'; count: number }) {
  if (count === 0) return null
  return (
    <p className={styles.note}>
      <Say id={`excluded.recognised.${kind}`} values={{ count }} />{' '}
      <Link
        to="/people"
        search={{ view: 'all', filter: { field: 'account.relationship', op: 'is', value: kind } }}
        className="link"
      >
        <Say id="excluded.recognised.people" />
      </Link>
    </p>
  )
}

function Nothing({ filtered }: { filtered: boolean }) {
  if (filtered) {
    return (
      <p className="quiet">
        <Say id="excluded.nothing" />
      </p>
    )
  }
  return (
    <EmptyState title={<Say id="excluded.none" />}>
      <p>
        <Say id="excluded.none.next" />
      </p>
    </EmptyState>
  )
}

function Entries({ items }: { items: readonly Exclusion[] }) {
  const say = useSay()
  const format = useFormat()
  const client = useQueryClient()
  const mayWrite = useMay('suspect.write')
  const { done, failed } = useUndo()
  const refresh = () => client.invalidateQueries({ queryKey: ['exclusions'] })
  const remove = useMutation({
    mutationFn: (entry: Exclusion) => suspectApi.readmit([entry.id]),
    onSuccess: (_, { kind, subject, value, reason }) => {
      const again = {
        kind,
        reason,
        ...(subject === 'domain' ? { entries: value } : {}),
        ...(subject === 'person' ? { personIds: [value] } : {}),
        ...(subject === 'company' ? { companyIds: [value] } : {}),
      }
      done(say('excluded.removed'), () => suspectApi.exclude(again).then(refresh))
      return refresh()
    },
    onError: failed,
  })
  const columns: Column<Exclusion>[] = [
    {
      id: 'what',
      head: <Say id="excluded.what" />,
      rowHead: true,
      cell: ({ subject, value, name }) => (
        <>
          {subject === 'domain' ? (
            value
          ) : (
            <Link to={subject === 'person' ? '/people/$id' : '/companies/$id'} params={{ id: value }} className="link">
              {name ?? value}
            </Link>
          )}
          <span className={`quiet small ${styles.under}`}>{say(`excluded.subject.${subject}`)}</span>
        </>
      ),
    },
    { id: 'reason', head: <Say id="excluded.reason" />, cell: ({ reason }) => reason },
    { id: 'by', head: <Say id="excluded.by" />, wide: true, cell: ({ by }) => by ?? '–' },
    { id: 'since', head: <Say id="excluded.since" />, wide: true, cell: ({ addedAt }) => format.date(addedAt) },
    {
      id: 'do',
      head: <span className="hidden">{say('excluded.remove')}</span>,
      cell: (entry) =>
        mayWrite && (
          <button
            type="button"
            className="link small"
            aria-label={say('excluded.remove.of', { name: entry.name ?? entry.value })}
            onClick={() => remove.mutate(entry)}
          >
            <Say id="excluded.remove" />
          </button>
        ),
    },
  ]
  return <Table label={say('excluded.head')} columns={columns} rows={items} keyOf={({ id }) => id} />
}

function Add({ kind }: { kind: Exclusion['kind'] }) {
  const say = useSay()
  const format = useFormat()
  const client = useQueryClient()
  const { done, failed } = useUndo()
  const [entries, setEntries] = useState('')
  const [reason, setReason] = useState('')
  const [wrong, setWrong] = useState<readonly string[]>([])
  const refresh = () => client.invalidateQueries({ queryKey: ['exclusions'] })
  const add = useMutation({
    mutationFn: () => suspectApi.exclude({ kind, entries, reason }),
    onSuccess: ({ ids, there, wrong: left }) => {
      const undo = () => suspectApi.readmit(ids).then(refresh)
      done(say('excluded.added', { added: ids.length, there }), ids.length > 0 ? undo : undefined)
      setEntries(left.join('\n'))
      setWrong(left)
      return refresh()
    },
    onError: failed,
  })
  const ready = entries.trim() !== '' && reason.trim().length >= 3
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) add.mutate()
  }
  return (
    <Section title={<Say id="excluded.add" />}>
      <form className={styles.form} onSubmit={submit}>
        <Textarea
          label={say('excluded.add.entries')}
          description={say('excluded.add.hint')}
          autosize
          minRows={3}
          maxRows={12}
          value={entries}
          onChange={(event) => setEntries(event.currentTarget.value)}
        />
        <TextInput
          label={say('excluded.reason')}
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <div role="status">
          {wrong.length > 0 && (
            <p className={styles.note}>
              <Say id="excluded.wrong" values={{ lines: format.list(wrong.slice(0, 10)) }} />
            </p>
          )}
        </div>
        <div>
          <Button type="submit" loading={add.isPending} disabled={!ready}>
            <Say id="excluded.add.do" />
          </Button>
        </div>
      </form>
    </Section>
  )
}
