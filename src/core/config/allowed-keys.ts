/** What a schema of zod allows at a place, for "did you mean". */
/** What of zod's classes the walk below needs; all kinds of schema have some of it. */
interface SchemaNode {
  def: {
    type: string
    innerType?: SchemaNode
    in?: SchemaNode
    out?: SchemaNode
    valueType?: SchemaNode
    element?: SchemaNode
  }
  shape?: Record<string, SchemaNode>
}

/** The keys that the schema allows at a path. */
export const allowedKeys = (schema: SchemaNode, path: readonly PropertyKey[]): string[] => {
  const { type, innerType, in: source, out, valueType, element } = schema.def
  if (innerType !== undefined) return allowedKeys(innerType, path)
  if (type === 'pipe') return allowedKeys((source!.def.type === 'transform' ? out : source)!, path)
  if (path.length === 0) return Object.keys(schema.shape ?? {})
  const next = schema.shape?.[String(path[0])] ?? valueType ?? element
  return next === undefined ? [] : allowedKeys(next, path.slice(1))
}
