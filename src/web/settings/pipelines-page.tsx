import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { PipelineView } from '#contract/deal.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead, Section } from '../ui/page.tsx'
import { EmptyState, Loaded } from '../ui/state.tsx'
import { useUndo } from '../ui/undo.tsx'
import { pipelineSettingsApi } from './pipeline-settings-api.ts'
import styles from './settings.module.css'

/** The pipelines that deals go through, and another one from a template or as a copy. */
export function PipelinesPage() {
  const say = useSay()
  const workspace = useWorkspace()
  const mayManage = useMay('pipeline.manage')
  const query = useQuery({
    queryKey: ['deals', 'pipelines', workspace.id],
    queryFn: ({ signal }) => pipelineSettingsApi.pipelines(signal),
  })
  return (
    <Page title={say('pipelines.title')}>
      <PageHead title={<Say id="pipelines.title" />} sentence={<Say id="pipelines.lead" />} />
      <Loaded query={query} lines={6}>
        {({ items }) => (
          <>
            {items.length === 0 && (
              <EmptyState title={<Say id="pipelines.none" />}>
                <p>
                  <Say id="pipelines.none.next" />
                </p>
              </EmptyState>
            )}
            {items.map((pipeline) => (
              <Pipeline key={pipeline.id} pipeline={pipeline} />
            ))}
            {mayManage && <Add items={items} />}
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Pipeline({ pipeline: { id, name, about, stages, outcomes } }: { pipeline: PipelineView }) {
  const say = useSay()
  const format = useFormat()
  return (
    <Section
      title={format.text(name)}
      sub={format.text(about)}
      actions={
        <Link
          to="/blueprint"
          search={{ model: id }}
          className="link"
          aria-label={say('pipelines.open.of', { name: format.text(name) })}
        >
          <Say id="pipelines.open" />
        </Link>
      }
    >
      <ol className={styles.stages}>
        {stages.map((stage) => (
          <li key={stage.id} data-won={stage.won || undefined}>
            <b>{format.text(stage.name)}</b>
            <span className="quiet small">
              {stage.probability !== null && <>{format.share(stage.probability)} · </>}
              {stage.won ? (
                <Say id="pipelines.won" />
              ) : (
                <Say id="pipelines.gates" values={{ count: stage.gates.length }} />
              )}
            </span>
          </li>
        ))}
      </ol>
      {outcomes.length > 0 && (
        <p className="quiet small" style={{ marginTop: 10 }}>
          <Say
            id="pipelines.outcomes"
            values={{ list: format.list(outcomes.map((outcome) => format.text(outcome.name))) }}
          />
        </p>
      )}
    </Section>
  )
}

function Add({ items }: { items: readonly PipelineView[] }) {
  const say = useSay()
  const format = useFormat()
  const undo = useUndo()
  const client = useQueryClient()
  const templates = useQuery({
    queryKey: ['pipeline-templates'],
    queryFn: ({ signal }) => pipelineSettingsApi.templates(signal),
    staleTime: Infinity,
  })
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState('')
  const options = [
    {
      group: say('pipelines.fromTemplate'),
      items: (templates.data?.items ?? []).map((one) => ({
        value: `template:${one.id}`,
        label: format.text(one.name),
      })),
    },
    {
      group: say('pipelines.fromCopy'),
      items: items.map((one) => ({ value: one.id, label: format.text(one.name) })),
    },
  ]
  const from = chosen === '' ? (options.flatMap((group) => group.items)[0]?.value ?? '') : chosen
  const add = useMutation({
    mutationFn: () => pipelineSettingsApi.addPipeline({ name, from }),
    onSuccess: () => {
      undo.done(say('pipelines.added', { name }))
      setName('')
      void client.invalidateQueries({ queryKey: ['deals'] })
      void client.invalidateQueries({ queryKey: ['blueprint'] })
    },
    onError: undo.failed,
  })
  return (
    <Section title={<Say id="pipelines.add" />} sub={<Say id="pipelines.add.about" />}>
      <form
        className={styles.row}
        onSubmit={(event) => {
          event.preventDefault()
          add.mutate()
        }}
      >
        <TextInput
          required
          label={say('pipelines.name')}
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          label={say('pipelines.from')}
          value={from}
          data={options}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
        <Button type="submit" loading={add.isPending}>
          <Say id="pipelines.add.do" />
        </Button>
      </form>
    </Section>
  )
}
