import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { FormPage, SubmissionList } from '#contract/form.ts'
import { wordsIn } from '#core/form/document.ts'
import { useFormat } from '../app/format.ts'
import { useLanguage } from '../app/language.tsx'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { SearchField } from '../ui/search-field.tsx'
import { EmptyState, ErrorState, LoadingLines } from '../ui/state.tsx'
import { formApi, useFormChange } from './api.ts'
import type { FormSearch } from './search.ts'
import { useSourceName } from './source-name.ts'
import styles from './forms.module.css'

const route = getRouteApi('/inside/capture/forms/$id')
type Item = SubmissionList['items'][number]

const searchOf = (out: boolean, q: string): FormSearch => ({
  view: 'submissions',
  ...(out ? { out } : {}),
  ...(q === '' ? {} : { q }),
})

/** What was sent, each with whose it is; or what was kept out, with why. */
export function SubmissionsView({ form }: { form: FormPage }) {
  const say = useSay()
  const workspace = useWorkspace()
  const mayExport = useMay('person.export')
  const { out = false, q = '', sent } = route.useSearch()
  const navigate = route.useNavigate()
  const { run, isPending } = useFormChange()
  const kept = out ? 'out' : 'in'
  const list = useInfiniteQuery({
    queryKey: ['form', workspace.id, form.id, 'submissions', kept, q, sent ?? ''],
    queryFn: ({ pageParam, signal }) =>
      formApi.submissions(form.id, { kept, q, cursor: pageParam, only: sent }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const first = list.data?.pages[0]
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const download = () =>
    void run(() => formApi.export(form.id, { kept, q }), { onDone: ({ path }) => location.assign(path) })
  return (
    <div className={styles.stack}>
      <div className={styles.bar}>
        <nav className={styles.pills} aria-label={say('forms.sent.which')}>
          {([false, true] as const).map((one) => (
            <Link
              key={String(one)}
              to="/capture/forms/$id"
              params={{ id: form.id }}
              search={searchOf(one, q)}
              activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
              data-on={(sent === undefined && out === one) || undefined}
            >
              <Say
                id={one ? 'forms.sent.out' : 'forms.sent.in'}
                values={{ count: (one ? first?.total.out : first?.total.in) ?? 0 }}
              />
            </Link>
          ))}
        </nav>
        <SearchField
          label={say('forms.sent.search')}
          hint={say('forms.sent.search')}
          value={q}
          className={styles.find}
          onChange={(words) => void navigate({ search: searchOf(out, words), replace: true })}
        />
        {sent !== undefined && (
          <span className="quiet small">
            <Say id="forms.sent.one" />
          </span>
        )}
        {mayExport && sent === undefined && items.length > 0 && (
          <Button variant="default" loading={isPending} onClick={download}>
            <Say id="forms.sent.export" />
          </Button>
        )}
      </div>
      {first && sent === undefined && q === '' && first.total.emptied > 0 && (
        <p className="quiet small">
          <Say id="forms.sent.emptied" values={{ count: first.total.emptied }} />
        </p>
      )}
      {list.isPending && <LoadingLines lines={6} />}
      {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {first && items.length === 0 && q !== '' && (
        <EmptyState title={<Say id="forms.sent.none.like" />}>
          <p>
            <Say id="forms.sent.none.like.next" />
          </p>
        </EmptyState>
      )}
      {first && items.length === 0 && q === '' && (
        <EmptyState title={<Say id={out ? 'forms.sent.none.out' : 'forms.sent.none.in'} />}>
          <p>
            <Say id={out ? 'forms.sent.none.out.next' : 'forms.sent.none.in.next'} />
          </p>
        </EmptyState>
      )}
      {first && items.length > 0 && (
        <section className="card">
          <ul className={styles.submissions}>
            {items.map((item) => (
              <Submission key={item.id} item={item} heads={first.heads} form={form.id} />
            ))}
          </ul>
          {list.hasNextPage && (
            <Button
              variant="default"
              mt={12}
              loading={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              <Say id="forms.sent.more" />
            </Button>
          )}
        </section>
      )}
    </div>
  )
}

function Submission({ item, heads, form }: { item: Item; heads: SubmissionList['heads']; form: string }) {
  const say = useSay()
  const format = useFormat()
  const { language } = useLanguage()
  const mayWrite = useMay('capture.write')
  const { run, isPending } = useFormChange()
  const { fields, person, state, reasons, marks } = item
  const sourceName = useSourceName()
  const told = heads.flatMap(({ id, label, source }) => {
    const value = fields[id]
    const name = wordsIn(label, language, 'en') || (source === null || source === 'fixed' ? id : sourceName(source))
    return value === undefined ? [] : [{ id, name, value }]
  })
  return (
    <li>
      <header>
        {person ? (
          <Link to="/people/$id" params={{ id: person.id }} className="link">
            {person.name ?? person.email ?? item.email ?? say('forms.sent.nobody')}
          </Link>
        ) : (
          <strong>{item.email ?? say('forms.sent.nobody')}</strong>
        )}
        <span className="quiet small">
          {format.dateTime(item.at)}
          {state === 'repeated' && (
            <>
              {' · '}
              <Say id="forms.sent.repeated" />
            </>
          )}
          {state === 'cleared' && (
            <>
              {' · '}
              <Say id="forms.sent.cleared" values={{ by: item.decidedBy ?? '–' }} />
            </>
          )}
        </span>
        {state === 'spam' && mayWrite && (
          <Button
            variant="default"
            size="compact-sm"
            loading={isPending}
            onClick={() => void run(() => formApi.clear(form, item.id), { said: say('forms.sent.let') })}
          >
            <Say id="forms.sent.clear" />
          </Button>
        )}
      </header>
      {(reasons.length > 0 || marks.length > 0) && (
        <p className={styles.reasons}>
          {reasons.map((reason) => (
            <span key={reason} className="chip" data-kind="heat">
              <Reason code={reason} />
            </span>
          ))}
          {marks.map((mark) => (
            <span key={mark} className="chip">
              <Reason code={mark} />
            </span>
          ))}
        </p>
      )}
      <dl>
        {told.map(({ id, name, value }) => (
          <div key={id}>
            <dt>{name}</dt>
            <dd>{typeof value === 'string' ? value : value.join(', ')}</dd>
          </div>
        ))}
      </dl>
      {item.page !== null && !told.some(({ value }) => value === item.page) && (
        <p className="quiet small">{item.page}</p>
      )}
    </li>
  )
}

const reasonCodes = [
  'honeypot',
  'too_fast',
  'no_token',
  'link_in_name',
  'many_links',
  'markup',
  'mixed_scripts',
  'same_everywhere',
  'repeated_text',
  'machine',
  'rate',
  'flood',
  'free_mail',
  'disposable_mail',
] as const

function Reason({ code }: { code: string }) {
  const known = reasonCodes.find((one) => one === code)
  return known ? <Say id={`forms.reason.${known}`} /> : <>{code}</>
}
