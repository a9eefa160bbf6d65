import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { Audience } from '#contract/audience.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { purposesQuery } from '../consent/consent-api.ts'
import { usePurposeName } from '../ui/fact-name.ts'
import { segmentsQuery } from '../segments/segment-api.ts'
import { Section } from '../ui/page.tsx'
import { EmptyState, Loaded } from '../ui/state.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { useUndo } from '../ui/undo.tsx'
import { audienceApi } from './audience-api.ts'
import styles from './audiences.module.css'
import { AudienceFrame } from './tabs.tsx'

/** The audiences, and a new one. */
export function AudiencesPage() {
  const workspace = useWorkspace()
  const mayWrite = useMay('audience.write')
  const query = useQuery({
    queryKey: ['audiences', workspace.id],
    queryFn: ({ signal }) => audienceApi.list(signal),
    enabled: useMay('audience.read'),
  })
  const items = query.data?.items ?? []
  const sum = (key: 'joined' | 'left') => items.reduce((total, item) => total + item[key], 0)
  return (
    <AudienceFrame
      tab="audiences"
      title={<Say id="audiences.title" />}
      sentence={
        items.length > 0 && (
          <Say id="audiences.sentence" values={{ audiences: items.length, joined: sum('joined'), left: sum('left') }} />
        )
      }
    >
      <div className={mayWrite ? styles.columns : 'stack'}>
        <Section title={<Say id="audiences.list" />} sub={<Say id="audiences.about" />}>
          <Loaded query={query}>
            {(page) =>
              page.items.length === 0 ? (
                <EmptyState title={<Say id="audiences.none" />}>
                  <p>
                    <Say id={mayWrite ? 'audiences.none.next' : 'audiences.none.viewer'} />
                  </p>
                </EmptyState>
              ) : (
                <List items={page.items} />
              )
            }
          </Loaded>
        </Section>
        {mayWrite && <New />}
      </div>
    </AudienceFrame>
  )
}

function List({ items }: { items: readonly Audience[] }) {
  const say = useSay()
  const format = useFormat()
  const purposeName = usePurposeName()
  const columns: Column<Audience>[] = [
    {
      id: 'name',
      head: <Say id="audiences.name" />,
      rowHead: true,
      cell: ({ id, name, purpose, archivedAt }) => (
        <>
          <Link to="/audiences/$id" params={{ id }} className="link">
            {name}
          </Link>
          <span className={`quiet small ${styles.under}`}>
            {purposeName(purpose)}
            {archivedAt !== null && ` · ${say('audiences.archived')}`}
          </span>
        </>
      ),
    },
    {
      id: 'members',
      head: <Say id="audiences.members" />,
      num: true,
      cell: ({ members, chosen }) => (
        <>
          {members === null ? '–' : format.number(members)}
          <span className={`quiet small ${styles.under}`}>
            {chosen !== null && <Say id="audiences.members.of" values={{ chosen: format.number(chosen) }} />}
          </span>
        </>
      ),
    },
    {
      id: 'joined',
      head: <Say id="audiences.joined" />,
      num: true,
      wide: true,
      cell: (row) => format.number(row.joined),
    },
    { id: 'left', head: <Say id="audiences.left" />, num: true, wide: true, cell: (row) => format.number(row.left) },
    {
      id: 'file',
      head: <Say id="audiences.lastExport" />,
      wide: true,
      cell: ({ lastExportAt }) => (lastExportAt === null ? say('audiences.never') : format.date(lastExportAt)),
    },
  ]
  return <Table label={say('audiences.list')} columns={columns} rows={items} keyOf={({ id }) => id} />
}

function New() {
  const say = useSay()
  const format = useFormat()
  const client = useQueryClient()
  const navigate = useNavigate()
  const workspace = useWorkspace()
  const { failed } = useUndo()
  const segments = useQuery(segmentsQuery(workspace.id)).data?.items ?? []
  const purposes = useQuery(purposesQuery(workspace.id)).data?.purposes ?? []
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState('')
  const [purpose, setPurpose] = useState('ads')
  const segment = segments.find(({ id }) => id === chosen) ?? segments[0]
  const add = useMutation({
    mutationFn: () =>
      audienceApi.add({ name: name.trim() || (segment?.name ?? ''), segmentId: segment?.id ?? '', purpose }),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['audiences'] })
      await navigate({ to: '/audiences/$id', params: { id } })
    },
    onError: failed,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (segment) add.mutate()
  }
  return (
    <Section title={<Say id="audiences.new" />}>
      <form className={styles.form} onSubmit={submit}>
        {segments.length === 0 && (
          <p className={styles.note}>
            <Say id="audiences.segment.none" />
          </p>
        )}
        <label className="field">
          <Say id="audiences.segment" />
          <select
            className="plain"
            value={segment?.id ?? ''}
            onChange={(event) => setChosen(event.currentTarget.value)}
          >
            {segments.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
        <TextInput
          label={say('audiences.name')}
          placeholder={segment?.name ?? ''}
          value={name}
          maxLength={80}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <label className="field">
          <Say id="audiences.purpose" />
          <select className="plain" value={purpose} onChange={(event) => setPurpose(event.currentTarget.value)}>
            {purposes.map((one) => (
              <option key={one.id} value={one.id}>
                {format.text(one.name)}
              </option>
            ))}
          </select>
        </label>
        <div>
          <Button type="submit" loading={add.isPending} disabled={!segment}>
            <Say id="audiences.new.do" />
          </Button>
        </div>
      </form>
    </Section>
  )
}
