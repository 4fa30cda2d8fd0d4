/** The lists of domains that the config names: how what prm knows is brought up to date without a new prm. */
import { readFileSync } from 'node:fs'
import { PrmError } from '../../model/errors.ts'
import { resolveConfigPath, type Config } from './config.ts'

export interface MailLists {
  disposable: string[]
  not_disposable: string[]
}

/** A domain a line, as published lists are: blank lines and what follows a # do not count, nor does an @ in front. */
const domainsOf = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) =>
      line
        .replace(/#.*/, '')
        .trim()
        .replace(/^@|^\*?\./, '')
        .toLowerCase(),
    )
    .filter((line) => line !== '')

/** @throws PrmError `config.unreadable` */
export const readMailLists = (config: Pick<Config, 'path' | 'lists'>): MailLists => {
  const read = (file: string | null): string[] => {
    if (file === null) return []
    const path = resolveConfigPath(config, file)
    try {
      return domainsOf(readFileSync(path, 'utf8'))
    } catch (error) {
      throw new PrmError('config', 'config.unreadable', `cannot read the list of domains ${path}`, {
        hint: 'the paths under lists: are relative to the configuration',
        cause: error,
      })
    }
  }
  return { disposable: read(config.lists.disposable), not_disposable: read(config.lists.not_disposable) }
}
