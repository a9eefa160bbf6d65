import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { IcpPage as Page_ } from '#contract/icp.ts'
import type { Condition } from '#core/rule.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { useBlueprint } from '../blueprint/blueprint-api.ts'
import { PlanPanel } from '../blueprint/plan-panel.tsx'
import { FilterBuilder } from '../filter/filter-builder.tsx'
import { ConditionSentence } from '../ui/condition.tsx'
import { Page, PageHead, Section } from '../ui/page.tsx'
import { ErrorState, Loaded, LoadingLines } from '../ui/state.tsx'
import { useUndo } from '../ui/undo.tsx'
import { icpApi, icpQuery, narrowQuery } from './icp-api.ts'
import styles from './icp.module.css'
import { BothSides } from './sides.tsx'
import { Suggested } from './suggested.tsx'
import { IcpTabs } from './tabs.tsx'

const route = getRouteApi('/inside/icp')

/** The ideal customer: the rule in force, another beside it with what it would change, and what buyers have in common. */
export function IcpPage() {
  const say = useSay()
  const workspace = useWorkspace()
  const page = useQuery(icpQuery(workspace.id))
  return (
    <Page title={say('icp.title')}>
      <PageHead title={<Say id="icp.title" />} sentence={<Say id="icp.lead" />} help="icp" />
      <IcpTabs />
      <Loaded query={page} lines={8}>
        {(data) => <Opened key={`${data.version} ${data.draft?.changedAt ?? ''}`} page={data} />}
      </Loaded>
      <Suggested />
    </Page>
  )
}

function Opened({ page }: { page: Page_ }) {
  const say = useSay()
  const undo = useUndo()
  const format = useFormat()
  const client = useQueryClient()
  const workspace = useWorkspace()
  const mayDraft = useMay('icp.write')
  const mayApply = useMay('blueprint.apply')
  const document = useBlueprint()
  const [when, setWhen] = useState<Condition>(page.draft?.when ?? page.when)
  const [now] = useState(() => Date.now())
  const [planning, setPlanning] = useState(false)
  const [open, setOpen] = useState(page.draft !== null)
  const same = JSON.stringify(when) === JSON.stringify(page.when)
  const kept = JSON.stringify(when) === JSON.stringify(page.draft?.when ?? page.when)
  const keep = useMutation({
    mutationFn: (condition: Condition | null) => icpApi.draft(condition),
    onSuccess: (data) => client.setQueryData(icpQuery(workspace.id).queryKey, data),
    onError: undo.failed,
  })
  const applied = () => {
    setPlanning(false)
    void icpApi
      .draft(null)
      .catch(() => null)
      .then(() => client.invalidateQueries({ queryKey: ['icp'] }))
  }
  return (
    <>
      <Section
        title={format.text(page.name)}
        sub={
          <Say id="icp.inForce" values={{ version: page.version, people: page.people, companies: page.companies }} />
        }
      >
        <p>{format.text(page.about)}</p>
        <p className={styles.rule}>
          <ConditionSentence condition={page.when} />
        </p>
      </Section>
      <Section
        title={<Say id="icp.other" />}
        sub={
          page.draft ? (
            <Say id="icp.draft.by" values={{ who: page.draft.changedBy, at: format.ago(page.draft.changedAt, now) }} />
          ) : (
            <Say id="icp.other.about" />
          )
        }
      >
        {mayDraft ? (
          <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary>
              <Say id="icp.other.change" />
            </summary>
            <div className={styles.editor}>
              <FilterBuilder condition={when} onChange={(next) => setWhen(next ?? { all: [] })} />
            </div>
          </details>
        ) : (
          <p className={styles.rule}>
            <ConditionSentence condition={when} />
          </p>
        )}
        {mayDraft && (
          <div className={styles.buttons}>
            <Button variant="default" disabled={kept} loading={keep.isPending} onClick={() => keep.mutate(when)}>
              <Say id="icp.draft.keep" />
            </Button>
            {page.draft && (
              <Button variant="default" onClick={() => keep.mutate(null)}>
                <Say id="icp.draft.drop" />
              </Button>
            )}
            {mayApply && !planning && (
              <Button disabled={same || !document.data} onClick={() => setPlanning(true)}>
                <Say id="icp.apply" />
              </Button>
            )}
          </div>
        )}
      </Section>
      {planning && document.data && (
        <PlanPanel
          base={document.data.version.version}
          blueprint={document.data.blueprint}
          edits={{ icp: { when } }}
          onApplied={applied}
          onDiscard={() => setPlanning(false)}
        />
      )}
      <Sides when={when} same={same} label={say('icp.sides')} />
    </>
  )
}

/** Both sides, worked out a moment after the last change. */
function Sides({ when, same, label }: { when: Condition; same: boolean; label: string }) {
  const { months = 12 } = route.useSearch()
  const navigate = route.useNavigate()
  const workspace = useWorkspace()
  const [asked] = useDebouncedValue(when, 600)
  const sides = useQuery({ ...narrowQuery(workspace.id, asked, months), placeholderData: keepPreviousData })
  return (
    <Section
      title={<Say id="icp.sides" />}
      sub={<Say id="icp.sides.about" />}
      busy={sides.isFetching}
      actions={
        <label className="field">
          <span className="hidden">
            <Say id="icp.months" />
          </span>
          <select
            className="plain"
            value={months}
            onChange={({ currentTarget: { value } }) => {
              const chosen = ([3, 6, 24] as const).find((one) => one === Number(value))
              void navigate({ search: chosen === undefined ? {} : { months: chosen }, replace: true })
            }}
          >
            {[3, 6, 12, 24].map((one) => (
              <option key={one} value={one}>
                <Months count={one} />
              </option>
            ))}
          </select>
        </label>
      }
    >
      {sides.error ? (
        <ErrorState error={sides.error} retry={() => void sides.refetch()} />
      ) : sides.data ? (
        <BothSides data={sides.data} same={same} label={label} />
      ) : (
        <LoadingLines lines={6} />
      )}
    </Section>
  )
}

function Months({ count }: { count: number }) {
  const say = useSay()
  return <>{say('icp.months.of', { count })}</>
}
