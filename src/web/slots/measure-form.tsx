import { NumberInput } from '@mantine/core'
import { conversions } from '#core/page/test.ts'
import { powers } from '#core/report/sample.ts'
import { fewestControl, mostControl, type SlotDocument, type SlotMeasure } from '#core/slot/document.ts'
import { liftSample, type LiftSample } from '#core/slot/lift.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import styles from '../pages/pages.module.css'
import { Choice } from '../pages/settings-form.tsx'
import { useEventName } from '../ui/event-name.ts'
import { Figure, Figures } from '../ui/figure.tsx'

interface MeasureInput {
  document: SlotDocument
  onChange(more: Partial<SlotDocument>, place: string): void
}

const windows = [1, 7, 14, 30, 60]

/** What success is, how many see the default, and how many people it takes to say anything. */
export function MeasureForm({ document, onChange }: MeasureInput) {
  const say = useSay()
  const format = useFormat()
  const eventName = useEventName()
  const { control, measure } = document
  const set = (more: Partial<SlotMeasure>, place: string): void => onChange({ measure: { ...measure, ...more } }, place)
  const sample = sampleOf(measure, control)
  const days = [...new Set([...windows, measure.days])].toSorted((one, other) => one - other)
  return (
    <>
      <div className={styles.pair}>
        <Choice
          label={say('slots.measure.conversion')}
          value={measure.conversion}
          options={conversions.map((one) => [one, eventName(one)])}
          onChange={(one) =>
            set({ conversion: conversions.find((name) => name === one) ?? measure.conversion }, 'conversion')
          }
        />
        <Choice
          label={say('slots.measure.days')}
          value={String(measure.days)}
          options={days.map((one) => [String(one), say('slots.days', { count: one })])}
          onChange={(one) => set({ days: Number(one) }, 'days')}
        />
      </div>
      <div className={styles.pair}>
        <NumberInput
          label={say('slots.measure.baseline')}
          description={say('slots.measure.baseline.hint')}
          min={0.1}
          max={90}
          step={0.5}
          decimalScale={2}
          clampBehavior="strict"
          suffix=" %"
          value={round(measure.baseline * 100)}
          onChange={(value) => Number(value) >= 0.05 && set({ baseline: Number(value) / 100 }, 'baseline')}
        />
        <NumberInput
          label={say('slots.measure.difference')}
          description={say('slots.measure.difference.hint')}
          min={0.1}
          max={90}
          step={0.5}
          decimalScale={2}
          clampBehavior="strict"
          suffix={` ${say('slots.measure.points')}`}
          value={round(measure.difference * 100)}
          error={sample === null ? say('slots.measure.difference.wrong') : null}
          onChange={(value) => Number(value) >= 0.05 && set({ difference: Number(value) / 100 }, 'difference')}
        />
      </div>
      <div className={styles.pair}>
        <NumberInput
          label={say('slots.measure.control')}
          description={say('slots.measure.control.hint')}
          min={fewestControl}
          max={mostControl}
          allowDecimal={false}
          suffix=" %"
          value={control}
          onChange={(value) => {
            const next = Number(value)
            if (next >= fewestControl && next <= mostControl) onChange({ control: next }, 'control')
          }}
        />
        <Choice
          label={say('slots.measure.power')}
          value={String(measure.power)}
          options={powers.map((one) => [String(one), format.share(one)])}
          onChange={(one) => set({ power: powers.find((power) => String(power) === one) ?? 0.8 }, 'power')}
        />
      </div>
      <Figures>
        <Figure
          label={<Say id="slots.measure.sample.shown" />}
          value={sample === null ? '–' : format.number(sample.shown)}
        />
        <Figure
          label={<Say id="slots.measure.sample.control" />}
          value={sample === null ? '–' : format.number(sample.control)}
        />
      </Figures>
      <p className="quiet small">
        <Say id="slots.measure.honest" />
      </p>
    </>
  )
}

function sampleOf(measure: SlotMeasure, control: number): LiftSample | null {
  try {
    return liftSample(measure, control)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
