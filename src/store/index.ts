export { openProspectFile, type OpenOptions, type ProspectFile } from './open.ts'
