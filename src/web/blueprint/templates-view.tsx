import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { BlueprintEdits } from '#core/blueprint/edit.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { ErrorState, LoadingScreen } from '../ui/state.tsx'
import { type BlueprintDocument, blueprintApi } from './blueprint-api.ts'
import styles from './blueprint.module.css'
import { PlanPanel } from './plan-panel.tsx'

/** Whole documents to begin from, and the models of the one in force, any of which may lead. */
export function TemplatesView({ document, mayApply }: { document: BlueprintDocument; mayApply: boolean }) {
  const say = useSay()
  const format = useFormat()
  const [chosen, setChosen] = useState<BlueprintEdits | null>(null)
  const list = useQuery({
    queryKey: ['blueprint-templates'],
    queryFn: ({ signal }) => blueprintApi.templates(signal),
    staleTime: Infinity,
  })
  const { blueprint, version } = document
  return (
    <>
      {chosen && (
        <PlanPanel
          key={JSON.stringify(chosen)}
          base={version.version}
          blueprint={blueprint}
          edits={chosen}
          onApplied={() => setChosen(null)}
          onDiscard={() => setChosen(null)}
        />
      )}
      <Section title={<Say id="blueprint.leading" />} sub={<Say id="blueprint.leading.about" />}>
        <ul className={styles.models}>
          {blueprint.models.map((model) => (
            <li key={model.id}>
              <div>
                <h3>
                  {format.text(model.name)}{' '}
                  <span className="chip">
                    <Say id={`blueprint.subject.${model.subject}`} />
                  </span>
                </h3>
                <p className="small">{format.text(model.about)}</p>
                <Strip names={model.stages.map(({ name }) => format.text(name))} />
              </div>
              {model.id === blueprint.lifecycle ? (
                <span className="quiet small">
                  <Say id="blueprint.lifecycle" />
                </span>
              ) : (
                mayApply &&
                model.subject === 'person' && (
                  <Button
                    variant="default"
                    aria-label={say('blueprint.lead.of', { model: format.text(model.name) })}
                    onClick={() => setChosen({ lifecycle: model.id })}
                  >
                    <Say id="blueprint.lead.by" />
                  </Button>
                )
              )}
            </li>
          ))}
        </ul>
      </Section>
      <Section title={<Say id="blueprint.templates" />} sub={<Say id="blueprint.templates.about" />}>
        {list.isPending && <LoadingScreen />}
        {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
        <ul className={styles.models}>
          {list.data?.templates.map((template) => (
            <li key={template.id}>
              <div>
                <h3>{format.text(template.blueprint.name)}</h3>
                <p className="small">{format.list(template.blueprint.models.map(({ name }) => format.text(name)))}</p>
                <p className="quiet small">
                  <Say
                    id="blueprint.template.holds"
                    values={{
                      rules:
                        template.blueprint.scores.engagement.rules.length + template.blueprint.scores.fit.rules.length,
                      personas: template.blueprint.personas.length,
                    }}
                  />
                </p>
              </div>
              {mayApply && (
                <Button
                  variant="default"
                  aria-label={say('blueprint.template.of', { template: format.text(template.blueprint.name) })}
                  onClick={() => setChosen({ template: template.id })}
                >
                  <Say id="blueprint.template.look" />
                </Button>
              )}
            </li>
          ))}
        </ul>
      </Section>
    </>
  )
}

/** Stages in a row, as they follow. */
function Strip({ names }: { names: readonly string[] }) {
  return (
    <ol className={styles.strip}>
      {names.map((name) => (
        <li key={name}>{name}</li>
      ))}
    </ol>
  )
}
