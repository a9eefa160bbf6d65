import { useQuery } from '@tanstack/react-query'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say } from '../app/words.tsx'
import { Loaded } from '../ui/state.tsx'
import { FollowUpForm } from './follow-up-form.tsx'
import { TasksFrame } from './frame.tsx'
import { RuleList } from './rule-list.tsx'
import { tasksApi } from './tasks-api.ts'
import styles from './tasks.module.css'

/** Who gets what is handed over, and how the team follows up. */
export function RulesPage() {
  const workspace = useWorkspace()
  const mayChange = useMay('routing.manage')
  const query = useQuery({
    queryKey: ['routing', workspace.id],
    queryFn: ({ signal }) => tasksApi.routing(signal),
  })
  return (
    <TasksFrame tab="rules" sentence={<Say id="rules.sentence" />}>
      <Loaded query={query} lines={8}>
        {(data) => (
          <div className={styles.rules}>
            <RuleList routing={data} mayChange={mayChange} />
            <FollowUpForm key={JSON.stringify(data.followUp)} routing={data} mayChange={mayChange} />
          </div>
        )}
      </Loaded>
    </TasksFrame>
  )
}
