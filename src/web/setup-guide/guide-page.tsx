import { getRouteApi, Link } from '@tanstack/react-router'
import { type SetupGuide, setupSteps, type SetupStep } from '#contract/setup-guide.ts'
import { useFormat } from '../app/format.ts'
import { useMay } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { type BlueprintDocument, useBlueprint } from '../blueprint/blueprint-api.ts'
import { FirstSeen } from '../settings/first-seen.tsx'
import { Page, PageHead, Section } from '../ui/page.tsx'
import { ErrorState, LoadingScreen } from '../ui/state.tsx'
import { CustomerStep } from './customer-step.tsx'
import { useSetupGuide } from './guide-api.ts'
import styles from './guide.module.css'
import { SizeStep } from './size-step.tsx'
import { StagesStep } from './stages-step.tsx'
import { TriggersStep } from './triggers-step.tsx'

const route = getRouteApi('/inside/setup-guide')

/** The four steps in which a pipeline is built: ideal customer, stages, triggers, size. Each ends in saved settings. */
export function GuidePage() {
  const say = useSay()
  const search = route.useSearch()
  const guide = useSetupGuide()
  const document = useBlueprint()
  const error = guide.error ?? document.error
  const first = setupSteps.find((step) => guide.data?.[step] === null) ?? setupSteps[0]
  const step = search.step ?? first
  const done = guide.data ? setupSteps.filter((one) => guide.data[one] !== null).length : 0
  return (
    <Page title={say('guide.title')}>
      <PageHead title={<Say id="guide.title" />} sentence={guide.data && <Say id="guide.lead" values={{ done }} />} />
      {(guide.isPending || document.isPending) && <LoadingScreen />}
      {error && <ErrorState error={error} />}
      {guide.data && document.data && (
        <div className={styles.guide}>
          <nav aria-label={say('guide.steps')}>
            <ol className={styles.steps}>
              {setupSteps.map((one, index) => (
                <li key={one}>
                  <Link to="/setup-guide" search={{ step: one }} aria-current={one === step ? 'step' : undefined}>
                    <span
                      className={styles.number}
                      data-done={guide.data[one] !== null || undefined}
                      aria-hidden="true"
                    >
                      {guide.data[one] === null ? index + 1 : '✓'}
                    </span>
                    <span>
                      <Say id={`guide.step.${one}`} />
                      <Saved saved={guide.data[one]} />
                    </span>
                  </Link>
                </li>
              ))}
            </ol>
            <div className={styles.install}>
              <Link to="/settings" className="link">
                <Say id="guide.install" />
              </Link>
              <FirstSeen source="browser" />
            </div>
          </nav>
          <div className={styles.step}>
            <Step key={step} step={step} guide={guide.data} document={document.data} />
          </div>
        </div>
      )}
    </Page>
  )
}

function Saved({ saved }: { saved: { savedBy: string; savedAt: string } | null }) {
  const format = useFormat()
  if (!saved) return null
  return (
    <span className={styles.saved}>
      {saved.savedBy} · {format.date(saved.savedAt)}
    </span>
  )
}

export interface StepInput {
  guide: SetupGuide
  document: BlueprintDocument
  /** only read */
  fixed: boolean
}

function Step({ step, guide, document }: { step: SetupStep; guide: SetupGuide; document: BlueprintDocument }) {
  const mayApply = useMay('blueprint.apply')
  const input: StepInput = { guide, document, fixed: !mayApply }
  return (
    <>
      {!mayApply && (
        <Section title={<Say id="guide.readOnly" />} bare>
          <p className="quiet">
            <Say id="guide.readOnly.next" />
          </p>
        </Section>
      )}
      {step === 'customer' && <CustomerStep {...input} />}
      {step === 'stages' && <StagesStep {...input} />}
      {step === 'triggers' && <TriggersStep {...input} />}
      {step === 'size' && <SizeStep {...input} />}
    </>
  )
}
