import { Button } from '@mantine/core'
import type { ProposalPage } from '#contract/proposal.ts'
import type { ProposalContent } from '#core/proposal/document.ts'
import { usedPhrases } from '#core/proposal/news.ts'
import { useFormat } from '../app/format.ts'
import { besides } from '../app/isolate.ts'
import { Say, useSay } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import styles from './proposals.module.css'

interface MaterialInput {
  material: ProposalPage['material']
  content: ProposalContent
  onUse(text: string): void
}

/** What they said, in their own words, to be taken over: a proposal says nothing that the talks did not. */
export function Material({ material, content, onUse }: MaterialInput) {
  const say = useSay()
  const format = useFormat()
  const answers = material.bant
  const known = new Set(answers.map(({ answer }) => answer))
  const phrases = material.phrases.filter(({ text }) => !known.has(text))
  const used = usedPhrases(content, [...known, ...phrases.map(({ text }) => text)])
  if (answers.length === 0 && phrases.length === 0)
    return (
      <Section title={<Say id="proposals.said" />}>
        <p className="quiet">
          <Say id="proposals.said.none" />
        </p>
      </Section>
    )
  const lines = [
    ...answers.map(({ letter, answer, person, at }) => ({
      head: say(`proposals.bant.${letter}`),
      text: answer,
      from: person,
      at,
    })),
    ...phrases.map(({ text, from, at }) => ({ head: null, text, from, at })),
  ]
  return (
    <Section title={<Say id="proposals.said" />} sub={<Say id="proposals.said.about" />}>
      <ul className={styles.said}>
        {lines.map(({ head, text, from, at }) => (
          <li key={`${head}/${text}`}>
            {head !== null && <h3>{head}</h3>}
            <blockquote>{text}</blockquote>
            <p className="quiet small">{besides([from, format.date(at)])}</p>
            {used.has(text) ? (
              <p className="quiet small">
                <Say id="proposals.said.used" />
              </p>
            ) : (
              <Button variant="default" size="compact-xs" onClick={() => onUse(text)}>
                <Say id="proposals.said.use" />
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
