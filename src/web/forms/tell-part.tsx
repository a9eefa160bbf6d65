import type { FormPage } from '#contract/form.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { useMembers } from '../tasks/queries.ts'
import { Section } from '../ui/page.tsx'
import { formApi, useFormChange } from './api.ts'
import styles from './forms.module.css'
import { Tick } from './select.tsx'

/** Who is told of what the form brings; it holds at once and needs no publishing. */
export function TellPart({ form }: { form: FormPage }) {
  const say = useSay()
  const wordFor = useWordFor()
  const members = useMembers()
  const { run, isPending } = useFormChange()
  const { told } = form
  const tell = (next: FormPage['told']) =>
    void run(() => formApi.tell(form.id, next), {
      said: say('forms.tell.saved'),
      undo: ({ before }) => formApi.tell(form.id, before),
    })
  return (
    <Section title={<Say id="forms.tell" />} sub={<Say id="forms.tell.about" />} busy={isPending}>
      <div className={styles.stack}>
        <fieldset className={styles.options}>
          <legend>
            <Say id="forms.tell.members" />
          </legend>
          <div className={styles.told}>
            {members.map(({ userId, name, role }) => (
              <Tick
                key={userId}
                label={
                  <>
                    {name} <span className="quiet small">{wordFor('role', role)}</span>
                  </>
                }
                checked={told.members.includes(userId)}
                onChange={(on) => {
                  const rest = told.members.filter((one) => one !== userId)
                  tell({ ...told, members: on ? [...rest, userId] : rest })
                }}
              />
            ))}
          </div>
        </fieldset>
        <div>
          <Tick
            label={<Say id="forms.tell.owner" />}
            checked={told.owner}
            onChange={(owner) => tell({ ...told, owner })}
          />
          <p className="quiet small">
            <Say id="forms.tell.owner.about" />
          </p>
        </div>
      </div>
    </Section>
  )
}
