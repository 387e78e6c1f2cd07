/** Charts come after the page and are drawn from the table that stands under each. */
import { BarChart, LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer])

export type Series = { name: string; values: readonly number[] }

/** Bars, or lines over time; `names` stand along the axis. */
export function Chart({ label, names, series, kind, dark }: { label: string; names: readonly string[]; series: readonly Series[]; kind: 'bar' | 'line'; dark: boolean }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!place.current) return
    const chart = init(place.current, dark ? 'dark' : undefined, { renderer: 'svg' })
    chart.setOption({
      backgroundColor: 'transparent', aria: { enabled: true, label: { description: label } }, color: dark ? ['#6cb2f5', '#f3c169', '#ff9c93'] : ['#0b5cad', '#b36b00', '#a8201a'],
      grid: { left: 8, right: 8, top: 34, bottom: 4, containLabel: true }, legend: series.length > 1 ? { top: 0 } : undefined, tooltip: { trigger: 'axis' },
      xAxis: { type: 'category', data: [...names], axisLabel: { rotate: names.length > 5 ? 40 : 0, interval: names.length > 16 ? 'auto' : 0 } }, yAxis: { type: 'value', minInterval: 1 },
      series: series.map(({ name, values }) => ({ name, type: kind, data: [...values] })),
    })
    const watch = new ResizeObserver(() => chart.resize())
    watch.observe(place.current)
    return () => { watch.disconnect(); chart.dispose() }
  }, [label, names, series, kind, dark])
  return <div ref={place} role="img" aria-label={label} style={{ height: 280 }} />
}
