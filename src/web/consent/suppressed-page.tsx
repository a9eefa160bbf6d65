import { Button, Textarea, TextInput } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Suppressed, SuppressionList } from '#contract/consent.ts'
import { ProblemError } from '../app/api.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { EmptyState, ErrorState, LoadingLines } from '../ui/state.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { useUndo } from '../ui/undo.tsx'
import { consentApi } from './consent-api.ts'
import styles from './consent.module.css'
import { ConsentFrame } from './tabs.tsx'

/** Who is never written to, whatever lists say. */
export function SuppressedPage() {
  const workspace = useWorkspace()
  const mayWrite = useMay('consent.write')
  const list = useInfiniteQuery({
    queryKey: ['consent', 'suppressed', workspace.id],
    queryFn: ({ pageParam, signal }) => consentApi.suppressed(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: useMay('consent.read'),
  })
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const total = list.data?.pages[0]?.total
  return (
    <ConsentFrame
      tab="suppressed"
      sentence={total !== undefined && <Say id="consent.suppressed.sentence" values={{ total }} />}
    >
      <div className={`${styles.columns} ${styles.toolsFirst}`}>
        <div className="stack">
          <Section title={<Say id="consent.suppressed.list" />} sub={<Say id="consent.suppressed.about" />}>
            {list.isPending && <LoadingLines lines={4} />}
            {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
            {list.data && items.length === 0 && (
              <EmptyState title={<Say id="consent.suppressed.none" />}>
                <p>
                  <Say id="consent.suppressed.none.next" />
                </p>
              </EmptyState>
            )}
            {items.length > 0 && <List items={items} />}
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
        </div>
        <div className="stack">
          <Find />
          {mayWrite && <Add />}
        </div>
      </div>
    </ConsentFrame>
  )
}

type Row = SuppressionList['items'][number]

function List({ items }: { items: readonly Row[] }) {
  const say = useSay()
  const format = useFormat()
  const mayWrite = useMay('consent.write')
  const lift = useLift()
  const columns: Column<Row>[] = [
    {
      id: 'kind',
      head: <Say id="consent.suppressed.kind" />,
      rowHead: true,
      cell: (row) => <Say id={`consent.suppressed.kind.${row.kind}`} />,
    },
    {
      id: 'reason',
      head: <Say id="consent.suppressed.reason" />,
      cell: (row) => <Say id={`consent.reason.${row.reason}`} />,
    },
    { id: 'at', head: <Say id="consent.suppressed.at" />, wide: true, cell: (row) => format.dateTime(row.at) },
    {
      id: 'do',
      head: <span className="hidden">{say('consent.actions')}</span>,
      cell: (row) =>
        mayWrite && (
          <button type="button" className="link small" onClick={() => lift.mutate(row.id)}>
            <Say id="consent.lift" />
          </button>
        ),
    },
  ]
  return <Table label={say('consent.suppressed.list')} columns={columns} rows={items} keyOf={({ id }) => id} />
}

function useLift() {
  const say = useSay()
  const client = useQueryClient()
  const { done, failed } = useUndo()
  return useMutation({
    mutationFn: consentApi.lift,
    onSuccess: () => {
      done(say('consent.lifted'))
      return client.invalidateQueries({ queryKey: ['consent'] })
    },
    onError: failed,
  })
}

/** Whether an address is on the list: the list itself cannot be read. */
function Find() {
  const say = useSay()
  const format = useFormat()
  const mayWrite = useMay('consent.write')
  const [address, setAddress] = useState('')
  const find = useMutation({ mutationFn: () => consentApi.findSuppressed(address) })
  const lift = useLift()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (address.trim() !== '') find.mutate()
  }
  const found = find.data?.found
  const wrong = find.error instanceof ProblemError && find.error.problem.code === 'invalid'
  return (
    <Section title={<Say id="consent.find" />} sub={<Say id="consent.find.about" />}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <TextInput
          label={say('consent.find.address')}
          value={address}
          error={wrong ? say('consent.find.wrong') : undefined}
          onChange={(event) => {
            setAddress(event.currentTarget.value)
            find.reset()
          }}
        />
        <div role="status">
          {find.data && (
            <p className={styles.found}>
              {found ? (
                <>
                  <Say
                    id="consent.find.there"
                    values={{ at: format.date(found.at), reason: say(`consent.reason.${found.reason}`) }}
                  />{' '}
                  {mayWrite && (
                    <button
                      type="button"
                      className="link"
                      onClick={() => lift.mutate(found.id, { onSuccess: () => find.reset() })}
                    >
                      <Say id="consent.lift" />
                    </button>
                  )}
                </>
              ) : (
                <Say id="consent.find.none" />
              )}
            </p>
          )}
        </div>
        <div>
          <Button type="submit" variant="default" loading={find.isPending}>
            <Say id="consent.find.do" />
          </Button>
        </div>
      </form>
    </Section>
  )
}

function Add() {
  const say = useSay()
  const client = useQueryClient()
  const { failed } = useUndo()
  const [addresses, setAddresses] = useState('')
  const [reason, setReason] = useState<'hand' | 'import'>('hand')
  const add = useMutation({
    mutationFn: () => consentApi.suppress(addresses, reason),
    onSuccess: ({ wrong }) => {
      setAddresses(wrong.join('\n'))
      return client.invalidateQueries({ queryKey: ['consent'] })
    },
    onError: failed,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (addresses.trim() !== '') add.mutate()
  }
  return (
    <Section title={<Say id="consent.add" />} sub={<Say id="consent.add.about" />}>
      <form className={styles.form} onSubmit={submit}>
        <Textarea
          label={say('consent.add.addresses')}
          autosize
          minRows={4}
          maxRows={12}
          value={addresses}
          onChange={(event) => setAddresses(event.currentTarget.value)}
        />
        <label className="field">
          <Say id="consent.suppressed.reason" />
          <select
            className="plain"
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value === 'import' ? 'import' : 'hand')}
          >
            <option value="hand">{say('consent.reason.hand')}</option>
            <option value="import">{say('consent.reason.import')}</option>
          </select>
        </label>
        <div role="status">{add.data && <Came added={add.data} />}</div>
        <div>
          <Button type="submit" loading={add.isPending} disabled={addresses.trim() === ''}>
            <Say id="consent.add.do" />
          </Button>
        </div>
      </form>
    </Section>
  )
}

function Came({ added }: { added: Suppressed }) {
  return (
    <p className={styles.found}>
      <Say id="consent.add.done" values={{ added: added.added, there: added.there }} />{' '}
      {added.wrong.length > 0 && <Say id="consent.add.wrong" values={{ wrong: added.wrong.length }} />}
    </p>
  )
}
