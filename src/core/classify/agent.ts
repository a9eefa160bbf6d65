import { isbot } from 'isbot'
import { browserEngine, gateways, headless, httpLibraries, peoplesBrowsers } from '#core/classify/lists.ts'

/** What a user agent says of who is behind it; null: nothing against a person. */
export type AgentFault = 'agent_is_headless' | 'agent_is_gateway' | 'agent_is_library' | 'agent_is_bot'

/** Judges the user agent of a browser source. */
export function judgeAgent(agent: string): AgentFault | null {
  // no browser's is that long; what is cut off decides nothing, and is not remembered
  if (agent.length > 500) return judge(agent.slice(0, 500))
  const known = judged.get(agent)
  if (known !== undefined) return known
  const fault = judge(agent)
  if (judged.size >= 10_000) judged.clear()
  judged.set(agent, fault)
  return fault
}

// a memory of the same answers, not a state: agents repeat, and the list is one long expression
const judged = new Map<string, AgentFault | null>()

function judge(agent: string): AgentFault | null {
  if (headless.test(agent)) return 'agent_is_headless'
  if (gateways.test(agent)) return 'agent_is_gateway'
  if (httpLibraries.test(agent)) return 'agent_is_library'
  if (browserEngine.test(agent) && peoplesBrowsers.some((pattern) => pattern.test(agent)) && !crawler.test(agent))
    return null
  return isbot(agent) ? 'agent_is_bot' : null
}

const crawler = /bot\b|crawl|spider|scrap|yeti|https?:\/\/|\+http/i
