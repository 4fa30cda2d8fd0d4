export { DIMENSIONS, FIT_DIMENSIONS, HEAT_DIMENSIONS, resolveConfigPath } from './config.ts'
export type {
  Config,
  Decay,
  Dimension,
  DimensionName,
  Fading,
  Learned,
  Model,
  Requirement,
  Route,
  Rule,
} from './config.ts'
export { DEFAULT_CONFIG } from './defaults.ts'
export { loadConfig } from './load.ts'
export type { LoadOptions } from './load.ts'
export { readModel } from './model-file.ts'
export { renderModel } from './render-model.ts'
export { DEFAULT_ANSWERS, defaultConfigText, renderConfig } from './render.ts'
export type { ConfigAnswers } from './render.ts'
