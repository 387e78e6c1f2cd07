/** 操作编号: a new key for one operation, the same for every try of it. `crypto.randomUUID` is not there in Chrome 90, nor in any browser that came over plain http. */
export const newKey = (): string => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
