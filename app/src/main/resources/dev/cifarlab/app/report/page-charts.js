"use strict";
// What a page knows, and its charts; the rest is in page.js.
const STALE = 20000;
const LIGHT = ["#0072b2", "#c84e00", "#00795a", "#b0478a", "#806000", "#3a6ea5", "#5b3fa0", "#555555"];
const DARK = ["#56b4e9", "#ff9e4a", "#2fc79b", "#e79ac6", "#f0e442", "#8fd0ff", "#b9a5f0", "#bbbbbb"];
// A row: epoch, training loss, training accuracy, validation loss, validation accuracy, learning rate, images/s.
const PANELS = [
  { name: "Loss (nats)", training: 1, validation: 3 },
  { name: "Accuracy (%)", training: 2, validation: 4 },
  { name: "Learning rate", training: 5 },
  { name: "Images/s", training: 6 },
];
const $ = id => document.getElementById(id);
const dark = matchMedia("(prefers-color-scheme: dark)");
const style = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const colour = k => (dark.matches ? DARK : LIGHT)[k % LIGHT.length];
const hidden = new Set(); // names of curves that were switched off
const given = new Map(); // each part as it was written, before sorting and the like
let data = JSON.parse($("data").textContent);
let sorted = null;

const words = value => String(Number(value.toPrecision(4)));
const isNumeric = column => column >= 4 && column <= 6; // epochs, accuracy, minutes
const isShown = name => !hidden.has(name) && (!data.many || !rowOf(name)?.hidden);
const rowOf = name => [...document.querySelectorAll("#runs tbody tr")].find(row => row.dataset.href === name);

function curves(panel) {
  if (data.many) {
    const column = panel.validation ?? panel.training;
    return data.runs.map(run => ({ name: run.href, label: run.name, rows: run.rows, column }));
  }
  const kinds = panel.validation ? ["training", "validation"] : ["training"];
  const label = kind => panel.validation ? kind : "";
  return kinds.map(kind => ({ name: kind, label: label(kind), rows: data.runs[0].rows, column: panel[kind] }));
}

function table(lines) {
  const pairs = line => line.rows.map(row => [row[0], row[line.column]]).filter(pair => pair[1] != null);
  const known = lines.map(line => new Map(pairs(line)));
  const xs = [...new Set(known.flatMap(values => [...values.keys()]))].sort((a, b) => a - b);
  return [xs, ...known.map(values => xs.map(x => values.get(x) ?? null))];
}

function read(panel, chart) {
  const at = chart.cursor.idx ?? chart.data[0].length - 1;
  const texts = panel.lines
    .map((line, k) => ({ label: line.label, value: chart.data[k + 1][at], shown: chart.series[k + 1].show }))
    .filter(line => line.shown && line.value != null)
    .map(line => `${line.label} ${words(line.value)}`.trim());
  const more = texts.length > 6 ? `, and ${texts.length - 6} more` : "";
  const values = texts.slice(0, 6).join(", ") + more;
  const text = at < 0 ? "no epoch yet" : `epoch ${words(chart.data[0][at])}: ${values}`;
  panel.output.textContent = text;
  panel.chart.setAttribute("aria-label", `${panel.name} over epochs; ${text}`);
}

function build(panel, values) {
  panel.plot?.destroy();
  const line = { stroke: style("--line"), width: 1 };
  const axis = { stroke: style("--ink"), grid: line, ticks: line };
  const incrs = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
  panel.plot = new uPlot({
    width: panel.chart.clientWidth || 300,
    height: 240,
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, points: { size: 8 } },
    scales: { x: { time: false } },
    axes: [{ ...axis, incrs }, { ...axis, size: 66, values: (_, ticks) => ticks.map(words) }],
    series: [{}, ...panel.lines.map((line, k) => ({
      label: line.label,
      stroke: colour(k),
      width: 2,
      dash: k < LIGHT.length ? undefined : [6, 4],
      spanGaps: true,
      show: isShown(line.name),
      points: { show: values[0].length < 30, size: 5 },
    }))],
    hooks: { setCursor: [chart => read(panel, chart)] },
  }, values, panel.chart);
}

function draw() {
  for (const panel of PANELS) {
    panel.lines = curves(panel);
    const values = table(panel.lines);
    const shape = [dark.matches, values[0].length < 30, ...panel.lines.map(line => line.name)].join("\n");
    if (shape !== panel.shape) {
      panel.shape = shape;
      build(panel, values);
    } else {
      panel.plot.setData(values);
    }
    read(panel, panel.plot);
  }
  colourRows();
}

function toggle() {
  for (const panel of PANELS) {
    panel.lines.forEach((line, k) => {
      const show = isShown(line.name);
      if (panel.plot.series[k + 1].show !== show) panel.plot.setSeries(k + 1, { show });
    });
    read(panel, panel.plot);
  }
}

function step(panel, event) {
  const last = panel.plot.data[0].length - 1;
  const at = panel.plot.cursor.idx ?? last;
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key];
  if (to === undefined || last < 0) return;
  event.preventDefault();
  const x = panel.plot.data[0][Math.min(last, Math.max(0, to))];
  panel.plot.setCursor({ left: panel.plot.valToPos(x, "x"), top: 60 });
}

function panels() {
  for (const panel of PANELS) {
    const place = document.createElement("div");
    place.className = "panel";
    place.innerHTML = `<h3>${panel.name}</h3><output></output><div class="chart" tabindex="0" role="img"></div>`;
    $("panels").append(place);
    panel.output = place.querySelector("output");
    panel.output.setAttribute("aria-live", "off");
    panel.chart = place.querySelector(".chart");
    panel.chart.addEventListener("keydown", event => step(panel, event));
    const fit = () => panel.plot?.setSize({ width: panel.chart.clientWidth, height: 240 });
    new ResizeObserver(fit).observe(panel.chart);
  }
  if (data.many) return;
  ["training", "validation"].forEach(name => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name;
    button.setAttribute("aria-pressed", "true");
    button.addEventListener("click", () => {
      if (!hidden.delete(name)) hidden.add(name);
      button.setAttribute("aria-pressed", String(!hidden.has(name)));
      toggle();
    });
    $("legend").append(button);
  });
}
