/** Parts of schemas that do not fall over a value of another type: one odd field spoils no answer that was paid for. */
import { z } from 'zod'

/** A text; a number becomes one; anything else is none. */
export const text = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .catch(null)

/** A number, or one written as text. */
export const amount = z.union([z.number(), z.string()]).nullish().catch(null)

export const flag = z.boolean().nullish().catch(null)

export const texts = z.array(z.string().nullable().catch(null)).nullish().catch(null)

/** An object inside another; none where it is something else. */
export const part = <S extends z.ZodRawShape>(shape: S) => z.object(shape).nullish().catch(null)
