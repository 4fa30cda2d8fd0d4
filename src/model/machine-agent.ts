import { MACHINE_AGENTS } from './data/machine-agents.ts'

/** Whether a user agent is that of a program that opens mails and follows links on nobody's behalf. */
export const isMachineAgent = (agent: string): boolean => {
  const text = agent.trim().toLowerCase()
  return text === 'mozilla/5.0' || MACHINE_AGENTS.some((name) => text.includes(name))
}
