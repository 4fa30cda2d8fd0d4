import { hostname } from 'node:os'

/** Whether a process of this machine still runs. */
export const isAlive = (pid: number, host: string): boolean => host === hostname() && isRunning(pid)

/** Signal 0 only asks; EPERM means that it is there, and somebody else's. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
