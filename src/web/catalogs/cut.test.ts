import { expect, test } from 'vitest'
import { askedModules, cutTexts } from './cut.ts'

const ids = [
  'frame.find',
  'people.title',
  'people.sort.name',
  'people.sort.newest',
  'role.admin',
  'role.viewer',
  'help.more',
]

const sources = {
  'main.tsx': `import './app/tokens.css'\nimport { Shell } from './app/shell.tsx'\n`,
  'app/shell.tsx': `import type { Sort } from '../people/people-page.tsx'
export { routes } from '../people/routes.ts'
say('frame.find')`,
  'people/routes.ts': `const page = lazy(() => import('./people-page.tsx'))`,
  'people/people-page.tsx': `import {
  Help,
} from '#web/ui/help.tsx'
say("people.title", say(\`people.sort.\${sort}\`), say('frame.find'))`,
  'ui/help.tsx': `const load = () =>
  import(
    './panel.tsx',
  )
wordFor('role', code)`,
  'ui/panel.tsx': `<Say id="help.more" />`,
}

test('a part has the texts that it and whatever it imports name, but those of the first script', () => {
  expect(cutTexts(sources, ids)).toEqual({
    first: ['frame.find'],
    parts: new Map([
      [
        'people/people-page.tsx',
        ['people.title', 'people.sort.name', 'people.sort.newest', 'role.admin', 'role.viewer'],
      ],
      ['ui/panel.tsx', ['help.more']],
    ]),
  })
})

test('a side effect is an import, a type is none, and a circle ends', () => {
  const round = {
    'main.tsx': `import './one.ts'\nimport type { Two } from './two.ts'\n`,
    'one.ts': `import { main } from './main.tsx'\nsay('people.title')`,
    'two.ts': `say('help.more')`,
  }
  expect(cutTexts(round, ids)).toEqual({ first: ['people.title'], parts: new Map() })
})

test('what is asked for is found where it stands', () => {
  const source = `lazy(() => import('../deal/move-dialog.tsx').then(take)); await import('@mantine/notifications')`
  const found = askedModules('deals/deals-page.tsx', source)
  expect(found.map(({ module }) => module)).toEqual(['deal/move-dialog.tsx'])
  expect(source.slice(found[0]?.at)).toMatch(/^import\('\.\.\/deal\/move-dialog\.tsx'\)\.then/)
  expect(found[0]?.text).toBe(`import('../deal/move-dialog.tsx')`)
})
