// Draws a result: bars of times, or a curve of throughput.
import { ratio, rowName, text, time } from "./texts.js";

const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const ROW = 46;
const SECOND = 1e9;

let chart = null;
let shown = null;

addEventListener("resize", () => chart?.resize());
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => shown && draw(...shown));

function base() {
  return {
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: style("--ink") },
    grid: { left: 8, right: 24, top: 8, bottom: 8, containLabel: true },
  };
}

const labels = () => ({ color: style("--quiet"), hideOverlap: true });
const lines = () => ({ lineStyle: { color: style("--line") } });

function bars(rows) {
  const low = Math.min(...rows.map((row) => row.q1));
  const high = Math.max(...rows.map((row) => row.q3));
  const log = high / low > 30;
  return {
    ...base(),
    xAxis: {
      type: log ? "log" : "value",
      min: log ? 10 ** Math.floor(Math.log10(low)) : 0,
      axisLabel: { ...labels(), formatter: (nanos) => nanos === 0 ? "0" : time(nanos).replace(/\.0+(?=\D)|(\.\d*?)0+(?=\D)/, "$1") },
      splitLine: lines(),
    },
    yAxis: {
      type: "category",
      inverse: true,
      data: rows.map((row) => rowName(row.id)),
      axisLabel: { ...labels(), color: style("--ink"), fontSize: 13, lineHeight: 16, width: Math.min(200, innerWidth * 0.36), overflow: "break" },
      axisTick: { show: false },
      axisLine: lines(),
    },
    series: [
      {
        type: "bar",
        data: rows.map((row) => row.median),
        barWidth: 16,
        itemStyle: { color: style("--running") },
        label: { show: true, position: "insideBottomLeft", offset: [0, 20], color: style("--quiet"), formatter: ({ value }) => time(value) },
      },
      {
        type: "custom",
        data: rows.map((row, index) => [row.q1, row.q3, index]),
        encode: { x: [0, 1], y: 2 },
        silent: true,
        renderItem: (_, api) => {
          const [x1, y] = api.coord([api.value(0), api.value(2)]);
          const [x2] = api.coord([api.value(1), api.value(2)]);
          return { type: "rect", shape: { x: x1, y: y - 1, width: Math.max(1, x2 - x1), height: 2 }, style: { fill: style("--ink") } };
        },
      },
    ],
  };
}

/** Works a second of each number of contexts. */
export const throughput = (rows) => rows.map((row, index) => ((index + 1) * SECOND) / row.median);

/** The smallest number of contexts that is as good as the best. */
export function advised(rows) {
  const all = throughput(rows);
  const best = Math.max(...all);
  return all.findIndex((each) => each >= 0.95 * best) + 1;
}

function curve(rows) {
  const best = advised(rows);
  return {
    ...base(),
    grid: { left: 8, right: 90, top: 30, bottom: 8, containLabel: true },
    xAxis: { type: "value", min: 0, max: rows.length, interval: 1, name: text("chart.contexts"), nameTextStyle: { color: style("--quiet") }, axisLabel: labels(), splitLine: { show: false }, axisLine: lines() },
    yAxis: { type: "value", min: 0, axisLabel: { ...labels(), formatter: (value) => +value.toPrecision(3) }, splitLine: lines() },
    series: [
      {
        type: "line",
        data: throughput(rows).map((value, index) => ({
          value: [index + 1, value],
          symbolSize: index + 1 === best ? 14 : 8,
        })),
        symbol: "circle",
        lineStyle: { color: style("--running"), width: 2.5 },
        itemStyle: { color: style("--running") },
        label: { show: true, position: "top", color: style("--ink"), formatter: ({ value }) => text("chart.perSecond", ratio(value[1])) },
      },
    ],
  };
}

/** Draws the rows that have times. */
export function draw(element, rows, isCurve) {
  const measured = rows.filter((row) => row.median !== undefined);
  shown = [element, rows, isCurve];
  element.hidden = measured.length === 0;
  if (element.hidden) return;
  element.style.height = `${isCurve ? 300 : measured.length * ROW + 46}px`;
  chart?.dispose();
  chart = echarts.init(element, null, { renderer: "canvas" });
  chart.setOption(isCurve ? curve(measured) : bars(measured));
}
