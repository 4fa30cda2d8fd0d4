export { digestCommand as reportCommand } from './digest.ts'
