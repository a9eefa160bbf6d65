import { Button, NumberInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import type { PageDetail } from '#contract/page.ts'
import type { PageTestList } from '#contract/page-test.ts'
import { conversionOf, conversions, plannedDays, plannedSample, type Conversion } from '#core/page/test.ts'
import { powers, type Power } from '#core/report/sample.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { useEventName } from '../ui/event-name.ts'
import { Figure, Figures } from '../ui/figure.tsx'
import { Section } from '../ui/page.tsx'
import { pageApi, usePageChange } from './api.ts'
import styles from './pages.module.css'
import { windows } from './search.ts'
import { Choice } from './settings-form.tsx'

interface TestPlanInput {
  page: PageDetail
  lately: PageTestList['lately']
  onClose(): void
}

const fewestToRestOn = 50

/** What is decided before a test: what counts, the difference worth seeing, and so how many visitors it takes. */
export function TestPlan({ page, lately, onClose }: TestPlanInput) {
  const say = useSay()
  const format = useFormat()
  const eventName = useEventName()
  const { run, isPending } = usePageChange()
  const keys = page.document.variants.map(({ key }) => key)
  const [conversion, setConversion] = useState<Conversion>(
    page.document.call === 'download' ? 'form_submitted' : conversionOf[page.document.call],
  )
  const found = lately.converted.find((one) => one.conversion === conversion)?.closed
  const known = found !== undefined && found.of >= fewestToRestOn && found.reached > 0
  const [days, setDays] = useState(7)
  const [typed, setTyped] = useState<number | null>(null)
  const baseline = typed ?? (known ? round((found.reached / found.of) * 100) : 5)
  const [change, setChange] = useState<number | null>(null)
  // half as many again is what most pages can hope to see
  const difference = change ?? Math.max(0.1, round(baseline / 2))
  const [power, setPower] = useState<Power>(0.8)
  const [weights, setWeights] = useState(() => even(keys.length))
  const whole = weights.reduce((sum, one) => sum + one, 0)
  const sample = sampleOf({ baseline: baseline / 100, difference: difference / 100, power, variants: keys.length })
  const variants = keys.map((key, index) => ({ key, weight: weights[index] ?? 0 }))
  const needed = sample === null ? null : plannedDays({ variants, sample, days }, lately.perDay)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const body = {
      revision: page.revision,
      conversion,
      days,
      weights,
      baseline: baseline / 100,
      difference: difference / 100,
      power,
    }
    void run(() => pageApi.startTest(page.id, body), { said: say('pages.test.started'), onDone: onClose })
  }
  return (
    <Section title={<Say id="pages.test.plan" />} sub={<Say id="pages.test.plan.about" />}>
      <form className={styles.form} onSubmit={submit}>
        <div className={styles.pair}>
          <Choice
            label={say('pages.test.conversion')}
            value={conversion}
            options={conversions.map((one) => [one, eventName(one)])}
            onChange={(one) => setConversion(one as Conversion)}
          />
          <Choice
            label={say('pages.numbers.within')}
            value={String(days)}
            options={windows.map((one) => [String(one), say('pages.numbers.days', { count: one })])}
            onChange={(one) => setDays(Number(one))}
          />
        </div>
        <div className={styles.pair}>
          <NumberInput
            label={say('pages.test.baseline')}
            description={
              known
                ? say('pages.test.baseline.known', { reached: found.reached, of: found.of })
                : say('pages.test.baseline.unknown')
            }
            min={0.1}
            max={90}
            step={0.5}
            decimalScale={2}
            suffix=" %"
            value={baseline}
            onChange={(value) => setTyped(Number(value) || 0)}
          />
          <NumberInput
            label={say('pages.test.difference')}
            description={say('pages.test.difference.hint')}
            min={0.1}
            max={90}
            step={0.5}
            decimalScale={2}
            suffix={` ${say('pages.test.points')}`}
            value={difference}
            onChange={(value) => setChange(Number(value) || 0)}
          />
        </div>
        <div className={styles.pair}>
          <Choice
            label={say('pages.test.power')}
            value={String(power)}
            options={powers.map((one) => [String(one), format.share(one)])}
            onChange={(one) => setPower(Number(one) as Power)}
          />
          <fieldset className={styles.items}>
            <legend>
              <Say id="pages.test.weights" />
            </legend>
            <div className={styles.weights}>
              {keys.map((key, index) => (
                <NumberInput
                  key={key}
                  label={say('pages.test.variant', { key: key.toUpperCase() })}
                  min={5}
                  max={95}
                  allowDecimal={false}
                  suffix=" %"
                  value={weights[index] ?? 0}
                  error={whole === 100 ? null : say('pages.test.weights.wrong', { sum: whole })}
                  onChange={(value) => setWeights(weights.map((one, at) => (at === index ? Number(value) || 0 : one)))}
                />
              ))}
            </div>
          </fieldset>
        </div>
        <Figures>
          <Figure
            label={<Say id="pages.test.sample" />}
            value={sample === null ? '–' : format.number(sample)}
            unit={<Say id="pages.test.sample.each" />}
            note={<Say id="pages.test.sample.all" values={{ count: sample === null ? 0 : sample * keys.length }} />}
          />
          <Figure
            label={<Say id="pages.test.takes" />}
            value={needed === null ? '–' : <Say id="pages.numbers.days" values={{ count: needed }} />}
            note={
              lately.perDay === 0 ? (
                <Say id="pages.test.takes.nobody" />
              ) : (
                <Say id="pages.test.takes.pace" values={{ perDay: format.points(round(lately.perDay)) }} />
              )
            }
          />
        </Figures>
        <p className="quiet small">
          <Say id="pages.test.honest" />
        </p>
        <div className={styles.row}>
          <Button type="submit" loading={isPending} disabled={sample === null || whole !== 100}>
            <Say id="pages.test.start" />
          </Button>
          <Button variant="default" onClick={onClose}>
            <Say id="pages.cancel" />
          </Button>
        </div>
      </form>
    </Section>
  )
}

function sampleOf(plan: Parameters<typeof plannedSample>[0]): number | null {
  try {
    return plannedSample(plan)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function even(count: number): number[] {
  const each = Math.floor(100 / count)
  return Array.from({ length: count }, (_, index) => (index === 0 ? 100 - each * (count - 1) : each))
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
