import { useQuery } from '@tanstack/react-query'
import { useWorkspace } from '../app/session.ts'
import { Say } from '../app/words.tsx'
import { PlaybookQuestions } from '../deal/playbook.tsx'
import { dealQuery, usePipeline } from '../deal/queries.ts'
import styles from './tasks.module.css'

/** The playbook of the deal beside the log of a talk: what is answered there becomes evidence at once. */
export function LogQuestions({ dealId }: { dealId: string }) {
  const workspace = useWorkspace()
  const deal = useQuery(dealQuery(workspace.id, dealId)).data
  const pipeline = usePipeline(deal?.pipeline)
  if (!deal) return null
  return (
    <section className={styles.ask} aria-labelledby="log-questions">
      <h3 id="log-questions">
        <Say id="deal.playbook" />
      </h3>
      <PlaybookQuestions deal={deal} pipeline={pipeline} />
    </section>
  )
}
