import { ProblemError } from '../app/api.ts'
import { Say } from '../app/words.tsx'

/** Why something was refused: the reason in the language in use, and the server's own sentence about this very case. */
export function Refusal({ error }: { error: unknown }) {
  const problem = error instanceof ProblemError ? error.problem : null
  return (
    <div role="alert">
      <p>
        <strong>
          {problem?.code === 'conflict' ? (
            <Say id="imports.refused.conflict" />
          ) : problem?.code === 'unsupported' ? (
            <Say id="imports.refused.unsupported" />
          ) : (
            <Say id={`problem.${problem?.code ?? 'offline'}`} />
          )}
        </strong>
      </p>
      {problem && (
        <p className="quiet small" lang="en">
          {problem.detail}
        </p>
      )}
    </div>
  )
}
