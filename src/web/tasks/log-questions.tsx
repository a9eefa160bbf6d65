import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useWorkspace } from '../app/session.ts'
import { Say } from '../app/words.tsx'
import { PersonQuestions, PlaybookQuestions } from '../deal/playbook.tsx'
import { dealQuery, usePipeline } from '../deal/queries.ts'
import styles from './tasks.module.css'

/** The playbook of the deal beside the log of a talk: what is answered there becomes evidence at once. */
export function LogQuestions({ dealId }: { dealId: string }) {
  const workspace = useWorkspace()
  const deal = useQuery(dealQuery(workspace.id, dealId)).data
  const pipeline = usePipeline(deal?.pipeline)
  if (!deal) return null
  return (
    <Beside>
      <PlaybookQuestions deal={deal} pipeline={pipeline} />
    </Beside>
  )
}

/** The same for somebody whom no deal is about: what they answer stays with them, and goes to the deal that is opened. */
export function LogPersonQuestions({ personId, playbook }: { personId: string; playbook: string | null }) {
  return (
    <Beside>
      <p className="quiet small">
        <Say id="log.questions.person" />
      </p>
      <PersonQuestions personId={personId} playbook={playbook} />
    </Beside>
  )
}

function Beside({ children }: { children: ReactNode }) {
  return (
    <section className={styles.ask} aria-labelledby="log-questions">
      <h3 id="log-questions">
        <Say id="deal.playbook" />
      </h3>
      {children}
    </section>
  )
}
