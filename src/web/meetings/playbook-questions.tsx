import { useFormat } from '../app/format.ts'
import { Say } from '../app/words.tsx'
import { useBlueprint } from '../blueprint/blueprint-api.ts'
import { Section } from '../ui/page.tsx'
import styles from './meetings.module.css'

/** The questions of a playbook, to be asked in the talk. */
export function PlaybookQuestions({ id }: { id: string }) {
  const format = useFormat()
  const playbook = useBlueprint().data?.blueprint.playbooks.find((one) => one.id === id)
  if (!playbook) return null
  return (
    <Section
      title={<Say id="meeting.questions" values={{ name: format.text(playbook.name) }} />}
      sub={format.text(playbook.about)}
    >
      <ul className={styles.questions}>
        {playbook.questions.map((question) => (
          <li key={question.en}>{format.text(question)}</li>
        ))}
      </ul>
    </Section>
  )
}
