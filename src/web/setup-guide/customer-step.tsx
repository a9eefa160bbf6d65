import { Button, Textarea, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { type SetupAnswers, worksheet } from '#contract/setup-guide.ts'
import type { Condition } from '#core/rule.ts'
import { sentence } from '#core/rule/sentence.ts'
import type { BlueprintEdits } from '#core/blueprint/edit.ts'
import { useFormat } from '../app/format.ts'
import { useLanguage } from '../app/language.tsx'
import { Say, useSay } from '../app/words.tsx'
import { PlanPanel } from '../blueprint/plan-panel.tsx'
import { Section } from '../ui/page.tsx'
import type { StepInput } from './guide-page.tsx'
import { useSaveStep } from './guide-api.ts'
import styles from './guide.module.css'
import { narrowing, withNarrowing } from './icp.ts'

/** Who the ideal customer is: a worksheet in people's own words, and what of it a rule can tell. */
export function CustomerStep({ guide, document, fixed }: StepInput) {
  const say = useSay()
  const save = useSaveStep()
  const [answers, setAnswers] = useState<SetupAnswers['customer']['answers']>(guide.customer?.answers.answers ?? {})
  return (
    <>
      <Section
        title={<Say id="guide.step.customer" />}
        sub={<Say id="guide.customer.about" />}
        help="icp"
        actions={
          <Link to="/icp/worksheet" className="link">
            <Say id="guide.customer.worksheet" />
          </Link>
        }
      >
        <form
          className={styles.whole}
          onSubmit={(event) => {
            event.preventDefault()
            save.mutate({ step: 'customer', answers: { answers } })
          }}
        >
          <div className={styles.sheet}>
            {worksheet.map((question) => (
              <Textarea
                key={question}
                autosize
                minRows={1}
                maxLength={4000}
                readOnly={fixed}
                label={say(`guide.ask.${question}`)}
                value={answers[question] ?? ''}
                onChange={(event) => setAnswers({ ...answers, [question]: event.currentTarget.value })}
              />
            ))}
          </div>
          {!fixed && (
            <div>
              <Button type="submit" loading={save.isPending}>
                <Say id="guide.save" />
              </Button>
            </div>
          )}
        </form>
      </Section>
      <Narrow document={document} fixed={fixed} />
    </>
  )
}

/** The rule behind it: industries, size and countries make it narrower. */
function Narrow({ document, fixed }: Pick<StepInput, 'document' | 'fixed'>) {
  const say = useSay()
  const format = useFormat()
  const { language } = useLanguage()
  const { blueprint, version } = document
  const [narrow, setNarrow] = useState(() => narrowing(blueprint.icp.when))
  const [about, setAbout] = useState(format.text(blueprint.icp.about))
  const [edits, setEdits] = useState<BlueprintEdits | null>(null)
  const when: Condition = withNarrowing(blueprint.icp.when, narrow)
  const list = (text: string): string[] =>
    text
      .split(/[,;\n]/)
      .map((item) => item.trim())
      .filter((item) => item !== '')
  return (
    <Section
      title={<Say id="guide.icp" />}
      sub={<Say id="guide.icp.about" />}
      actions={
        <Link to="/icp" className="link">
          <Say id="guide.icp.sides" />
        </Link>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          setEdits({ icp: { about: { [language]: about }, when } })
        }}
      >
        <Textarea
          autosize
          readOnly={fixed}
          label={say('guide.icp.words')}
          maxLength={2000}
          value={about}
          onChange={(event) => setAbout(event.currentTarget.value)}
        />
        <div className={styles.fields}>
          <TextInput
            label={say('guide.icp.industries')}
            description={say('guide.icp.several')}
            readOnly={fixed}
            defaultValue={narrow.industries.join(', ')}
            onChange={(event) => setNarrow({ ...narrow, industries: list(event.currentTarget.value) })}
          />
          <TextInput
            label={say('guide.icp.countries')}
            description={say('guide.icp.several')}
            readOnly={fixed}
            defaultValue={narrow.countries.join(', ')}
            onChange={(event) => setNarrow({ ...narrow, countries: list(event.currentTarget.value) })}
          />
          <TextInput
            label={say('guide.icp.employees')}
            description={say('guide.icp.employees.about')}
            type="number"
            min={1}
            readOnly={fixed}
            defaultValue={narrow.employees ?? ''}
            onChange={(event) => {
              const employees = Number(event.currentTarget.value)
              setNarrow({ ...narrow, employees: employees >= 1 ? Math.floor(employees) : null })
            }}
          />
        </div>
        <p className="quiet small">
          <Say id="guide.icp.rule" values={{ rule: sentence(when, language, blueprint) }} />
        </p>
        {!fixed && edits === null && (
          <div>
            <Button type="submit" variant="default">
              <Say id="guide.plan" />
            </Button>
          </div>
        )}
      </form>
      {edits !== null && (
        <PlanPanel
          base={version.version}
          blueprint={blueprint}
          edits={edits}
          onApplied={() => setEdits(null)}
          onDiscard={() => setEdits(null)}
        />
      )}
    </Section>
  )
}
