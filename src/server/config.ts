import { join, resolve } from 'node:path'
import { z } from 'zod'
import { missingSmtp, readSmtp, smtpSettings, type SmtpConfig } from './mail/config.ts'

/** The settings cannot be used; the message lists each with what to do. */
export class ConfigProblem extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ConfigProblem'
  }
}

export interface Config {
  port: number
  host: string
  /** a PostgreSQL server of yours; null: the embedded one */
  databaseUrl: string | null
  /** folder of the embedded database */
  dataDir: string
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
  publicUrl: string | null
  trustProxy: boolean
  secret: string | null
  smtp: SmtpConfig
}

export const projectFolder = resolve(import.meta.dirname, '..', '..')

const flag = z
  .enum(['0', '1', 'true', 'false', 'yes', 'no'], 'is 1 or 0')
  .transform((value) => ['1', 'true', 'yes'].includes(value))

const environment = z.object({
  PORT: z.coerce
    .number('is a port number from 0 to 65535 (0: any free one)')
    .int('is a whole number')
    .min(0, 'is a port number from 0 to 65535 (0: any free one)')
    .max(65_535, 'is a port number from 0 to 65535 (0: any free one)')
    .default(4400),
  HOST: z.string().default('127.0.0.1'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'looks like postgres://user:password@host:5432/database')
    .optional(),
  HOURGLASS_DATA: z.string().default(join(projectFolder, '.hourglass')),
  HOURGLASS_LOG: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'is one of error, warn, info, debug, silent')
    .default('warn'),
  HOURGLASS_URL: z
    .url({ protocol: /^https?$/, error: 'is the address people type, such as https://funnel.example.com' })
    .optional(),
  HOURGLASS_TRUST_PROXY: flag.default(false),
  HOURGLASS_SECRET: z.string().min(32, 'has 32 characters or more').optional(),
  ...smtpSettings,
})

/** Reads the settings from environment variables; an empty one counts as not set. Throws ConfigProblem. */
export function readConfig(from: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(Object.entries(from).filter(([, value]) => value !== undefined && value !== ''))
  const read = environment.safeParse(given)
  if (!read.success) {
    const lines = read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`)
    throw new ConfigProblem(`Please mend the settings in the environment:\n${lines.join('\n')}`)
  }
  const settings = read.data
  const missing = missingSmtp(settings)
  if (missing !== null) throw new ConfigProblem(`Please mend the settings in the environment:\n${missing}`)
  return {
    port: settings.PORT,
    host: settings.HOST,
    databaseUrl: settings.DATABASE_URL ?? null,
    dataDir: resolve(settings.HOURGLASS_DATA),
    logLevel: settings.HOURGLASS_LOG,
    publicUrl: settings.HOURGLASS_URL ?? null,
    trustProxy: settings.HOURGLASS_TRUST_PROXY,
    secret: settings.HOURGLASS_SECRET ?? null,
    smtp: readSmtp(settings),
  }
}
