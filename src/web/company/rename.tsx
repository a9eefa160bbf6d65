import { Button, Modal } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { AccountNaming } from '#contract/account-name.ts'
import type { AccountPage } from '#contract/account.ts'
import { useFormat } from '../app/format.ts'
import { useMay } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { useCompanyName } from '../person/names.tsx'
import { useDeed } from '../ui/use-deed.ts'
import { accountApi } from './api.ts'
import styles from './company.module.css'

/** Says whose name of the company counts, and lets a colleague give another. */
export function Naming({ company }: { company: AccountPage }) {
  const format = useFormat()
  const mayEdit = useMay('account.edit')
  const [open, setOpen] = useState(false)
  const { by, typed } = company.naming
  const [first] = typed
  return (
    <p className={styles.naming}>
      <span className="quiet small">
        <Say id={nameSource[by ?? 'none']} />{' '}
        {first !== undefined && (by === null || by === 'people') && (
          <Say
            id={by === null ? 'company.name.differ' : 'company.name.typed'}
            values={{ names: format.list(typed.map(({ name }) => name)) }}
          />
        )}
      </span>
      {mayEdit && (
        <Button variant="default" size="compact-sm" onClick={() => setOpen(true)} data-no-print>
          <Say id="company.rename" />
        </Button>
      )}
      {open && <RenameDialog company={company} close={() => setOpen(false)} />}
    </p>
  )
}

const nameSource = {
  none: 'company.name.none',
  hand: 'company.name.hand',
  trusted: 'company.name.trusted',
  made: 'company.name.made',
  page: 'company.name.page',
  people: 'company.name.people',
} as const satisfies Record<NonNullable<AccountNaming['by']> | 'none', string>

function RenameDialog({ company, close }: { company: AccountPage; close(): void }) {
  const say = useSay()
  const companyName = useCompanyName()
  const rename = useRename(company)
  const { hand, typed } = company.naming
  const [name, setName] = useState(companyName(company))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return
    close()
    void rename(name.trim())
  }
  return (
    <Modal opened onClose={close} title={say('company.rename')} closeButtonProps={{ 'aria-label': say('state.close') }}>
      <form className={styles.rename} onSubmit={submit}>
        <label className="field">
          <Say id="company.name" />
          <input
            className="plain"
            data-autofocus
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </label>
        {typed.length > 0 && (
          <div className={styles.typed}>
            <span className="quiet small">
              <Say id="company.name.offered" />
            </span>
            {typed.map((one) => (
              <Button key={one.name} variant="default" size="compact-sm" onClick={() => setName(one.name)}>
                <Say id="company.name.offer" values={one} />
              </Button>
            ))}
          </div>
        )}
        <p className="quiet small">
          <Say id="company.rename.about" />
        </p>
        <footer>
          {hand !== null && (
            <Button
              variant="default"
              onClick={() => {
                close()
                void rename(null)
              }}
            >
              <Say id="company.name.release" />
            </Button>
          )}
          <Button type="submit" disabled={name.trim() === ''}>
            <Say id="company.name.save" />
          </Button>
        </footer>
      </form>
    </Modal>
  )
}

/** Gives or takes back the name by hand, and says so with a way back. */
function useRename({ id, naming }: AccountPage): (name: string | null) => Promise<void> {
  const say = useSay()
  const { run } = useDeed(['accounts', 'person', 'people', 'timeline', 'deals', 'deal'])
  return (name) =>
    run(() => accountApi.rename(id, { name, was: naming.hand }), {
      said: (renamed) => say('company.renamed', { name: renamed.name }),
      undo: (renamed) => accountApi.rename(id, { name: renamed.before.hand, was: renamed.hand }),
    })
}
