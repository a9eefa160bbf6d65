import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { WorksheetList } from '#contract/icp.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Bar } from '../ui/figure.tsx'
import { Page, PageHead, Section } from '../ui/page.tsx'
import { EmptyState, Loaded } from '../ui/state.tsx'
import { useUndo } from '../ui/undo.tsx'
import { icpApi, sheetsQuery, type WorksheetChange } from './icp-api.ts'
import styles from './icp.module.css'
import { IcpTabs } from './tabs.tsx'

/** The worksheets of the ideal customer: one a market or product, one of them in force. */
export function WorksheetsPage() {
  const say = useSay()
  const workspace = useWorkspace()
  const mayWrite = useMay('icp.write')
  const sheets = useQuery(sheetsQuery(workspace.id))
  return (
    <Page title={say('icp.sheets')}>
      <PageHead title={<Say id="icp.sheets" />} sentence={<Say id="icp.sheets.lead" />} help="icp" />
      <IcpTabs />
      <Loaded query={sheets} lines={5}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={<Say id="icp.sheets.empty" />}>
              <p>
                <Say id={mayWrite ? 'icp.sheets.empty.next' : 'icp.sheets.empty.ask'} />
              </p>
            </EmptyState>
          ) : (
            <ul className={styles.sheets}>
              {items.map((sheet) => (
                <Sheet key={sheet.id} sheet={sheet} mayWrite={mayWrite} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {mayWrite && <Begin sheets={sheets.data} />}
    </Page>
  )
}

function Sheet({ sheet, mayWrite }: { sheet: WorksheetList['items'][number]; mayWrite: boolean }) {
  const say = useSay()
  const format = useFormat()
  const undo = useUndo()
  const client = useQueryClient()
  const [now] = useState(() => Date.now())
  const { id, name, scope, answered, of, inForce, changedAt, changedBy } = sheet
  const change = async (what: WorksheetChange) => {
    await icpApi.changeSheet(id, what)
    await client.invalidateQueries({ queryKey: ['icp'] })
  }
  const save = useMutation({ mutationFn: change, onError: undo.failed })
  return (
    <li className="card">
      <div>
        <h2>
          <Link to="/icp/worksheet/$id" params={{ id }} className="link">
            {name}
          </Link>{' '}
          {inForce && (
            <span className="chip" data-kind="account">
              <Say id="icp.sheets.inForce" />
            </span>
          )}
        </h2>
        {scope !== '' && <p>{scope}</p>}
        <p className="quiet small">
          <Say id="icp.sheets.changed" values={{ who: changedBy, at: format.ago(changedAt, now) }} />
        </p>
      </div>
      <div>
        <Bar share={answered / of} tone="account" />
        <p className="quiet small">
          <Say id="icp.sheets.progress" values={{ answered, of }} />
        </p>
      </div>
      {mayWrite && (
        <div className={styles.buttons}>
          {!inForce && (
            <button type="button" className="link" onClick={() => save.mutate({ inForce: true })}>
              <Say id="icp.sheets.use" />
              <span className="hidden"> {name}</span>
            </button>
          )}
          <button
            type="button"
            className="link"
            onClick={() =>
              void change({ removed: true }).then(
                () =>
                  undo.done(say('icp.sheets.removed', { name }), () =>
                    change({ removed: false, ...(inForce ? { inForce: true } : {}) }),
                  ),
                undo.failed,
              )
            }
          >
            <Say id="icp.sheets.remove" />
            <span className="hidden"> {name}</span>
          </button>
        </div>
      )}
    </li>
  )
}

function Begin({ sheets }: { sheets: WorksheetList | undefined }) {
  const say = useSay()
  const undo = useUndo()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const [scope, setScope] = useState('')
  const [from, setFrom] = useState('')
  const add = useMutation({
    mutationFn: () => icpApi.addSheet({ name: name.trim(), scope: scope.trim(), ...(from === '' ? {} : { from }) }),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['icp'] })
      await navigate({ to: '/icp/worksheet/$id', params: { id } })
    },
    onError: undo.failed,
  })
  return (
    <Section title={<Say id="icp.sheets.begin" />} sub={<Say id="icp.sheets.begin.about" />}>
      <form
        className={styles.add}
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() !== '') add.mutate()
        }}
      >
        <TextInput
          label={say('icp.sheets.name')}
          placeholder={say('icp.sheets.name.hint')}
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={say('icp.sheets.scope')}
          maxLength={120}
          value={scope}
          onChange={(event) => setScope(event.currentTarget.value)}
        />
        {(sheets?.items.length ?? 0) > 0 && (
          <label className="field">
            <Say id="icp.sheets.from" />
            <select className="plain" value={from} onChange={(event) => setFrom(event.currentTarget.value)}>
              <option value="">
                <Say id="icp.sheets.from.none" />
              </option>
              {sheets?.items.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </select>
          </label>
        )}
        <Button type="submit" disabled={name.trim() === ''} loading={add.isPending}>
          <Say id="icp.sheets.add" />
        </Button>
      </form>
    </Section>
  )
}
