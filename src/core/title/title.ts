/** How far up somebody stands, highest first. */
export const seniorities = [
  'owner',
  'board',
  'c_level',
  'vp',
  'director',
  'head',
  'manager',
  'lead',
  'senior',
  'specialist',
  'junior',
  'intern',
  'student',
] as const
export type Seniority = (typeof seniorities)[number]

/** What somebody's work is about. */
export const functions = [
  'general_management',
  'strategy',
  'marketing',
  'sales',
  'business_development',
  'customer_success',
  'product',
  'design',
  'project',
  'engineering',
  'it',
  'data',
  'operations',
  'logistics',
  'production',
  'quality',
  'procurement',
  'finance',
  'legal',
  'hr',
  'administration',
  'research',
  'education',
  'medicine',
  'media',
  'consulting',
] as const
export type JobFunction = (typeof functions)[number]

/** What a title or a word of titles stands for; neither: it says nothing. */
export interface TitleMeaning {
  seniority?: Seniority
  functions?: JobFunction[]
}

/** A workspace's own word or whole title; it overrules the list. */
export interface TitleEntry extends TitleMeaning {
  /** as it is written: a whole title, or a word or phrase (`word*`: any ending) */
  text: string
}

/** The title map of a blueprint: a built-in list by its number, and what the workspace adds or overrules. */
export interface TitleMap {
  /** number of the built-in list (core/title/list.ts): one that was published never changes */
  list: number
  /** whole titles */
  titles: TitleEntry[]
  /** words and phrases in titles */
  words: TitleEntry[]
}

/** A piece of a title that told something. */
export interface TitleHit extends TitleMeaning {
  /** the piece, folded */
  text: string
  by: 'list' | 'word' | 'title'
}

/** What a title says. Unknown stays unknown: null, and no functions. */
export interface TitleReading {
  seniority: Seniority | null
  /** at most three, in the order they are named */
  functions: JobFunction[]
  hits: TitleHit[]
}
