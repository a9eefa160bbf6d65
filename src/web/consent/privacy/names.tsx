import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Fragment, type ReactNode, useState } from 'react'
import type { Erasure, ErasurePreview, KeptPlace } from '#contract/privacy.ts'
import { useFormat } from '../../app/format.ts'
import { useMay, useWorkspace } from '../../app/session.ts'
import { Say, useSay, useWordFor } from '../../app/words.tsx'
import { Loaded } from '../../ui/state.tsx'
import { useUndo } from '../../ui/undo.tsx'
import { privacyApi } from './privacy-api.ts'
import styles from './privacy.module.css'

type Names = NonNullable<ErasurePreview['stays']['names']>

/** Who else is called so, and in how many texts the name stays for that. */
export function NamesThatStay({ names: { namesakes, texts, places }, close }: { names: Names; close(): void }) {
  const format = useFormat()
  const who = namesakes.map(({ kind, id, name }, index) => (
    <Fragment key={id}>
      {index > 0 && ', '}
      {kind === 'colleague' ? (
        <Say id="privacy.names.colleague" values={{ name }} />
      ) : (
        <Link
          to={kind === 'person' ? '/people/$id' : '/companies/$id'}
          params={{ id }}
          className="link"
          onClick={close}
        >
          {name}
        </Link>
      )}
    </Fragment>
  ))
  return (
    <div className={styles.kept}>
      <span>
        <Say id="privacy.names" values={{ count: texts, who: <>{who}</> }} />{' '}
        <span className="quiet">
          <Say id="privacy.names.about" />
        </span>
      </span>
      {texts > 0 && (
        <details>
          <summary>
            <Say id="privacy.names.where" />
          </summary>
          <Places places={places} onLeave={close} />
          {places.length < texts && (
            <p className="quiet small">
              <Say
                id="privacy.names.first"
                values={{ shown: format.number(places.length), count: format.number(texts) }}
              />
            </p>
          )}
        </details>
      )}
    </div>
  )
}

/** In how many texts names stayed, and for an admin which. */
export function KeptNames({ erasure: { id, kind, kept, places } }: { erasure: Erasure }) {
  const may = useMay('erasure.carry_out')
  const [open, setOpen] = useState(false)
  return (
    <div className={styles.kept}>
      <p>
        <Say id={kind === 'list' ? 'privacy.kept.list' : 'privacy.kept'} values={{ count: kept }} />{' '}
        {places === 0 && (
          <span className="quiet">
            <Say id="privacy.kept.gone" />
          </span>
        )}
      </p>
      {may && places > 0 && (
        <div>
          <Button variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
            <Say id={open ? 'privacy.kept.close' : 'privacy.kept.open'} />
          </Button>
        </div>
      )}
      {may && places > 0 && open && <LookThrough id={id} kept={kept} />}
    </div>
  )
}

function LookThrough({ id, kept }: { id: string; kept: number }) {
  const say = useSay()
  const format = useFormat()
  const workspace = useWorkspace()
  const client = useQueryClient()
  const { done, failed } = useUndo()
  const query = useQuery({
    queryKey: ['erasure', workspace.id, 'places', id],
    queryFn: ({ signal }) => privacyApi.places(id, signal),
  })
  const end = useMutation({
    mutationFn: () => privacyApi.endPlaces(id),
    onSuccess: () => {
      done(say('privacy.kept.forgotten'))
      return client.invalidateQueries({ queryKey: ['erasure'] })
    },
    onError: failed,
  })
  return (
    <div className={styles.kept}>
      <p className="quiet">
        <Say id="privacy.kept.about" />
      </p>
      <Loaded query={query} lines={3}>
        {({ items }) => (
          <>
            <Places places={items} />
            {items.length < kept && (
              <p className="quiet small">
                <Say
                  id="privacy.names.first"
                  values={{ shown: format.number(items.length), count: format.number(kept) }}
                />
              </p>
            )}
          </>
        )}
      </Loaded>
      <div>
        <Button variant="default" loading={end.isPending} onClick={() => end.mutate()}>
          <Say id="privacy.kept.done" />
        </Button>
      </div>
    </div>
  )
}

/** Texts by what they are, each with the page that shows it, where one does. */
function Places({ places, onLeave }: { places: readonly KeptPlace[]; onLeave?: () => void }) {
  const wordFor = useWordFor()
  return (
    <ul className={styles.places}>
      {places.map((place, index) => (
        <li key={place.id ?? index}>
          <span className={styles.kind}>{wordFor('privacy.kind', place.kind)}</span>
          <Whereabouts place={place} onLeave={onLeave} />
        </li>
      ))}
    </ul>
  )
}

function Whereabouts({ place, onLeave }: { place: KeptPlace; onLeave: (() => void) | undefined }): ReactNode {
  const { kind, id, person, company, deal } = place
  const leave = onLeave ? { onClick: onLeave } : {}
  if (deal)
    return (
      <Link to="/deals/$id" params={{ id: deal.id }} className="link" {...leave}>
        {deal.name}
      </Link>
    )
  if (person)
    return (
      <Link to="/people/$id" params={{ id: person.id }} className="link" {...leave}>
        {person.name}
      </Link>
    )
  if (company)
    return (
      <Link to="/companies/$id" params={{ id: company.id }} className="link" {...leave}>
        {company.name}
      </Link>
    )
  if (kind === 'segment' && id !== null)
    return (
      <Link to="/segments/$id" params={{ id }} className="link" {...leave}>
        <Say id="privacy.kind.segment" />
      </Link>
    )
  if (kind === 'audit')
    return (
      <Link to="/settings/audit" className="link" {...leave}>
        <Say id="page.audit" />
      </Link>
    )
  return null
}
