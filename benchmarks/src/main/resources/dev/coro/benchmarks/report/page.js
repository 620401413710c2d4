"use strict";
(() => {
  const comparison = JSON.parse(document.getElementById("comparison").textContent);
  const models = ["PROCESS", "PLATFORM_THREAD", "VIRTUAL_THREAD", "COROUTINE"];
  const number = new Intl.NumberFormat("en", { maximumSignificantDigits: 4 });
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const label = (model) => model.toLowerCase().replace("_", " ");

  // Draws min..max of every bar, which chart.js itself has no element for.
  const whiskers = {
    id: "whiskers",
    afterDatasetsDraw(chart) {
      const context = chart.ctx;
      context.save();
      context.strokeStyle = css("--text");
      context.lineWidth = 1.5;
      chart.getDatasetMeta(0).data.forEach((bar, index) => {
        const figure = chart.data.datasets[0].figures[index];
        if (!figure || figure.samples.length < 2) return;
        const left = chart.scales.x.getPixelForValue(figure.min);
        const right = chart.scales.x.getPixelForValue(figure.max);
        context.beginPath();
        context.moveTo(left, bar.y);
        context.lineTo(right, bar.y);
        for (const end of [left, right]) {
          context.moveTo(end, bar.y - 5);
          context.lineTo(end, bar.y + 5);
        }
        context.stroke();
      });
      context.restore();
    },
  };

  // Bars on a logarithmic axis have no natural start: begin at the power of ten below the smallest.
  const axisStart = (figures) => {
    const smallest = Math.min(...figures.filter((f) => f && f.min > 0).map((f) => f.min));
    return Number.isFinite(smallest) ? 10 ** (Math.floor(Math.log10(smallest)) - 1) : 1;
  };

  // Leaves room to the right of the longest whisker.
  const axisEnd = (figures) => 1.2 * Math.max(...figures.filter((f) => f).map((f) => f.max), 1);

  const plot = (canvas) => {
    const metric = canvas.id.slice("plot-".length);
    const measured = models.map((model) =>
      comparison.figures.find(
        (f) => f.model === model && f.metric === metric && f.status === "measured"));
    return new Chart(canvas, {
      type: "bar",
      data: {
        labels: models.map((model, i) => (measured[i] ? label(model) : label(model) + " (n/a)")),
        datasets: [{
          data: measured.map((figure) => (figure ? figure.median : null)),
          figures: measured,
          backgroundColor: models.map((model) => css("--" + model.toLowerCase())),
          borderRadius: 4,
          maxBarThickness: 26,
        }],
      },
      options: {
        indexAxis: "y",
        animation: false,
        maintainAspectRatio: false,
        scales: {
          x: {
            type: "logarithmic",
            min: axisStart(measured),
            max: axisEnd(measured),
            grid: { color: css("--line") },
            ticks: {
              color: css("--muted"),
              maxRotation: 0,
              callback: (value) => (Number.isInteger(Math.log10(value)) ? compact(value) : ""),
            },
          },
          y: { grid: { display: false }, ticks: { color: css("--text") } },
        },
        plugins: {
          legend: { display: false },
          tooltip: { callbacks: { label: (item) => {
            const f = measured[item.dataIndex];
            return `${number.format(f.median)} (${number.format(f.min)} .. ${number.format(f.max)})`;
          } } },
        },
      },
      plugins: [whiskers],
    });
  };

  const compact = (value) =>
    value >= 1000 ? new Intl.NumberFormat("en", { notation: "compact" }).format(value) : String(value);

  // Colours of what has no colour of its own, distinct in both themes.
  const palette = [
    "#1f8a5b", "#2f7fb5", "#8a6fb8", "#b4552d", "#a08a1f", "#5a6375", "#c2477f", "#3c8f8f",
  ];
  const colour = (name, index) => {
    const key = models.find((model) => name.toLowerCase().startsWith(label(model)));
    return key ? css("--" + key.toLowerCase()) : palette[index % palette.length];
  };

  // Draws low..high of every bar and point of an experiment.
  const spread = {
    id: "spread",
    afterDatasetsDraw(chart) {
      const context = chart.ctx;
      context.save();
      context.strokeStyle = css("--text");
      chart.data.datasets.forEach((dataset, number) => {
        chart.getDatasetMeta(number).data.forEach((element, index) => {
          const point = dataset.points[index];
          if (point.low === point.high) return;
          const bottom = chart.scales.y.getPixelForValue(point.low);
          const top = chart.scales.y.getPixelForValue(point.high);
          context.beginPath();
          context.moveTo(element.x, bottom);
          context.lineTo(element.x, top);
          context.stroke();
        });
      });
      context.restore();
    },
  };

  const plotFinding = (canvas, plot) => {
    const lines = plot.kind === "LINES";
    // A series need not have a bar for each label; the order is that of the longest.
    const longestFirst = [...plot.series].sort((a, b) => b.points.length - a.points.length);
    const labels = [...new Set(longestFirst.flatMap((s) => s.points.map((point) => point.label)))];
    const absent = { y: null };
    // The last of the palette are unlike those of the models.
    const colours = [];
    plot.series.forEach((series, index) => {
      const own = colour(series.name, index);
      colours.push(colours.includes(own) ? palette.at(-1 - (index % 2)) : own);
    });
    const pointsOf = (series) =>
      lines
        ? series.points
        : labels.map((name) => series.points.find((point) => point.label === name) ?? absent);
    const axis = (text, logarithmic) => ({
      type: logarithmic ? "logarithmic" : "linear",
      title: { display: text !== "", text, color: css("--muted") },
      grid: { color: css("--line") },
      ticks: {
        color: css("--muted"),
        callback: (value) =>
          (!logarithmic || Number.isInteger(Math.log10(value)) ? compact(value) : ""),
      },
    });
    return new Chart(canvas, {
      type: lines ? "line" : "bar",
      data: {
        labels: lines ? undefined : labels,
        datasets: plot.series.map((series, index) => ({
          label: series.name,
          points: pointsOf(series),
          data: pointsOf(series).map((point) => (lines ? { x: point.x, y: point.y } : point.y)),
          borderColor: colours[index],
          backgroundColor:
            plot.series.length === 1 && !lines
              ? series.points.map((point, i) => colour(point.label, i))
              : colours[index],
          borderWidth: lines ? 2 : 0,
          pointRadius: 3,
          borderRadius: lines ? 0 : 4,
          maxBarThickness: 48,
        })),
      },
      options: {
        animation: false,
        maintainAspectRatio: false,
        scales: {
          x: lines
            ? axis(plot.xLabel, plot.logX)
            : { grid: { display: false }, ticks: { color: css("--text") } },
          y: axis(plot.yLabel, plot.logY),
        },
        plugins: {
          legend: { display: plot.series.length > 1, labels: { color: css("--text") } },
          tooltip: { callbacks: { label: (item) => {
            const point = item.dataset.points[item.dataIndex];
            return `${plot.series[item.datasetIndex].name}: ${number.format(point.y)}`
              + ` (${number.format(point.low)} .. ${number.format(point.high)})`;
          } } },
        },
      },
      plugins: [spread],
    });
  };

  const findings = () =>
    comparison.findings.flatMap((finding) => {
      const canvases = document.getElementById(finding.id).querySelectorAll("canvas");
      return finding.plots.map((plot, index) => plotFinding(canvases[index], plot));
    });

  let charts = [];
  const draw = () => {
    charts.forEach((chart) => chart.destroy());
    charts = [...document.querySelectorAll("canvas[id]")].map(plot).concat(findings());
  };
  draw();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
})();
