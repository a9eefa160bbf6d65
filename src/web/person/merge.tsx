import { Button, Modal } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { PersonHead } from '#contract/person-head.ts'
import type { PersonMergePreview, PersonSketch, PersonUnmergePreview } from '#contract/person-verbs.ts'
import { api } from '../app/api.ts'
import { useFormat } from '../app/format.ts'
import { useModels } from '../app/models.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { ScrollX } from '../ui/scroll-x.tsx'
import { StageName } from '../ui/stage-name.tsx'
import { Loaded } from '../ui/state.tsx'
import { personApi } from './api.ts'
import { FactValue } from './fact-value.tsx'
import { usePersonName } from './names.tsx'
import styles from './person.module.css'
import { usePersonChange } from './queries.ts'
import { useFactName } from '../ui/fact-name.ts'

/** Looks for whom to merge somebody with; then shows both. */
export function MergeWith({ person, close }: { person: PersonHead; close(): void }) {
  const say = useSay()
  const nameOf = usePersonName()
  const workspace = useWorkspace()
  const [typed, setTyped] = useState('')
  const [other, setOther] = useState<string | null>(null)
  const [q] = useDebouncedValue(typed.trim(), 200)
  const query = useQuery({
    queryKey: ['people', workspace.id, 'merge', q],
    queryFn: ({ signal }) => api.people({ q, limit: 8 }, signal),
    enabled: q !== '',
  })
  if (other !== null) return <MergeModal id={person.id} other={other} close={close} />
  const found = query.data?.items.filter(({ id }) => id !== person.id) ?? []
  return (
    <Modal
      opened
      onClose={close}
      title={say('merge.title', { name: nameOf(person) })}
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      <label className="field">
        <Say id="merge.search" />
        <input
          className="plain"
          type="search"
          data-autofocus
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      <ul className={styles.found} aria-live="polite">
        {found.map((row) => (
          <li key={row.id}>
            <button type="button" className="plain" onClick={() => setOther(row.id)}>
              {nameOf(row)}
              <span className="quiet small">
                {[row.title, row.account?.name, row.name === null ? null : row.email]
                  .filter((part) => part !== null && part !== undefined && part !== '')
                  .map((part) => ` · ${part}`)
                  .join('')}
              </span>
            </button>
          </li>
        ))}
        {q !== '' && query.data && found.length === 0 && (
          <li className="quiet">
            <Say id="merge.nobody" />
          </li>
        )}
      </ul>
    </Modal>
  )
}

interface MergeInput {
  id: string
  other: string
  /** the page stays where it is; else the survivor opens */
  stay?: boolean
  close(): void
}

/** Two people, and what they would be as one; merging can be taken back. */
export function MergeModal({ id, other, stay = false, close }: MergeInput) {
  const say = useSay()
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const change = usePersonChange()
  const query = useQuery({
    queryKey: ['person', workspace.id, id, 'merge-preview', other],
    queryFn: ({ signal }) => personApi.mergePreview(id, other, signal),
    meta: { live: false },
  })
  const merge = () =>
    change.go({
      run: () => personApi.merge(id, other),
      said: () => say('merge.done'),
      undo: async ({ id: survivor, merged }) => {
        await personApi.unmerge(survivor, merged)
        if (!stay) await navigate({ to: '/people/$id', params: { id } })
      },
      onDone: (merged) => {
        close()
        if (!stay) void navigate({ to: '/people/$id', params: { id: merged.id } })
      },
    })
  return (
    <Modal
      opened
      onClose={close}
      size="xl"
      title={say('merge.preview')}
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      <Loaded query={query} lines={8}>
        {(preview) => <MergePreview preview={preview} />}
      </Loaded>
      <p className="quiet small">
        <Say id="merge.about" />
      </p>
      <div className={styles.buttons}>
        <Button onClick={merge} loading={change.isPending} disabled={!query.data}>
          <Say id="merge.do" />
        </Button>
        <Button variant="default" onClick={close}>
          <Say id="person.cancel" />
        </Button>
      </div>
    </Modal>
  )
}

/** Facts that have a line of their own. */
const shownAbove = ['name', 'email']

