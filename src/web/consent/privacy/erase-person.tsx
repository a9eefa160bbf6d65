import { Modal } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ErasurePreview } from '#contract/privacy.ts'
import { useMay, useWorkspace } from '../../app/session.ts'
import { Say, useSay } from '../../app/words.tsx'
import { Loaded } from '../../ui/state.tsx'
import { useUndo } from '../../ui/undo.tsx'
import { Backups, Goes, Recipients } from './figures.tsx'
import { NamesThatStay } from './names.tsx'
import { GroundForm } from './ground.tsx'
import { previewQuery, privacyApi, type Ground } from './privacy-api.ts'
import styles from './privacy.module.css'

/** Shows what erasing somebody takes away and what stays, then asks why and whether it is meant. */
export function ErasePerson({ id, close }: { id: string; close(): void }) {
  const say = useSay()
  const workspace = useWorkspace()
  const query = useQuery(previewQuery(workspace.id, id))
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={say('privacy.person')}
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      <Loaded query={query} lines={8}>
        {(preview) => <Preview preview={preview} close={close} />}
      </Loaded>
    </Modal>
  )
}

function Preview({ preview, close }: { preview: ErasurePreview; close(): void }) {
  const say = useSay()
  const navigate = useNavigate()
  const client = useQueryClient()
  const mayList = useMay('erasure.read')
  const { done, failed } = useUndo()
  const erase = useMutation({
    mutationFn: (ground: Ground) => privacyApi.erase(preview.person.id, ground),
    onSuccess: async ({ state }) => {
      done(say(state === 'asked' ? 'privacy.asked' : 'privacy.running'))
      close()
      // who may not see the list stays where the person still stands until an admin decides
      if (mayList || state !== 'asked') await navigate({ to: mayList ? '/consent/privacy' : '/people' })
      await client.invalidateQueries({ queryKey: ['erasure'] })
    },
    onError: failed,
  })
  const { person, goes, stays, recipients } = preview
  return (
    <div className={styles.preview}>
      <p className={styles.lead}>
        <Say id="privacy.person.about" values={{ name: person.name ?? person.email ?? person.id.slice(0, 8) }} />{' '}
        {person.merged > 0 && <Say id="privacy.merged" values={{ count: person.merged }} />}
      </p>
      <section>
        <h3>
          <Say id="privacy.goes" />
        </h3>
        <Goes counts={goes} />
      </section>
      <section>
        <h3>
          <Say id="privacy.stays" />
        </h3>
        <ul className={styles.list}>
          <li>
            <Say id="privacy.stays.counts" />
          </li>
          {stays.deals.length > 0 && (
            <li>
              <Say id="privacy.stays.deals" values={{ count: stays.deals.length }} />{' '}
              {stays.deals.map(({ id, name }, index) => (
                <span key={id}>
                  {index > 0 && ', '}
                  <Link to="/deals/$id" params={{ id }} className="link" onClick={close}>
                    {name}
                  </Link>
                </span>
              ))}
            </li>
          )}
          {stays.company && (
            <li>
              <Say
                id={stays.companyGoes ? 'privacy.company.goes' : 'privacy.company.stays'}
                values={{ company: stays.company.name }}
              />
            </li>
          )}
          <li>
            <Say id="privacy.stays.hashes" values={{ count: stays.hashes }} />
          </li>
          {stays.shared > 0 && (
            <li>
              <Say id="privacy.stays.shared" values={{ count: stays.shared }} />
            </li>
          )}
          {stays.names !== null && (
            <li>
              <NamesThatStay names={stays.names} close={close} />
            </li>
          )}
        </ul>
      </section>
      <Recipients networks={recipients} />
      <Backups days={preview.backupDays} />
      {preview.open !== null ? (
        <p className={styles.warn}>
          <Say id="privacy.open" />
        </p>
      ) : (
        <GroundForm
          confirm={preview.confirm}
          atOnce={preview.atOnce}
          pending={erase.isPending}
          asksNames={stays.names !== null && stays.names.texts > 0}
          erase={(ground) => erase.mutate(ground)}
          cancel={close}
        />
      )}
    </div>
  )
}
