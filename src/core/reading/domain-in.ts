import { emailDomain } from '../../model/email.ts'

const DOMAIN = /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u

/** `@acme.example`, `*.acme.example`, `https://www.acme.example/`: the domain of mail addresses that is meant. */
export const domainIn = (cell: string): string | null => {
  const text = cell
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^(?:\*?@|\*\.|www\.)/, '')
    .replace(/\/.*$/, '')
  return DOMAIN.test(text) && !text.includes('@') ? emailDomain(`x@${text}`) : null
}