function MergePreview({ preview }: { preview: PersonMergePreview }) {
  const say = useSay()
  const factName = useFactName()
  const { before, after, conflicts } = preview
  const columns = [
    { head: say('merge.this'), sketch: before[0] },
    { head: say('merge.other'), sketch: before[1] },
    { head: say('merge.after'), sketch: after },
  ]
  return (
    <Sketches columns={columns} threshold={preview.threshold}>
      {conflicts
        .filter(({ key }) => !shownAbove.includes(key))
        .map(({ key, one, other, after: result }) => (
          <tr key={key}>
            <th scope="row">{factName(key)}</th>
            {[one, other, result].map((value, index) => (
              <td key={index}>
                <FactValue name={key} value={value} />
              </td>
            ))}
          </tr>
        ))}
    </Sketches>
  )
}

/** One person, and the two they would be if a merge were taken back. */
export function UnmergeModal({ id, merged, close }: { id: string; merged: string; close(): void }) {
  const say = useSay()
  const workspace = useWorkspace()
  const change = usePersonChange()
  const query = useQuery({
    queryKey: ['person', workspace.id, id, 'unmerge-preview', merged],
    queryFn: ({ signal }) => personApi.unmergePreview(id, merged, signal),
    meta: { live: false },
  })
  const part = () =>
    change.go({
      run: () => personApi.unmerge(id, merged),
      said: () => say('unmerge.done'),
      undo: () => personApi.merge(id, merged),
      onDone: close,
    })
  return (
    <Modal
      opened
      onClose={close}
      size="xl"
      title={say('unmerge.preview')}
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      <Loaded query={query} lines={8}>
        {(preview) => <UnmergePreview preview={preview} />}
      </Loaded>
      <p className="quiet small">
        <Say id="unmerge.about" />
      </p>
      <div className={styles.buttons}>
        <Button onClick={part} loading={change.isPending} disabled={!query.data}>
          <Say id="unmerge.do" />
        </Button>
        <Button variant="default" onClick={close}>
          <Say id="person.cancel" />
        </Button>
      </div>
    </Modal>
  )
}

function UnmergePreview({ preview }: { preview: PersonUnmergePreview }) {
  const say = useSay()
  const columns = [
    { head: say('unmerge.now'), sketch: preview.before },
    { head: say('unmerge.stays'), sketch: preview.after[0] },
    { head: say('unmerge.restored'), sketch: preview.after[1] },
  ]
  return <Sketches columns={columns} threshold={preview.threshold} />
}

interface SketchesInput {
  columns: readonly { head: string; sketch: PersonSketch }[]
  threshold: number
  children?: React.ReactNode
}

/** People beside each other, a line for each thing that tells them apart. */
function Sketches({ columns, threshold, children }: SketchesInput) {
  const say = useSay()
  const format = useFormat()
  const nameOf = usePersonName()
  const models = useModels()
  const lifecycle = models?.models.find(({ id }) => id === models.lifecycle) ?? { stages: [], outcomes: [] }
  const date = (at: string | null) => (at === null ? '–' : format.date(at))
  const lines: [string, (sketch: PersonSketch) => React.ReactNode][] = [
    [say('merge.name'), (one) => <strong>{nameOf(one)}</strong>],
    [say('merge.email'), (one) => one.email ?? '–'],
    [say('merge.company'), (one) => one.account ?? '–'],
    [say('merge.stage'), (one) => <StageName lifecycle={lifecycle} stage={one.stage} outcome={one.outcome} />],
    [
      say('merge.total'),
      (one) => (
        <span className={one.total >= threshold ? styles.hot : undefined}>
          {format.points(one.total)}{' '}
          <span className="quiet small">
            {say('merge.parts', { engagement: format.points(one.engagement), fit: format.points(one.fit) })}
          </span>
        </span>
      ),
    ],
    [say('merge.events'), (one) => format.number(one.events)],
    [say('merge.first'), (one) => date(one.firstAt)],
    [say('merge.last'), (one) => date(one.lastAt)],
  ]
  return (
    <ScrollX label={say('merge.table')}>
      <table className={`table ${styles.sketches}`}>
        <thead>
          <tr>
            <td />
            {columns.map(({ head }) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(([name, cell]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {columns.map(({ head, sketch }) => (
                <td key={head}>{cell(sketch)}</td>
              ))}
            </tr>
          ))}
          {children}
        </tbody>
      </table>
    </ScrollX>
  )
}
