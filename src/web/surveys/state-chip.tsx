import type { SurveyState } from '#contract/survey.ts'
import { Say } from '../app/words.tsx'

/** Whether it takes answers. */
export function StateChip({ state }: { state: SurveyState }) {
  return (
    <span className="chip" {...(state === 'open' ? {} : { 'data-kind': 'machine' })}>
      <span>
        <Say id={`surveys.state.${state}`} />
      </span>
    </span>
  )
}
