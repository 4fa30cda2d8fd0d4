/** What of PhantomBuster's replies is used. Times are milliseconds since 1970. */
import { z } from 'zod'

const id = z.union([z.string(), z.number()]).transform(String)
const text = z.string().nullish()

export const Launched = z.object({ containerId: id })

export const Container = z.object({
  status: z.string(),
  exitCode: z.number().nullish(),
  endType: text,
})

export const Containers = z.object({
  containers: z.array(z.object({ id, createdAt: z.number().nullish(), launchedAt: z.number().nullish() })),
})

/** JSON in a text, or nothing. */
export const ResultObject = z.object({ resultObject: text })

/** Where the rows are, if they are not in the result itself. */
export const Pointer = z.object({ jsonUrl: text, jsonURL: text, csvUrl: text, csvURL: text })

export const Agent = z.object({ name: text, s3Folder: text, orgS3Folder: text })

export const Failure = z.object({ error: text, message: text })
