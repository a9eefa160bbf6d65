import { Button, Textarea, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { BlueprintEdits } from '#core/blueprint/edit.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { PlanPanel } from '../blueprint/plan-panel.tsx'
import { Section } from '../ui/page.tsx'
import type { StepInput } from './guide-page.tsx'
import { useSaveStep } from './guide-api.ts'
import styles from './guide.module.css'

/** The stages, found in the buyer's own steps, talked through with the team and an outsider, and agreed. */
export function StagesStep({ guide, document, fixed }: StepInput) {
  const say = useSay()
  const format = useFormat()
  const save = useSaveStep()
  const { blueprint, version } = document
  const model = blueprint.models.find(({ id }) => id === blueprint.lifecycle)
  const [answers, setAnswers] = useState(guide.stages?.answers ?? { team: '', outsider: '', agreedBy: '' })
  const [today] = useState(() => new Date().toISOString().slice(0, 10))
  const [edits, setEdits] = useState<BlueprintEdits | null>(null)
  if (!model) return null
  const agree = (): void => {
    const agreed = { by: answers.agreedBy.trim(), on: today }
    setEdits({ stages: Object.fromEntries(model.stages.map(({ id }) => [`${model.id}/${id}`, { agreed }])) })
  }
  return (
    <>
      <Section title={<Say id="guide.step.stages" />} sub={<Say id="guide.stages.about" />} help="stage">
        <ol className={styles.ladder}>
          {model.stages.map((stage) => (
            <li key={stage.id}>
              <p>
                <b>{format.text(stage.name)}</b> <span className="quiet">{format.text(stage.owner)}</span>
              </p>
              <p>{format.text(stage.buyerStep)}</p>
              <p className="quiet small">
                {stage.agreed ? (
                  <Say
                    id="guide.stages.agreed"
                    values={{ who: stage.agreed.by, on: format.calendar(stage.agreed.on) }}
                  />
                ) : (
                  <Say id="guide.stages.open" />
                )}
              </p>
            </li>
          ))}
        </ol>
        <p>
          <Link to="/blueprint" className="link">
            <Say id="guide.stages.change" />
          </Link>
        </p>
      </Section>
      <Section title={<Say id="guide.stages.talk" />} sub={<Say id="guide.stages.talk.about" />}>
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault()
            save.mutate({ step: 'stages', answers })
            if (answers.agreedBy.trim() !== '') agree()
          }}
        >
          <Textarea
            autosize
            minRows={2}
            readOnly={fixed}
            maxLength={4000}
            label={say('guide.stages.team')}
            value={answers.team}
            onChange={(event) => setAnswers({ ...answers, team: event.currentTarget.value })}
          />
          <Textarea
            autosize
            minRows={2}
            readOnly={fixed}
            maxLength={4000}
            label={say('guide.stages.outsider')}
            value={answers.outsider}
            onChange={(event) => setAnswers({ ...answers, outsider: event.currentTarget.value })}
          />
          <TextInput
            readOnly={fixed}
            maxLength={200}
            label={say('guide.stages.agreedBy')}
            description={say('guide.stages.agreedBy.about')}
            value={answers.agreedBy}
            onChange={(event) => setAnswers({ ...answers, agreedBy: event.currentTarget.value })}
          />
          {!fixed && (
            <div>
              <Button type="submit" loading={save.isPending}>
                <Say id="guide.save" />
              </Button>
            </div>
          )}
        </form>
      </Section>
      {edits !== null && (
        <PlanPanel
          base={version.version}
          blueprint={blueprint}
          edits={edits}
          onApplied={() => setEdits(null)}
          onDiscard={() => setEdits(null)}
        />
      )}
    </>
  )
}
