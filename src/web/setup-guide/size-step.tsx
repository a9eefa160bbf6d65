import { Button, NumberInput } from '@mantine/core'
import { useState } from 'react'
import { useIntl } from 'react-intl'
import { pipelineSize } from '#core/size.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Figure, Figures } from '../ui/figure.tsx'
import { Section } from '../ui/page.tsx'
import type { StepInput } from './guide-page.tsx'
import { useSaveStep } from './guide-api.ts'
import styles from './guide.module.css'
import { AmountInput } from '../ui/amount-input.tsx'

/** How big the pipeline must be: revenue, sale, close rate and reps to deals and leads a month. */
export function SizeStep({ guide, fixed }: StepInput) {
  const say = useSay()
  const intl = useIntl()
  const format = useFormat()
  const workspace = useWorkspace()
  const save = useSaveStep()
  const kept = guide.size?.answers
  const currency = kept?.currency ?? workspace.currency
  const digits =
    intl.formatters.getNumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  const unit = 10 ** digits
  const [revenue, setRevenue] = useState<number | ''>(kept ? kept.revenueMinor / unit : '')
  const [sale, setSale] = useState<number | ''>(kept ? kept.averageSaleMinor / unit : '')
  const [percent, setPercent] = useState<number | ''>(kept ? Math.round(kept.closeRate * 10_000) / 100 : '')
  const [reps, setReps] = useState<number | ''>(kept?.reps ?? '')
  const answers = {
    revenueMinor: Math.round(Number(revenue) * unit),
    averageSaleMinor: Math.round(Number(sale) * unit),
    closeRate: Number(percent) / 100,
    reps: Number(reps),
    currency,
  }
  const size = pipelineSize(answers)
  const number = (set: (value: number | '') => void) => (value: string | number) =>
    set(typeof value === 'number' ? value : '')
  return (
    <Section title={<Say id="guide.step.size" />} sub={<Say id="guide.size.about" />} help="pipelineSize">
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (size) save.mutate({ step: 'size', answers })
        }}
      >
        <div className={styles.fields}>
          <AmountInput
            required
            label={say('guide.size.revenue', { currency })}
            min={0}
            readOnly={fixed}
            decimalScale={digits}
            value={revenue}
            onChange={number(setRevenue)}
          />
          <AmountInput
            required
            label={say('guide.size.sale', { currency })}
            min={0}
            readOnly={fixed}
            decimalScale={digits}
            value={sale}
            onChange={number(setSale)}
          />
          <NumberInput
            required
            label={say('guide.size.rate')}
            min={0}
            max={100}
            suffix=" %"
            readOnly={fixed}
            decimalScale={2}
            value={percent}
            onChange={number(setPercent)}
          />
          <NumberInput
            required
            label={say('guide.size.reps')}
            min={1}
            allowDecimal={false}
            readOnly={fixed}
            value={reps}
            onChange={number(setReps)}
          />
        </div>
        {size ? (
          <>
            <Figures>
              <Figure label={<Say id="guide.size.deals" />} value={format.number(size.deals)} />
              <Figure label={<Say id="guide.size.leads" />} value={format.number(size.leads)} />
              <Figure label={<Say id="guide.size.perRep" />} value={format.number(size.leadsPerRep)} />
            </Figures>
            <p className="quiet small">
              <Say
                id="guide.size.how"
                values={{
                  revenue: format.money(Number(revenue), currency),
                  sale: format.money(Number(sale), currency),
                  rate: format.percent(answers.closeRate),
                  reps: format.number(answers.reps),
                }}
              />
            </p>
          </>
        ) : (
          <p className="quiet">
            <Say id="guide.size.none" />
          </p>
        )}
        {!fixed && (
          <div>
            <Button type="submit" disabled={!size} loading={save.isPending}>
              <Say id="guide.save" />
            </Button>
          </div>
        )}
      </form>
    </Section>
  )
}
