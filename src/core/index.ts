export { PrmError } from '../model/errors.ts'
