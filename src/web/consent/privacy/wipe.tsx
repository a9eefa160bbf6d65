import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { WipeState } from '#contract/privacy.ts'
import { useFormat } from '../../app/format.ts'
import { useWorkspace } from '../../app/session.ts'
import { Say, useSay } from '../../app/words.tsx'
import { Section } from '../../ui/page.tsx'
import { Loaded } from '../../ui/state.tsx'
import { useUndo } from '../../ui/undo.tsx'
import { privacyApi } from './privacy-api.ts'
import styles from './privacy.module.css'

/** Whether freed space of the database's files may still hold the erased, and having it written over now. */
export function Wipe() {
  const workspace = useWorkspace()
  const query = useQuery({
    queryKey: ['erasure', workspace.id, 'wipe'],
    queryFn: ({ signal }) => privacyApi.wipe(signal),
    refetchInterval: ({ state }) => state.data !== undefined && state.data.state !== 'idle' && 2000,
  })
  return (
    <Section title={<Say id="privacy.wipe" />} sub={<Say id="privacy.wipe.about" />}>
      <Loaded query={query} lines={3}>
        {(state) => <State state={state} />}
      </Loaded>
    </Section>
  )
}

function State({ state: { state, needed, cleanSince, logCleanSince, left, seconds, longest } }: { state: WipeState }) {
  const say = useSay()
  const format = useFormat()
  const client = useQueryClient()
  const { done, failed } = useUndo()
  const start = useMutation({
    mutationFn: () => privacyApi.startWipe(),
    onSuccess: () => {
      done(say('privacy.wipe.asked'))
      return client.invalidateQueries({ queryKey: ['erasure'] })
    },
    onError: failed,
  })
  return (
    <div className={styles.wipe}>
      <p role="status">
        {state !== 'idle' ? (
          <Say id="privacy.wipe.running" />
        ) : needed ? (
          <Say id="privacy.wipe.needed" />
        ) : cleanSince === null ? (
          <Say id="privacy.wipe.never" />
        ) : (
          <Say id="privacy.wipe.clean" values={{ at: format.dateTime(cleanSince) }} />
        )}
      </p>
      {left.map((reason) => (
        <p key={reason} className={styles.warn}>
          <Say id={`privacy.wipe.${reason}`} />
        </p>
      ))}
      {cleanSince !== null && logCleanSince !== cleanSince && (
        <p>
          <Say id="privacy.wipe.log" />
        </p>
      )}
      {state === 'idle' && needed && (
        <>
          <p className="quiet small">
            <Say
              id="privacy.wipe.takes"
              values={{ total: format.duration(seconds * 1000), longest: format.duration(longest * 1000) }}
            />
          </p>
          <div>
            <Button variant="default" loading={start.isPending} onClick={() => start.mutate()}>
              <Say id="privacy.wipe.now" />
            </Button>
          </div>
        </>
      )}
      <p className="quiet small">
        <Say id="privacy.wipe.beyond" />
      </p>
    </div>
  )
}
