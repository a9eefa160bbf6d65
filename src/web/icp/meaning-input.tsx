import { functions, seniorities } from '#core/title/title.ts'
import type { JobFunction, Seniority, TitleMeaning } from '#core/title/title.ts'
import { Say } from '../app/words.tsx'
import { useLabels } from '../filter/labels.ts'
import styles from './icp.module.css'

interface MeaningInputInput {
  /** the title, for screen readers */
  of: string
  meaning: TitleMeaning
  onChange(meaning: TitleMeaning): void
}

/** What a title or a word says: a level, and what the work is about. */
export function MeaningInput({ of, meaning, onChange }: MeaningInputInput) {
  const labels = useLabels()
  const change = (seniority: Seniority | undefined, first: JobFunction | undefined): void => {
    const rest = (meaning.functions ?? []).slice(1).filter((one) => one !== first)
    const about = first === undefined ? [] : [first, ...rest]
    onChange({ ...(seniority && { seniority }), ...(about.length > 0 && { functions: about }) })
  }
  const [about] = meaning.functions ?? []
  return (
    <span className={styles.meaning}>
      <label className="field">
        <span className="hidden">
          <Say id="icp.meaning.seniority" values={{ title: of }} />
        </span>
        <select
          className="plain"
          value={meaning.seniority ?? ''}
          onChange={({ currentTarget: { value } }) =>
            change(
              seniorities.find((one) => one === value),
              about,
            )
          }
        >
          <option value="">
            <Say id="icp.meaning.noLevel" />
          </option>
          {seniorities.map((one) => (
            <option key={one} value={one}>
              {labels.value('person.seniority', one)}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span className="hidden">
          <Say id="icp.meaning.function" values={{ title: of }} />
        </span>
        <select
          className="plain"
          value={about ?? ''}
          onChange={({ currentTarget: { value } }) =>
            change(
              meaning.seniority,
              functions.find((one) => one === value),
            )
          }
        >
          <option value="">
            <Say id="icp.meaning.noFunction" />
          </option>
          {functions.map((one) => (
            <option key={one} value={one}>
              {labels.value('person.function', one)}
            </option>
          ))}
        </select>
      </label>
    </span>
  )
}

/** A meaning in words; «nothing» where it says nothing. */
export function MeaningWords({ meaning }: { meaning: TitleMeaning }) {
  const labels = useLabels()
  const { seniority, functions: about = [] } = meaning
  const parts = [
    ...(seniority ? [labels.value('person.seniority', seniority)] : []),
    ...about.map((one) => labels.value('person.function', one)),
  ]
  return parts.length === 0 ? (
    <span className="quiet">
      <Say id="icp.meaning.nothing" />
    </span>
  ) : (
    <>{parts.join(' · ')}</>
  )
}
