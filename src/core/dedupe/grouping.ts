/**
 * What lies together, by counting: for columns of small numbers several times faster than any table of hashes.
 * Long columns are gone through by place: an iterator makes an object of each number.
 */
import { Scratch } from '../../lib/scratch.ts'

/** Places by number: those of number k from start[k] to start[k + 1], in rising order; those of number 0 are left out. */
export interface Groups {
  start: Int32Array
  members: Int32Array
}

/**
 * @param size all numbers are below it
 * @param scratch what is found lies there
 */
export const grouped = (numbers: Int32Array, size: number, scratch = new Scratch()): Groups => {
  const start = scratch.ints(size + 2)
  const { length } = numbers
  for (let place = 0; place < length; place++) start[numbers[place]! + 2]!++
  start[2] = 0
  for (let k = 3; k < start.length; k++) start[k]! += start[k - 1]!
  const members = scratch.ints(start[size + 1]!)
  for (let place = 0; place < length; place++) {
    const number = numbers[place]!
    if (number !== 0) members[start[number + 1]!++] = place
  }
  return { start: start.subarray(0, size + 1), members }
}

/** Two numbers of each place; where one is 0, it is like no other. */
export interface Columns {
  x: Int32Array
  y: Int32Array
  /** All of x are below the first, all of y below the second. */
  sizes: readonly [x: number, y: number]
}

/** Places that agree in both of their numbers. */
export interface Alike {
  /** Of each place the number of its set, from 1 in the order of their first places; 0 where it is like no other. */
  set: Int32Array
  /** Of each set how many places it has, and the first of them. */
  counts: Uint32Array
  leaders: Int32Array
}

/**
 * Those of one y lie together first; among these, where each x was met last tells who is alike.
 *
 * @param scratch where `set` lies
 */
export const alike = ({ x, y, sizes }: Columns, scratch = new Scratch()): Alike => {
  if (x === y) return alikeInOne(x, sizes[0], scratch)
  const { start, members } = grouped(y, sizes[1], scratch)
  /** Of each x the group in which it was met last, and its first place there, side by side. */
  const met = scratch.ints(2 * sizes[0])
  const set = scratch.ints(x.length)
  for (let group = 1; group < sizes[1]; group++) {
    const end = start[group + 1]!
    if (end - start[group]! < 2) continue
    for (let m = start[group]!; m < end; m++) {
      const place = members[m]!
      const value = x[place]!
      if (value === 0) continue
      if (met[2 * value] !== group) {
        met[2 * value] = group
        met[2 * value + 1] = place
      } else {
        const leader = met[2 * value + 1]!
        set[place] = set[leader] = -1 - leader
      }
    }
  }
  scratch.giveBack(start, members, met)
  let count = 0
  for (let place = 0; place < set.length; place++) {
    if (set[place] === 0) continue
    const leader = -1 - set[place]!
    set[place] = leader === place ? ++count : set[leader]!
  }
  const counts = new Uint32Array(count + 1)
  const leaders = new Int32Array(count + 1)
  for (let place = 0; place < set.length; place++) {
    const number = set[place]!
    if (number !== 0 && counts[number]!++ === 0) leaders[number] = place
  }
  return { set, counts, leaders }
}

/** As `alike`, where one number is all that counts. */
const alikeInOne = (x: Int32Array, size: number, scratch: Scratch): Alike => {
  const times = scratch.ints(size)
  const { length } = x
  for (let place = 0; place < length; place++) times[x[place]!]!++
  let count = 0
  for (let value = 1; value < size; value++) if (times[value]! > 1) count++
  const counts = new Uint32Array(count + 1)
  const leaders = new Int32Array(count + 1)
  const numbers = scratch.ints(size)
  const set = scratch.ints(x.length)
  for (let place = 0, next = 1; place < length; place++) {
    const value = x[place]!
    if (value === 0 || times[value]! < 2) continue
    if (numbers[value] === 0) {
      counts[next] = times[value]!
      leaders[next] = place
      numbers[value] = next++
    }
    set[place] = numbers[value]!
  }
  scratch.giveBack(times, numbers)
  return { set, counts, leaders }
}
