import { userInfo } from 'node:os'
import { rescueAccount } from '#server/auth/password.ts'
import { readConfig } from '#server/config.ts'
import { openContext, UsageProblem } from './context.ts'

const help = `Usage: npx hourglass rescue <mail address>

For somebody who has lost phone, recovery codes and password, and whom no admin can help: switches their second factor
off, removes their passkeys, ends all their sessions, and prints a link by which they choose a new password within an
hour. The audit of their workspaces keeps it.`

/** Lets a member in again, from the machine itself. Throws UsageProblem. */
export async function run(args: string[]): Promise<number> {
  const [email] = args
  if (args.includes('--help')) {
    console.log(help)
    return 0
  }
  if (email === undefined || args.length > 1) throw new UsageProblem(help)
  const { publicUrl, port } = readConfig()
  const context = await openContext()
  try {
    const address = (publicUrl ?? `http://localhost:${port}`).replace(/\/+$/, '')
    const link = await rescueAccount(context.pool, email, address, userInfo().username)
    if (link === null) throw new UsageProblem(`Nobody signs in with ${email} and a password here.`)
    console.log(`Their second factor is off, and all their sessions have ended. Within an hour, open:\n${link}`)
    return 0
  } finally {
    await context.close()
  }
}
