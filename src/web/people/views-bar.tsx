import { Button, Menu, Modal } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { View, ViewQuery } from '#contract/view.ts'
import { useMay } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { useUndo } from '../ui/undo.tsx'
import { peopleApi, useViewsChanged } from './people-api.ts'
import styles from './people.module.css'
import type { PeopleSearch } from './search.ts'

/** The address of a view. */
export function searchOf({ id, query }: View): PeopleSearch {
  const { q, condition, sort, columns, hot } = query
  return {
    view: id,
    ...(q ? { q } : {}),
    ...(condition ? { filter: condition } : {}),
    ...(sort && sort !== 'engagement' ? { sort } : {}),
    ...(columns ? { columns } : {}),
    ...(hot ? { hot: true as const } : {}),
  }
}

interface ViewsBarInput {
  views: readonly View[]
  open: View | undefined
  /** what the list shows now */
  query: ViewQuery
  /** it differs from the open view */
  changed: boolean
  onOpen(search: PeopleSearch): void
}

/** The views as tabs, and what can be done with the open one. */
export function ViewsBar({ views, open, query, changed, onOpen }: ViewsBarInput) {
  const say = useSay()
  const { done, failed } = useUndo()
  const refresh = useViewsChanged()
  const mayShare = useMay('view.share')
  const [dialog, setDialog] = useState<'save' | 'rename' | null>(null)

  const run = async (work: () => Promise<unknown>, said?: string, undo?: () => Promise<unknown>) => {
    try {
      await work()
      await refresh()
      if (said !== undefined) done(said, undo && (() => undo().then(refresh)))
    } catch (error) {
      failed(error)
    }
  }
  const remove = (view: View) =>
    run(
      async () => {
        await peopleApi.deleteView(view.id)
        onOpen({ view: 'all' })
      },
      say('views.deleted', { name: view.name }),
      () => peopleApi.saveView({ name: view.name, shared: view.shared && mayShare, query: view.query }),
    )

  return (
    <nav className={styles.views} aria-label={say('views.label')}>
      <Link
        to="/people"
        search={{ view: 'all' }}
        activeOptions={{ exact: false, includeSearch: false }}
        {...(open ? {} : { 'aria-current': 'page' })}
        {...(open ? { 'aria-current': undefined } : {})}
      >
        <Say id="views.all" />
      </Link>
      {views.map((view) => (
        <Link
          key={view.id}
          to="/people"
          search={searchOf(view)}
          title={view.shared ? say('views.shared') : say('views.own')}
          {...(view.id === open?.id ? { 'aria-current': 'page' as const } : { 'aria-current': undefined })}
        >
          {view.name}
          {view.id === open?.id && changed ? ' *' : ''}
        </Link>
      ))}
      <Menu position="bottom-start" withinPortal>
        <Menu.Target>
          <button type="button" className={`${styles.tab} tab`}>
            <Say id={open ? 'views.menu' : 'views.save'} /> <span aria-hidden="true">▾</span>
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {open?.mayChange && changed && (
            <Menu.Item
              onClick={() =>
                void run(
                  () => peopleApi.changeView(open.id, { query }),
                  say('views.saved', { name: open.name }),
                  () => peopleApi.changeView(open.id, { query: open.query }),
                )
              }
            >
              <Say id="views.update" />
            </Menu.Item>
          )}
          <Menu.Item onClick={() => setDialog('save')}>
            <Say id={open ? 'views.copy' : 'views.saveAs'} />
          </Menu.Item>
          {open && (
            <>
              <Menu.Item
                onClick={() =>
                  void run(
                    () => peopleApi.defaultView(open.id, !open.isDefault),
                    say(open.isDefault ? 'views.default.off' : 'views.default.on', { name: open.name }),
                    () => peopleApi.defaultView(open.id, open.isDefault),
                  )
                }
              >
                <Say id={open.isDefault ? 'views.unsetDefault' : 'views.setDefault'} />
              </Menu.Item>
              {open.mayChange && (
                <>
                  <Menu.Item onClick={() => setDialog('rename')}>
                    <Say id="views.rename" />
                  </Menu.Item>
                  {mayShare && (
                    <Menu.Item
                      onClick={() =>
                        void run(
                          () => peopleApi.changeView(open.id, { shared: !open.shared }),
                          say(open.shared ? 'views.share.off' : 'views.share.on', { name: open.name }),
                        )
                      }
                    >
                      <Say id={open.shared ? 'views.unshare' : 'views.share'} />
                    </Menu.Item>
                  )}
                  <Menu.Item onClick={() => void remove(open)}>
                    <Say id="views.delete" />
                  </Menu.Item>
                </>
              )}
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {dialog === 'save' && (
        <NameDialog
          title={say('views.saveAs')}
          name={open ? say('views.copyOf', { name: open.name }) : ''}
          share={mayShare}
          close={() => setDialog(null)}
          save={(name, shared) =>
            run(
              async () => {
                const view = await peopleApi.saveView({ name, shared, query })
                onOpen(searchOf(view))
              },
              say('views.saved', { name }),
            )
          }
        />
      )}
      {dialog === 'rename' && open && (
        <NameDialog
          title={say('views.rename')}
          name={open.name}
          share={false}
          close={() => setDialog(null)}
          save={(name) => run(() => peopleApi.changeView(open.id, { name }), say('views.saved', { name }))}
        />
      )}
    </nav>
  )
}

interface NameDialogInput {
  title: string
  name: string
  share: boolean
  close(): void
  save(name: string, shared: boolean): Promise<unknown>
}

/** Asks for a name, and whether colleagues shall see it. */
export function NameDialog({ title, name, share, close, save }: NameDialogInput) {
  const say = useSay()
  const [typed, setTyped] = useState(name)
  const [shared, setShared] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (typed.trim() === '') return
    close()
    void save(typed.trim(), shared)
  }
  return (
    <Modal opened onClose={close} title={title} closeButtonProps={{ 'aria-label': say('state.close') }}>
      <form className={styles.form} onSubmit={submit}>
        <label className="field">
          <Say id="views.name" />
          <input
            className="plain"
            data-autofocus
            maxLength={80}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </label>
        {share && (
          <label style={{ display: 'flex', gap: 8 }}>
            <input type="checkbox" checked={shared} onChange={(event) => setShared(event.currentTarget.checked)} />
            <Say id="views.shareWith" />
          </label>
        )}
        <footer>
          <Button type="submit" disabled={typed.trim() === ''}>
            <Say id="views.saveNow" />
          </Button>
        </footer>
      </form>
    </Modal>
  )
}
