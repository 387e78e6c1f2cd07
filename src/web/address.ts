/** What a page is asked to show stands in its address, so that it can be kept and sent. */
import { useSearchParams } from 'react-router'

/** The words of the address, and how to say one anew; undefined takes it out. */
export function useAddress(): [URLSearchParams, (name: string, value: string | undefined) => void] {
  const [address, setAddress] = useSearchParams()
  const change = (name: string, value: string | undefined) => setAddress((before) => {
    const next = new URLSearchParams(before)
    if (value === undefined) next.delete(name)
    else next.set(name, value)
    return next
  })
  return [address, change]
}
