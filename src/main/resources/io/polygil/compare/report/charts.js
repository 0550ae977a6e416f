"use strict";
// Draws the charts of a report from the data in it.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  // A contender has one colour in all charts.
  const contenders = [...new Set(data.experiments.flatMap((each) => each.cases.map((row) => row.contender)))];
  const SYMBOLS = ["circle", "rect", "triangle", "diamond", "roundRect", "pin"];
  const TIMES = ["ns", "us", "ms", "s"];
  const BYTES = ["B", "KB", "MB", "GB"];
  const ROW_HEIGHT = 24;
  const WIDE_RATIO = 30;

  const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const colour = (i) => style(`--c${i % 8}`);

  function scaled(number, units) {
    let unit = 0;
    let value = number;
    while (value >= 999.5 && unit < units.length - 1) {
      value /= 1000;
      unit += 1;
    }
    return [value, units[unit]];
  }

  function time(nanos) {
    const [value, unit] = scaled(nanos, TIMES);
    const digits = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
    return `${value.toFixed(digits)} ${unit}`;
  }

  // An axis has few marks, and they are round.
  function mark(number, units) {
    const [value, unit] = scaled(number, units);
    return `${+value.toPrecision(3)} ${unit}`;
  }

  const bytes = (value) => mark(value, BYTES);

  function base() {
    return {
      animation: false,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: style("--ink") },
      tooltip: {
        renderMode: "richText",
        confine: true,
        backgroundColor: style("--raised"),
        borderColor: style("--line"),
        textStyle: { color: style("--ink"), fontSize: 13 },
      },
    };
  }

  const axisLine = () => ({ lineStyle: { color: style("--line") } });
  const splitLine = () => ({ lineStyle: { color: style("--line"), opacity: 0.6 } });
  const axisLabel = () => ({ color: style("--quiet"), hideOverlap: true });

  const floor10 = (value) => 10 ** Math.floor(Math.log10(value));
  const ceil10 = (value) => 10 ** Math.ceil(Math.log10(value));

  function timeAxis(low, high, log) {
    const scale = log ? { type: "log", min: floor10(low), max: high * 1.5 } : { type: "value", min: 0 };
    return {
      ...scale,
      axisLabel: { ...axisLabel(), showMaxLabel: log ? false : null, formatter: (nanos) => mark(nanos, TIMES) },
      axisLine: axisLine(),
      splitLine: splitLine(),
    };
  }

  const measured = (experiment) => experiment.cases.filter((row) => row.raw_ns);

  // One line for a row's name, and below it one for each contender: names of any length fit.
  function bars(element) {
    const experiment = data.experiments[element.dataset.index];
    const rows = measured(experiment);
    const lines = [];
    for (const name of new Set(rows.map((row) => row.name))) {
      lines.push({ name });
      lines.push(...rows.filter((row) => row.name === name).map((row) => ({ row })));
    }
    const low = Math.max(1, Math.min(...rows.map((row) => row.q1_ns)));
    const high = Math.max(...rows.map((row) => row.q3_ns));
    const log = high / low > WIDE_RATIO;
    element.style.height = `${lines.length * ROW_HEIGHT + 40}px`;
    element.previousElementSibling.textContent = `Medians; the whiskers are the IQR${log ? ", the scale is logarithmic" : ""}`;
    const ink = style("--ink");
    const page = style("--page");
    const names = lines.map((line) => (line.row ? line.row.contender : ""));
    const longest = Math.max(...names.map((name) => name.length));
    const left = Math.min(8 + longest * 7.5, element.clientWidth * 0.36);

    function draw(params, api) {
      const line = lines[api.value(1)];
      const area = params.coordSys;
      const y = api.coord([low, api.value(1)])[1];
      if (!line.row) {
        return {
          type: "text",
          style: { text: line.name, x: area.x + 4, y: y + 3, fill: ink, font: `600 13px ${base().textStyle.fontFamily}`, textVerticalAlign: "middle" },
        };
      }
      const at = (nanos) => api.coord([Math.max(nanos, log ? floor10(low) : 0), api.value(1)])[0];
      const median = at(line.row.median_ns);
      const q1 = at(line.row.q1_ns);
      const q3 = at(line.row.q3_ns);
      const fill = colour(contenders.indexOf(line.row.contender));
      const stroke = { stroke: ink, lineWidth: 1.5 };
      const whisker = (x1, y1, x2, y2) => ({ type: "line", shape: { x1, y1, x2, y2 }, style: stroke });
      return {
        type: "group",
        children: [
          { type: "rect", shape: { x: area.x, y: y - 8, width: Math.max(1, median - area.x), height: 16 }, style: { fill } },
          whisker(q1, y, q3, y),
          whisker(q1, y - 4, q1, y + 4),
          whisker(q3, y - 4, q3, y + 4),
          {
            type: "text",
            style: {
              text: time(line.row.median_ns) + (line.row.unstable ? ", unstable" : ""),
              x: Math.max(median, q3) + 6, y, fill: ink, stroke: page, lineWidth: 3,
              font: `12px ${base().textStyle.fontFamily}`, textVerticalAlign: "middle",
            },
          },
        ],
      };
    }

    return {
      ...base(),
      grid: { left, right: 110, top: 4, bottom: 28 },
      xAxis: { ...timeAxis(low, high, log), axisLine: { show: false } },
      yAxis: {
        type: "category",
        inverse: true,
        data: names,
        axisTick: { show: false },
        axisLine: axisLine(),
        axisLabel: { ...axisLabel(), hideOverlap: false, interval: 0, width: left - 10, overflow: "truncate" },
      },
      series: [{
        type: "custom",
        clip: false,
        renderItem: draw,
        data: lines.map((line, i) => [line.row ? line.row.median_ns : low, i]),
        tooltip: {
          formatter: ({ dataIndex }) => {
            const { row, name } = lines[dataIndex];
            return row
              ? `${row.name}\n${row.contender}: ${time(row.median_ns)}\nIQR ${time(row.q1_ns)} to ${time(row.q3_ns)}, min ${time(row.min_ns)}, max ${time(row.max_ns)}`
              : name;
          },
        },
      }],
    };
  }

  function lineSeries(name, i, points, more) {
    return {
      name,
      type: "line",
      data: points,
      symbol: SYMBOLS[i % SYMBOLS.length],
      symbolSize: 7,
      showSymbol: points.length <= 40,
      sampling: "lttb",
      lineStyle: { width: 2, type: i < 8 ? "solid" : "dashed" },
      itemStyle: { color: colour(i) },
      ...more,
    };
  }

  // As many lines as the names need: nothing to page through, nothing cut off.
  function legend(element, names) {
    const widest = Math.max(1, Math.floor((element.clientWidth - 20) / 8));
    let lines = 1;
    let used = 0;
    for (const name of names) {
      const width = Math.min(widest, name.length + 6);
      if (used > 0 && used + width > widest) {
        lines += 1;
        used = 0;
      }
      used += width;
    }
    return {
      height: lines * 22 + 6,
      option: { data: names, bottom: 0, left: 0, type: "plain", itemGap: 14, itemHeight: 10, textStyle: { color: style("--ink"), width: element.clientWidth - 60, overflow: "truncate" } },
    };
  }

  function lineChart(element, series, names, xAxis, yAxis) {
    const key = legend(element, names);
    element.style.height = `${260 + key.height}px`;
    return {
      ...base(),
      grid: { left: 8, right: 16, top: 14, bottom: key.height + 20, containLabel: true },
      legend: key.option,
      xAxis: { nameLocation: "middle", nameGap: 26, nameTextStyle: { color: style("--quiet") }, axisLine: axisLine(), splitLine: { show: false }, ...xAxis },
      yAxis,
      series,
    };
  }

  function warmUp(element) {
    const experiment = data.experiments[element.dataset.index];
    const curve = (row) => [row.first_run_ns, ...row.warm_up_ns].map((nanos) => Math.max(1, nanos));
    const all = measured(experiment).filter((row) => row.warm_up_ns.length);
    const times = all.flatMap(curve);
    // One scale for all contenders of an experiment, or their charts could not be compared.
    const low = times.reduce((a, b) => Math.min(a, b));
    const high = times.reduce((a, b) => Math.max(a, b));
    const rows = all.filter((row) => row.contender === element.dataset.contender);
    const series = rows.map((row, i) => lineSeries(row.name, i, curve(row).map((nanos, round) => [round, nanos]), {
      tooltip: { formatter: ({ value }) => `${row.name}\n${value[0] === 0 ? "first run" : `round ${value[0]}`}: ${time(value[1])}` },
    }));
    return lineChart(
      element, series, rows.map((row) => row.name),
      { type: "value", name: "Round", minInterval: 1, axisLabel: axisLabel() },
      timeAxis(low, high, true));
  }

  function whiskers(name, i, points) {
    return {
      name,
      type: "custom",
      silent: true,
      itemStyle: { color: colour(i) },
      data: points,
      renderItem: (_, api) => {
        const [x, low] = api.coord([api.value(0), api.value(1)]);
        const high = api.coord([api.value(0), api.value(2)])[1];
        const stroke = { stroke: colour(i), lineWidth: 1.5 };
        const line = (x1, y1, x2, y2) => ({ type: "line", shape: { x1, y1, x2, y2 }, style: stroke });
        return { type: "group", children: [line(x, low, x, high), line(x - 4, low, x + 4, low), line(x - 4, high, x + 4, high)] };
      },
    };
  }

  function sweep(element) {
    const found = data.sweep[element.dataset.index];
    const threads = found.axis === "threads";
    const lines = found.lines.filter((line) => line.points.length);
    const points = lines.flatMap((line) => line.points);
    const at = found.axis === "bytes" ? bytes : (value) => value.toLocaleString("en");
    const series = lines.flatMap((line, i) => {
      // The speed-up at a quartile: more time is less of it.
      const up = (point, nanos) => point.speed_up * point.median_ns / nanos;
      const value = (point) => (threads ? point.speed_up : point.median_ns);
      const ends = (point) => (threads ? [up(point, point.q3_ns), up(point, point.q1_ns)] : [point.q1_ns, point.q3_ns]);
      const told = (point) => `${line.name}\n${at(point.at)}: ${threads ? `${point.speed_up.toFixed(2)} times one, ` : ""}${time(point.median_ns)} (IQR ${time(point.q1_ns)} to ${time(point.q3_ns)})`;
      return [
        lineSeries(line.name, i, line.points.map((point) => [point.at, value(point)]), {
          tooltip: { formatter: ({ dataIndex }) => told(line.points[dataIndex]) },
        }),
        whiskers(line.name, i, line.points.map((point) => [point.at, ...ends(point)])),
      ];
    });
    const values = points.map((point) => point.at);
    const nanos = points.flatMap((point) => [point.q1_ns, point.q3_ns]).map((value) => Math.max(1, value));
    const xAxis = threads
      ? { type: "value", name: "Threads", min: 1, max: Math.max(...values), interval: 1, axisLabel: axisLabel() }
      : { type: "log", name: found.axis === "bytes" ? "Bytes of text" : "n", min: floor10(Math.min(...values)), max: ceil10(Math.max(...values)), axisLabel: { ...axisLabel(), formatter: at } };
    const yAxis = threads
      ? { type: "value", min: 0, max: Math.ceil(2 * Math.max(...points.map((point) => point.speed_up)) + 0.2) / 2, interval: 0.5, axisLabel: { ...axisLabel(), formatter: (value) => `${value}×` }, splitLine: splitLine() }
      : timeAxis(Math.min(...nanos), Math.max(...nanos), true);
    return lineChart(element, series, lines.map((line) => line.name), xAxis, yAxis);
  }

  const drawings = { bars, "warm-up": warmUp, sweep };
  const charts = new Map();

  function draw(element) {
    const option = drawings[element.dataset.chart](element);
    const chart = charts.get(element) ?? echarts.init(element, null, { renderer: "svg" });
    charts.set(element, chart);
    chart.resize();
    chart.setOption(option, true);
  }

  // Many experiments make many charts: each is drawn when it comes near.
  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) {
        seen.unobserve(target);
        draw(target);
      }
    }
  }, { rootMargin: "600px" });
  const elements = document.querySelectorAll(".chart");
  for (const element of elements) {
    element.style.height = "260px";
    seen.observe(element);
  }
  const drawAgain = () => charts.forEach((_, element) => draw(element));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAgain);
  let width = document.body.clientWidth;
  addEventListener("resize", () => {
    if (document.body.clientWidth !== width) {
      width = document.body.clientWidth;
      drawAgain();
    }
  });
  addEventListener("beforeprint", () => elements.forEach(draw));
})();
