import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useFormat } from '../app/format.ts'
import { languageNames } from '../app/language.tsx'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead, Section } from '../ui/page.tsx'
import { EmptyState, Loaded } from '../ui/state.tsx'
import { proposalApi, templatesQuery, useProposalChange } from './api.ts'
import styles from './proposals.module.css'

/** The templates that proposals begin with. */
export function TemplatesPage() {
  const say = useSay()
  const format = useFormat()
  const workspace = useWorkspace()
  const keeps = useMay('proposal.template')
  const { run } = useProposalChange()
  const query = useQuery(templatesQuery(workspace.id))
  const retire = (id: string, name: string) =>
    void run(() => proposalApi.retireTemplate(id, false), {
      said: say('templates.retired', { name }),
      undo: () => proposalApi.retireTemplate(id, true),
    })
  return (
    <Page title={say('templates.title')} narrow>
      <PageHead
        title={<Say id="templates.title" />}
        sentence={<Say id="templates.lead" />}
        actions={
          keeps && (
            <Link to="/proposals/templates/$id" params={{ id: 'new' }} className="link">
              <Say id="templates.new" />
            </Link>
          )
        }
      />
      <Loaded query={query} lines={5}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={<Say id="templates.none" />}>
              <p>
                <Say id="templates.none.next" />
              </p>
            </EmptyState>
          ) : (
            <Section title={<Say id="templates.ours" />}>
              <ul className={styles.list}>
                {items.map((one) => (
                  <li key={one.id}>
                    <div className={styles.line}>
                      <Link to="/proposals/templates/$id" params={{ id: one.id }} className="link">
                        {one.name}
                      </Link>
                      <span className="chip">{languageNames[one.language]}</span>
                    </div>
                    <p className="quiet small">
                      <Say
                        id="templates.changed"
                        values={{
                          at: format.date(one.updatedAt),
                          by: one.updatedBy ?? '–',
                          count: one.content.options.length,
                        }}
                      />{' '}
                      {keeps && (
                        <button type="button" className="link" onClick={() => retire(one.id, one.name)}>
                          <Say id="templates.retire" />
                        </button>
                      )}
                    </p>
                  </li>
                ))}
              </ul>
            </Section>
          )
        }
      </Loaded>
    </Page>
  )
}
