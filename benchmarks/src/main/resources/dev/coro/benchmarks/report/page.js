"use strict";
(() => {
  const comparison = JSON.parse(document.getElementById("comparison").textContent);
  const models = ["PROCESS", "PLATFORM_THREAD", "VIRTUAL_THREAD", "COROUTINE"];
  const number = new Intl.NumberFormat("en", { maximumSignificantDigits: 4 });
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const label = (model) => model.toLowerCase().replace("_", " ");
  const compact = (value) =>
    Math.abs(value) >= 1000
      ? new Intl.NumberFormat("en", { notation: "compact" }).format(value)
      : number.format(value);

  // ---- colours

  // Of what has no colour of its own; distinct in both themes.
  const palette = [
    "#a08a1f", "#c2477f", "#3c8f8f", "#5a6375", "#1f8a5b", "#2f7fb5", "#8a6fb8", "#b4552d",
  ];
  const ownColour = (name) => {
    const bare = name.toLowerCase().replace(/^[0-9]+ /, "");
    const key = models.find((model) => bare.startsWith(label(model)));
    if (key) return css("--" + key.toLowerCase());
    return bare.startsWith("thread") ? css("--platform_thread") : undefined;
  };
  // Names that share a model, such as two kinds of coroutines, still get colours that differ.
  const coloursOf = (names) => {
    const used = [];
    for (const name of names) {
      const own = ownColour(name);
      used.push(own && !used.includes(own) ? own : palette.find((one) => !used.includes(one)) ?? own);
    }
    return used;
  };

  // ---- whiskers, which chart.js itself has no element for

  const whiskers = {
    id: "whiskers",
    afterDatasetsDraw(chart) {
      const context = chart.ctx;
      const lying = chart.options.indexAxis === "y";
      const scale = lying ? chart.scales.x : chart.scales.y;
      context.save();
      context.strokeStyle = css("--text");
      context.lineWidth = 1.2;
      chart.data.datasets.forEach((dataset, index) => {
        chart.getDatasetMeta(index).data.forEach((element, position) => {
          const point = dataset.points[position];
          if (point.y === null || point.low === point.high) return;
          const ends = [point.low, point.high].map((value) => scale.getPixelForValue(value));
          context.beginPath();
          for (const [from, to, across] of [[...ends, 0], [ends[0], ends[0], 3], [ends[1], ends[1], 3]]) {
            if (lying) {
              context.moveTo(from, element.y - across);
              context.lineTo(to, element.y + across);
            } else {
              context.moveTo(element.x - across, from);
              context.lineTo(element.x + across, to);
            }
          }
          context.stroke();
        });
      });
      context.restore();
    },
  };

  // ---- axes

  const valueAxis = (text, logarithmic) => ({
    type: logarithmic ? "logarithmic" : "linear",
    title: { display: text !== "", text, color: css("--muted") },
    grid: { color: css("--line") },
    ticks: {
      color: css("--muted"),
      maxRotation: 0,
      callback: (value) =>
        (!logarithmic || Number.isInteger(Math.log10(value)) ? compact(value) : ""),
    },
  });

  // Bars on a logarithmic axis have no natural start: begin below the smallest.
  const barAxis = (plot) => {
    const points = plot.series.flatMap((series) => series.points).filter((p) => p.y !== null);
    const axis = valueAxis(plot.yLabel, plot.logY);
    const smallest = Math.min(...points.filter((p) => p.low > 0).map((p) => p.low));
    if (plot.logY && Number.isFinite(smallest)) {
      axis.min = 10 ** (Math.floor(Math.log10(smallest)) - 1);
      axis.max = 1.2 * Math.max(...points.map((point) => point.high));
    }
    return axis;
  };

  // Long names take several lines, so that a phone has room for the bars.
  const wrapped = (name) => {
    const width = innerWidth < 700 ? 16 : 30;
    const lines = [""];
    for (const word of name.split(" ")) {
      const longer = (lines.at(-1) + " " + word).trim();
      if (longer.length > width && lines.at(-1) !== "") lines.push(word);
      else lines[lines.length - 1] = longer;
    }
    return lines;
  };

  // ---- plots

  const barData = (plot) => {
    // A series need not have a bar for each label; the order is that of the longest.
    const longestFirst = [...plot.series].sort((a, b) => b.points.length - a.points.length);
    const labels = [...new Set(longestFirst.flatMap((s) => s.points.map((point) => point.label)))];
    const absent = { y: null };
    const alone = plot.series.length === 1;
    const colours = coloursOf(alone ? labels : plot.series.map((series) => series.name));
    return {
      labels: labels.map(wrapped),
      datasets: plot.series.map((series, index) => {
        const points = labels.map((name) => series.points.find((p) => p.label === name) ?? absent);
        return {
          label: series.name,
          points,
          data: points.map((point) => point.y),
          backgroundColor: alone ? colours : colours[index],
          borderRadius: 3,
          maxBarThickness: 26,
        };
      }),
    };
  };

  const lineData = (plot) => {
    const colours = coloursOf(plot.series.map((series) => series.name));
    return {
      datasets: plot.series.map((series, index) => ({
        label: series.name,
        points: series.points,
        data: series.points.map((point) => ({ x: point.x, y: point.y })),
        borderColor: colours[index],
        backgroundColor: colours[index],
        borderWidth: 2,
        pointRadius: 3,
      })),
    };
  };

  const tooltip = (item) => {
    const point = item.dataset.points[item.dataIndex];
    return `${item.dataset.label}: ${number.format(point.y)}`
      + ` (${number.format(point.low)} .. ${number.format(point.high)})`;
  };

  // Room for each bar and each line of a label, the axis and the legend.
  const heightOf = (data) => {
    const bars = data.labels.length * data.datasets.length;
    const lines = data.labels.reduce((sum, label) => sum + Math.max(2, label.length + 0.5), 0);
    const legend = data.datasets.length > 1 ? 24 * Math.ceil(data.datasets.length / 2) : 0;
    return 64 + legend + Math.max(40, lines * 15, bars * 13 + data.labels.length * 10);
  };

  const draw = (canvas, plot) => {
    const lines = plot.kind === "LINES";
    const data = lines ? lineData(plot) : barData(plot);
    if (!lines) canvas.parentElement.style.height = heightOf(data) + "px";
    return new Chart(canvas, {
      type: lines ? "line" : "bar",
      data,
      options: {
        indexAxis: lines ? "x" : "y",
        animation: false,
        maintainAspectRatio: false,
        scales: lines
          ? { x: valueAxis(plot.xLabel, plot.logX), y: valueAxis(plot.yLabel, plot.logY) }
          : {
            x: barAxis(plot),
            y: { grid: { display: false }, ticks: { color: css("--text"), autoSkip: false } },
          },
        plugins: {
          legend: {
            display: plot.series.length > 1,
            labels: { color: css("--text"), boxWidth: 14 },
          },
          tooltip: { callbacks: { label: tooltip } },
        },
      },
      plugins: [whiskers],
    });
  };

  // A figure of the costs as a plot.
  const costPlot = (metric) => ({
    kind: "BARS",
    yLabel: "",
    logY: true,
    series: [{
      name: metric.toLowerCase(),
      points: models.map((model) => {
        const figure = comparison.figures.find(
          (f) => f.model === model && f.metric === metric && f.status === "measured");
        return figure
          ? { label: label(model), y: figure.median, low: figure.min, high: figure.max }
          : { label: label(model) + " (n/a)", y: null };
      }),
    }],
  });

  const costs = () =>
    [...document.querySelectorAll("canvas[id]")].map((canvas) =>
      draw(canvas, costPlot(canvas.id.slice("plot-".length))));

  const findings = () =>
    comparison.findings.flatMap((finding) => {
      const canvases = document.getElementById(finding.id).querySelectorAll("canvas");
      return finding.plots.map((plot, index) => draw(canvases[index], plot));
    });

  let charts = [];
  const drawAll = () => {
    charts.forEach((chart) => chart.destroy());
    charts = costs().concat(findings());
  };
  drawAll();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  matchMedia("(max-width: 699px)").addEventListener("change", drawAll);

  // On paper all but long lists is unfolded, and plots are as wide as the paper.
  const folded = [...document.querySelectorAll("details:not(.long)")];
  addEventListener("beforeprint", () => {
    folded.forEach((details) => { details.open = true; });
    charts.forEach((chart) => chart.resize());
  });
  addEventListener("afterprint", () => {
    folded.forEach((details) => { details.open = false; });
    charts.forEach((chart) => chart.resize());
  });
})();
