import './app/mantine.ts'
import './app/tokens.css'
import './ui/ui.css'
import { createRoot } from 'react-dom/client'
import { App, createQueryClient } from './app/app.tsx'
import { firstLanguage, loadTexts } from './app/language.tsx'
import { createAppRouter } from './app/router.tsx'
import { firstScheme } from './app/scheme.ts'
import { askEarly, sessionQuery } from './app/session.ts'

const nonce = document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? ''
// for the style element by which a dialog locks scrolling
Object.assign(globalThis, { __webpack_nonce__: nonce })

askEarly()
// set when all is drawn, every colour would change before the reader's eyes
document.documentElement.dataset['mantineColorScheme'] = firstScheme()
const client = createQueryClient()
const router = createAppRouter(client)
const language = firstLanguage()
document.documentElement.lang = language
const first = await loadTexts(language)

// nothing can be shown before it is known who looks, and what the screen needs is asked for in that very moment: drawing
// the frame waits for it, though never long
const known = client.ensureQueryData(sessionQuery).catch(() => {})
await Promise.race([known, new Promise((done) => setTimeout(done, 60))])

const root = document.querySelector('#root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(<App nonce={nonce} first={first} client={client} router={router} />)
