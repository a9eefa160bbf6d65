import { Button, Checkbox, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { DryRun } from '#contract/import.ts'
import type { ImportPreview } from '#contract/import-task.ts'
import type { ImportKind, ImportMapping } from '#core/import/mapping.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { useEventName } from '../ui/event-name.ts'
import { Figure, Figures } from '../ui/figure.tsx'
import { Section } from '../ui/page.tsx'
import { Table } from '../ui/table.tsx'
import { useUndo } from '../ui/undo.tsx'
import { DealFigures, DealOutcome } from './deal-outcome.tsx'
import { usePipelines } from './deal-fields.tsx'
import { Faults } from './faults.tsx'
import { importApi, isOpen, useTask } from './import-api.ts'
import { Running } from './import-page.tsx'
import styles from './imports.module.css'
import { Refusal } from './refusal.tsx'
import { useTargetName } from './target-name.ts'

const route = getRouteApi('/inside/imports/file/$id')

interface TrialInput {
  preview: ImportPreview
  /** the preview is of a former mapping: the one asked for is still being read */
  busy: boolean
}

/** What the import would do, read from the whole file; then the import itself. */
export function Trial({ preview, busy }: TrialInput) {
  const { id } = preview.upload
  const { tried } = route.useSearch()
  const navigate = route.useNavigate()
  const client = useQueryClient()
  const [again, setAgain] = useState(false)
  const { mapping } = preview
  const ready = preview.problems.length === 0 && !busy
  const tryOut = useMutation({
    mutationFn: () => importApi.dryRun(id, { mapping, guess: false, again }),
    onSuccess: (task) => {
      client.setQueryData(['import-tasks', task.id], task)
      void navigate({ search: { tried: task.id }, replace: true, resetScroll: false })
    },
  })
  const run = useMutation({
    mutationFn: () => importApi.run(id, { mapping, guess: false, again }),
    onSuccess: (task) => {
      // the list of before shows the file as one that waits, and would lead to where it is no more
      client.removeQueries({ queryKey: ['imports'] })
      void navigate({ search: { run: task.id }, replace: true })
    },
  })
  const task = useTask(tried)
  const open = task.data !== undefined && isOpen(task.data)
  const outcome = task.data?.state === 'done' ? (task.data.result as unknown as DryRun) : null
  // what was tried must be what would run
  const same = outcome !== null && stable(outcome.mapping) === stable(mapping)
  return (
    <Section title={<Say id="imports.step.trial" />} sub={<Say id="imports.step.trial.about" />}>
      {open && task.data && <Running task={task.data} />}
      {task.data?.state === 'failed' && (
        <p lang="en" role="alert">
          {task.data.problem?.message}
        </p>
      )}
      {outcome && !same && (
        <p className="quiet">
          <Say id="imports.trial.old" />
        </p>
      )}
      {outcome && same && <Outcome run={outcome} uploadId={id} onSettled={() => tryOut.mutate()} />}
      {outcome && same && outcome.good > 0 && outcome.events.alreadyThere > 0 && undated.has(mapping.kind) && (
        <Checkbox
          mt={12}
          checked={again}
          label={<Say id="imports.again" />}
          onChange={(event) => setAgain(event.currentTarget.checked)}
        />
      )}
      {(tryOut.error || run.error) && <Refusal error={tryOut.error ?? run.error} />}
      <div className={styles.actions}>
        {outcome && same && outcome.good > 0 ? (
          <Button disabled={!ready} loading={run.isPending} onClick={() => run.mutate()}>
            <Say id="imports.run" values={{ count: outcome.good }} />
          </Button>
        ) : (
          <Button disabled={!ready || open} loading={tryOut.isPending} onClick={() => tryOut.mutate()}>
            <Say id="imports.try" />
          </Button>
        )}
        {ready && <KeepMapping mapping={mapping} />}
      </div>
    </Section>
  )
}

function Outcome({ run, uploadId, onSettled }: { run: DryRun; uploadId: string; onSettled(): void }) {
  const say = useSay()
  const format = useFormat()
  const targetName = useTargetName()
  const eventName = useEventName()
  const workspace = useWorkspace()
  const { people, companies, events, changes } = run
  const same = (counts: { matched: number; changed: number }) => format.number(counts.matched - counts.changed)
  const isOfPeople = people.new + people.matched > 0
  const isOfCompanies = run.deals === null && companies.new + companies.matched > 0
  const { own } = usePipelines(run.mapping)
  // stages of deals come by their ids
  const shown = (fact: string, text: string): string => {
    if (!run.deals || fact !== 'stage') return text
    const found = [...(own?.stages ?? []), ...(own?.outcomes ?? [])].find(({ id }) => id === text)
    return found ? format.text(found.name) : text
  }
  return (
    <>
      <Figures>
        <Figure label={<Say id="imports.rows" />} value={format.number(run.rows)} />
        <Figure label={<Say id="imports.good" />} value={format.number(run.good)} />
        <Figure label={<Say id="imports.bad" />} value={format.number(run.setAside)} />
        {isOfPeople && <Figure label={<Say id="imports.people.new" />} value={format.number(people.new)} />}
        {isOfPeople && <Figure label={<Say id="imports.people.changed" />} value={format.number(people.changed)} />}
        {isOfPeople && <Figure label={<Say id="imports.people.same" />} value={same(people)} />}
        {(people.suppressed ?? 0) > 0 && (
          <Figure label={<Say id="imports.people.suppressed" />} value={format.number(people.suppressed ?? 0)} />
        )}
        {isOfCompanies && <Figure label={<Say id="imports.companies.new" />} value={format.number(companies.new)} />}
        {isOfCompanies && (
          <Figure label={<Say id="imports.companies.changed" />} value={format.number(companies.changed)} />
        )}
        {isOfCompanies && <Figure label={<Say id="imports.companies.same" />} value={same(companies)} />}
        {run.deals && <DealFigures deals={run.deals} companies={companies} />}
        {events.alreadyThere > 0 && (
          <Figure
            label={<Say id={run.deals ? 'imports.known' : 'imports.already'} />}
            value={format.number(events.alreadyThere)}
          />
        )}
      </Figures>
      {events.names.length > 0 && (
        <p className="quiet small" style={{ marginTop: 12 }}>
          <Say
            id="imports.brings"
            values={{
              events: format.list(
                events.names.slice(0, 8).map(({ name, count }) => `${eventName(name)} (${format.number(count)})`),
              ),
            }}
          />
          {events.from !== null && events.until !== null && <> {format.dates(events.from, events.until)}.</>}
        </p>
      )}
      {run.deals && <DealOutcome deals={run.deals} onSettled={onSettled} />}
      {changes.sample.length > 0 && (
        <>
          <h3 style={{ margin: '20px 0 6px' }}>
            <Say id="imports.changes" values={{ count: changes.facts, shown: format.number(changes.facts) }} />
          </h3>
          <Table
            label={say('imports.changes.label')}
            rows={changes.sample}
            keyOf={(one) => `${one.row} ${one.who} ${one.fact}`}
            columns={[
              { id: 'who', head: <Say id="imports.who" />, rowHead: true, cell: ({ who }) => who },
              {
                id: 'fact',
                head: <Say id="imports.fact" />,
                cell: ({ fact }) => (run.deals ? targetName(dealFact(fact)) : targetName(`traits.${fact}`)),
              },
              {
                id: 'change',
                head: <Say id="imports.change" />,
                cell: ({ fact, from, to }) => (
                  <>
                    {from === null ? (
                      <span className="quiet">{say('imports.nothing')}</span>
                    ) : (
                      <s className={styles.was}>{shown(fact, from)}</s>
                    )}
                    {' → '}
                    {to === null ? <span className="quiet">{say('imports.nothing')}</span> : shown(fact, to)}
                  </>
                ),
              },
            ]}
          />
        </>
      )}
      {run.faults.length > 0 && (
        <>
          <h3 style={{ margin: '20px 0 6px' }}>
            <Say id="imports.faults" values={{ count: run.setAside, shown: format.number(run.setAside) }} />
          </h3>
          <p className="small" style={{ marginBottom: 12 }}>
            <a className="link" href={`/api/imports/uploads/${uploadId}/refused?workspace=${workspace.id}`} download>
              <Say id="imports.refused.download" />
            </a>{' '}
            <span className="quiet">
              <Say id="imports.faults.about" />
            </span>
          </p>
          <Faults faults={run.faults} />
        </>
      )}
    </>
  )
}

function KeepMapping({ mapping }: { mapping: ImportMapping }) {
  const say = useSay()
  const client = useQueryClient()
  const undo = useUndo()
  const [name, setName] = useState<string | null>(null)
  const keep = useMutation({
    mutationFn: () => importApi.saveMapping({ name: name?.trim() ?? '', mapping }),
    onSuccess: () => {
      undo.done(say('imports.kept', { name: name ?? '' }))
      setName(null)
      void client.invalidateQueries({ queryKey: ['import-mappings'] })
    },
    onError: undo.failed,
  })
  if (name === null)
    return (
      <Button variant="default" onClick={() => setName('')}>
        <Say id="imports.keep" />
      </Button>
    )
  return (
    <form
      className={styles.row}
      onSubmit={(event) => {
        event.preventDefault()
        keep.mutate()
      }}
    >
      <TextInput
        required
        autoFocus
        label={say('imports.keep.name')}
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={keep.isPending}>
        <Say id="imports.keep.do" />
      </Button>
    </form>
  )
}

/** Rows that say nothing of when what they say was so. */
const undated: ReadonlySet<ImportKind> = new Set(['people', 'companies', 'deals'])

const dealFacts: Readonly<Record<string, string>> = {
  accountId: 'company',
  ownerName: 'owner',
  amountMinor: 'amount',
  products: 'product',
}

/** The target under which a fact of a deal goes by in a mapping. */
function dealFact(fact: string): string {
  return dealFacts[fact] ?? fact
}

/** Mappings compared whatever the order of their keys. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
