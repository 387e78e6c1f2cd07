/** What is wrong with a database after something went wrong: whatever was acknowledged is there once, and all of it fits together. */
import Database from 'better-sqlite3'
import { commission } from '../bench/templates.ts'
import { now } from '../../src/now.ts'
import { openStore } from '../../src/store/store.ts'
import { verify } from '../../src/store/verify.ts'
import type { Acknowledged } from './walkers.ts'

/** Every fault, none where all is well. Opening it is the recovery. */
export async function faultsIn(file: string, acknowledged: readonly Acknowledged[]): Promise<string[]> {
  try {
    const store = await openStore(file)
    const faults = [...(await store.faults()), ...(await verify(store, commission, now()))]
    await store.close()
    return [...lostIn(file, acknowledged), ...faults]
  } catch (error) {
    return [`打不开：${String(error)}`]
  }
}

/** The acknowledged steps that are not there, or more than once. */
function lostIn(file: string, acknowledged: readonly Acknowledged[]): string[] {
  const db = new Database(file, { readonly: true })
  try {
    const entries = db.prepare('select version from case_entries where commission = ? and case_id = ? and operation_key = ?').pluck()
    const steps = db.prepare(`select count(*) from case_entries where commission = ? and case_id = ? and version = ?`).pluck()
    return acknowledged.flatMap(({ id, version, key }) => {
      const found = entries.all(commission, id, key)
      if (found.length !== 1 || found[0] !== version) return [`办成的${key}：${found.length === 0 ? '不在' : `有${found.length}条，第${found.join('、')}步`}`]
      return steps.get(commission, id, version) === 1 ? [] : [`案件${id}的第${version}步不止一条`]
    })
  } finally {
    db.close()
  }
}
